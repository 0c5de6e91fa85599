"""Bad days of a procedure: whoever is asked leaves, is shut out, or dies as a deputy; an organisation is suspended."""

from datetime import date, datetime, timedelta

import pytest

from mobee_pyr.content import accounts
from mobee_pyr.content.access import Role, token
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import absence, appointments, deadlines, departures, grouping, todo, validation
from mobee_pyr.workflows.act import Relaid
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.laying import lay_track
from mobee_pyr.workflows.procedures.loader import load
from tests import builders as b

NAMED = '[[steps]]\nwho = ["person:petra"]\n'
HR = '[[steps]]\nwho = ["employer.hr"]\n'
MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=b.NOW.tzinfo)


@pytest.fixture
def stones():
    culture = b.a_network(b.a_site(), manager="maud")
    return b.an_organisation(culture, referent="rose")


def acme(stones, steps, **roles):
    body = b.an_organisation(stones.__parent__, "acme", body="company", **{"referent": "remi", "hr": "hana"} | roles)
    choice.put(body, load(f'subject = "application"\n{steps}', "test"))
    b.an_employee(body, "petra")
    b.an_employee(body, "lea")
    return body


def applied(stones, employer, at=b.NOW):
    node = b.an_application(b.a_mission(stones), "lea", employer=employer)
    lay_track(b.an_act(site_of(node), "lea", at), node)
    todo.update(node)
    return node


def waits_for(node):
    everybody = [person.id for person in site_of(node).people.inside()]
    found = sorted(who for who in everybody if validation.steps_waiting_for(b.the_reader(site_of(node), who), node))
    assert found == sorted(who for who in everybody if node in todo.things_to_do(b.the_reader(site_of(node), who))), "lists say the same"
    return found


def person(node, name):
    return b.a_person(site_of(node), name)


def test_whoever_leaves_the_organisation_is_no_longer_asked_by_name(stones):
    body = acme(stones, NAMED)
    node, heard = applied(stones, body), []
    assert waits_for(node) == ["petra"]
    appointments.dismiss(b.an_act(site_of(node), "remi", listeners=(heard.append,)), body, person(node, "petra"), Role.MEMBER)
    assert waits_for(node) == ["remi"]
    assert [type(event) for event in heard] == [Relaid], "who is asked now is told"
    assert next(node.deeds()).what == "step reassigned"


def test_a_role_kept_there_keeps_the_step(stones):
    body = acme(stones, NAMED)
    node = applied(stones, body)
    b.a_role("manager", body, "petra")
    appointments.dismiss(b.an_act(site_of(node), "remi"), body, person(node, "petra"), Role.MANAGER)
    assert waits_for(node) == ["petra"]


def test_leaving_another_organisation_changes_nothing(stones):
    node = applied(stones, acme(stones, NAMED))
    other = b.an_organisation(stones.__parent__, "fresques", referent="paul")
    b.a_role("member", other, "petra")
    appointments.dismiss(b.an_act(site_of(node), "paul"), other, person(node, "petra"), Role.MEMBER)
    assert waits_for(node) == ["petra"]


def test_a_role_revoked_in_the_middle_waits_for_the_others_or_for_the_referent(stones):
    body = acme(stones, HR, hr=["hana", "hugo"])
    node, act = applied(stones, body), b.an_act(site_of(stones), "remi")
    appointments.dismiss(act, body, person(node, "hana"), Role.HR)
    assert waits_for(node) == ["hugo"]
    appointments.dismiss(act, body, person(node, "hugo"), Role.HR)
    assert waits_for(node) == ["remi"]
    validation.decide_step(act, node, True)
    assert node.procedure_done


def test_an_attachment_that_ends_ends_the_step_too(stones):
    body = acme(stones, NAMED)
    joining = b.a_joining(body, "petra", state="confirmed")
    node = applied(stones, body)
    b.fire(joining, "end", "petra")
    assert waits_for(node) == ["remi"]


@pytest.mark.parametrize(("steps", "who"), [(NAMED, "petra"), (HR, "hana")])
def test_a_suspended_account_is_replaced_at_once(stones, steps, who):
    node = applied(stones, acme(stones, steps))
    accounts.block(person(node, who), "ada", b.NOW)
    departures.shut_out(b.an_act(site_of(node), None), person(node, who))
    assert waits_for(node) == ["remi"]


def test_a_deputy_who_is_gone_answers_no_more_and_the_absent_finds_all_again(stones):
    body = acme(stones, HR)
    node, site = applied(stones, body), site_of(stones)
    absence.go(b.an_act(site, "hana"), person(node, "hana"), person(node, "petra"), b.TODAY, b.TODAY + timedelta(days=30))
    todo.update(node)
    assert waits_for(node) == ["hana", "petra"]
    accounts.block(person(node, "petra"), "ada", b.NOW)
    departures.shut_out(b.an_act(site, None), person(node, "petra"))
    assert waits_for(node) == ["hana"]


def held_up(stones):
    body = acme(stones, '[[steps]]\nwho = ["employer.hr"]\ndeadline = 2\noverdue = ["refuse"]\n')
    return body, applied(stones, body, MONDAY)


@pytest.mark.parametrize("side", ["employer", "beneficiary"])
def test_a_suspension_lets_no_deadline_pass_and_leaves_days_when_it_ends(stones, side):
    body, node = held_up(stones)
    suspended = body if side == "employer" else stones
    assert node.due == date(2027, 3, 3)
    b.fire(suspended, "suspend", "maud", "Dossier", at=MONDAY)
    for day in (3, 4, 40):
        deadlines.run(b.an_act(site_of(node), None, MONDAY + timedelta(days=day)))
    assert (node.state, node.track[0].outcome) == ("submitted", "")
    b.fire(suspended, "reinstate", "maud", at=MONDAY + timedelta(days=40))
    assert node.due == date(2027, 4, 13), "two working days after Saturday 10 April, when it last would have passed"
    deadlines.run(b.an_act(site_of(node), None, MONDAY + timedelta(days=41)))
    assert node.state == "submitted"
    deadlines.run(b.an_act(site_of(node), None, MONDAY + timedelta(days=45)))
    assert node.state == "not_approved"


def test_whoever_leaves_the_network_by_themselves_is_no_longer_asked_by_name():
    """A step that the network imposes names an independent volunteer: it is asked of the employer’s référent when they leave."""
    culture = b.a_network(b.a_site(), manager="maud", member="petra")
    stones = b.an_organisation(culture, referent="rose")
    body = b.an_organisation(culture, "acme", body="company", referent="remi")
    b.an_employee(body, "lea")
    culture.overrides["imposed"] = {"application.before": f'subject = "application"\n{NAMED}'}
    node, heard = applied(stones, body), []
    assert waits_for(node) == ["petra"]
    assert departures.leave(b.an_act(site_of(node), "petra", listeners=(heard.append,)), culture, person(node, "petra"))
    assert waits_for(node) == ["remi"] and [type(event) for event in heard] == [Relaid]
    assert not departures.leave(b.an_act(site_of(node), "petra"), culture, person(node, "petra"))


def test_a_role_that_ends_by_its_date_asks_somebody_else_once(stones):
    """M50: nobody waits for nobody, though nobody did anything; the job looks once a day, and however long it was not run."""
    body = acme(stones, HR, hr=())
    b.a_role("hr", body, "hana", until=b.TODAY + timedelta(days=3))
    node, heard = applied(stones, body), []
    for day, expected in ((3, 0), (4, 1), (4, 0), (30, 0)):
        act = b.an_act(site_of(node), None, b.NOW + timedelta(days=day), (heard.append,))
        assert departures.run(act) == expected, day
    assert (node.track[0].role, [type(event) for event in heard]) == ("employer.referent", [Relaid])
    assert next(deed for deed in node.deeds() if deed.what == "step reassigned").details["to"] == "employer.referent"


def test_a_role_that_others_hold_still_waits_for_them_when_one_ends(stones):
    body = acme(stones, HR, hr="hugo")
    b.a_role("hr", body, "hana", until=b.TODAY)
    node = applied(stones, body)
    assert departures.run(b.an_act(site_of(node), None, b.NOW + timedelta(days=40))) == 0
    assert node.track[0].role == "employer.hr"


def test_whoever_has_no_role_left_in_a_network_is_in_none_of_its_groups(stones):
    """M47: nothing stays open through a group; one role left is enough to stay in it."""
    culture, site = stones.__parent__, site_of(stones)
    act, rita = b.an_act(site, "maud"), b.a_person(site, "rita")
    for place in (stones, culture):
        b.a_role("member", place, "rita")
    number = grouping.make(act, culture, "Relecture")
    grouping.add(act, culture, number, rita)
    site.membership.own_groups().grant(number, Grant("reader", stones.oid))
    appointments.dismiss(act, stones, rita, Role.MEMBER)
    assert site.membership.groups.people(number) == ("rita",)
    assert departures.leave(act, culture, rita)
    assert site.membership.groups.people(number) == () and not site.membership.groups.containing("rita")
    assert token("reader", stones.oid) not in b.the_reader(site, "rita").tokens
    assert [deed.details["person"] for deed in culture.deeds() if deed.what == "group changed"] == ["rita", "rita"]


def test_a_role_that_ends_by_its_date_ends_what_the_groups_gave(stones):
    """M47: found by the job of the day."""
    culture, site = stones.__parent__, site_of(stones)
    act = b.an_act(site, "maud")
    b.a_role("member", culture, "rita", until=b.TODAY)
    number = grouping.make(act, culture, "Relecture")
    grouping.add(act, culture, number, b.a_person(site, "rita"))
    departures.run(b.an_act(site, None, b.NOW + timedelta(days=1)))
    assert site.membership.groups.people(number) == ()
