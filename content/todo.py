"""What waits for whom, and until when: kept beside its owner, one small set for each role, exact at once."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import ClassVar, NamedTuple

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet

from mobee_pyr.content.node import Node
from mobee_pyr.content.plan import minute_of


class Note(NamedTuple):
    """What a list says of one thing that waits, so that a long one is sorted and counted without loading a single node.

    ``kind`` is the type of its content, ``network`` an oid (0: none), ``but`` the ids of those whom it does not concern, whatever
    their roles, with a space between two; ``hidden`` while it lies in the bin. ``desk``: a network's team is to answer it; ``starts``:
    the day on which it is to begin.
    """

    since: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    due: date | None = None
    kind: str = ""
    network: int = 0
    but: str = ""
    hidden: bool = False
    desk: bool = False
    starts: date | None = None


class Listed(LOBTree):
    """The oid of each node that waits → its `Note`. Few stand in one record, because each new one writes its record anew."""

    max_leaf_size: ClassVar[int] = 16


class Owner(Node):
    """A node whose roles (or which, being a person) may be waited for."""

    traces = Node.traces | {"todo", "deadlines", "plans", "binned_here", "awaited"}
    todo: OOBTree | None = None
    """``referent`` (on a person: ``self``) → oid of each node that waits → its `Note`."""

    deadlines: OOTreeSet | None = None
    """(day as an ordinal, oid) of each node beneath that waits with a deadline."""

    plans: OOTreeSet | None = None
    """(`minute_of` its moment, oid) of each node beneath, or of this one, for which a transition is set."""

    awaited: OOBTree | None = None
    """The address of somebody who is to belong here and has not said yes → `awaited.Awaited`."""
    people_columns: Mapping[str, str] = {}
    """What is read of a list of people → the head of its column, as it was last said. Replaced, never changed."""
    binned_here: OOTreeSet | None = None
    """(`minute_of` the moment, oid) of each node that was deleted from here or beneath, and lies in the bin: see `bin`."""

    def expect(self, role: str, oid: int, note: Note = Note()) -> None:  # noqa: B008 (a tuple)
        """Put a node on the list of ``role``, or what is noted of it up to date."""
        if self.todo is None:
            self.todo = OOBTree()
        if role not in self.todo:
            self.todo[role] = Listed()
        if self.todo[role].get(oid) != note:
            self.todo[role][oid] = note

    def settle(self, role: str, oid: int) -> None:
        """Take a node off the list of ``role``; nothing happens if it was not there."""
        waiting = None if self.todo is None else self.todo.get(role)
        if waiting is not None and oid in waiting:
            del waiting[oid]

    def hide(self, role: str, oid: int, hidden: bool) -> None:
        """Keep a node of the list of ``role`` out of sight, or show it again."""
        note = None if self.todo is None else self.todo.get(role, {}).get(oid)
        if note is not None:
            self.expect(role, oid, note._replace(hidden=hidden))

    def expected(self, role: str) -> Iterator[int]:
        """The oids that wait for ``role``."""
        yield from () if self.todo is None else self.todo.get(role, ())

    def notes(self, role: str) -> Iterator[tuple[int, Note]]:
        """The same, each with what is noted of it."""
        waiting = None if self.todo is None else self.todo.get(role)
        yield from () if waiting is None else waiting.items()

    def fall_due(self, oid: int, day: date | None, former: date | None) -> None:
        """Note the last day on which an answer is in time, in place of the ``former`` one; ``None``: there is none."""
        if self.deadlines is None:
            self.deadlines = OOTreeSet()
        redate(self.deadlines, oid, day, former)

    def overdue(self, day: date) -> Iterator[int]:
        """The oids whose deadline was before ``day``, the oldest first."""
        for _due, oid in () if self.deadlines is None else list(self.deadlines.keys(max=(day.toordinal(), -1))):
            yield oid

    def intend(self, moment: datetime, oid: int) -> None:
        """Note that something is set for a moment."""
        if self.plans is None:
            self.plans = OOTreeSet()
        self.plans.insert((minute_of(moment), oid))

    def no_longer_intend(self, moment: datetime, oid: int) -> None:
        """Forget it; nothing happens if it was not noted."""
        if self.plans is not None and (minute_of(moment), oid) in self.plans:
            self.plans.remove((minute_of(moment), oid))

    def intended(self, moment: datetime) -> Iterator[int]:
        """The oids for which something was set for ``moment`` or before, the oldest first."""
        for _minute, oid in () if self.plans is None else list(self.plans.keys(max=(minute_of(moment), 1 << 63))):
            yield oid


def redate(days: OOTreeSet, oid: int, day: date | None, former: date | None) -> None:
    """Keep a set of (day as an ordinal, oid) in line: the ``former`` day goes, if it was noted, and ``day`` comes."""
    if former is not None and (former.toordinal(), oid) in days:
        days.remove((former.toordinal(), oid))
    if day is not None:
        days.insert((day.toordinal(), oid))
