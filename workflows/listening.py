"""Who listens for missions, found by what they said of themselves: from the side of a mission, what `search.fitting` is for a volunteer.

Terms and their people stand in `content.alerts`; that somebody is found means no more than that comparing is worth while.
"""

from collections.abc import Iterator, Mapping
from math import floor
from typing import cast

from mobee_pyr.content import wishes
from mobee_pyr.content.alerts import Alerts
from mobee_pyr.content.formats import format_of
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.person import Person
from mobee_pyr.content.place import Place
from mobee_pyr.content.profile import Profile
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import Site
from mobee_pyr.content.whereabouts import spot
from mobee_pyr.workflows import matching
from mobee_pyr.workflows.act import Act

COMPARED = 1500
"""People who are compared with one mission in one go, the likeliest first."""

CELL = 2
"""Squares to a degree: some 55 km from north to south, 40 from west to east."""


def alerts_of(site: Site) -> Alerts:
    """The site's index of who wishes to be told; made when it is first needed."""
    if site.alerts is None:
        site.alerts = Alerts()
    return site.alerts


def keep(site: Site, person: Person) -> None:
    """Let somebody be found by what they said, if they wish to be told; otherwise not at all."""
    listens = wishes.of(person, "matched") != "never"
    if listens or (site.alerts is not None and person.oid in site.alerts.listening):
        alerts_of(site).listen(person.oid, terms(person.profile) if listens else None)


def choose(act: Act, rhythm: str, most: int) -> None:
    """Wish to be told of missions that fit, in that rhythm, of so many a week at most (0: as many as the networks say); or not."""
    person = cast(Person, act.person)
    wishes.choose(person, {**person.wishes, "matched": rhythm}, person.quiet, act.now)
    person.alerts_a_week = most
    person.record(person.id, "letters chosen", when=act.now)
    keep(act.site, person)


def terms(profile: Profile) -> Iterator[str]:
    """Under what somebody is found."""
    yield from (f"skill:{held.skill}" for held in profile.skills)
    yield from (f"cause:{cause}" for cause in profile.causes)
    yield from (f"format:{name}" for name in profile.formats)
    yield from (f"time:{moment}" for moment in profile.times)
    cell = _cell(profile.home)
    if cell is not None:
        yield _at(*cell)


def publish(act: Act, request: Request) -> None:
    """A request is open for the first time: those whom it concerns will be told, behind the back of whoever published it."""
    alerts_of(act.site).fresh[request.oid] = act.now


def candidates(site: Site, mission: Mission) -> list[int]:
    """The oids of the people whom a mission may fit, the likeliest first; no person is loaded."""
    return [] if site.alerts is None else site.alerts.listeners(_wanted(mission), COMPARED)


def _wanted(mission: Mission) -> Mapping[str, float]:
    """What speaks for somebody, each with its weight in the mission's network."""
    _version, weights = matching.weights_of(network_of(mission))
    skills = (*matching.wanted_by(mission), *matching.told_in_passing(mission))
    found = {f"skill:{skill}": weights["skills"] for skill in skills}
    found |= {f"time:{moment}": weights["moments"] for moment in mission.moments}
    if mission.domain != "other":
        found[f"cause:{mission.domain}"] = weights["cause"]
    if format_of(mission):
        found[f"format:{format_of(mission)}"] = weights["format"]
    if mission.mode != "online":
        found |= {term: weights["distance"] * share for term, share in _around(mission.place)}
    return found


def _around(place: Place) -> Iterator[tuple[str, float]]:
    """The squares within some hundred kilometres; those next to the place count whole, the others half."""
    cell = _cell(place)
    if cell is not None:
        for north in range(-2, 3):
            for east in range(-3, 4):
                yield _at(cell[0] + north, cell[1] + east), 1.0 if max(abs(north), abs(east)) <= 1 else 0.5


def _cell(place: Place) -> tuple[int, int] | None:
    middle = spot(place)
    return None if middle is None else (floor(middle[0] * CELL), floor(middle[1] * CELL))


def _at(north: int, east: int) -> str:
    return f"at:{north}:{east}"
