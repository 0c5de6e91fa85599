"""Who is waited for, and the upkeep of their lists of things to do; a mission's last day goes along."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, SYSTEM, Permission, person_token
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import Application
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.site import site_of
from mobee_pyr.content.todo import Note
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.content.waiting import owner_of
from mobee_pyr.workflows import access, endings, library, roles, silences, ticking
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.guards import criteria_of
from mobee_pyr.workflows.procedures import asking
from mobee_pyr.workflows.reviewing import eyes

RECHECK = "to recheck"
"""The deed of the platform that says since when an organisation is to be looked at again."""


def waited_for(node: Node) -> tuple[str, ...]:
    """The tokens of those who are expected to act on a node now, sorted."""
    if not library.is_governed(node) or is_deleted(node):
        return ()
    workflow = library.workflow_of(node).workflow
    state = workflow.states.get(node.state)
    if state is None or state.final:
        return ()
    if isinstance(node, Tracked) and asking.is_validating(node):
        found = frozenset(token for position in node.current_steps for token in roles.asked(node, node.track[position]))
    elif _only_waits_for_a_place(node):
        found = frozenset()
    else:
        expected = [t for t in workflow.leaving(node.state) if t.decides or t.awaited]
        found = roles.tokens(node, (role for t in expected for role in t.by)) | ticking.rechecked_by(node)
    return tuple(sorted(set(found) - {EVERYONE, AUTHENTICATED, SYSTEM}))


def waiting_since(node: Node) -> datetime:
    """When the node came to where it waits now: the last step decided, the last change of state, or its beginning."""
    for deed in node.deeds():
        if deed.what in ("step approved", RECHECK) or "target" in deed.details:
            return deed.when
    return node.created


def update(node: Node, act: Act | None = None) -> None:
    """Bring the lists in line with `waited_for`; a mission's waiting list depends on its free places."""
    if isinstance(node, Tracked):
        waits = not is_deleted(node) and library.is_governed(node) and asking.is_validating(node)
        _note_deadline(node, node.current_steps if waits else [])
    _list(node, waited_for(node))
    endings.note(node)
    silences.note(node)
    if isinstance(node, Mission):
        for answer in node.inside("application"):
            if answer.state == "waiting_list":
                update(answer)


def lift(node: Node) -> None:
    """Take a node off every list, before it leaves its place."""
    _list(node, ())
    endings.lift(node)
    silences.lift(node)
    if isinstance(node, Tracked):
        _note_deadline(node, [])


def _list(node: Node, expected: tuple[str, ...]) -> None:
    """Put a node on the lists of those tokens, and on no other."""
    site = site_of(node)
    for gone in set(node.waiting) - set(expected):
        owner, role = owner_of(site, gone)
        if owner is not None:
            owner.settle(role, node.oid)
    if node.waiting != expected:
        node.waiting = expected
    note = _noted(node) if expected else None
    for waited in expected:
        owner, role = owner_of(site, waited)
        if owner is not None and note is not None:
            owner.expect(role, node.oid, note)


def _noted(node: Node) -> Note:
    network = network_of(node)
    due = node.due if isinstance(node, Tracked) else recheck_due(node)
    desk = isinstance(node, Qualified) and any(each.decides for each in library.workflow_of(node).workflow.leaving(node.state))
    starts = getattr(node, "starts", None) if desk else None
    oid = 0 if network is None else network.oid
    return Note(waiting_since(node), due, node.type_name, oid, _not_for(node), desk=desk, starts=starts)


def recheck_due(node: Node) -> date | None:
    """The day on which the first of an organisation's ticks lapsed."""
    if not isinstance(node, Organisation) or not ticking.rechecked_by(node):
        return None
    days = [criterion.lapses(node.ticks[criterion.id]) for criterion in criteria_of(node) if criterion.id in {*node.lapsed} & {*node.ticks}]
    return min((day for day in days if day is not None), default=None)


def _note_deadline(node: Tracked, waiting: list[int]) -> None:
    """Let its organisation know the first deadline of the steps that wait."""
    days = [day for position in waiting if (day := node.track[position].due) is not None]
    due, organisation = min(days, default=None), organisation_of(node)
    if due != node.due and organisation is not None:
        organisation.fall_due(node.oid, due, node.due)
        node.due = due


def noted(who: Reader) -> Iterator[tuple[int, Note]]:
    """The oid and note of what waits for a person, under all their roles, each once, only what they may open.

    Read from the lists alone. A node is loaded only where a gate might be closed to the reader.
    """
    opened, closed = access.closed_to(who)
    seen: set[int] = set()
    for held in who.tokens:
        owner, role = owner_of(who.site, held)
        for oid, note in () if owner is None else owner.notes(role):
            if oid not in seen and not note.hidden and who.person_id not in note.but.split():
                if (closed or note.network not in opened) and not _may_open(who, oid):
                    continue
                if note.network in who.site.moving and not _still_waits(who, held, oid):
                    continue
                seen.add(oid)
                yield oid, note


def things_to_do(who: Reader) -> Iterator[Node]:
    """The nodes themselves."""
    for oid, _note in noted(who):
        node = who.site.node(oid)
        if node is not None and access.permits(who, Permission.VIEW, node):
            yield node


def count_things_to_do(who: Reader, most: int) -> int:
    """How many things wait for a person, counted up to ``most``."""
    return sum(1 for _found in islice(noted(who), most))


def _may_open(who: Reader, oid: int) -> bool:
    node = who.site.node(oid)
    return node is not None and access.permits(who, Permission.VIEW, node)


def _still_waits(who: Reader, held: str, oid: int) -> bool:
    """While a new version of a workflow comes in, the lists follow one by one: what they say is looked at once more."""
    node = who.site.node(oid)
    return node is not None and _may_open(who, oid) and held in waited_for(node)


def _not_for(node: Node) -> str:
    """Nobody decides on their own request, nor twice: it does not wait for whoever asked, whatever hat they wear, nor for the
    first of two people who agree.
    """
    opinion = eyes.first(node)
    first = () if opinion is None else opinion.people
    if isinstance(node, Answer):
        return " ".join((*([] if person_token(node.applicant) in node.waiting else [node.applicant]), *first))
    workflow = library.workflow_of(node).workflow
    expected = (transition for transition in workflow.leaving(node.state) if transition.decides or transition.awaited)
    alone = not workflow.self_approval and all(transition.decides for transition in expected)
    return " ".join((*filter(None, (node.author if alone else None,)), *first))


def _only_waits_for_a_place(node: Node) -> bool:
    mission = node.__parent__
    return isinstance(node, Application) and node.state == "waiting_list" and isinstance(mission, Mission) and mission.places_left == 0
