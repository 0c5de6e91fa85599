"""Applying without JavaScript, and applying by keyboard alone: nobody needs more than that (DESIGN §10)."""

import pytest
from playwright.sync_api import expect

from tests.browser.deeds import applied
from tests.browser.pages import NAVE

JINGLE = "/culture/pierres-vivantes/composer-un-jingle-pour-nos-visites-audio"
WHY = "Je compose de courtes musiques depuis dix ans."
FOCUS = """async () => { await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const one = document.activeElement, box = one.getBoundingClientRect();
    const framed = part => { const look = part && getComputedStyle(part);
        return look && look.outlineStyle === "solid" && parseFloat(look.outlineWidth) >= 2; };
    return {words: (one.innerText || "").trim(), id: one.id, name: one.name || "", tag: one.tagName,
            framed: framed(one) || framed(one.closest(".tile")),
            seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth}; }"""
FAR = 60
"""Stops: nobody tabs further for anything."""


def test_somebody_applies_without_javascript(house):
    """M38 M51: from the search through the sign-in to the application, with a mistake on the way."""
    house.finds("jingle", JINGLE)
    noe = house.visitor(phone=True, java_script_enabled=False).go("/bourse").write("Mots cherchés", "jingle").press("Chercher")
    noe.follow("Composer un jingle pour nos visites audio").follow("Candidater").sign_in("noe")
    assert noe.here == f"{JINGLE}/apply"
    noe.press("Vérifier mes réponses").reads("Il y a un problème")
    noe.page.locator(".error-summary").get_by_role("link").click()
    expect(noe.page.locator("#form-motivation")).to_be_in_viewport()
    application = applied(noe, JINGLE, WHY)
    noe.does("Retirer ma candidature").reads("Votre candidature est retirée")
    assert noe.here == application


class Keys:
    """Somebody who has no pointer: Tab, Shift, Enter, Space, arrows and letters."""

    def __init__(self, one):
        self.one, self.page = one, one.page

    @property
    def focus(self):
        """Where one is; it must be framed and in sight."""
        found = self.page.evaluate(FOCUS)
        assert found["tag"] == "BODY" or (found["framed"] and found["seen"]), f"{self.one.here}: focus is not seen on {found}"
        return found

    def to(self, **sought):
        """Tab until something with these words, this id or name is reached."""
        passed = []
        for _stop in range(FAR):
            self.page.keyboard.press("Tab")
            here = self.focus
            if all(here[fact] == text for fact, text in sought.items()):
                return self
            passed.append(here["words"] or here["id"] or here["name"])
        raise AssertionError(f"{self.one.here}: {sought} is not reached by Tab, only {passed}")

    def enter(self):
        """Where Enter leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def skip(self):
        """The first stop of each page leads past its head."""
        self.page.keyboard.press("Tab")
        assert self.focus["words"] == "Aller au contenu"
        self.page.keyboard.press("Enter")
        expect(self.page.locator("main")).to_be_focused()
        return self

    def type(self, text):
        self.page.keyboard.type(text)
        return self


@pytest.mark.parametrize("width", [390, 1280])
def test_somebody_applies_by_keyboard(house, width):
    """M51: each stop is framed and in sight; choices by arrows, buttons by Enter."""
    who = {390: "youssef", 1280: "celia"}[width]
    one = house.visitor(viewport={"width": width, "height": 800}).go(NAVE)
    keys = Keys(one)
    keys.skip().to(words="Candidater").enter()
    keys.skip().to(name="mail").type(f"{who}@example.org").to(name="password").type("miel-et-abeilles").to(words="Se connecter").enter()
    one.reads("Candidater")
    keys.skip().to(id="form-motivation").type(WHY).to(words="Vérifier mes réponses").enter()
    one.reads("Vérifiez vos réponses", WHY)
    keys.skip().to(words="Envoyer ma candidature").enter()
    one.reads("Candidature envoyée")
    keys.skip().to(words="Suivre ma candidature").enter()
    one.reads(WHY)


def test_somebody_with_an_employer_chooses_by_arrows(house):
    """M41 M51: the radios of one question are one stop."""
    karim = house.somebody("karim").go(JINGLE)
    keys = Keys(karim)
    keys.skip().to(words="Candidater").enter()
    keys.skip().to(id="form-motivation").type(WHY).to(name="form-employer")
    chosen = keys.focus["id"]
    karim.page.keyboard.press("ArrowDown")
    assert keys.focus["id"] != chosen and keys.focus["name"] == "form-employer"
    keys.to(words="Vérifier mes réponses").enter()
    karim.reads("Vérifiez vos réponses", "Vous-même, sans employeur")
