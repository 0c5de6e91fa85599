"""The map of what was found: its départements by how many requests they hold, and its places (decision 24).

Its text twin is the facet « Département »: each département of the map is a link that narrows the list to it.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import log, pi, radians, sqrt, tan
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content import departments
from mobee_pyr.content.whereabouts import Point
from mobee_pyr.content.words import _
from mobee_pyr.views.bourse import filters
from mobee_pyr.views.bourse.asked import Asked

SCALE, ACROSS, DOWN = 41.4, 215.5, 2468.6
"""Mercator's projection as the outlines were drawn, found by fitting the communes of the table into their départements."""

WIDTH, HEIGHT, BOX_WIDTH, BOX_HEIGHT, GAP = 6130, 5850, 640, 340, 60
TOO_SMALL = ("75", "92", "93", "94")
OVERSEAS = ("971", "972", "973", "974", "976")
FAR_OVERSEAS = ("975", "977", "978", "984", "986", "987", "988", "989")
SHADES = 4
LARGEST = 90
"""The radius of the place that holds most."""


class Area(NamedTuple):
    """A département on the map; ``box``: its corner, where it is drawn as a labelled box; ``at``: where its number stands."""

    code: str
    label: str
    count: str
    shade: int
    href: str | None
    chosen: bool
    at: tuple[int, int]
    box: tuple[int, int] | None = None


class Drawn(NamedTuple):
    """``spots``: across, down and radius of each place."""

    areas: list[Area]
    spots: list[tuple[int, int, int]]
    outlined: Collection[str]
    """The codes of those that have an outline."""


def drawn(request: Request, asked: Asked, counts: filters.Counts, points: Iterable[tuple[Point, int]]) -> Drawn:
    """For what was found; the counts and points are already the reader's own."""
    found = dict(counts.get("department", ()))
    most = max(found.values(), default=0)
    shown = [*_middles(), *OVERSEAS, *(code for code in FAR_OVERSEAS if found.get(code))]
    areas = [_area(request, asked, code, found.get(code, 0), most) for code in shown]
    return Drawn(areas, _spots(points), _middles())


def projected(point: Point) -> tuple[int, int]:
    """Where a place stands on the map, in its units."""
    north = log(tan(pi / 4 + radians(point[0]) / 2)) * 180 / pi
    return round((SCALE * point[1] + ACROSS) * 10), round((DOWN - SCALE * north) * 10)


def _area(request: Request, asked: Asked, code: str, count: int, most: int) -> Area:
    chosen, box = code in asked.facets["department"], _boxes().get(code)
    said = request.words.plural(_("${count} demande"), _("${count} demandes"), count)
    label = request.translate(_("${department} : ${count}"), department=departments.label(code), count=said)
    shade = 0 if not count else max(1, round(SHADES * sqrt(count / most)))
    href = None
    if chosen:
        href = filters.without(request, "department", code)
    elif count:
        href = _narrowed(request, code)
    at = _middles()[code] if box is None else (box[0] + BOX_WIDTH // 2, box[1] + BOX_HEIGHT // 2)
    return Area(code, label, filters.count(request, count) if count else "", shade, href, chosen, at, box)


def _narrowed(request: Request, code: str) -> str:
    query: dict[str, list[str]] = {"department": [code]}
    for key, value in request.GET.items():
        if key not in ("page", "department"):
            query.setdefault(key, []).append(value)
    return str(request.node_url(request.site, "bourse", **query))


def _spots(points: Iterable[tuple[Point, int]]) -> list[tuple[int, int, int]]:
    """Those that lie on the map, the largest beneath the others."""
    inside = [(projected(point), count) for point, count in points]
    seen = [(at, count) for at, count in inside if 0 <= at[0] <= WIDTH and 0 <= at[1] <= HEIGHT]
    most = max((count for _at, count in seen), default=1)
    return [(*at, max(35, round(LARGEST * sqrt(count / most)))) for at, count in sorted(seen, key=lambda spot: -spot[1])]


@cache
def _middles() -> Mapping[str, tuple[int, int]]:
    text = (files("mobee_pyr.views") / "bourse" / "middles.csv").read_text(encoding="utf-8")
    rows: list[Any] = [line.split(";") for line in text.splitlines()[1:]]
    return {code: (int(x), int(y)) for code, x, y in rows}


@cache
def _boxes() -> Mapping[str, tuple[int, int]]:
    """Boxes in the sea of the south-west for what lies overseas, and north-east of Paris for what is too small to touch."""
    step, beside = BOX_HEIGHT + GAP, BOX_WIDTH + GAP
    near = {code: (WIDTH - 2 * beside + number % 2 * beside, 60 + number // 2 * step) for number, code in enumerate(TOO_SMALL)}
    far = {code: (0, 2900 + number * step) for number, code in enumerate(OVERSEAS)}
    farther = {code: (number * beside, HEIGHT - BOX_HEIGHT) for number, code in enumerate(FAR_OVERSEAS)}
    return near | far | farther
