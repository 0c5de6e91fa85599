"""A step that asks a group: anybody of it answers; who is in it may change meanwhile; nobody waits for nobody (M43, M50)."""

import pytest

from mobee_pyr.content import accounts
from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import site_of
from mobee_pyr.content.track import Step
from mobee_pyr.workflows import access, departures, grouping, todo, validation
from mobee_pyr.workflows.act import Relaid
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.drafts import Place
from mobee_pyr.workflows.procedures.laying import lay_track
from mobee_pyr.workflows.procedures.loader import load
from mobee_pyr.workflows.procedures.warnings import warnings
from tests import builders as b


@pytest.fixture
def culture():
    network = b.a_network(b.a_site(), manager="maud", member=["noe", "iris", "luc"])
    b.an_organisation(network, "stones", referent="rose")
    body = b.an_organisation(network, "acme", body="company", referent="remi")
    b.an_employee(body, "lea")
    b.an_employee(body, "petra")
    return network


def act(culture, by="maud", **more):
    return b.an_act(site_of(culture), by, **more)


def a_group(culture, *people, name="Comité"):
    number = grouping.make(act(culture), culture, name)
    for who in people:
        grouping.add(act(culture), culture, number, b.a_person(site_of(culture), who))
    return number


def follows(culture, number, more=""):
    body = culture["acme"]
    procedure = load(f'subject = "application"\n[[steps]]\nwho = ["group:{number}"]\n{more}', "test")
    choice.put(body, procedure)
    return procedure


def applied(culture, by="lea", mission="nef"):
    node = b.an_application(b.a_mission(culture["stones"], mission), by, employer=culture["acme"])
    lay_track(act(culture, by), node)
    todo.update(node)
    return node


def waits_for(node):
    everybody = [person.id for person in site_of(node).people.inside()]
    readers = {who: b.the_reader(site_of(node), who) for who in everybody}
    found = sorted(who for who in everybody if validation.steps_waiting_for(readers[who], node))
    assert found == sorted(who for who in everybody if node in todo.things_to_do(readers[who])), "lists say the same"
    assert all(access.permits(readers[who], Permission.VIEW, node) for who in found), "whoever is asked may read"
    return found


def test_anybody_of_the_group_answers_and_nobody_else(culture):
    """M43: one of them is enough; others of the network neither answer nor read."""
    follows(culture, a_group(culture, "noe", "iris"))
    node = applied(culture)
    assert waits_for(node) == ["iris", "noe"]
    for who in ("luc", "lea", "remi", "petra"):
        with pytest.raises(TransitionRefused):
            validation.decide_step(act(culture, who), node, True)
    assert not access.permits(b.the_reader(site_of(culture), "luc"), Permission.VIEW, node)
    validation.decide_step(act(culture, "iris"), node, True)
    assert (node.track[0].outcome, node.track[0].who) == ("approved", "iris") and node.procedure_done
    assert access.permits(b.the_reader(site_of(culture), "noe"), Permission.VIEW, node), "whoever was asked keeps sight"


def test_whoever_comes_in_is_asked_and_whoever_leaves_is_not(culture):
    """M43: at once, and nothing is written for it on what waits."""
    number = a_group(culture, "noe")
    follows(culture, number)
    node = applied(culture)
    grouping.add(act(culture), culture, number, b.a_person(site_of(culture), "luc"))
    assert waits_for(node) == ["luc", "noe"]
    grouping.remove(act(culture), culture, number, "noe")
    assert waits_for(node) == ["luc"]


def test_a_group_within_the_group_answers_too(culture):
    outer, inner = a_group(culture, name="Tous"), a_group(culture, "noe", name="Dons")
    grouping.take_in(act(culture), culture, outer, [inner])
    follows(culture, outer)
    node = applied(culture)
    assert waits_for(node) == ["noe"]
    grouping.remove(act(culture), culture, inner, "noe")
    assert waits_for(node) == ["remi"]


def test_nobody_answers_their_own_application_as_one_of_the_group(culture):
    """M43: alone in it, the référent is asked; beside others, these."""
    number = a_group(culture, "lea")
    follows(culture, number)
    assert waits_for(applied(culture)) == ["remi"]
    grouping.add(act(culture), culture, number, b.a_person(site_of(culture), "noe"))
    assert waits_for(applied(culture, "petra", "tour")) == ["lea", "noe"]


@pytest.mark.parametrize("end", ["empty", "dissolved", "shut out", "taken out"])
def test_a_group_of_which_nobody_is_left_hands_over_to_the_referent_who_is_told(culture, end):
    """M43: nobody waits for nobody, and the history says so."""
    number, heard = a_group(culture, "noe"), []
    outer = a_group(culture, name="Tous")
    grouping.take_in(act(culture), culture, outer, [number])
    follows(culture, outer if end == "taken out" else number)
    node = applied(culture)
    assert waits_for(node) == ["noe"]
    deed = act(culture, listeners=(heard.append,))
    if end == "empty":
        grouping.remove(deed, culture, number, "noe")
    elif end == "dissolved":
        grouping.dissolve(deed, culture, number)
    elif end == "taken out":
        grouping.take_in(deed, culture, outer, [])
    else:
        person = b.a_person(site_of(culture), "noe")
        accounts.block(person, "maud", b.NOW)
        departures.shut_out(deed, person)
    assert waits_for(node) == ["remi"]
    assert [type(event) for event in heard] == [Relaid] and "step reassigned" in [deed.what for deed in node.deeds()]


def test_a_group_that_is_over_before_its_turn_is_not_waited_for(culture):
    """M43"""
    number = a_group(culture, "noe")
    follows(culture, number)
    body = culture["acme"]
    steps = f'[[steps]]\nwho = ["employer.referent"]\n[[steps]]\nwho = ["group:{number}"]\n'
    choice.put(body, load(f'subject = "application"\n{steps}', "test"))
    node = applied(culture)
    grouping.dissolve(act(culture), culture, number)
    validation.decide_step(act(culture, "remi"), node, True)
    todo.update(node)
    assert waits_for(node) == ["remi"]


def test_a_group_of_another_network_is_nobody(culture):
    """M11: a procedure that came along from elsewhere asks nobody there."""
    other = b.a_network(site_of(culture), "horizon", dedicated=True, manager="maud", member="noe")
    number = grouping.make(act(culture), other, "Secret")
    grouping.add(act(culture), other, number, b.a_person(site_of(culture), "noe"))
    follows(culture, number)
    assert waits_for(applied(culture)) == ["remi"]


@pytest.mark.parametrize(("people", "what"), [((), "group empty"), (("noe",), None)])
def test_an_empty_group_is_warned_of_with_who_is_affected(culture, people, what):
    """M43: as for a role that nobody holds."""
    number = a_group(culture, *people)
    procedure = follows(culture, number)
    found = list(warnings(Place(culture["acme"], "application"), procedure, b.TODAY))
    assert [(one.step, one.what, one.who, one.affected) for one in found] == ([(1, what, "Comité", 2)] if what else [])
    found = list(warnings(Place(culture, "application", "before"), procedure, b.TODAY))
    assert [(one.what, one.affected, one.names) for one in found] == ([(what, 2, ("Acme", "Stones"))] if what else [])
    grouping.dissolve(act(culture), culture, number)
    found = list(warnings(Place(culture["acme"], "application"), procedure, b.TODAY))
    assert [(one.what, one.who, one.affected) for one in found] == [("group gone", "", 2)]


def test_a_step_of_before_there_were_groups_asks_none():
    """What is stored has one place fewer."""
    assert Step(*Step("employer.hr")[:-1]).group == 0
