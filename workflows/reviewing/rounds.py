"""Rounds: a dossier is handed in, remarks are made, it is sent back, corrected, handed in again: what belongs to which."""

from collections.abc import Iterator
from datetime import datetime
from itertools import dropwhile, islice, takewhile
from typing import Any, NamedTuple

from mobee_pyr.content import past
from mobee_pyr.content.access import Permission
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import Qualified, Remark
from mobee_pyr.workflows import library
from mobee_pyr.workflows.guards import criteria_of
from mobee_pyr.workflows.model import Transition, Workflow


class Rounds(NamedTuple):
    """``asked``: the remarks that it was last sent back with; ``fresh``: made since; ``former``: of earlier rounds.

    ``sent`` is the deed that sent it back, ``returned`` the one that handed it in again.
    """

    sent: Deed | None
    returned: Deed | None
    asked: tuple[Remark, ...]
    fresh: tuple[Remark, ...]
    former: tuple[Remark, ...]


def of(node: Qualified) -> Rounds:
    """The rounds of a dossier, as its journal tells them."""
    sent = next(_moves(node, back=True), None)
    if sent is None:
        return Rounds(None, None, (), node.remarks, ())
    after = takewhile(lambda deed: deed != sent, node.deeds())
    workflow = library.workflow_of(node).workflow
    returned = next((deed for deed in after if _went_back(workflow, deed) is False), None)
    handed_in = _handed_in_before(node, sent)
    asked = tuple(r for r in node.remarks if handed_in <= r.when <= sent.when)
    fresh = tuple(r for r in node.remarks if r.when > sent.when)
    return Rounds(sent, returned, asked, fresh, tuple(r for r in node.remarks if r.when < handed_in))


def decided(node: Node) -> Deed | None:
    """The last answer of the network's team."""
    transitions = library.workflow_of(node).workflow.transitions
    return next((deed for deed in node.deeds() if _answers(transitions.get(deed.what)) and "target" in deed.details), None)


def remarks_with(node: Qualified, deed: Deed) -> tuple[Remark, ...]:
    """Those that go with an answer: made since it was handed in, until then."""
    handed_in = _handed_in_before(node, deed)
    return tuple(remark for remark in node.remarks if handed_in <= remark.when <= deed.when)


def changes(node: Node, since: Deed) -> dict[str, tuple[Any, Any]]:
    """The fields that were corrected after a deed: what stood there then, what stands there now."""
    found: dict[str, tuple[Any, Any]] = {}
    for deed in node.deeds():
        if deed == since:
            break
        if deed.what == "edited":
            for name, (before, after) in past.changes(deed).items():
                found[name] = (before, found[name][1] if name in found else after)
    return {name: (before, after) for name, (before, after) in found.items() if before != after}


def touched(node: Node, since: Deed) -> set[str]:
    """The names of the fields that were corrected after a deed, also where the journal keeps no more than them."""
    edited = [deed for deed in takewhile(lambda deed: deed != since, node.deeds()) if deed.what == "edited"]
    return set(changes(node, since)) | {name for deed in edited for name in str(deed.details.get("names", "")).split()}


def found(node: Node) -> dict[str, list[str]]:
    """The criteria as a decision finds them, in words: fulfilled, and mandatory but not fulfilled."""
    if not isinstance(node, Qualified):
        return {}
    listed = criteria_of(node)
    met = [criterion.text for criterion in listed if criterion.id in node.ticks]
    return {"met": met, "unmet": [criterion.text for criterion in node.unticked(listed)]}


def awaits_author(workflow: Workflow, name: str) -> bool:
    """Is something of this state in the author's hands, to be completed?"""
    state = workflow.states.get(name)
    awaited = [role for transition in workflow.leaving(name) if transition.awaited for role in transition.by]
    corrected = state is not None and bool(state.holders.get(Permission.QUALIFY))
    return corrected and bool(awaited) and not any(role.startswith("network.") for role in awaited)


def _moves(node: Node, back: bool) -> Iterator[Deed]:
    """The deeds that brought it to its author (``back``) or to the team, the latest first."""
    workflow = library.workflow_of(node).workflow
    return (deed for deed in node.deeds() if _went_back(workflow, deed) is back)


def _answers(transition: Transition | None) -> bool:
    return transition is not None and transition.decides and any(role.startswith("network.") for role in transition.by)


def _went_back(workflow: Workflow, deed: Deed) -> bool | None:
    """Did a deed bring it to its author, or to the team? ``None``: neither."""
    state = workflow.states.get(deed.details.get("target", ""))
    if state is None or not state.holders.get(Permission.QUALIFY):
        return None
    if awaits_author(workflow, state.name):
        return True
    return False if any(transition.decides for transition in workflow.leaving(state.name)) else None


def _handed_in_before(node: Node, sent: Deed) -> datetime:
    """When the round began that ended with ``sent``."""
    workflow = library.workflow_of(node).workflow
    earlier = islice(dropwhile(lambda deed: deed != sent, node.deeds()), 1, None)
    return next((deed.when for deed in earlier if _went_back(workflow, deed) is False), node.created)
