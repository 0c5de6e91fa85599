"""A network leaves and arrives: nothing is lost, and nothing is invented (« déménager »)."""

import hashlib
import json
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from BTrees.LLBTree import LLTreeSet
from BTrees.OOBTree import OOBTree, OOTreeSet
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from persistent import Persistent

from mobee_pyr import check
from mobee_pyr.content import tree
from mobee_pyr.content.attachment import Attachment
from mobee_pyr.content.groups import Groups
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.node import path, subtree
from mobee_pyr.content.person import by_mail, change_mail
from mobee_pyr.content.recruiting import Candidate
from mobee_pyr.exchange import arriving, form, leaving, parcel
from mobee_pyr.exchange.form import ExportRefused, ImportRefused
from mobee_pyr.exchange.known import PERSON
from mobee_pyr.workflows import todo
from tests.builders import (
    NOW,
    a_mission,
    a_need,
    a_network,
    a_person,
    a_pledge,
    a_site,
    a_volunteer,
    an_application,
    an_organisation,
)
from tests.exported import compared, lines
from tests.random_tree import deed, grow

TREE = 8


@pytest.fixture
def culture():
    site = a_site()
    network = a_network(site, manager="maud")
    stones = an_organisation(network, referent="rose")
    mission = a_mission(stones, by="rose", places=3, starts=date(2025, 5, 2))
    an_application(mission, by="lea", state="accepted", hours=2.5)
    a_pledge(a_need(stones, quantity=Decimal("2.50"), unit="euros"), by="paul")
    a_volunteer(network, by="zoe", state="verified", valid_until=date(2026, 3, 3))
    mission.shortlist = OOBTree(lea=Candidate("invited", "Sait dessiner", "rose", NOW))
    a_person(site, "lea").kept_at = LLTreeSet((mission.oid,))
    return network


def export(network, file):
    return leaving.write(tree.site_of(network), network, TREE, file, NOW)


def imported(site, file, name=""):
    with parcel.opened(file, TREE) as opened:
        entered = arriving.enter(site, opened, name)
    return site.node(entered.oid), entered


def expect_nothing_lost(network, folder, where, name):
    """Export, import, export: the two exports say the same."""
    export(network, folder / "one.zip")
    arrived, entered = imported(where, folder / "one.zip", name)
    export(arrived, folder / "two.zip")
    assert compared(folder / "two.zip") == compared(folder / "one.zip")
    return arrived, entered


def content(value, places):
    """What a value says, without the numbers of nodes: told apart from how exports tell it."""
    if hasattr(value, "items"):
        return sorted((content(key, places), content(one, places)) for key, one in value.items())
    if isinstance(value, LLTreeSet | OOTreeSet):  # of nodes: what lies in the bin stays behind
        return sorted(content(one, places) for one in value if (one[1] if isinstance(one, tuple) else one) in places)
    if isinstance(value, tuple | list):
        return [type(value).__name__, *(content(one, places) for one in value)]
    if isinstance(value, Persistent):
        return type(value).__name__, content(vars(value), places)
    if isinstance(value, set | frozenset):
        return sorted(content(one, places) for one in value)
    return re.sub(r"[0-9]{9,19}", lambda found: places.get(int(found[0]), found[0]), repr(value))


def everything(network):
    """All attributes of all nodes, but those that are the network's own name and place."""
    nodes = list(subtree(network))
    places = {node.oid: path(node).removeprefix(path(network)) for node in nodes}
    apart = ("oid", "children", "__parent__", "todo", "waiting", "referrers", "former", "departed")  # proved by `check`
    told = {}
    for node in nodes:
        kept = {key: value for key, value in vars(node).items() if key not in apart and (node is not network or key != "__name__")}
        told[places[node.oid]] = {key: content(value, places) for key, value in kept.items()}
    return told


def expect_same(these, those):
    """The same, told where they differ."""
    assert these.keys() == those.keys()
    for place, told in these.items():
        apart = {key: (told.get(key), those[place].get(key)) for key in told.keys() | those[place].keys()}
        assert {key: both for key, both in apart.items() if both[0] != both[1]} == {}, place


def test_a_network_arrives_elsewhere_as_it_was(culture, tmp_path):
    """Its content, its history, its people and their roles; people get an account without a password."""
    elsewhere = a_site("ailleurs")
    arrived, entered = expect_nothing_lost(culture, tmp_path, elsewhere, "arts")
    assert [node.title for node in subtree(arrived)] == [node.title for node in subtree(culture)]
    assert entered.made["person"] == 5 and entered.lost == []
    maud, lea = by_mail(elsewhere, "maud@example.org"), by_mail(elsewhere, "lea@example.org")
    assert maud.password is None and elsewhere.membership.holders("manager", arrived.oid, NOW.date()) == [maud.id]
    application = arrived["pierres-vivantes"]["plan-de-la-nef"]["lea"]
    assert application.hours == 2.5 and application.oid in lea.answers and application.__parent__.oid in lea.answered
    assert [deed.what for deed in application.deeds()] == [
        deed.what for deed in culture["pierres-vivantes"]["plan-de-la-nef"]["lea"].deeds()
    ]
    assert list(check.faults(elsewhere)) == []


def test_a_network_arrives_beside_itself_under_another_name(culture, tmp_path):
    """The same people, the same bodies, numbers of its own."""
    site = tree.site_of(culture)
    before = len(site.people.children), len(site.entities.children)
    arrived, entered = expect_nothing_lost(culture, tmp_path, site, "copie")
    assert (len(site.people.children), len(site.entities.children)) == before and entered.known["person"] == 5
    expect_same(everything(arrived), everything(culture))
    assert not {node.oid for node in subtree(arrived)} & {node.oid for node in subtree(culture)}
    assert list(check.faults(site)) == []


def test_who_has_another_id_elsewhere_is_the_same_person(culture, tmp_path):
    """Somebody is recognised by their address alone: who has their id elsewhere may be somebody else."""
    elsewhere = a_site("ailleurs")
    a_person(elsewhere, "lea", title="Léa Tout-Autre")
    other = elsewhere.people["lea"]
    change_mail(elsewhere, other, "autre@example.org")
    export(culture, tmp_path / "one.zip")
    arrived, _entered = imported(elsewhere, tmp_path / "one.zip")
    lea = by_mail(elsewhere, "lea@example.org")
    assert lea.id != "lea" and not other.answers
    (application,) = arrived["pierres-vivantes"]["plan-de-la-nef"].inside("application")
    assert application.applicant == application.__name__ == lea.id
    assert {deed.who for deed in application.deeds()} <= {lea.id, None}
    assert list(check.faults(elsewhere)) == []


def test_files_go_along(culture, tmp_path):
    """With what was given with a deed: each is read where the deed names it."""
    mission = culture["pierres-vivantes"]["plan-de-la-nef"]
    mission.attachments = {"a1": Attachment("plan.pdf", "application/pdf", b"%PDF-1.7 nef", "lea", NOW)}
    arrived, _entered = expect_nothing_lost(culture, tmp_path, a_site(), "copie")
    assert arrived["pierres-vivantes"]["plan-de-la-nef"].attachments["a1"].read() == b"%PDF-1.7 nef"


def test_what_led_to_another_network_is_followed_where_that_is_and_told_where_it_is_not(culture, tmp_path):
    """An employer that stands in another network stays there: elsewhere the application has none, and whoever imports reads so."""
    site = tree.site_of(culture)
    application = culture["pierres-vivantes"]["plan-de-la-nef"]["lea"]
    application.employer = an_organisation(a_network(site, "horizon"), "maison-ronde").oid
    assert export(culture, tmp_path / "one.zip").outside == 1
    beside, entered = imported(site, tmp_path / "one.zip", "copie")
    assert beside["pierres-vivantes"]["plan-de-la-nef"]["lea"].employer == application.employer and entered.lost == []
    away, entered = imported(a_site(), tmp_path / "one.zip")
    assert away["pierres-vivantes"]["plan-de-la-nef"]["lea"].employer is None
    assert entered.lost == ["application “Candidature de Lea”: its employer stands in another network"]


def test_groups_go_along_with_what_they_were_given(culture, tmp_path):
    """Who is in which, those that take others in, and their roles; elsewhere the same people hold the same."""
    site = tree.site_of(culture)
    site.membership.groups = groups = site.membership.groups or Groups()
    inner, outer = groups.make(culture.oid, "Le bureau"), groups.make(culture.oid, "Toute l’équipe")
    groups.change(inner, "Le bureau", ("lea",), ())
    groups.change(outer, "Toute l’équipe", ("zoe",), (inner,))
    groups.grant(outer, Grant("reader", culture["pierres-vivantes"].oid))
    arrived, _entered = expect_nothing_lost(culture, tmp_path, a_site(), "arts")
    there = tree.site_of(arrived).membership
    held = {grant.oid for grant in there.groups.held_by(by_mail(tree.site_of(arrived), "lea@example.org").id)}
    assert held == {arrived["pierres-vivantes"].oid}


def test_a_link_inside_a_text_leads_to_the_copy(culture, tmp_path):
    """A text names another node by its number, which another site may have given to something else."""
    mission = culture["pierres-vivantes"]["plan-de-la-nef"]
    mission.description = f"Voir [le besoin](mobee:{culture['pierres-vivantes']['cent-affiches'].oid})."
    arrived, _entered = expect_nothing_lost(culture, tmp_path, tree.site_of(culture), "copie")
    there = arrived["pierres-vivantes"]
    assert there["plan-de-la-nef"].description == f"Voir [le besoin](mobee:{there['cent-affiches'].oid})."


def test_what_an_export_has_no_form_for_is_refused_loudly(culture, tmp_path):
    """A new kind of value is never left out in silence."""
    culture["pierres-vivantes"].secret = complex(1, 2)
    with pytest.raises(ExportRefused, match=r"pierres-vivantes.*secret holds a builtins\.complex"):
        export(culture, tmp_path / "one.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_new_attribute_goes_along_without_a_word_here(culture, tmp_path):
    culture["pierres-vivantes"].mascot = (
        "chouette",
        {"since": date(2025, 1, 1), "weight": Decimal("1.20")},
        datetime(2025, 1, 1, tzinfo=UTC),
    )
    arrived, _entered = expect_nothing_lost(culture, tmp_path, a_site(), "culture")
    assert arrived["pierres-vivantes"].mascot == culture["pierres-vivantes"].mascot


def test_nobody_becomes_administrator_by_a_forged_role(culture, tmp_path):
    site = tree.site_of(culture)
    site.membership.grant("rose", Grant("admin", culture.oid))
    export(culture, tmp_path / "one.zip")
    forged = tmp_path / "forged.zip"
    forge(tmp_path / "one.zip", forged, {form.GRANTS: lambda text: text.replace(f'{{"$node":"{culture.oid}"}}', '{"$site":true}')})
    with pytest.raises(ImportRefused, match="a role on something that is not in the export"):
        imported(a_site(), forged)


def forge(source, target, changes):
    """An export in which some parts say something else, with its sums set right."""
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w") as made:
        manifest = json.loads(packed.read(form.MANIFEST))
        for name in packed.namelist():
            if name != form.MANIFEST:
                data = packed.read(name)
                if name in changes:
                    data = changes[name](data.decode()).encode()
                    manifest["parts"][name]["sha256"] = hashlib.sha256(data).hexdigest()
                made.writestr(name, data)
        made.writestr(form.MANIFEST, json.dumps(manifest))


@pytest.mark.parametrize(
    ("part", "former", "forged", "reason"),
    [
        (form.NODES, '"name":"pierres-vivantes"', '"name":"../../x"', "'../../x'"),
        (form.NODES, '"name":"pierres-vivantes"', '"name":"edit"', "name of a page"),
        (form.NODES, '"type":"organisation"', '"type":"site"', "site"),
        (form.NODES, '"summary":""', '"record":""', "no attribute 'record'"),
        (form.NODES, '"accent":"honey"', '"accent":{"$":"os.system"}', "no kind of value"),
        (form.NODES, '"private":false', '"private":1', "private"),
        (form.NODES, '"title":"Culture"', '"title":5', "title"),
        (form.PEOPLE, '"mail":"maud@example.org"', '"mail":7', "mail must be a text"),
        (form.GRANTS, '"role":"manager"', '"role":"manager","power":9', "other fields"),
    ],
)
def test_a_forged_export_is_refused_with_its_reason(culture, tmp_path, part, former, forged, reason):
    culture.accent, culture.summary, culture.private = "honey", "", False
    export(culture, tmp_path / "one.zip")
    assert former in "".join(json.dumps(line, separators=(",", ":")) for line in lines(tmp_path / "one.zip", part))
    forge(tmp_path / "one.zip", tmp_path / "forged.zip", {part: lambda text: text.replace(former, forged)})
    with pytest.raises(ImportRefused, match=reason):
        imported(a_site(), tmp_path / "forged.zip")


def test_endless_depth_is_refused(culture, tmp_path):
    export(culture, tmp_path / "one.zip")
    deep = '{"oid":"12","said":' + "[" * 200_000 + "]" * 200_000 + "}\n"
    forge(tmp_path / "one.zip", tmp_path / "deep.zip", {form.NODES: lambda text: deep})
    with pytest.raises(ImportRefused, match="nested too deeply"):
        imported(a_site(), tmp_path / "deep.zip")


@settings(max_examples=15, deadline=None, phases=[Phase.generate])
@given(st.data())
def test_on_random_trees_nothing_is_lost(data):
    """Whatever people did before."""
    site = a_site()
    grow(site, data.draw)
    for _deed in range(data.draw(st.integers(0, 6))):
        deed(site, data.draw)
    for node in site.nodes.values():
        if node.__parent__ is not None and not tree.is_deleted(node):
            todo.update(node)
    with TemporaryDirectory() as folder:
        for number, network in enumerate(list(site.inside("network"))):
            if network.moving:
                with pytest.raises(ExportRefused, match="moving"):
                    export(network, Path(folder, "one.zip"))
            else:
                before = dict.fromkeys(each.partition(": ")[2] for each in check.faults(site))
                arrived, _entered = expect_nothing_lost(network, Path(folder), site, f"ailleurs-{number}")
                expect_same(everything(arrived), everything(network))
                here = [each.partition(": ")[2] for each in check.faults(site) if each.startswith(f"/{arrived.__name__}")]
                assert [fault for fault in here if fault not in before] == []


def test_people_are_told_by_the_names_that_stand_for_people(culture, tmp_path):
    """In whatever holds somebody's id, that is a person, not a word: else it would be somebody else's elsewhere."""
    site = tree.site_of(culture)
    export(culture, tmp_path / "one.zip")
    ids = set(site.people.children)

    def words(value, name):
        if isinstance(value, dict):
            for key, one in value.items():
                if key != "$person":
                    yield from words(one, key)
        elif isinstance(value, list):
            for one in value:
                yield from words(one, name)
        elif value in ids:
            yield name

    assert not [name for part in form.PARTS for line in lines(tmp_path / "one.zip", part) for name in words(line, "") if name != "id"]
    assert "applicant" in PERSON
