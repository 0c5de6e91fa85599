"""The smaller rules of content: blueprints, qualification, people, entities, the journal, the declared types."""

import pytest

from mobee_pyr.content import journal
from mobee_pyr.content.blueprint import criteria, packaged, part
from mobee_pyr.content.legal_entity import IdentifierTaken, by_siren, identify
from mobee_pyr.content.person import MailTaken, by_mail, change_mail
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.vocabulary import BODIES, CAPACITIES, MEANS
from tests.builders import NOW, a_legal_entity, a_mission, a_network, a_person, a_site, a_stored_site, an_organisation, commit


def test_a_network_takes_its_own_part_then_its_blueprints_then_the_packaged_one() -> None:
    """M13 M19: only differences are stored."""
    network = a_network(a_site())
    blueprint = network.blueprint
    assert blueprint is not None and dict(blueprint.parts) == {} and dict(network.overrides) == {}
    shipped = packaged("thematic_shared")["capacities"]
    assert part(network, "capacities") == shipped
    blueprint.parts["capacities"] = {"town": ["asks"]}
    assert part(network, "capacities") == {"town": ["asks"]}
    network.overrides["capacities"] = {"town": ["gives"]}
    assert part(network, "capacities") == {"town": ["gives"]}
    del network.overrides["capacities"], blueprint.parts["capacities"]
    assert part(network, "capacities") == shipped


def test_the_shipped_blueprint_is_complete() -> None:
    """M66 M69 M70: each kind of body has capacities, organisations and requests a checklist with something mandatory."""
    network = a_network(a_site())
    said = part(network, "capacities")
    assert set(said) == {*BODIES, "citizen"} and said["citizen"] == ["volunteers"]
    assert {capacity for body in BODIES for capacity in said[body]} == set(CAPACITIES)
    for subject in ("organisation", "request"):
        lines = criteria(network, subject)
        assert any(line.mandatory for line in lines) and len({line.id for line in lines}) == len(lines)


def test_a_tick_that_stays_keeps_its_author_and_one_taken_away_is_gone() -> None:
    """M70"""
    mission = a_mission(an_organisation(a_network(a_site())), state="submitted")
    lines = criteria(mission.__parent__.__parent__, "request")
    mission.tick(lines, {lines[0].id}, "quentin", NOW)
    mission.tick(lines, {lines[0].id, lines[1].id, "unknown"}, "maud", NOW)
    assert {key: tick.who for key, tick in mission.ticks.items()} == {lines[0].id: "quentin", lines[1].id: "maud"}
    assert lines[2] in mission.unticked(lines) and lines[0] not in mission.unticked(lines)
    mission.tick(lines, set(), "maud", NOW)
    assert mission.ticks == {}


def test_one_address_one_account_however_it_is_written() -> None:
    site = a_site()
    lea, noe = a_person(site, "lea"), a_person(site, "noe")
    assert by_mail(site, " LEA@Example.org ") is lea and by_mail(site, "nobody@example.org") is None
    with pytest.raises(MailTaken):
        change_mail(site, noe, "Lea@example.org")
    assert noe.mail == "noe@example.org"
    change_mail(site, lea, "lea.martin@example.org")
    assert by_mail(site, "lea@example.org") is None and by_mail(site, "lea.martin@example.org") is lea


def test_one_number_one_legal_entity() -> None:
    site = a_site()
    first, second = a_legal_entity(site, "Une"), a_legal_entity(site, "Deux")
    identify(site, first, "552100554", "W712003456")
    with pytest.raises(IdentifierTaken):
        identify(site, second, "552100554")
    assert second.siren == "" and by_siren(site, "552100554") is first
    identify(site, first, "")
    assert by_siren(site, "552100554") is None


def test_the_journal_is_read_the_latest_first_and_survives_a_commit() -> None:
    """M32"""
    with a_stored_site() as site:
        network = a_network(site)
        network.record("maud", "edited", "coquille", NOW, title=["Cultur", "Culture"])
        commit(site)
        site._p_jar.cacheMinimize()
        deeds = list(site["culture"].deeds())
        assert deeds[0] == journal.Deed(NOW, "maud", "edited", "coquille", {"title": ["Cultur", "Culture"]})
        assert deeds[-1].what == "created" and site["culture"].modified == NOW


def test_five_kinds_of_means() -> None:
    """M07"""
    assert set(MEANS) == {"skills", "cash", "goods", "logistics", "technology"}


def test_types_are_declared_under_their_own_names_and_their_parents_exist() -> None:
    assert all(kind.cls.type_name == name and set(kind.parents) <= set(TYPES) for name, kind in TYPES.items())
