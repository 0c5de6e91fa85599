"""Gates, grants and relations, one situation each (DESIGN §3, M47, M48); the random trees prove the whole."""

from datetime import timedelta

import pytest

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.workflows import access
from mobee_pyr.workflows.explain import acl, explain, place_of_token
from tests import builders as b


@pytest.fixture
def site():
    return b.a_site()


def sees(site, who, node, day=b.TODAY):
    return access.permits(b.the_reader(site, who, day), Permission.VIEW, node)


def test_a_shared_network_is_open_to_everybody(site):
    """M48: one sees the other companies and organisations."""
    mission = b.a_mission(b.an_organisation(b.a_network(site)))
    assert sees(site, None, mission)


def test_a_dedicated_network_lets_in_whoever_holds_any_role_there(site):
    """M47: an extranet."""
    horizon = b.a_network(site, "horizon", dedicated=True, member="mia", manager="max")
    stones = b.an_organisation(horizon, referent="rose", member="mona")
    mission = b.a_mission(stones)
    b.a_role("admin", site, "ada")
    b.a_role("manager", b.a_network(site, "culture"), "maud")
    may = {who: sees(site, who, mission) for who in ("mia", "max", "rose", "mona", "ada", "maud", "stranger", None)}
    assert may == {"mia": True, "max": True, "rose": True, "mona": True, "ada": True, "maud": False, "stranger": False, None: False}


@pytest.mark.parametrize(
    ("since", "until", "inside"), [(None, None, True), (1, None, False), (0, 0, True), (None, -1, False), (-9, 9, True)]
)
def test_a_role_counts_on_its_days(site, since, until, inside):
    horizon = b.a_network(site, "horizon", dedicated=True)
    days = [None if shift is None else b.TODAY + timedelta(days=shift) for shift in (since, until)]
    b.a_role("member", horizon, "mia", since=days[0], until=days[1])
    assert sees(site, "mia", horizon) is inside


def test_an_answer_ends_with_the_first_change_to_come(site):
    culture = b.a_network(site)
    b.a_role("member", culture, "mia", until=b.TODAY + timedelta(days=5))
    b.a_role("qualifier", culture, "mia", since=b.TODAY + timedelta(days=3))
    assert b.the_reader(site, "mia").until == b.TODAY + timedelta(days=3)
    assert b.the_reader(site, "mia", b.TODAY + timedelta(days=3)).until == b.TODAY + timedelta(days=6)
    assert b.the_reader(site).until is None


def test_private_from_here(site):
    """Those granted on it or beneath it, and the managers above."""
    culture = b.a_network(site, manager="maud", qualifier="quentin", member="mia")
    stones = b.an_organisation(culture, referent="rose", manager="marc", hr="hana", member="mona")
    mission = b.a_mission(stones, by="olga")
    b.a_role("reader", mission, "remi")
    b.a_role("admin", site, "ada")
    tree.set_private(mission, True)
    people = ("ada", "maud", "rose", "marc", "remi", "quentin", "mia", "hana", "mona", "olga", None)
    assert [who for who in people if sees(site, who, mission)] == ["ada", "maud", "rose", "marc", "remi"]
    tree.set_private(mission, False)
    assert all(sees(site, who, mission) for who in people)


def test_a_role_beneath_a_gate_opens_it(site):
    culture = b.a_network(site)
    stones = b.an_organisation(culture)
    mission = b.a_mission(stones)
    tree.set_private(stones, True)
    assert not sees(site, "remi", stones)
    b.a_role("reader", mission, "remi")
    assert sees(site, "remi", stones)
    assert sees(site, "remi", mission)


def test_who_applied_keeps_sight_whatever_gate_closes(site):
    horizon = b.a_network(site, "horizon", dedicated=True)
    mission = b.a_mission(b.an_organisation(horizon))
    application = b.an_application(mission, "lea")
    assert sees(site, "lea", mission)
    assert sees(site, "lea", application)
    assert not sees(site, "lea", horizon), "of the mission, not of all the rest"
    tree.delete(mission)
    assert not sees(site, "lea", mission)
    assert not sees(site, "lea", application)


def test_readers_and_editors_in_every_state(site):
    mission = b.a_mission(b.an_organisation(b.a_network(site)), state="draft")
    b.a_role("reader", mission, "rita")
    b.a_role("editor", mission.__parent__, "edie")
    for state in ("draft", "refused", "closed"):
        mission.state = state
        assert sees(site, "rita", mission)
        assert not access.permits(b.the_reader(site, "rita"), Permission.EDIT, mission)
        assert access.permits(b.the_reader(site, "edie"), Permission.EDIT, mission)


def test_who_is_shut_out_is_a_visitor(site):
    culture = b.a_network(site, state="preparing", manager="maud")
    b.a_person(site, "maud", blocked=True)
    assert not sees(site, "maud", culture)
    assert b.the_reader(site, "maud").person_id is None


def test_the_bin_is_closed_to_all(site):
    b.a_role("admin", site, "ada")
    mission = b.a_mission(b.an_organisation(b.a_network(site, manager="ada"), referent="ada"))
    tree.delete(mission)
    assert not sees(site, "ada", mission)


def test_a_role_elsewhere_is_no_role_here(site):
    """The référent of one organisation is nobody in the next one."""
    culture = b.a_network(site)
    here, there = b.an_organisation(culture, "ici", referent="rose"), b.an_organisation(culture, "ailleurs")
    assert sees(site, "rose", b.a_mission(here, state="draft"))
    assert not sees(site, "rose", b.a_mission(there, state="draft"))


def test_what_lists_ask_for(site):
    culture, horizon = b.a_network(site), b.a_network(site, "horizon", dedicated=True, member="mia")
    mission = b.a_mission(b.an_organisation(culture))
    tree.set_private(mission, True)
    assert access.closed_to(b.the_reader(site)) == ({culture.oid}, {mission.oid})
    assert access.closed_to(b.the_reader(site, "mia")) == ({culture.oid, horizon.oid}, {mission.oid})


# Why can she see this? ----------------------------------------------------------------------------------------------------


def test_an_explanation_names_the_gates_the_roles_and_what_is_held(site):
    horizon = b.a_network(site, "horizon", dedicated=True)
    stones = b.an_organisation(horizon, referent="rose")
    mission = b.a_mission(stones, state="draft")
    tree.set_private(mission, True)
    told = explain(b.the_reader(site, "rose"), Permission.VIEW, mission)
    assert (told.allowed, told.kept) == (True, False)
    assert [(answer.gate, answer.open) for answer in told.gates] == [(horizon, True), (mission, True)]
    assert told.held == {f"referent@{stones.oid}"}
    assert "organisation.referent" in told.roles
    assert f"manager@{horizon.oid}" in told.needed
    assert place_of_token(site, f"referent@{stones.oid}") is stones
    assert place_of_token(site, "everyone") is None


def test_an_explanation_of_why_not(site):
    horizon = b.a_network(site, "horizon", dedicated=True)
    mission = b.a_mission(b.an_organisation(horizon))
    told = explain(b.the_reader(site, "lea"), Permission.VIEW, mission)
    assert not told.allowed
    assert [(answer.gate, answer.open) for answer in told.gates] == [(horizon, False)]
    assert told.held == {"everyone"}, "the role would do; the gate is closed"


def test_an_explanation_of_sight_that_is_kept(site):
    horizon = b.a_network(site, "horizon", dedicated=True)
    mission = b.a_mission(b.an_organisation(horizon))
    b.an_application(mission, "lea")
    told = explain(b.the_reader(site, "lea"), Permission.VIEW, mission)
    assert (told.allowed, told.kept) == (True, True)
    assert [answer.open for answer in told.gates] == [False]


def test_the_whole_list_in_pyramids_form(site):
    horizon = b.a_network(site, "horizon", dedicated=True)
    stones = b.an_organisation(horizon)
    mission = b.a_mission(stones)
    lines = acl(mission)
    assert lines[0] == ("Deny", "outside", f"horizon@{horizon.oid}")
    assert ("Allow", "everyone", "view") in lines
    assert ("Allow", f"referent@{stones.oid}", "edit") in lines
    assert ("Allow", f"editor@{site.oid}", "edit") in lines
    assert not [line for line in lines if line[2] == "administer"]
