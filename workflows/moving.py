"""Moving, copying, deleting and restoring, with what follows: lists, deadlines and plans go along; a copy begins its own life.

`content/tree.py` does it to the tree alone; whoever works for people comes through here.
"""

from collections.abc import Iterable
from typing import TypeVar

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node, subtree
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site, site_of
from mobee_pyr.workflows import access, evidence, extra_fields, library, plans, stragglers, todo
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.engine import begin

AnyNode = TypeVar("AnyNode", bound=Node)


def move(act: Act, node: Node, parent: Node) -> None:
    """Give a node, with all beneath it, another place. Raises `tree.PlaceRefused`; nothing has then changed."""
    tree.may_stand(node, parent)
    _arrive(act, node)
    if network_of(node) is not network_of(parent):
        for step in subtree(node):
            extra_fields.stay_behind(act, step)
    _lift(node)
    tree.move(node, parent, act.who)
    _settle(node)


def copy(act: Act, node: AnyNode, parent: Node) -> AnyNode:
    """A copy that begins where its workflow begins. Raises `tree.PlaceRefused`; nothing has then changed."""
    twin = tree.copy(node, parent, act.who)
    for made in subtree(twin):
        if library.is_governed(made):
            begin(act, made)
    return twin


def delete(act: Act, node: Node, why: str = "") -> None:
    """Put a node, with all beneath it, into the bin: nobody waits for it any more, and what was given as evidence goes at once."""
    _arrive(act, node)
    for step in subtree(node):
        evidence.end_all(act, step)
        plans.lapse(act, step, plans.BINNED)
    _lift(node)
    tree.delete(node, act.who, why, access.holders(node, Permission.VIEW))


def restore(act: Act, node: Node, parent: Node | None = None) -> None:
    """Put a deleted node back, or elsewhere: whoever was waited for is waited for again. Raises `tree.PlaceRefused`."""
    tree.restore(node, act.who, parent)
    _settle(node)


def purge(node: Node, referring: Iterable[Node] = ()) -> None:
    """Remove a deleted node for good. ``referring``: all the nodes elsewhere that point at it or beneath it; they let go of it.

    Raises `tree.PlaceRefused`; nothing has then changed.
    """
    site, gone = site_of(node), {step.oid for step in subtree(node)}
    if node.__parent__ is not site.bin:
        raise tree.PlaceRefused(f"{node!r} is not in the bin")
    for step in subtree(node):
        _let_people_go(site, step, gone)
    for other in (*referring, *subtree(site.bin)):
        if other.oid not in gone:
            _let_go(other, gone)
    tree.purge(node)


def _let_go(node: Node, gone: set[int]) -> None:
    for name in type(node).references:
        if getattr(node, name, None) in gone:
            setattr(node, name, None)
            node.record(None, "reference ended", attribute=name)


def _let_people_go(site: Site, node: Node, gone: set[int]) -> None:
    """Who answered, was invited or was kept in mind no longer leads here."""
    person = by_id(site, node.applicant) if isinstance(node, Answer) else None
    if person is not None:
        request = 0 if node.__parent__ is None else node.__parent__.oid
        for held, oid in ((person.answers, node.oid), (person.answered, request)):
            if oid in gone and oid in held:
                held.remove(oid)
    for name in _kept_in_mind(node):
        person = by_id(site, name)
        if isinstance(person, Person):
            if person.kept_at is not None and node.oid in person.kept_at:
                person.kept_at.remove(node.oid)
            if person.invitations is not None and node.oid in person.invitations:
                del person.invitations[node.oid]


def _kept_in_mind(node: Node) -> set[str]:
    if isinstance(node, Mission):
        return set(node.shortlist or ())
    return {who for pool in node.pools.values() for who, _since in pool.people} if isinstance(node, Organisation) else set()


def _arrive(act: Act, node: Node) -> None:
    """What is on its way to another version of its workflow arrives, where its old place still says which."""
    for step in subtree(node):
        stragglers.arrive(act, step)


def _lift(node: Node) -> None:
    """Take a subtree off all lists, where its old place still says whose they are."""
    for step in subtree(node):
        todo.lift(step)
        evidence.lift(step)
        plans.unlist(step)


def _settle(node: Node) -> None:
    for step in subtree(node):
        todo.update(step)
        evidence.settle(step)
        plans.relist(step)
