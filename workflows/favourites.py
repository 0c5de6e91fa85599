"""Missions that somebody keeps for later: theirs alone, and only as long as they may open them (L18)."""

from typing import cast

from BTrees.LOBTree import LOBTree

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.person import Person
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act

MOST = 200
"""Missions that one person keeps; the oldest are forgotten first."""


def keep(act: Act, mission: Mission) -> None:
    """Keep a mission for later; nobody is told."""
    person = cast(Person, act.person)
    if person.favourites is None:
        person.favourites = LOBTree()
    person.favourites[mission.oid] = act.now
    for oid in _latest_first(person)[MOST:]:
        del person.favourites[oid]


def drop(act: Act, mission: Mission) -> None:
    """Keep it no more."""
    person = cast(Person, act.person)
    if person.favourites is not None and mission.oid in person.favourites:
        del person.favourites[mission.oid]


def holds(person: Person | None, oid: int) -> bool:
    """Does this person keep that mission?"""
    return person is not None and person.favourites is not None and oid in person.favourites


def kept(who: Reader, person: Person) -> list[Mission]:
    """What a person keeps and may open today, the latest first; what is hidden from them now comes back when it opens again."""
    found = (who.site.node(oid) for oid in _latest_first(person))
    return access.visible(who, [node for node in found if isinstance(node, Mission)])


def _latest_first(person: Person) -> list[int]:
    times = {} if person.favourites is None else dict(person.favourites.items())
    return sorted(times, key=lambda oid: times[oid], reverse=True)
