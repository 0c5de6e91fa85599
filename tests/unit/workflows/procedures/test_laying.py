"""The validation procedure of an employer, laid as a track on each application and decided step by step (M43, M50)."""

import pytest

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import access, validation
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.procedures import choice
from tests import builders as b


@pytest.fixture
def mission():
    culture = b.a_network(b.a_site(), manager="maud")
    return b.a_mission(b.an_organisation(culture, referent="rose"))


def acme(mission, procedure, **roles):
    return b.an_organisation(mission.__parent__.__parent__, "acme", procedure=procedure, body="company", **roles)


def applied(mission, employer, by="lea", manager=None):
    b.an_employee(employer, by, manager=manager)
    return b.an_application(mission, by, employer=employer)


def steps(application):
    return [(step.role, step.person, step.outcome) for step in application.track]


def decide(application, by, approve=True, reason=""):
    validation.decide_step(b.an_act(site_of(application), by), application, approve, reason)


def waits_for(application, *people):
    site = site_of(application)
    return [who for who in people if validation.step_waiting_for(b.the_reader(site, who), application) is not None]


def test_three_ready_made_ones_are_offered_for_applications():
    assert {name: [stage.who for stage in made.procedure.stages] for name, made in choice.ready("application").items()} == {
        "none": [],
        "referent": [("employer.referent",)],
        "manager_then_referent": [("employer.manager",), ("employer.referent",)],
    }


def test_none_goes_straight_to_the_beneficiary(mission):
    application = applied(mission, acme(mission, "none", referent="remi"))
    assert steps(application) == []
    assert application.procedure_done
    assert b.fire(application, "accept", "rose").name == "accept"


def test_an_independent_has_no_employer_and_no_step(mission):
    assert b.an_application(mission, "lea").track == ()


def test_the_referent_approves(mission):
    application = applied(mission, acme(mission, "referent", referent="remi"))
    assert steps(application) == [("employer.referent", None, "")]
    assert waits_for(application, "remi", "rose", "maud", "lea") == ["remi"]
    decide(application, "remi", reason=" D’accord. ")
    step = application.track[0]
    assert (step.outcome, step.who, step.when, step.reason) == ("approved", "remi", b.NOW, "D’accord.")
    assert (next(application.deeds()).what, next(application.deeds()).who) == ("step approved", "remi")
    assert application.procedure_done
    assert b.fire(application, "accept", "rose").name == "accept"


def test_the_line_manager_is_asked_by_name_then_the_referent(mission):
    employer = acme(mission, "manager_then_referent", referent="remi", manager="marc")
    application = applied(mission, employer, manager="nora")
    assert steps(application) == [("employer.manager", "nora", ""), ("employer.referent", None, "")]
    assert waits_for(application, "nora", "marc", "remi") == ["nora"]
    assert access.permits(b.the_reader(site_of(mission), "nora"), Permission.VIEW, application), "who is asked can read"
    decide(application, "nora")
    assert waits_for(application, "nora", "marc", "remi") == ["remi"]
    decide(application, "remi")
    assert application.procedure_done


def test_without_a_named_one_any_manager_of_the_employer(mission):
    application = applied(mission, acme(mission, "manager_then_referent", referent="remi", manager=["marc", "mina"]))
    assert waits_for(application, "marc", "mina", "remi") == ["marc", "mina"]


def test_without_any_manager_the_referent_alone(mission):
    application = applied(mission, acme(mission, "manager_then_referent", referent="remi"))
    assert steps(application) == [("employer.referent", None, "")]


def test_a_referent_who_applies_is_answered_by_another_one(mission):
    application = applied(mission, acme(mission, "referent", referent=["remi", "rita"]), by="remi")
    assert steps(application) == [("employer.referent", None, "")]
    assert waits_for(application, "remi", "rita") == ["rita"]


def test_a_sole_referent_who_applies_is_answered_by_the_networks_manager(mission):
    application = applied(mission, acme(mission, "referent", referent="remi"), by="remi")
    assert steps(application) == [("network.manager", None, "")]
    assert waits_for(application, "remi", "maud") == ["maud"]
    with pytest.raises(TransitionRefused):
        decide(application, "remi")
    decide(application, "maud")
    assert application.procedure_done


@pytest.mark.parametrize("manager", ["lea", "boris"])
def test_a_named_manager_who_cannot_answer_is_passed_over(mission, manager):
    """Oneself, or somebody who is shut out: any manager of the employer then."""
    b.a_person(site_of(mission), "boris", blocked=True)
    application = applied(mission, acme(mission, "manager_then_referent", referent="remi", manager="marc"), manager=manager)
    assert steps(application)[0] == ("employer.manager", None, "")
    assert waits_for(application, "lea", "boris", "marc") == ["marc"]


def test_nobody_is_asked_who_cannot_come_in():
    """Behind a private mission the employer's référent sees nothing: the network's manager answers instead of nobody."""
    culture = b.a_network(b.a_site(), manager="maud")
    mission = b.a_mission(b.an_organisation(culture, referent="rose"))
    tree.set_private(mission, True)
    b.a_role("reader", mission, "lea")
    application = applied(mission, acme(mission, "manager_then_referent", referent="remi"), manager="nora")
    assert steps(application) == [("network.manager", None, "")]
    assert waits_for(application, "remi", "nora", "maud") == ["maud"]


def test_a_refusal_ends_the_application_and_needs_a_reason(mission):
    application = applied(mission, acme(mission, "manager_then_referent", referent="remi"), manager="nora")
    with pytest.raises(TransitionRefused) as refused:
        decide(application, "nora", approve=False, reason=" ")
    assert refused.value.message == "Indiquez la raison : elle sera transmise à la personne concernée."
    decide(application, "nora", approve=False, reason="Trop de travail en mars.")
    assert application.state == "not_approved"
    assert steps(application) == [("employer.manager", "nora", "refused"), ("employer.referent", None, "")]
    assert application.current_step is None
    assert waits_for(application, "nora", "remi") == []
    last, before = [deed for deed, _n in zip(application.deeds(), range(2), strict=False)]
    assert (last.what, last.who, last.why) == ("disapprove", None, "Trop de travail en mars.")
    assert (before.what, before.who, before.why) == ("step refused", "nora", "Trop de travail en mars.")


@pytest.mark.parametrize("who", ["lea", "rose", "maud", "stranger", None])
def test_only_who_is_asked_decides(mission, who):
    application = applied(mission, acme(mission, "referent", referent="remi"))
    with pytest.raises(TransitionRefused) as refused:
        decide(application, who)
    assert refused.value.message == "Cette étape n’attend pas votre réponse : elle a peut-être déjà été décidée."
    assert steps(application) == [("employer.referent", None, "")]


def test_a_step_is_decided_once(mission):
    application = applied(mission, acme(mission, "referent", referent=["remi", "rita"]))
    decide(application, "remi")
    with pytest.raises(TransitionRefused):
        decide(application, "rita", approve=False, reason="Non.")
    assert application.track[0].who == "remi"


def test_a_withdrawn_application_asks_nobody_and_starts_over_when_made_again(mission):
    employer = acme(mission, "referent", referent="remi")
    application = applied(mission, employer)
    decide(application, "remi")
    b.fire(application, "withdraw", "lea")
    assert waits_for(application, "remi") == []
    choice.choose(employer, "manager_then_referent")
    b.an_employee(employer, "lea", manager="nora")
    b.fire(application, "apply_again", "lea")
    assert steps(application) == [("employer.manager", "nora", ""), ("employer.referent", None, "")]


def test_a_procedure_that_changes_leaves_laid_tracks_alone(mission):
    employer = acme(mission, "referent", referent="remi")
    application = applied(mission, employer)
    choice.choose(employer, "none")
    assert steps(application) == [("employer.referent", None, "")]


def test_pledges_and_requests_to_join_have_no_track(mission):
    employer = acme(mission, "referent", referent="remi")
    assert b.a_pledge(b.a_need(mission.__parent__), "remi", employer).track == ()
    assert b.a_joining(employer, "lea").track == ()
