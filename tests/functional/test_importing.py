"""What comes from elsewhere: looked at first, entered once, with a way back to where it came from (L15, L19)."""

import os
from pathlib import Path

import pytest

from mobee_pyr.content import capacities
from mobee_pyr.content.field import Field
from mobee_pyr.content.legal_entity import by_siren, identify
from mobee_pyr.content.node import subtree
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import field_lists
from tests.builders import an_act
from tests.functional.shell import a_demonstration, refused, told

SHARED = Path(os.environ.get("MOBEE_SHARED") or Path(__file__).resolve().parents[2].parent / "shared" / "data")
needs_the_shared_files = pytest.mark.skipif(not SHARED.exists(), reason=f"{SHARED} is not there; MOBEE_SHARED may name its folder")

HEAD = "id;siret;date_disso;position;titre;objet;adrs_codepostal;adrs_libcommune;siteweb"
REGISTER = f"""{HEAD}
W711234567;;0001-01-01;A;Les Amis de l'été;organiser des fêtes;71700;Tournus;lesamis.example
W711234568;;2020-09-30;D;Le Vieux Cercle;se réunir;71700;Tournus;
W71;;0001-01-01;A;Sans numéro;rien;71700;Tournus;
"""

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<source><publisher>Exemple</publisher>
<mission><title>Tenir la buvette</title><clientId>m1</clientId><description>Servir le public.</description>
<applicationUrl>https://exemple.example/m1</applicationUrl><domain>culture-loisirs</domain><remote>no</remote><places>2</places>
<startAt>01/06/2031</startAt><endAt>2031-06-30T10:00:00Z</endAt>
<addresses><address><street>3 rue Basse</street><postalCode>71700</postalCode><city>Tournus</city></address></addresses>
<organizationName>Le Kiosque</organizationName><organizationSiren>732829320</organizationSiren></mission>
<mission><title>Finie</title><clientId>m2</clientId><endAt>11/01/2020</endAt><organizationName>Le Kiosque</organizationName></mission>
<mission><title>Sans nom</title><clientId>m3</clientId></mission>
</source>"""


def look(browser, kind, data, name="fichier.xml", network="culture", status=200):
    form = browser.get(f"/{network}/imports").forms[0]
    form["kind"], form["file"] = kind, (name, data if isinstance(data, bytes) else data.encode())
    return form.submit("look", value="yes", status=status)


def enter(page, status=200):
    return page.forms[0].submit("enter", value="yes", status=status)


def outcomes(page):
    return {row.th.text: [cell.text.strip() for cell in row.select("td")][1:] for row in page.html.select("tbody tr")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_rows_of_the_register_are_looked_at_then_entered(app, site, sign_in, encoding):
    """Dissolved ones are refused with the reason; nothing is there before one agrees; a second time nothing changes."""
    maud = sign_in(app, "maud")
    page = look(maud, "rna", REGISTER.encode(encoding), "rna.csv")
    assert outcomes(page)["Les Amis de l'été"][0] == "Créée"
    assert outcomes(page)["Le Vieux Cercle"] == ["Refusée", "colonne « date_disso » : dissoute le 30/09/2020"]
    assert outcomes(page)["Sans numéro"][1].startswith("colonne « id » : Ce n’est pas un numéro RNA")
    with site() as tree:
        assert find(tree, "/culture/les-amis-de-l-ete") is None and "rna:W711234567" not in tree.identifiers
    assert outcomes(enter(page))["Les Amis de l'été"][0] == "Créée"
    with site() as tree:
        made = find(tree, "/culture/les-amis-de-l-ete")
        assert made.state == "active" and made.entity.rna == "W711234567" and made.entity.place.city == "Tournus"
        assert made.summary == "organiser des fêtes" and made.website == "https://lesamis.example"
    assert outcomes(look(maud, "rna", REGISTER.encode(encoding)))["Les Amis de l'été"][0] == "Inchangée"


def test_a_list_of_organisations_is_entered_by_number_then_by_name(app, site, sign_in):
    maud = sign_in(app, "maud")
    table = "Nom,SIREN,Site web,Ville\nLe Kiosque,732 829 320,kiosque.example,Tournus\nPierres vivantes,,pierres.example,\n,,,Mâcon\n"
    page = enter(look(maud, "organisations", table, "liste.csv"))
    assert outcomes(page)["Le Kiosque"][0] == "Créée" and outcomes(page)["Pierres vivantes"][0] == "Mise à jour"
    assert "le nom manque" in outcomes(page)[""][1]
    with site() as tree:
        assert by_siren(tree, "732829320").title == "Le Kiosque"
        assert find(tree, "/culture/pierres-vivantes").website == "https://pierres.example"
    again = look(maud, "organisations", "nom;siren\nKiosque de Tournus;732829320\n")
    assert outcomes(again)["Kiosque de Tournus"][0] == "Inchangée", "the number says who it is"


def test_each_kind_of_body_takes_part_as_the_network_lets_it(app, site, sign_in):
    """M14 M15 M16 M66: a list says what each is; one for which the network has no place is refused with the reason, and leaves nothing."""
    with site() as tree:
        capacities.keep(find(tree, "/culture"), {**capacities.of(find(tree, "/culture")), "company": ("brings",), "town": ()})
    table = "Nom;Nature\nLe Kiosque;\nScierie Lambert;entreprise\nTournus;Commune\nLune;planète\n"
    table += "CPME 71;Fédération\nPréfecture;Institution de l’État\nLambert pour la forêt;Fondation d’entreprise\n"
    page = enter(look(sign_in(app, "maud"), "organisations", table, "liste.csv"))
    assert outcomes(page)["Tournus"] == ["Refusée", "Commune : ce réseau ne fait pas de place à cette nature d’organisation"]
    assert outcomes(page)["Lune"][1].startswith("colonne « Nature »")
    with site() as tree:
        mill = find(tree, "/culture/scierie-lambert")
        assert (mill.entity.body, mill.capacities) == ("company", frozenset(("brings",)))
        assert find(tree, "/culture/le-kiosque").entity.body == "association"
        kinds = {"cpme-71": "federation", "prefecture": "state", "lambert-pour-la-foret": "corporate-foundation"}
        assert {name: find(tree, f"/culture/{name}").entity.body for name in kinds} == kinds
        assert "Tournus" not in [entity.title for entity in tree.entities.inside("legal_entity")]


def test_a_feed_of_missions_is_published_with_a_way_back(app, another_app, site, sign_in):
    """L19: the page of a mission leads to the announcement on its own site."""
    page = enter(look(sign_in(app, "maud"), "engagement", FEED))
    assert outcomes(page)["Tenir la buvette"] == ["Créée", "–"]
    assert outcomes(page)["Finie"] == ["Refusée", "finie depuis le 11/01/2020"]
    assert outcomes(page)["Sans nom"] == ["Refusée", "« organisation » manque"]
    shown = another_app().get("/culture/le-kiosque/tenir-la-buvette")
    assert shown.html.select_one('a[href="https://exemple.example/m1"]').text == "Exemple"
    another_app().get("/culture/le-kiosque").mustcontain("Fiche d’origine", "Exemple")
    another_app().get("/culture/pierres-vivantes").mustcontain(no="Fiche d’origine")
    with site() as tree:
        mission = find(tree, "/culture/le-kiosque/tenir-la-buvette")
        assert (mission.places, str(mission.starts), str(mission.ends), mission.place.city) == (2, "2031-06-01", "2031-06-30", "Tournus")
        assert mission.__parent__.entity.siren == "732829320"


def test_a_link_that_is_none_is_left_out(app, site, sign_in):
    enter(look(sign_in(app, "maud"), "engagement", FEED.replace("https://exemple.example/m1", "javascript:alert(1)")))
    with site() as tree:
        assert find(tree, "/culture/le-kiosque/tenir-la-buvette").provenance.url == ""


@needs_the_shared_files
def test_the_partners_own_samples(app, site, sign_in):
    """FPXML 0.1, API Engagement and the register, as they are published."""
    maud = sign_in(app, "maud")
    fpxml = outcomes(enter(look(maud, "fpxml", (SHARED / "footprint-sample.xml").read_bytes())))
    assert fpxml["Be a Business Mentor - Trenton, NJ & Beyond"][0] == "Créée"
    assert fpxml["DODGEBALL TO HELP AREA HUNGRY"] == ["Refusée", "finie depuis le 27/02/2009"]
    with site() as tree:
        mentor = next(node for node in subtree(find(tree, "/culture")) if node.title.startswith("Be a Business Mentor"))
        assert mentor.domain == "skills-volunteering"
    sample = outcomes(look(maud, "engagement", (SHARED / "api-engagement-feed.xml").read_bytes()))
    assert sample["Titre de la mission"] == ["Refusée", "finie depuis le 11/01/2025"]
    rna = outcomes(look(maud, "rna", (SHARED / "rna-waldec-sample.csv").read_bytes()))
    assert rna["ESCALE"] == ["Refusée", "colonne « date_disso » : dissoute le 30/09/2020"]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<source><mission><title>&lol2;</title></mission></source>"""
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><source><mission><title>&e;</title></mission></source>"""
)


@pytest.mark.parametrize(
    ("kind", "data", "reason"),
    [
        ("engagement", BOMB, "définit des entités"),
        ("engagement", OUTSIDE, "définit des entités"),
        ("engagement", b"<a>" * 1000, "emboîte trop d’éléments"),
        ("engagement", b"<source><mission>", "Ce n’est pas du XML : regardez la ligne 1"),
        ("engagement", b"<autre/>", "aucune annonce de ce format"),
        ("engagement", b'<?xml version="1.0" encoding="klingon"?><source/>', "codage"),
        ("fpxml", FEED.encode(), "aucune annonce de ce format"),
        ("rna", b"nom;ville\nX;Y\n", "la première doit nommer les colonnes"),
        ("rna", b"\0\1\2;", "Ce n’est pas du texte"),
        ("organisations", b"", "Ce fichier est vide"),
        ("organisations", b"Nom;Ville;ville\nX;Y;Z\n", "Deux colonnes s’appellent « ville »"),
        ("organisations", b"Nom;SIREN;SIRET\nX;;\n", "Les colonnes « SIREN » et « SIRET » disent la même chose"),
        ("missions", b"Titre;Organisation;;Ville\nX;Y;;Z\n", "La colonne 3 n’a pas de nom"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(app, site, sign_in, kind, data, reason):
    look(sign_in(app, "maud"), kind, data, status=422).mustcontain("Il y a un problème", reason)


def test_columns_that_nobody_reads_are_told_before_one_agrees(app, site, sign_in):
    """M13: nothing of a file is left out in silence; what the network asks itself is read, empty columns at the end are none."""
    with site() as tree:
        field_lists.keep(an_act(tree, "maud"), find(tree, "/culture"), "organisation", Field("f-1", {"fr": "Couleur", "en": "Colour"}))
    table = "Nom;Taille;Colour;Note;;\nLe Kiosque;12;bleu;;;\nLa Grange\n"
    page = look(sign_in(app, "maud"), "organisations", table, "liste.csv")
    page.mustcontain("Ces colonnes ne seront pas reprises", "« Taille », « Note »", "/culture/fields", no="« Colour »")
    assert outcomes(page) == {"Le Kiosque": ["Créée", "–"], "La Grange": ["Créée", "–"]}
    enter(page).mustcontain(no="Ces colonnes")
    look(app, "organisations", "Nom;Couleur\nLa Halle;vert\n", "liste.csv").mustcontain(no="Ces colonnes")


def test_without_a_file_or_a_kind_one_is_told(app, sign_in):
    maud = sign_in(app, "maud")
    page = maud.post("/culture/imports", {"look": "yes", "csrf_token": maud.csrf}, status=422)
    page.mustcontain("Dites ce que contient le fichier", "Choisissez un fichier")


def test_a_file_waits_for_one_person_and_is_forgotten_once_entered(app, another_app, server, sign_in):
    maud = sign_in(app, "maud")
    page = look(maud, "engagement", FEED)
    key = page.forms[0]["key"].value
    ada = sign_in(another_app(), "ada")
    ada.post("/culture/imports", {"enter": "yes", "kind": "engagement", "key": key, "csrf_token": ada.csrf}, status=422).mustcontain(
        "n’est plus là"
    )
    waiting = set((server.data / "uploads").iterdir())
    enter(page)
    assert len(waiting - set((server.data / "uploads").iterdir())) == 1
    enter(page, status=422).mustcontain("n’est plus là")


def test_only_who_runs_the_network_imports(app, another_app, sign_in):
    """Others are refused; whoever may not see the network learns nothing, not even that it is there."""
    for who in ("rose", "quentin", "noe"):
        sign_in(another_app(), who).get("/culture/imports", status=403)
    outside = another_app()
    outside.post("/horizon/imports-feed", {"leave": "yes"}, status=(400, 404))
    assert outside.get("/horizon/imports", status=404).body == outside.get("/horizon/rien", status=404).body.replace(b"rien", b"imports")


def test_a_body_known_in_a_closed_network_tells_nothing_of_it(app, site, sign_in):
    """Whether somebody else's network has that organisation, the outcome is the same."""
    with site() as tree:
        identify(tree, find(tree, "/horizon/les-cadets").entity, "732829320")
    page = look(sign_in(app, "maud"), "organisations", "nom;siren\nLes Cadets;732829320\n")
    assert outcomes(page)["Les Cadets"] == ["Créée", "–"] and "horizon" not in page.text


def test_the_command_tells_first_and_enters_then(tmp_path):
    data = a_demonstration(tmp_path)
    (tmp_path / "rna.csv").write_text(REGISTER, encoding="cp1252")
    said = told("import", "file", "rna", tmp_path / "rna.csv", "--network", "culture", "--dry-run", data=data)
    assert "line 3, “Le Vieux Cercle”: column “date_disso”: dissolved on 30/09/2020" in said
    assert said.splitlines()[-1] == "1 created, 0 updated, 0 unchanged, 2 refused (nothing was changed)"
    for counts in ("1 created, 0 updated, 0 unchanged, 2 refused", "0 created, 0 updated, 1 unchanged, 2 refused"):
        assert told("import", "file", "rna", tmp_path / "rna.csv", "--network", "culture", data=data).splitlines()[-1] == counts
    assert "everything is consistent" in told("check", data=data)
    (tmp_path / "list.csv").write_text("Nom;Taille\nLe Kiosque;12\n")
    said = told("import", "file", "organisations", tmp_path / "list.csv", "--network", "culture", data=data)
    assert "Columns that nothing here asks for were left aside: “Taille”" in said
    (tmp_path / "bad.xml").write_bytes(BOMB)
    assert "defines entities" in refused("import", "file", "engagement", tmp_path / "bad.xml", "--network", "culture", data=data)


def test_a_feed_is_followed_and_left_again(app, site, sign_in):
    """Addresses inside one's own network are refused; what is followed is told, and its word is in the journal."""
    maud = sign_in(app, "maud")
    form = maud.get("/culture/imports").forms[1]
    form["url"], form["feed"] = "http://127.0.0.1/feed", "engagement"
    form.submit("follow", value="yes", status=422).mustcontain("n’est pas publique", "http://127.0.0.1/feed")
    form["url"] = "https://flux.example.org/missions.xml"
    page = form.submit("follow", value="yes", status=303).follow()
    page.mustcontain("https://flux.example.org/missions.xml", "Pas encore", "Le flux est suivi")
    with site() as tree:
        assert find(tree, "/culture").followed.who == "maud"
    page.forms[1].submit("leave", value="yes", status=303).follow().mustcontain("ne suit plus de flux")
    with site() as tree:
        assert find(tree, "/culture").followed is None
    maud.get("/culture/history").mustcontain("suit désormais un flux de missions")
