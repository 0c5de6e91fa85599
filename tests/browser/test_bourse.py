"""The bourse in a browser: it answers while one types, the way back is exact, nothing needs a pointer or a script (M38 L17 L25)."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.looking import AXE, DESK_BY_NIGHT, RESTING, faults

COUNT = "#results-count strong"


def test_it_answers_while_one_types(house):
    """M38: the address can be shared at any moment, the focus stays where it is, the count is told to screen readers, and back is back."""
    one = house.visitor()
    one.go("/bourse")
    everything = one.page.locator(COUNT).inner_text()
    one.page.locator("#words").press_sequentially("jingle", delay=20)
    expect(one.page.locator(COUNT)).to_have_text("1 demande")
    expect(one.page.locator("#words")).to_be_focused()
    assert one.here == "/bourse?words=jingle"
    assert one.page.locator(COUNT).locator("xpath=..").get_attribute("role") == "status"
    one.page.locator("#words").fill("")
    expect(one.page.locator(COUNT)).to_have_text(everything)
    one.page.locator("#moments-weekends").check()
    expect(one.page.locator("#filters-count")).to_have_text("1")
    expect(one.page.locator("#moments-weekends")).to_be_focused()
    assert one.here == "/bourse?moments=weekends"
    one.page.locator("#facet-format > summary").click()
    one.page.locator("#format-regular").check()
    expect(one.page.locator("#filters-count")).to_have_text("2")
    assert one.page.locator("#facet-format").get_attribute("open") is not None
    one.page.go_back()
    expect(one.page.locator("#filters-count")).to_have_text("1")
    assert one.page.locator("#moments-weekends").is_checked() and not one.page.locator("#format-regular").is_checked()
    one.page.locator("#found .chosen a").click()
    expect(one.page.locator(COUNT)).to_have_text(everything)
    expect(one.page.locator("#found")).to_be_focused()
    assert one.here == "/bourse"
    assert not one.complaints()


def test_words_and_places_are_completed(house):
    one = house.visitor()
    one.go("/bourse").page.locator("#words").press_sequentially("ber", delay=20)
    expect(one.page.locator("#words-offered option").first).to_have_attribute("value", re.compile("berges"))
    one.page.locator("#place").press_sequentially("tourn", delay=20)
    expect(one.page.locator("#places-offered option").first).to_have_attribute("value", re.compile(r"^Tourn.*\(\d\d\)$"))
    assert not one.complaints()


def test_who_searches_on_while_an_answer_is_on_its_way_reads_the_last(house):
    """M38: one search after the other, none broken off: the page shows what was asked for last, and the browser complains of nothing."""
    one = house.visitor().go("/bourse")
    late: list[Route] = []
    one.page.route(re.compile(r"words=jin$"), lambda route: late.append(route))
    with one.page.expect_request(re.compile(r"bourse\?words=jin$")):
        one.page.locator("#words").fill("jin")
        one.page.keyboard.press("Enter")
    one.page.locator("#words").fill("jingle")
    one.page.keyboard.press("Enter")
    for each in late:
        each.continue_()
    expect(one.page.locator(COUNT)).to_have_text("1 demande")
    assert one.here == "/bourse?words=jingle"
    assert not one.complaints()


def test_where_the_device_is_stands_in_the_address_and_nowhere_else(house):
    """L17: asked for by a button, rounded to a kilometre."""
    one = house.visitor(geolocation={"latitude": 47.2184, "longitude": -1.5536}, permissions=["geolocation"])
    one.go("/bourse?place=Lille").page.get_by_role("button", name="Autour de moi").click()
    expect(one.page.locator("#found .chosen")).to_contain_text("Autour de moi, à moins de 20 km")
    assert "near=47.22%2C-1.55" in one.here and "Lille" not in one.here
    one.reads("Nettoyer les berges après la crue", "à moins d’un km")
    assert [cookie["name"] for cookie in one.context.cookies()] == ["language"]
    assert one.page.evaluate("[localStorage.length, sessionStorage.length]") in ([0, 0], [0, 1])


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone(house, script):
    """K05: filters wait behind one button that says how many are on; with or without a script."""
    one = house.visitor(phone=True, java_script_enabled=script)
    one.go("/bourse?place=Nantes&within=20")
    assert not one.page.locator("#moments-weekends").is_visible()
    one.page.locator("#filters > summary").click()
    one.page.locator("#moments-weekends").check()
    if not script:
        one.press("Appliquer")
    expect(one.page.locator("#filters-count")).to_have_text("2")
    one.reads("Nettoyer les berges après la crue")


def test_the_map_by_keyboard(house):
    """Each département with requests is a link that says how many; one of them narrows list and map in step."""
    one = house.visitor().go("/bourse")
    one.page.get_by_role("link", name="Voir la carte").focus()
    one.page.keyboard.press("Enter")
    loire = one.page.get_by_role("link", name=re.compile(r"^Loire-Atlantique \(44\) : \d+ demandes$"))
    loire.focus()
    one.page.keyboard.press("Enter")
    expect(one.page.locator("#found .chosen")).to_contain_text("Loire-Atlantique (44)")
    assert "department=44" in one.here and "view=map" in one.here
    expect(one.page.locator(".map-spot")).to_have_count(2)
    one.page.get_by_role("link", name="Fermer la carte").click()
    expect(one.page.locator(".map")).to_have_count(0)
    assert "department=44" in one.here and "view=map" not in one.here


FACES = {
    "view=map": RESTING,
    "place=Nantes&words=berge&moments=weekends": DESK_BY_NIGHT,
    "words=musicque": DESK_BY_NIGHT,
    "place=Brigadoon": RESTING,
    "words=xyzzyx": RESTING,
}


@pytest.mark.parametrize("query", FACES)
def test_each_face_of_the_page(house, query):
    """Axe finds nothing, nothing scrolls sideways, by day and by night."""
    one = house.visitor()
    one.context.add_init_script(path=AXE)
    assert not faults(one.go(f"/bourse?{query}"), FACES[query])
