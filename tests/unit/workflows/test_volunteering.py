"""A volunteer's profile: read by them and the network's team alone, verified for a time, erased when it is taken back (M69, M71, C10)."""

from datetime import date, timedelta

import pytest

from mobee_pyr.check import faults
from mobee_pyr.content.access import Permission
from mobee_pyr.content.attachment import Attachment
from mobee_pyr.content.qualification import Given
from mobee_pyr.content.volunteer import SAID, volunteer_of
from mobee_pyr.workflows import access, engine, library, qualifying, todo, volunteering
from mobee_pyr.workflows.act import Expiring
from mobee_pyr.workflows.loader import WorkflowRefused, load
from tests import builders as b

WORDS = dict.fromkeys(SAID, "Des mots que seule l’équipe lit.")
CRITERIA = {
    "volunteer": [
        {"id": "identity", "text": "Son identité est vérifiée"},
        {"id": "references", "text": "Deux références ont répondu", "months": 12},
        {"id": "record", "text": "Son casier a été vu", "months": 6, "mandatory": False},
    ]
}


@pytest.fixture
def culture():
    """A network with its team, lea as a member, and a checklist of its own for profiles."""
    network = b.a_network(b.a_site(), manager="maud", qualifier=["quentin", "queenie"], member="lea")
    network.overrides["criteria"] = CRITERIA
    return network


def reads(node, who, permission=Permission.VIEW):
    return access.permits(b.the_reader(node.__parent__.__parent__, who), permission, node)


# Who reads it ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(library.packaged("volunteer").states))
def test_nobody_but_the_person_and_the_team_reads_a_profile(culture, state):
    """Not a visitor, a member, a référent, the site's administration, nor whoever may read or write all else in the network."""
    site = culture.__parent__
    profile = b.a_volunteer(culture, "lea", state)
    b.an_organisation(culture, referent="rose", manager="rita", hr="henri", member="remi")
    for role, who in (("member", "noe"), ("reader", "lise"), ("editor", "edith")):
        b.a_role(role, culture, who)
    b.a_role("admin", site, "ada")
    b.a_role("reader", site, "louis")
    b.a_role("editor", profile, "eric")
    b.a_person(site, "iris")
    for who in (None, "iris", "noe", "lise", "edith", "ada", "louis", "eric", "rose", "rita", "henri", "remi"):
        assert [each for each in Permission if reads(profile, who, each)] == [], who
    assert reads(profile, "lea")
    for who in ("maud", "quentin"):
        assert reads(profile, who) is (state != "draft"), "a draft is its author's alone"


def test_the_person_keeps_sight_behind_a_closed_gate():
    horizon = b.a_network(b.a_site(), "horizon", dedicated=True, manager="helene", member="lea")
    profile = b.a_volunteer(horizon, "lea", "verified")
    horizon.__parent__.membership.revoke("lea", "member", horizon.oid)
    assert reads(profile, "lea")
    b.fire(profile, "withdraw", "lea")
    assert profile.state == "withdrawn"


@pytest.mark.parametrize("role", ["everyone", "authenticated", "network.member", "site.admin"])
def test_no_network_can_open_profiles_to_others(role):
    """Its own workflow of profiles knows three roles."""
    text = library.packaged_text("volunteer").replace('view = ["applicant",', f'view = ["{role}", "applicant",')
    with pytest.raises(WorkflowRefused) as refused:
        load(text, "volunteer.toml")
    assert all(role in fault for fault in refused.value.faults)


# Who decides ----------------------------------------------------------------------------------------------------------------


def test_nobody_verifies_their_own_profile(culture):
    """A qualifier who asks neither decides nor ticks; a colleague does both."""
    profile = b.a_volunteer(culture, "quentin")
    mine = b.an_act(culture.__parent__, "quentin")
    assert qualifying.decisions(b.the_reader(culture.__parent__, "quentin"), profile) == []
    with pytest.raises(engine.TransitionRefused):
        qualifying.answer(mine, profile, {"identity", "references"}, "")
    assert profile.ticks == {}
    with pytest.raises(engine.TransitionRefused):
        b.fire(b.qualified(profile), "verify", "quentin")
    assert list(todo.noted(b.the_reader(culture.__parent__, "quentin"))) == []
    qualifying.answer(b.an_act(culture.__parent__, "queenie"), profile, {"identity", "references"}, "", "verify")
    assert profile.state == "verified"


def test_a_profile_is_verified_once_its_mandatory_criteria_are_ticked(culture):
    profile = b.a_volunteer(culture)
    with pytest.raises(engine.TransitionRefused):
        b.fire(profile, "verify", "maud")
    assert profile in qualifying.queue(b.the_reader(culture.__parent__, "maud"), culture)
    qualifying.answer(b.an_act(culture.__parent__, "maud"), profile, {"identity", "references"}, "", "verify")
    assert profile.counts_on(b.TODAY)
    assert profile.verified_on == b.NOW
    assert profile.valid_until == date(2026, 3, 2), "references hold for a year"


# Asking ---------------------------------------------------------------------------------------------------------------------


def test_one_profile_is_open_for_each_person_and_network(culture):
    site = culture.__parent__
    first = volunteering.ask(b.an_act(site, "lea"), culture, WORDS)
    assert (first.state, first.applicant, first.experience) == ("draft", "lea", WORDS["experience"])
    assert "lea" not in first.__name__ and len(first.__name__) == 16
    assert first.oid in site.people["lea"].answers
    with pytest.raises(engine.TransitionRefused):
        volunteering.ask(b.an_act(site, "lea"), culture, WORDS)
    b.fire(first, "submit", "lea")
    b.fire(first, "refuse", "maud", "Les références n’ont pas répondu.")
    second = volunteering.ask(b.an_act(site, "lea", at=b.NOW + timedelta(days=1)), culture, WORDS)
    assert volunteer_of(culture, site.people["lea"]) is second
    sports = b.a_network(site, "sports", member="lea")
    assert volunteering.ask(b.an_act(site, "lea"), sports, WORDS).__parent__ is sports
    assert list(faults(site)) == []


@pytest.mark.parametrize("state", ["preparing", "paused", "archived"])
def test_a_network_that_is_not_open_takes_no_profile(culture, state):
    engine.enter(b.an_act(culture.__parent__), culture, state, "")
    assert not volunteering.may_ask(b.the_reader(culture.__parent__, "lea"), culture)


def test_whoever_takes_no_part_in_a_network_asks_nothing_of_it(culture):
    b.a_person(culture.__parent__, "iris")
    with pytest.raises(engine.TransitionRefused):
        volunteering.ask(b.an_act(culture.__parent__, "iris"), culture, WORDS)
    assert list(culture.inside("volunteer")) == []


def test_the_journal_never_keeps_what_a_profile_said(culture):
    profile = volunteering.ask(b.an_act(culture.__parent__, "lea"), culture, WORDS)
    volunteering.correct(b.an_act(culture.__parent__, "lea"), profile, {**WORDS, "links": "Autre chose"})
    assert not volunteering.correct(b.an_act(culture.__parent__, "lea"), profile, {**WORDS, "links": "Autre chose"})
    told = [(deed.what, dict(deed.details)) for deed in profile.deeds()]
    assert told == [("edited", {"names": "links"}), ("created", {})]


# Its end --------------------------------------------------------------------------------------------------------------------


def a_document():
    return Given("lea", b.NOW, "", Attachment("cv.pdf", "application/pdf", b"%PDF", "lea", b.NOW))


@pytest.mark.parametrize("state", ["draft", "submitted", "to_complete", "verified", "expired", "refused"])
def test_taking_a_profile_back_erases_it_at_once(culture, state):
    """Words, evidence, remarks and reasons: only who did what and when is left."""
    profile = b.qualified(b.a_volunteer(culture, "lea", state, valid_until=b.TODAY if state == "verified" else None, **WORDS))
    profile.evidence = {"identity": a_document()}
    profile.remark("", "Un mot.", "maud")
    profile.record("maud", "remarked", "Un mot.", attachment="cv.pdf")
    b.fire(profile, "withdraw", "lea")
    assert [getattr(profile, name) for name in SAID] == [""] * len(SAID)
    assert (profile.evidence, profile.ticks, profile.remarks, profile.thread) == ({}, {}, (), ())
    assert not profile.counts_on(b.TODAY)
    assert {deed.why for deed in profile.deeds()} == {""}
    assert {name for deed in profile.deeds() for name in deed.details} <= {"source", "target"}
    assert next(profile.deeds()).what == "withdraw"
    assert list(culture.overdue(b.TODAY + timedelta(days=9))) == []
    assert list(faults(culture.__parent__)) == []


# Its validity ---------------------------------------------------------------------------------------------------------------


def test_somebody_is_warned_once_and_then_it_lapses(culture):
    told, last = [], b.TODAY + timedelta(days=90)
    profile = b.a_volunteer(culture, "lea", "verified", valid_until=last)
    for days in range(0, 100):
        at = b.NOW + timedelta(days=days)
        volunteering.run(b.an_act(culture.__parent__, at=at, listeners=(told.append,)))
        assert profile.counts_on(at.date()) is (at.date() <= last)
    first, second = told
    assert (first.act.today, type(first)) == (last - volunteering.WARNING, Expiring)
    assert (second.act.today, second.transition.name) == (last + timedelta(days=1), "lapse")
    assert list(culture.overdue(date(2100, 1, 1))) == []


def test_what_was_verified_counts_while_it_is_renewed_and_no_longer(culture):
    """Renewed early, the profile stays verified until its day; what holds for a time has to be seen again."""
    last = b.TODAY + timedelta(days=20)
    profile = b.qualified(b.a_volunteer(culture, "lea", "verified", valid_until=last))
    b.fire(profile, "renew", "lea")
    assert set(profile.ticks) == {"identity"}
    assert profile.counts_on(last) and not profile.counts_on(last + timedelta(days=1))
    volunteering.run(b.an_act(culture.__parent__, at=b.NOW + timedelta(days=30)))
    assert profile.state == "submitted"
    b.fire(b.qualified(profile), "verify", "maud", at=b.NOW + timedelta(days=31))
    assert profile.counts_on(last + timedelta(days=60))
    assert len(list(culture.overdue(date(2100, 1, 1)))) == 1


def test_what_lapsed_does_not_count_when_it_is_sent_again(culture):
    profile = b.a_volunteer(culture, "lea", "verified", valid_until=b.TODAY)
    volunteering.run(b.an_act(culture.__parent__, at=b.NOW + timedelta(days=1)))
    assert profile.state == "expired"
    b.fire(profile, "renew", "lea")
    assert not profile.counts_on(b.TODAY)


def test_a_refusal_ends_what_was_verified_before(culture):
    profile = b.a_volunteer(culture, "lea", "verified", valid_until=b.TODAY + timedelta(days=20))
    b.fire(profile, "renew", "lea")
    b.fire(profile, "refuse", "maud", "Une référence s’est rétractée.")
    assert not profile.counts_on(b.TODAY)


def test_check_sees_a_day_that_the_list_of_the_network_lost(culture):
    profile = b.a_volunteer(culture, "lea", "verified", valid_until=b.TODAY)
    culture.fall_due(profile.oid, None, b.TODAY)
    assert any("is valid until" in fault for fault in faults(culture.__parent__))
    profile.state = "withdrawn"
    assert any("still says something" in fault for fault in faults(culture.__parent__))
