"""Who wishes to be told of new requests, and what was published and is still to be told (M54, M06).

All of it is an index beside the people, so that whoever fits a mission is found without looking at everybody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from heapq import nlargest
from typing import NamedTuple

from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

MOST_A_WEEK = 3
"""Missions of which one person is told in any seven days, from all networks together, unless a network says otherwise."""

MOST_EVER = 10
"""What a network may say at most."""


class Told(NamedTuple):
    """Of how many people a mission is known by an alert, and when the last wave of them went."""

    people: int
    when: datetime


class Alerts(Persistent):
    """``fresh``: the oid of a request that was published → when, until everybody concerned was told. ``told``: a mission's oid → `Told`.

    ``listening`` (those who wish to hear of missions that fit them), ``searching`` (those with a saved search) and ``waiting`` (those
    who were told enough this week) are oids of people.
    """

    def __init__(self) -> None:
        self.fresh = LOBTree()
        self.told = LOBTree()
        self.listening = LOBTree()
        """The oid of a person → the terms under which they are found."""
        self.by_term = OOBTree()
        """A term (``skill:budget``, ``at:90:11``) → the oids of those whom it finds."""
        self.searching = LLTreeSet()
        self.waiting = LLTreeSet()

    def listen(self, oid: int, terms: Iterable[str] | None) -> None:
        """From now on find a person under these terms alone; ``None``: not at all."""
        former, wanted = set(self.listening.get(oid, ())), set(terms or ())
        for term in former - wanted:
            self.by_term[term].remove(oid)
            if not self.by_term[term]:
                del self.by_term[term]
        for term in wanted - former:
            found = self.by_term.get(term)
            if found is None:
                found = self.by_term[term] = LLTreeSet()
            found.add(oid)
        if terms is not None:
            self.listening[oid] = tuple(sorted(wanted))
        elif oid in self.listening:
            del self.listening[oid]

    def listeners(self, wanted: Mapping[str, float], most: int) -> list[int]:
        """The oids of those found under the weightiest of some terms, the best first; no person is loaded."""
        weights: defaultdict[int, float] = defaultdict(float)
        for term, weight in wanted.items():
            for oid in self.by_term.get(term, ()):
                weights[oid] += weight
        return nlargest(most, weights, key=lambda oid: (weights[oid], oid))

    def told_of(self, mission: int) -> int:
        """How many people were told of a mission."""
        told = self.told.get(mission)
        return 0 if told is None else told.people

    def count(self, mission: int, people: int, when: datetime) -> None:
        """So many more were told."""
        self.told[mission] = Told(self.told_of(mission) + people, when)
