"""Former addresses: what was renamed or moved is still found under the names that it had, by whoever may open it.

A name that was given up leads on to its node, by its oid, from the place where it was; the node remembers where, so that all of it goes
when the node goes. A name that another node has taken since leads there, of course.
"""

from collections.abc import Sequence

from BTrees.OOBTree import OOBTree

from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site, site_of

MOST = 12
"""Former addresses of one node; the oldest is forgotten first."""


def leave(parent: Node, node: Node, name: str) -> None:
    """A node gives up the name that it has in a place."""
    if parent.departed is None:
        parent.departed = OOBTree()
    parent.departed[name] = node.oid
    kept = [former for former in node.former if former != (parent.oid, name)]
    for oid, oldest in kept[: -MOST + 1]:
        _drop(site_of(parent).node(oid), node, oldest)
    node.former = (*kept[-MOST + 1 :], (parent.oid, name))


def arrive(parent: Node, node: Node) -> None:
    """A node stands under its name: if it had that address before, it is no former one any more."""
    here = (parent.oid, node.__name__)
    if here in node.former:
        node.former = tuple(former for former in node.former if former != here)
        _drop(parent, node, node.__name__)


def forget(site: Site, node: Node) -> None:
    """A node is gone for good."""
    for oid, name in node.former:
        _drop(site.node(oid), node, name)
    node.former = ()


def followed(site: Site, steps: Sequence[str]) -> tuple[Node, tuple[str, ...]] | None:
    """Where an address leads that some of the ``steps`` are former names in: the node, and what follows it (the name of a page).

    ``None`` when no former name is among them.
    """
    node: Node = site
    turned = False
    for number, name in enumerate(steps):
        child = node.get(name)
        if child is None:
            child = site.node(None if node.departed is None else node.departed.get(name))
            if child is None:
                return (node, tuple(steps[number:])) if turned else None
            turned = True
        node = child
    return (node, ()) if turned else None


def _drop(parent: Node | None, node: Node, name: str) -> None:
    if parent is not None and parent.departed is not None and parent.departed.get(name) == node.oid:
        del parent.departed[name]
