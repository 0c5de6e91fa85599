"""An emergency, as people live it, each on a phone: a network opens, a town calls, somebody who never saw the site is accepted."""

import pytest

from tests.browser.deeds import accepted, decided
from tests.browser.house import its_own_house
from tests.functional.shell import a_demonstration

FLOOD = "/crue-de-la-saone"
TOWN = f"{FLOOD}/mairie-de-tournus"
CALL = "Remplir des sacs de sable"
PASSWORD = "quatre mots pour entrer"
WHY = "J’habite à deux rues, j’ai une pelle et des gants."


@pytest.fixture
def house(chromium, tmp_path):
    """A site of its own: one network more is seen on the home page of the others' house."""
    with its_own_house(chromium, a_demonstration(tmp_path)) as made:
        yield made


def test_from_nothing_to_a_first_volunteer_on_a_phone(house):
    """M10 M13 M65 M66: nobody waits for anything but people; each page is reached from the one before, or from a letter."""
    ada = _opens_the_network(house)
    marion = _the_town_asks_to_join(house)
    _the_team_calls_back_and_accepts(ada)
    _the_town_calls(marion)
    application = _a_neighbour_comes(house)
    accepted(marion, application)
    house.letter("lucie", CALL, "acceptée")
    _everybody_is_told(house, ada)


def _opens_the_network(house):
    """A name, a model; every other answer is there already."""
    ada = house.somebody("ada", phone=True).go("/administration").follow("Ouvrir un réseau")
    ada.write("Nom du réseau", "Crue de la Saône").press("Continuer")
    ada.page.locator("input[value=emergency_mobilisation]").check()
    for question in (
        "Qui peut le voir ?",
        "Qui y fait quoi ?",
        "En une phrase",
        "De quelle couleur",
        "A-t-il un logo ?",
        "langues",
        "Qui l’anime ?",
    ):
        ada.press("Continuer").reads(question)
    ada.press("Continuer").reads("Où le trouve-t-on ?").press("Continuer").reads("Vérifiez vos réponses", "Mobilisation d’urgence")
    return ada.press("Ouvrir le réseau").reads("Le réseau « Crue de la Saône » est ouvert", "Premiers pas")


def _the_town_asks_to_join(house):
    """From the third large button."""
    marion = house.somebody("marion", phone=True).go(FLOOD)
    button = marion.page.get_by_role("link", name="Nous avons besoin d’aide")
    assert button.bounding_box()["height"] >= 80
    marion._on(button)
    marion.choose("Commune").press("Continuer").reads("Demande des moyens")
    marion.write("Son nom", "Mairie de Tournus").write("Ville", "Tournus").write("Code postal", "71700")
    marion.write("Présentation", "La ville de Tournus face à la crue.").press("Continuer").press("Envoyer la demande").reads("À qualifier")
    assert marion.here == TOWN
    return marion


def _the_team_calls_back_and_accepts(ada):
    """Three boxes, one of them asked for."""
    decided(ada, TOWN, "Accepter l’organisation").reads("fait maintenant partie du réseau")


def _the_town_calls(marion):
    """Published by the town itself: nobody is waited for."""
    marion.go(TOWN).follow("Demander des compétences").write("Ce que vous demandez, en une ligne", CALL)
    marion.write("En une phrase", "Devant la salle des fêtes, cet après-midi, avec des gants.")
    marion.write("Tout ce qu’il faut savoir", "Le sable et les sacs sont là : il manque des bras. Apportez une pelle si vous en avez une.")
    marion.write("Ville", "Tournus").press("Enregistrer").reads(CALL).does("Publier tout de suite").reads("Ouverte aux candidatures")


def _a_neighbour_comes(house):
    """She has no account: a link in her mailbox, then the call, her word, and that is all."""
    lucie = house.visitor(phone=True).go("/sign-up").write("Votre adresse électronique", "lucie@example.org")
    lucie.press("Recevoir le lien de confirmation").go(house.link("lucie", "adresse"))
    lucie.write("Votre prénom et votre nom", "Lucie Perrin").write("Votre mot de passe", PASSWORD).press("Créer mon compte")
    lucie.go(FLOOD)
    lucie._on(lucie.page.get_by_role("link", name="Je viens aider"))
    call = lucie.reads("Tournus", CALL).page.get_by_role("link", name=CALL)
    assert call.bounding_box()["height"] >= 70
    lucie._on(call).follow("Candidater").write("Pourquoi cette mission, et ce que vous y apportez", WHY)
    lucie.press("Vérifier mes réponses").press("Envoyer ma candidature").reads("Candidature envoyée").follow("Suivre ma candidature")
    return lucie.reads(WHY).here


def _everybody_is_told(house, ada):
    """The number of people is said before anything goes."""
    ada.go(FLOOD).follow("Écrire à tous").reads("Ce message part à 2 personnes")
    ada.write("Objet", "Rendez-vous à 14 h").write("Message", "Devant la salle des fêtes, avec des gants et de l’eau.").press("Continuer")
    ada.reads("Ce message part à 2 personnes", "Rendez-vous à 14 h").press("Envoyer à tous").reads("C’est parti : 2 personnes le reçoivent")
