"""A référent with no help sets how her members’ applications are validated; a manager changes the way of two hundred that run."""

import re

import pytest

from mobee_pyr.content.tree import find
from tests.browser.house import a_house
from tests.builders import a_mission, a_role, an_application
from tests.functional.shell import a_demonstration, opened

VASSEUR, STONES = "/culture/atelier-vasseur", "/culture/pierres-vivantes"
MISSIONS = {"une-heure-de-conseil": 0.25, "trois-jours-de-releve": 3.0, "dix-jours-de-chantier": 10.0}

RUNNING = 200
"""Applications under way in the network, besides those of the demonstration."""


@pytest.fixture(scope="module")
def serving(chromium, tmp_path_factory):
    """A site of its own, whose workshop and network may change their ways: three missions of different lengths, human resources,
    and many who applied elsewhere."""

    def missions(tree):
        for name, days in MISSIONS.items():
            a_mission(find(tree, STONES), name, days=days, time_basis="any", places=3)
        a_role("hr", find(tree, VASSEUR), "karim")
        wanted = a_mission(find(tree, STONES), "tenir-la-billetterie", places=None)
        for number in range(RUNNING):
            an_application(wanted, f"benevole-{number}")

    data = a_demonstration(tmp_path_factory.mktemp("procedures"))
    with opened(data) as run:
        run(missions)
    with a_house(chromium, data) as house:
        yield house


def test_three_ways_by_length(house):
    """M43 M50 P24: without JavaScript, on a phone."""
    basile = (
        house.somebody("basile", phone=True, java_script_enabled=False)
        .go(VASSEUR)
        .follow("Validation")
        .follow("Changer : Les candidatures de nos membres")
    )
    basile.press("Retirer l’étape 1").press("Retirer l’étape 1").reads("Aucune étape")
    _adds(basile, "Le ou la responsable hiérarchique", days=("à partir de", "0,5", "jusqu’à", "5"), work=True)
    _adds(basile, "Le ou la responsable hiérarchique", "Les ressources humaines", days=("plus de", "5"), late=True)
    _adds(basile, "Le référent ou la référente")
    basile.reads("Durée : à partir de 0,5, jusqu’à 5 jours", "5 jours ouvrés pour répondre ; sinon un rappel, puis")
    basile.follow("Essayer, puis mettre en service").reads("Aujourd’hui", "Avec les nouvelles étapes").press("Mettre en service")
    basile.reads("C’est en service")
    lea = house.somebody("lea")
    ways = {name: _applies(lea, name) for name in MISSIONS}
    assert [_steps(ways[name]) for name in MISSIONS] == [
        ["Accord du référent, Atelier Vasseur"],
        ["Accord du responsable, Atelier Vasseur", "Accord du référent, Atelier Vasseur"],
        [
            "Accords demandés en même temps",
            "Accord du responsable, Atelier Vasseur",
            "Accord des ressources humaines, Atelier Vasseur",
            "Accord du référent, Atelier Vasseur",
        ],
    ]
    assert "à répondre avant la fin du" in ways["dix-jours-de-chantier"]


def test_two_hundred_that_run_take_a_new_way(house):
    """M13 M19 M43: a state « Entretien », tried, counted, switched on, and undone as a whole; on a phone, without JavaScript."""
    claire = house.somebody("claire", phone=True, java_script_enabled=False).go("/culture/workflow?type=application")
    claire.follow("Changer ce parcours").follow("Ajouter un état").write("Nom de l’état", "Entretien").press("Garder dans le brouillon")
    claire.reads("Rien ne pourrait jamais arriver dans l’état « Entretien »").follow("Ajouter une action")
    claire.write("Ce que dit le bouton", "Proposer un entretien").choose("Déposée", "le référent de l’organisation qui reçoit")
    claire.pick("Vers quel état", "Entretien").press("Garder dans le brouillon").reads("n’en sortirait jamais")
    for name in ("Accepter la candidature", "Retirer ma candidature"):
        claire.page.locator("summary", has_text="Actions").click()
        claire.page.locator("main").get_by_role("link", name=name).first.click()
        claire.choose("Entretien").press("Garder dans le brouillon")
    claire.follow("Essayer, puis mettre en service").reads("L’état « Entretien » est ajouté")
    claire.page.locator("#state-submitted").select_option("entretien")
    counted = claire.press("Recompter sans rien changer").page.get_by_role("status").inner_text()
    moving = int(re.search(r"(\d+) changent d’état", counted)[1])
    assert moving >= RUNNING
    claire.press("Mettre en service maintenant").reads(f"{moving} éléments ont changé d’état", "Déposée → Entretien")
    rose = house.somebody("rose").go(f"{STONES}/tenir-la-billetterie/benevole-7").reads("Entretien")
    rose.does("Accepter la candidature").reads("est acceptée")
    claire.press("Annuler ce changement").reads(f"{moving - 1} éléments ont repris leur état")
    rose.go(f"{STONES}/tenir-la-billetterie/benevole-8").reads("Déposée")
    rose.go(f"{STONES}/tenir-la-billetterie/benevole-7").reads("Acceptée")


def _adds(referent, *who, days=(), work=False, late=False):
    """One step, in the words of the form."""
    referent.follow("Ajouter une étape").choose(*who)
    if days:
        row = referent.page.locator("#form-when-days")
        row.locator("summary").click()
        for label, value in zip(days[::2], days[1::2], strict=True):
            row.get_by_label(label, exact=True).fill(value)
    if work:
        referent.page.locator("#form-when-time_basis summary").click()
        referent.choose("Sur le temps de travail")
    if late:
        referent.page.locator("#form-late-deadline").fill("5")
        referent.pick("Quand le délai est écoulé", "un rappel est envoyé")
        referent.pick("S’il s’écoule encore une fois", "quelqu’un d’autre répond à la place")
        referent.pick("Qui répond alors à la place", "L’équipe de gestion du réseau")
    return referent.press("Enregistrer l’étape").reads("L’étape est dans le brouillon")


def _applies(volunteer, name):
    """On work time, of one's own will; what the track then says."""
    volunteer.go(f"{STONES}/{name}").follow("Candidater").choose("Atelier Vasseur", "Sur le temps de travail")
    volunteer.write("Pourquoi cette mission, et ce que vous y apportez", "J’ai relevé plusieurs nefs romanes.")
    volunteer.press("Vérifier mes réponses").page.locator("#consent").check()
    volunteer.press("Envoyer ma candidature").reads("Candidature envoyée")
    return volunteer.page.locator("ol.track").inner_text()


def _steps(track):
    """The titles of the validation, in order."""
    return [line.partition(" :")[0].strip() for line in track.splitlines() if line.strip().startswith("Accord")]
