"""The main job inside a company's private extranet, and what the outside reads of it: nothing (D2, M09, M46–M48)."""

import pytest

from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content.node import path
from tests.browser.deeds import accepted, applied, approved, carried_out, decided, written

SHELTER = "/horizon/toits-partages"
MISSION = "Vérifier le tableau électrique d’un logement"
INSIDE = {f"{name}@example.org" for name in ("paul", "ines", "denis", "maya", "luc", "agathe", "bruno", "ada")}
PAGES = ("", "/", "/edit", "/history", "/apply", "/apply?lang=en", "/transition", "/join", "/people", "/qualify", "/nothing/at/all")


@pytest.fixture
def outside(house):
    """A visitor, and somebody who belongs to other networks only."""
    return [house.visitor(), house.somebody("lea", phone=True)]


def test_the_same_job_inside_changes_nothing_outside(house, outside):
    """D2: qualified, applied to, validated, done; home, counts and search are meanwhile the same for everybody else."""
    before = [_public(one) for one in outside]
    luc, ines = house.somebody("luc"), house.somebody("ines")
    mission = written(luc, SHELTER, "Demander des compétences", MISSION, Ville="Grenoble")
    decided(ines, mission, "Publier").reads("est publiée")
    maya = house.somebody("maya", phone=True).go("/bourse?words=tableau+électrique").follow(MISSION)
    application = applied(maya, mission, "Ingénieure, habilitée, et voisine.")
    approved(house.somebody("denis"), application)
    accepted(luc, application)
    assert [_public(one) for one in outside] == before
    assert all(one.go("/bourse?words=tableau+électrique").reads_nowhere("horizon", MISSION, SHELTER) for one in outside)
    carried_out(luc, mission, "7", "La lumière est revenue : merci !")
    maya.go(application).reads("Mission accomplie")
    told = {letter.to for letter in house.letters() if "/horizon" in letter.text + letter.html or MISSION in letter.subject}
    assert told and all(any(address in to for address in INSIDE) for to in told)


def _public(one):
    """What the pages that count and list say."""
    return [one.go(place).page.locator("main").inner_text() for place in ("/", "/bourse", "/bourse?words=horizon")]


def test_every_address_beneath_it_is_one_that_never_was(house, outside):
    """D2: 404 with the very bytes of an address where there is nothing, for reading and for sending."""
    with DataFolder(house.data).reading() as site:
        places = [path(node) for node in _all(site["horizon"])]
    assert len(places) > 10
    for one in outside:
        for place in [*places, *(f"{places[-1]}{page}" for page in PAGES), *(f"/horizon{page}" for page in PAGES)]:
            assert _answer(one, place) == _answer(one, place.replace("/horizon", "/neverwas"))
        for place in ("/horizon/join", f"{SHELTER}/mission-new", f"{places[-1]}/transition"):
            assert _answer(one, place, post=True) == _answer(one, place.replace("/horizon", "/neverwas"), post=True)


def _all(node):
    yield node
    for child in node.inside():
        yield from _all(child)


def _answer(one, place, post=False):
    """Status, headers that say something, and all the bytes but the address itself."""
    answer = (one.context.request.post if post else one.context.request.get)(place, max_redirects=0)
    headers = {name: text for name, text in answer.headers.items() if name not in ("date", "set-cookie")}
    assert post or answer.status == 404, f"{place}: {answer.status}"
    return answer.status, headers.keys(), answer.body().replace(b"horizon", b"neverwas")


def test_a_member_of_two_networks_sees_both_and_only_those(house):
    """D2 M46: under one account."""
    maya = house.somebody("maya").go("/my-space")
    listed = maya.page.get_by_role("region", name="Mes réseaux").get_by_role("link")
    assert listed.all_inner_texts() == ["Environnement", "Horizon"]
    maya.go("/").reads("Horizon", "Environnement").go("/horizon").reads("Réseau dédié").go("/environnement").reads("Réseau ouvert")
    jeanne = house.somebody("jeanne").go("/my-space").reads_nowhere("horizon")
    assert jeanne.page.get_by_role("region", name="Mes réseaux").get_by_role("link").all_inner_texts() == ["Culture", "Environnement"]
