"""Moving, copying, deleting and restoring, with what follows: lists, deadlines and plans go along; a copy begins its own life.

`content/tree.py` does it to the tree alone; whoever works for people comes through here.
"""

from typing import TypeVar

from mobee_pyr.content import tree
from mobee_pyr.content.node import Node, subtree
from mobee_pyr.workflows import arrivals, evidence, library, plans, todo
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.engine import begin

AnyNode = TypeVar("AnyNode", bound=Node)


def move(act: Act, node: Node, parent: Node) -> None:
    """Give a node, with all beneath it, another place. Raises `tree.PlaceRefused`; nothing has then changed."""
    tree.may_stand(node, parent)
    _arrive(act, node)
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
    tree.delete(node, act.who, why)


def restore(act: Act, node: Node) -> None:
    """Put a deleted node back: whoever was waited for is waited for again. Raises `tree.PlaceRefused`."""
    tree.restore(node, act.who)
    _settle(node)


def _arrive(act: Act, node: Node) -> None:
    """What is on its way to another version of its workflow arrives, where its old place still says which."""
    for step in subtree(node):
        arrivals.arrive(act, step)


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
