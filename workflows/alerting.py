"""Telling volunteers of a mission that fits them: whom, how many a week, and which mission first (M54, B01, K03).

Only those who asked to be told, compared with the mission one by one (`listening` finds them), with the rights that they have at that
moment. Nobody is told of a mission twice, nor of more missions a week than they and its network want.
Where somebody cannot be told of all, what nobody has answered comes first, then what the fewest people were told of.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from BTrees.LOBTree import LOBTree

from mobee_pyr.content import wishes
from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person
from mobee_pyr.content.site import Site
from mobee_pyr.workflows import access, matching, showcase
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.listening import alerts_of
from mobee_pyr.workflows.matching import Match

WAVE = 300
"""People who are told of one mission at a time: enough for it to be answered, not so many that most would come too late."""

BETWEEN = timedelta(days=3)
"""After so long a mission that nobody has answered is told to the next ones."""

TOLD_WITHIN = timedelta(days=30)
"""How long a mission is told of at all after its publication."""

A_WEEK = timedelta(days=7)
MOST_WAITING = 20
"""Missions that wait for one person; what has waited longest is let go of."""

REMEMBERED = 400
"""Missions that somebody was told of and that are remembered, the latest."""


class Alert(NamedTuple):
    """What somebody is to be told now, and why it fits them."""

    mission: Mission
    match: Match


def fits(site: Site, person: Node | None, mission: Mission, moment: datetime) -> Match | None:
    """How a mission fits somebody who wishes to hear of it and may answer it now; ``None``: they are not to be told."""
    if not isinstance(person, Person) or person.blocked or wishes.of(person, "matched") == "never":
        return None
    if mission.oid in person.answered or mission.oid in person.passed_over or mission.author == person.id:
        return None
    found = matching.match(matching.volunteer(person, moment.date()), mission, moment.date())
    reader = access.reader(site, person, moment.date())
    may = found.fits and all(access.permits(reader, permission, mission) for permission in (Permission.VIEW, Permission.APPLY))
    return found if may else None


def knows(person: Person, mission: int) -> bool:
    """Was somebody told of a mission, or does it wait for them?"""
    return any(mission in held for held in (person.alerted, person.alerts_waiting) if held is not None)


def has_room(person: Person, mission: Mission, moment: datetime) -> bool:
    """Can somebody be told of one more this week?"""
    return _told_lately(person, moment) < _limit(person, mission)


def take(site: Site, person: Person, moment: datetime, mission: Mission | None = None) -> list[Alert]:
    """What somebody is to be told now, noted as told: of ``mission`` and of what waits for them, as much as a week allows."""
    told, allowed = [], _told_lately(person, moment)
    for alert in _in_turn(site, person, moment, mission):
        limit = _limit(person, alert.mission)
        if allowed < limit:
            told.append(alert)
            allowed += 1
        elif limit:
            _wait(person, alert.mission.oid, moment)
    for alert in told:
        _note(site, person, alert.mission.oid, moment)
    _list(site, person)
    return told


def limit(act: Act, network: Network, a_week: int) -> None:
    """Say of how many missions one person is told in a week in a network."""
    if a_week != network.alerts_a_week:
        network.alerts_a_week = a_week
        network.record(act.who, "alerts", when=act.now, a_week=a_week)


def is_open(mission: Mission) -> bool:
    """Can anybody at all apply now?"""
    return showcase.is_open(mission) and mission.places_left != 0


def unanswered(site: Site, moment: datetime) -> list[Mission]:
    """The missions of which the next ones should hear: told some days ago, and nobody has applied."""
    old = [] if site.alerts is None else [oid for oid, told in site.alerts.told.items() if moment - told.when >= BETWEEN]
    missions = [node for oid in old if isinstance(node := site.node(oid), Mission)]
    return [mission for mission in missions if not _is_answered(mission) and is_open(mission) and _is_new(mission, moment)]


def over(site: Site, moment: datetime) -> Iterator[int]:
    """The oids of missions of which nobody new is told any more."""
    for oid in () if site.alerts is None else site.alerts.told:
        node = site.node(oid)
        if not isinstance(node, Mission) or not _is_new(node, moment):
            yield oid


def forget(site: Site, missions: list[int]) -> None:
    """Count no more how many were told of them."""
    told = alerts_of(site).told
    for oid in missions:
        told.pop(oid, None)


def first(site: Site, missions: list[Mission]) -> list[Mission]:
    """Those that nobody has answered first, then those of which the fewest know; the one that waits longest among equals."""
    return sorted(missions, key=lambda mission: _turn(site, mission))


def _is_new(mission: Mission, moment: datetime) -> bool:
    return moment - (mission.published or mission.created) < TOLD_WITHIN


def _is_answered(mission: Mission) -> bool:
    return next(mission.inside("application"), None) is not None


def _turn(site: Site, mission: Mission) -> tuple[bool, int, datetime]:
    known = 0 if site.alerts is None else site.alerts.told_of(mission.oid)
    return _is_answered(mission), known, mission.published or mission.created


def _in_turn(site: Site, person: Person, moment: datetime, mission: Mission | None) -> list[Alert]:
    """What still fits of all that waits, and ``mission``, in the order in which it is told; what fits no more waits no more."""
    found: dict[int, Alert] = {}
    waiting = LOBTree() if person.alerts_waiting is None else person.alerts_waiting
    for oid, since in list(waiting.items()):
        node = site.node(oid)
        match = fits(site, person, node, moment) if isinstance(node, Mission) and moment - since < TOLD_WITHIN else None
        if match is None or not isinstance(node, Mission):
            del waiting[oid]
        else:
            found[oid] = Alert(node, match)
    match = None if mission is None or knows(person, mission.oid) else fits(site, person, mission, moment)
    if mission is not None and match is not None:
        found[mission.oid] = Alert(mission, match)
    return [found[one.oid] for one in first(site, [alert.mission for alert in found.values()])]


def _told_lately(person: Person, moment: datetime) -> int:
    return 0 if person.alerted is None else sum(moment - when < A_WEEK for when in person.alerted.values())


def _limit(person: Person, mission: Mission) -> int:
    network = network_of(mission)
    most = 0 if network is None else network.alerts_a_week
    return min(most, person.alerts_a_week or most)


def _note(site: Site, person: Person, mission: int, moment: datetime) -> None:
    if person.alerted is None:
        person.alerted = LOBTree()
    person.alerted[mission] = moment
    if len(person.alerted) > REMEMBERED:
        del person.alerted[min(person.alerted, key=person.alerted.get)]
    if person.alerts_waiting is not None and mission in person.alerts_waiting:
        del person.alerts_waiting[mission]
    alerts_of(site).count(mission, 1, moment)


def _wait(person: Person, mission: int, moment: datetime) -> None:
    if person.alerts_waiting is None:
        person.alerts_waiting = LOBTree()
    if mission not in person.alerts_waiting:
        person.alerts_waiting[mission] = moment
    if len(person.alerts_waiting) > MOST_WAITING:
        del person.alerts_waiting[min(person.alerts_waiting, key=person.alerts_waiting.get)]


def _list(site: Site, person: Person) -> None:
    """Keep the list of those for whom something waits."""
    waiting = alerts_of(site).waiting
    if person.alerts_waiting:
        waiting.insert(person.oid)
    elif person.oid in waiting:
        waiting.remove(person.oid)
