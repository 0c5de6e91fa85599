"""An emergency network: large buttons, calls place by place, a message to everybody (M65–M67)."""

from datetime import timedelta

import pytest

from mobee_pyr.alerts import mass
from mobee_pyr.content.blueprint import Blueprint
from mobee_pyr.content.node import now
from mobee_pyr.content.place import located
from mobee_pyr.content.shade import Shade
from mobee_pyr.content.tree import add, find
from mobee_pyr.database import database
from mobee_pyr.slices import Slices
from mobee_pyr.workflows import telling_all
from tests.builders import a_mission, a_network, a_person, an_act, an_organisation


@pytest.fixture
def flood(site, searchable):
    """A network of the emergency blueprint with two towns."""
    with site() as tree:
        model = add(tree.blueprints, Blueprint("Urgence", "emergency_mobilisation"), "urgence")
        network = a_network(tree, "crue", manager="maud", member=("noe", "iris"))
        network.blueprint_oid = model.oid
        for name, place, wanted in (("mairie-de-lyon", "Lyon", 12), ("mairie-de-nantes", "Nantes", 3)):
            town = an_organisation(network, name, body="town", capacities=("asks",), referent="rose")
            call = a_mission(town, f"pomper-les-caves-a-{place.lower()}", by="rose", places=wanted)
            call.place, call.mode = located(place), "on_site"
            call.modified = now()
    searchable()
    return network


def go_out(server):
    """What the server's herald does within ten seconds."""
    return mass.go_out(Slices(database(server.registry)), server.registry.post, now())


def test_somebody_who_never_saw_the_site_finds_large_buttons(app, flood):
    """M65 M66"""
    page = app.get("/crue")
    page.mustcontain("big-button", "Je viens aider", "J’apporte du matériel", "Nous avons besoin d’aide", "appelez le 112")
    page.click("Je viens aider").mustcontain("Lyon", "Pomper les caves a lyon", "Il manque 12 personnes", "Mairie de nantes")
    app.get("/culture").mustcontain(no=["big-button"])


def test_calls_are_sorted_by_distance_for_whoever_says_where_they_are(app, flood):
    """M65"""
    text = app.get("/crue/calls?near=Saint-Herblain").text
    assert text.index("</svg> Nantes") < text.index("</svg> Lyon") and "km" in text
    app.get("/crue/calls?near=Nullepart").mustcontain("Nous ne trouvons pas cette commune", "Lyon")
    app.get("/culture/calls", status=200)


def test_calls_of_a_dedicated_network_are_hidden(app, sign_in):
    """M12: with the same bytes as what does not exist."""
    hidden = app.get("/horizon/calls", status=404).body
    assert hidden == app.get("/horizon-2/calls", status=404).body.replace(b"horizon-2", b"horizon")
    sign_in(app, "hana").get("/horizon/calls", status=200)


def test_a_poster_leads_to_the_network(app, sign_in, site, flood):
    """M65: for halls and shop windows; a hidden network has none for outsiders."""
    page = app.get("/crue/poster")
    assert page.content_type == "application/pdf" and page.body.startswith(b"%PDF")
    with site() as tree:
        find(tree, "/crue").shade = Shade("#1f6b45", "#8fd9ae")
    assert app.get("/crue/poster?language=en").body != page.body
    app.get("/horizon/poster", status=404)
    sign_in(app, "maud").get("/crue/welcome").mustcontain("Imprimer une affiche")


def test_a_town_publishes_its_call_itself(app, sign_in, site, flood):
    """M65: without waiting for the team."""
    with site() as tree:
        call = a_mission(find(tree, "/crue/mairie-de-lyon"), "distribuer-de-l-eau", by="rose", state="draft")
        assert call.state == "draft"
    here = "/crue/mairie-de-lyon/distribuer-de-l-eau"
    page = sign_in(app, "rose").get(f"{here}/transition?name=publish_now")
    page.forms["form"].submit(status=303)
    with site() as tree:
        assert find(tree, here).state == "published"


def test_a_message_to_all_says_to_how_many_it_goes_and_goes_to_each_once(app, sign_in, site, server, mails, flood):
    """M65: a confirmation, then the outbox."""
    page = sign_in(app, "maud").get("/crue/notice")
    page.mustcontain("Ce message part à 3 personnes")
    form = page.forms["form"]
    form["subject"], form["text"] = "Rendez-vous à 14 h", "Devant la mairie, avec des gants et de l’eau."
    check = form.submit("check")
    check.mustcontain("Ce message part à 3 personnes.", "Rendez-vous à 14 h")
    assert mails() == [] and go_out(server) == 0
    check.forms["form"].submit("send", status=303).follow().mustcontain("C’est parti : 3 personnes le reçoivent.")
    assert go_out(server) == 3 and go_out(server) == 0
    assert sorted(mail.to.split("<")[-1].strip(">") for mail in mails()) == ["iris@example.org", "noe@example.org", "rose@example.org"]
    assert "Rendez-vous à 14 h" in mails()[0].subject and "Devant la mairie" in mails()[0].text and "Maud" in mails()[0].text
    app.get("/crue/history").mustcontain("a écrit à tous les membres")
    with site() as tree:
        assert not tree.outgoing


def test_whoever_wants_no_announcements_gets_none_and_is_not_counted(app, sign_in, site, server, mails, flood):
    """M65"""
    with site() as tree:
        a_person(tree, "noe", wishes={"network": "never"})
        a_person(tree, "iris", blocked=True)
    sign_in(app, "maud").get("/crue/notice").mustcontain("Ce message part à 1 personne.")
    form = app.get("/crue/notice").forms["form"]
    form["subject"], form["text"] = "Rendez-vous", "Devant la mairie, à 14 h."
    page = form.submit("check")
    page.mustcontain("1 personne a choisi de ne pas recevoir ces annonces")
    page.forms["form"].submit("send", status=303)
    assert go_out(server) == 1 and mails()[0].to.endswith("rose@example.org>")


def test_a_team_writes_to_all_three_times_a_day_at_most(app, sign_in, site, flood):
    """M65: throttled, also for whoever kept the form open."""
    form = sign_in(app, "maud").get("/crue/notice").forms["form"]
    form["subject"], form["text"] = "Encore une fois", "Devant la mairie, à 14 h."
    page = form.submit("check")
    with site() as tree:
        network = find(tree, "/crue")
        for hours in (23, 12, 1):
            telling_all.write(an_act(tree, "maud", at=now() - timedelta(hours=hours)), network, "Rendez-vous", "Devant la mairie")
    page.forms["form"].submit("send", status=422).mustcontain("a déjà écrit trois fois")
    app.get("/crue/notice").mustcontain("a déjà écrit trois fois")
    with site() as tree:
        assert len(find(tree, "/crue").notices) == 3


@pytest.mark.parametrize("name", ["quentin", "rose", "noe", "lea", "helene"])
def test_nobody_else_writes_to_all(app, sign_in, site, flood, name):
    """M12"""
    sign_in(app, name)
    assert app.get("/crue/notice", status="*").status_int in (403, 404)
    said = {"csrf_token": app.csrf, "subject": "Bonjour", "text": "Bonjour à toutes et tous", "send": "yes"}
    assert app.post("/crue/notice", said, status="*").status_int in (403, 404)
    with site() as tree:
        assert find(tree, "/crue").notices == () and not tree.outgoing
