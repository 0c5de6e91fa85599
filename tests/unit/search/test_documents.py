"""What a document says of its node."""

from datetime import timedelta

import pytest

from mobee_pyr.content import tree
from mobee_pyr.content.place import Place
from mobee_pyr.search.documents import facts, place_terms, shown_by, stands
from tests.builders import a_mission, a_need, a_network, a_programme, a_site, an_application, an_organisation


@pytest.mark.parametrize(("text", "expected"), [("St-Étienne", ["saint", "etienne"]), ("L’Haÿ-les-Roses", ["l", "hay", "les", "roses"])])
def test_place_terms(text, expected):
    assert place_terms(text) == expected


def test_a_mission_says_where_who_and_what():
    network = a_network(a_site())
    organisation = an_organisation(network)
    mission = a_mission(organisation, skills=("architecture",), place=Place("Lyon", "69003"), places=1, domain="culture")
    application = an_application(mission, by="lea")
    said = facts(mission)
    counted = dict(said.counted)
    assert said.ancestors == (mission.oid, organisation.oid, network.oid, network.__parent__.oid)
    assert (said.keeps, facts(application).keeps) == ("", "person:lea")
    assert "everyone" in said.viewers
    assert said.body == organisation.title
    assert said.skills == "architecture"
    assert (counted["domain"], counted["department"], counted["means"], counted["places"]) == ("culture", "69", "skills", "left")
    assert counted["network"] == str(network.oid)


def test_places_are_full_when_the_last_one_is_taken_or_nothing_is_missing():
    organisation = an_organisation(a_network(a_site()))
    assert dict(facts(a_mission(organisation, places=1, places_taken=1)).counted)["places"] == "full"
    assert dict(facts(a_mission(organisation, "sans-limite", places=None)).counted)["places"] == "left"
    assert dict(facts(a_need(organisation, quantity=2, pledged=2)).counted)["places"] == "full"


def test_a_deed_alone_changes_nothing_but_the_day_of_the_last_change():
    mission = a_mission(an_organisation(a_network(a_site())))
    before = facts(mission).mark
    mission.record(None, "edited", when=mission.modified + timedelta(hours=1))
    assert facts(mission).mark == before
    mission.record(None, "edited", when=mission.modified + timedelta(days=1))
    assert facts(mission).mark != before
    before = facts(mission).mark
    mission.title = "Autre chose"
    assert facts(mission).mark != before


def test_only_what_stands_in_a_network_has_a_document():
    site = a_site()
    network = a_network(site)
    organisation = an_organisation(network)
    mission = a_mission(organisation)
    assert stands(network) and stands(mission)
    assert not stands(site) and not stands(site.people) and not stands(organisation.entity)
    tree.delete(network)
    assert not stands(network) and not stands(mission)
    tree.purge(network)
    assert not stands(network) and not stands(mission)


def test_an_organisations_title_is_shown_by_its_requests():
    organisation = an_organisation(a_network(a_site()))
    shown = {a_mission(organisation), a_need(organisation), a_programme(organisation)}
    assert set(shown_by(organisation)) == shown
    assert not list(shown_by(next(iter(shown))))
