"""What associations ask of one: invitations to answer, and the pools in which one is kept, each to leave at will (P05, P09)."""

from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.recruiting import Invitation
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, recruiting

ANSWERED = {"yes": ("good", _("Cela vous intéresse")), "no": ("done", _("Non merci"))}


class Asked(NamedTuple):
    """One invitation, as the person reads it."""

    card: cards.RequestCard
    number: int
    who: str
    word: str
    when: str
    answered: tuple[str, str] | None


@view_defaults(context=Site, name="invitations", permission=Permission.ACCOUNT)
class Invitations:
    """For oneself only."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/invitations.pt")
    def show(self) -> dict[str, Any]:
        """The latest first; then who keeps one in mind."""
        received = recruiting.invitations(self.request.act, self.request.person)
        kept = recruiting.pools_of(self.request.act, self.request.person)
        return {
            "page": Page(self.request, _("Invitations")),
            "here": self.request.node_url(self.site, "invitations"),
            "asked": [self._asked(mission, one) for mission, one in received],
            "pools": [(body.oid, key, title, body.title, self._address(body)) for body, key, title in kept],
            "found": self.request.person.profile.found,
        }

    @view_config(request_method="POST")
    def answer(self) -> Response:
        """« Ça m’intéresse » leads to the mission's questions; « non merci » ends it; « quitter » leaves a pool."""
        node = self._node()
        here = HTTPSeeOther(self.request.node_url(self.site, "invitations"))
        if isinstance(node, Organisation) and "leave" in self.request.POST:
            if recruiting.leave_pool(node, self.request.person, self.request.POST["leave"]):
                self.request.session.flash(("success", self.request.translate(_("Vous n’êtes plus dans ce vivier."))))
            return here
        interested = "yes" in self.request.POST
        if not isinstance(node, Mission) or not recruiting.answer(self.request.act, node, interested):
            return here
        if interested and access.permits(self.request.reader, Permission.APPLY, node):
            return HTTPSeeOther(self.request.node_url(node, "apply"))
        self.request.session.flash(("success", self.request.translate(_("C’est dit. L’association lira votre réponse, et rien d’autre."))))
        return here

    def _node(self) -> Any:
        number = self.request.POST.get("node", "")
        return self.site.node(int(number)) if number.isascii() and number.isdigit() and len(number) < 20 else None

    def _asked(self, mission: Mission, one: Invitation) -> Asked:
        organisation = organisation_of(mission)
        who = ", ".join(filter(None, (name_of(self.site, one.who), "" if organisation is None else organisation.title)))
        answered = ANSWERED.get(one.answer)
        return Asked(
            cards.request_card(self.request, mission),
            mission.oid,
            who,
            one.word,
            self.request.words.day(one.when.date()),
            None if answered is None else (answered[0], self.request.translate(answered[1])),
        )

    def _address(self, organisation: Organisation) -> str | None:
        return self.request.node_url(organisation) if access.permits(self.request.reader, Permission.VIEW, organisation) else None
