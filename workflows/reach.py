"""How many more people a mission would suit if something about it changed: among those who agreed to be found, never named (C10).

A few are never counted out: below `FEW` nobody learns how many, so that no advice points at somebody.
"""

import copy
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.place import Place
from mobee_pyr.workflows import access, matching, recruiting, splitting
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.matching import Volunteer

FEW = 5
"""The smallest number that is told."""


class Advice(NamedTuple):
    """``name``: a key of `CHANGES`, ``skill`` or ``visibility``; ``more``: people; ``what``: the words of a skill."""

    name: str
    more: int
    what: str = ""


class Reach(NamedTuple):
    """``today``: how many it suits as it is; ``advices``: what would suit more, the most promising first."""

    today: int
    advices: tuple[Advice, ...]


def reach(act: Act, mission: Mission) -> Reach:
    """Worked out for real, with the same gates and reasons by which missions are offered."""
    people = [(recruiting.opened(person), _opens(act, mission, person)) for person in recruiting.candidates(act, mission)]
    seeing = [who for who, sees in people if sees]
    left = [who for who in seeing if not _suits(act, [mission], who)]
    found = [Advice(name, _count(act, change(mission), left)) for name, change in CHANGES.items()]
    found += [Advice("skill", _count(act, [_without(mission, skill)], left), skill) for skill in mission.skills]
    found.append(Advice("visibility", _count(act, [mission], [who for who, sees in people if not sees])))
    useful = sorted((one for one in found if one.more), key=lambda one: -one.more)
    return Reach(len(seeing) - len(left), tuple(useful))


def _opens(act: Act, mission: Mission, person: Any) -> bool:
    return access.permits(access.reader(act.site, person, act.today), Permission.VIEW, mission)


def _count(act: Act, missions: list[Mission], people: Iterable[Volunteer]) -> int:
    return sum(_suits(act, missions, who) for who in people) if missions else 0


def _suits(act: Act, missions: list[Mission], who: Volunteer) -> bool:
    return any(matching.match(who, mission, act.today).fits for mission in missions)


def _varied(mission: Mission, **changes: Any) -> Mission:
    """The same mission, said otherwise: it stands nowhere, and is never kept."""
    twin = copy.copy(mission)
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


def _online(mission: Mission) -> list[Mission]:
    return [_varied(mission, mode="both")] if mission.mode == "on_site" else []


def _near(mission: Mission) -> list[Mission]:
    """As if the way were no obstacle."""
    return [_varied(mission, place=Place())] if mission.mode == "on_site" and mission.place.latitude is not None else []


def _dates(mission: Mission) -> list[Mission]:
    return [_varied(mission, starts=None, ends=None)] if mission.starts or mission.ends else []


def _moments(mission: Mission) -> list[Mission]:
    return [_varied(mission, moments=())] if mission.moments and "own-pace" not in mission.moments else []


def _split(mission: Mission) -> list[Mission]:
    """Each part that the page for splitting would propose; to suit one of them is enough."""
    if mission.days is None and len(mission.skills) < splitting.FEWEST:
        return []
    return [_varied(mission, title=part.title, skills=part.skills, days=part.days, format="") for part in splitting.proposed(mission)]


def _without(mission: Mission, skill: str) -> Mission:
    """The skill is welcome and no longer asked for."""
    return _varied(mission, skills=tuple(one for one in mission.skills if one != skill))


CHANGES: dict[str, Callable[[Mission], list[Mission]]] = {
    "online": _online,
    "way": _near,
    "split": _split,
    "dates": _dates,
    "moments": _moments,
}
"""What can be changed → the mission as it would be then; nothing where it is so already."""
