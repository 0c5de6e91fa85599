"""*Voir comme*, on random trees: such eyes never see what one of the two could not."""

from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import lineage, subtree
from mobee_pyr.workflows import access, discretion, looking
from mobee_pyr.workflows.looking import LASTS, Look
from tests import builders as b
from tests import random_tree

FEW = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=True,
)


def grown(data):
    """A random site after a few random deeds."""
    site = b.a_site()
    random_tree.grow(site, data.draw)
    for _deed in range(data.draw(st.integers(0, 4))):
        random_tree.deed(site, data.draw)
    return site


def looks(site):
    """(watcher, whoever is looked as, their eyes) of all who could be; allowed or not."""
    for network in site.inside("network"):
        for who in random_tree.PEOPLE:
            watcher = b.the_reader(site, who)
            for other in random_tree.PEOPLE:
                look = Look(network.oid, b.NOW, other)
                yield watcher, b.the_reader(site, other), network, looking.eyes(watcher, look, b.TODAY)


@FEW
@given(st.data())
def test_nothing_shows_that_one_of_the_two_could_not_open(data):
    """M47: nor anything of another network, nor a profile, whatever the permission."""
    site = grown(data)
    for watcher, other, network, eyes in looks(site):
        for node in list(subtree(site)):
            for permission in Permission:
                if not access.permits(eyes, permission, node):
                    continue
                if node is site:
                    assert permission == Permission.VIEW
                    continue
                assert network_of(node) is network and node.type_name != "volunteer"
                assert access.permits(watcher, permission, node) and access.permits(other, permission, node), (permission, node)


@FEW
@given(st.data())
def test_lists_ask_the_index_for_no_more(data):
    """The networks and private nodes of `closed_to` say what the gates of both say."""
    site = grown(data)
    for _watcher, _other, network, eyes in looks(site):
        opened, closed = access.closed_to(eyes)
        assert opened <= {network.oid}
        for node in subtree(network):
            listed = network.oid in opened and not any(step.oid in closed for step in lineage(node))
            gates = access.gates(node)
            both = all(access.passes(eyes, gate) for gate in gates) and all(access.passes(eyes.watcher, gate) for gate in gates)
            assert listed is both


def test_a_look_lasts_half_an_hour():
    look = Look(1, b.NOW, "lea")
    assert [look.holds(b.NOW + shift) for shift in (-timedelta(seconds=1), timedelta(0), LASTS - timedelta(seconds=1), LASTS)] == [
        False,
        True,
        True,
        False,
    ]


def test_sides_are_those_of_whoever_looks():
    """A manager who only watches stands on no side, with whatever eyes; a référent on hers."""
    site = b.a_site()
    culture = b.a_network(site, manager="maud")
    stones = b.an_organisation(culture, referent="rose")
    workshop = b.an_organisation(culture, "atelier", referent="basile")
    made = b.an_application(b.a_mission(stones, by="rose"), "lea", employer=workshop)

    def sides(watcher, role, place):
        look = Look(made.oid, b.NOW, role=role, on=place.oid)
        return discretion.sides(looking.eyes(b.the_reader(site, watcher), look, b.TODAY), made)

    assert sides("maud", "referent", workshop) == sides("maud", "referent", stones) == frozenset()
    assert sides("rose", "referent", workshop) == sides("rose", "referent", stones) == {discretion.BENEFICIARY}
