"""Lists of things to do say of each thing since when it waits and until when, so that a long one is sorted without its nodes."""

from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner
from mobee_pyr.workflows import library, todo


def evolve(site: Site) -> None:
    """Write each list anew."""
    nodes = list(site.nodes.values())
    for node in nodes:
        if isinstance(node, Owner):
            node.todo = None
    for node in nodes:
        if library.is_governed(node):
            todo.update(node)
