"""What a mission keeps of its arrivals (L06)."""

from datetime import timedelta

from mobee_pyr.content.arrivals import by_source, count
from mobee_pyr.content.tree import copy
from tests.builders import TODAY, a_mission, a_network, a_site, an_organisation


def a_counted_mission():
    mission = a_mission(an_organisation(a_network(a_site())))
    count(mission, TODAY, "poster", 2)
    count(mission, TODAY, "poster", 1)
    count(mission, TODAY - timedelta(days=40), "qr", 5)
    return mission


def test_numbers_add_up_by_source_ever_or_lately():
    mission = a_counted_mission()
    assert by_source(mission) == {"qr": 5, "poster": 3} and list(by_source(mission)) == ["qr", "poster"]
    assert by_source(mission, TODAY - timedelta(days=30)) == {"poster": 3}


def test_after_a_year_days_are_added_up():
    """A mission of ten years holds a year of days; no visit is forgotten."""
    mission = a_counted_mission()
    for day in range(0, 3000, 10):
        count(mission, TODAY + timedelta(days=day), "link", 1)
    assert by_source(mission) == {"link": 300, "qr": 5, "poster": 3}
    assert len(mission.arrivals) < 45


def test_a_copy_begins_without_visits():
    mission = a_counted_mission()
    twin = copy(mission, mission.__parent__)
    assert by_source(twin) == {} and by_source(mission)["poster"] == 3
