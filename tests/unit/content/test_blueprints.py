"""The blueprints that are shipped, the versions that come later, and what a network takes of them."""

import pytest

from mobee_pyr.content import capacities, terms
from mobee_pyr.content.blueprint import Blueprint, Release, criteria, packaged, part, shipped
from mobee_pyr.content.checklist import read
from mobee_pyr.content.field import fields
from mobee_pyr.content.network import ACCENTS
from mobee_pyr.content.skills import known
from mobee_pyr.content.tree import add
from mobee_pyr.content.vocabulary import BODIES, CAPACITIES
from mobee_pyr.workflows import library
from mobee_pyr.workflows.procedures.loader import load
from tests.builders import NOW, a_network, a_site

SEVEN = (
    "company_extranet", "emergency_mobilisation", "foundation_partners", "profession_federation", "school_tutoring", "thematic_shared",
    "town_associations",
)  # fmt: skip


def following(source):
    """A network that follows the packaged blueprint of that name."""
    site = a_site()
    blueprint = add(site.blueprints, Blueprint(source, source), source.replace("_", "-"))
    network = a_network(site)
    network.blueprint_oid = blueprint.oid
    return network


def test_seven_are_shipped():
    """M10 M61 M65 B09 K10"""
    assert shipped() == SEVEN


@pytest.mark.parametrize("source", SEVEN)
def test_each_is_complete(source):
    """M13 M21 M66 M69: who may what, checklists with something mandatory, procedures that can be read, sound workflows, a welcome."""
    network, whole = following(source), packaged(source)
    assert whole["title"] and whole["help"] and whole["accent"] in ACCENTS and whole["dedicated"] in (True, False)
    assert whole["home"]["summary"]["text"] and len(whole["home"]["summary"]["text"]) <= 240 and whole["home"]["description"]["text"]
    said = capacities.of(network)
    assert set(said) == {*BODIES, "citizen"} and set(whole["capacities"]) <= set(said)
    assert all(set(each) <= set(CAPACITIES) for body, each in said.items() if body != "citizen")
    assert any("asks" in each for each in said.values()) and any({"gives", "brings"} & {*each} for each in said.values())
    assert said["citizen"] or any("brings" in each for each in said.values()), "nobody could apply"
    for subject in ("organisation", "request"):
        lines = criteria(network, subject)
        assert any(line.mandatory for line in lines) and lines == read(whole["criteria"][subject])
    for subject, text in whole.get("procedures", {}).items():
        assert load(text, source).subject == subject
    assert library.frozen(network) == {}
    assert set(whole.get("skills", {})) <= set(known(network))
    for subject, lists in whole.get("fields", {}).items():
        assert [field.id for field in fields(network, subject)] == [*lists["changed"]], "a field that no form could ask"
    for kind, lists in whole.get("vocabularies", {}).items():
        assert set(lists["changed"]) <= set(terms.offered(network, kind))


def test_schools_ask_in_the_three_ways_in_which_they_work_with_companies():
    """M60 M61 M62 M63 M64: each is a form of mission, before the usual ones; each request may say what it aims at."""
    network = following("school_tutoring")
    forms = [text["fr"] if isinstance(text, dict) else text for text in terms.offered(network, "formats").values()]
    assert forms[:4] == [
        "Tutorat ou parrainage d’élèves",
        "Coopération technique ou technologique",
        "Projet de formation",
        "Accueil en stage",
    ]
    assert "Engagement régulier" in forms and "Parrainage ou mentorat" not in forms
    (aim,) = fields(network, "request")
    assert aim.searched and aim.exported and not aim.required
    aims = [option["fr"] for option in aim.options.values()]
    assert {"Faire connaître le monde professionnel", "Comprendre l’économie et l’entreprise", "Aider à s’orienter"} <= set(aims)
    assert capacities.of(network)["school"] == ("asks",) and "brings" in capacities.of(network)["company"]


def test_in_an_emergency_towns_ask_associations_employ_and_citizens_volunteer():
    """M66: as in the Erika's oil spill."""
    said = capacities.of(following("emergency_mobilisation"))
    assert said["town"] == ("asks",) and "brings" in said["association"] and "asks" not in said["association"]
    assert said["citizen"] == ("volunteers",)


def test_in_an_emergency_a_town_publishes_its_calls_itself():
    """M65: a difference from the packaged workflow, not a copy of it."""
    network = following("emergency_mobilisation")
    mission = library.applied(network, "mission").workflow
    assert mission.transitions["publish_now"].by == ("organisation.referent",)
    assert set(mission.states) == set(library.packaged("mission").states)
    assert "publish_now" not in library.applied(following("thematic_shared"), "mission").workflow.transitions


def test_a_network_keeps_the_version_that_it_took_until_it_takes_a_newer_one():
    """M19"""
    network = following("thematic_shared")
    blueprint = network.blueprint
    first = part(network, "capacities")
    blueprint.releases = (Release(2, {"capacities": {"town": ["asks"]}, "criteria.request": []}, None, NOW),)
    assert part(network, "capacities") == first and criteria(network, "request")
    network.taken = {"capacities": 2}
    assert part(network, "capacities") == {"town": ["asks"]} and criteria(network, "request")
    network.taken = {"capacities": 2, "criteria.request": 2}
    assert criteria(network, "request") == []
    assert blueprint.newest == 2


def test_capacities_that_are_those_of_the_model_are_not_stored():
    """M66 M13: only differences are."""
    network = following("town_associations")
    before = capacities.of(network)
    assert capacities.keep(network, {**before, "company": ("gives",)})
    assert "brings" not in capacities.of(network)["company"] and "capacities" in network.overrides
    assert not capacities.keep(network, {**before, "company": ("gives",)})
    assert capacities.keep(network, before) and "capacities" not in network.overrides
    assert capacities.keep(network, {**before, "citizen": ()}) and not capacities.citizens_volunteer(network)
    assert "citizen" not in capacities.offered(network)
