"""Absence, deputies, handing over: nothing waits because somebody is away, and nobody enters what was closed to them."""

from datetime import timedelta

import pytest

from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import absence, access, engine, handover, todo, validation
from mobee_pyr.workflows.engine import TransitionRefused
from tests import builders as b

DAY = timedelta(days=1)


@pytest.fixture
def stones():
    culture = b.a_network(b.a_site(), manager="maud", qualifier="quentin")
    stones = b.an_organisation(culture, referent="rose")
    b.an_employee(stones, "remi")
    return stones


def away(node, who="rose", deputy="remi", first=0, last=4):
    site = site_of(node)
    act = b.an_act(site, who)
    absence.leave(act, b.a_person(site, who), by_id(site, deputy), b.TODAY + first * DAY, b.TODAY + last * DAY)


def waits(node, who, on=b.TODAY):
    return [found.__name__ for found in todo.things_to_do(b.the_reader(site_of(node), who, on))]


def test_the_deputy_is_asked_too_answers_and_signs_for_the_absent(stones):
    application = b.an_application(b.a_mission(stones), "lea")
    away(stones)
    assert waits(stones, "remi") == waits(stones, "rose") == ["lea"]
    b.fire(application, "accept", "remi")
    deed = next(application.deeds())
    assert (deed.what, deed.who, deed.details["instead_of"]) == ("accept", "remi", "rose")


def test_it_begins_and_ends_by_itself(stones):
    b.an_application(b.a_mission(stones), "lea")
    away(stones, first=2, last=4)
    assert [bool(waits(stones, "remi", b.TODAY + day * DAY)) for day in range(7)] == [False, False, True, True, True, False, False]
    assert b.the_reader(site_of(stones), "remi").until == b.TODAY + 2 * DAY
    assert b.the_reader(site_of(stones), "remi", b.TODAY + 3 * DAY).until == b.TODAY + 5 * DAY


def test_who_answers_in_their_own_right_signs_alone(stones):
    b.a_role("referent", stones, "remi")
    application = b.an_application(b.a_mission(stones), "lea")
    away(stones)
    b.fire(application, "accept", "remi")
    assert "instead_of" not in next(application.deeds()).details


def test_a_step_that_names_the_absent_is_asked_of_the_deputy(stones):
    acme = b.an_organisation(stones.__parent__, "acme", procedure="manager_then_referent", referent="basile")
    b.an_employee(acme, "marc")
    b.an_employee(acme, "lea", manager="marc")
    application = b.an_application(b.a_mission(stones), "lea", employer=acme)
    away(acme, "marc", "basile")
    assert waits(acme, "basile") == ["lea"]
    validation.decide_step(b.an_act(site_of(acme), "basile"), application, True)
    assert (application.track[0].who, application.track[0].instead_of) == ("basile", "marc")
    assert application.track[1].instead_of == ""


def test_nobody_decides_on_the_request_of_whom_they_answer_for(stones):
    """What rose asks for is not hers to grant, nor her deputy's in her name."""
    application = b.an_application(b.a_mission(stones), "rose")
    away(stones)
    assert engine.possible(b.the_reader(site_of(stones), "remi"), application) == []
    with pytest.raises(TransitionRefused):
        b.fire(application, "accept", "remi")


def test_a_deputy_enters_nothing_that_was_closed_to_them(stones):
    """M47: rose also leads something in a dedicated network; remi does not learn that it exists."""
    site = site_of(stones)
    horizon = b.a_network(site, "horizon", dedicated=True)
    cadets = b.an_organisation(horizon, "cadets", referent="rose")
    away(stones)
    reader = b.the_reader(site, "remi")
    assert f"referent@{stones.oid}" in reader.tokens and f"referent@{cadets.oid}" not in reader.tokens
    assert not access.permits(reader, "view", horizon)
    assert absence.present(site, by_id(site, "rose"), b.TODAY).places == ((stones.oid, stones.oid, stones.__parent__.oid),)


def test_what_was_lent_ends_with_the_role_and_with_ones_own_standing(stones):
    site = site_of(stones)
    away(stones)
    site.membership.revoke("remi", "member", stones.oid)
    assert f"referent@{stones.oid}" not in b.the_reader(site, "remi").tokens
    b.a_role("member", stones, "remi")
    assert f"referent@{stones.oid}" in b.the_reader(site, "remi").tokens
    site.membership.revoke("rose", "referent", stones.oid)
    assert f"referent@{stones.oid}" not in b.the_reader(site, "remi").tokens


def test_a_deputy_lends_nothing_on(stones):
    """remi, who answers for rose, is away too: paul answers for remi, and not for rose."""
    site = site_of(stones)
    b.an_employee(stones, "paul")
    away(stones)
    absence.go(b.an_act(site), by_id(site, "remi"), by_id(site, "paul"), b.TODAY, b.TODAY)
    assert f"referent@{stones.oid}" not in b.the_reader(site, "paul").tokens


@pytest.mark.parametrize(("first", "last", "deputy"), [(3, 2, "remi"), (-9, -1, "remi"), (0, 400, "remi"), (0, 4, "rose"), (0, 4, "nemo")])
def test_what_makes_no_sense_is_refused(stones, first, last, deputy):
    with pytest.raises(absence.AbsenceRefused):
        away(stones, "rose", deputy, first, last)
    assert absence.present(site_of(stones), b.a_person(site_of(stones), "rose"), b.TODAY) is None


def test_coming_back_ends_it_and_leaves_no_trace_in_the_index(stones):
    away(stones)
    absence.come_back(b.an_act(site_of(stones), "rose"), b.a_person(site_of(stones), "rose"))
    assert f"referent@{stones.oid}" not in b.the_reader(site_of(stones), "remi").tokens
    assert not site_of(stones).membership.deputies and not site_of(stones).membership.away


def test_a_successor_takes_over_roles_team_and_what_waits(stones):
    site = site_of(stones)
    acme = b.an_organisation(stones.__parent__, "acme", procedure="manager_then_referent", referent="basile", manager="marc")
    for who in ("marc", "nina"):
        b.an_employee(acme, who)
    b.an_employee(acme, "lea", manager="marc")
    application = b.an_application(b.a_mission(stones), "lea", employer=acme)
    handed = handover.hand_over(b.an_act(site, "basile"), acme, by_id(site, "marc"), by_id(site, "nina"))
    assert handed == (1, 1, 1)
    assert (waits(acme, "marc"), waits(acme, "nina")) == ([], ["lea"])
    assert by_id(site, "lea").affiliation(acme.entity_oid, b.TODAY).manager == "nina"
    assert site.membership.holders("manager", acme.oid, b.TODAY) == ["nina"]
    assert next(acme.deeds()).what == "handed over"
    validation.decide_step(b.an_act(site, "nina"), application, True)


def test_the_last_referent_hands_over_and_an_outsider_takes_nothing(stones):
    site = site_of(stones)
    with pytest.raises(handover.HandoverRefused):
        handover.hand_over(b.an_act(site, "rose"), stones, by_id(site, "rose"), b.a_person(site, "iris"))
    handover.hand_over(b.an_act(site, "rose"), stones, by_id(site, "rose"), by_id(site, "remi"))
    assert site.membership.holders("referent", stones.oid, b.TODAY) == ["remi"]
