"""A procedure is tried without a trace; what is in course moves with what was said (M50)."""

import pytest

from mobee_pyr.content.site import site_of
from mobee_pyr.workflows.procedures import choice, drafts, moving, trial
from mobee_pyr.workflows.procedures.drafts import Place
from mobee_pyr.workflows.procedures.model import SUBJECTS, Condition, Procedure, Stage
from mobee_pyr.workflows.procedures.warnings import warnings
from mobee_pyr.workflows.validation import decide_step
from tests import builders as b

BY_LENGTH = Procedure(
    "application",
    (
        Stage(
            ("employer.manager",),
            when=(Condition("time_basis", "in", ("work",)), Condition("days", "gte", 0.5), Condition("days", "lte", 5.0)),
        ),
        Stage(("employer.manager", "employer.hr"), when=(Condition("days", "gt", 5.0),), deadline=5, overdue=("remind",)),
        Stage(("employer.referent",)),
    ),
)


@pytest.fixture
def acme():
    culture = b.a_network(b.a_site(), manager="maud")
    body = b.an_organisation(culture, "acme", referent="remi", manager="marc", hr="hana", body="company")
    for name in ("lea", "luc", "max"):
        b.an_employee(body, name)
    return body


def applied(acme, days, by="lea", basis="work"):
    stones = acme.__parent__.get("pierres-vivantes") or b.an_organisation(acme.__parent__, referent="rose")
    return b.an_application(b.a_mission(stones, f"mission-{by}-{int(days * 100)}", days=days), by, employer=acme, time_basis=basis)


def roles(steps):
    return [(step.stage, step.role) for step in steps]


def test_each_item_takes_its_own_way_beside_todays(acme):
    place = Place(acme, "application")
    items = [applied(acme, days, by) for days, by in ((0.25, "lea"), (3, "luc"), (10, "max"))]
    before = [(node.track, node.journal.__class__, len(node.journal)) for node in items]
    found = trial.tried(b.an_act(site_of(acme), "remi"), place, BY_LENGTH, items)
    assert [roles(one.then) for one in found] == [
        [(0, "employer.referent")],
        [(0, "employer.manager"), (1, "employer.referent")],
        [(0, "employer.manager"), (0, "employer.hr"), (1, "employer.referent")],
    ]
    assert [roles(one.today) for one in found] == [[(0, "employer.referent")]] * 3
    assert [one.differs for one in found] == [False, True, True]
    assert [(node.track, node.journal.__class__, len(node.journal)) for node in items] == before
    assert acme.procedures == {}


def test_trying_stores_nothing():
    with b.a_stored_site() as site:
        body = b.an_organisation(b.a_network(site, manager="maud"), referent="remi")
        b.commit(site)
        place = Place(body, "application")
        act = b.an_act(site, "remi")
        trial.tried(act, place, BY_LENGTH, [*trial.latest(place), *trial.examples(act, place)])
        assert not site._p_jar._registered_objects


@pytest.mark.parametrize("subject", SUBJECTS)
def test_there_are_believable_examples_for_every_subject(acme, subject):
    place = Place(acme, subject)
    act = b.an_act(site_of(acme), "remi")
    made = trial.examples(act, place)
    assert len(made) >= 3 and all(node.title for node in made)
    procedure = Procedure(subject, (Stage(("network.manager",)),))
    assert all(one.differs for one in trial.tried(act, place, procedure, made))


def test_the_latest_items_of_each_subject_are_found(acme):
    application, joining = applied(acme, 1), b.a_joining(acme, "nina")
    pledge = b.a_pledge(b.a_need(acme.__parent__["pierres-vivantes"]), "remi", acme)
    mission = b.a_mission(acme, "a-nous")
    received = b.an_application(mission, "noe")
    assert trial.latest(Place(acme, "application")) == [application]
    assert trial.latest(Place(acme, "joining")) == [joining]
    assert trial.latest(Place(acme, "pledge")) == [pledge]
    assert trial.latest(Place(acme, "request")) == [mission]
    assert trial.latest(Place(acme, "reception")) == [received]
    assert application in trial.latest(Place(acme.__parent__, "application", "after"))


def test_switching_on_leaves_what_is_in_course_alone_and_keeps_both_texts(acme):
    running = applied(acme, 10)
    place = Place(acme, "application")
    drafts.keep(place, BY_LENGTH)
    drafts.switch_on(b.an_act(site_of(acme), "remi"), place)
    assert roles(running.track) == [(0, "employer.referent")]
    assert choice.own(acme, "application") == BY_LENGTH and drafts.draft(place) is None
    deed = next(acme.deeds())
    assert (deed.what, deed.who, deed.details["key"]) == ("procedure", "remi", "application")


def test_moving_keeps_what_was_said_and_asks_the_others(acme):
    running = applied(acme, 10)
    choice.put(acme, Procedure("application", (Stage(("employer.manager",)), Stage(("employer.referent",)))))
    running = applied(acme, 10, "luc")
    decide_step(b.an_act(site_of(acme), "marc"), running, True, "D’accord.")
    choice.put(acme, BY_LENGTH)
    act = b.an_act(site_of(acme), "remi")
    assert running in [one.node for one in moving.in_course(act, Place(acme, "application"))]
    moving.move(act, running)
    assert [(step.role, step.outcome, step.reason) for step in running.track] == [
        ("employer.manager", "approved", "D’accord."), ("employer.hr", "", ""), ("employer.referent", "", ""),
    ]  # fmt: skip
    assert running.current_steps == [1] and running.track[1].due is not None
    assert running.waiting == (f"hr@{acme.oid}",)
    assert running not in [one.node for one in moving.in_course(act, Place(acme, "application"))]


def test_a_request_whose_last_reader_is_gone_goes_on_when_it_is_moved(acme):
    choice.put(acme, Procedure("request", (Stage(("organisation.hr",)),)))
    mission = b.a_mission(acme, "a-nous", "draft", by="lea")
    b.fire(mission, "submit", "lea")
    assert mission.state == "proposed"
    choice.put(acme, Procedure("request"))
    moving.move(b.an_act(site_of(acme), "remi"), mission)
    assert mission.state == "submitted"


def test_a_role_that_nobody_holds_is_warned_of_with_who_is_affected():
    body = b.an_organisation(b.a_network(b.a_site(), manager="maud"), referent="remi")
    b.an_employee(body, "lea", manager="nora")
    b.an_employee(body, "luc")
    procedure = Procedure(
        "application", (Stage(("employer.manager",)), Stage(("employer.hr", "person:parti")), Stage(("employer.referent",)))
    )
    assert [(one.step, one.what, one.who, one.affected, one.names) for one in warnings(Place(body, "application"), procedure, b.TODAY)] == [
        (1, "no manager", "employer.manager", 1, ("Luc",)),
        (2, "nobody", "employer.hr", 2, ()),
        (2, "gone", "parti", 0, ()),
    ]


def test_a_named_person_of_the_beneficiary_stands_on_its_side():
    """Discretion goes by the side of the step, whoever answers it."""
    culture = b.a_network(b.a_site(), manager="maud")
    stones = b.an_organisation(culture, referent="rose")
    b.an_employee(stones, "remi")
    choice.put(stones, Procedure("reception", (Stage(("person:remi",)),)))
    made = b.an_application(b.a_mission(stones), "lea")
    assert [(step.role, step.person, step.side) for step in made.track] == [("beneficiary.referent", "remi", "beneficiary")]
