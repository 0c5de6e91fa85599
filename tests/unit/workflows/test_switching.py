"""A network replaces one of its workflows: dry run, state map, switch, undo of the whole (M13, M19, M43)."""

import pytest

from mobee_pyr.content.access import Permission
from mobee_pyr.workflows import access, library, switching, todo
from mobee_pyr.workflows.loader import WorkflowRefused
from tests import builders as b

INTERVIEW = """[states.interview]
label = "Entretien"
kind = "waiting"
view = ["applicant", "employer.referent", "beneficiary.referent", "network.manager"]

[states.submitted]
"""
INVITE = """[transitions.invite]
label = "Proposer un entretien"
from = ["submitted"]
to = "interview"
by = ["beneficiary.referent"]

[transitions.accept]
"""


@pytest.fixture
def culture():
    return b.a_network(b.a_site(), "culture", manager="maud")


@pytest.fixture
def mission(culture):
    return b.a_mission(b.an_organisation(culture, referent="rose"), places=20)


def packaged():
    return library.packaged_text("application")


def with_interview():
    """A state more between « déposée » and the answer."""
    text = packaged().replace("[states.submitted]\n", INTERVIEW, 1).replace("[transitions.accept]\n", INVITE, 1)
    return text.replace('from = ["submitted", "waiting_list"]', 'from = ["submitted", "interview", "waiting_list"]').replace(
        'from = ["submitted", "waiting_list", "accepted"]', 'from = ["submitted", "interview", "waiting_list", "accepted"]'
    )


def act(network, at=b.NOW):
    return b.an_act(network.__parent__, "maud", at)


def switch(network, text, chosen=None, content="application"):
    return switching.switch(act(network), network, switching.plan(network, content, text, chosen))


def test_the_dry_run_counts_and_changes_nothing(culture, mission):
    for who in ("lea", "luc"):
        b.an_application(mission, who)
    b.an_application(mission, "noe", "accepted")
    made = switching.plan(culture, "application", with_interview())
    assert (made.counts, made.open, made.moving) == ({"submitted": 2, "accepted": 1}, [], 0)
    assert culture.overrides.get("workflow.application") is None and culture.switches == ()


def test_a_version_that_is_not_sound_is_refused_with_its_story(culture, mission):
    stuck = with_interview().replace('from = ["submitted", "interview", "waiting_list"]', 'from = ["submitted", "waiting_list"]')
    stuck = stuck.replace(
        'from = ["submitted", "interview", "waiting_list", "accepted"]', 'from = ["submitted", "waiting_list", "accepted"]'
    )
    with pytest.raises(WorkflowRefused) as refused:
        switching.plan(culture, "application", stuck)
    assert refused.value.faults == ["application.toml: states.interview: no final state can be reached: nothing leaves it"]
    with pytest.raises(WorkflowRefused, match="another type"):
        switching.plan(culture, "mission", packaged())


def test_a_state_more_is_used_at_once_in_this_network_only(culture, mission):
    sports = b.a_network(culture.__parent__, "sports", manager="max")
    other = b.an_application(b.a_mission(b.an_organisation(sports, "club", referent="rose")), "lea")
    application = b.an_application(mission, "lea")
    switch(culture, with_interview())
    assert b.fire(application, "invite", "rose").target == "interview"
    assert b.fire(application, "accept", "rose").target == "accepted"
    assert "invite" not in library.workflow_of(other).workflow.transitions


def test_items_of_a_state_that_goes_need_another(culture, mission):
    switch(culture, with_interview())
    for who in ("lea", "luc", "noe"):
        b.an_application(mission, who, "interview")
    back = switching.plan(culture, "application", None)
    assert (back.open, switching.proposed(back)) == (["interview"], {"interview": "submitted"})
    with pytest.raises(switching.SwitchRefused):
        switching.switch(act(culture), culture, back)
    assert "workflow.application" in culture.overrides
    done = switch(culture, None, {"interview": "waiting_list"})
    assert "workflow.application" not in culture.overrides
    assert {node.state for node in mission.inside("application")} == {"waiting_list"}
    assert len(done.moved) == 3
    deed = next(mission["lea"].deeds())
    assert (deed.what, deed.who, deed.details["source"], deed.details["target"]) == ("entered", "maud", "interview", "waiting_list")


def test_items_of_a_state_that_stays_may_be_given_another_and_come_back(culture, mission):
    """M13: what runs already takes the new way, if the manager says so."""
    for who in ("lea", "luc"):
        b.an_application(mission, who)
    b.an_application(mission, "noe", "accepted")
    made = switching.plan(culture, "application", with_interview(), {"submitted": "interview"})
    assert (made.moves, made.moving, made.open) == ({"submitted": "interview"}, 2, [])
    done = switching.switch(act(culture), culture, made)
    assert [mission[who].state for who in ("lea", "luc", "noe")] == ["interview", "interview", "accepted"]
    switching.undo(act(culture), culture, done)
    assert [mission[who].state for who in ("lea", "luc", "noe")] == ["submitted", "submitted", "accepted"]


@pytest.mark.parametrize(
    ("state", "target"),
    [("submitted", "accepted"), ("submitted", "declined"), ("accepted", "submitted"), ("declined", "submitted"), ("completed", "declined")],
)
def test_a_switch_takes_no_place_frees_none_and_ends_nothing(culture, mission, state, target):
    application = b.an_application(mission, "lea", state)
    taken = mission.places_taken
    made = switching.plan(culture, "application", with_interview(), {state: target})
    assert (made.moves, target in switching.targets(made, state)) == ({}, False)
    switching.switch(act(culture), culture, made)
    assert (application.state, mission.places_taken) == (state, taken)


def test_who_is_waited_for_follows_the_new_version(culture, mission):
    application = b.an_application(mission, "lea")
    rose = b.the_reader(culture.__parent__, "rose")
    assert application in todo.things_to_do(rose)
    text = packaged().replace('by = ["beneficiary.referent"]', 'by = ["network.manager"]')
    switch(culture, text)
    assert application not in todo.things_to_do(rose)
    assert application in todo.things_to_do(b.the_reader(culture.__parent__, "maud"))


def test_who_may_see_follows_at_once(culture, mission):
    application = b.an_application(mission, "lea", employer=b.an_organisation(culture, "acme", referent="remi", procedure="none"))
    remi = b.the_reader(culture.__parent__, "remi")
    assert access.permits(remi, Permission.VIEW, application)
    switch(culture, packaged().replace('view = ["applicant", "employer.referent", "employer.manager", ', 'view = ["applicant", '))
    assert not access.permits(remi, Permission.VIEW, application)


def test_the_whole_switch_is_undone(culture, mission):
    first = switch(culture, with_interview())
    b.an_application(mission, "lea", "interview")
    b.an_application(mission, "luc", "interview")
    second = switch(culture, None, {"interview": "submitted"})
    b.fire(mission["luc"], "decline", "rose", "Merci.")
    with pytest.raises(switching.SwitchRefused):
        switching.undo(act(culture), culture, first)
    switching.undo(act(culture), culture, second)
    assert culture.overrides["workflow.application"] == with_interview()
    assert (mission["lea"].state, mission["luc"].state) == ("interview", "declined"), "what went on since stays"


def test_what_went_into_a_new_state_keeps_a_switch_from_being_undone(culture, mission):
    application = b.an_application(mission, "lea")
    done = switch(culture, with_interview())
    b.fire(application, "invite", "rose")
    with pytest.raises(switching.SwitchRefused):
        switching.undo(act(culture), culture, done)
    assert application.state == "interview"
    assert culture.overrides["workflow.application"] == with_interview()


def test_every_type_is_found_in_its_place(culture, mission):
    body = mission.__parent__
    nodes = {
        "network": culture,
        "organisation": body,
        "programme": b.a_programme(body),
        "mission": mission,
        "need": b.a_need(body),
        "application": b.an_application(mission, "lea"),
        "joining": b.a_joining(body, "luc"),
        "volunteer": b.a_volunteer(culture, "luc"),
        "publication": b.a_publication(culture),
    }
    nodes["pledge"] = b.a_pledge(nodes["need"], "paul", body)
    assert set(nodes) == set(library.WITH_WORKFLOW)
    for content, node in nodes.items():
        assert list(switching.governed(culture, content)) == [node]
