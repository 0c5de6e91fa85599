"""What presses, and why (M70)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mobee_pyr.workflows import qualifying
from mobee_pyr.workflows.reviewing import claims, team, urgency
from mobee_pyr.workflows.reviewing.settings import Desk
from tests import builders as b


@pytest.fixture
def culture():
    return b.a_network(b.a_site(), manager="maud", qualifier="quentin")


@pytest.fixture
def stones(culture):
    return b.an_organisation(culture, referent="rose")


def sent(stones, name="nef", at=b.NOW, **facts):
    mission = b.a_mission(stones, name, "draft", by="rose", **facts)
    b.fire(mission, "submit", "rose", at=at)
    return mission


def told(node, day=b.TODAY):
    return [(reason.name, reason.days) for reason in urgency.reasons(node, day)]


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, [("begun", 0)]), (0, [("begins", 0)]), (6, [("begins", 6)]), (10, [("begins", 10)]), (11, [])]
)
def test_a_mission_that_begins_soon_presses(stones, days, expected):
    assert told(sent(stones, starts=b.TODAY + timedelta(days=days))) == expected


@pytest.mark.parametrize(("day", "expected"), [(date(2025, 3, 10), []), (date(2025, 3, 11), [("long", 5)])])
def test_what_waits_more_than_five_worked_days_presses(stones, day, expected):
    """Sent on Monday the 3rd; the week-end does not count."""
    assert told(sent(stones), day) == expected


def test_a_claim_of_which_nothing_came_presses(culture, stones):
    mission = sent(stones)
    claims.take(b.an_act(culture.__parent__, "quentin"), mission)
    assert told(mission, date(2025, 3, 6)) == [] and told(mission, date(2025, 3, 7)) == [("idle", 0)]


def test_what_comes_back_presses(stones):
    mission = sent(stones)
    b.fire(mission, "ask_for_more", "quentin", "Où ?")
    assert told(mission) == []
    b.fire(mission, "complete", "rose")
    assert told(mission) == [("completed", 0)]


def test_a_second_look_presses(culture, stones):
    team.change(b.an_act(culture.__parent__, "maud"), culture, Desk(two_eyes=("request",)))
    mission = b.qualified(sent(stones))
    b.fire(mission, "publish", "quentin")
    assert told(mission) == [("second", 0)]


def test_a_network_has_its_own_measures(culture, stones):
    team.change(b.an_act(culture.__parent__, "maud"), culture, Desk(soon_days=30, long_days=1))
    mission = sent(stones, starts=b.TODAY + timedelta(days=30))
    assert told(mission, date(2025, 3, 5)) == [("begins", 28), ("long", 1)]


def test_the_most_pressing_first_then_the_longest_waiting(culture, stones):
    friday = datetime(2025, 2, 28, 9, tzinfo=UTC)
    sent(stones, "calm")
    sent(stones, "older", friday)
    sent(stones, "soon", starts=b.TODAY + timedelta(days=3))
    sent(stones, "long", datetime(2025, 2, 3, 9, tzinfo=UTC))
    quentin = b.the_reader(culture.__parent__, "quentin")
    assert [node.__name__ for node in qualifying.queue(quentin, culture, b.TODAY)] == ["soon", "long", "older", "calm"]
