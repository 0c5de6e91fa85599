"""What waits for whom: kept beside its owner, one small set for each role, exact at once."""

from collections.abc import Iterator

from BTrees.LLBTree import LLTreeSet
from BTrees.OOBTree import OOBTree

from mobee_pyr.content.node import Node


class Owner(Node):
    """A node whose roles (or which, being a person) may be waited for."""

    traces = Node.traces | {"todo"}
    todo: OOBTree | None = None
    """``referent`` (or ``self`` on a person) → oids of the nodes that wait."""

    def expect(self, role: str, oid: int) -> None:
        """Add a node to the list of ``role``."""
        if self.todo is None:
            self.todo = OOBTree()
        if role not in self.todo:
            self.todo[role] = LLTreeSet()
        self.todo[role].add(oid)

    def settle(self, role: str, oid: int) -> None:
        """Take a node off the list of ``role``; nothing happens if it was not there."""
        waiting = None if self.todo is None else self.todo.get(role)
        if waiting is not None and oid in waiting:
            waiting.remove(oid)

    def expected(self, role: str) -> Iterator[int]:
        """The oids that wait for ``role``."""
        yield from () if self.todo is None else self.todo.get(role, ())
