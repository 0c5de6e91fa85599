"""What was ticked for a time comes back by itself: told ahead, listed from the day on, told once (M69, L14)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mobee_pyr import check
from mobee_pyr.content import tree
from mobee_pyr.content.qualification import Tick
from mobee_pyr.workflows import engine, qualifying, rechecking, tasks, todo
from mobee_pyr.workflows.labels import labels
from mobee_pyr.workflows.ticking import Boxes
from tests import builders as b

LISTED = (
    {"id": "exists", "text": "Elle existe", "label": "identity"},
    {"id": "reachable", "text": "Elle est joignable", "months": 12, "label": "identity"},
    {"id": "receipts", "text": "Elle déclare émettre des reçus", "mandatory": False, "months": 12, "label": "receipts"},
    {"id": "partner", "text": "Partenaire", "mandatory": False, "months": 24, "label": "partner", "by": ["manager"]},
)
LAST, LAPSED = date(2026, 3, 2), date(2026, 3, 3)
"""Twelve months after `b.NOW`: the last day on which such a tick counts, and the next one."""


@pytest.fixture
def culture():
    network = b.a_network(b.a_site(), manager="maud", qualifier="quentin")
    network.overrides["criteria"] = {"organisation": LISTED}
    return network


@pytest.fixture
def stones(culture):
    organisation = b.an_organisation(culture, referent="rose")
    organisation.ticks = {name: Tick("quentin", b.NOW) for name in ("exists", "reachable", "receipts")}
    return organisation


def run(culture, day, heard=None):
    """The hourly job at noon of a day."""
    moment = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)
    return rechecking.run(b.an_act(culture.__parent__, None, moment, () if heard is None else (heard.append,)))


def waiting(culture, who, day):
    return [node.__name__ for node in todo.things_to_do(b.the_reader(culture.__parent__, who, day))]


def shown(organisation, day):
    return [label.name for label in labels(organisation, day)]


def test_each_event_is_told_once_however_often_the_job_runs(culture, stones):
    """M69: four weeks ahead, then on the day."""
    heard = []
    assert run(culture, LAPSED - timedelta(weeks=4, days=1), heard) == 0 and heard == []
    for day in (LAPSED - timedelta(weeks=4), LAPSED - timedelta(weeks=4), LAST):
        run(culture, day, heard)
    assert [(event.over, event.day, [each.id for each in event.criteria]) for event in heard] == [
        (False, LAPSED, ["reachable", "receipts"])
    ]
    for day in (LAPSED, LAPSED, LAPSED + timedelta(days=300)):
        run(culture, day, heard)
    assert [(event.over, [each.id for each in event.criteria]) for event in heard[1:]] == [(True, ["reachable", "receipts"])]
    assert [deed.what for deed in stones.deeds()].count(todo.RECHECK) == 1


def test_the_team_has_it_on_its_list_from_the_day_on(culture, stones):
    """M69: in À traiter with its urgency, not among what waits to be qualified."""
    run(culture, LAST)
    assert waiting(culture, "quentin", LAST) == []
    run(culture, LAPSED)
    site = culture.__parent__
    quentin = b.the_reader(site, "quentin", LAPSED + timedelta(days=1))
    assert waiting(culture, "quentin", LAPSED) == waiting(culture, "maud", LAPSED) == ["pierres-vivantes"]
    assert waiting(culture, "rose", LAPSED) == []
    [(oid, note)] = todo.noted(quentin)
    assert (oid, note.due, note.since.date()) == (stones.oid, LAPSED, LAPSED)
    assert tasks.urgency(site, note, LAPSED) == "soon" and tasks.urgency(site, note, LAPSED + timedelta(days=1)) == "overdue"
    assert tasks.kind_of(quentin, stones) == "recheck"
    assert qualifying.queue(quentin, culture) == [] and qualifying.rechecks(quentin, culture) == [stones]
    assert list(check.faults(site)) == []


def test_what_only_a_manager_may_tick_waits_for_managers(culture, stones):
    stones.ticks = {"partner": Tick("maud", b.NOW)}
    day = date(2027, 3, 3)
    run(culture, day)
    assert waiting(culture, "maud", day) == ["pierres-vivantes"] and waiting(culture, "quentin", day) == []


def test_ticking_again_renews_the_date_and_clears_the_list(culture, stones):
    """M69: the day counts from who looked last; the next lapse is told again."""
    heard = []
    run(culture, LAPSED)
    later = b.an_act(culture.__parent__, "quentin", b.NOW + timedelta(days=370))
    qualifying.answer(later, stones, {"exists", "reachable"}, "")
    assert stones.lapsed == ("receipts",) and waiting(culture, "quentin", later.today) == ["pierres-vivantes"]
    qualifying.answer(later, stones, Boxes(frozenset({"exists", "reachable"}), dropped=frozenset({"receipts"})), "")
    assert stones.lapsed == () and waiting(culture, "quentin", later.today) == []
    assert qualifying.rechecks(b.the_reader(culture.__parent__, "quentin", later.today), culture) == []
    next_lapse = date(2027, 3, 8)
    assert run(culture, next_lapse - timedelta(days=29), heard) == 0
    run(culture, next_lapse - timedelta(days=28), heard)
    run(culture, next_lapse, heard)
    assert [(event.over, event.day) for event in heard] == [(False, next_lapse), (True, next_lapse)]
    assert list(check.faults(culture.__parent__)) == []


def test_a_refused_answer_leaves_the_mark(culture, stones):
    run(culture, LAPSED)
    with pytest.raises(engine.TransitionRefused):
        qualifying.answer(
            b.an_act(culture.__parent__, "quentin", b.NOW + timedelta(days=370)), stones, {"exists", "reachable", "receipts"}, "", "accept"
        )
    assert stones.lapsed == ("reachable", "receipts") and list(check.faults(culture.__parent__)) == []


def test_a_lapse_unpublishes_nothing(culture, stones):
    """M69: it is told, the label goes at its date; organisation and requests stay as they are."""
    mission = b.a_mission(stones)
    run(culture, LAPSED)
    assert (stones.state, mission.state) == ("active", "published")


def test_a_label_is_borne_until_the_day_before_any_of_its_ticks_lapses(culture, stones):
    """L14 M69: three labels, each by itself; computed, so exact without any job."""
    assert shown(stones, LAST) == ["identity", "receipts"] and shown(stones, LAPSED) == []
    stones.ticks = {**stones.ticks, "receipts": Tick("maud", b.NOW + timedelta(days=30)), "partner": Tick("maud", b.NOW)}
    assert shown(stones, LAST) == ["identity", "receipts", "partner"] and shown(stones, LAPSED) == ["receipts", "partner"]
    assert labels(stones, LAPSED)[0].since == date(2025, 4, 2)
    stones.ticks = {"exists": Tick("quentin", b.NOW)}
    assert shown(stones, b.TODAY) == [], "one of two criteria is not enough"


@pytest.mark.parametrize("state", ["proposed", "to_complete", "suspended", "refused", "withdrawn", "left"])
def test_only_an_accepted_organisation_bears_labels_and_is_looked_at_again(culture, state):
    """M69 L14"""
    other = b.an_organisation(culture, "fresque", state=state, referent="paul")
    other.ticks = {name: Tick("quentin", b.NOW) for name in ("exists", "reachable", "receipts")}
    assert shown(other, LAST) == [] and run(culture, LAPSED) == 0 and other.lapsed == ()


def test_suspending_takes_it_off_the_list_and_reinstating_puts_it_back(culture, stones):
    run(culture, LAPSED)
    b.fire(stones, "suspend", "maud", "Un doute.")
    assert waiting(culture, "quentin", LAPSED) == [] and list(check.faults(culture.__parent__)) == []
    b.fire(stones, "reinstate", "maud")
    assert waiting(culture, "quentin", LAPSED) == ["pierres-vivantes"] and list(check.faults(culture.__parent__)) == []


def test_what_is_asked_for_no_more_is_not_looked_at_again(culture, stones):
    run(culture, LAPSED)
    culture.overrides["criteria"] = {"organisation": LISTED[:2]}
    run(culture, LAPSED)
    assert stones.lapsed == ("reachable",)
    culture.overrides["criteria"] = {"organisation": ({**LISTED[1], "months": 0},)}
    run(culture, LAPSED)
    assert stones.lapsed == () and waiting(culture, "quentin", LAPSED) == [] and list(check.faults(culture.__parent__)) == []


def test_a_copy_begins_without_what_was_looked_at(culture, stones):
    run(culture, LAPSED)
    made = tree.copy(stones, culture, "maud")
    assert (made.ticks, made.lapsed, dict(made.lapse_told)) == ({}, (), {})


def test_an_archived_network_tells_nobody(culture, stones):
    heard = []
    engine.enter(b.an_act(culture.__parent__), culture, "archived", "fini")
    assert run(culture, LAPSED, heard) == 0 and heard == []
