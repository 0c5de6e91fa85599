"""What `check` tells of former addresses and of the lists of what was deleted."""

from collections.abc import Iterator

from mobee_pyr.content.node import Node, path
from mobee_pyr.content.plan import minute_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner


def faults(site: Site, node: Node) -> Iterator[str]:
    """One line a fault of this node."""
    yield from _departed(site, node)
    yield from _binned(site, node)


def _departed(site: Site, node: Node) -> Iterator[str]:
    """A former name leads to a node that remembers it; a node has no former address that is its own."""
    for name, oid in (node.departed or {}).items():
        gone = site.node(oid)
        if gone is None:
            yield f"{path(node)}: the former name {name!r} leads to {oid}, where there is no node"
        elif (node.oid, name) not in gone.former:
            yield f"{path(node)}: the former name {name!r} leads to {path(gone)}, which does not remember it"
    if node.__parent__ is not None and (node.__parent__.oid, node.__name__) in node.former:
        yield f"{path(node)}: is listed under its own address as a former one"


def _binned(site: Site, node: Node) -> Iterator[str]:
    """What lies in the bin is on the lists of whatever it was deleted from, and nothing else is."""
    told = node.binned
    if (told is not None) != (node.__parent__ is site.bin):
        yield f"{path(node)}: {'does not lie' if told is not None else 'lies'} in the bin, but it says otherwise itself"
    for oid in () if told is None else told.owners:
        owner = site.node(oid)
        if isinstance(owner, Owner) and (minute_of(told.when), node.oid) not in (owner.binned_here or ()):
            yield f"{path(node)}: was deleted from {path(owner)}, whose list of what was deleted does not know it"
    for _minute, oid in (node.binned_here or ()) if isinstance(node, Owner) else ():
        gone = site.node(oid)
        if gone is None or gone.binned is None or node.oid not in gone.binned.owners:
            yield f"{path(node)}: its list of what was deleted holds {gone or oid!r}, which was not deleted from it"
