"""Groups of a network: nested once, found from both sides, gone without a trace."""

import pytest

from mobee_pyr.content import tree
from mobee_pyr.content.access import person_token, token
from mobee_pyr.content.groups import Nested
from mobee_pyr.content.membership import Grant
from mobee_pyr.workflows import access
from tests import builders as b


@pytest.fixture
def stones():
    """An organisation of a network in which lea and noe are members."""
    return b.an_organisation(b.a_network(b.a_site(), member=["lea", "noe"]))


def a_group(stones, name, *people, groups=()):
    """Its number."""
    kept = b.site_of(stones).membership.own_groups()
    number = kept.make(stones.__parent__.oid, name)
    kept.change(number, name, people, groups)
    return number


def test_what_a_group_was_given_all_in_it_hold(stones):
    """M46: and the token of the role is the same as by name, so that nothing is indexed anew."""
    site = b.site_of(stones)
    number = a_group(stones, "Dons", "lea")
    site.membership.groups.grant(number, Grant("reader", stones.oid))
    assert site.membership.grants("lea")[-1] == Grant("reader", stones.oid, through=number)
    assert token("reader", stones.oid) in access.reader(site, site.people["lea"], b.TODAY).tokens
    assert access.reader(site, site.people["noe"], b.TODAY).tokens == {
        "everyone",
        "authenticated",
        person_token("noe"),
        token("member", stones.__parent__.oid),
    }
    assert site.membership.holders("reader", stones.oid, b.TODAY) == ["lea"]
    assert site.membership.own("lea") == (Grant("member", stones.__parent__.oid),)


def test_a_group_in_a_group(stones):
    """Once: what a group was given those of the groups in it hold, those around it do not."""
    site, inner = b.site_of(stones), a_group(stones, "Dons", "lea")
    outer = a_group(stones, "Tous", "noe", groups=[inner])
    groups = site.membership.groups
    groups.grant(outer, Grant("reader", stones.oid))
    groups.grant(inner, Grant("editor", stones.oid))
    held = {name: [str(grant.role) for grant in site.membership.grants(name) if grant.through] for name in ("lea", "noe")}
    assert held == {"lea": ["editor", "reader"], "noe": ["reader"]}
    assert groups.people(outer) == ("noe", "lea")


@pytest.mark.parametrize("case", ["itself", "a third level above", "a third level below", "in a circle"])
def test_nothing_goes_in_circles(stones, case):
    inner = a_group(stones, "Dons", "lea")
    outer = a_group(stones, "Tous", groups=[inner])
    other = a_group(stones, "Autres")
    groups = b.site_of(stones).membership.groups
    number, taken_in = {
        "itself": (other, other),
        "a third level above": (other, outer),
        "a third level below": (inner, other),
        "in a circle": (inner, outer),
    }[case]
    before = dict(groups.known.items())
    with pytest.raises(Nested):
        groups.change(number, "X", ("noe",), (taken_in,))
    assert dict(groups.known.items()) == before and "noe" not in groups.of_person


def test_the_end_of_a_group_is_the_end_of_its_grants(stones):
    site, inner = b.site_of(stones), a_group(stones, "Dons", "lea")
    outer = a_group(stones, "Tous", "noe", groups=[inner])
    groups = site.membership.groups
    for number in (inner, outer):
        groups.grant(number, Grant("reader", stones.oid))
    groups.dissolve(inner)
    assert groups.get(outer).groups == () and site.membership.holders("reader", stones.oid, b.TODAY) == ["noe"]
    groups.dissolve(outer)
    indexes = (groups.known, groups.of_network, groups.of_person, groups.within, groups.given, groups.on)
    assert [list(index) for index in indexes] == [[]] * 6


def test_nodes_that_are_gone_for_good_leave_nothing(stones):
    site, network = b.site_of(stones), stones.__parent__
    number = a_group(stones, "Dons", "lea")
    groups = site.membership.groups
    groups.grant(number, Grant("reader", stones.oid))
    tree.delete(stones)
    tree.purge(stones)
    assert groups.grants(number) == () and list(groups.on) == []
    tree.delete(network)
    tree.purge(network)
    assert list(groups.known) == [] and site.membership.grants("lea") == ()


def test_those_to_whom_a_page_was_given_are_listed_among_thousands(stones):
    """Also what was given before the list was kept."""
    site, network = b.site_of(stones), stones.__parent__
    membership = site.membership
    membership.by_person["noe"] = (Grant("reader", stones.oid),)
    membership.by_node[stones.oid] = type(membership.by_node[network.oid])(["noe"])
    assert membership.shared is None and [who for who, _grant in membership.shared_on(stones.oid)] == ["noe"]
    membership.grant("lea", Grant("editor", stones.oid))
    assert [who for who, _grant in membership.shared_on(stones.oid)] == ["lea", "noe"]
    membership.revoke("noe", "reader", stones.oid)
    membership.revoke("lea", "editor", stones.oid)
    assert list(membership.shared) == []


def test_what_moves_to_another_network_leaves_the_groups(stones):
    """M47: a network's groups open nothing in another; inside the network nothing changes."""
    site, network = b.site_of(stones), stones.__parent__
    mission, number = b.a_mission(stones), a_group(stones, "Dons", "lea")
    site.membership.groups.grant(number, Grant("reader", mission.oid))
    site.membership.groups.grant(number, Grant("reader", network.oid))
    tree.move(mission, b.an_organisation(network, "autre"))
    assert len(site.membership.groups.grants(number)) == 2
    tree.move(mission.__parent__, b.a_network(site, "sports"))
    assert [grant.oid for grant in site.membership.groups.grants(number)] == [network.oid]
