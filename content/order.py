"""The order of what stands in a node: by name, unless somebody has put it into another one; kept with the node whose children they are."""

from collections.abc import Iterable, Iterator
from itertools import islice

from mobee_pyr.content.node import Node

MOST = 100
"""More than so many are found by searching and sorting; nobody puts them in order by hand."""


def in_order(node: Node) -> Iterator[Node]:
    """The children: those that were put in order first, as they were put, then the others by name."""
    if not node.arranged:
        yield from node.inside()
        return
    known = {child.oid: child for child in node.inside()}
    yield from (known.pop(oid) for oid in node.arranged if oid in known)
    yield from known.values()


def may_be_put(node: Node) -> bool:
    """Are there two at least, and not so many that nobody would?"""
    return 2 <= counted(node, MOST + 1) <= MOST


def counted(node: Node, most: int) -> int:
    """How many children there are, counted up to ``most``: to count thousands, all of the tree that holds them would be read."""
    return 0 if node.children is None else sum(1 for _name in islice(node.children.keys(), most))


def put(node: Node, child: Node, at: int) -> None:
    """Let ``child`` stand at a position (from 0; beyond the end is the end)."""
    others = [each.oid for each in in_order(node) if each is not child]
    at = max(0, at)
    keep(node, [*others[:at], child.oid, *others[at:]])


def keep(node: Node, oids: Iterable[int]) -> None:
    """Keep an order; that of the names is kept as none."""
    found = tuple(oids)
    node.arranged = () if found == tuple(child.oid for child in node.inside()) else found
