"""A mission's own dates: its référent is reminded once of a last day that has passed."""

from datetime import date, datetime, timedelta

import pytest

from mobee_pyr.content.site import site_of
from mobee_pyr.mail import announcements
from mobee_pyr.workflows import corrections, endings, moving
from mobee_pyr.workflows.act import PastEnd
from tests import builders as b

LAST = date(2027, 3, 5)
MIDNIGHT = datetime(2027, 3, 6, tzinfo=b.NOW.tzinfo)


@pytest.fixture
def mission():
    culture = b.a_network(b.a_site(), manager="maud")
    node = b.a_mission(b.an_organisation(culture, referent=["rose", "rene"]), by="rose", ends=LAST)
    assert node.noted_end == LAST
    return node


def reminded(mission, moment=MIDNIGHT):
    heard = []
    endings.run(b.an_act(site_of(mission), None, moment, (heard.append,)))
    return [event for event in heard if isinstance(event, PastEnd)]


def test_reminded_once_after_the_last_day_however_long_nobody_ran_it(mission):
    assert reminded(mission, MIDNIGHT - timedelta(minutes=1)) == []
    (event,) = reminded(mission, MIDNIGHT + timedelta(days=40))
    (announcement,) = announcements.announced(event)
    assert announcement.letter == "mission-overdue"
    assert [person.id for person in announcements.recipients(event, announcement)] == ["rene", "rose"]
    assert reminded(mission, MIDNIGHT + timedelta(days=41)) == []


def test_another_last_day_is_another_reminder(mission):
    reminded(mission)
    mission.ends = LAST + timedelta(days=9)
    corrections.follow(b.an_act(site_of(mission), "rose"), mission, ["ends"])
    assert reminded(mission) == []
    assert len(reminded(mission, MIDNIGHT + timedelta(days=9))) == 1


@pytest.mark.parametrize(("name", "reason"), [("cancel", "Reporté"), ("pause", "")])
def test_what_is_not_under_way_any_more_is_not_reminded_of(mission, name, reason):
    b.fire(mission, name, "rose", reason)
    assert (mission.noted_end, reminded(mission)) == (None, [])


def test_once_ended_the_letter_that_asks_to_close_it_is_enough(mission):
    b.an_application(mission, "lea", state="accepted")
    b.fire(mission, "start", "rose")
    assert mission.noted_end == LAST
    b.fire(mission, "end", "rose")
    assert reminded(mission) == []


def test_the_bin_another_place_and_a_copy(mission):
    stones = mission.__parent__
    other = b.an_organisation(stones.__parent__, "fresques", referent="paul")
    act = b.an_act(site_of(mission), "maud")
    moving.move(act, mission, other)
    assert (list(stones.ended(date(2099, 1, 1))), list(other.ended(date(2099, 1, 1)))) == ([], [mission.oid])
    assert moving.copy(act, mission, stones).noted_end is None
    moving.delete(act, mission)
    assert reminded(mission) == []
    moving.restore(act, mission)
    assert len(reminded(mission)) == 1
