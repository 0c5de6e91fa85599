"""What somebody means who says where they look (L17)."""

import pytest

from mobee_pyr.content.place import Place
from mobee_pyr.content.whereabouts import kilometres, point, whereabouts


@pytest.mark.parametrize(
    ("said", "name", "measured", "department"),
    [
        ("grenoble", "Grenoble (38)", True, ""),
        ("38000", "Grenoble (38)", True, ""),
        ("38185", "Grenoble (38)", True, ""),
        ("Saint-Denis (974)", "Saint-Denis (974)", True, ""),
        ("38", "Isère (38)", False, "38"),
        ("isère", "Isère (38)", False, "38"),
        ("La Réunion (974)", "La Réunion (974)", False, "974"),
        ("Paris", "Paris (75)", True, ""),
        ("Brigadoon", "Brigadoon", False, ""),
        ("45.188,5.724", "", True, ""),
    ],
)
def test_what_is_meant(said, name, measured, department):
    found = whereabouts(said)
    assert (found.name, found.point is not None, found.department) == (name, measured, department)
    assert found.known == (measured or bool(department))


def test_nothing_is_meant_by_nothing():
    assert whereabouts("") is whereabouts("  ") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("45.188,5.7249", (45.19, 5.72)), ("-21,55.5", (-21.0, 55.5)), ("91,0", None), ("0,181", None), ("a,b", None), ("1", None)],
)
def test_a_position_is_rounded_to_a_kilometre(text, expected):
    assert point(text) == expected


def test_how_far():
    assert round(kilometres(Place("Voiron", "38500", "", 45.364, 5.592), (45.18, 5.71))) == 22
    assert kilometres(Place("Voiron"), (45.179, 5.715)) is None
