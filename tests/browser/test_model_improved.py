"""One network improves what three have in common: each of the others reads it in words, and takes it or keeps its own (M13, M19)."""

import pytest

from tests.browser.house import its_own_house
from tests.functional.shell import a_demonstration, told

EXTRANETS = {"vercors": "claire", "chartreuse": "maya", "belledonne": "luc"}
WHY = "Les mairies où nous habitons ont aussi des locaux à prêter."


@pytest.fixture
def house(chromium, tmp_path):
    """A site of its own: its administrator's pages count networks and proposals. Three companies follow one model."""
    data = a_demonstration(tmp_path)
    for name, who in EXTRANETS.items():
        words = ("--title", name.title(), "--dedicated", "--blueprint", "company-extranet", "--manager", f"{who}@example.org")
        told("network", "add", name, *words, data=data)
    with its_own_house(chromium, data) as made:
        yield made


def test_an_improvement_goes_from_one_extranet_to_the_others(house):
    """M13 M19 M21 M47: proposed by one, made a version of the model by the administrator, taken by one, left by one who has their own."""
    claire, maya, luc = (house.somebody(name) for name in EXTRANETS.values())
    _may_give_too(claire, "/vercors", "Commune")
    _may_give_too(luc, "/belledonne", "École ou université")
    _proposes_it(claire)
    _makes_it_a_version(house)
    _takes_it_in_one_click(maya)
    _reads_it_and_keeps_their_own(luc)
    assert house.hidden(*(f"/{name}/model" for name in EXTRANETS))
    maya.go("/vercors/model", 404).reads("Cette page n’existe pas")


def _may_give_too(manager, network, body):
    """A kind of body that only asked for means may also bring some, here."""
    manager.go(f"{network}/capacities").follow(f"Modifier : {body}").page.locator("input[value=gives]").check()
    manager.press("Enregistrer").reads("C’est enregistré")


def _proposes_it(claire):
    """What is her network's own stands on one page; from there it is offered to all."""
    claire.go("/vercors/model").reads("Ce que vous avez changé", "Qui prend part à quoi")
    claire.follow("Qui prend part à quoi").reads("Commune : Demande des moyens, apporte des moyens (auparavant")
    claire.write("Ce que cela améliore", WHY).press("Proposer au modèle").reads("C’est proposé", "Proposé au modèle")


def _makes_it_a_version(house):
    ada = house.somebody("ada").go("/administration/models").reads("Extranet d’entreprise", "1 proposition").follow("Extranet d’entreprise")
    ada.reads("Vercors", "Chartreuse", "Belledonne", WHY).follow("Qui prend part à quoi")
    ada.reads("Commune : Demande des moyens, apporte des moyens").press("En faire une nouvelle version").reads("Version 2", WHY)


def _takes_it_in_one_click(maya):
    maya.go("/chartreuse/model").reads("Le modèle s’est amélioré", "Commune : Demande des moyens, apporte des moyens")
    maya.press("Tout prendre").reads("Le réseau suit la dernière version de son modèle", "Rien pour le moment")
    assert maya.go("/chartreuse/capacities?body=town").page.locator("input[value=gives]").is_checked()


def _reads_it_and_keeps_their_own(luc):
    luc.go("/belledonne/model").reads("Remplacerait le vôtre").follow("Qui prend part à quoi")
    luc.reads(WHY, "Commune : Demande des moyens, apporte des moyens", "École ou université : Demande des moyens", "remplace votre version")
    luc.reads_nowhere("Vercors", "Chartreuse").press("M’en passer").reads("cette version ne vous sera plus proposée")
    luc.reads("Ce que vous avez changé", "École ou université : Demande des moyens, apporte des moyens").reads_nowhere("Tout prendre")
