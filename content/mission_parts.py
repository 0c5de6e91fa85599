"""A mission that was split: its parts, which are missions of the same organisation, and what they make together (P08)."""

from typing import NamedTuple, cast

from mobee_pyr.content.application import Application
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import site_of
from mobee_pyr.content.tree import is_deleted

GIVEN_UP = ("refused", "cancelled")
"""The states of parts that count no more."""


class Totals(NamedTuple):
    """``places`` is ``None`` when a part sets no number; ``days`` are those of all people together; ``hours`` those given."""

    parts: int
    places: int | None
    taken: int
    days: float
    hours: float


def parts_of(whole: Node) -> list[Mission]:
    """The parts that stand beside a mission, in the order of their making; what lies in the bin stands elsewhere."""
    beside = () if whole.__parent__ is None else whole.__parent__.inside("mission")
    found = (node for node in beside if isinstance(node, Mission) and node.part_of == whole.oid and node is not whole)
    return sorted(found, key=lambda part: (part.created, part.__name__))


def whole_of(part: Mission) -> Mission | None:
    """The mission that it is a part of; ``None`` too while that one lies in the bin."""
    found = site_of(part).node(part.part_of)
    return found if isinstance(found, Mission) and not is_deleted(found) else None


def totals(parts: list[Mission]) -> Totals:
    """What the parts that were not given up make together."""
    counted = [part for part in parts if part.state not in GIVEN_UP]
    places = [part.places for part in counted]
    given = (cast(Application, answer).hours for part in counted for answer in part.inside("application") if answer.state == "completed")
    return Totals(
        parts=len(counted),
        places=None if None in places else sum(cast(list[int], places)),
        taken=sum(part.places_taken for part in counted),
        days=sum((part.days or 0) * (part.places or 1) for part in counted),
        hours=sum(hours or 0 for hours in given),
    )
