"""What was given as evidence, for those who may know: the lines of whoever completes, the answers for whoever qualifies."""

from collections.abc import Iterator
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Criterion, Given, Qualified
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.evidence import ANSWERS
from mobee_pyr.views.rows import Row
from mobee_pyr.workflows import evidence


class Told(NamedTuple):
    """One answer. ``file``: address and name of a document; ``signed``: who gave it and when; ``ended``: what became of it."""

    value: str
    file: tuple[str, str] | None
    signed: str
    ended: str


def expected(request: Request, node: Node) -> list[Row]:
    """For ``parts/evidence_expected.pt``: each thing that the reader is asked for, or has given; empty for everybody else."""
    if request.person is None or not isinstance(node, Qualified):
        return []
    asked = evidence.wanted(node)
    return list(_lines(request, node, asked)) if asked else []


def _lines(request: Request, node: Qualified, asked: list[Criterion]) -> Iterator[Row]:
    gives, over = evidence.may_give(request.reader, node), evidence.is_decided(node)
    for criterion in asked:
        given = node.evidence.get(criterion.id)
        own = given is not None and given.who == request.reader.person_id and not given.ended
        if own or (gives and not (over and node.in_force(criterion, request.today))):
            page = request.node_url(node, "evidence", criterion=criterion.id)
            hint = "" if given is None else ", ".join(filter(None, (signed(request, given), _ended(request, given))))
            yield Row(page, request.translate(criterion.text), hint, _state(request, node, criterion, given))


def _state(request: Request, node: Qualified, criterion: Criterion, given: Given | None) -> tuple[str, str]:
    """What was given before a tick that no longer counts has served: it is expected anew."""
    tick = node.ticks.get(criterion.id)
    served = given is None or given.ended is not None or (tick is not None and given.when < tick.when)
    if not served or node.in_force(criterion, request.today):
        return "good", request.translate(_("Donné"))
    if criterion.mandatory:
        return "attention", request.translate(_("Attendu"))
    return "waiting", request.translate(_("Facultatif"))


def answers(request: Request, node: Qualified) -> dict[str, Told]:
    """For ``parts/evidence_given.pt``: what was given for each criterion, as far as the reader may read it."""
    return {
        name: told(request, node, name, given) for name, given in node.evidence.items() if evidence.may_read(request.reader, node, given)
    }


def told(request: Request, node: Qualified, criterion_id: str, given: Given) -> Told:
    """One of them, for somebody who may read it."""
    document = given.document
    file = None if document is None else (request.node_url(node, "document", criterion=criterion_id), document.name)
    value = request.translate(ANSWERS[given.value]) if given.value in ANSWERS else given.value
    return Told(value, file, signed(request, given), _ended(request, given))


def signed(request: Request, given: Given) -> str:
    """« Donné par Paula le 3 mars 2027 »."""
    who, day = name_of(request.site, given.who), request.words.day(given.when.date())
    return str(request.translate(_("Donné par ${who} le ${day}"), who=who, day=day))


def _ended(request: Request, given: Given) -> str:
    return "" if given.ended is None else str(request.translate(_("supprimé le ${day}"), day=request.words.day(given.ended.date())))
