"""A switch of many items: it counts for all at once, and they arrive in batches, each exactly once (M13, M43)."""

from datetime import timedelta

import pytest

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.application import Application
from mobee_pyr.content.node import subtree
from mobee_pyr.workflows import access, engine, library, moving, planning, stragglers, switching, todo
from tests import builders as b

WHO = ("lea", "luc", "noe", "max", "iris")
LATER = b.NOW + timedelta(minutes=1)


@pytest.fixture
def culture():
    return b.a_network(b.a_site(), "culture", manager="maud")


@pytest.fixture
def mission(culture):
    made = b.a_mission(b.an_organisation(culture, referent="rose"), places=20)
    for who in WHO:
        b.an_application(made, who)
    return made


def act(network, at=LATER):
    return b.an_act(network.__parent__, "maud", at)


def renamed():
    """« submitted » is called « received », and no manager of the employer sees it."""
    text = library.packaged_text("application").replace("submitted", "received")
    return text.replace('view = ["applicant", "employer.referent", "employer.manager",', 'view = ["applicant",')


def begin(network, text=None, chosen=None):
    chosen = chosen or {"submitted": "received"}
    return switching.switch(act(network), network, switching.plan(network, "application", text or renamed(), chosen), at_once=3)


def kept(mission):
    """What is written on each application."""
    return [node.__dict__["state"] for node in mission.inside("application")]


def go_on(network, most=2):
    return stragglers.run(b.an_act(network.__parent__, None, LATER), most)


def test_few_items_move_within_the_request(culture, mission):
    switching.switch(act(culture), culture, switching.plan(culture, "application", renamed(), {"submitted": "received"}), at_once=5)
    assert kept(mission) == ["received"] * 5
    assert culture.moving == {} and culture.__parent__.moving == ()


def test_many_items_are_in_their_new_state_before_they_are_written(culture, mission):
    done = begin(culture)
    assert kept(mission) == ["submitted"] * 5
    assert {node.state for node in mission.inside("application")} == {"received"}
    assert (done.expected, done.waiting, done.finished) == (5, 5, None)
    assert culture.__parent__.moving == (culture.oid,)


def test_they_arrive_in_batches_each_once(culture, mission):
    done = begin(culture)
    assert [go_on(culture) for _turn in range(4)] == [3, 1, 0, 0]
    assert kept(mission) == ["received"] * 5
    assert (len(done.moved), done.waiting, done.finished) == (5, 0, LATER)
    assert culture.moving == {} and culture.__parent__.moving == ()
    for node in mission.inside("application"):
        entered = [deed for deed in node.deeds() if deed.what == "entered"]
        assert [(deed.who, deed.details["source"], deed.details["target"]) for deed in entered] == [("maud", "submitted", "received")]


def test_whoever_acts_on_an_item_lets_it_arrive_first(culture, mission):
    """Rose accepts Léa by the new version, whose journal tells both; nothing moves her a second time."""
    done = begin(culture)
    b.fire(mission["lea"], "accept", "rose", at=LATER)
    told = [(deed.what, deed.who) for deed in mission["lea"].deeds()][:2]
    assert told == [("accept", "rose"), ("entered", "maud")]
    while go_on(culture):
        pass
    assert mission["lea"].state == "accepted" and done.moved[mission["lea"].oid] == ("submitted", "received")
    assert [deed.what for deed in mission["lea"].deeds()].count("entered") == 1


def test_what_began_meanwhile_is_new_already(culture, mission):
    begin(culture)
    late = tree.add(mission, Application("Eva", "eva", ""), "eva")
    engine.begin(b.an_act(culture.__parent__, "eva", LATER), late)
    assert late.state == "received"
    while go_on(culture):
        pass
    assert late.state == "received" and [deed.what for deed in late.deeds()].count("entered") == 0


def test_a_deleted_item_arrives_where_it_lies(culture, mission):
    begin(culture)
    application = mission["luc"]
    moving.delete(act(culture), application)
    assert application.state == "received"
    while go_on(culture):
        pass
    moving.restore(act(culture), application)
    assert application.state == "received" and len([deed for deed in application.deeds() if deed.what == "entered"]) == 1


def test_the_whole_mission_may_leave_for_another_network_meanwhile(culture, mission):
    begin(culture)
    sports = b.a_network(culture.__parent__, "sports")
    moving.move(act(culture), mission, b.an_organisation(sports, "club"))
    assert kept(mission) == ["received"] * 5


def test_one_version_after_the_other(culture, mission):
    """Neither another switch nor the undoing begins before the last item has come."""
    done = begin(culture)
    for call in (lambda: begin(culture), lambda: switching.undo(act(culture), culture, done)):
        with pytest.raises(switching.SwitchRefused) as refused:
            call()
        assert "encore en cours" in refused.value.message
    while go_on(culture):
        pass
    assert switching.undo(act(culture), culture, done, at_once=3).expected == 5
    assert kept(mission) == ["received"] * 5 and {node.state for node in mission.inside("application")} == {"submitted"}
    while go_on(culture):
        pass
    assert kept(mission) == ["submitted"] * 5
    assert (len(done.back.moved), done.back.finished) == (5, LATER)


def test_nobody_finds_for_a_second_what_the_new_version_hides(culture, mission):
    """At each moment of the switch and of its undoing everybody may open what they may at its end, and nothing else."""
    workshop = b.an_organisation(culture, "atelier", manager="basile", capacities=("gives", "brings"))
    b.an_application(mission, "eva", employer=workshop)
    people = (None, "basile", "rose", "lea", "eva", "maud")
    before = openings(culture, people)
    done = begin(culture)
    seen = [openings(culture, people)]
    while go_on(culture, most=1):
        seen.append(openings(culture, people))
    assert all(one == openings(culture, people) for one in seen) and len(seen) == 6
    assert ("basile", "eva") in before and ("basile", "eva") not in seen[0]
    switching.undo(act(culture), culture, done, at_once=0)
    seen = [openings(culture, people)]
    while go_on(culture, most=1):
        seen.append(openings(culture, people))
    assert all(one == before for one in seen)


def openings(network, people):
    """Who may open what beneath a network."""
    site = network.__parent__
    return {
        (who, node.__name__)
        for who in people
        for node in subtree(network)
        if access.permits(b.the_reader(site, who, b.TODAY), Permission.VIEW, node)
    }


def test_lists_of_things_to_do_show_nothing_that_is_over(culture, mission):
    """The new version waits for nobody in « received »: Rose's list says so before the items are written."""
    site = culture.__parent__
    assert todo.count_things_to_do(b.the_reader(site, "rose", b.TODAY), 100) == 5
    text = library.packaged_text("application")
    begin(
        culture,
        text + '\n[states.kept]\nlabel = "Gardée"\nview = ["applicant", "network.manager"]\n'
        '[transitions.keep]\nlabel = "Garder"\nfrom = ["submitted"]\nto = "kept"\nby = ["network.manager"]\n'
        '[transitions.leave]\nlabel = "Abandonner"\nfrom = ["kept"]\nto = "withdrawn"\nby = ["network.manager"]\n',
        {"submitted": "kept"},
    )
    assert todo.count_things_to_do(b.the_reader(site, "rose", b.TODAY), 100) == 0
    while go_on(culture):
        pass
    assert todo.count_things_to_do(b.the_reader(site, "rose", b.TODAY), 100) == 0


def test_what_was_planned_in_the_former_state_lapses(culture):
    """Time goes by in the middle of the move: a plan of the former state is not fired under the new one."""
    missions = [b.a_mission(b.an_organisation(culture, name, referent="rose"), places=2) for name in ("un", "deux", "trois", "quatre")]
    planning.plan(b.an_act(culture.__parent__, "rose", b.NOW), missions[0], "pause", LATER, "Vacances")
    text = library.packaged_text("mission").replace("published", "open")
    made = switching.plan(culture, "mission", text, {"published": "open"})
    switching.switch(act(culture, b.NOW), culture, made, at_once=3)
    assert planning.run(b.an_act(culture.__parent__, None, LATER)) == 0
    assert missions[0].state == "open" and missions[0].planned is None


def test_a_place_in_the_tree_is_not_needed(culture):
    made = b.a_mission(b.an_organisation(culture), "seule")
    tree.delete(made)
    tree.purge(made)
    assert made.state == "published"
