"""The main job on a mission that was imported (D3): the network's manager answers until the organisation has a référent."""

import pytest

from tests.browser.deeds import accepted, applied, carried_out


@pytest.fixture(scope="package")
def serving(imported):
    return imported


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
