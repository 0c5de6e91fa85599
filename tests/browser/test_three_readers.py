"""Three people with a phone, then a member of a dedicated network, find their mission among the real ones: by what they type first,
then by their profile alone (B01 B03 M54 M71 P07 C17 L17)."""

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from tests.functional.test_import import needs_the_real_file

PASSWORD = "quatre mots pour entrer"
HIDDEN = "Diagnostiquer l’énergie de cinq logements"
FIRST = "#found .tile-title a, .fit .tile-title a"
PRESS = re.compile("communication|community manager", re.IGNORECASE)
WHY = re.compile("communication|réseaux sociaux", re.IGNORECASE)
"""Two real missions fit her equally well, each by one of her skills; which one comes first is chance."""


class Reader(NamedTuple):
    """What somebody types and ticks, and what they should find: words of its title, and of the reasons."""

    name: str
    words: str
    found: str
    skills: str
    reasons: tuple[str | re.Pattern[str], ...]
    proposed: str | re.Pattern[str]
    place: str = ""
    filters: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    far: str = "Peu importe"
    mode: str = "Peu importe"
    is_a: str = ""


READERS = (
    Reader(
        "michel", "réparer un vélo", "recyclerie sportive", "réparer des vélos", ("réparation de vélos", "km"), "recyclerie sportive",
        place="Grenoble", times=("mercredi après-midi",), far="20 km au plus", is_a="Retraité ou retraitée",
    ),
    Reader(
        "ines-b", "communication", "communication", "communication, réseaux sociaux", (WHY,), PRESS,
        filters=("En ligne",), place="Paris", times=("En soirée",), mode="En ligne", is_a="Étudiant ou étudiante",
    ),
    Reader(
        "odile", "comptabilité", "Tenir les comptes", "comptabilité, budget", ("comptabilité", "à son rythme"), "Tenir les comptes",
        times=("mardi matin", "jeudi matin", "À son rythme"),
    ),
)  # fmt: skip


@pytest.fixture(scope="package")
def serving(imported):
    return imported


def _first(one, words):
    """The first result says this, and its title stands on the screen without scrolling."""
    link = one.page.locator(FIRST).first
    expect(link).to_contain_text(words, ignore_case=True)
    expect(link).to_be_in_viewport(ratio=1)
    return one


@needs_the_real_file
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_reader_finds_a_mission_by_typing_then_by_their_profile(house, reader):
    """From the home page: one line and at most a town and a filter; then an account, three pages of profile, and missions with reasons."""
    one = house.visitor(phone=True).go("/").write("Que savez-vous faire ?", reader.words).press("Chercher")
    if reader.place and not reader.filters:
        one.page.locator("#place").press_sequentially(reader.place)
        expect(one.page.locator("#places-offered option").first).to_be_attached()
        one.page.locator("#place").blur()
        expect(one.page.locator("#found .chosen")).to_contain_text(reader.place)
    if reader.filters:
        one.page.locator("#filters > summary").click()
        for label in reader.filters:
            one.page.locator("#filters-body").get_by_role("checkbox", name=re.compile(f"^{label}")).check()
            expect(one.page.locator("#found .chosen")).to_contain_text(label)
        one.page.locator("#filters-body").get_by_role("button", name="Appliquer").click()
        expect(one.page.locator("#filters")).not_to_have_attribute("open", "")
    _first(one, reader.found)
    one.reads_nowhere("horizon", HIDDEN)
    _opens_an_account(house, one, reader)
    _says(one, reader)
    one.follow("Voir les missions pour moi")
    _first(one, reader.proposed)
    expect(one.page.locator(".fit-reasons").first).to_contain_text(reader.reasons[0], ignore_case=True)
    for words in reader.reasons:
        one.reads(words)
    one.reads_nowhere("Service Civique", "horizon", HIDDEN)


def _opens_an_account(house, one, reader):
    """With a link sent to their address; the welcome leads to the profile."""
    one.go("/sign-up").write("Votre adresse électronique", f"{reader.name}@example.org").press("Recevoir le lien de confirmation")
    one.go(house.link(reader.name, "adresse")).write("Votre prénom et votre nom", reader.name).write("Votre mot de passe", PASSWORD)
    one.press("Créer mon compte").follow("Commencer par mes compétences")


def _says(one, reader):
    """Skills in one's own words, then when, where, and what one is: each page leads back to the profile."""
    one.write("Avec vos mots", reader.skills).press("Enregistrer").press("Enregistrer")
    one.follow("Mes disponibilités")
    for label in reader.times:
        one.page.get_by_label(label, exact=True).check()
    one.press("Enregistrer")
    if reader.place:
        one.follow("Où je peux être bénévole").write("Votre commune", reader.place)
        expect(one.page.locator("datalist option").first).to_be_attached()
        one.page.locator("#form-distance").select_option(label=reader.far)
        one.choose(reader.mode).press("Enregistrer")
    if reader.is_a:
        one.follow("Ma situation").choose(reader.is_a).press("Enregistrer")


def test_a_member_of_a_dedicated_network_finds_its_missions_and_nobody_else_does(house):
    """M09 M48: by what is typed, by the profile alone; the same words find nothing for a visitor or somebody of another network."""
    victor = house.somebody("victor", phone=True).go("/").write("Que savez-vous faire ?", "énergie logements").press("Chercher")
    _first(victor, HIDDEN)
    _first(victor.go("/for-you"), HIDDEN).reads("Vos compétences : énergie et isolation")
    for other in (house.visitor(phone=True), house.somebody("jeanne", phone=True)):
        other.go("/bourse?words=énergie+logements").reads_nowhere(HIDDEN, "toits partagés", "horizon")
        assert other.go("/horizon", 404).page.locator(FIRST).count() == 0
    house.open[-1].go("/for-you").reads_nowhere(HIDDEN, "horizon")
