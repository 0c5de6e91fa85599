"""Every widget keeps its word: a label, an error tied to its field, nothing that a strict Content-Security-Policy refuses."""

import re

import colander
import deform
import pytest
from bs4 import BeautifulSoup
from deform import widget
from pyramid import testing
from pyramid.httpexceptions import HTTPBadRequest
from translationstring import TranslationStringFactory

from mobee_pyr.views.forms.rendering import make_form, rendered_form

_ = TranslationStringFactory("mobee")


class Kept(dict):
    """Files kept between two sendings, as deform asks of a store."""

    def preview_url(self, uid):
        return None


class Address(colander.Schema):
    street = colander.SchemaNode(colander.String(), title="Rue")
    town = colander.SchemaNode(colander.String(), title="Ville", missing="")


class Everything(colander.Schema):
    title = colander.SchemaNode(
        colander.String(), title="Titre", description="Une phrase courte.", validator=colander.Length(min=5, max=80)
    )
    mail = colander.SchemaNode(
        colander.String(),
        title="Adresse mail",
        validator=colander.Email(),
        widget=widget.TextInputWidget(attributes={"type": "email", "autocomplete": "email"}),
    )
    secret = colander.SchemaNode(colander.String(), title="Mot de passe", widget=widget.PasswordWidget())
    places = colander.SchemaNode(colander.Integer(), title="Places", validator=colander.Range(1, 99))
    story = colander.SchemaNode(
        colander.String(), title="Histoire", description="Ce qui s’est passé.", widget=widget.TextAreaWidget(rows=5)
    )
    mode = colander.SchemaNode(
        colander.String(),
        title="Où ?",
        description="Un seul choix.",
        widget=widget.RadioChoiceWidget(values=[("here", "Sur place"), ("far", "À distance")]),
        validator=colander.OneOf(["here", "far"]),
    )
    skills = colander.SchemaNode(
        colander.Set(),
        title="Compétences",
        widget=widget.CheckboxChoiceWidget(values=[("a", "Architecture"), ("b", "Droit")]),
        validator=colander.Length(min=1),
    )
    start = colander.SchemaNode(colander.Date(), title="À partir du")
    domain = colander.SchemaNode(
        colander.String(), title="Domaine", widget=widget.SelectWidget(values=[("", "Choisir…"), ("culture", "Culture")])
    )
    several = colander.SchemaNode(
        colander.Set(), title="Plusieurs", widget=widget.SelectWidget(values=[("x", "X"), ("y", "Y")], multiple=True), missing=()
    )
    agree = colander.SchemaNode(
        colander.Boolean(), title="J’accepte la charte", widget=widget.CheckboxWidget(), validator=colander.OneOf([True])
    )
    picture = colander.SchemaNode(deform.FileData(), title="Photo", widget=widget.FileUploadWidget(Kept(), accept="image/*"), missing=None)
    ref = colander.SchemaNode(colander.String(), widget=widget.HiddenWidget(), missing="")
    address = Address(title="Adresse du rendez-vous")


class Pair(colander.Schema):
    first = colander.SchemaNode(colander.String(), title="Un")

    def validator(self, node, answers):
        raise colander.Invalid(node, _("Les deux dates se contredisent."))


GOOD = [
    ("title", "Un plan de la nef"),
    ("mail", "lea@example.org"),
    ("secret", "abricot"),
    ("places", "3"),
    ("story", "Il était une fois."),
    *[("__start__", "mode:rename"), ("form-mode", "far"), ("__end__", "mode:rename")],
    *[("__start__", "skills:sequence"), ("checkbox", "a"), ("__end__", "skills:sequence")],
    *[("__start__", "start:mapping"), ("date", "2027-03-01"), ("__end__", "start:mapping")],
    ("domain", "culture"),
    ("agree", "true"),
    ("ref", "r1"),
    *[("__start__", "address:mapping"), ("street", "rue Mercière"), ("town", ""), ("__end__", "address:mapping")],
]


@pytest.fixture
def request_():
    request = testing.DummyRequest()
    with testing.testConfig(request=request):
        yield request


def refused(form, controls):
    with pytest.raises(deform.ValidationFailure) as failure:
        form.validate(controls)
    return failure.value.render()


@pytest.fixture(params=["new", "refused"])
def html(request, request_):
    if request.param == "new":
        return rendered_form(Everything(), request_, buttons=[("save", "Enregistrer"), ("preview", "Aperçu")])
    return refused(make_form(Everything(), request_), [("title", "abc")])


def asked(soup):
    """The inputs a person fills in."""
    return [each for each in soup.select("input, select, textarea") if each.get("type") != "hidden"]


def test_nothing_that_a_strict_policy_refuses(html):
    assert "<script" not in html
    assert not re.search(r"\sstyle\s*=", html)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", html)


def test_each_question_has_a_label_and_ids_are_unique(html):
    soup = BeautifulSoup(html, "html.parser")
    for each in asked(soup):
        assert soup.find("label", attrs={"for": each["id"]}).get_text(strip=True), each
    ids = [each["id"] for each in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert all(group.legend.get_text(strip=True) for group in soup.select("fieldset"))


def test_whatever_is_described_exists(html):
    soup = BeautifulSoup(html, "html.parser")
    for each in soup.select("[aria-describedby]"):
        assert all(soup.find(id=name) for name in each["aria-describedby"].split())
    hinted = soup.find(id="form-title")
    assert "form-title-hint" in hinted["aria-describedby"].split()


def test_an_error_is_tied_to_its_field_and_listed_at_the_top(request_):
    soup = BeautifulSoup(refused(make_form(Everything(), request_), [("title", "abc")]), "html.parser")
    for name in ("title", "mail", "secret", "places", "story", "start", "domain", "agree", "address-street"):
        field = soup.find(id=f"form-{name}")
        assert field["aria-invalid"] == "true"
        assert f"form-{name}-error" in field["aria-describedby"].split()
        assert soup.find(id=f"form-{name}-error").get_text(" ", strip=True).startswith("Erreur :")
    for name in ("mode", "skills"):
        assert f"form-{name}-error" in soup.find(id=f"item-form-{name}")["aria-describedby"].split()
    links = [link["href"] for link in soup.select(".error-summary a")]
    assert links[0] == "#form-title" and "#form-address-street" in links
    assert all(soup.find(id=link[1:]) for link in links)
    assert "Trop court : il faut au moins 5 caractères." in soup.select_one(".error-summary").get_text()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mail", "Remplissez ce champ."),
        ("secret", "Remplissez ce champ."),
        ("mode", "Choisissez une réponse."),
        ("domain", "Choisissez une réponse."),
        ("skills", "Cochez au moins une réponse."),
        ("start", "Indiquez une date."),
    ],
)
def test_an_answer_that_is_missing_is_asked_for_as_it_is_given(request_, name, said):
    soup = BeautifulSoup(refused(make_form(Everything(), request_), [("title", "Un titre")]), "html.parser")
    assert said in soup.find(id=f"form-{name}-error").get_text()


def test_optional_questions_say_so_and_required_ones_do_not(request_):
    soup = BeautifulSoup(rendered_form(Everything(), request_), "html.parser")
    assert "(facultatif)" in soup.find("label", attrs={"for": "form-address-town"}).get_text()
    assert "(facultatif)" not in soup.find("label", attrs={"for": "form-title"}).get_text()


def test_answers_come_back_without_the_token(request_):
    answers = make_form(Everything(), request_).validate([("csrf_token", "t"), *GOOD, ("save", "save")])
    assert answers["title"] == "Un plan de la nef"
    assert answers["skills"] == {"a"} and answers["start"].isoformat() == "2027-03-01" and answers["mode"] == "far"
    assert "csrf_token" not in answers


def test_the_token_is_in_the_form_and_secrets_never_come_back(request_):
    soup = BeautifulSoup(refused(make_form(Everything(), request_), [("secret", "abricot"), ("title", "<b>gras</b>")]), "html.parser")
    assert soup.find("input", attrs={"name": "csrf_token"})["value"] == request_.session.get_csrf_token()
    assert "abricot" not in str(soup)
    assert soup.find(id="form-title")["value"] == "<b>gras</b>" and soup.b is None


def test_enter_presses_the_first_button(request_):
    soup = BeautifulSoup(
        rendered_form(Everything(), request_, buttons=[("save", "Enregistrer"), ("remove", "Retirer", "btn-danger")]), "html.parser"
    )
    first = soup.find("button")
    assert first["name"] == "save" and first["tabindex"] == "-1"
    assert "btn-danger" in soup.find(id="form-button-remove")["class"]


def test_first_answers_are_shown(request_):
    soup = BeautifulSoup(
        rendered_form(
            Everything(), request_, appstruct={"title": "Une nef", "mode": "here", "agree": True, "several": {"y"}}, action="/ici"
        ),
        "html.parser",
    )
    assert soup.form["action"] == "/ici" and soup.form["enctype"] == "multipart/form-data"
    assert soup.find(id="form-title")["value"] == "Une nef"
    assert soup.find("input", value="here").has_attr("checked") and not soup.find("input", value="far").has_attr("checked")
    assert soup.find(id="form-agree").has_attr("checked")
    assert soup.find("option", value="y").has_attr("selected") and not soup.find("option", value="x").has_attr("selected")


def test_a_mistake_of_the_whole_form_stands_at_the_top(request_):
    soup = BeautifulSoup(refused(make_form(Pair(), request_), [("first", "a")]), "html.parser")
    assert soup.select_one(".error-summary li").get_text(strip=True) == "Les deux dates se contredisent."


@pytest.mark.parametrize(
    "controls",
    [
        [("__end__", "title:mapping")],
        [("__start__", "title:mapping"), ("x", "y"), ("__end__", "title:mapping")],
        [("__start__", "address:sequence"), ("x", "y"), ("__end__", "address:sequence")],
        [("address", "text"), ("start", "text"), ("skills", "text"), ("several", "text"), ("picture", "text"), ("agree", "perhaps")],
        [("__start__", "start:sequence"), ("__end__", "start:sequence"), ("__start__", "skills:mapping"), ("__end__", "skills:mapping")],
        [("__start__", "mode:sequence"), ("__start__", "x:mapping"), ("__end__", "x:mapping"), ("__end__", "mode:sequence")],
    ],
)
def test_a_request_no_browser_makes_is_refused_not_a_crash(request_, controls):
    try:
        make_form(Everything(), request_).validate(controls)
    except deform.ValidationFailure as failure:
        assert "error-summary" in failure.render()
    except HTTPBadRequest:
        pass
    else:
        pytest.fail("accepted")
