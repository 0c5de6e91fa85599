"""The format of a mission is data with bounds (K06)."""

import pytest

from mobee_pyr.content.formats import FORMATS, format_of
from mobee_pyr.content.mission import Mission


@pytest.mark.parametrize(
    ("stated", "days", "found"),
    [
        ("", None, ""),
        ("", 0.5, "flash"),
        ("", 1, "flash"),
        ("", 1.5, "short"),
        ("", 15, "short"),
        ("", 16, "long"),
        ("regular", 0.5, "regular"),
        ("team-day", None, "team-day"),
        ("unheard-of", 3, "short"),
        ("unheard-of", None, ""),
    ],
)
def test_as_written_else_by_its_days(stated, days, found):
    mission = Mission("Relire un bail")
    mission.format, mission.days = stated, days
    assert format_of(mission) == found
    assert found in {"", *FORMATS}
