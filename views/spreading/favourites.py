"""Favourites: a mission is kept with one tap, and found again on a page that nobody else sees (L18)."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import favourites


@view_config(
    context=Site,
    name="favourites",
    permission=Permission.ACCOUNT,
    request_method="GET",
    renderer="mobee_pyr.views:templates/favourites.pt",
)
def listed(site: Site, request: Request) -> dict[str, Any]:
    """The latest first, each as it stands today; what may not be opened any more is not there."""
    found = favourites.kept(request.reader, request.person)
    return {
        "page": Page(request, _("Mes favoris")),
        "cards": [cards.request_card(request, mission) for mission in found],
    }


@view_defaults(context=Mission, name="favourite", permission=Permission.VIEW)
class FavouritePage:
    """For whoever is signed in; a visitor is asked to be, and comes back here."""

    def __init__(self, mission: Mission, request: Request) -> None:
        self.mission, self.request = mission, request

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/favourite.pt")
    def ask(self) -> dict[str, Any] | Response:
        """One button, for whoever comes from signing in."""
        if self.request.person is None:
            return HTTPSeeOther(f"/sign-in?{urlencode({'next': self.request.path})}")
        return {
            "page": Page(self.request, self.mission.title),
            "href": self.request.node_url(self.mission),
            "kept": favourites.holds(self.request.person, self.mission.oid),
        }

    @view_config(request_method="POST")
    def answer(self) -> Response:
        """Keep it or not, and go back to where the heart was."""
        if self.request.person is None:
            raise HTTPForbidden
        if self.request.POST.get("keep") == "no":
            favourites.drop(self.request.act, self.mission)
            text = _("« ${title} » n’est plus dans vos favoris.")
        else:
            favourites.keep(self.request.act, self.mission)
            text = _("« ${title} » est dans vos favoris. Vous les retrouvez dans votre espace ; personne d’autre ne les voit.")
        self.request.session.flash(("success", self.request.translate(text, title=self.mission.title)))
        return HTTPSeeOther(self._back())

    def _back(self) -> str:
        """The page of this site that was left; the mission's own where the browser does not say, or its own question was answered."""
        came = urlsplit(self.request.referer or "")
        here = came.netloc == urlsplit(self.request.host_url).netloc and came.path.startswith("/") and not came.path.startswith("//")
        if not here or came.path == self.request.path:
            return str(self.request.node_url(self.mission))
        return came.path + (f"?{came.query}" if came.query else "")
