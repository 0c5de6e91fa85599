"""The page of the bourse: what it narrows by, what its cards say, what it does with nonsense (M06 M08 M38 L17 L25)."""

import json
import shutil
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mobee_pyr.content.place import located
from tests.builders import TODAY, a_mission, a_need
from tests.functional.shell import a_demonstration, told


@pytest.fixture
def fair(site, searchable):
    """Two missions more, one in Grenoble and one in Voiron, and one online."""
    with site() as tree:
        stones = tree["culture"]["pierres-vivantes"]
        a_mission(
            stones, "velos", title="Réparer des bicyclettes", place=located("Grenoble", "38000"), moments=("office-hours",),
            format="regular", audiences=("retirees",), goals=("12",), by="rose", places=3,
        )  # fmt: skip
        a_mission(
            stones, "comptes", title="Tenir la comptabilité", place=located("Voiron", "38500"), days=0.5, moments=("evenings",), by="rose"
        )
        a_mission(stones, "affiche", title="Dessiner une affiche", mode="online", moments=("evenings", "own-pace"), by="rose")
        a_mission(tree["horizon"]["les-cadets"], "cachee", title="Cartographier", moments=("weekends",), skills=("couture",), by="camille")
    searchable()


COPY = {"index": {"dirs_exist_ok": True}}


def titles(page):
    return {link.text for link in page.html.select("#found .tile-title a")}


def found(page):
    return page.html.select_one("#results-count strong").text


def chosen(page):
    return [link.contents[0].strip() for link in page.html.select(".chosen a")]


def go(browser, path):
    return browser.get(quote(path, safe="/?=&+,:"))


def choices(page, name):
    return {
        box["value"]: int(box.find_next(class_="facet-count").text) for box in page.html.select(f'input[type="checkbox"][name="{name}"]')
    }


def test_it_narrows_by_what_decides(app, fair):
    """K05 K06 P33 P47 L05 M08: each facet, with what its other values would give."""
    page = go(app, "/bourse")
    assert choices(page, "moments") == {"evenings": 2, "office-hours": 1, "own-pace": 1}
    form = page.forms["bourse"]
    form.set("moments", True, index=0)
    page = form.submit()
    assert titles(page) == {"Tenir la comptabilité", "Dessiner une affiche"} and found(page) == "2 demandes"
    assert choices(page, "moments") == {"evenings": 2, "office-hours": 1, "own-pace": 1}
    page = go(app, "/bourse?audiences=retirees&goals=12&format=regular&nature=association&skill=bicycles&department=38&time_basis=own")
    assert titles(page) == {"Réparer des bicyclettes"}
    assert chosen(page) == [
        "Engagement régulier",
        "Réparation de vélos",
        "Convient aux retraités",
        "Sur le temps personnel",
        "Association",
        "Consommation et production responsables",
        "Isère (38)",
    ]


def test_each_filter_is_taken_away_alone(app, fair):
    page = go(app, "/bourse?words=affiche&moments=evenings&moments=own-pace&place=Grenoble&within=5&online=too")
    for text, rest in (
        ("« affiche »", "/bourse?moments=evenings&moments=own-pace&place=Grenoble&within=5&online=too"),
        ("En soirée", "/bourse?words=affiche&moments=own-pace&place=Grenoble&within=5&online=too"),
        ("Grenoble (38), à moins de 5 km", "/bourse?words=affiche&moments=evenings&moments=own-pace"),
        ("Et ce qui se fait en ligne", "/bourse?words=affiche&moments=evenings&moments=own-pace&place=Grenoble&within=5"),
    ):
        assert next(link["href"] for link in page.html.select(".chosen a") if text in link.text) == rest


def test_near_a_place(app, fair):
    """L17: by name, postcode or the device's position; how far each one is; what is done online is kept when asked for."""
    for place in ("place=Grenoble&within=5", "place=38000&within=5", "near=45.18,5.72&within=5"):
        page = go(app, f"/bourse?{place}")
        assert titles(page) == {"Réparer des bicyclettes"}, place
    assert "Autour de moi, à moins de 5 km" in page.text
    page = go(app, "/bourse?place=Grenoble&within=50&sort=distance")
    assert [link.text for link in page.html.select(".tile-title a")] == ["Réparer des bicyclettes", "Tenir la comptabilité"]
    assert "à moins d’un km" in page.text and "à 23 km" in page.text
    assert titles(go(app, "/bourse?place=Grenoble&within=5&online=too")) == {"Réparer des bicyclettes", "Dessiner une affiche"}
    assert titles(go(app, "/bourse?place=isère")) == {"Réparer des bicyclettes", "Tenir la comptabilité"}
    assert "à moins de 20 km" in go(app, "/bourse?place=Grenoble").html.select_one("#within option[selected]").text


def test_a_place_that_nobody_knows_is_said(app, fair):
    page = go(app, "/bourse?place=Brigadoon")
    assert "Nous ne connaissons pas ce lieu" in page.text and page.html.select_one("#place")["value"] == "Brigadoon"
    assert "ailleurs" in page.html.select_one("#results-count").text


def test_between_two_days(app, fair, site, searchable):
    with site() as tree:
        a_mission(tree["culture"]["pierres-vivantes"], "fete", title="Tenir la buvette", starts=TODAY, ends=TODAY, by="rose")
    searchable()
    day = TODAY.isoformat()
    assert "Tenir la buvette" in titles(go(app, f"/bourse?after={day}&before={day}"))
    assert "Tenir la buvette" not in titles(go(app, "/bourse?after=2999-01-01"))
    assert "Tenir la buvette" in titles(go(app, f"/bourse?after=2999-01-01&before={day}")), "two days the wrong way round are put right"


def test_nothing_found_is_widened_and_said(app, fair):
    """L25: what was asked stays in sight."""
    page = go(app, "/bourse?words=comptabilité&place=Grenoble&within=5")
    said = " ".join(page.html.select_one("#results-count").text.split())
    assert said == "0 demande Rien à moins de 5 km. Voici 1 demande à moins de 50 km."
    assert titles(page) == {"Tenir la comptabilité"}
    assert page.html.select_one("#within option[selected]")["value"] == "5" and page.html.select_one("#words")["value"] == "comptabilité"
    assert titles(page.click("Ne chercher que cela")) == {"Tenir la comptabilité"}
    page = go(app, "/bourse?words=dessiner&moments=office-hours")
    assert "Rien ne répond avec « En journée, la semaine ». Voici 1 demande sans ce filtre." in page.text
    page = go(app, "/bourse?words=bicylettes")
    assert "Rien ne répond à « bicylettes ». Voici 1 demande pour « bicyclettes »." in page.text
    assert found(page.click("bicyclettes", href="words=bicyclettes")) == "1 demande"
    page = go(app, "/bourse?words=xyzzyx")
    assert not titles(page) and "Rien ne répond à cette recherche" in page.text


def test_an_outsider_learns_nothing_of_a_dedicated_network(app, another_app, sign_in, fair):
    """M06 M09 M46: the same pages as if it did not exist: results, facets, counts, suggestions, widening."""
    member = sign_in(another_app(), "hana")
    assert "Cartographier" in titles(go(member, "/bourse?moments=weekends")) and choices(go(member, "/bourse"), "moments")["weekends"] == 1
    assert "cartographier" in member.get("/suggestions?words=carto").text
    hidden = go(app, "/bourse?network=horizon").text.replace("horizon", "neverwas")
    assert hidden == go(app, "/bourse?network=neverwas").text
    for path in (
        "/bourse",
        "/bourse?words=cartographier",
        "/bourse?words=cartografier",
        "/suggestions?words=carto",
    ):
        text = app.get(path).text
        assert "orizon" not in text and "Cartographier" not in text and "couture" not in text.lower(), path
    assert "weekends" not in choices(go(app, "/bourse"), "moments")


def test_suggestions(app, fair):
    """Words, communes and départements, skills; nonsense gives nothing."""
    assert options(app, words="tenir compt") == ["tenir comptabilité"]
    assert options(app, place="grenob")[0] == "Grenoble (38)" and "Isère (38)" in options(app, place="isè")
    assert options(app, place="38500")[0] == "Voiron (38)"
    assert "accueil, graphisme" in options(app, skills="accueil, graph")
    for nonsense in ({}, {"words": "x" * 10_000}, {"place": "'; DROP TABLE"}, {"skills": ",,,"}, {"other": "compt"}):
        assert options(app, **nonsense) == []


def options(app, **asked):
    page = app.get(f"/suggestions?{urlencode(asked)}")
    return [option["value"] for option in page.html.find_all("option")]


def test_the_command_answers_the_same(app, fair, server, tmp_path):
    """One implementation for the page and for ``mobee search``."""
    folder = a_demonstration(tmp_path)
    for part in ("tree.fs", "index"):
        (shutil.copytree if part == "index" else shutil.copy)(server.data / part, folder / part, **COPY.get(part, {}))
    for words, page in (
        (["comptabilité", "--near", "Grenoble", "--within", "5"], "words=comptabilité&place=Grenoble&within=5"),
        (["affiche"], "words=affiche"),
        (["bicylettes"], "words=bicylettes"),
        (["cartographier"], "words=cartographier"),
    ):
        answer = json.loads(told("search", *words, "--json", data=folder))
        shown = go(app, f"/bourse?{page}")
        assert {result["title"] for result in answer["results"]} == titles(shown)
        assert found(shown).split()[0] == str(answer["total"])


# What is written, and what a mission's page says of it ---------------------------------------------------------------------


def test_a_mission_says_its_form_moments_public_and_goals(app, sign_in, searchable):
    """P33 P47 L05 K06: asked at the end of the form, folded up; shown on its page and card; in its history."""
    rose = sign_in(app, "rose")
    page = rose.get("/culture/pierres-vivantes/plan-de-la-nef/edit")
    section = page.html.select_one("details.form-section")
    assert "Pour être trouvée" in section.summary.text and not section.has_attr("open")
    form = page.forms["form"]
    form["format"], form["summary"], form["description"] = "regular", "Un plan.", "Deux visites."
    form["city"], form["postcode"] = "Grenoble", "38000"
    for box in form.fields["checkbox"]:
        box.checked = box._value in ("evenings", "retirees", "4", "11")
    page = form.submit("save").follow()
    for text in ("Engagement régulier", "En soirée", "Convient aux retraités", "Éducation de qualité · Villes et communautés durables"):
        assert text in page.text
    page = rose.get("/culture/pierres-vivantes/plan-de-la-nef/edit")
    assert page.html.select_one("details.form-section").has_attr("open")
    assert "Moments" in rose.get("/culture/pierres-vivantes/plan-de-la-nef/history").text
    searchable()
    assert "Engagement régulier · En soirée" in go(rose, "/bourse?place=Grenoble&within=5").text


def test_four_goals_are_too_many(app, sign_in):
    page = sign_in(app, "rose").get("/culture/pierres-vivantes/cent-affiches/edit")
    form = page.forms["form"]
    form["summary"], form["description"], form["unit"] = "Des affiches.", "En couleurs.", "affiches"
    for box in form.fields["checkbox"]:
        box.checked = box._value in ("1", "2", "3", "4")
    page = form.submit("save", status=422)
    assert "Choisissez trois objectifs au plus" in page.text
    assert page.html.select_one("details.form-section").has_attr("open")
    assert len([box for box in page.forms["form"].fields["checkbox"] if box.checked]) == 4


def test_a_needs_form_asks_for_goals_only(app, sign_in):
    page = sign_in(app, "rose").get("/culture/pierres-vivantes/need-new?means=goods")
    assert {box._value for box in page.forms["form"].fields["checkbox"]} == {str(number) for number in range(1, 18)}


# Bad input -----------------------------------------------------------------------------------------------------------------

NASTY = (
    "x" * 10_000,
    "de la le les et",
    "' OR 1=1; DROP TABLE missions; --",
    "🐝🚲" * 50,
    "שלום עולם مرحبا",
    "\u202egnirts\u202c",
    '"sans fin',
    '« "" » "',
    "words:x AND (domain:*",
    "[[a]]",
    "%00",
    "\x00\x01",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "-1",
    "1e9",
    "NaN",
    "9" * 400,
    "91,181",
    "45.19,5.72",
    "45.19,5.72,1",
    "2027-02-30",
    "0000-00-00",
    "9999-12-31",
    "Grenoble",
    "75056",
    "a" + "\u0301" * 500,
)
NAMES = ("words", "place", "near", "within", "online", "network", "organisation", "means", "mode", "moments", "format", "domain", "skill")
NAMES += ("audiences", "time_basis", "nature", "goals", "department", "after", "before", "state", "room", "sort", "page", "view", "words[]")
VALUES = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=60), st.sampled_from(("evenings", "38", "left", "all", "distance", "urgency", "20"))
)


def test_nonsense_gives_a_sensible_page(app, fair):
    """Whatever stands in the address: a page with a heading, a count and either hits, or what to do next; never an error."""

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=12))
    def check(asked):
        page = app.get(f"/bourse?{urlencode(asked)}")
        assert page.html.h1.text and found(page).split()[0].isdigit()
        assert titles(page) or page.html.select_one(".empty-title")
        assert "<script>alert" not in page.text

    check()


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("name", ["words", "place"])
def test_each_nasty_question(app, fair, name, value):
    page = app.get(f"/bourse?{urlencode({name: value})}")
    assert titles(page) or page.html.select_one(".empty-title")
    assert app.get(f"/suggestions?{urlencode({name: value})}", status=200)


def test_a_page_far_beyond_the_last_is_the_last(app, fair):
    assert titles(go(app, "/bourse?page=1000000000")) == titles(go(app, "/bourse"))


def test_a_negative_distance_is_the_usual_one(app, fair):
    page = go(app, "/bourse?place=Grenoble&within=-5")
    assert page.html.select_one("#within option[selected]")["value"] == "20"


def test_needs_are_found_too(app, fair, site, searchable):
    """M44 M45: goods, cash, logistics and technology by the same page."""
    with site() as tree:
        a_need(
            tree["culture"]["pierres-vivantes"],
            "camion",
            title="Un camion",
            means="logistics",
            goals=("11",),
            place=located("Voiron", "38500"),
        )
    searchable()
    assert titles(go(app, "/bourse?means=logistics&goals=11&place=Voiron&within=5")) == {"Un camion"}


def test_what_anybody_may_answer_comes_before_a_scheme(app, site, fair, searchable):
    """By relevance only: a Service Civique that speaks of nothing else stands after a mission that mentions it once."""
    with site() as tree:
        stones = tree["culture"]["pierres-vivantes"]
        a_mission(stones, "service", title="Réparer des vélos, encore des vélos", skills=("vélos",), label="Service Civique", by="rose")
        tree["culture"]["pierres-vivantes"]["affiche"].description = "Pour l’atelier de vélo."
    searchable()
    page = app.get("/bourse?words=" + quote("vélo"))
    assert [link.text for link in page.html.select("#found .tile-title a")] == [
        "Dessiner une affiche",
        "Réparer des vélos, encore des vélos",
    ]
    assert titles(app.get("/bourse?words=service+civique")) == {"Réparer des vélos, encore des vélos"}
