"""Pledging: a référent promises in the name of an organisation; both sides follow it to its delivery (M37, M40, M56)."""

from decimal import Decimal

import pytest

from mobee_pyr.content.tree import find
from tests.builders import a_pledge, a_role, an_organisation, fire

NEED = "/culture/pierres-vivantes/cent-affiches"


@pytest.fixture
def need(site):
    with site() as tree:
        found = find(tree, NEED)
        found.quantity, found.unit = Decimal(100), "affiches"
    return NEED


def promised(site, quantity=40, state="offered"):
    with site() as tree:
        pledge = a_pledge(find(tree, NEED), by="basile", employer=find(tree, "/culture/atelier-du-sud"), quantity=quantity, state=state)
        return f"{NEED}/{pledge.__name__}"


def test_a_referent_promises_in_three_screens(app, site, sign_in, need):
    """M56: quantity and message, a check, and what happens next."""
    sign_in(app, "basile")
    page = app.get(f"{need}/pledge")
    page.mustcontain("Il manque 100 affiches", "Combien promettez-vous ? (en affiches)")
    form = page.forms["form"]
    assert form["quantity"].value == "100"
    form["quantity"], form["message"] = "60", "Livraison en mars."
    check = form.submit("check")
    check.mustcontain("Vérifiez votre promesse", "60 affiches", "Vous engagez Atelier du sud")
    back = check.forms[0].submit("change")
    assert (back.forms["form"]["quantity"].value, back.forms["form"]["message"].value) == (
        "60",
        "Livraison en mars.",
    )
    check.forms[0].submit("send").follow().mustcontain("Promesse envoyée", "60 affiches", "lit votre promesse")
    with site() as tree:
        pledge = next(find(tree, need).inside("pledge"))
        assert (pledge.quantity, pledge.state, pledge.applicant) == (Decimal(60), "offered", "basile")
        assert pledge.employer == find(tree, "/culture/atelier-du-sud").oid


@pytest.mark.parametrize("quantity", ["0", "-3", "101", "beaucoup", "1e9", "NaN"])
def test_only_what_is_missing_can_be_promised(app, site, sign_in, need, quantity):
    sign_in(app, "basile")
    form = app.get(f"{need}/pledge").forms["form"]
    form["quantity"] = quantity
    form.submit("check", status=422).mustcontain("Il y a un problème")


def test_only_a_referent_of_an_organisation_that_gives_may_promise(app, another_app, site, sign_in, need):
    """M56: companies answer directly by their référent; everybody else reads why not."""
    for name in ("lea", "rose", "iris", "maud"):
        browser = sign_in(another_app(), name)
        browser.get(f"{need}/pledge", status=403).mustcontain("seul un référent")
        browser.post(f"{need}/pledge", {"quantity": "1", "send": "yes", "csrf_token": browser.csrf}, status=403)
    assert app.get(f"{need}/pledge", status=303).location.startswith("http://localhost/sign-in?next=")
    with site() as tree:
        assert not list(find(tree, need).inside("pledge"))


def test_whoever_leads_two_organisations_chooses(app, site, sign_in, need):
    with site() as tree:
        an_organisation(find(tree, "/culture"), "imprimerie", body="company", capacities=("gives",), referent="basile")
        a_role("referent", find(tree, "/culture/pierres-vivantes"), "basile")
    sign_in(app, "basile")
    page = app.get(f"{need}/pledge")
    page.mustcontain("Au nom de quelle organisation", "Imprimerie", "Atelier du sud")
    form = page.forms["form"]
    form.submit("check", status=422).mustcontain("Choisissez une réponse")
    with site() as tree:
        form["form-giver"] = str(find(tree, "/culture/imprimerie").oid)
    form.submit("check").forms[0].submit("send")
    with site() as tree:
        assert tree.node(next(find(tree, need).inside("pledge")).employer).title == "Imprimerie"


def test_the_life_of_a_promise(app, another_app, site, sign_in, need):
    """M56: accepted, delivered, disputed, delivered again, confirmed; each side sees how to reach the other."""
    pledge = promised(site)
    rose, basile = sign_in(app, "rose"), sign_in(another_app(), "basile")
    basile.get(pledge).mustcontain("lit votre promesse", no="À vous de répondre")
    page = rose.get(pledge)
    page.mustcontain("Acceptez-vous cette promesse d’Atelier du sud ?", no="basile@example.org")
    page.forms[0].submit("name", value="accept").follow().mustcontain("La promesse est acceptée", "basile@example.org")
    page = basile.get(pledge)
    page.mustcontain("rose@example.org", "Convenez de la livraison")
    page.click("Déclarer livrée").forms["form"].submit("fire").follow().mustcontain("Livraison déclarée")
    form = rose.get(pledge).click("Signaler un manque").forms["form"]
    form.submit("fire", status=422).mustcontain("Ce qui manque")
    form["reason"] = "Dix affiches sont froissées"
    form.submit("fire").follow().mustcontain("Le manque est signalé")
    basile.get(pledge).mustcontain("Dix affiches sont froissées")
    basile.get(pledge).click("Déclarer livrée").forms["form"].submit("fire")
    page = rose.get(pledge).click("Confirmer la réception")
    page.mustcontain("définitivement")
    page.forms["form"].submit("fire").follow().mustcontain("Réception confirmée")
    with site() as tree:
        assert (find(tree, pledge).state, find(tree, need).missing) == ("confirmed", Decimal(60))


def test_a_promise_that_covers_the_need_turns_the_others_away(app, site, sign_in, need):
    pledge = promised(site, 100)
    other = promised(site, 5)
    sign_in(app, "rose")
    app.get(pledge).forms[0].submit("name", value="accept")
    with site() as tree:
        assert (find(tree, need).state, find(tree, other).state) == ("covered", "declined")


def test_declining_and_withdrawing_need_a_reason(app, another_app, site, sign_in, need):
    pledge = promised(site)
    rose, basile = sign_in(app, "rose"), sign_in(another_app(), "basile")
    page = rose.get(pledge).click("Décliner la promesse")
    page.forms["form"].submit("fire", status=422)
    page = basile.get(pledge).click("Retirer la promesse")
    form = page.forms["form"]
    form["reason"] = "La presse est en panne"
    form.submit("fire").follow().mustcontain("La promesse est retirée", "Promesse d’Atelier du sud")
    rose.get(pledge).mustcontain("La presse est en panne", no="À vous de répondre")


def test_a_need_that_is_covered_takes_no_more(app, site, sign_in, need):
    with site() as tree:
        fire(find(tree, need), "cover", "rose")
    sign_in(app, "basile")
    app.get(f"{need}/pledge", status=403).mustcontain("ne prend plus de promesses")


def test_strangers_do_not_see_a_promise(another_app, site, sign_in, need):
    pledge = promised(site)
    for name in ("lea", "noe", "iris", "hugo"):
        browser = sign_in(another_app(), name)
        for page in ("", "/sent", "/history", "/transition"):
            browser.get(pledge + page, status=404)
