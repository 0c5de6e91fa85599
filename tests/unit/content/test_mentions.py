"""Texts name other nodes by their oid, and the nodes know it (M57)."""

from mobee_pyr.content import mentions, tree
from mobee_pyr.content.home import Block
from tests import builders as b


def named(node):
    return [each.title for each in mentions.referrers(tree.site_of(node), node)]


def rewritten(node, text):
    before = node.mentions
    node.description = text
    mentions.note(tree.site_of(node), node, before)


def test_a_node_knows_who_names_it_as_long_as_they_do():
    culture = b.a_network(b.a_site())
    guide = b.a_publication(culture, "Le guide")
    page = b.a_publication(culture, "La charte", description=f"Voir [le guide](mobee:{guide.oid}#dates).")
    assert named(guide) == ["La charte"]
    tree.move(guide, b.a_publication(culture, "Rubrique", "section"))
    assert named(guide) == ["La charte"]
    rewritten(page, "Rien de plus.")
    assert named(guide) == [] and list(guide.referrers) == []


def test_a_menu_and_a_home_page_name_what_they_show():
    culture = b.a_network(b.a_site())
    guide, picture = b.a_publication(culture, "Le guide"), b.a_publication(culture, "La photo", "picture")
    culture.menu = (guide.oid,)
    culture.blocks = (Block("1", "picture", picture=picture.oid), Block("2", "text", text=f"[x](mobee:{guide.oid})"))
    mentions.note(tree.site_of(culture), culture)
    assert named(guide) == named(picture) == [culture.title]


def test_a_copy_names_the_copies_and_whoever_goes_for_good_names_nobody():
    culture = b.a_network(b.a_site())
    shelf = b.a_publication(culture, "Rubrique", "section")
    guide = b.a_publication(shelf, "Le guide")
    b.a_publication(shelf, "La charte", description=f"[le guide](mobee:{guide.oid})")
    twin = tree.copy(shelf, culture)
    assert twin["la-charte"].description == f"[le guide](mobee:{twin['le-guide'].oid})"
    assert named(twin["le-guide"]) == ["La charte"] == named(guide)
    assert mentions.referrers(tree.site_of(guide), guide) == [shelf["la-charte"]]
    tree.delete(shelf["la-charte"])
    tree.purge(tree.site_of(culture).bin.children.values()[0])
    assert named(guide) == []


def test_the_copy_of_a_document_shares_its_files():
    culture = b.a_network(b.a_site())
    document = b.a_publication(culture, "Le bilan", "document", versions=b.some_files("v1", "v2"))
    twin = tree.copy(document, culture)
    assert [version.file for version in twin.versions] == [version.file for version in document.versions]


def test_only_whole_references_count():
    assert mentions.mentioned("mobee:1 xmobee:2 http://a.example/mobee:3x [a](mobee:4)") >= {1, 4}
    assert 2 not in mentions.mentioned("xmobee:2")
    assert mentions.pointing("mobee:12 mobee:1", {1: 9}) == "mobee:12 mobee:9"
