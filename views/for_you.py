"""« Pour vous »: the open missions that fit one's profile, with the reasons, and a way to say « not for me » (M54, B01, K03)."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import fits
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, profiles

MOST = 24


@view_defaults(context=Site, name="for-you", permission=Permission.ACCOUNT)
class ForYou:
    """For oneself only; what was passed over is nobody else's business."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request, self.person = site, request, request.person

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/for_you.pt")
    def show(self) -> dict[str, Any]:
        """The best first; an empty list says what to do about it."""
        return {
            "page": Page(self.request, _("Pour vous")),
            "said": self.person.profile.said,
            "fits": fits.fitting(self.request, MOST),
            "passed": self._passed(),
        }

    @view_config(request_method="POST")
    def answer(self) -> Response:
        """« Pas pour moi », or all of them again; whatever stands there is taken as it is meant."""
        if "again" in self.request.POST:
            profiles.take_back(self.request.act)
            text = _("Les missions que vous aviez écartées sont de nouveau proposées.")
        else:
            self._pass_over(self.request.POST.get("mission", ""))
            text = _("C’est noté : cette mission ne vous sera plus proposée. Personne d’autre ne le sait.")
        self.request.session.flash(("success", self.request.translate(text)))
        back = "my-space" if self.request.POST.get("back") == "my-space" else "for-you"
        return HTTPSeeOther(self.request.node_url(self.site, back))

    def _passed(self) -> str:
        count = len(self.person.passed_over)
        return str(self.request.words.plural(_("${count} mission écartée"), _("${count} missions écartées"), count)) if count else ""

    def _pass_over(self, number: str) -> None:
        mission = self.site.node(int(number)) if number.isascii() and number.isdigit() and len(number) < 20 else None
        if isinstance(mission, Mission) and access.permits(self.request.reader, Permission.VIEW, mission):
            profiles.pass_over(self.request.act, mission.oid)
