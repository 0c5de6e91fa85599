"""Lists as files: exactly the rows of the page, under its reader's rights; texts are texts, dates and numbers what they are (M32, P49)."""

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from webtest import Upload

from mobee_pyr.content.tree import find
from tests.builders import a_mission, a_need, an_application, an_organisation

STONES = "/culture/pierres-vivantes"
NAVE = f"{STONES}/plan-de-la-nef"
SHOP = "/culture/atelier-du-sud"


def rows(app, address):
    """A CSV, its heads and its rows."""
    found = app.get(address, status=200)
    assert found.content_type == "text/csv" and "attachment" in found.headers["Content-Disposition"]
    assert found.body.startswith(b"\xef\xbb\xbf") and "no-store" in found.headers["Cache-Control"]
    heads, *lines = list(csv.reader(io.StringIO(found.body.decode("utf-8-sig")), delimiter=";"))
    return heads, lines


def titles(app, address):
    return [line[0] for line in rows(app, address)[1]]


def shown(page):
    """The titles of the cards of a page."""
    return [re.sub(r"\s+", " ", title).strip() for title in re.findall(r'class="stretched-link" href="[^"]+">([^<]+)<', page.text)]


@pytest.mark.parametrize("who", ["noe", "hana", "rose", "ada", "iris"])
def test_the_bourse_exports_what_its_page_shows_to_each_reader(app, sign_in, searchable, who):
    """The leak that may not be: a dedicated network's requests are in nobody's file but its members'."""
    sign_in(app, who)
    searchable()
    for query in ("", "words=plan", "means=goods", "network=horizon"):
        found = titles(app, f"/bourse?export=csv&{query}")
        assert sorted(found) == sorted(shown(app.get(f"/bourse?{query}"))), query
        assert ("Tutorat" in found) == (who in ("hana", "ada") and query in ("", "network=horizon")), query


def test_all_pages_are_in_the_file_and_what_was_asked(app, sign_in, site, searchable):
    with site() as tree:
        for number in range(130):
            a_mission(find(tree, STONES), f"cent-{number:03}", by="rose")
    searchable()
    page = sign_in(app, "noe").get("/bourse?words=cent&sort=date")
    page.mustcontain("Exporter cette liste", "export=csv", "export=xlsx")
    found = titles(app, re.search(r'href="([^"]+export=csv[^"]*)"', page.text).group(1).replace("&amp;", "&"))
    assert len(found) == len(set(found)) > 130
    page.mustcontain(f"{len(found)} demandes")


def test_a_visitor_gets_no_file(app):
    app.get("/bourse").mustcontain(no="Exporter")
    assert "/sign-in" in app.get("/bourse?export=csv", status=303).location
    app.get("/culture/organisations?export=csv", status=303)
    app.get("/horizon/organisations?export=csv", status=404)


def test_organisations_of_a_network(app, sign_in, site, searchable):
    with site() as tree:
        an_organisation(find(tree, "/culture"), "en-attente", state="proposed")
    searchable()
    sign_in(app, "noe")
    assert sorted(titles(app, "/culture/organisations?export=csv")) == ["Atelier du sud", "Pierres vivantes"]
    assert titles(app, "/culture/organisations?export=csv&words=atelier") == ["Atelier du sud"]
    app.get("/horizon/organisations?export=csv", status=404)


def test_the_people_of_a_team_come_back_unchanged_when_they_are_imported(app, another_app, sign_in, site):
    """M41: the file that was exported is a list that can be imported; only those who give roles have it."""
    sign_in(app, "basile")
    heads, lines = rows(app, f"{SHOP}/people?export=csv")
    assert {(line[0], line[2]) for line in lines} == {
        ("basile@example.org", "Référent ou référente"),
        ("max@example.org", "Responsable"),
        ("max@example.org", "Membre"),
        ("lea@example.org", "Membre"),
        ("luc@example.org", "Membre"),
    }
    assert [line[4] for line in lines if line[0] == "lea@example.org"] == ["max@example.org"]
    members = "\n".join(";".join(line) for line in [heads, *(line for line in lines if line[2] == "Membre")])
    form = app.get(f"{SHOP}/people-import").forms["form"]
    form["upload"] = Upload("people.csv", members.encode())
    page = form.submit("give").follow().forms["form"].submit("match").follow()
    assert re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page.text) == [("inchangées", "3")]
    for name, status in (("lea", 403), ("rose", 403)):
        sign_in(another_app(), name).get(f"{SHOP}/people?export=csv", status=status)
    sign_in(another_app(), "maud").get("/horizon/people?export=csv", status=404)


def test_applications_of_a_mission_are_those_that_the_reader_may_open(app, another_app, sign_in, site):
    with site() as tree:
        mission = find(tree, NAVE)
        an_application(mission, by="noe")
        an_application(mission, by="lea", employer=find(tree, SHOP))
    assert sorted(titles(sign_in(app, "rose"), f"{NAVE}?export=csv")) == ["Lea", "Noe"]
    app.get(NAVE).mustcontain("Exporter cette liste")
    noe = sign_in(another_app(), "noe")
    assert titles(noe, f"{NAVE}?export=csv") == []
    noe.get(NAVE).mustcontain(no="Exporter cette liste")


def test_requests_of_an_organisation_in_one_state(app, another_app, sign_in, site):
    with site() as tree:
        a_mission(find(tree, STONES), "brouillon", by="rose", state="draft")
    sign_in(app, "rose")
    assert sorted(titles(app, f"{STONES}/requests?export=csv")) == ["Brouillon", "Cent affiches", "Plan de la nef"]
    assert titles(app, f"{STONES}/requests?export=csv&state=mission-draft") == ["Brouillon"]
    sign_in(another_app(), "noe").get(f"{STONES}/requests?export=csv", status=403)


def test_a_formula_is_a_text_and_dates_and_numbers_are_typed(app, sign_in, site, searchable):
    """P49: nothing in a file is worked out by the spreadsheet that opens it."""
    with site() as tree:
        mission = a_mission(find(tree, STONES), "piege", by="rose", places=3)
        mission.title, mission.starts = '=HYPERLINK("http://x")', date(2031, 5, 4)
        need = a_need(find(tree, STONES), "poids", by="rose")
        need.title, need.quantity = "Poids", Decimal("2.5")
    searchable()
    sign_in(app, "rose")
    heads, lines = rows(app, f"{STONES}/requests?export=csv")
    by_title = {line[0]: dict(zip(heads, line, strict=True)) for line in lines}
    trap = by_title['\'=HYPERLINK("http://x")']
    assert (trap["Début"], trap["Places"], by_title["Poids"]["Quantité demandée"]) == ("2031-05-04", "3", "2,5")
    assert trap["Page"].startswith("http")
    book = app.get(f"{STONES}/requests?export=xlsx")
    assert book.content_type.endswith("spreadsheetml.sheet")
    with zipfile.ZipFile(io.BytesIO(book.body)) as parts:
        sheet, texts = (parts.read(name).decode() for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"))
    assert "=HYPERLINK(" in texts and "<f>" not in sheet and "<v>47972</v>" in sheet and "<v>2.5</v>" in sheet
    app.get(f"{STONES}/requests?export=exe", status=404)


def test_what_waits_for_somebody_is_their_own_list(app, another_app, sign_in, site):
    with site() as tree:
        an_application(find(tree, NAVE), by="noe")
    page = sign_in(app, "rose").get("/to-do")
    page.mustcontain("Candidature de Noe", "Exporter cette liste")
    heads, lines = rows(app, "/to-do?export=csv")
    assert [line[0] for line in lines] == ["Candidature de Noe"] and heads[3] == "Attend depuis"
    assert date.fromisoformat(lines[0][3][:10])
    assert rows(sign_in(another_app(), "noe"), "/to-do?export=csv")[1] == []


def test_what_stands_in_a_page_is_exported_as_its_table_shows_it(app, another_app, sign_in, site, searchable):
    """M03: sorted and narrowed as the table is; only by those who have the table."""
    with site() as tree:
        a_mission(find(tree, STONES), "brouillon", by="rose", state="draft")
    searchable()
    sign_in(app, "rose").get(f"{STONES}/contents").mustcontain("Exporter cette liste")
    assert titles(app, f"{STONES}/contents?export=csv") == ["Brouillon", "Cent affiches", "Plan de la nef"]
    assert titles(app, f"{STONES}/contents?export=csv&kind=need") == ["Cent affiches"]
    assert titles(app, f"{STONES}/contents?export=csv&sort=title&down=1")[0] == "Plan de la nef"
    sign_in(another_app(), "noe").get(f"{STONES}/contents?export=csv", status=403)
    sign_in(another_app(), "maud").get("/horizon/contents?export=csv", status=404)


def test_whoever_looks_with_other_eyes_takes_no_file_away(app, sign_in):
    """P10: what somebody else sees is looked at, not carried off."""
    form = sign_in(app, "maud").get("/culture/see-as").forms[0]
    form["person"] = "noe"
    form.submit(status=303)
    app.get("/culture/organisations").mustcontain("Vous regardez comme", no="Exporter")
    app.get("/culture/organisations?export=csv", status=403)
