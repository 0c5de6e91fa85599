"""The memory of a node: who did what, when and why. Nothing else records deeds."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from BTrees.IOBTree import IOBTree


class Deed(NamedTuple):
    """One thing done to a node.

    ``who`` is a person's id, ``None`` when the system acted; ``what`` is a verb (``created``, ``edited``, ``accept``);
    ``why`` the reason given; ``details`` what changed, as plain data.
    """

    when: datetime
    who: str | None
    what: str
    why: str = ""
    details: Mapping[str, Any] = {}


def append(journal: IOBTree, deed: Deed) -> None:
    """Write ``deed`` after the last one."""
    journal[journal.maxKey() + 1 if journal else 0] = deed


def newest_first(journal: IOBTree) -> Iterator[Deed]:
    """All deeds, the latest first."""
    for _number, deed in numbered(journal):
        yield deed


def numbered(journal: IOBTree) -> Iterator[tuple[int, Deed]]:
    """All deeds with their numbers, the latest first: a number names a deed of its node for good."""
    for number in reversed(journal.keys()):
        yield number, journal[number]


def last(journal: IOBTree) -> int:
    """The number of the last deed; -1 before any."""
    return journal.maxKey() if journal else -1


def add_to_last(journal: IOBTree, **details: Any) -> None:
    """Say more of the deed that was written just now, in the same transaction."""
    number = last(journal)
    deed: Deed = journal[number]
    journal[number] = deed._replace(details={**deed.details, **details})
