"""Listed ⇔ viewable, for plain content too (B11, K13)."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mobee_pyr.content.access import Permission
from mobee_pyr.content.publication import Publication
from mobee_pyr.workflows import access, publishing
from tests import builders as b
from tests import random_tree


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_list_shows_exactly_what_its_reader_may_open(data):
    """On random trees, after random deeds: in a section, in a menu, among the news, in the list of a writer."""
    with b.a_stored_site() as site:
        random_tree.grow(site, data.draw)
        for _deed in range(data.draw(st.integers(0, 3))):
            random_tree.deed(site, data.draw)
        for person in random_tree.readers(site):
            who = access.reader(site, person, b.TODAY)
            for network in site.inside("network"):
                mine = [node for node in random_tree.subtree(network) if isinstance(node, Publication)]
                open_to_me = {node.oid for node in mine if access.permits(who, Permission.VIEW, node)}
                assert {node.oid for node in publishing.everything(who, network)} == open_to_me
                network.menu = tuple(node.oid for node in mine)
                assert {node.oid for node in publishing.menu(who, network)} == open_to_me
                news = {node.oid for node in mine if node.type_name == "news" and node.state == "published"}
                assert {node.oid for node in publishing.latest_news(who, network, 100)} == open_to_me & news
                for place in (network, *(node for node in mine if node.type_name == "section")):
                    inside = {node.oid for node in mine if node.__parent__ is place}
                    assert {node.oid for node in publishing.listed(who, place)} == open_to_me & inside


def test_what_is_for_members_opens_to_whoever_takes_part():
    """K13: a volunteer, somebody of an organisation, the team; neither a visitor nor somebody of another network."""
    site = b.a_site()
    culture = b.a_network(site, "culture", manager="maud", member="noe")
    b.an_organisation(culture, "pierres-vivantes", referent="rose")
    b.a_network(site, "sports", member="iris")
    shelf = b.a_publication(culture, "Comptes rendus", "section", members_only=True)
    minutes = b.a_publication(shelf, "Comité de mars", "document")
    reads = {who: access.permits(b.the_reader(site, who), Permission.VIEW, minutes) for who in (None, "iris", "noe", "rose", "maud")}
    assert reads == {None: False, "iris": False, "noe": True, "rose": True, "maud": True}


def test_news_come_by_their_day_and_the_rest_by_title():
    site = b.a_site()
    culture = b.a_network(site, "culture")
    for day, title in ((3, "Zèbre"), (1, "Ancien"), (5, "Neuf")):
        b.a_publication(culture, title, "news", published=b.NOW.replace(day=day))
    b.a_publication(culture, "Écoles", "page")
    b.a_publication(culture, "Zone", "page")
    b.a_publication(culture, "Charte", "page")
    found = publishing.listed(b.the_reader(site), culture)
    assert [node.title for node in found] == [
        "Neuf",
        "Zèbre",
        "Ancien",
        "Charte",
        "Écoles",
        "Zone",
    ]


def test_whoever_left_the_team_is_no_contact_any_more():
    site = b.a_site()
    culture = b.a_network(site, "culture", manager="maud", qualifier="quentin", member="noe")
    assert [person.id for person in publishing.contacts(culture, b.TODAY)] == ["maud", "quentin"]
    site.membership.revoke("quentin", "qualifier", culture.oid)
    assert [person.id for person in publishing.contacts(culture, b.TODAY)] == ["maud"]
