"""A network's own fields as columns of files that come in: accepted as the form does, line by line, nothing half done (M13, M32)."""

from datetime import date
from decimal import Decimal

import pytest

from mobee_pyr.content import field
from mobee_pyr.content.field import Field
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import extra_fields, field_lists
from tests.builders import a_mission, an_act
from tests.functional.test_importing import enter, look, outcomes

STONES = "/culture/pierres-vivantes"
SIZES = {"s": {"fr": "Petite", "en": "Small"}, "l": {"fr": "Grande, très", "en": "Large"}, "m": {"fr": "Moyenne", "en": "Middle"}}

READ = {
    "line": ("Nord", "Nord"),
    "text": ("Deux phrases. Ou trois.", "Deux phrases. Ou trois."),
    "number": ("12,5", Decimal("12.5")),
    "day": ("04/05/2031", date(2031, 5, 4)),
    "yes-no": ("Oui", "yes"),
    "one": ("grande, TRES", "l"),
    "several": ("Petite | Large", ("l", "s")),
    "link": ("exemple.org", "https://exemple.org"),
    "mail": ("a@exemple.fr", "a@exemple.fr"),
}
"""A kind of answer → a cell, and what is kept."""

REFUSED = {
    "line": ("x" * 201, "200 caractères au plus"),
    "number": ("beaucoup", "Écrivez un nombre"),
    "day": ("31/02/2031", "Écrivez une date"),
    "yes-no": ("peut-être", "n’est pas parmi"),
    "one": ("Énorme", "n’est pas parmi"),
    "several": ("Petite, Énorme", "n’est pas parmi"),
    "link": ("javascript:alert(1)", "Écrivez une adresse"),
    "mail": ("personne", "adresse électronique"),
}
FILES = {
    "organisation": ("organisations", "Nom;Précision\nLe Kiosque;{}\n", "/culture/le-kiosque", "Le Kiosque"),
    "request": ("missions", "Titre;Organisation;Précision\nTenir;Le Kiosque;{}\n", "/culture/le-kiosque/tenir", "Tenir"),
}
"""A form of the network → the kind of file, its text, what is made, its title."""


@pytest.fixture
def asks(site):
    """Lets a network ask something."""

    def ask(subject="organisation", label="Précision", name="f-1", **about):
        with site() as tree:
            options = SIZES if about.get("kind") in ("one", "several") else {}
            field_lists.keep(an_act(tree, "maud"), find(tree, "/culture"), subject, Field(name, label, **{"options": options, **about}))

    return ask


def held(site, path):
    with site() as tree:
        node = find(tree, path)
        return None if node is None else field.answers(node)


@pytest.mark.parametrize("subject", FILES)
@pytest.mark.parametrize("kind", READ)
def test_each_kind_of_answer_is_read_from_its_column(app, site, sign_in, asks, subject, kind):
    """M13: as people write it; a second time nothing changes."""
    asks(subject, kind=kind)
    what, text, path, title = FILES[subject]
    cell, kept = READ[kind]
    page = look(sign_in(app, "maud"), what, text.format(f'"{cell}"'), "liste.csv")
    assert outcomes(page)[title][0] == "Créée" and held(site, path) is None
    assert outcomes(enter(page))[title][0] == "Créée" and held(site, path) == {"f-1": kept}
    assert outcomes(look(app, what, text.format(f'"{cell}"'), "liste.csv"))[title][0] == "Inchangée"


@pytest.mark.parametrize("subject", FILES)
@pytest.mark.parametrize("kind", REFUSED)
def test_what_the_form_would_refuse_is_refused_with_its_column_and_its_line_stays_out(app, site, sign_in, asks, subject, kind):
    """M13: nothing half done: neither the page without its answer, nor the organisation of a mission that is refused."""
    asks(subject, kind=kind)
    what, text, path, title = FILES[subject]
    cell, why = REFUSED[kind]
    page = enter_all(look(sign_in(app, "maud"), what, text.format(f'"{cell}"') + good(subject), "liste.csv"))
    told = outcomes(page)
    assert told[title][0] == "Refusée" and told[title][1].startswith("colonne « Précision » : ") and why in told[title][1]
    assert told["Autre"][0] == "Créée"
    assert held(site, path) is None and held(site, "/culture/le-kiosque") is None


def good(subject):
    return "Autre;\n" if subject == "organisation" else "Autre;La Halle;\n"


def enter_all(page):
    return page.forms[0].submit("enter", value="yes")


def test_a_question_that_must_be_answered_is_asked_of_the_lines_of_its_column(app, site, sign_in, asks):
    """M13: a file without that column comes in; the page's form asks then."""
    asks(required=True)
    told = outcomes(look(sign_in(app, "maud"), "organisations", "Nom;Précision\nLe Kiosque;\n", "liste.csv"))
    assert told["Le Kiosque"] == ["Refusée", "colonne « Précision » : Remplissez ce champ."]
    assert outcomes(look(app, "organisations", "Nom\nLe Kiosque\n", "liste.csv"))["Le Kiosque"][0] == "Créée"


def test_what_people_answered_here_stays_and_only_what_is_empty_is_filled(app, site, sign_in, asks):
    """M13 L15: and the history tells what came in."""
    asks()
    asks(label="Quartier", name="f-2")
    with site() as tree:
        extra_fields.keep(an_act(tree, "rose"), find(tree, STONES), {"x-f-1": "à nous"})
    page = enter(look(sign_in(app, "maud"), "organisations", "Nom;Précision;Quartier\nPierres vivantes;autre;Berriat\n", "liste.csv"))
    assert outcomes(page)["Pierres vivantes"][0] == "Mise à jour"
    assert held(site, STONES) == {"f-1": "à nous", "f-2": "Berriat"}
    app.get(f"{STONES}/history").mustcontain("Berriat")


def test_nobody_answers_by_a_file_what_they_may_not_answer_in_a_form(app, site, sign_in, asks):
    """M13 P10: a closed question of another's page is refused alike, whether it was answered or not."""
    asks(sees=("referent",))
    lines = "Nom;Précision\nPierres vivantes;deviné\nAtelier du sud;deviné\n"
    with site() as tree:
        extra_fields.keep(an_act(tree, "rose"), find(tree, STONES), {"x-f-1": "deviné"})
    told = outcomes(look(sign_in(app, "maud"), "organisations", lines, "liste.csv"))
    assert told["Pierres vivantes"] == told["Atelier du sud"] and told["Atelier du sud"][0] == "Refusée"
    assert "pas à vous de répondre" in told["Atelier du sud"][1]


def test_a_column_is_known_by_its_question_in_each_language_with_its_unit_or_by_its_own_name(app, site, sign_in, asks):
    """M13 M32: what was exported comes in again, and a cell that was kept from being a formula is itself again."""
    asks(label={"fr": "Surface", "en": "Area"}, kind="number", unit="m²")
    asks(label="Devise", name="f-2")
    for number, head in enumerate(("surface", "Area", "Surface (m²)", "x-f-1")):
        sign_in(app, "maud").get("/culture/imports").mustcontain("sont aussi des colonnes", "« Surface »", "« Devise »")
        enter(look(app, "organisations", f"Nom;{head};Devise\nKiosque {number};7;'=1+1\n", "liste.csv"))
        assert held(site, f"/culture/kiosque-{number}") == {"f-1": Decimal(7), "f-2": "=1+1"}


def test_a_list_of_missions_comes_in_once_and_follows_its_source(app, site, sign_in, asks):
    """L19: by its identifier, or by its title in its organisation; each fault has its line and its column."""
    asks("request")
    heads = "Titre;Organisation;Ville;Début;Places;Domaine;Lieu d’exercice;Précision\n"
    lines = "Tenir;Le Kiosque;Tournus;01/06/2031;2;Sport et handisport;À distance;Nord\n"
    wrong = "Un;Le Kiosque;;demain;;;;\nDeux;Le Kiosque;;;zéro;;;\nTrois;;;;;;;\nQuatre;Le Kiosque;;;;Astrologie;;\n"
    told = outcomes(enter(look(sign_in(app, "maud"), "missions", heads + lines + wrong, "liste.csv")))
    assert {name: why for name, (what, why) in told.items() if what == "Refusée"} == {
        "Un": "colonne « Début » : Écrivez une date comme 31/12/2027 ou 2027-12-31.",
        "Deux": "colonne « Places » : n’est pas un nombre de personnes",
        "Trois": "colonne « Organisation » : manque",
        "Quatre": "colonne « Domaine » : cette réponse n’est pas parmi celles que la question propose",
    }
    with site() as tree:
        made = find(tree, "/culture/le-kiosque/tenir")
        assert (made.state, made.places, made.domain, made.mode, made.place.city) == ("published", 2, "sports", "online", "Tournus")
        assert made.starts == date(2031, 6, 1) and made.extra == {"f-1": "Nord"}
    again = lines.replace("Nord", "Sud").replace(";2;", ";3;")
    assert outcomes(enter(look(app, "missions", heads + again, "liste.csv")))["Tenir"][0] == "Mise à jour"
    assert held(site, "/culture/le-kiosque/tenir") == {"f-1": "Sud"}
    app.get("/culture/le-kiosque/tenir/history").mustcontain("Sud")
    with site() as tree:
        a_mission(find(tree, STONES), "autre-tenir", title="Tenir", by="rose")
    look(app, "missions", "Titre\nTenir\n", "liste.csv", status=422).mustcontain("Il manque une colonne")
