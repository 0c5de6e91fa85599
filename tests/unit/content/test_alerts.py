"""The index of those who wish to be told of missions: found under what they say, weighed, forgotten whole (M54)."""

from datetime import UTC, datetime

from mobee_pyr.content.alerts import Alerts

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)


def test_found_under_ones_terms_the_weightiest_first():
    alerts = Alerts()
    alerts.listen(1, ["skill:budget"])
    alerts.listen(2, ["skill:budget", "at:90:11"])
    alerts.listen(3, ["at:90:11"])
    alerts.listen(4, ["skill:music"])
    assert alerts.listeners({"skill:budget": 4, "at:90:11": 2}, 10) == [2, 1, 3]
    assert alerts.listeners({"skill:budget": 4, "at:90:11": 2}, 1) == [2]
    assert alerts.listeners({}, 10) == []


def test_what_is_said_no_more_finds_nobody():
    alerts = Alerts()
    alerts.listen(1, ["skill:budget", "skill:music"])
    alerts.listen(1, ["skill:music"])
    assert alerts.listeners({"skill:budget": 1}, 10) == [] and list(alerts.by_term) == ["skill:music"]
    alerts.listen(1, None)
    alerts.listen(1, None)
    assert not alerts.by_term and not alerts.listening


def test_whoever_said_nothing_yet_listens_all_the_same():
    alerts = Alerts()
    alerts.listen(1, [])
    assert 1 in alerts.listening and not alerts.by_term


def test_how_many_were_told():
    alerts = Alerts()
    assert alerts.told_of(7) == 0
    alerts.count(7, 2, NOW)
    alerts.count(7, 1, NOW)
    assert alerts.told_of(7) == 3
