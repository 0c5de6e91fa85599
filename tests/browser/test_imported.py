"""The main job on a mission that was imported (D3): the network's manager answers until the organisation has a référent."""

import json

import pytest

from tests.browser.deeds import accepted, applied, carried_out
from tests.browser.house import a_house
from tests.functional.shell import a_demonstration, told
from tests.functional.test_import import ITEM, REAL


@pytest.fixture(scope="module")
def serving(chromium, tmp_path_factory):
    """A demonstration with the real missions where they are at hand; with one like them elsewhere."""
    folder = tmp_path_factory.mktemp("imported")
    data, source = a_demonstration(folder), REAL
    if not REAL.exists():
        source = folder / "missions.json"
        source.write_text(json.dumps([ITEM]), encoding="utf-8")
    told("network", "add", "france", "--title", "France", "--manager", "claire@example.org", data=data)
    assert told("import", "missions", source, "--network", "france", data=data).splitlines()[-1].endswith(" 0 refused")
    with a_house(chromium, data) as house:
        yield house


def test_somebody_applies_to_an_imported_mission_and_it_is_done(house):
    """D3 M46 M51 M55"""
    noe = house.somebody("noe", phone=True).go("/bourse?network=france")
    noe.page.locator("main .card-grid a").first.click()
    noe.page.wait_for_url("**/france/*/*")
    mission, title = noe.here, noe.title
    application = applied(noe, mission, "Je connais le lieu et j’aime les gens.")
    house.letter("claire", "Noé Petit", title)
    claire = house.somebody("claire").go("/my-space").reads("Noé Petit")
    accepted(claire, application)
    house.letter("noe", title, "accept")
    carried_out(claire, mission, "3", "Merci d’être venu !")
    noe.go(application).reads("Mission accomplie", "Merci d’être venu !").go("/my-space").reads("France")
