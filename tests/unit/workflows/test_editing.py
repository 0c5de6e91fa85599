"""Changing a workflow piece by piece (M43): nothing is left that names what is gone, and nothing counts before it is switched to."""

import pytest

from mobee_pyr.workflows import editing, library
from mobee_pyr.workflows.loader import load
from mobee_pyr.workflows.model import State, Transition
from mobee_pyr.workflows.verify import verify
from mobee_pyr.workflows.writing import text_of
from tests import builders as b

APPLICATION = library.packaged("application")


def test_a_state_is_added_where_it_belongs_and_changed_in_place():
    more = editing.with_state(APPLICATION, State("interview", "Entretien"), after="submitted")
    assert list(more.states)[:3] == ["submitted", "interview", "waiting_list"]
    again = editing.with_state(more, State("interview", "Rendez-vous"))
    assert list(again.states) == list(more.states) and again.states["interview"].label == "Rendez-vous"


def test_a_state_goes_with_what_led_to_it():
    less = editing.without_state(APPLICATION, "waiting_list")
    assert "wait" not in less.transitions
    assert less.transitions["accept"].sources == ("submitted",)
    assert less.transitions["accept"].instead == {}, "no detour to what is gone"
    assert load(text_of(less), "application.toml") == less
    assert verify(less) == []


@pytest.mark.parametrize("name", ["submitted", "nothing"])
def test_the_first_state_stays(name):
    with pytest.raises(KeyError):
        editing.without_state(APPLICATION, name)


def test_a_transition_is_added_changed_and_removed():
    more = editing.with_transition(APPLICATION, Transition("call", "Téléphoner", ("submitted",), "submitted", ("beneficiary.referent",)))
    assert list(more.transitions)[-1] == "call"
    assert editing.without_transition(more, "call") == APPLICATION
    with pytest.raises(KeyError):
        editing.without_transition(APPLICATION, "call")


@pytest.mark.parametrize(("label", "expected"), [("À l’étude", "a_l_etude"), ("2e avis", "n_2e_avis"), ("Déposée", "deposee_2")])
def test_names_are_made_of_labels(label, expected):
    assert editing.free_name(label, ("deposee",)) == expected


def test_a_draft_is_kept_beside_what_is_true():
    culture = b.a_network(b.a_site(), manager="maud")
    act = b.an_act(culture.__parent__, "maud")
    assert editing.draft(culture, "application") == APPLICATION
    editing.keep(act, culture, editing.without_state(APPLICATION, "waiting_list"))
    assert "waiting_list" not in editing.draft(culture, "application").states
    assert library.applied(culture, "application").workflow == APPLICATION
    editing.drop(culture, "application")
    assert editing.draft(culture, "application") == APPLICATION


def test_a_network_does_not_change_its_own_life():
    assert set(library.WITH_WORKFLOW) - set(editing.EDITABLE) == {"network"}
