"""A sign-in on the site's own host is handed to the host of a network: by a link that is good once, for a minute, in one browser (M10)."""

import secrets
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.hosts import network_at
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.account.links import ARRIVING, safe
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access

PURPOSE = "arrival"
GOOD_FOR = 60
"""Seconds."""

REMEMBERED = 20
"""Links of one person that were used; older ones are past their minute."""


@view_config(context=Site, name="hand-over", permission=Permission.ACCOUNT, request_method="GET")
def hand_over(site: Site, request: Request) -> Response:
    """Lead back to the host that asked, with a signed link; a host that this person may not know of is none. Raises `HTTPNotFound`."""
    host = request.GET.get("host", "")
    network = None if request.foreign else network_at(site, host)
    if network is None or not access.permits(request.reader, Permission.VIEW, network):
        raise HTTPNotFound
    person, state = request.person, request.GET.get("state", "")[:64]
    said = {"person": person.id, "epoch": person.epoch, "host": host, "state": state, "once": secrets.token_hex(8)}
    query = {"token": request.sign(PURPOSE, said), "next": safe(request.GET.get("next", "/"))}
    return HTTPSeeOther(f"{request.elsewhere(host)}/arrive?{urlencode(query)}")


@view_defaults(context=Site, name="arrive", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/arrive.pt")
class Arriving:
    """On the network's host: whoever has just come from the site's own confirms, and is signed in."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """As whom."""
        token = self.request.GET.get("token", "")
        found = self._read(token)
        if found is None:
            return self._refused()
        return {
            "page": Page(self.request, self.request.translate(_("Continuer en tant que ${name} ?"), name=found[0].title)),
            "host": self.request.foreign,
            "token": token,
            "next": safe(self.request.GET.get("next", "/")),
        }

    @view_config(request_method="POST")
    def arrive(self) -> Response:
        """Once."""
        found = self._read(self.request.POST.get("token", ""))
        if found is None:
            return self._refused()
        person, once = found
        person.arrivals = (once, *person.arrivals[: REMEMBERED - 1])
        target = safe(self.request.POST.get("next", "/"))
        self.request.sign_in(person)
        return HTTPSeeOther(target)

    def _read(self, token: str) -> tuple[Person, str] | None:
        """Whom a link brings; ``None`` for one that is too old, was used, or was made for another host or browser."""
        try:
            said = self.request.unsign(PURPOSE, token, GOOD_FOR)
        except LookupError:
            return None
        person = by_id(self.site, said["person"])
        mine = self.request.has_session and said["state"] and secrets.compare_digest(said["state"], self.request.session.get(ARRIVING, ""))
        if person is None or person.blocked or not mine or said["host"] != self.request.foreign:
            return None
        good = said["epoch"] == person.epoch and said["once"] not in person.arrivals
        return (person, said["once"]) if good else None

    def _refused(self) -> Response:
        text = _("Ce lien ne compte plus : connectez-vous ici, ou recommencez.")
        self.request.session.flash(("warning", self.request.translate(text)))
        return HTTPSeeOther("/sign-in")
