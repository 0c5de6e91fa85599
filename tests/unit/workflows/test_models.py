"""A blueprint improves; each network that follows it takes the improvement, in part or not at all, or proposes its own (M13, M19)."""

from dataclasses import replace

import pytest

from mobee_pyr.content import capacities
from mobee_pyr.content.blueprint import WORKFLOW, criteria, keep_criteria
from mobee_pyr.content.qualification import Criterion
from mobee_pyr.workflows import library, models
from mobee_pyr.workflows.models import ModelRefused
from mobee_pyr.workflows.opening import Wanted, open_network
from mobee_pyr.workflows.writing import text_of
from tests.builders import a_mission, a_network, a_role, a_site, an_act, an_organisation


@pytest.fixture
def site():
    return a_site()


@pytest.fixture
def network(site):
    return a_network(site, "culture", manager="maud")


def released(site, **parts):
    """One more version of the only blueprint."""
    blueprint = next(site.blueprints.inside("blueprint"))
    return models.release(an_act(site), blueprint, {name.replace("__", "."): value for name, value in parts.items()}, "Mieux ainsi")


def without(workflow_text, old, new):
    assert old in workflow_text
    return workflow_text.replace(old, new)


def test_nothing_changes_before_it_is_taken(site, network):
    """M19"""
    before = capacities.of(network)
    released(site, capacities={"town": ["asks"]})
    assert capacities.of(network) == before
    assert [offer.part for offer in models.offers(network)] == ["capacities"]


def test_a_part_is_taken_alone(site, network):
    """M19"""
    released(site, capacities={"town": ["asks"]}, qualification={"two_eyes": ["request"]})
    capacity = next(offer for offer in models.offers(network) if offer.part == "capacities")
    assert models.take(an_act(site, "maud"), network, capacity)
    assert capacities.of(network)["town"] == ("asks",)
    assert [offer.part for offer in models.offers(network)] == ["qualification"]


def test_what_was_left_is_remembered_and_a_later_version_is_offered(site, network):
    """M19"""
    released(site, capacities={"town": ["asks"]})
    models.leave(an_act(site, "maud"), network, models.offers(network)[0])
    assert models.offers(network) == []
    released(site, capacities={"town": ["gives"]})
    assert [offer.release.number for offer in models.offers(network)] == [3]


def test_taking_replaces_what_is_ones_own_and_says_so_before(site, network):
    """M19"""
    capacities.keep(network, {**capacities.of(network), "town": ("gives",)})
    released(site, capacities={"town": ["asks"]})
    offer = models.offers(network)[0]
    assert offer.own
    models.take(an_act(site, "maud"), network, offer)
    assert models.overridden(network) == [] and capacities.of(network)["town"] == ("asks",)


def test_a_checklist_is_taken_and_the_journal_tells(site, network):
    """M19 M69"""
    released(site, criteria__request=[{"id": "new", "text": "Quelque chose de plus"}])
    assert models.take(an_act(site, "maud"), network, models.offers(network)[0])
    assert [line.id for line in criteria(network, "request")] == ["new"]
    assert models.overridden(network) == []
    assert next(network.deeds()).what == models.TAKEN


def test_a_new_network_begins_with_the_latest_version(site):
    """M19"""
    released(site, capacities={"town": ["asks"]})
    a_role("admin", site, "ada")
    made = open_network(an_act(site, "ada"), Wanted("Alpes", "alpes", "thematic_shared", dedicated=False))
    assert made.state == "open" and capacities.of(made)["town"] == ("asks",) and models.offers(made) == []


def test_a_workflow_is_taken_at_once_when_no_item_is_left_behind(site, network):
    """M19"""
    text = without(text_of(library.packaged("mission")), 'label = "Publier"', 'label = "Faire paraître"')
    released(site, workflow__mission=text)
    assert models.take(an_act(site, "maud"), network, models.offers(network)[0])
    assert library.applied(network, "mission").workflow.transitions["publish"].label == "Faire paraître"
    assert WORKFLOW + "mission" not in network.overrides and models.offers(network) == []


def test_a_workflow_whose_items_would_be_lost_waits_as_a_draft(site, network):
    """M19 M13: until somebody says where they go."""
    mission = library.packaged("mission")
    states = {name: state for name, state in mission.states.items() if name != "paused"}
    ways = {name: way for name, way in mission.transitions.items() if name not in ("pause", "resume")}
    ways["cancel"] = replace(ways["cancel"], sources=tuple(state for state in ways["cancel"].sources if state != "paused"))
    released(site, workflow__mission=text_of(replace(mission, states=states, transitions=ways)))
    held = a_mission(an_organisation(network, referent="rose"), state="paused")
    assert not models.take(an_act(site, "maud"), network, models.offers(network)[0])
    assert held.state == "paused" and "paused" in library.applied(network, "mission").workflow.states
    assert "mission" in network.drafts


def test_coming_back_leaves_nothing_stored(site, network):
    """M13"""
    keep_criteria(network, "request", [Criterion("own", "Le nôtre")])
    capacities.keep(network, {**capacities.of(network), "town": ()})
    assert models.overridden(network) == ["criteria.request", "capacities"]
    for part in models.overridden(network):
        assert models.come_back(an_act(site, "maud"), network, part)
    assert models.overridden(network) == [] and dict(network.overrides) == {}


def test_an_improvement_of_one_network_is_offered_to_the_others(site, network):
    """M19: it is one's own no more, all others may take it."""
    other = a_network(site, "sports")
    keep_criteria(network, "request", [Criterion("own", "Le nôtre")])
    proposal = models.propose(an_act(site, "maud"), network, "criteria.request", "Plus clair pour tous")
    with pytest.raises(ModelRefused):
        models.propose(an_act(site, "maud"), network, "criteria.request", "Encore")
    blueprint = network.blueprint
    models.accept(an_act(site, "ada"), blueprint, proposal)
    assert models.waiting(blueprint) == [] and models.proposed(network, "criteria.request").answer == "accepted"
    assert models.overridden(network) == [] and [line.id for line in criteria(network, "request")] == ["own"]
    assert models.offers(network) == [] and [offer.part for offer in models.offers(other)] == ["criteria.request"]
    assert [line.id for line in criteria(other, "request")] != ["own"]


def test_a_proposal_that_is_declined_stays_where_it_is(site, network):
    """M19"""
    capacities.keep(network, {**capacities.of(network), "town": ()})
    proposal = models.propose(an_act(site, "maud"), network, "capacities", "Pas de communes chez nous")
    models.decline(an_act(site, "ada"), network.blueprint, proposal, "Trop particulier")
    assert models.proposed(network, "capacities").reason == "Trop particulier"
    assert models.overridden(network) == ["capacities"] and network.blueprint.releases == ()


def test_what_follows_the_model_cannot_be_proposed(site, network):
    with pytest.raises(ModelRefused):
        models.propose(an_act(site, "maud"), network, "capacities", "Rien")
