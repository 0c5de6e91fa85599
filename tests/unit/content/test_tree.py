"""What can be done to any node, with its references intact."""

import pytest

from mobee_pyr.content import names, tree
from mobee_pyr.content.names import NameRefused, NameTaken
from mobee_pyr.content.node import path
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import PlaceRefused
from tests.builders import a_mission, a_network, a_person, a_programme, a_role, a_site, an_application, an_organisation


@pytest.fixture
def site() -> Site:
    return a_site()


def oids(site: Site) -> set[int]:
    """What the oid map says is there."""
    return set(site.nodes.keys())


def test_a_node_is_named_after_its_title_and_numbered_when_the_name_is_taken(site: Site) -> None:
    """M01: names are readable and unique among siblings."""
    network = a_network(site)
    first, second = (an_organisation(network, f"o{n}") for n in range(2))
    tree.rename(first, "theatre-d-ete")
    assert tree.free_name(network, "Théâtre d’été") == "theatre-d-ete-2"
    assert path(first) == "/culture/theatre-d-ete"
    with pytest.raises(NameTaken):
        tree.rename(second, "theatre-d-ete")
    assert second.__name__ == "o1"


@pytest.mark.parametrize("name", ["edit", "apply", "search", "bourse", "Majuscule", "a b", "a--b", "-a", "", "é", "../x", "@@view"])
def test_a_name_that_a_page_has_or_that_no_url_could_hold_is_refused(site: Site, name: str) -> None:
    network = a_network(site)
    with pytest.raises(NameRefused):
        tree.rename(network, name)
    assert network.__name__ == "culture" and site["culture"] is network


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Théâtre d’été", "theatre-d-ete"),
        ("Œuvres & cœurs", "oeuvres-coeurs"),
        ("  ***  ", "sans-titre"),
        ("عربي", "sans-titre"),
        ("x" * 200, "x" * 60),
        ("mot " * 40, ("mot-" * 15)[:-1]),
    ],
)
def test_slugs(title: str, name: str) -> None:
    assert names.slug(title) == name and len(name) <= 60


def test_a_title_that_is_the_name_of_a_page_never_hides_it(site: Site) -> None:
    network = a_network(site)
    assert tree.free_name(network, "Search") == "search-2"


def test_a_node_stands_only_where_its_type_may(site: Site) -> None:
    mission = a_mission(an_organisation(a_network(site)))
    with pytest.raises(PlaceRefused):
        tree.move(mission, site)
    assert path(mission).startswith("/culture/")


def test_moved_a_subtree_keeps_its_oids_its_grants_and_its_references(site: Site) -> None:
    """M46: an organisation changes place; whoever pointed at it still does."""
    culture, sports = a_network(site), a_network(site, "sports")
    organisation = an_organisation(culture, referent="rose")
    programme = a_programme(organisation)
    mission = a_mission(organisation)
    mission.programme = programme.oid
    before = oids(site)
    tree.move(organisation, sports, by="rose")
    assert oids(site) == before
    assert site.node(mission.programme) is programme and path(programme).startswith("/sports/")
    assert culture.get(organisation.__name__) is None
    assert next(organisation.deeds()).what == "moved"
    assert [grant.oid for grant in site.membership.grants("rose")] == [organisation.oid]


def test_moved_to_where_its_name_is_taken_a_node_takes_the_next_one(site: Site) -> None:
    culture, sports = a_network(site), a_network(site, "sports")
    here = an_organisation(culture, "vergers")
    there = an_organisation(sports, "vergers")
    tree.move(here, sports)
    assert sports["vergers"] is there and here.__name__ == "vergers-2"


def test_copied_a_subtree_has_its_own_identities_and_inner_references_point_to_the_copies(site: Site) -> None:
    culture, sports = a_network(site), a_network(site, "sports")
    organisation = an_organisation(culture)
    programme = a_programme(organisation)
    mission = a_mission(organisation, state="published")
    mission.programme = programme.oid
    an_application(mission, by="lea", state="accepted")
    twin = tree.copy(organisation, sports, by="rose")
    made = twin[mission.__name__]
    assert twin.entity_oid == organisation.entity_oid
    assert site.node(made.programme) is twin[programme.__name__]
    assert (made.state, made.places_taken, made.ticks, made.published) == ("", 0, {}, None)
    assert list(made.inside()) == [] and len(list(mission.inside())) == 1
    assert {twin.oid, made.oid}.isdisjoint({organisation.oid, mission.oid}) and site.node(made.oid) is made
    assert mission.places_taken == 1 and mission.programme == programme.oid


def test_a_node_cannot_be_copied_into_itself(site: Site) -> None:
    network = a_network(site)
    with pytest.raises(PlaceRefused):
        tree.copy(network, network)


def test_deleted_and_restored_a_subtree_comes_back_whole(site: Site) -> None:
    """M32: nothing is lost by deleting."""
    organisation = an_organisation(a_network(site), referent="rose")
    mission = a_mission(organisation)
    place, before = path(mission), oids(site)
    tree.delete(organisation, by="rose", why="doublon")
    assert tree.find(site, place) is None and tree.is_deleted(mission) and oids(site) == before
    tree.restore(organisation, by="rose")
    assert tree.find(site, place) is mission and not tree.is_deleted(mission)
    assert [(deed.what, deed.why) for deed in organisation.deeds()][:2] == [("restored", ""), ("deleted", "doublon")]


def test_restored_to_a_place_whose_name_was_taken_meanwhile_a_node_takes_the_next_one(site: Site) -> None:
    network = a_network(site)
    first = an_organisation(network, "vergers")
    tree.delete(first)
    second = an_organisation(network, "vergers")
    tree.restore(first)
    assert network["vergers"] is second and first.__name__ == "vergers-2"
    assert first.__parent__ is network and not tree.is_deleted(first)


def test_what_stood_in_something_that_is_gone_cannot_be_restored(site: Site) -> None:
    organisation = an_organisation(a_network(site))
    mission = a_mission(organisation)
    tree.delete(mission)
    tree.delete(organisation)
    tree.purge(organisation)
    with pytest.raises(PlaceRefused):
        tree.restore(mission)
    assert tree.is_deleted(mission)


def test_purged_a_node_leaves_nothing_behind(site: Site) -> None:
    organisation = an_organisation(a_network(site), referent="rose")
    mission = a_mission(organisation)
    tree.set_private(mission, True)
    a_role("reader", mission, "lea")
    site.identifiers["x/1"] = mission.oid
    tree.delete(organisation)
    tree.purge(organisation)
    assert not {organisation.oid, mission.oid} & oids(site)
    assert site.membership.grants("rose") == () and site.membership.grants("lea") == ()
    assert list(site.private_nodes) == [] and list(site.identifiers) == [] and list(site.bin.inside()) == []


def test_only_what_was_deleted_can_be_purged_and_the_folders_of_a_site_stay(site: Site) -> None:
    network = a_network(site)
    for refused in (lambda: tree.purge(network), lambda: tree.delete(site.people), lambda: tree.restore(network)):
        with pytest.raises(PlaceRefused):
            refused()
    assert site["culture"] is network


def test_a_person_keeps_the_id_under_which_everything_refers_to_them(site: Site) -> None:
    person = a_person(site, "lea")
    assert person.id == "lea" and site.people["lea"] is person
