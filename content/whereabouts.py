"""What somebody means who says where they look: a commune, a département, the device's position, or words that nobody knows."""

import re
from typing import NamedTuple

from mobee_pyr.content import communes, departments
from mobee_pyr.content.place import Place

DISTANCES = (5, 10, 20, 50, 100)
"""Kilometres to choose from."""

NEAR = 20
"""Kilometres, unless somebody chooses."""

LARGE = 20_000
"""People of a commune that is better known than the département of the same name."""

_POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)")

Point = tuple[float, float]


class Whereabouts(NamedTuple):
    """``point``: degrees, where one can measure from; ``department``: its code, when one was meant; ``name``: as it is told back."""

    name: str
    point: Point | None = None
    department: str = ""

    @property
    def known(self) -> bool:
        """Does anybody know where that is?"""
        return self.point is not None or bool(self.department)


def whereabouts(said: str) -> Whereabouts | None:
    """The place that was written, ``None`` if nothing was.

    A département wins over the communes of that name, unless there is a large one (Paris, Vienne).

    >>> whereabouts("Isère").department, whereabouts("grenoble").name
    ('38', 'Grenoble (38)')
    """
    text = " ".join(said.split())
    if not text:
        return None
    at = point(text)
    if at is not None:
        return Whereabouts("", at)
    department, commune = departments.meant(text), communes.named(text)
    if department and (commune is None or commune.population < LARGE):
        return Whereabouts(departments.label(department), None, department)
    if commune is None or commune.latitude is None or commune.longitude is None:
        return Whereabouts(text)
    return Whereabouts(commune.label, (commune.latitude, commune.longitude))


def point(text: str) -> Point | None:
    """The device's position as pages write it into addresses, « 45.19,5.72 », to some kilometre; ``None`` for anything else."""
    found = _POINT.fullmatch(text)
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        return None
    return rounded(float(found[1]), float(found[2]))


def rounded(latitude: float, longitude: float) -> Point:
    """To a hundredth of a degree, some kilometre: all that searches know of a place."""
    return round(latitude, 2) + 0.0, round(longitude, 2) + 0.0


def spot(place: Place) -> Point | None:
    """Where a place is, as searches know it."""
    if place.latitude is None or place.longitude is None:
        return None
    return rounded(place.latitude, place.longitude)


def kilometres(place: Place, start: Point) -> float | None:
    """How far a place is from a point, ``None`` when nobody knows where it is."""
    there = spot(place)
    return None if there is None else communes.distance_km(start, there)
