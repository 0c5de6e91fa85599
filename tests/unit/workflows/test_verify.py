"""Every rule of a sound workflow, each with a workflow that breaks it and the exact line that says so (DESIGN §4)."""

import pytest

from mobee_pyr.workflows import library
from mobee_pyr.workflows.loader import load
from mobee_pyr.workflows.verify import RULES, verify

SOUND = """
title = "Candidature"
content = "application"
initial = "sent"

[states.sent]
label = "Déposée"
view = ["applicant", "beneficiary.referent"]
edit = ["applicant"]

[states.held]
label = "En attente"
view = ["applicant", "beneficiary.referent"]

[states.taken]
label = "Retenue"
final = true
view = ["applicant", "beneficiary.referent"]

[transitions.hold]
label = "Garder"
from = ["sent"]
to = "held"
by = ["beneficiary.referent"]

[transitions.take]
label = "Retenir"
from = ["sent", "held"]
to = "taken"
by = ["beneficiary.referent"]
decides = true
guards = ["places_left"]
"""


def faults(old="", new="", text=SOUND):
    assert not old or text.count(old) == 1, f"{text.count(old)} times: {old}"
    return verify(load(text.replace(old, new) if old else text, "application.toml"))


def test_a_sound_workflow_has_no_fault():
    assert faults() == []


@pytest.mark.parametrize("content", library.WITH_WORKFLOW)
def test_the_packaged_workflows_are_sound(content):
    workflow = library.packaged(content)
    assert workflow.content == content
    assert verify(workflow) == []


def test_every_state_is_reachable():
    assert faults("[transitions.hold]", '[states.lost]\nlabel = "Perdue"\nview = ["applicant"]\n[transitions.find]\nlabel = "Retrouver"\n'
                  'from = ["lost"]\nto = "sent"\nby = ["applicant"]\n[transitions.hold]') == [
        "application.toml: states.lost: cannot be reached: starting from 'sent' one only gets to 'sent', 'held', 'taken'"
    ]  # fmt: skip


def test_no_dead_end():
    assert faults('from = ["sent", "held"]', 'from = ["sent"]') == [
        "application.toml: states.held: no final state can be reached: nothing leaves it"
    ]


def test_no_endless_loop():
    loop = """
[transitions.thaw]
label = "Rendre"
from = ["held"]
to = "cold"
by = ["beneficiary.referent"]
[transitions.freeze]
label = "Garder encore"
from = ["cold"]
to = "held"
by = ["beneficiary.referent"]
[states.cold]
label = "Froide"
view = ["beneficiary.referent"]
"""
    assert faults('from = ["sent", "held"]', 'from = ["sent"]', SOUND + loop) == [
        "application.toml: states.held: no final state can be reached: from here one only gets to 'cold'",
        "application.toml: states.cold: no final state can be reached: from here one only gets to 'held'",
    ]


def test_something_is_final():
    assert faults("final = true\n", "") == ["application.toml: states: none is final: nothing ever ends"]


def test_nothing_leaves_a_final_state():
    again = '\n[transitions.again]\nlabel = "Reprendre"\nfrom = ["taken"]\nto = "sent"\nby = ["applicant"]\n'
    assert faults(text=SOUND + again) == ["application.toml: transitions.again: leaves 'taken', which is final"]


def test_somebody_who_sees_the_node_can_fire_each_transition():
    assert faults('to = "held"\nby = ["beneficiary.referent"]', 'to = "held"\nby = ["employer.hr", "employer.manager"]') == [
        "application.toml: transitions.hold: nobody can fire it in 'sent': 'employer.hr', 'employer.manager' cannot view the node there"
    ]


def test_the_question_is_asked_of_each_state_that_a_transition_leaves():
    held = 'label = "En attente"\nview = ["applicant", "beneficiary.referent"]'
    assert faults(held, 'label = "En attente"\nview = ["applicant"]') == [
        "application.toml: transitions.take: nobody can fire it in 'held': 'beneficiary.referent' cannot view the node there"
    ]


@pytest.mark.parametrize("able", ["applicant", "system", "everyone", "authenticated"])
def test_the_system_is_able_and_the_wide_roles_include_the_others(able):
    assert faults('to = "held"\nby = ["beneficiary.referent"]', f'to = "held"\nby = ["{able}"]') == []


def test_authenticated_does_not_include_a_visitor():
    text = SOUND.replace('label = "Déposée"\nview = ["applicant", "beneficiary.referent"]', 'label = "Déposée"\nview = ["authenticated"]')
    assert faults('edit = ["applicant"]', 'edit = ["everyone"]', text) == [
        "application.toml: states.sent.edit: 'everyone' may edit the node but not view it"
    ]


def test_no_two_buttons_under_one_label():
    assert faults('label = "Retenir"', 'label = "garder "') == [
        "application.toml: transitions.take: leaves 'sent' under the same label as transitions.hold: 'garder'"
    ]


def test_labels_are_compared_language_by_language():
    text = SOUND.replace('label = "Garder"', 'label = { fr = "Garder", en = "Keep" }')
    assert faults('label = "Retenir"', 'label = { fr = "Retenir", en = "Keep" }', text) == [
        "application.toml: transitions.take: leaves 'sent' under the same label as transitions.hold: 'keep'"
    ]
    assert faults('label = "Retenir"', 'label = { en = "Take" }', text) == []


def test_who_may_edit_may_view():
    assert faults('edit = ["applicant"]', 'edit = ["applicant", "employer.hr"]') == [
        "application.toml: states.sent.edit: 'employer.hr' may edit the node but not view it"
    ]


def test_nobody_edits_a_final_state():
    assert faults("final = true\n", 'final = true\nedit = ["applicant"]\n') == [
        "application.toml: states.taken.edit: the state is final, yet 'applicant' may edit the node"
    ]


def test_every_state_has_a_viewer():
    text = SOUND.replace('to = "held"\nby = ["beneficiary.referent"]', 'to = "held"\nby = ["beneficiary.referent"]\nreason = "optional"')
    text = text.replace('from = ["sent", "held"]\nto = "taken"\nby = [', 'from = ["sent", "held"]\nto = "taken"\nby = ["system", ')
    assert faults('label = "En attente"\nview = ["applicant", "beneficiary.referent"]', 'label = "En attente"', text) == [
        "application.toml: states.held: nobody can view the node: whoever brings it here loses it"
    ]


def test_who_applied_reads_the_answer():
    assert faults('final = true\nview = ["applicant", "beneficiary.referent"]', 'final = true\nview = ["beneficiary.referent"]') == [
        "application.toml: transitions.take: 'applicant' cannot view 'taken', the answer to their own request"
    ]


def test_nobody_decides_on_their_own_request():
    own = 'from = ["sent", "held"]\nto = "taken"\nby = ["applicant"]'
    assert faults('from = ["sent", "held"]\nto = "taken"\nby = ["beneficiary.referent"]', own) == [
        "application.toml: transitions.take: 'applicant' would decide on their own request, and self_approval is not set"
    ]


def test_a_wide_role_includes_who_asked():
    wide = 'from = ["sent", "held"]\nto = "taken"\nby = ["authenticated"]'
    assert faults('from = ["sent", "held"]\nto = "taken"\nby = ["beneficiary.referent"]', wide) == [
        "application.toml: transitions.take: 'authenticated' includes 'applicant', who would decide on their own request"
    ]


def test_nor_does_the_owner_of_a_mission():
    text = library.packaged_text("mission").replace('to = "published"\nby = ["network.qualifier"', 'to = "published"\nby = ["owner"', 1)
    assert verify(load(text, "mission.toml")) == [
        "mission.toml: transitions.publish: 'owner' would decide on their own request, and self_approval is not set"
    ]


def test_unless_the_workflow_says_so():
    text = SOUND.replace('initial = "sent"', 'initial = "sent"\nself_approval = true')
    own = 'from = ["sent", "held"]\nto = "taken"\nby = ["applicant"]'
    assert faults('from = ["sent", "held"]\nto = "taken"\nby = ["beneficiary.referent"]', own, text) == []


def test_a_detour_does_not_lead_in_a_circle():
    text = SOUND.replace('to = "held"\n', 'to = "held"\nguards = ["places_left"]\ninstead = { places_left = "take" }\n')
    assert faults('guards = ["places_left"]\n', 'guards = ["places_left"]\ninstead = { places_left = "hold" }\n',
                  text.replace('guards = ["places_left"]\ninstead', "guards=['places_left']\ninstead")) == [
        "application.toml: transitions.hold.instead: leads through 'take' back to 'hold', without end",
        "application.toml: transitions.take.instead: leads through 'hold' back to 'take', without end",
    ]  # fmt: skip


def test_a_detour_is_open_to_whoever_takes_it():
    text = SOUND.replace('to = "held"\nby = ["beneficiary.referent"]', 'to = "held"\nby = ["applicant"]')
    assert faults('guards = ["places_left"]\n', 'guards = ["places_left"]\ninstead = { places_left = "hold" }\n', text) == [
        "application.toml: transitions.take.instead: 'beneficiary.referent' may fire 'take' but not 'hold'"
    ]


def test_a_detour_stands_in_place_of_something():
    assert faults('guards = ["places_left"]\n', 'guards = ["places_left"]\ndetour = true\n') == [
        "application.toml: transitions.take: is a detour, but no transition names it in 'instead': nobody can fire it"
    ]


@pytest.mark.parametrize("more", ['by = ["system"]', 'by = ["beneficiary.referent"]\ndetour = true'])
def test_what_is_set_for_a_day_is_offered_to_somebody(more):
    text = library.packaged_text("pledge").replace(
        'by = ["system"]\ndecides = true\n\n[transitions.withdraw]', f"{more}\ndated = true\n\n[transitions.withdraw]"
    )
    faults = [fault for fault in verify(load(text, "pledge.toml")) if "dated" in fault]
    assert faults == ["pledge.toml: transitions.pass_over.dated: nobody is offered it, so nobody could set it for a day"]
    assert str(faults[0].story.interpolate()).startswith("« Besoin couvert ou clos » pourrait se prévoir")


def test_every_rule_has_been_broken_above():
    """Thirteen rules, and a test that breaks each: a rule added without one fails here."""
    assert len(RULES) == 13


def test_all_faults_are_told_at_once():
    assert len(faults("final = true\n", 'edit = ["employer.hr"]\n')) == 2
