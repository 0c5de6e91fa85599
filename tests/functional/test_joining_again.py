"""Asking to belong, again: after a refusal, after the end, and without anything in the way; withdrawing an organisation's request."""

from mobee_pyr.content.tree import find, is_deleted
from tests.builders import a_joining, a_mission, an_organisation, fire

WORKSHOP = "/culture/atelier-du-sud"


def asked(browser, place=WORKSHOP):
    form = browser.get(f"{place}/join").forms["form"]
    form["form-status"] = "employee"
    return form.submit("send")


def test_after_a_refusal_one_asks_again_and_the_answer_stays_readable(app, another_app, sign_in, site):
    """M49: the second request stands beside the first."""
    with site() as tree:
        fire(a_joining(find(tree, WORKSHOP), by="iris"), "refuse", "basile", "Je ne vous connais pas.")
    iris = sign_in(app, "iris")
    page = iris.get(f"{WORKSHOP}/iris")
    page.mustcontain("Je ne vous connais pas.")
    form = page.click("Faire une nouvelle demande").forms["form"]
    form["form-status"], form["message"] = "employee", "Je suis dans l’équipe de Max."
    page = form.submit("send").follow()
    page.mustcontain("À confirmer", "Je suis dans l’équipe de Max.")
    place = page.request.path
    iris.get(f"{WORKSHOP}/iris").mustcontain("Je ne vous connais pas.", no="Faire une nouvelle demande")
    iris.get(f"{WORKSHOP}/join", status=303)
    basile = sign_in(another_app(), "basile")
    basile.get(place).mustcontain("Confirmer le rattachement")
    with site() as tree:
        fire(find(tree, place), "confirm", "basile")
        assert not is_deleted(find(tree, f"{WORKSHOP}/iris"))
    iris.get(f"{WORKSHOP}/join").follow().mustcontain("Confirmée")


def test_after_the_end_one_asks_again(app, sign_in, site):
    """Whoever left comes back; the ended request leads there."""
    with site() as tree:
        joining = a_joining(find(tree, WORKSHOP), by="iris", state="confirmed")
        fire(joining, "end", "basile")
    iris = sign_in(app, "iris")
    iris.get(f"{WORKSHOP}/iris").mustcontain("Faire une nouvelle demande")
    asked(iris).follow().mustcontain("À confirmer")


def test_a_membership_that_ended_elsewhere_is_asked_for_again(app, sign_in, site):
    """The role was ended, the request still said *confirmed*: it is closed, and does not stand in the way."""
    with site() as tree:
        a_joining(find(tree, WORKSHOP), by="iris", state="confirmed")
        tree.membership.revoke("iris", "member", find(tree, WORKSHOP).oid)
    asked(sign_in(app, "iris")).follow().mustcontain("À confirmer")
    with site() as tree:
        assert find(tree, f"{WORKSHOP}/iris").state == "ended"


def test_a_mission_that_bears_the_persons_name_is_left_alone(app, sign_in, site):
    with site() as tree:
        stones = find(tree, "/culture/pierres-vivantes")
        a_mission(stones, "iris")
    page = asked(sign_in(app, "iris"), "/culture/pierres-vivantes").follow()
    page.mustcontain("À confirmer")
    with site() as tree:
        assert find(tree, "/culture/pierres-vivantes/iris").type_name == "mission"


def test_whoever_proposed_an_organisation_withdraws_its_request(app, another_app, sign_in, site):
    """M46: without being its référent; once it is accepted, leaving is the référent's to decide."""
    with site() as tree:
        an_organisation(find(tree, "/culture"), "les-vignes", state="proposed", by="iris")
        an_organisation(find(tree, "/culture"), "les-ruches", state="active", by="iris")
    place = "/culture/les-vignes"
    page = sign_in(app, "iris").get(place).click("Retirer la demande")
    page.mustcontain("Vous pourrez en faire une autre")
    page.forms["form"].submit("fire").follow().mustcontain("Demande retirée", "Faire une nouvelle demande")
    judge = sign_in(another_app(), "quentin")
    judge.get(place).mustcontain("Demande retirée", no="Accepter l’organisation")
    judge.get("/my-space").mustcontain(no="Les vignes")
    another_app().get(place, status=404)
    app.get("/culture/les-ruches").mustcontain(no=["Retirer la demande", "Quitter le réseau"])
    app.post("/culture/les-ruches/transition", {"name": "withdraw", "csrf_token": app.csrf}, status=409)


def test_only_an_organisation_that_brings_its_people_offers_to_be_joined(app, site, sign_in):
    """M49: no button leads to a page that is not there."""
    with site() as tree:
        an_organisation(find(tree, "/culture"), "les-voisins", capacities=("asks",))
    iris = sign_in(app, "iris")
    assert "Me rattacher" in iris.get(WORKSHOP).text
    assert "Me rattacher" not in iris.get("/culture/les-voisins").text
    iris.get("/culture/les-voisins/join", status=404)
