"""What the pages of a mission and of a need say alike: facts, origin, remarks, answers, and what the reader may do."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content import terms
from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.network import network_of
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.vocabulary import GOALS, OBJECTIVES
from mobee_pyr.content.words import _
from mobee_pyr.views import advised, cards, phrases
from mobee_pyr.views.answers import tracks
from mobee_pyr.views.answers.decisions import decision
from mobee_pyr.views.answers.drawing import drawing
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.extra import extra
from mobee_pyr.views.managing import managing
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.page import Page
from mobee_pyr.views.papers.given import expected
from mobee_pyr.views.remarks import remarks
from mobee_pyr.views.verdict import verdict
from mobee_pyr.workflows import access


class Fact(NamedTuple):
    """One line of what decides: an icon, what it is, what it says, and a page that says more."""

    icon: str
    name: str
    value: str
    href: str | None = None


class Row(NamedTuple):
    """One answer in the list of those who decide; ``waits``: it is the reader's turn, ``item``: its oid, for what is ticked."""

    href: str
    who: str
    detail: str
    when: str
    state: tuple[str, str] | None
    waits: bool
    item: str = ""


def about(request: Request, node: MeansRequest, facts: list[Fact]) -> dict[str, Any]:
    """The variables that both templates share; ``facts`` are those of one kind only."""
    organisation = organisation_of(node)
    description = phrases.in_short(node.summary, node.description, 160)
    steps = tracks.request_track(request, node)
    return {
        "page": Page(request, node.title, description, canonical=request.full_url(node)),
        "means": node.means,
        "kind": phrases.kind(request, node),
        "domain": request.words.label(terms.label(network_of(node), "domains", node.domain)),
        "organisation": "" if organisation is None else organisation.title,
        "organisation_href": "" if organisation is None else request.node_url(organisation),
        "organisation_summary": "" if organisation is None else phrases.in_short(organisation.summary, organisation.description),
        "summary": node.summary,
        "text": markdown(node.description),
        "extra": extra(request, node),
        "state": cards.state_of(request, node),
        "facts": [fact for fact in (*_common(request, node), *facts) if fact.value],
        "remarks": remarks(request, node),
        "evidence": expected(request, node),
        "advice": advised.for_author(request, node),
        "verdict": verdict(request, node),
        "decision": None if request.person is None else decision(request, node),
        "steps": steps,
        "drawing": drawing(request, steps),
        "buttons": buttons(request, node),
        "managing": managing(request, node),
        "origin": node.provenance,
        "qualified": _qualified(request, node),
    }


def _common(request: Request, node: MeansRequest) -> Iterator[Fact]:
    programme = request.site.node(node.programme)
    yield Fact("geo-alt", _("Où"), phrases.where(request, node, street=True))
    yield Fact("calendar-event", _("Quand"), phrases.when(request, node))
    if isinstance(programme, Programme) and access.permits(request.reader, Permission.VIEW, programme):
        yield Fact("flag", _("Programme"), programme.title, request.node_url(programme))
    else:
        yield Fact("flag", _("Pour"), request.translate(OBJECTIVES.get(node.objective, "")))
    yield Fact("globe", _("Objectifs de développement durable"), " · ".join(request.translate(GOALS.get(key, key)) for key in node.goals))


def answers(request: Request, node: MeansRequest) -> list[Answer]:
    """The answers that the reader may open, the latest first; a visitor may open none."""
    if request.person is None:
        return []
    found = (answer for answer in access.visible(request.reader, node.inside()) if isinstance(answer, Answer))
    return sorted(found, key=lambda answer: answer.created, reverse=True)


def row(request: Request, answer: Answer, who: str, detail: str) -> Row:
    """An answer, as one line of the list."""
    waits = not request.reader.tokens.isdisjoint(answer.waiting) and answer.applicant != request.reader.person_id
    when = request.words.day(answer.created.date())
    return Row(request.node_url(answer), who, detail, when, cards.state_of(request, answer), waits, str(answer.oid))


def _qualified(request: Request, node: MeansRequest) -> str:
    """« Relue et publiée par Quentin le 3 mars 2027 »; visitors read the name of the network's team."""
    deed = next((deed for deed in node.deeds() if deed.details.get("target") == "published" and deed.what in ("publish", "entered")), None)
    if deed is None:
        return ""
    who, day = _team(request, node, deed), request.words.day(deed.when.date())
    if deed.what == "entered" and node.provenance is not None:
        return str(request.translate(_("Reprise d’un autre site le ${day}, sous la responsabilité de ${who}."), day=day, who=who))
    return str(request.translate(_("Relue, vérifiée et publiée par ${who} le ${day}."), day=day, who=who))


def _team(request: Request, node: MeansRequest, deed: Deed) -> str:
    network = network_of(node)
    name = name_of(request.site, deed.who) if request.person is not None else ""
    return name or str(request.translate(_("l’équipe du réseau ${network}"), network="" if network is None else network.title))
