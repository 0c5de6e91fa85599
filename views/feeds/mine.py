"""« Mes flux et agendas »: a person's own addresses, made, renewed and ended by them (L15)."""

from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, feeds

DEEDS = {
    "make": (feeds.renew, _("Vos adresses sont prêtes. Donnez-les à votre agenda ou à votre lecteur de flux, et à personne d’autre.")),
    "renew": (feeds.renew, _("Vos adresses sont nouvelles ; les anciennes ne mènent plus nulle part.")),
    "end": (feeds.end, _("Vos adresses ne mènent plus nulle part.")),
}


class Address(NamedTuple):
    """One of them; ``subscribe``: opens a calendar program, for calendars."""

    id: str
    name: str
    href: str
    subscribe: str | None = None


@view_defaults(context=Site, name="my-feeds", permission=Permission.ACCOUNT)
class MyFeeds:
    """Whoever has such an address reads in this person's name."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/my_feeds.pt")
    def show(self) -> dict[str, Any]:
        """All of them, to be copied."""
        key = feeds.key_of(self.request.person)
        return {
            "page": Page(self.request, _("Mes flux et agendas")),
            "calendars": self._calendars(key) if key else [],
            "feeds": self._feeds(key) if key else [],
        }

    @view_config(request_method="POST")
    def answer(self) -> Response:
        """What the button says; without one, nothing."""
        name = next((name for name in DEEDS if name in self.request.POST), None)
        if name is not None:
            deed, text = DEEDS[name]
            deed(self.request.act)
            self.request.session.flash(("success", self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.site, "my-feeds"))

    def _calendars(self, key: str) -> list[Address]:
        mine = self._address("calendar", key, "my-space", _("Les missions où l’on m’attend"))
        return [mine, *(self._address("calendar", key, node.__name__, node.title) for node in self._networks())]

    def _feeds(self, key: str) -> list[Address]:
        every = self._address("feed", key, "", _("Toute la bourse, telle que je la vois"))
        return [every, *(self._address("feed", key, node.__name__, node.title) for node in self._networks())]

    def _address(self, kind: str, key: str, where: str, name: str) -> Address:
        href = f"{self.request.registry.mobee.url}/{kind}/{key}" + (f"/{where}" if where else "")
        subscribe = "webcal://" + href.partition("://")[2] if kind == "calendar" else None
        return Address(f"{kind}-{where or 'all'}", self.request.translate(name), href, subscribe)

    def _networks(self) -> list[Network]:
        """Those where the person takes part."""
        inside = self.request.reader.inside
        found = access.visible(self.request.reader, [node for node in self.site.inside("network") if node.oid in inside])
        return [node for node in found if isinstance(node, Network)]
