"""What everybody reads, and what nobody outside may guess."""

import pytest

from mobee_pyr.content.tree import find
from tests.builders import an_application

MISSION = "/culture/pierres-vivantes/plan-de-la-nef"
EVERYBODY = ["/", "/bourse", "/how-it-works", "/accessibility", "/privacy", "/culture", "/culture/pierres-vivantes", "/workflows"]
EVERYBODY += ["/culture/pierres-vivantes/plan-de-la-nef", "/culture/pierres-vivantes/cent-affiches", "/sign-in", "/sign-up", "/forgotten"]
EVERYBODY += [f"/workflows?type={name}" for name in ("network", "organisation", "programme", "mission", "need", "pledge", "joining")]


@pytest.mark.parametrize("path", EVERYBODY)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_visitor_reads(app, searchable, path, language):
    """M01 M04 M09: every page has its doctype, one h1, a language, and no mention of the dedicated network."""
    searchable()
    app.set_cookie("language", language)
    page = app.get(path)
    assert page.text.startswith("<!DOCTYPE html>")
    assert page.text.count("<h1") == 1 and f'<html lang="{language}"' in page.text
    assert "orizon" not in page.text
    assert "Content-Security-Policy" in page.headers and "unsafe" not in page.headers["Content-Security-Policy"]
    assert ' style="' not in page.text and "onclick" not in page.text
    assert all("src" in script.attrs and not script.text.strip() for script in page.html.find_all("script"))


@pytest.mark.parametrize(
    ("audience", "taught"),
    [
        ("volunteer", ["Cherchez dans la bourse", "Candidatez en trois écrans", "Faites la mission"]),
        ("association", ["Écrivez vos demandes", "Elles sont relues, puis publiées", "Choisissez qui vous aide"]),
        ("company", ["Nommez un référent", "Choisissez comment vous validez", "Invitez vos salariés"]),
        ("town", ["Dites ce que vous faites dans le réseau", "Publiez missions et besoins"]),
    ],
)
def test_each_audience_is_taught_its_steps(app, audience, taught):
    """C04 P15 M15 M16 M60: companies, schools and towns read how they take part, in order, with an answer to what they ask."""
    page = app.get(f"/how-it-works?for={audience}")
    text = page.html.main.get_text(" ")
    assert [text.find(step) for step in taught] == sorted(text.find(step) for step in taught) and all(step in text for step in taught)
    assert len(page.html.main.find_all("h3")) >= 3, "what people ask, with its answer"


def test_the_home_page_counts_what_the_site_brought_together(app, site, searchable):
    """P06: introductions among them; an application that nobody has accepted is none, and what is nought goes without saying."""

    def counted():
        searchable()
        return {dt.text: dd.text for dt, dd in zip(*(app.get("/").html.select(f".counters {each}") for each in ("dt", "dd")), strict=True)}

    assert not any("mise" in noun for noun in counted())
    with site() as tree:
        an_application(find(tree, MISSION), "lea", state="accepted")
        an_application(find(tree, MISSION), "noe", state="completed")
        an_application(find(tree, MISSION), "luc")
    assert counted()["mises en relation"] == "2"


@pytest.mark.parametrize("rest", ["", "/les-cadets", "/les-cadets/tutorat", "/les-cadets/tutorat/apply", "/edit", "/nothing/at/all"])
def test_a_dedicated_network_is_not_there_for_outsiders(app, another_app, sign_in, rest):
    """M09 M47: 404, to the letter what an address that never existed gives."""
    for browser in (app, sign_in(another_app(), "lea")):
        hidden = browser.get(f"/horizon{rest}", status=404).text.replace("horizon", "neverwas")
        assert hidden == browser.get(f"/neverwas{rest}", status=404).text


def test_its_members_find_it_and_nobody_else_does(app, another_app, sign_in, searchable):
    """M46 M48: cards, search hits and counts follow the reader."""
    searchable()
    member = sign_in(another_app(), "hana")
    member.get("/").mustcontain("Horizon", "Culture")
    member.get("/bourse?words=tutorat").mustcontain("/horizon/les-cadets/tutorat")
    for browser in (app, sign_in(another_app(), "lea")):
        assert "/horizon" not in browser.get("/bourse?words=tutorat").text
        assert "orizon" not in browser.get("/").text


@pytest.mark.parametrize(
    "query", ["page=999999999", "page=-1", "page=x", "means=nothing", "network=12", "words=%00%22((", "sort=up", "place=%F0%9F%90%9D"]
)
def test_nonsense_in_the_address_gives_a_sensible_page(app, searchable, query):
    """M38"""
    searchable()
    app.get(f"/bourse?{query}", status=200)


@pytest.mark.parametrize("query", ["words=%E9t%E9", "%E9=%E9&words=caf%C3%A9", "words=%FF%FE", "lang=%E9"])
def test_an_address_that_is_no_utf_8_finds_a_page(app, searchable, query):
    """An old link in Latin-1 is read as far as it can be."""
    app.get(f"/bourse?{query}", status=200)
    app.get(f"/culture/nothing-here?{query}", status=404)


def test_a_form_whose_bytes_are_no_text_is_refused(app):
    app.post("/sign-in", b"mail=%E9&password=%FF", content_type="application/x-www-form-urlencoded", status=400)
