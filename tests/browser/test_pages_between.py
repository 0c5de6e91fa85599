"""Pages that no address alone leads to: answers to check, what was sent, what a letter's link opens, and what could not be done.

Each is looked at where somebody meets it on their way, as `test_every_page.py` looks at the others.
"""

import pytest

from mobee_pyr.passwords import DEMONSTRATION
from tests.browser import pages
from tests.browser.looking import AXE, faults

JINGLE = f"{pages.STONES}/composer-un-jingle-pour-nos-visites-audio"
TITLE = "Composer un jingle pour nos visites audio"


@pytest.fixture
def looked(house):
    """``looked(one)``: look at the page that stands there; all that is wrong is told at the end of the test."""
    found = []

    def at(one):
        found.extend(faults(one))
        return one

    yield at
    assert not found, "\n".join(found)


@pytest.fixture
def called(house):
    """``called("lea")``: their browser, with axe at hand; ``called()``: a visitor's."""

    def opened(name=""):
        one = house.visitor()
        one.context.add_init_script(path=AXE)
        return one.signed_in(name) if name else one

    return opened


def test_a_volunteer_checks_and_sends(called, looked):
    """M51"""
    jeanne = called("jeanne").go(f"{JINGLE}/apply").write("Pourquoi cette mission, et ce que vous y apportez", "Je compose depuis dix ans.")
    looked(jeanne.press("Vérifier mes réponses").reads("Étape 2 sur 2"))
    looked(jeanne.press("Envoyer ma candidature").reads("Candidature envoyée"))


def test_two_people_write_at_once(called, looked):
    """M32: what is typed is kept as a draft, asked for when one comes back, and meets what somebody else saved since."""
    slow, quick = called("rose"), called("claire")
    slow.page.clock.install()
    slow.go(f"{JINGLE}/edit")
    slow.write("Ce que vous demandez, en une ligne", "Composer deux jingles").write("Tout ce qu’il faut savoir", "Trente secondes, gaies.")
    slow.page.clock.fast_forward("00:10")
    slow.reads("Brouillon gardé à")
    quick.go(f"{JINGLE}/edit").write("Ce que vous demandez, en une ligne", "Composer un air").write(
        "Tout ce qu’il faut savoir", "Vingt secondes."
    )
    quick.press("Enregistrer").reads("Composer un air")
    looked(slow.go(f"{JINGLE}/edit").reads("Vous aviez commencé à écrire")).follow("Reprendre ce brouillon")
    looked(slow.reads("Voici votre brouillon").press("Enregistrer").reads("a écrit en même temps que vous"))
    looked(slow.press("Enregistrer ces choix").reads("Choisissez une réponse pour"))
    for title in slow.page.locator("main fieldset").all():
        title.get_by_label("La vôtre").check()
    slow.press("Enregistrer ces choix").reads("Les corrections sont enregistrées")
    looked(slow.press("Annuler ce changement").reads("C’est remis comme avant", "Composer un air"))
    looked(slow.go(f"{JINGLE}/history").follow("Revenir à cette version").reads("Ce qui va changer"))
    quick.go(f"{JINGLE}/edit").write("Ce que vous demandez, en une ligne", TITLE).press("Enregistrer").reads(TITLE)


def test_a_company_checks_and_promises(called, looked):
    """M56"""
    basile = called("basile").go(f"{pages.POSTER}/pledge")
    looked(basile.press("Vérifier ma promesse").reads("Étape 2 sur 2"))
    looked(basile.press("Envoyer la promesse").reads("Promesse envoyée"))


def test_an_organisation_introduces_itself(called, looked):
    """M46 M49"""
    noe = called("noe").go("/sports/organisation-new").choose("Association").press("Continuer")
    looked(noe.reads("Étape 2 sur 3")).write("Son nom", "Les Rames d’argent")
    noe.write("Présentation", "De l’aviron pour celles et ceux qui ont le temps d’y revenir.").press("Continuer")
    looked(noe.reads("Étape 3 sur 3")).press("Envoyer la demande")
    looked(noe.reads("À qualifier"))


def test_an_organisation_gives_what_is_asked(called, looked, tmp_path):
    """M69"""
    paper = tmp_path / "statuts.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    noe = called("noe").speaks("fr").go(pages.CHOIR)
    looked(noe.reads("Pièces et réponses attendues")).follow("L’organisation déclare pouvoir émettre des reçus fiscaux")
    noe.page.get_by_label("Le document").set_input_files(paper)
    looked(noe.press("Donner").reads("C’est donné")).follow("L’organisation déclare pouvoir émettre des reçus fiscaux")
    looked(noe.reads("statuts.pdf"))


def test_several_lines_at_once(called, looked):
    """M43"""
    rose = called("rose").go(f"{pages.STONES}/requests?all=1")
    looked(looked(rose).press("Agir sur ce que j’ai coché")).page.locator("#choice-pause").check()
    looked(rose.press("Continuer").reads("Ce ne sera pas fait pour"))
    rose.page.locator("#form-button-fire").click()
    looked(rose.reads("C’est fait", "Rien n’a changé pour"))
    rose.go(f"{pages.STONES}/requests?all=1").press("Agir sur ce que j’ai coché").page.locator("#choice-resume").check()
    rose.press("Continuer").page.locator("#form-button-fire").click()
    rose.reads("C’est fait")


def test_what_a_letter_opens(house, called, looked):
    """C00 B02: a new account, a new password, a new address."""
    visitor = called().go("/sign-up").write("Votre adresse électronique", "zoe@example.org")
    looked(visitor.press("Recevoir le lien de confirmation"))
    looked(visitor.go(house.link("zoe")))
    visitor.go("/forgotten").write("Votre adresse électronique", "hugo@example.org").press("Recevoir le lien").go(house.link("hugo"))
    looked(visitor)
    lea = called("lea").go("/change-mail").write("Votre nouvelle adresse électronique", "martin@example.org")
    lea.write("Votre mot de passe actuel", DEMONSTRATION).press("Recevoir le lien de confirmation").go(house.link("martin"))
    looked(lea)


def test_what_cannot_be_shown_or_done(called, looked):
    """M09: nothing there, not for one's role, a form that has expired, a deed that comes too late; each with a way on."""
    visitor, lea = called(), called("lea")
    for one in (visitor, lea):
        looked(one.go("/culture/nothing/at-all", 404).reads("Cette page n’existe pas"))
    looked(lea.go("/administration", 403).reads("n’est pas ouverte à votre rôle"))
    looked(_sent(lea, "/sign-out", "csrf_token=old").reads("Ce formulaire a expiré"))
    rose = called("rose").go(f"{JINGLE}/transition?name=cancel")
    token = rose.page.locator("main input[name=csrf_token]").first.input_value()
    looked(_sent(rose, f"{JINGLE}/transition", f"csrf_token={token}&name=end").reads("Cela n’a pas pu être fait"))


def _sent(one, path, fields):
    """A form that the page no longer has, as an old window would send it."""
    one.page.evaluate(
        """([path, fields]) => { const form = Object.assign(document.createElement("form"), {method: "post", action: path});
            for (const [name, value] of new URLSearchParams(fields))
                form.append(Object.assign(document.createElement("input"), {name, value}));
            document.body.append(form); }""",
        [path, fields],
    )
    with one.page.expect_navigation():
        one.page.evaluate("document.forms[document.forms.length - 1].submit()")
    return one
