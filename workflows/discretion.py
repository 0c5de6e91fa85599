"""Discretion: which side of an answer, or of a request, reads what the other sides decided among themselves, and why."""

from collections.abc import Mapping
from typing import Any

from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node
from mobee_pyr.content.track import Step, Tracked
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.workflows import access, roles
from mobee_pyr.workflows.access import Reader

APPLICANT, EMPLOYER, BENEFICIARY, ORGANISATION = "applicant", "employer", "beneficiary", "organisation"

_BODY = ("referent", "manager", "hr")

STEPS = frozenset({"step approved", "step refused", "disapprove"})
"""What a side does within its own steps: its words stay on that side, and with whoever asked."""

ANSWERS = frozenset({"accept", "wait", "decline", "refuse", "confirm"})
"""What the beneficiary answers: to whoever asked, and to the organisation in whose name a pledge was made."""

CLOSED_TO = {EMPLOYER: frozenset({BENEFICIARY}), BENEFICIARY: frozenset({EMPLOYER})}
"""By side of a step: who stands on that other side only knows its result, not its steps nor its people."""


def sides(who: Reader, node: Tracked) -> frozenset[str]:
    """On which sides the reader stands; none for a network's manager who only watches.

    With somebody else's eyes one stands on no side but one's own, and of these on theirs.
    """
    asked_by = node.applicant if isinstance(node, Answer) else node.author
    found = {APPLICANT} if who.person_id is not None and who.person_id == asked_by else set()
    for side in (EMPLOYER, BENEFICIARY) if isinstance(node, Answer) else (ORGANISATION,):
        if not who.tokens.isdisjoint(roles.tokens(node, (f"{side}.{role}" for role in _BODY))):
            found.add(side)
    for step in node.track:
        if (step.person is not None or step.group) and not who.tokens.isdisjoint(roles.asked(node, step)):
            found.add(side_of(step))
    own = None if who.watcher is None else sides(who.watcher, node)
    return frozenset(found) if own is None else own & found or own


def side_of(step: Step) -> str:
    """Whose step it is; what the network asks for, and what was laid before sides were kept, is told by its role."""
    return step.side or _by_role(step.role)


def _by_role(role: str) -> str:
    relation = role.partition(".")[0]
    return relation if relation in (BENEFICIARY, ORGANISATION) else EMPLOYER


def sees_step(who: Reader, node: Tracked, step: Step) -> bool:
    """May the reader see that this step was asked for, and of whom? Whoever answered it always may."""
    return _own(who, step.who) or sides(who, node) != CLOSED_TO.get(side_of(step))


def reads_word(who: Reader, node: Tracked, step: Step) -> bool:
    """May the reader read what was said at a step?"""
    return _own(who, step.who) or _reads(sides(who, node), side_of(step), step.outcome == "refused")


def may_read_reason(who: Reader, node: Tracked, deed: Deed) -> bool:
    """May the reader read why this was done? Whoever said it always may."""
    if _own(who, deed.who):
        return True
    here = sides(who, node)
    if deed.what in STEPS:
        return _reads(here, _side_of_deed(node, deed), deed.what != "step approved")
    if deed.what in ANSWERS and node.type_name == "application":
        return bool(here & {APPLICANT, BENEFICIARY})
    return bool(here) or not isinstance(node, Answer) or isinstance(node, Volunteer)


def may_open_attachment(who: Reader, node: Node, deed: Deed) -> bool:
    """May the reader open the file that was given with this deed? Exactly whoever reads its reason: there, or in the history."""
    if isinstance(node, Answer) and not isinstance(node, Volunteer):
        return may_read_reason(who, node, deed)
    return _own(who, deed.who) or access.permits(who, Permission.HISTORY, node)


def hidden_side(who: Reader, node: Tracked, deed: Deed) -> str:
    """The side in whose name a deed is told, where its people are not; empty where they are."""
    if deed.what not in STEPS or _own(who, deed.who):
        return ""
    side = _side_of_deed(node, deed)
    return side if sides(who, node) == CLOSED_TO.get(side) else ""


def _reads(here: frozenset[str], side: str, refused: bool) -> bool:
    """A side reads its own words; whoever asked reads their employer's, and of the others why they are refused."""
    return side in here or (APPLICANT in here and (side != BENEFICIARY or refused))


def _side_of_deed(node: Tracked, deed: Deed) -> str:
    said: Mapping[str, Any] = deed.details
    if deed.what == "disapprove":
        return next((side_of(step) for step in node.track if step.outcome == "refused"), EMPLOYER)
    return str(said.get("side") or _by_role(str(said.get("role", ""))))


def _own(who: Reader, person_id: str | None) -> bool:
    return person_id is not None and person_id == who.person_id
