"""The places of a network by their own names: set by its manager, chosen in a request, read on its page, found in the bourse (M08)."""

import pytest

from mobee_pyr.content.place import located
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import terms as workflow
from tests.builders import a_mission, an_act
from tests.functional.test_fields import filled
from tests.functional.test_vocabularies import LISTS, MISSION, added, pressed

GRENOBLE = {"city": "Grenoble", "postcode": "38000", "address": "2 rue du Hall"}


@pytest.fixture
def hall(app, sign_in):
    """The network names a place; maud is signed in."""
    return added(sign_in(app, "maud"), "Bâtiment B", "places", label_en="Building B", **GRENOBLE)


def where(site, path=MISSION):
    with site() as tree:
        node = find(tree, path)
        return node.named_place, node.place.city, node.place.postcode, node.place.address


def corrected(app, sign_in, path=MISSION, **said):
    page = sign_in(app, "rose").get(f"{path}/edit")
    return filled(page, **{"summary": "Un plan.", "description": "Tout.", **said}).submit("save", status=303).follow()


def test_a_place_of_its_own_is_chosen_read_and_found(app, site, sign_in, searchable, hall):
    """M08: its commune and its address come with it; found by its words in both languages, by its facet, and by distance."""
    hall.mustcontain("Le terme est ajouté", "Bâtiment B", "Propre au réseau")
    page = corrected(app, sign_in, named_place="batiment-b")
    page.mustcontain("Bâtiment B, 2 rue du Hall, Grenoble (38000)")
    assert where(site) == ("batiment-b", "Grenoble", "38000", "2 rue du Hall")
    app.get(f"{MISSION}/history").mustcontain("Lieu du réseau", "Bâtiment B")
    searchable()
    for address in ("words=building", "network=culture&named_place=batiment-b", "place=Grenoble&within=5"):
        app.get(f"/bourse?{address}").mustcontain("Plan de la nef")
    page = app.get("/bourse?network=culture")
    assert [box["value"] for box in page.html.select('input[name="named_place"]')] == ["batiment-b"]
    for address in ("", "network=sports", "named_place=batiment-b"):
        assert app.get(f"/bourse?{address}").html.select('input[name="named_place"]') == []


def test_a_mission_needs_no_city_besides(app, site, sign_in, hall):
    """M08: the name says where it is; a need is at such a place too."""
    page = sign_in(app, "rose").get("/culture/pierres-vivantes/mission-new")
    form = filled(page, title="Trier", summary="Un tri.", description="Tout.", named_place="batiment-b")
    form.submit("save", status=303)
    assert where(site, "/culture/pierres-vivantes/trier")[:2] == ("batiment-b", "Grenoble")
    page = app.get("/culture/pierres-vivantes/mission-new")
    form = filled(page, title="Sans lieu", summary="Un tri.", description="Tout.")
    form.submit("save", status=422).mustcontain("Indiquez la ville")
    corrected(app, sign_in, "/culture/pierres-vivantes/cent-affiches", named_place="batiment-b", unit="affiches").mustcontain(
        "Bâtiment B, 2 rue du Hall, Grenoble"
    )


def test_another_city_that_is_typed_leaves_the_place(app, site, sign_in, hall):
    """M08: what somebody writes is never overruled in silence."""
    corrected(app, sign_in, named_place="batiment-b")
    corrected(app, sign_in, city="Lyon", postcode="69005", address="").mustcontain("Lyon (69005)", no="Bâtiment")
    assert where(site) == ("", "Lyon", "69005", "")
    corrected(app, sign_in, named_place="batiment-b")
    corrected(app, sign_in, named_place="").mustcontain(no="Bâtiment")
    assert where(site) == ("", "Grenoble", "38000", "2 rue du Hall")


def test_a_place_must_be_on_the_map(app, sign_in, site):
    page = sign_in(app, "maud").get("/culture/term?list=places")
    filled(page, label="Ailleurs", city="Xyzzy").submit("save", status=422).mustcontain("commune n’est pas connue")
    filled(page, label="Ailleurs", city="").submit("save", status=422).mustcontain("Indiquez la ville")
    with site() as tree:
        assert dict(find(tree, "/culture").overrides) == {}


def test_what_is_at_a_place_moves_with_it_and_keeps_it_when_it_is_hidden(app, sign_in, site, hall):
    """M08: a site that moves house takes its requests along, and their history tells it."""
    corrected(app, sign_in, named_place="batiment-b")
    page = sign_in(app, "maud").get("/culture/term?list=places&id=batiment-b")
    filled(page, label="Bâtiment neuf", city="Lyon", postcode="69005", address="1 quai").submit("save", status=303)
    app.get(MISSION).mustcontain("Bâtiment neuf, 1 quai, Lyon (69005)")
    app.get(f"{MISSION}/history").mustcontain("Lyon", "Grenoble")
    pressed(app, "hide", "batiment-b", "places").mustcontain("N’est plus proposé")
    sign_in(app, "rose").get(f"{MISSION}/edit").mustcontain("Bâtiment neuf")
    app.get("/culture/pierres-vivantes/mission-new").mustcontain(no="Bâtiment neuf")


def test_two_places_are_merged_with_what_is_there(app, sign_in, site, hall):
    added(app, "Halle", "places", city="Lyon", postcode="69005")
    corrected(app, sign_in, named_place="batiment-b")
    page = sign_in(app, "maud").get("/culture/term-merge?list=places&id=batiment-b")
    page.mustcontain("1 demande")
    filled(page, into="halle").submit("merge", status=303)
    assert where(site) == ("halle", "Lyon", "69005", "")
    app.get(LISTS).mustcontain("Halle", no="Bâtiment B")


def test_a_model_names_places_for_the_networks_that_follow_it(app, sign_in, site):
    """M19: each network then adds its own, or offers one no more."""
    with site() as tree:
        blueprint = find(tree, "/culture").blueprint
        line = {"label": "Siège", "city": "Lyon", "postcode": "69005", "address": ""}
        blueprint.parts = {**blueprint.parts, "vocabularies": {"places": {"changed": {"siege": line}}}}
    for path in ("/culture/pierres-vivantes", "/horizon/les-cadets"):
        who = "rose" if "culture" in path else "camille"
        sign_in(app, who).get(f"{path}/mission-new").mustcontain("Siège")
    sign_in(app, "maud").get(LISTS).mustcontain("Du modèle", "Siège")


def test_an_id_that_means_another_place_in_another_network_says_nothing_there(app, another_app, sign_in, site, searchable):
    """M08 M11: neither its words nor its filter are told outside a dedicated network."""
    with site() as tree:
        horizon, culture = find(tree, "/horizon"), find(tree, "/culture")
        workflow.keep(an_act(tree, "helene"), horizon, "places", "hall", "Xylographie", place=located("Lyon", "69005"))
        workflow.keep(an_act(tree, "maud"), culture, "places", "hall", "Grand hall", place=located("Grenoble", "38000"))
        mission = a_mission(find(tree, "/culture/pierres-vivantes"), "ailleurs", by="rose")
        mission.place, mission.named_place = located("Lyon", "69005"), "hall"
        inside = find(tree, "/horizon/les-cadets/tutorat")
        inside.place, inside.named_place = located("Lyon", "69005"), "hall"
    searchable()
    page = app.get("/culture/pierres-vivantes/ailleurs")
    page.mustcontain("Lyon", no=("hall", "Xylographie"))
    app.get("/bourse?network=horizon&named_place=hall").mustcontain(no="Xylographie")
    browser = sign_in(another_app(), "hana")
    browser.get("/bourse?network=horizon&named_place=hall").mustcontain("Tutorat", "Xylographie")
    browser.get("/bourse?network=culture").mustcontain(no="Xylographie")
