"""A page is dragged to another place, where a page asks first; without JavaScript the same is picked, and taken back (M03)."""

from tests.browser.pages import STONES

LUMIERE = "/culture/fondation-lumiere-d-ici"
PROGRAMME = "rouvrir-saint-philibert-du-bois"


def test_a_row_is_dropped_onto_the_place_that_will_hold_it(house):
    """After a drag nothing has happened yet: the page asks, and says why not where it cannot be."""
    claire = house.somebody("claire", viewport={"width": 1280, "height": 1800}).go("/culture/contents")
    dragged, place = (
        claire.page.locator("tr", has=claire.page.get_by_role("link", name=name)) for name in ("Atelier Vasseur", "Pierres vivantes")
    )
    with claire.page.expect_navigation(wait_until="domcontentloaded"):
        dragged.locator("td").nth(1).drag_to(place.locator("td").nth(1))
    assert claire.here.startswith("/culture/move?several=1&item=")
    claire.reads("Atelier Vasseur", "Pierres vivantes")
    claire.go("/culture/atelier-vasseur")


def test_a_row_is_dropped_between_two_others(house):
    """M03: there it stands from now on; the arrows put it back."""
    claire = house.somebody("claire", viewport={"width": 1280, "height": 1800}).go("/culture/conseils/contents?sort=order")
    first, second = _titles(claire)[:2]
    rows = claire.reads("les flèches changent l’ordre, ou une ligne que l’on glisse").page.locator("main tbody tr")
    with claire.page.expect_navigation(wait_until="domcontentloaded"):
        rows.nth(0).locator("td").nth(1).drag_to(
            rows.nth(1).locator("td").nth(1), target_position={"x": 20, "y": rows.nth(1).bounding_box()["height"] - 3}
        )
    assert _titles(claire)[:2] == [second, first]
    claire._on(claire.page.get_by_role("button", name=f"Monter {first}"))
    assert _titles(claire)[:2] == [first, second]


def _titles(one):
    return one.page.locator("main tbody tr th a").all_inner_texts()


def test_a_page_is_moved_and_brought_back_without_javascript_on_a_phone(house):
    claire = house.somebody("claire", phone=True, java_script_enabled=False).go(f"{STONES}/contents")
    row = claire.page.locator("tr", has=claire.page.get_by_role("link", name="Rouvrir Saint-Philibert-du-Bois"))
    row.locator("summary").click()
    row.get_by_role("link", name="Déplacer").click()
    claire.follow("Fondation Lumière d’ici").press("Déplacer ici").reads("Déplacé vers « Fondation Lumière d’ici »")
    assert claire.here == f"{LUMIERE}/{PROGRAMME}"
    claire.go(f"{STONES}/{PROGRAMME}")
    assert claire.here == f"{LUMIERE}/{PROGRAMME}", "the former address leads on"
    claire.follow("Historique").reads("a déplacé")
    claire.go(f"{LUMIERE}/{PROGRAMME}/move").follow("Pierres vivantes").press("Déplacer ici").press("Revenir en arrière").reads(
        "C’est annulé"
    )
    claire.go(f"{LUMIERE}/{PROGRAMME}/move").follow("Pierres vivantes").press("Déplacer ici")
    assert claire.here == f"{STONES}/{PROGRAMME}"
