"""What waits for whom, exactly, after each step of a journey (M43)."""

import pytest

from mobee_pyr.content import tree
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import engine, todo, validation
from tests import builders as b


@pytest.fixture
def stones():
    culture = b.a_network(b.a_site(), manager="maud", qualifier="quentin")
    return b.an_organisation(culture, referent="rose")


EVERYBODY = ("lea", "marc", "maud", "paul", "quentin", "remi", "rose")


def waiting(node):
    """Person → the names of what waits for them; nobody else is mentioned."""
    site = site_of(node)
    found = {who: sorted(thing.__name__ for thing in todo.things_to_do(b.the_reader(site, who))) for who in EVERYBODY}
    for who, names in found.items():
        assert todo.count_things_to_do(b.the_reader(site, who), most=1) == min(len(names), 1)
        assert todo.count_things_to_do(b.the_reader(site, who), most=99) == len(names)
    return {who: names for who, names in found.items() if names}


def test_an_organisation_from_its_proposal_to_its_acceptance(stones):
    fresh = b.an_organisation(stones.__parent__, "fresque", state="proposed", referent="paul", by="paul")
    assert waiting(fresh) == {"quentin": ["fresque"], "maud": ["fresque"]}
    b.fire(fresh, "ask_for_more", "quentin", "Vos statuts ?")
    assert waiting(fresh) == {"paul": ["fresque"], "quentin": ["fresque"], "maud": ["fresque"]}
    b.fire(fresh, "complete", "paul")
    assert waiting(fresh) == {"quentin": ["fresque"], "maud": ["fresque"]}
    b.fire(b.qualified(fresh), "accept", "quentin")
    assert waiting(fresh) == {}


def test_a_mission_from_draft_to_thanks(stones):
    mission = b.qualified(b.a_mission(stones, "nef", "draft", by="rose"))
    expected = [
        (None, None, {}),
        ("submit", "rose", {"quentin": ["nef"], "maud": ["nef"]}),
        ("ask_for_more", "quentin", {"rose": ["nef"]}),
        ("complete", "rose", {"quentin": ["nef"], "maud": ["nef"]}),
        ("publish", "quentin", {}),
    ]
    for name, by, lists in expected:
        if name is not None:
            b.fire(mission, name, by, "Le lieu ?")
        assert waiting(mission) == lists, name
    application = b.an_application(mission, "lea")
    assert waiting(mission) == {"rose": ["lea"]}
    b.fire(application, "accept", "rose")
    assert waiting(mission) == {}
    b.fire(mission, "start", "rose")
    assert waiting(mission) == {}
    b.fire(mission, "end", "rose")
    assert waiting(mission) == {"rose": ["nef"]}
    application.hours = 7.0
    b.fire(mission, "close", "rose")
    assert waiting(mission) == {}


def test_an_application_step_by_step(stones):
    acme = b.an_organisation(stones.__parent__, "acme", procedure="manager_then_referent", referent="remi")
    b.an_employee(acme, "lea", manager="marc")
    application = b.an_application(b.a_mission(stones), "lea", employer=acme)
    assert waiting(application) == {"marc": ["lea"]}
    validation.decide_step(b.an_act(site_of(stones), "marc"), application, True)
    assert waiting(application) == {"remi": ["lea"]}
    validation.decide_step(b.an_act(site_of(stones), "remi"), application, True)
    assert waiting(application) == {"rose": ["lea"]}
    b.fire(application, "withdraw", "lea")
    assert waiting(application) == {}
    b.fire(application, "apply_again", "lea")
    assert waiting(application) == {"marc": ["lea"]}
    validation.decide_step(b.an_act(site_of(stones), "marc"), application, False, "Pas ce mois-ci.")
    assert waiting(application) == {}


def test_the_waiting_list_waits_for_a_place(stones):
    mission = b.a_mission(stones, places=1)
    first, second = b.an_application(mission, "marc"), b.an_application(mission, "lea")
    assert waiting(mission) == {"rose": ["lea", "marc"]}
    b.fire(first, "accept", "rose")
    b.fire(second, "accept", "rose")
    assert second.state == "waiting_list"
    assert waiting(mission) == {}, "nothing to decide while the mission is full"
    b.fire(first, "withdraw", "marc")
    assert waiting(mission) == {"rose": ["lea"]}
    b.fire(second, "accept", "rose")
    assert waiting(mission) == {}


def test_more_places_bring_the_waiting_list_back(stones):
    mission = b.a_mission(stones, places=0)
    b.an_application(mission, "lea", "waiting_list")
    assert waiting(mission) == {}
    mission.places = 2
    todo.update(mission)
    assert waiting(mission) == {"rose": ["lea"]}


def test_a_pledge_from_offer_to_receipt(stones):
    acme = b.an_organisation(stones.__parent__, "acme", referent="remi")
    pledge = b.a_pledge(b.a_need(stones, quantity=5), "remi", acme, 5)
    name = pledge.__name__
    assert waiting(pledge) == {"rose": [name]}
    b.fire(pledge, "accept", "rose")
    assert waiting(pledge) == {"remi": [name], "rose": [name]}
    b.fire(pledge, "deliver", "remi")
    assert waiting(pledge) == {"rose": [name]}
    b.fire(pledge, "confirm", "rose")
    assert waiting(pledge) == {}


def test_a_request_to_join(stones):
    joining = b.a_joining(stones, "lea")
    assert waiting(joining) == {"rose": ["lea"]}
    b.fire(joining, "confirm", "rose")
    assert waiting(joining) == {}


def test_ones_own_request_is_not_in_ones_list(stones):
    b.a_role("referent", stones, "remi")
    application = b.an_application(b.a_mission(stones), "rose")
    assert waiting(application) == {"remi": ["rose"]}


def test_a_new_referent_finds_what_waits(stones):
    application = b.an_application(b.a_mission(stones), "lea")
    b.a_role("referent", stones, "paul")
    assert waiting(application) == {"paul": ["lea"], "rose": ["lea"]}
    site_of(stones).membership.revoke("rose", "referent", stones.oid)
    assert waiting(application) == {"paul": ["lea"]}


def test_each_thing_once_under_many_roles(stones):
    b.a_role("manager", stones.__parent__, "quentin")
    mission = b.a_mission(stones, "nef", "submitted")
    assert list(todo.things_to_do(b.the_reader(site_of(stones), "quentin"))) == [mission]


def test_what_one_cannot_open_is_not_told(stones):
    """A list mentions nothing from behind a gate."""
    mission = b.a_mission(stones, "nef", "submitted")
    tree.set_private(mission, True)
    assert waiting(mission) == {"maud": ["nef"]}


def test_what_is_in_the_bin_waits_for_nobody(stones):
    application = b.an_application(b.a_mission(stones), "lea")
    tree.delete(application)
    assert waiting(stones) == {}
    tree.restore(application)
    assert waiting(stones) == {"rose": ["lea"]}
    tree.delete(stones)
    assert waiting(stones) == {}
    assert todo.waited_for(application) == ()


def test_the_system_is_never_waited_for(stones):
    engine.enter(b.an_act(site_of(stones)), b.a_mission(stones, "nef"), "paused", "…")
    assert waiting(stones) == {}
