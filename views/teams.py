"""« Missions pour vos équipes »: what fits an organisation's people, who are counted and never named (M41, M54, B01)."""

from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import skills, tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import path
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.vocabulary import MOMENTS
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases, profiles
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, teams
from mobee_pyr.workflows.teams import ProposalRefused, Shared, Team

MOST = 24

FEW = _("Peut-être quelques personnes : vos équipes ont les compétences, la distance ou le moment restent à voir.")


class Fit(NamedTuple):
    """A mission: its card, for how many, why, where to propose it, and since when it is."""

    card: cards.RequestCard
    number: str
    why: str
    propose: str
    proposed: str


@view_config(
    context=Organisation,
    name="team-missions",
    permission=Permission.TEAM,
    request_method="GET",
    renderer="mobee_pyr.views:templates/team_missions.pt",
)
def show(organisation: Organisation, request: Request) -> dict[str, Any]:
    """The same page whoever agreed, until they are five: nobody reads how many are missing."""
    _must_bring(organisation)
    found = request.team_fitting(organisation, MOST)
    return {
        "page": Page(request, _("Missions pour vos équipes")),
        "managing": managing(request, organisation),
        "fits": [_fit(request, organisation, mission, shared) for mission, shared in found],
    }


@view_defaults(context=Organisation, name="team-propose", permission=Permission.TEAM, renderer="mobee_pyr.views:templates/team_propose.pt")
class Proposing:
    """``?mission=`` is the path of one that may be told of; any other is not there."""

    def __init__(self, organisation: Organisation, request: Request) -> None:
        _must_bring(organisation)
        self.organisation, self.request = organisation, request
        self.mission, self.shared = self._asked()

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What is sent, to whom, and what will be known of it."""
        return self._page(teams.why_not(self.request.act, self.organisation, self.mission))

    @view_config(request_method="POST")
    def send(self) -> dict[str, Any] | Response:
        """A letter to each; what is told back is the same for one and for a hundred."""
        try:
            people = teams.propose(self.request.act, self.organisation, self.mission)
        except ProposalRefused as refused:
            self.request.response.status_int = 422
            return self._page(refused.message)
        for person in people:
            self.request.send("team-proposed", person, node=self.mission, by=self.organisation.title)
        text = _("C’est parti. Celles et ceux à qui la mission convient reçoivent une lettre ; répondre ne dépend que d’eux.")
        self.request.session.flash(("success", self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.organisation, "team-missions"))

    def _asked(self) -> tuple[Mission, Shared]:
        node = tree.find(self.request.site, self.request.GET.get("mission", "")[:500])
        may = isinstance(node, Mission) and all(
            access.permits(one, Permission.VIEW, node) for one in (self.request.reader, teams.member(self.organisation, self.request.act))
        )
        if not isinstance(node, Mission) or not may or not access.roles_in_state(node, Permission.APPLY):
            raise HTTPNotFound
        team = Team(self.request.act, self.organisation)
        shared = team.shared(node) if team.enough else None
        if shared is None:
            raise HTTPNotFound
        return node, shared

    def _page(self, refusal: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Proposer à vos équipes")),
            "back": self.request.node_url(self.organisation, "team-missions"),
            "here": _propose(self.request, self.organisation, self.mission),
            "one": _fit(self.request, self.organisation, self.mission, self.shared),
            "refusal": None if refusal is None else self.request.translate(refusal),
        }


def _must_bring(organisation: Organisation) -> None:
    if "brings" not in organisation.capacities:
        raise HTTPNotFound


def _fit(request: Request, organisation: Organisation, mission: Mission, shared: Shared) -> Fit:
    number = request.translate(_("Convient à ${count} personnes au moins"), count=request.words.number(shared.number))
    when = organisation.proposed.get(mission.oid)
    return Fit(
        cards.request_card(request, mission),
        number if shared.number else request.translate(FEW),
        _why(request, mission, shared),
        _propose(request, organisation, mission),
        "" if when is None else request.translate(_("Proposée ${when}"), when=request.words.ago(when)),
    )


def _why(request: Request, mission: Mission, shared: Shared) -> str:
    names = profiles.skill_names(request, shared.skills, skills.known(network_of(mission)))
    told = [request.translate(_("compétences : ${names}"), names=", ".join(name[:1].lower() + name[1:] for name in names))] if names else []
    if shared.within:
        told.append(request.translate(_("à ${count} km au plus de cinq d’entre elles"), count=shared.within))
    if shared.moments:
        told.append(phrases.listed(request, MOMENTS, shared.moments).lower())
    return phrases.sentence(" · ".join(told))


def _propose(request: Request, organisation: Organisation, mission: Mission) -> str:
    return str(request.node_url(organisation, "team-propose", mission=path(mission).strip("/")))
