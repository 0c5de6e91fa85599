"""Splitting a mission into several smaller ones, by what one must know or by time (P08, P11)."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from mobee_pyr.content import mission_parts, tree
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.words import _
from mobee_pyr.workflows import engine, moving
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.model import Transition

SPLIT, REJOIN = "split", "rejoin"
"""The transition after which a mission only gathers its parts, and the one that takes it back."""

FEWEST, MOST = 2, 8

SHARED = (
    "summary",
    "description",
    "domain",
    "objective",
    "programme",
    "place",
    "named_place",
    "starts",
    "ends",
    "mode",
    "schedule",
    "time_basis",
)
"""What a part says as the whole did, until somebody writes it better."""


class Part(NamedTuple):
    """What tells one part from the others; ``days`` are those of one person."""

    title: str
    skills: tuple[str, ...] = ()
    places: int | None = 1
    days: float | None = None


def offered(who: Reader, mission: Mission) -> bool:
    """May ``who`` split it now? A network's own workflow may not know of it."""
    return any(transition.name == SPLIT for transition in engine.possible(who, mission))


def back(who: Reader, mission: Mission) -> Transition | None:
    """The way back to one mission, where ``who`` may take it; a guard may still hold it."""
    return next((transition for transition in engine.possible(who, mission) if transition.name == REJOIN), None)


def proposed(mission: Mission) -> list[Part]:
    """A part for each skill, or for a few that go together when there are many; without skills, two by time."""
    groups = _groups(mission.skills)
    if len(groups) < FEWEST:
        days = _share(mission.days, FEWEST)
        return [Part(f"{mission.title} ({number}/{FEWEST})", mission.skills, mission.places, days) for number in (1, FEWEST)]
    days = _share(mission.days, len(groups))
    return [Part(f"{mission.title} : {', '.join(group)}", group, mission.places, days) for group in groups]


def split(act: Act, mission: Mission, parts: Sequence[Part]) -> list[Mission]:
    """Write the parts as drafts beside the mission, which gathers them from now on.

    Raises `TransitionRefused`; the caller's transaction is then to be given up.
    """
    if not FEWEST <= len(parts) <= MOST:
        raise TransitionRefused(_("Il faut entre deux et huit parties."))
    made = [_made(act, mission, part, at) for at, part in enumerate(parts)]
    engine.fire(act, mission, SPLIT)
    return made


def undo(act: Act, mission: Mission) -> None:
    """One mission again, a draft as before it was sent; its parts go to the bin.

    Raises `TransitionRefused` once somebody has applied to one of them; nothing has then changed.
    """
    parts = mission_parts.parts_of(mission)
    engine.fire(act, mission, REJOIN)
    for part in parts:
        moving.delete(act, part)


def _made(act: Act, mission: Mission, part: Part, at: int) -> Mission:
    """A part; its moment keeps the order in which the parts were said."""
    if mission.__parent__ is None:
        raise ValueError("a mission without a place cannot be split")
    node = Mission(part.title, act.who, act.now + timedelta(microseconds=at))
    for name in SHARED:
        setattr(node, name, getattr(mission, name))
    node.skills, node.places, node.days, node.part_of = part.skills, part.places, part.days, mission.oid
    tree.add(mission.__parent__, node, by=act.who)
    engine.begin(act, node)
    return node


def _groups(skills: Sequence[str]) -> list[tuple[str, ...]]:
    """As many groups as may be, each of nearly as many skills."""
    count = min(len(skills), MOST)
    return [tuple(skills[len(skills) * at // count : len(skills) * (at + 1) // count]) for at in range(count)]


def _share(days: float | None, count: int) -> float | None:
    """An equal share in half-days, half a day at least."""
    if days is None:
        return None
    halves = (Decimal(str(days)) * 2 / count).quantize(Decimal(1), ROUND_HALF_UP)
    return float(max(halves, Decimal(1)) / 2)
