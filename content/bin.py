"""What was deleted, listed beside whatever it was deleted from: a network's manager and an organisation's référent find their own."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from BTrees.OOBTree import OOTreeSet

from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.plan import minute_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner


class Binned(NamedTuple):
    """Where a node stood when it was deleted (``parent``, an oid, and its ``name`` there), when and by whom.

    ``owners``: the oids of those that list it; ``readers``: the tokens of those who could open it, and so may read its name still.
    """

    parent: int
    name: str
    when: datetime
    who: str | None
    owners: tuple[int, ...]
    readers: tuple[str, ...]


def note(parent: Node, node: Node, when: datetime, who: str | None, readers: tuple[str, ...]) -> None:
    """List a node that leaves ``parent`` for the bin."""
    owners = [step for step in lineage(parent) if isinstance(step, Owner)]
    for owner in owners:
        if owner.binned_here is None:
            owner.binned_here = OOTreeSet()
        owner.binned_here.insert((minute_of(when), node.oid))
    node.binned = Binned(parent.oid, node.__name__, when, who, tuple(owner.oid for owner in owners), readers)


def forget(site: Site, node: Node) -> None:
    """It is back, or gone for good."""
    told = node.binned
    if told is not None:
        for oid in told.owners:
            owner, entry = site.node(oid), (minute_of(told.when), node.oid)
            if isinstance(owner, Owner) and owner.binned_here is not None and entry in owner.binned_here:
                owner.binned_here.remove(entry)
        node.binned = None


def deleted_from(site: Site, owner: Owner) -> Iterator[Node]:
    """What was deleted from a node or from beneath it, the latest first."""
    for _minute, oid in () if owner.binned_here is None else reversed(list(owner.binned_here)):
        node = site.node(oid)
        if node is not None:
            yield node
