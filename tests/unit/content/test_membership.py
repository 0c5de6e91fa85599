"""Dated grants, held once and found from both sides."""

from datetime import date, timedelta

from mobee_pyr.content.membership import Grant, Membership

DAY = date(2025, 3, 3)
YESTERDAY, TOMORROW = DAY - timedelta(1), DAY + timedelta(1)


def test_a_grant_holds_from_its_first_day_to_its_last() -> None:
    """M49: roles are dated."""
    grant = Grant("referent", 1, DAY, TOMORROW)
    assert [grant.holds(day) for day in (YESTERDAY, DAY, TOMORROW, TOMORROW + timedelta(1))] == [False, True, True, False]
    assert Grant("referent", 1).holds(DAY)


def test_a_grant_says_when_it_will_change() -> None:
    grant = Grant("referent", 1, DAY, TOMORROW)
    assert grant.changes_after(YESTERDAY) == DAY
    assert grant.changes_after(DAY) == TOMORROW + timedelta(1)
    assert grant.changes_after(TOMORROW + timedelta(1)) is None


def test_people_are_found_by_node_and_nodes_by_person() -> None:
    held = Membership()
    held.grant("lea", Grant("member", 1))
    held.grant("lea", Grant("referent", 2, TOMORROW))
    held.grant("noe", Grant("member", 1))
    assert held.people(1) == ["lea", "noe"]
    assert held.holders("member", 1, DAY) == ["lea", "noe"]
    assert held.holders("referent", 2, DAY) == [] and held.holders("referent", 2, TOMORROW) == ["lea"]
    assert held.revoke("lea", "member", 1) and not held.revoke("lea", "member", 1)
    assert held.people(1) == ["noe"] and held.grants("lea") == (Grant("referent", 2, TOMORROW),)


def test_a_role_given_again_is_replaced() -> None:
    held = Membership()
    held.grant("lea", Grant("member", 1, None, YESTERDAY))
    held.grant("lea", Grant("member", 1))
    assert held.grants("lea") == (Grant("member", 1),)


def test_whoever_stands_in_steps_back_when_a_titular_is_named() -> None:
    """M49: the network's manager acts as référent until one is named."""
    held = Membership()
    held.grant("maud", Grant("referent", 1, acting=True))
    assert held.holders("referent", 1, DAY) == ["maud"]
    held.grant("rose", Grant("referent", 1))
    assert held.holders("referent", 1, DAY) == ["rose"] and held.grants("maud") == ()


def test_a_node_that_is_gone_leaves_no_grant() -> None:
    held = Membership()
    held.grant("lea", Grant("member", 1))
    held.grant("lea", Grant("hr", 1))
    held.forget(1)
    assert held.grants("lea") == () and held.people(1) == [] and list(held.by_node) == []
