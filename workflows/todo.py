"""Who is waited for, and the upkeep of their lists of things to do."""

from collections.abc import Iterator
from itertools import islice

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, SYSTEM, Permission, person_token
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import Application
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import Site, site_of
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.workflows import access, library, roles
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.procedures import asking


def waited_for(node: Node) -> tuple[str, ...]:
    """The tokens of those who are expected to act on a node now, sorted."""
    if node.type_name not in library.WITH_WORKFLOW or is_deleted(node):
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
        found = roles.tokens(node, (role for t in expected for role in t.by))
    return tuple(sorted(set(found) - {EVERYONE, AUTHENTICATED, SYSTEM}))


def update(node: Node, act: Act | None = None) -> None:
    """Bring the lists in line with `waited_for`; a mission's waiting list depends on its free places."""
    _wait_for(node, waited_for(node))
    if isinstance(node, Tracked):
        waits = not is_deleted(node) and node.type_name in library.WITH_WORKFLOW and asking.is_validating(node)
        _note_deadline(node, node.current_steps if waits else [])
    if isinstance(node, Mission):
        for answer in node.inside("application"):
            if answer.state == "waiting_list":
                update(answer)


def lift(node: Node) -> None:
    """Take a node off every list, before it leaves its place."""
    _wait_for(node, ())
    if isinstance(node, Tracked):
        _note_deadline(node, [])


def _wait_for(node: Node, expected: tuple[str, ...]) -> None:
    site = site_of(node)
    for gone in set(node.waiting) - set(expected):
        _list_of(site, gone, node, add=False)
    for new in set(expected) - set(node.waiting):
        _list_of(site, new, node, add=True)
    if node.waiting != expected:
        node.waiting = expected


def _note_deadline(node: Tracked, waiting: list[int]) -> None:
    """Let its organisation know the first deadline of the steps that wait."""
    days = [day for position in waiting if (day := node.track[position].due) is not None]
    due, organisation = min(days, default=None), organisation_of(node)
    if due != node.due and organisation is not None:
        if node.due is not None:
            organisation.no_longer_due(node.due, node.oid)
        if due is not None:
            organisation.fall_due(due, node.oid)
        node.due = due


def things_to_do(who: Reader) -> Iterator[Node]:
    """What waits for a person, under all their roles, each once, only what they may open."""
    seen: set[int] = set()
    for held in who.tokens:
        owner, role = owner_of(who.site, held)
        for oid in () if owner is None else owner.expected(role):
            node = who.site.node(oid)
            if node is not None and oid not in seen and _concerns(who, node):
                seen.add(oid)
                yield node


def count_things_to_do(who: Reader, most: int) -> int:
    """How many things wait for a person, counted up to ``most``."""
    return sum(1 for _node in islice(things_to_do(who), most))


def _concerns(who: Reader, node: Node) -> bool:
    own_request = isinstance(node, Answer) and node.applicant == who.person_id and person_token(node.applicant) not in node.waiting
    return not own_request and not _only_others_decide(who, node) and access.permits(who, Permission.VIEW, node)


def _only_others_decide(who: Reader, node: Node) -> bool:
    """Nobody decides on their own request: one's own mission does not wait for oneself, whatever hat one wears."""
    if isinstance(node, Answer) or node.author != who.person_id:
        return False
    workflow = library.workflow_of(node).workflow
    expected = (transition for transition in workflow.leaving(node.state) if transition.decides or transition.awaited)
    return not workflow.self_approval and all(transition.decides for transition in expected)


def _only_waits_for_a_place(node: Node) -> bool:
    mission = node.__parent__
    return isinstance(node, Application) and node.state == "waiting_list" and isinstance(mission, Mission) and mission.places_left == 0


def _list_of(site: Site, waited: str, node: Node, add: bool) -> None:
    owner, role = owner_of(site, waited)
    if owner is not None:
        owner.expect(role, node.oid) if add else owner.settle(role, node.oid)


def owner_of(site: Site, waited: str) -> tuple[Owner | None, str]:
    """Where the list of a token is kept, and under which name."""
    if waited.startswith("person:"):
        return by_id(site, waited.removeprefix("person:")), "self"
    role, _at, oid = waited.partition("@")
    node = site.node(int(oid)) if oid else None
    return (node if isinstance(node, Owner) else None), role
