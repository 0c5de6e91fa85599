"""What a network inherits and extends: only differences are stored, at each level (M13, M19)."""

from hypothesis import given
from hypothesis import strategies as st

from mobee_pyr.content import differing
from mobee_pyr.content.blueprint import Blueprint
from mobee_pyr.content.differing import Listing, difference, extended
from mobee_pyr.content.tree import add
from tests.builders import a_network, a_site

A, B, C = {"label": "A"}, {"label": "B"}, {"label": "C"}


def followed_by(changes):
    site = a_site()
    blueprint = add(site["blueprints"], Blueprint("Modèle", "thematic_shared"))
    blueprint.parts["fields"] = {"request": changes}
    network = a_network(site)
    network.blueprint_oid = blueprint.oid
    return network


def test_a_network_that_says_nothing_follows_its_model_and_stores_nothing():
    """M19: what the model gains tomorrow arrives by itself."""
    network = followed_by({"changed": {"a": A}})
    assert differing.listing(network, "fields", "request").lines == {"a": A}
    differing.keep(network, "fields", "request", Listing({"a": A}))
    assert dict(network.overrides) == {}
    network.blueprint.parts["fields"] = {"request": {"changed": {"a": A, "b": B}}}
    assert list(differing.listing(network, "fields", "request").lines) == ["a", "b"]


def test_what_it_adds_stands_beside_what_it_goes_on_inheriting():
    """M13 M19"""
    network = followed_by({"changed": {"a": A}})
    differing.keep(network, "fields", "request", Listing({"a": A, "own": C}))
    assert network.overrides["fields"] == {"request": {"changed": {"own": C}}}
    network.blueprint.parts["fields"] = {"request": {"changed": {"a": B}}}
    assert differing.listing(network, "fields", "request").lines == {"a": B, "own": C}


def test_an_inherited_line_is_hidden_and_stays_known():
    network = followed_by({"changed": {"a": A, "b": B}})
    differing.keep(network, "fields", "request", Listing({"b": B, "a": A}, frozenset({"a"})))
    found = differing.listing(network, "fields", "request")
    assert (list(found.lines), list(found.offered)) == (["b", "a"], ["b"])
    assert network.overrides["fields"] == {"request": {"hidden": {"a": True}, "order": ["b", "a"]}}


def test_what_has_another_shape_changes_nothing():
    network = followed_by({"changed": {"a": A, "b": "not a table"}})
    network.overrides["fields"] = ["nonsense"]
    assert differing.listing(network, "fields", "request").lines == {"a": A}


LINES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([A, B, C]))


@given(LINES, LINES, st.randoms(), st.sets(st.sampled_from("abcdef")))
def test_a_difference_leads_from_any_list_to_any_longer_one(base, more, random, hidden):
    order = list({**base, **more})
    random.shuffle(order)
    wanted = Listing({name: {**base, **more}[name] for name in order}, frozenset(hidden & set(order)))
    reached = extended(Listing(base), difference(Listing(base), wanted))
    assert (list(reached.lines.items()), reached.hidden) == (list(wanted.lines.items()), wanted.hidden)
