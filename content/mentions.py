"""Who speaks of whom: a text names another node by its oid (``mobee:123``), so that a move breaks no link, and the node knows who does."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from BTrees.LLBTree import LLTreeSet

if TYPE_CHECKING:
    from mobee_pyr.content.node import Node
    from mobee_pyr.content.site import Site

SCHEME = "mobee:"
"""What a stored link begins with; the oid follows."""

_REFERENCE = re.compile(r"(?<![\w:])mobee:(\d{1,19})(?!\d)")


def mentioned(*texts: str) -> frozenset[int]:
    """The oids that some texts name.

    >>> sorted(mentioned("[Le guide](mobee:42), et [un autre](mobee:7)."))
    [7, 42]
    """
    return frozenset(int(oid) for text in texts for oid in _REFERENCE.findall(text))


def pointing(text: str, twins: Mapping[int, int]) -> str:
    """The text of a copy, naming the copies of what the original named."""
    return _REFERENCE.sub(lambda found: f"{SCHEME}{twins.get(int(found[1]), int(found[1]))}", text)


def note(site: "Site", node: "Node", before: frozenset[int] = frozenset()) -> None:
    """Let those whom a node names know it, and those whom it named before forget it."""
    now = node.mentions
    for oid in before - now:
        target = site.node(oid)
        if target is not None and target.referrers is not None and node.oid in target.referrers:
            target.referrers.remove(node.oid)
    for oid in now:
        target = site.node(oid)
        if target is None:
            continue
        if target.referrers is None:
            target.referrers = LLTreeSet()
        if node.oid not in target.referrers:
            target.referrers.insert(node.oid)


def forget(site: "Site", node: "Node") -> None:
    """A node that goes for good names nobody any more."""
    for oid in node.mentions:
        target = site.node(oid)
        if target is not None and target.referrers is not None and node.oid in target.referrers:
            target.referrers.remove(node.oid)


def referrers(site: "Site", node: "Node") -> list["Node"]:
    """The nodes that name this one now."""
    found = (site.node(oid) for oid in node.referrers or ())
    return [each for each in found if each is not None and node.oid in each.mentions]
