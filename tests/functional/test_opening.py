"""A network is opened, one question a page: answers are kept, checked, and nothing is made before the last button."""

from io import BytesIO

import pytest
from PIL import Image

from mobee_pyr.content.capacities import of
from mobee_pyr.content.tree import find
from tests.builders import a_network


def picture():
    """A small PNG."""
    data = BytesIO()
    Image.new("RGB", (60, 30), "#1f6b45").save(data, "PNG")
    return data.getvalue()


def go(app, step, **answers):
    """One page answered; the next one."""
    page = app.get(f"/network-new?step={step}")
    form = page.forms["form"] if "form" in page.forms else page.forms[0]
    for name, answer in answers.items():
        form[name.replace("__", "-")] = answer
    return form.submit("go", status="*")


@pytest.fixture
def ada(app, sign_in):
    """Who runs the site."""
    return sign_in(app, "ada")


def test_a_network_is_open_after_a_name_and_one_button_since_all_else_has_an_answer(ada, site):
    """M10 M13: the quick way."""
    assert go(ada, "name", title="Ville en fête").location.endswith("step=model")
    page = ada.get("/network-new?step=check")
    page.mustcontain("Ville en fête", "Réseau thématique mutualisé", "Partagé", "Miel", "ada@example.org", "/ville-en-fete")
    page.forms[0].submit("open").follow().mustcontain("Le réseau « Ville en fête » est ouvert")
    with site() as tree:
        network = find(tree, "/ville-en-fete")
        assert network.state == "open" and dict(network.overrides) == {} and tree["people"]["ada"].opening == {}


def test_answers_are_kept_back_and_forth(ada, site):
    """M13: nothing of what was said is lost, and nothing is made yet."""
    go(ada, "name", title="Alpes")
    go(ada, "summary", summary="Pour la montagne.")
    assert ada.get("/network-new?step=name").forms["form"]["title"].value == "Alpes"
    assert ada.get("/network-new?step=summary").forms["form"]["summary"].value == "Pour la montagne."
    with site() as tree:
        assert find(tree, "/alpes") is None


def test_one_answer_is_changed_from_the_check_and_leads_back_there(ada):
    go(ada, "name", title="Alpes")
    page = ada.get("/network-new?step=address&then=check")
    form = page.forms["form"]
    form["name"] = "montagne"
    form.submit("go").follow().mustcontain("Vérifiez vos réponses", "/montagne")


def test_without_a_name_every_page_leads_to_it(ada):
    for step in ("model", "who", "colour", "check"):
        assert ada.get(f"/network-new?step={step}").location.endswith("step=name")
    ada.get("/network-new?step=nothing", status=404)
    ada.get("/network-new?step=model&body=town", status=404)


def test_the_model_brings_its_own_answers(ada, site):
    """M13 M61 M66: a dedicated one is proposed as dedicated, with its colour, its sentence and its roles."""
    go(ada, "name", title="Parrainage")
    go(ada, "model", form__source="school_tutoring")
    ada.get("/network-new?step=check").mustcontain("Tutorat scolaire", "Dédié", "Feuille")
    ada.get("/network-new?step=who").mustcontain("École ou université", "Demande des moyens")
    ada.get("/network-new?step=check").forms[0].submit("open")
    with site() as tree:
        network = find(tree, "/parrainage")
        assert network.dedicated and network.accent == "leaf" and of(network)["school"] == ("asks",)
        assert network.blueprint.source == "school_tutoring" and network.summary.startswith("Des adultes qui savent")
    ada.get("/parrainage").mustcontain("Trois façons d’aider un établissement")


def test_what_a_town_hall_could_do_is_told_before_it_is_true(ada, site):
    """M66: the preview, then the answer."""
    go(ada, "name", title="Crue")
    go(ada, "model", form__source="emergency_mobilisation")
    page = ada.get("/network-new?step=who&body=town")
    page.mustcontain(
        "Que pourrait faire ici une mairie ?", "Elle demande des bénévoles", "paraissent dès qu’elle les publie", "Elle ne répond pas"
    )
    form = page.forms["form"]
    form.set("checkbox", True, index=1)
    tried = form.submit("try")
    tried.mustcontain("Elle répond aux besoins")
    tried.forms["form"].submit("keep", status=303)
    ada.get("/network-new?step=check").forms[0].submit("open")
    with site() as tree:
        assert of(find(tree, "/crue"))["town"] == ("asks", "gives")


def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(ada, site):
    """M10 M47: 4.5:1, light and dark."""
    go(ada, "name", title="Alpes")
    page = go(ada, "colour", form__accent="own", on_light="#ffcc00")
    assert page.status_int == 422
    page.mustcontain("on lirait mal", "il en faut 4,5")
    assert page.forms["form"]["on_light"].value == "#ffcc00"
    assert go(ada, "colour", form__accent="own", on_light="vert").status_int == 422
    dark = go(ada, "colour", form__accent="own", on_light="#1f6b45", on_dark="#1f6b45")
    assert dark.status_int == 422 and "plus claire" in dark.text
    go(ada, "colour", form__accent="own", on_light="#1f6b45", on_dark="")
    ada.get("/network-new?step=check").forms[0].submit("open")
    with site() as tree:
        own = find(tree, "/alpes").shade
        assert own.on_light == "#1f6b45" and own.on_dark != "#1f6b45"
    page = ada.get("/alpes")
    page.mustcontain("accent-own", "/alpes/shade?v=")
    assert ada.get("/alpes/shade").content_type == "text/css"
    form = ada.get("/alpes/colour").forms["form"]
    form["form-accent"] = "sea"
    form.submit("keep", status=303)
    ada.get("/alpes/shade", status=404)


def test_a_logo_is_kept_until_the_network_opens(ada, site):
    """M10 M47"""
    go(ada, "name", title="Alpes")
    form = ada.get("/network-new?step=logo").forms[0]
    form["logo"] = ("logo.txt", b"no picture")
    form.submit("go", status=422).mustcontain("n’est pas une image")
    form = ada.get("/network-new?step=logo").forms[0]
    form["logo"] = ("logo.png", picture())
    form.submit("go", status=303)
    ada.get("/network-new?step=logo").mustcontain("Le logo que vous avez choisi est gardé")
    ada.get("/network-new?step=check").forms[0].submit("open")
    assert ada.get("/alpes/logo").content_type == "image/png"


@pytest.mark.parametrize("name", ["search", "culture", "horizon", "Été", "-x"])
def test_an_address_that_is_taken_or_no_address_is_refused_with_another(ada, name):
    """M10"""
    go(ada, "name", title="Alpes")
    page = go(ada, "address", name=name)
    assert page.status_int == 422 and "Essayez" in page.text


def test_an_address_taken_meanwhile_leads_back_to_its_question(ada, site):
    go(ada, "name", title="Alpes")
    go(ada, "address", name="alpes")
    page = ada.get("/network-new?step=check")
    with site() as tree:
        a_network(tree, "alpes")
    page.forms[0].submit("open", status=303).follow().mustcontain("vient d’être prise")


def test_languages_are_those_of_its_pages(ada):
    go(ada, "name", title="Alpes")
    form = ada.get("/network-new?step=languages").forms["form"]
    form.set("checkbox", False, index=1)
    form.submit("go")
    ada.get("/network-new?step=check").forms[0].submit("open")
    assert "English" not in ada.get("/alpes").text and "English" in ada.get("/culture").text


def test_giving_up_forgets_what_was_said(ada, site):
    go(ada, "name", title="Alpes")
    ada.get("/network-new?step=check").forms[0].submit("forget", status=303)
    with site() as tree:
        assert tree["people"]["ada"].opening == {}


def test_the_first_steps_tell_what_is_done(ada):
    """M13"""
    go(ada, "name", title="Alpes")
    page = ada.get("/network-new?step=check").forms[0].submit("open").follow()
    page.mustcontain("Premiers pas", "Compléter l’équipe", "À faire")
    assert "Fait<" not in page.text
    form = ada.get("/alpes/edit").forms["form"]
    form["description"] = "Pour la montagne et ceux qui y vivent."
    form.submit("save", status="*")
    ada.get("/alpes/welcome").mustcontain("Fait")


@pytest.mark.parametrize("name", ["maud", "helene", "lea", "iris"])
def test_nobody_else_opens_a_network(app, sign_in, name):
    """M12"""
    sign_in(app, name).get("/network-new?step=name", status=403)
    app.post("/network-new?step=check", {"csrf_token": app.csrf, "open": "yes"}, status=403)
