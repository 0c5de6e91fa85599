"""Deadlines in working days, and what happens when they pass: tests travel in time (M43, M50)."""

from datetime import date, datetime, timedelta

import pytest

from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import deadlines, todo, validation
from mobee_pyr.workflows.act import Overdue
from mobee_pyr.workflows.procedures import choice, working_days
from mobee_pyr.workflows.procedures.laying import lay_track
from mobee_pyr.workflows.procedures.loader import load
from tests import builders as b

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=b.NOW.tzinfo)


@pytest.fixture
def stones():
    culture = b.a_network(b.a_site(), manager="maud")
    return b.an_organisation(culture, referent="rose")


def applied(stones, overdue, escalate="", at=MONDAY):
    """An application whose first step waits two working days."""
    body = b.an_organisation(stones.__parent__, "acme", body="company", referent="remi", manager="marc", hr="hana")
    more = f'escalate = "{escalate}"\n' if escalate else ""
    steps = f'[[steps]]\nwho = ["employer.manager"]\ndeadline = 2\noverdue = {overdue}\n{more}[[steps]]\nwho = ["employer.referent"]\n'
    choice.put(body, load(f'subject = "application"\n{steps}', "test"))
    b.an_employee(body, "lea")
    node = b.an_application(b.a_mission(stones), "lea", employer=body)
    lay_track(b.an_act(site_of(stones), "lea", at), node)
    todo.update(node)
    return node


def travel(node, days):
    """Run the job so many days after Monday; what it told."""
    heard = []
    deadlines.run(b.an_act(site_of(node), None, MONDAY + timedelta(days=days), listeners=(heard.append,)))
    return [event.deed for event in heard if isinstance(event, Overdue)]


def waits_for(node):
    everybody = [person.id for person in site_of(node).people.inside()]
    return sorted(who for who in everybody if validation.steps_waiting_for(b.the_reader(site_of(node), who), node))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2027, 3, 1), 5, date(2027, 3, 8)),
        (date(2027, 3, 5), 1, date(2027, 3, 8)),
        (date(2027, 3, 6), 1, date(2027, 3, 8)),
        (date(2027, 3, 26), 1, date(2027, 3, 30)),
        (date(2027, 5, 5), 1, date(2027, 5, 7)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
    ],
)
def test_days_that_are_worked(day, count, expected):
    """Weekends, Easter Monday (29 March 2027), Ascension (6 May 2027), Christmas do not count."""
    assert working_days.after(None, day, count) == expected


def test_a_network_closes_on_days_of_its_own(stones):
    stones.__parent__.overrides["closed_days"] = (date(2027, 3, 2), date(2027, 3, 3))
    assert working_days.after(stones.__parent__, date(2027, 3, 1), 1) == date(2027, 3, 4)


def test_nothing_happens_before_the_deadline_has_passed(stones):
    node = applied(stones, ["remind"])
    assert node.track[0].due == node.due == date(2027, 3, 3)
    assert [travel(node, day) for day in (0, 1, 2)] == [[], [], []]
    assert travel(node, 3) == ["remind"]
    assert travel(node, 30) == [], "reminded once, as the procedure says"


def test_reminded_then_escalated_two_working_days_later(stones):
    node = applied(stones, ["remind", "escalate"], "employer.hr")
    assert travel(node, 3) == ["remind"]
    assert waits_for(node) == ["marc"]
    assert node.due == date(2027, 3, 8)
    assert travel(node, 7) == []
    assert travel(node, 8) == ["escalate"]
    assert waits_for(node) == ["hana"]
    assert [(step.role, step.outcome) for step in node.track] == [
        ("employer.manager", "escalated"),
        ("employer.hr", ""),
        ("employer.referent", ""),
    ]
    validation.decide_step(b.an_act(site_of(node), "hana"), node, True)
    assert waits_for(node) == ["remi"]


def test_a_deadline_that_approves_passes_on(stones):
    node = applied(stones, ["approve"])
    assert travel(node, 3) == ["approve"]
    assert (node.track[0].outcome, node.track[0].who, waits_for(node)) == ("approved", None, ["remi"])


def test_a_deadline_that_refuses_ends_it(stones):
    node = applied(stones, ["refuse"])
    assert travel(node, 3) == ["refuse"]
    assert (node.state, node.due) == ("not_approved", None)


def test_after_a_long_downtime_each_thing_happens_once(stones):
    node = applied(stones, ["remind", "escalate"], "employer.hr")
    assert travel(node, 40) == ["remind"]
    assert travel(node, 40) == []
    assert travel(node, 60) == ["escalate"]


def test_an_answer_in_time_ends_the_deadline(stones):
    node = applied(stones, ["refuse"])
    validation.decide_step(b.an_act(site_of(node), "marc"), node, True)
    assert node.due is None
    assert travel(node, 30) == []


def test_a_withdrawn_application_is_never_overdue(stones):
    node = applied(stones, ["refuse"])
    b.fire(node, "withdraw", "lea")
    assert travel(node, 30) == []
    assert node.state == "withdrawn"
