"""A network and its model, through the pages: what is its own, what is offered, what is proposed back (M13, M19)."""

import pytest

from mobee_pyr.content import capacities
from mobee_pyr.content.blueprint import criteria, keep_criteria
from mobee_pyr.content.qualification import Criterion
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import models
from tests.builders import an_act


@pytest.fixture
def improved(site):
    """A newer version of the model of all networks."""
    with site() as tree:
        blueprint = next(tree.blueprints.inside("blueprint"))
        parts = {
            "capacities": {"town": ["asks"], "association": ["asks"]},
            "criteria.request": [{"id": "short", "text": "Elle tient en une page"}],
        }
        models.release(an_act(tree), blueprint, parts, "Plus simple pour tous")


def culture(site):
    """What counts in one network."""
    with site() as tree:
        network = find(tree, "/culture")
        return capacities.of(network)["town"], [line.id for line in criteria(network, "request")], models.overridden(network)


def test_an_improvement_is_read_in_words_before_it_is_taken_in_part(app, sign_in, site, improved):
    """M19"""
    before = culture(site)
    page = sign_in(app, "maud").get("/culture/model")
    page.mustcontain("Le modèle s’est amélioré", "Qui prend part à quoi", "Critères : missions et besoins")
    offer = app.get("/culture/model-offer?part=capacities")
    offer.mustcontain("Plus simple pour tous", "Commune : Demande des moyens (auparavant", "Association : Demande des moyens")
    assert culture(site) == before
    offer.forms[0].submit("take", status=303)
    assert culture(site) == (("asks",), before[1], [])
    app.get("/culture/model").mustcontain("Critères : missions et besoins")
    app.get("/culture/model-offer?part=capacities", status=303)


def test_all_is_taken_in_one_click(app, sign_in, site, improved):
    """M19"""
    page = sign_in(app, "maud").get("/culture/model").forms[0].submit("all", status=303).follow()
    page.mustcontain("Le réseau suit la dernière version de son modèle")
    assert culture(site) == (("asks",), ["short"], [])


def test_what_was_left_is_not_offered_again(app, sign_in, site, improved):
    """M19"""
    before = culture(site)
    sign_in(app, "maud").get("/culture/model-offer?part=criteria.request").forms[0].submit("leave", status=303)
    assert "Critères : missions" not in app.get("/culture/model").text.split("Ce que vous avez changé")[0]
    assert culture(site) == before


def test_a_version_that_was_not_read_is_not_taken(app, sign_in, site, improved):
    """M19: another one came meanwhile."""
    form = sign_in(app, "maud").get("/culture/model-offer?part=capacities").forms[0]
    with site() as tree:
        models.release(an_act(tree), next(tree.blueprints.inside("blueprint")), {"capacities": {"town": ["gives"]}})
    before = culture(site)
    form.submit("take", status=303)
    assert culture(site) == before


def test_one_page_lists_what_is_the_networks_own_and_the_way_back(app, sign_in, site):
    """M13"""
    with site() as tree:
        keep_criteria(find(tree, "/culture"), "request", [Criterion("own", "Elle parle de culture")])
    page = sign_in(app, "maud").get("/culture/model")
    page.mustcontain("Critères : missions et besoins", "« Elle parle de culture » est ajouté.")
    own = app.get("/culture/model-own?part=criteria.request")
    own.mustcontain("« La demande sert un objet d’intérêt général » n’est plus demandé.")
    own.forms[0].submit("again", status=303)
    assert culture(site)[2] == []
    app.get("/culture/model").mustcontain("Rien pour le moment")


def undone(page):
    """By the button beside the message."""
    return page.forms["undo"].submit(status=303).follow()


def test_who_came_back_to_the_model_finds_their_own_again(app, sign_in, site):
    """M13 M32: from the message that says it is done; a list of criteria and the capacities alike."""
    with site() as tree:
        network = find(tree, "/culture")
        keep_criteria(network, "request", [Criterion("own", "Elle parle de culture")])
        network.overrides["capacities"] = {"town": ["gives"]}
    before = culture(site)
    assert before == (("gives",), ["own"], ["criteria.request", "capacities"])
    for part in ("criteria.request", "capacities"):
        page = sign_in(app, "maud").get(f"/culture/model-own?part={part}").forms[0].submit("again", status=303).follow()
        assert culture(site)[2] == [each for each in before[2] if each != part]
        undone(page).mustcontain("C’est annulé")
        assert culture(site) == before


@pytest.mark.parametrize("own", [True, False])
def test_what_was_taken_is_given_back_and_offered_again(app, sign_in, site, improved, own):
    """M19 M32: whatever counted before, one's own or an older version of the model."""
    with site() as tree:
        if own:
            keep_criteria(find(tree, "/culture"), "request", [Criterion("own", "Elle parle de culture")])
            find(tree, "/culture").overrides["capacities"] = {"town": ["gives"]}
    before = culture(site)
    for part, name in (("criteria.request", "Critères : missions et besoins"), ("capacities", "Qui prend part à quoi")):
        page = sign_in(app, "maud").get(f"/culture/model-offer?part={part}").forms[0].submit("take", status=303).follow()
        undone(page)
        assert culture(site) == before
        assert name in app.get("/culture/model").text.split("Ce que vous avez changé")[0]
        app.get("/culture/history").mustcontain("a annulé ce qui avait été fait")


def test_what_changed_since_is_not_overwritten(app, sign_in, site, improved):
    """M32: whoever takes something back never loses what came after."""
    sign_in(app, "maud").get("/culture/model-offer?part=capacities").forms[0].submit("take", status=303)
    asked = app.get("/culture/history").click("Annuler ce changement", index=0)
    with site() as tree:
        find(tree, "/culture").overrides["capacities"] = {"town": ["gives"]}
    asked.forms[0].submit(status=409).mustcontain("Cela a encore changé depuis")
    assert culture(site)[0] == ("gives",)


def test_an_own_version_is_proposed_accepted_and_offered_to_the_others(app, another_app, sign_in, site, mails):
    """M19: the whole way, from one network to another; whoever proposed it is told."""
    with site() as tree:
        keep_criteria(find(tree, "/culture"), "request", [Criterion("own", "Elle tient en une page")])
    form = sign_in(app, "maud").get("/culture/model-own?part=criteria.request").forms["form"]
    form.submit("propose", status=422)
    form["why"] = "Une liste plus courte, mieux suivie."
    form.submit("propose", status=303).follow().mustcontain("Proposé au modèle")
    ada = sign_in(another_app(), "ada")
    ada.get("/administration/models").mustcontain("Réseau thématique mutualisé", "1 proposition", "3 réseaux le suivent")
    page = ada.get("/blueprints/thematique").click("Critères : missions et besoins")
    page.mustcontain("Culture", "Une liste plus courte", "« Elle tient en une page » est ajouté.")
    page.forms[0].submit("accept", status=303).follow().mustcontain("Version 2")
    assert culture(site)[2] == []
    (mail,) = mails()
    assert "maud@example.org" in mail.to and mail.subject.startswith("Reprise dans le modèle")
    helene = sign_in(another_app(), "helene")
    helene.get("/horizon/model-offer?part=criteria.request").mustcontain("Une liste plus courte", no=["Culture"])


def test_a_proposal_that_is_declined_tells_why(app, another_app, sign_in, site, mails):
    """M19: on the page, and in a letter in the reader's language."""
    with site() as tree:
        network = find(tree, "/culture")
        keep_criteria(network, "request", [Criterion("own", "Elle parle de culture")])
        proposal = models.propose(an_act(tree, "maud"), network, "criteria.request", "Plus juste")
        tree.people["maud"].language = "en"
    form = sign_in(another_app(), "ada").get(f"/blueprints/thematique/proposal?id={proposal.id}").forms["form"]
    form.submit("decline", status=422)
    form["reason"] = "Trop particulier à la culture."
    form.submit("decline", status=303)
    (mail,) = mails()
    assert mail.subject == "Not taken into the model: Criteria: missions and needs" and "Trop particulier à la culture." in mail.text
    page = sign_in(app, "maud").get("/culture/model-own?part=criteria.request")
    page.mustcontain("Not taken up", "Trop particulier à la culture.")


def test_whoever_runs_the_network_no_more_is_told_nothing_of_it(another_app, sign_in, site, mails):
    """M47"""
    with site() as tree:
        network = find(tree, "/culture")
        keep_criteria(network, "request", [Criterion("own", "Elle parle de culture")])
        proposal = models.propose(an_act(tree, "maud"), network, "criteria.request", "Plus juste")
        tree.membership.revoke("maud", "manager", network.oid)
    sign_in(another_app(), "ada").get(f"/blueprints/thematique/proposal?id={proposal.id}").forms[0].submit("accept", status=303)
    assert mails() == []


@pytest.mark.parametrize("name", ["quentin", "rose", "lea", "iris"])
def test_nobody_else_reads_or_changes_the_model(app, sign_in, name, improved):
    sign_in(app, name)
    for page in ("model", "model-offer?part=capacities", "model-own?part=capacities", "capacities", "colour"):
        assert app.get(f"/culture/{page}", status="*").status_int in (403, 404)
        assert app.get(f"/horizon/{page}", status="*").status_int in ((404,) if name != "quentin" else (403, 404))
    assert app.get("/blueprints/thematique", status="*").status_int in (403, 404)
    app.post("/culture/model", {"csrf_token": app.csrf, "all": "yes"}, status=(403))


def test_who_takes_part_as_what_is_changed_kind_by_kind(app, another_app, sign_in, site):
    """M66: tried first; it counts for whoever joins from then on."""
    page = sign_in(app, "maud").get("/culture/capacities")
    page.mustcontain("Commune", "Demande des moyens, apporte des moyens, mobilise ses bénévoles")
    form = app.get("/culture/capacities?body=town").forms["form"]
    form.set("checkbox", False, index=1)
    form.set("checkbox", False, index=2)
    form.submit("try").mustcontain("Elle ne répond pas aux besoins")
    assert culture(site)[0] == ("asks", "gives", "brings")
    form.submit("keep", status=303)
    assert culture(site)[0] == ("asks",)
    joining = sign_in(another_app(), "iris").get("/culture/organisation-new?body=town")
    joining.mustcontain("Demande des moyens", no=["Mobilise ses bénévoles"])
    app.get("/culture/history").mustcontain("a changé qui prend part à quoi")
    app.get("/culture/capacities?body=nothing", status=404)


def test_where_nobody_comes_alone_one_applies_in_the_name_of_an_organisation(app, another_app, sign_in, site):
    """M66"""
    with site() as tree:
        network = find(tree, "/culture")
        capacities.keep(network, {**capacities.of(network), "citizen": (), "state": ()})
    mission = "/culture/pierres-vivantes/plan-de-la-nef"
    sign_in(app, "iris").get(f"{mission}/apply", status=403).mustcontain("au nom de son organisation")
    app.get("/culture/join").mustcontain("chacun vient avec son organisation", no=["Rejoindre comme bénévole"])
    app.post("/culture/join", {"csrf_token": app.csrf}, status=303)
    app.get("/culture").mustcontain(no=["Devenir bénévole"])
    app.get("/culture/organisation-new").mustcontain("Association", no=["Institution de l’État"])
    page = sign_in(another_app(), "lea").get(f"{mission}/apply", status=200)
    page.mustcontain("Atelier du sud", no=["sans employeur"])
