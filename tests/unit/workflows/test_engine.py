"""Firing transitions: who may, with which reason, what holds them back, and what somebody reads who comes too late (M43, M55, M70)."""

from datetime import timedelta

import pytest

from mobee_pyr.content import tree
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import engine
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.library import workflow_of
from tests import builders as b


@pytest.fixture
def site():
    return b.a_site()


@pytest.fixture
def stones(site):
    culture = b.a_network(site, manager="maud", qualifier="quentin")
    return b.an_organisation(culture, referent=["rose", "raoul"])


def refusal(node, transition, by=None, reason=""):
    before = (node.state, len(node.journal))
    with pytest.raises(TransitionRefused) as refused:
        b.fire(node, transition, by, reason)
    assert (node.state, len(node.journal)) == before, "a refusal changes nothing"
    return refused.value.message.interpolate()


def names(transitions):
    return [transition.name for transition in transitions]


def test_a_transition_moves_the_state_and_remembers_who_when_and_why(stones):
    """M55: the beneficiary decides, and the journal knows."""
    application = b.an_application(b.a_mission(stones), "lea")
    assert b.fire(application, "decline", "rose", "  Un autre profil.  ").name == "decline"
    deed = next(application.deeds())
    assert application.state == "declined"
    assert (deed.who, deed.when, deed.what, deed.why) == ("rose", b.NOW, "decline", "Un autre profil.")
    assert deed.details == {"source": "submitted", "target": "declined"}


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_required_reason_is_required(stones, reason):
    """M70: « à compléter » goes back with a remark."""
    mission = b.a_mission(stones, state="submitted")
    assert refusal(mission, "ask_for_more", "quentin", reason) == "Indiquez la raison : elle sera transmise à la personne concernée."


def test_nobody_decides_on_their_own_request_whatever_hat_they_wear(stones):
    own = b.an_application(b.a_mission(stones), "rose")
    assert refusal(own, "accept", "rose") == "On ne décide pas de sa propre demande : une autre personne doit le faire."
    assert names(engine.possible(b.the_reader(site_of(own), "rose"), own)) == ["withdraw"]
    assert b.fire(own, "accept", "raoul").name == "accept"


def test_nor_on_a_request_that_they_wrote(site, stones):
    mission = b.qualified(b.a_mission(stones, state="submitted", by="quentin"))
    assert refusal(mission, "publish", "quentin") == "On ne décide pas de sa propre demande : une autre personne doit le faire."
    b.fire(mission, "publish", "maud")


def test_who_comes_too_late_reads_who_was_first_and_when(stones):
    """Two référents decide at once: one wins, the other reads who and when."""
    application = b.an_application(b.a_mission(stones), "lea")
    b.fire(application, "accept", "rose")
    with pytest.raises(TransitionRefused) as refused:
        b.fire(application, "decline", "raoul", "Trop tard.", b.NOW + timedelta(minutes=1))
    assert refused.value.message.interpolate() == "Rose a déjà répondu le 03/03/2025 09:00 UTC : relisez la page avant de décider."


def test_too_late_after_the_system(stones):
    application = b.an_application(b.a_mission(stones), "lea")
    b.fire(application, "pass_over")
    assert refusal(application, "accept", "rose") == "L’état a changé entre-temps : relisez la page avant de décider."


@pytest.mark.parametrize("who", ["lea", "maud", "stranger"])
def test_a_role_that_may_not_is_told_so_and_no_more(stones, who):
    """Not even who decided: a stranger learns nothing from a refusal."""
    application = b.an_application(b.a_mission(stones), "lea")
    b.fire(application, "decline", "rose", "Non.")
    assert refusal(application, "accept", who) == "Cette action n’est pas ouverte à votre rôle."


def test_an_unknown_transition(stones):
    assert refusal(b.a_mission(stones), "explode", "rose") == "Cette action n’existe pas ici."


def test_the_system_fires_what_is_its_own_and_nothing_else(stones):
    mission = b.a_mission(stones)
    assert refusal(mission, "start") == "Cette action n’est pas ouverte à votre rôle."
    assert b.fire(mission, "pause").name == "pause"


def test_a_person_never_fires_what_is_the_systems(stones):
    application = b.an_application(b.a_mission(stones), "lea")
    assert refusal(application, "pass_over", "rose") == "Cette action n’est pas ouverte à votre rôle."


def test_a_role_that_has_ended_is_no_role(site, stones):
    mission = b.a_mission(stones, state="draft")
    b.a_role("referent", stones, "ancien", until=b.TODAY - timedelta(days=1))
    assert refusal(mission, "submit", "ancien") == "Cette action n’est pas ouverte à votre rôle."


def test_who_cannot_open_the_node_cannot_move_it(site, stones):
    """A gate has closed since: who wrote the draft is outside."""
    mission = b.a_mission(stones, state="draft", by="olga")
    tree.set_private(mission, True)
    assert refusal(mission, "submit", "olga") == "Cette action n’est pas ouverte à votre rôle."
    assert engine.possible(b.the_reader(site, "olga"), mission) == []


# Guards -------------------------------------------------------------------------------------------------------------------


def held_back(node, name):
    words = engine.held_back_by(node, workflow_of(node).workflow.transitions[name])
    return None if words is None else words.interpolate()


def test_nothing_is_published_before_its_criteria_are_ticked(stones):
    """M70: no request is published unless it meets the criteria; M69 says the same of organisations."""
    words = "Tous les critères obligatoires doivent d’abord être cochés."
    mission = b.a_mission(stones, state="submitted")
    organisation = b.an_organisation(stones.__parent__, "autre", state="proposed")
    for node, transition in ((mission, "publish"), (organisation, "accept")):
        assert refusal(node, transition, "quentin") == words == held_back(node, transition)
        b.qualified(node, "quentin")
        assert held_back(node, transition) is None
        b.fire(node, transition, "quentin")


def test_an_optional_criterion_holds_nothing_back(stones):
    mission = b.qualified(b.a_mission(stones, state="submitted"), "quentin")
    del mission.ticks["inclusive"]
    assert b.fire(mission, "publish", "quentin").target == "published"


def test_only_an_accepted_organisation_asks(stones):
    stranger = b.an_organisation(stones.__parent__, "autre", state="proposed", referent="olga")
    mission = b.a_mission(stranger, state="draft")
    assert refusal(mission, "submit", "olga") == "L’organisation doit d’abord être acceptée dans le réseau."


def test_a_mission_starts_with_somebody_and_closes_with_hours(stones):
    mission = b.a_mission(stones)
    assert refusal(mission, "start", "rose") == "Acceptez d’abord au moins une candidature."
    application = b.an_application(mission, "lea", "accepted")
    b.fire(mission, "start", "rose")
    b.fire(mission, "end", "rose")
    assert refusal(mission, "close", "rose") == "Indiquez d’abord les heures de chaque bénévole."
    application.hours = 0.0
    assert b.fire(mission, "close", "rose").target == "closed"


def test_an_application_waits_for_its_employers_procedure(stones):
    """M50: the procedure holds the decision."""
    acme = b.an_organisation(stones.__parent__, "acme", referent="remi")
    application = b.an_application(b.a_mission(stones), "lea", employer=acme)
    words = "La validation par l’organisation n’est pas terminée."
    assert {refusal(application, name, "rose", "…") for name in ("accept", "wait", "decline")} == {words}


@pytest.mark.parametrize("state", ["paused", "started", "ended"])
def test_a_request_that_is_not_open_takes_nobody(stones, state):
    application = b.an_application(b.a_mission(stones, state=state), "lea")
    assert refusal(application, "accept", "rose") == "La demande n’est plus ouverte."
    assert b.fire(application, "decline", "rose", "Elle est en pause.").target == "declined"


def test_one_does_not_come_back_into_a_mission_that_has_begun(stones):
    mission = b.a_mission(stones, state="started")
    assert refusal(b.an_application(mission, "lea", "withdrawn"), "apply_again", "lea") == "La demande n’est plus ouverte."


def test_a_need_that_is_covered_takes_no_more(stones):
    need = b.a_need(stones, quantity=1, pledged=1)
    assert refusal(b.a_pledge(need, "paul"), "accept", "rose") == "Ce besoin est déjà couvert par d’autres promesses."


def test_the_last_place_taken_the_next_goes_to_the_waiting_list(stones):
    """Last place taken twice: one accepted, one waiting list."""
    mission = b.a_mission(stones, places=1)
    first, second = b.an_application(mission, "lea"), b.an_application(mission, "ines")
    assert b.fire(first, "accept", "rose").name == "accept"
    assert held_back(second, "accept") is None
    assert b.fire(second, "accept", "rose").name == "wait"
    assert (first.state, second.state, mission.places_left) == ("accepted", "waiting_list", 0)


def test_from_the_waiting_list_a_full_mission_says_so(stones):
    application = b.an_application(b.a_mission(stones, places=0), "lea", "waiting_list")
    words = "Il ne reste aucune place sur cette mission."
    assert refusal(application, "accept", "rose") == words == held_back(application, "accept")


def test_a_mission_without_a_limit_is_never_full(stones):
    mission = b.a_mission(stones, places=None)
    for name in ("lea", "ines", "omar"):
        assert b.fire(b.an_application(mission, name), "accept", "rose").name == "accept"


def test_what_a_guard_reads_is_read_for_good():
    """Two last places taken in two transactions conflict: `readCurrent` is called on the mission that the guard looks at."""
    with b.a_stored_site() as site:
        stones = b.an_organisation(b.a_network(site), referent="rose")
        application = b.an_application(b.a_mission(stones), "lea")
        b.commit(site)
        b.fire(application, "wait", "rose")
        assert application.__parent__._p_oid in site._p_jar._readCurrent


# What goes with it --------------------------------------------------------------------------------------------------------


def test_what_happens_is_announced_to_who_listens(stones):
    heard = []
    site = site_of(stones)
    application = b.an_application(b.a_mission(stones), "lea")
    act = b.an_act(site, "rose", listeners=(heard.append,))
    engine.fire(act, application, "decline", " Non. ")
    (event,) = heard
    assert (event.act, event.node, event.transition.name, event.source, event.reason) == (act, application, "decline", "submitted", "Non.")


def test_a_refused_transition_is_announced_to_nobody(stones):
    heard = []
    mission = b.a_mission(stones)
    with pytest.raises(TransitionRefused):
        engine.fire(b.an_act(site_of(stones), "rose", listeners=(heard.append,)), mission, "start")
    assert heard == []


def test_an_import_enters_a_state_and_says_so(stones):
    mission = b.a_mission(stones, state="draft")
    engine.enter(b.an_act(site_of(stones), "maud"), mission, "published", "Importée")
    deed = next(mission.deeds())
    assert (mission.state, deed.who, deed.what, deed.why) == ("published", "maud", "entered", "Importée")
    with pytest.raises(KeyError):
        engine.enter(b.an_act(site_of(stones)), mission, "publihsed", "…")


def test_buttons_are_those_of_ones_roles(stones):
    site, mission = site_of(stones), b.a_mission(stones, state="submitted", by="rose")
    assert names(engine.possible(b.the_reader(site, "quentin"), mission)) == ["publish", "ask_for_more", "refuse"]
    assert names(engine.possible(b.the_reader(site, "rose"), mission)) == ["take_back", "cancel"]
    assert engine.possible(b.the_reader(site), mission) == []
    assert engine.possible(b.the_reader(site, "quentin"), site) == []
