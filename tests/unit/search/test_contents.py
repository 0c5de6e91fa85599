"""The table of what stands in a node: from the tree or from the index, it is the same one, and only what the reader may open."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.search.contents import KEYS, Contents, Wanted, contents
from mobee_pyr.search.index import Index
from mobee_pyr.search.indexer import Indexer
from mobee_pyr.search.referring import referring
from mobee_pyr.search.rows import stage
from mobee_pyr.workflows import access
from tests import random_tree
from tests.builders import a_mission, a_network, a_programme, a_role, a_stored_site, an_organisation, commit, the_reader


def indexed(site: Site, folder) -> Index:
    """An index of the site as it is now."""
    commit(site)
    indexer = Indexer(site._p_jar.db(), Index(folder))
    indexer.catch_up()
    indexer.stop()
    return indexer.index


def titles(found: Contents) -> list[str]:
    return [node.title for node in found.nodes]


def both(index: Index, site: Site, who: str | None, node: Node, page: int = 1, size: int = 20, **wanted: object) -> Contents:
    """What the tree answers, which the index must answer too."""
    asked = Wanted(node.oid, **wanted)
    plain = contents(index, the_reader(site, who), asked, page, size, few=10_000)
    found = contents(index, the_reader(site, who), asked, page, size, few=0)
    assert (found.total, titles(found), found.stages, found.page, found.pages) == (
        plain.total,
        titles(plain),
        plain.stages,
        plain.page,
        plain.pages,
    )
    return found


def test_sorted_narrowed_and_paged_from_both_ends_and_the_middle(tmp_path) -> None:
    """M03: thousands of rows, and no page loads more of them than it shows."""
    with a_stored_site() as site:
        stones = an_organisation(a_network(site, manager="maud"), referent="rose")
        for number in range(160):
            a_mission(stones, f"m-{number}", "published" if number % 4 else "draft", title=f"Étape {number:03d}")
        a_programme(stones).title = "étal du marché"
        index = indexed(site, tmp_path / "index")
        first = both(index, site, "rose", stones)
        assert titles(first)[:3] == ["étal du marché", "Étape 000", "Étape 001"] and (first.total, first.pages) == (161, 9)
        assert titles(both(index, site, "rose", stones, page=5))[:2] == ["Étape 079", "Étape 080"]
        assert titles(both(index, site, "rose", stones, page=9)) == ["Étape 159"]
        assert titles(both(index, site, "rose", stones, page=1, down=True))[0] == "Étape 159"
        assert titles(both(index, site, "rose", stones, page=99, down=True)) == ["étal du marché"]
        assert titles(both(index, site, "rose", stones, words="ETAPE 13"))[:2] == ["Étape 130", "Étape 131"]
        narrowed = both(index, site, "rose", stones, stages=("mission.draft",))
        assert narrowed.total == 40 and narrowed.stages["mission.published"] == 120
        assert titles(both(index, site, "rose", stones, kinds=("programme",))) == ["étal du marché"]
        for name in KEYS:
            both(index, site, "rose", stones, sort=name), both(index, site, "rose", stones, sort=name, down=True, page=5)
        assert both(index, site, None, stones).total == 121, "a visitor sees no draft"


@settings(
    max_examples=15, deadline=None, phases=(Phase.generate,), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_whoever_looks_sees_what_they_may_open_and_no_more(tmp_path_factory, data) -> None:
    with a_stored_site() as site:
        random_tree.grow(site, data.draw)
        index = indexed(site, tmp_path_factory.mktemp("index"))
        for node in (site, *random_tree.standing(site)):
            for person in random_tree.readers(site):
                found = both(index, site, None if person is None else person.id, node, size=100, sort=data.draw(st.sampled_from([*KEYS])))
                reader = the_reader(site, None if person is None else person.id)
                inside = node.inside("network") if node is site else node.inside()
                assert {each.oid for each in found.nodes} == {each.oid for each in access.visible(reader, inside)}
                assert sum(found.stages.values()) == found.total


def test_what_points_at_a_node_is_found_whoever_may_open_it(tmp_path) -> None:
    """Before something is deleted, one reads what would break."""
    with a_stored_site() as site:
        stones = an_organisation(a_network(site), referent="rose")
        programme = a_programme(stones)
        draft = a_mission(stones, "relire", "draft", programme=programme.oid)
        a_role("reader", stones, "lea")
        index = indexed(site, tmp_path / "index")
        assert referring(index, site, [programme.oid]) == [draft]
        assert referring(index, site, [programme.oid, draft.oid]) == [] and stage(draft) == "mission.draft"
