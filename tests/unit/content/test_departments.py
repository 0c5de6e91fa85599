"""The départements of France, overseas too (L17)."""

import pytest

from mobee_pyr.content.communes import search
from mobee_pyr.content.departments import DEPARTMENTS, label, meant, of_postcode


@pytest.mark.parametrize(
    ("postcode", "expected"),
    [
        ("69003", "69"),
        ("01000", "01"),
        ("20000", "2A"),
        ("20190", "2A"),
        ("20200", "2B"),
        ("20600", "2B"),
        ("97400", "974"),
        ("98800", "988"),
        ("97133", "977"),
        ("6900", ""),
        ("B-1000", ""),
        ("", ""),
    ],
)
def test_of_postcode(postcode, expected):
    assert of_postcode(postcode) == expected


@pytest.mark.parametrize(
    ("said", "code"), [("Isère", "38"), ("isere", "38"), ("38", "38"), ("Isère (38)", "38"), ("2a", "2A"), ("", ""), ("Lyon", "")]
)
def test_what_somebody_means(said, code):
    assert meant(said) == code


def test_every_department_has_a_name():
    """Every commune of the table lies in one that has a name."""
    assert len(DEPARTMENTS) == 109
    assert label("974") == "La Réunion (974)" and label("") == ""
    assert all(commune.department in DEPARTMENTS for digits in ("01", "20", "69", "75", "97", "98") for commune in search(digits, 500))
