"""« Bénévoles qui pourraient convenir »: for a mission's référents, those who agreed to be found, and those whom one thinks of already."""

from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content import skills
from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.person import Person
from mobee_pyr.content.profile import DISTANCES
from mobee_pyr.content.recruiting import STAGES, Candidate
from mobee_pyr.content.vocabulary import MOMENTS
from mobee_pyr.content.words import _
from mobee_pyr.views import fits, phrases, profiles
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import matching, recruiting
from mobee_pyr.workflows.matching import Match
from mobee_pyr.workflows.recruiting import Sought

KINDS = {"to_contact": "waiting", "invited": "waiting", "talking": "open", "kept": "good", "set_aside": "done"}
"""The looks of `recruiting.STAGES`."""


class Card(NamedTuple):
    """One person in a list: what speaks for them, what they opened, how far one is."""

    href: str
    name: str
    why: fits.Why
    parts: list[profiles.Part]
    state: tuple[str, str] | None
    note: str


@view_config(
    context=Mission, name="recruit", permission=Permission.RECRUIT, request_method="GET", renderer="mobee_pyr.views:templates/recruit.pt"
)
def recruit(mission: Mission, request: Request) -> dict[str, Any]:
    """Filters, the people who fit, the shortlist. What somebody did not open neither shows nor decides."""
    sought = _sought(request)
    found = recruiting.search(request.act, mission, sought)
    thought_of = recruiting.shortlist(request.act, mission)
    listed = {person.id for person, _line in thought_of}
    others = [_card(request, mission, one.person, one.match, None) for one in found if one.person.id not in listed]
    return {
        "page": Page(request, _("Bénévoles qui pourraient convenir")),
        "mission": mission.title,
        "href": request.node_url(mission),
        "here": request.node_url(mission, "recruit"),
        "managing": managing(request, mission),
        "sought": sought,
        "narrowed": any(sought),
        "skills": _offered(request, mission),
        "distances": DISTANCES,
        "moments": [(key, request.translate(label)) for key, label in MOMENTS.items()],
        "cards": others,
        "count": request.words.plural(_("${count} personne à découvrir"), _("${count} personnes à découvrir"), len(others)),
        "thought_of": [
            _card(request, mission, person, recruiting.judged(request.act, mission, person), line) for person, line in thought_of
        ],
    }


def _sought(request: Request) -> Sought:
    """What the address asks for; whatever means nothing is not asked."""
    asked = request.GET
    within, moment = asked.get("within", ""), asked.get("moment", "")
    return Sought(
        asked.get("skill", "")[:80],
        int(within) if within in map(str, DISTANCES) else 0,
        moment if moment in MOMENTS else "",
        asked.get("online") == "1",
    )


def _offered(request: Request, mission: Mission) -> list[tuple[str, str]]:
    """The skills of the network, those that the mission asks for first."""
    known = skills.known(network_of(mission))
    wanted = matching.wanted_by(mission)
    order = [*wanted, *sorted((one for one in known if one not in wanted), key=lambda one: known[one].name(request.language))]
    return [(one, known[one].name(request.language)) for one in order]


def _card(request: Request, mission: Mission, person: Person, match: Match, line: Candidate | None) -> Card:
    state = None if line is None else (KINDS[line.stage], request.translate(STAGES[line.stage]))
    return Card(
        request.node_url(mission, "recruit-one", who=person.id),
        person.title,
        fits.why(request, mission, match, "theirs"),
        profiles.parts(request, person.profile, recruiting.TO),
        state,
        "" if line is None else phrases.in_short(line.note, length=140),
    )
