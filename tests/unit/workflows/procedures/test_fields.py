"""Conditions: the facts they look at, what is unknown, and the yearly quota (M50, P24, K11)."""

from datetime import date
from decimal import Decimal

import pytest

from mobee_pyr.content.person import Affiliation
from mobee_pyr.content.place import Place
from mobee_pyr.content.quota import Quota
from mobee_pyr.workflows.procedures import quota
from mobee_pyr.workflows.procedures.fields import FIELDS, holds
from mobee_pyr.workflows.procedures.model import SUBJECTS, Condition
from tests import builders as b


@pytest.fixture
def stones():
    return b.an_organisation(b.a_network(b.a_site(), manager="maud"), referent="rose")


def an_answer(stones, time_basis="work", by="lea", employer=None, state="submitted", programme=None, **mission):
    name = f"mission-{len(list(stones.inside('mission')))}"
    return b.an_application(b.a_mission(stones, name, **mission), by, state, employer, time_basis=time_basis, programme=programme)


def met(node, field, test, value):
    return holds(Condition(field, test, value), node)


@pytest.mark.parametrize(("days", "expected"), [(0.5, False), (3, True), (5, True), (5.5, False)])
def test_a_number_lies_between_its_bounds(stones, days, expected):
    node = an_answer(stones, days=days)
    assert (met(node, "days", "gt", 0.5) and met(node, "days", "lte", 5)) is expected


def test_what_is_not_known_spares_nobody_a_step(stones):
    node = an_answer(stones, days=None, starts=None)
    assert met(node, "days", "lt", 0.5)
    assert met(node, "days", "gt", 5)
    assert met(node, "starts", "after", date(2027, 1, 1))
    assert met(node, "place", "starts", ("38",))


def test_a_choice_a_day_a_place_and_a_flag(stones):
    node = an_answer(stones, mode="online", starts=date(2027, 3, 1), place=Place("Grenoble", "38000"))
    assert met(node, "time_basis", "in", ("work",)) and not met(node, "time_basis", "in", ("own",))
    assert met(node, "mode", "in", ("online", "both")) and not met(node, "mode", "in", ("on_site",))
    assert met(node, "starts", "after", date(2027, 2, 28)) and not met(node, "starts", "after", date(2027, 3, 1))
    assert met(node, "place", "starts", ("69", "38")) and not met(node, "place", "starts", ("69",))


def test_a_situation_at_work_is_a_status_of_an_employee(stones):
    """K02: whoever asks for employees means them too; nobody is in a situation that was not said."""
    node = an_answer(stones)
    for status, situation in (("late-career", True), ("employee", False), ("", False)):
        node.status = status
        assert met(node, "situation", "in", ("late-career",)) is situation
        assert met(node, "status", "in", ("employee",))
    node.status = "retired"
    assert not met(node, "status", "in", ("employee",)) and not met(node, "situation", "in", ("late-career",))


def test_an_amount_is_of_money_only(stones):
    cash = b.a_need(stones, "toit", means="cash", quantity=Decimal(8000))
    goods = b.a_need(stones, "affiches", quantity=Decimal(100))
    employer = b.an_organisation(stones.__parent__, "acme", referent="remi")
    assert met(b.a_pledge(cash, "remi", employer, 5000), "amount", "gte", 5000)
    assert not met(b.a_pledge(cash, "rita", employer, 4999), "amount", "gte", 5000)
    assert met(b.a_pledge(goods, "remi", employer, 100), "amount", "gte", 5000), "an unknown amount spares nobody"


def test_the_first_mission_is_the_first_that_was_accepted(stones):
    assert met(an_answer(stones), "first", "is", True)
    an_answer(stones, state="declined")
    assert met(an_answer(stones), "first", "is", True)
    an_answer(stones, state="completed")
    assert not met(an_answer(stones), "first", "is", True)


def test_every_field_is_for_some_subject_and_reads_without_failing(stones):
    nodes = {"application": an_answer(stones), "request": b.a_need(stones), "pledge": b.a_pledge(b.a_need(stones, "x"), "remi", stones)}
    nodes |= {"reception": nodes["application"], "joining": b.a_joining(stones, "lea")}
    for field in FIELDS.values():
        assert set(field.subjects) <= set(SUBJECTS)
        for subject in field.subjects:
            field.read(nodes[subject])


def test_the_quota_counts_work_time_of_the_year(stones):
    """Twenty half-days a year: one mission of 3 days and one of 7 recorded hours leave twelve."""
    acme = b.an_organisation(stones.__parent__, "acme", referent="remi")
    acme.quota = Quota(20)
    b.an_employee(acme, "lea")
    lea = stones.__parent__.__parent__.people["lea"]
    year = b.NOW.year
    an_answer(stones, employer=acme, state="accepted", days=3.0, starts=date(year, 5, 1))
    an_answer(stones, employer=acme, state="completed", days=9.0, starts=date(year, 6, 1)).hours = 7.0
    an_answer(stones, employer=acme, state="accepted", days=4.0, starts=date(year - 1, 5, 1))
    an_answer(stones, "own", employer=acme, state="accepted", days=4.0, starts=date(year, 5, 1))
    an_answer(stones, employer=acme, state="declined", days=4.0, starts=date(year, 5, 1))
    assert quota.left(lea, acme, year) == 20 - 6 - 2
    wish = an_answer(stones, employer=acme, days=6.5, starts=date(year, 9, 1))
    assert quota.left_after(wish) == -1
    assert met(wish, "quota_left", "lt", 0)
    acme.quota = None
    assert not met(wish, "quota_left", "lt", 0), "without a quota nothing is exceeded"


def test_what_was_left_over_comes_along_up_to_a_bound(stones):
    acme = b.an_organisation(stones.__parent__, "acme", referent="remi")
    acme.quota, year = Quota(10, carried=4), b.NOW.year
    b.an_employee(acme, "lea")
    lea = stones.__parent__.__parent__.people["lea"]
    lea.affiliations = (Affiliation(acme.entity_oid, "employee", date(year - 1, 1, 1), confirmed_on=date(year - 1, 1, 1)),)
    assert quota.left(lea, acme, year) == 14
    an_answer(stones, employer=acme, state="completed", days=4.0, starts=date(year - 1, 5, 1))
    assert quota.left(lea, acme, year) == 12
    lea.affiliations = (Affiliation(acme.entity_oid, "employee", date(year, 1, 1), confirmed_on=date(year, 1, 1)),)
    assert quota.left(lea, acme, year) == 10, "whoever came this year carries nothing over"


def test_a_programme_counts_apart_with_a_carry_over_of_its_own(stones):
    """P23, P24, M41: per programme and calendar year; what counts nowhere in particular counts to the general quota."""
    acme, year = b.an_organisation(stones.__parent__, "acme", referent="remi"), b.NOW.year
    b.an_employee(acme, "lea")
    lea = stones.__parent__.__parent__.people["lea"]
    lea.affiliations = (Affiliation(acme.entity_oid, "employee", date(year - 2, 1, 1), confirmed_on=date(year - 2, 1, 1)),)
    giving = b.a_programme(acme, "mecenat")
    acme.quota, giving.quota = Quota(20), Quota(10, carried=4)
    for number, (programme, day) in enumerate([(None, year), (giving.oid, year), (giving.oid, year - 1)]):
        an_answer(stones, employer=acme, state="accepted", days=1.5 + number, starts=date(day, 5, 1), programme=programme)
    assert quota.left(lea, acme, year) == 20 - 3
    assert quota.left(lea, giving, year) == 10 - 5, "the programme began this year: nothing is carried over"
    giving.created = b.NOW.replace(year=year - 1)
    assert quota.left(lea, giving, year) == 10 + min(4, 10 - 7) - 5
    wish = an_answer(stones, employer=acme, days=5.0, starts=date(year, 9, 1), programme=giving.oid)
    assert (quota.left_after(wish), met(wish, "quota_left", "lt", 0)) == (8 - 10, True)
    assert quota.state_for(wish) == quota.State(giving, 8, 13)


def test_a_programme_without_a_limit_or_of_somebody_else_counts_in_general(stones):
    acme = b.an_organisation(stones.__parent__, "acme", referent="remi")
    b.an_employee(acme, "lea")
    acme.quota = Quota(20)
    giving, other = b.a_programme(acme, "mecenat"), b.a_programme(stones, "chantier")
    other.quota = Quota(1)
    for programme in (giving.oid, other.oid, 12345):
        assert quota.lender_of(an_answer(stones, employer=acme, programme=programme)) is acme
    assert quota.lender_of(an_answer(stones, "work", programme=giving.oid)) is None
    assert quota.state_for(an_answer(stones, "own", employer=acme)) is None


def test_a_profile_counts_as_verified_while_it_is(stones):
    """M71: in the network of the mission, today; what lapsed, waits, or was verified elsewhere spares nobody a step."""
    network, node = stones.__parent__, an_answer(stones)
    assert met(node, "profile_verified", "is", False)
    elsewhere = b.a_network(network.__parent__, "sports")
    b.a_volunteer(elsewhere, "lea", "verified")
    assert met(node, "profile_verified", "is", False)
    profile = b.a_volunteer(network, "lea", "verified", valid_until=b.TODAY)
    assert met(node, "profile_verified", "is", True) and not met(node, "profile_verified", "is", False)
    profile.valid_until = b.TODAY.replace(day=b.TODAY.day - 1)
    assert met(node, "profile_verified", "is", False)
    profile.valid_until = None
    b.fire(profile, "withdraw", "lea")
    assert met(node, "profile_verified", "is", False)
