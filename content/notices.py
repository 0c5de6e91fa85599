"""What a person was told: the latest notices, kept beside them, whether or not a letter went."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import ClassVar, NamedTuple

from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree

from mobee_pyr.content.person import Person

MOST = 100
"""Notices of one person; the oldest go first."""

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""Keys are microseconds since."""


class Notice(NamedTuple):
    """One thing that a person was told. ``oid``: the node that it speaks of, 0 for none; ``url``: where it leads."""

    when: datetime
    kind: str
    text: str
    oid: int
    url: str


class Kept(LOBTree):
    """The key of each notice → the rest of it. Few stand in one record, because each new one writes its record anew."""

    max_leaf_size: ClassVar[int] = 8


def tell(person: Person, notice: Notice) -> int:
    """Keep a notice, and give its key: its moment, or the next one that is free after the latest."""
    if person.notices is None:
        person.notices = Kept()
    key = (notice.when - BEGINNING) // timedelta(microseconds=1)
    if person.notices:
        key = max(key, person.notices.maxKey() + 1)
    person.notices[key] = tuple(notice[1:])
    for old in list(person.notices.keys())[:-MOST]:
        del person.notices[old]
        release(person, old)
    return key


def hold(person: Person, key: int) -> None:
    """Let a notice wait for the letter that sums up."""
    if person.held is None:
        person.held = LLTreeSet()
    person.held.insert(key)


def release(person: Person, key: int) -> None:
    """It waits no more."""
    if person.held is not None and key in person.held:
        person.held.remove(key)


def waiting(person: Person) -> list[tuple[int, Notice]]:
    """What waits for a letter, the oldest first."""
    if person.held is None or person.notices is None:
        return []
    return [(key, _notice(key, person.notices[key])) for key in person.held if key in person.notices]


def latest(person: Person) -> Iterator[tuple[bool, Notice]]:
    """Each notice, the latest first, and whether it is new."""
    for key, kept in () if person.notices is None else reversed(person.notices.items()):
        yield key > person.read_up_to, _notice(key, kept)


def unread(person: Person) -> int:
    """How many are new."""
    return 0 if person.notices is None else len(person.notices.keys(min=person.read_up_to + 1))


def read_all(person: Person) -> None:
    """None is new any more."""
    if person.notices:
        person.read_up_to = person.notices.maxKey()


def _notice(key: int, kept: tuple[str, str, int, str]) -> Notice:
    return Notice(BEGINNING + timedelta(microseconds=key), *kept)
