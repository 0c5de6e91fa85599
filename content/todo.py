"""What waits for whom, and until when: kept beside its owner, one small set for each role, exact at once."""

from collections.abc import Iterator
from datetime import date

from BTrees.LLBTree import LLTreeSet
from BTrees.OOBTree import OOBTree, OOTreeSet

from mobee_pyr.content.node import Node


class Owner(Node):
    """A node whose roles (or which, being a person) may be waited for."""

    traces = Node.traces | {"todo", "deadlines"}
    todo: OOBTree | None = None
    """``referent`` (or ``self`` on a person) → oids of the nodes that wait."""

    deadlines: OOTreeSet | None = None
    """(day as an ordinal, oid) of each node beneath that waits with a deadline."""

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

    def fall_due(self, day: date, oid: int) -> None:
        """Note the last day on which an answer is in time."""
        if self.deadlines is None:
            self.deadlines = OOTreeSet()
        self.deadlines.insert((day.toordinal(), oid))

    def no_longer_due(self, day: date, oid: int) -> None:
        """Forget a deadline; nothing happens if it was not noted."""
        if self.deadlines is not None and (day.toordinal(), oid) in self.deadlines:
            self.deadlines.remove((day.toordinal(), oid))

    def overdue(self, day: date) -> Iterator[int]:
        """The oids whose deadline was before ``day``, the oldest first."""
        for _due, oid in () if self.deadlines is None else list(self.deadlines.keys(max=(day.toordinal(), -1))):
            yield oid
