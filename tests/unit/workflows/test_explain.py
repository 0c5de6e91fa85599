"""Pieces of *why can she?*: what may be asked, who a stranger is, and roles out of their dates (DESIGN §3)."""

from datetime import timedelta

from mobee_pyr.content.access import Permission
from mobee_pyr.workflows import access, explain
from tests import builders as b


def test_a_stranger_is_anybody_who_is_signed_in():
    site = b.a_site()
    culture, horizon = b.a_network(site), b.a_network(site, "horizon", dedicated=True, member="mia")
    stranger = explain.stranger(site)
    assert access.permits(stranger, Permission.JOIN, culture)
    assert not access.permits(stranger, Permission.VIEW, horizon)
    assert not access.permits(stranger, Permission.EDIT, culture)


def test_only_what_some_state_gives_can_be_asked():
    site = b.a_site()
    mission = b.a_mission(b.an_organisation(b.a_network(site)))
    expected = ["view", "edit", "apply", "people", "qualify", "history", "recruit"]
    assert [str(permission) for permission in explain.offered(mission)] == expected
    assert [str(permission) for permission in explain.offered(site)] == ["view", "add", "people", "history", "account", "administer"]


def test_a_role_that_has_not_begun_or_is_over_is_found():
    site = b.a_site()
    stones = b.an_organisation(b.a_network(site))
    for who, since, until in (("rose", 3, None), ("remi", None, -3), ("rita", -3, 3)):
        days = [None if shift is None else b.TODAY + timedelta(days=shift) for shift in (since, until)]
        b.a_role("referent", stones, who, since=days[0], until=days[1])
    needed = access.holders(stones, Permission.EDIT)
    found = {who: len(explain.out_of_date(site, who, needed, b.TODAY)) for who in ("rose", "remi", "rita", "stranger")}
    assert found == {"rose": 1, "remi": 1, "rita": 0, "stranger": 0}
