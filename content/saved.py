"""What somebody asked of the bourse and keeps under a name: the question, never what answers to it (M06, L17)."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from BTrees.LLBTree import LLTreeSet

from mobee_pyr.content.person import Person

MOST = 20
"""Searches that one person keeps."""

LONGEST_NAME = 80


class SavedSearch(NamedTuple):
    """``query``: the question as an address says it; ``rhythm``: a key of `wishes.WHEN`; ``looked``: when it was last asked for them.

    ``seen``: the oids of all that answered until then; a set of its own in the database, to which only new ones are added.
    """

    title: str
    query: str
    rhythm: str
    looked: datetime
    seen: LLTreeSet


def searches(person: Person) -> Iterator[tuple[int, SavedSearch]]:
    """Each with its key, in the order in which they were saved."""
    yield from () if person.searches is None else person.searches.items()


def search(person: Person, key: int) -> SavedSearch | None:
    """The one of that key."""
    found: SavedSearch | None = None if person.searches is None else person.searches.get(key)
    return found
