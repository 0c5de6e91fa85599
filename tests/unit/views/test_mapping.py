"""Places land on the map where they belong (L17)."""

import re
from pathlib import Path

import pytest

from mobee_pyr.content.communes import named
from mobee_pyr.content.departments import DEPARTMENTS
from mobee_pyr.views.bourse.mapping import HEIGHT, OVERSEAS, TOO_SMALL, WIDTH, _boxes, _middles, projected

OUTLINES = (Path(__file__).resolve().parents[3] / "static" / "vendor" / "france-departments" / "outlines.svg").read_text("utf-8")
SHAPES = dict(re.findall(r'id="d-([^"]+)" d="([^"]+)"', OUTLINES))


def rings(code):
    """The rings of an outline, as points."""
    for ring in SHAPES[code].removesuffix("z").split("z"):
        start, steps = ring.removeprefix("M").split("l")
        across, down = map(int, start.split())
        points, numbers = [(across, down)], [int(number) for number in steps.split()]
        for right, below in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + right, points[-1][1] + below))
        yield points


def holds(code, point):
    """Does a département hold a point? (How many sides does one cross on the way out?)"""
    crossed = 0
    for ring in rings(code):
        for (x, y), (to_x, to_y) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y > point[1]) != (to_y > point[1]) and point[0] < x + (to_x - x) * (point[1] - y) / (to_y - y):
                crossed += 1
    return crossed % 2 == 1


@pytest.mark.parametrize(
    ("town", "code"),
    [
        ("Brest", "29"), ("Nice", "06"), ("Strasbourg", "67"), ("Bayonne", "64"), ("Lille", "59"), ("Perpignan", "66"), ("Ajaccio", "2A"),
        ("Bastia", "2B"), ("Paris", "75"), ("Grenoble", "38"), ("Charleville-Mézières", "08"), ("Gap", "05"),
    ],
)  # fmt: skip
def test_a_town_stands_in_its_department(town, code):
    commune = named(town)
    point = projected((commune.latitude, commune.longitude))
    assert [each for each in SHAPES if holds(each, point)] == [code]


def test_what_is_overseas_lies_off_the_map():
    commune = named("Saint-Denis 974")
    across, down = projected((commune.latitude, commune.longitude))
    assert not (0 <= across <= WIDTH and 0 <= down <= HEIGHT)


def test_every_department_has_an_outline_or_a_box():
    assert set(SHAPES) == set(_middles())
    assert set(DEPARTMENTS) == set(SHAPES) | set(_boxes())
    assert set(TOO_SMALL) <= set(SHAPES) and not set(OVERSEAS) & set(SHAPES)
    assert all(holds(code, at) for code, at in _middles().items() if code not in ("83", "56", "85"))


def test_boxes_do_not_cover_land():
    corners = [(x + right, y + below) for x, y in _boxes().values() for right in (0, 640) for below in (0, 340)]
    assert not [corner for corner in corners if any(holds(code, corner) for code in SHAPES)]
