"""A company's extranet: opened with its model, filled from two lists, then looked into when somebody cannot see what they should."""

import pytest

from tests.browser.house import its_own_house
from tests.functional.shell import a_demonstration

EXTRANET = "/horizon-vasseur"
COMPANY, BEAR = f"{EXTRANET}/groupe-vasseur", f"{EXTRANET}/la-bonne-ourse"
PARTNERS = """Nom;Nature;Ville;Objet
Groupe Vasseur;Entreprise;Mâcon;Des maisons de bois.
La Bonne Ourse;Association;Tournus;Des nuits sous les étoiles pour les enfants du quartier.
Les Jardins d’Émile;Association;Mâcon;Un jardin que l’on partage.
Atelier des voisins;Association;Chalon-sur-Saône;On y répare ensemble.
"""
EMPLOYEES = "E-mail;Nom;Statut\nnoe@example.org;Noé Garnier;salarié\n"
EMPLOYEES += "".join(f"salarie-{number}@vasseur.example;Salarié {number};salarié\n" for number in range(2, 201))


@pytest.fixture
def house(chromium, tmp_path):
    """A site of its own: one network more is seen in the lists of the others' house."""
    with its_own_house(chromium, a_demonstration(tmp_path)) as made:
        yield made


def test_an_extranet_with_three_partners_and_two_hundred_employees(house, tmp_path):
    """M10 M13 M41 M46 M47: built by hand in a few minutes; why an employee cannot see a page is read, and repaired."""
    _is_opened_for(house, "maya")
    maya = house.somebody("maya").go(EXTRANET)
    _partners_come_in(maya, tmp_path / "partenaires.csv")
    _employees_come_in(maya, tmp_path / "salariés.csv")
    noe = _one_of_them_says_yes(house)
    _a_partner_is_closed_by_mistake(maya)
    noe.go(BEAR, 404).reads("Cette page n’existe pas")
    _asks_why_and_repairs_it(maya)
    noe.go(BEAR).reads("Des nuits sous les étoiles")
    assert house.hidden(EXTRANET, COMPANY, BEAR)


def _is_opened_for(house, manager):
    """All answers are the model's but two: a name, and who runs it."""
    ada = house.somebody("ada").go("/administration").follow("Ouvrir un réseau").write("Nom du réseau", "Horizon Vasseur")
    ada.press("Continuer").page.locator("input[value=company_extranet]").check()
    while "anime" not in ada.title:
        ada.press("Continuer")
    ada.write("Les personnes qui l’animent", f"{manager}@example.org").press("Continuer").press("Continuer")
    ada.reads("Dédié", "Extranet d’entreprise").press("Ouvrir le réseau").reads("Seuls ses membres savent qu’il existe")
    house.letter(manager, "Horizon Vasseur", "responsable")


def _partners_come_in(maya, file):
    """One list, read line by line before anything is written; the company is in it."""
    file.write_text(PARTNERS, encoding="utf-8")
    maya.go(f"{EXTRANET}/imports").page.locator("input[value=organisations]").check()
    maya.page.get_by_label("Le fichier", exact=True).set_input_files(file)
    maya.press("Voir ce qui changerait").reads("4 créées", "Rien n’est encore enregistré").press("Importer").reads("C’est importé")
    maya.go(COMPANY).reads("Elle mobilise ses bénévoles ou ses salariés").go(BEAR).reads("Elle demande")


def _employees_come_in(maya, file):
    """Two hundred, written to if one wants; they belong once they say yes."""
    file.write_text(EMPLOYEES, encoding="utf-8")
    maya.go(f"{COMPANY}/people").follow("Importer des personnes").page.get_by_label("Le fichier").set_input_files(file)
    maya.press("Continuer").reads("Que disent les colonnes ?").press("Continuer").reads(
        "Rien n’est encore fait", "salarie-9@vasseur.example"
    )
    maya.page.get_by_label("Écrire à chacune de ces personnes").check()
    maya.press("Importer 200 personnes").reads("Import terminé", "200")


def _one_of_them_says_yes(house):
    noe = house.somebody("noe", phone=True).go(house.link("noe", "Groupe Vasseur")).press("Accepter")
    return noe.reads("Vous êtes maintenant membre").go(BEAR).reads("Des nuits sous les étoiles")


def _a_partner_is_closed_by_mistake(maya):
    maya.go(f"{BEAR}/sharing").follow("Rendre privé…").reads("1 personne : jusqu’à 1 page de moins").press("Rendre privé")


def _asks_why_and_repairs_it(maya):
    """The path says which door is closed; the way to open it stands beneath."""
    maya.go(f"{BEAR}/why").write("Ou son adresse électronique", "noe@example.org").press("Demander pourquoi")
    maya.reads("Non : noe@example.org ne peut pas lire la page", "Elle y entre comme membre de « Groupe Vasseur »")
    maya.follow("Rouvrir « La Bonne Ourse », qui a été rendue privée").reads("1 personne : jusqu’à 1 page de plus").press("Rouvrir")
    maya.go(f"{BEAR}/why?mail=noe@example.org").reads("Oui : noe@example.org peut lire la page")
