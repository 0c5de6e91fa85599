"""*Partage*: who has access and why; a page given, taken back, closed from here; what it would do is read before it is done."""

import re
from datetime import timedelta

import pytest

from mobee_pyr.check import faults
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.node import now
from mobee_pyr.content.tree import find, set_private
from mobee_pyr.database import database
from mobee_pyr.workflows.library import packaged_text
from tests.builders import a_mission, a_role

STONES = "/culture/pierres-vivantes"
WORKSHOP = "/culture/atelier-du-sud"
MISSION = f"{STONES}/plan-de-la-nef"
DRAFT = f"{STONES}/brouillon"
FOREST = "/culture/forets"


def a_draft(site):
    """A mission that only its organisation sees yet."""
    with site() as tree:
        a_mission(find(tree, STONES), "brouillon", "draft", by="rose")


def giving(app, place, **said):
    """The form that gives a page, filled in and sent: the page that checks."""
    form = app.get(f"{place}/sharing-new{said.pop('query', '')}").forms[0]
    for name, value in said.items():
        form["form-role" if name == "role" else name] = value
    return form.submit("check", status="*")


def link_of(mail):
    """Where a letter's invitation leads."""
    return re.search(r"https?://[^/\s]+(/accept-role\?token=\S+)", mail.text).group(1)


def sound(site):
    """Nothing that ``mobee check`` would report."""
    with site() as tree:
        return list(faults(tree))


# giving -------------------------------------------------------------------------------------------------------------------


def test_a_page_is_given_read_and_taken_back(app, another_app, sign_in, site, mails, searchable):
    """M47: « cela permet de voir 1 page de plus » is read first; then it is true at once, and over at once."""
    a_draft(site)
    searchable()
    noe = sign_in(another_app(), "noe")
    noe.get(DRAFT, status=404)
    sign_in(app, "rose").get(DRAFT).mustcontain(f"{DRAFT}/sharing")
    app.get(f"{DRAFT}/sharing").mustcontain("Personne pour le moment", "Le référent de l’organisation", "Rendre privé")
    page = giving(app, DRAFT, mail="noe@example.org")
    page.mustcontain("Vérifiez avant", "noe@example.org verra 1 page de plus.", "Lecteur ou lectrice", no=["invitation part", "Noe"])
    noe.get(DRAFT, status=404)
    page.forms[0].submit("give", status=303).follow().mustcontain("L’accès est donné", "Noe", "Retirer")
    noe.get(DRAFT, status=200)
    noe.get(f"{DRAFT}/edit", status=403)
    noe.get("/bourse?words=brouillon&state=all").mustcontain(DRAFT)
    assert "noe@example.org" in mails()[-1].to and "Lit cette page" in mails()[-1].text
    assert sound(site) == []
    page = app.get(f"{DRAFT}/sharing").click("l’accès de Noe")
    page.mustcontain("Noe ne verra plus 1 page.")
    page.forms[0].submit("give", status=303).follow().mustcontain("L’accès est retiré", no=">Noe<")
    noe.get(DRAFT, status=404)
    app.get(f"{DRAFT}/history").mustcontain("a confié un rôle à Noe", "a mis fin au rôle de Noe", "lecteur ou lectrice")


def test_an_editor_changes_the_page(app, another_app, sign_in, site):
    a_draft(site)
    sign_in(app, "rose")
    giving(app, DRAFT, mail="noe@example.org", role="editor").forms[0].submit("give", status=303)
    sign_in(another_app(), "noe").get(f"{DRAFT}/edit", status=200)


def test_what_was_already_seen_is_said(app, sign_in, searchable):
    searchable()
    sign_in(app, "rose")
    giving(app, MISSION, mail="noe@example.org").mustcontain("noe@example.org voit déjà ces pages", no="Noe")


def test_one_goes_back_and_changes_the_answers(app, sign_in, site):
    a_draft(site)
    sign_in(app, "rose")
    page = giving(app, DRAFT, mail="noe@example.org", role="editor").forms[0].submit("change")
    assert (page.forms[0]["mail"].value, page.forms[0]["form-role"].value) == ("noe@example.org", "editor")


def test_dates_bound_an_access(app, another_app, sign_in, site):
    """From a day to a day; what it will show is counted for its first day."""
    a_draft(site)
    sign_in(app, "rose")
    form = app.get(f"{DRAFT}/sharing-new").forms[0]
    form["mail"] = "noe@example.org"
    tomorrow = now().date() + timedelta(days=1)
    form.set("date", tomorrow.isoformat(), 0)
    form.set("date", tomorrow.isoformat(), 1)
    form.submit("check").forms[0].submit("give", status=303).follow().mustcontain("À venir")
    sign_in(another_app(), "noe").get(DRAFT, status=404)
    with site() as tree:
        (grant,) = [grant for grant in tree.membership.own("noe") if grant.role == "reader"]
        assert (grant.since, grant.until) == (tomorrow, tomorrow)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({}, "Choisissez une personne, ou écrivez son adresse."),
        ({"mail": "noe"}, "prenom@exemple.fr"),
    ],
)
def test_bad_answers_are_told_and_nothing_is_given(app, sign_in, site, said, word):
    a_draft(site)
    sign_in(app, "rose")
    page = giving(app, DRAFT, **said)
    assert page.status_int == 422
    page.mustcontain(word)
    with site() as tree:
        assert tree.membership.people(find(tree, DRAFT).oid) == []


def test_answers_changed_on_the_way_are_refused(app, sign_in, site):
    """The page that checks sends plain fields: each is read again as if it were typed."""
    a_draft(site)
    sign_in(app, "rose")
    for said in ({"person": "hana"}, {"person": "remi", "role": "admin"}, {"person": "remi", "role": "manager"}, {"person": "remi"}):
        answers = {"csrf_token": app.csrf, "give": "yes", "mail": "", "role": "reader", "since": "", "until": "2001-01-01"} | said
        app.post(f"{DRAFT}/sharing-new", answers, status=422)
    with site() as tree:
        assert tree.membership.people(find(tree, DRAFT).oid) == []


# invitations --------------------------------------------------------------------------------------------------------------


def test_somebody_unknown_is_invited_accepts_and_reads(app, another_app, sign_in, site, mails, searchable):
    """Who is invited, sent again, accepted."""
    a_draft(site)
    searchable()
    sign_in(app, "rose")
    page = giving(app, DRAFT, mail="iris@example.org")
    page.mustcontain("Une invitation part par courriel", "verra 1 page de plus", no="Iris")
    page.forms[0].submit("give", status=303).follow().mustcontain("iris@example.org", "invitée par Rose", "Envoyer de nouveau")
    first = link_of(mails()[-1])
    again = next(form for form in app.get(f"{DRAFT}/sharing").forms.values() if "again" in form.fields)
    again.submit("again", status=303).follow().mustcontain("envoyée de nouveau")
    assert len([mail for mail in mails() if "iris@example.org" in mail.to]) == 2
    iris = sign_in(another_app(), "iris")
    iris.get(DRAFT, status=404)
    iris.get(first).forms[0].submit("accept", status=303)
    iris.get(DRAFT, status=200)
    app.get(f"{DRAFT}/sharing").mustcontain("a accepté le", "Acceptée", "Iris")
    assert sound(site) == []


def test_an_invitation_is_taken_back_and_one_that_lapsed_is_told(app, another_app, sign_in, site, mails, monkeypatch):
    a_draft(site)
    sign_in(app, "rose")
    giving(app, DRAFT, mail="neuve@example.com").forms[0].submit("give", status=303)
    link = link_of(mails()[-1])
    with monkeypatch.context() as patch:
        patch.setattr("mobee_pyr.requests.now", lambda: now() + timedelta(days=3))
        app.get(f"{DRAFT}/sharing").mustcontain("restée sans réponse", "Envoyer de nouveau")
        another_app().get(link, status=410).mustcontain("date de plus de deux jours")
    form = next(form for form in app.get(f"{DRAFT}/sharing").forms.values() if "take_back" in form.fields)
    form.submit("take_back", status=303).follow().mustcontain("est retirée", no="invitée par")
    another_app().get(link, status=410).mustcontain("a été retirée")
    app.post(f"{DRAFT}/sharing", {"csrf_token": app.csrf, "mail": "neuve@example.com", "role": "reader", "again": "yes"}, status=404)


def test_nobody_learns_of_accounts_elsewhere(app, sign_in, site, searchable):
    """Account elsewhere, in a dedicated network, or none at all: the page that checks says the same."""
    a_draft(site)
    searchable()
    sign_in(app, "rose")
    told = set()
    for mail in ("nobody@example.org", "iris@example.org", "hana@example.org", "ada@example.org"):
        told.add(re.sub(r'csrf_token" value="[^"]*"', "", giving(app, DRAFT, mail=mail).text.replace(mail, "X")))
    assert len(told) == 1


# private from here --------------------------------------------------------------------------------------------------------


def test_private_from_here_says_who_loses_sight(app, another_app, sign_in, site, searchable):
    """A company's page closed, then opened again: visitors and the people of the network are counted, and who stays is told."""
    searchable()
    sign_in(app, "rose")
    page = app.get(f"{STONES}/sharing").click("Rendre privé…")
    page.mustcontain("Toute personne, même sans compte, ne verra plus 3 pages.", "Les personnes qui ont un rôle ici")
    assert re.search(r"(\d+) personnes : jusqu’à 3 pages de moins", page.text).group(1) == "6", "quentin, noe, basile, max, lea, luc"
    another_app().get(MISSION, status=200)
    page.forms[0].submit("give", status=303).follow().mustcontain("La page est privée à partir d’ici")
    another_app().get(MISSION, status=404)
    sign_in(another_app(), "remi").get(MISSION, status=200)
    sign_in(another_app(), "lea").get(MISSION, status=404)
    page = app.get(f"{STONES}/sharing").click("Rouvrir…")
    page.mustcontain("Toute personne, même sans compte, verra 3 pages de plus.")
    page.forms[0].submit("give", status=303)
    another_app().get(MISSION, status=200)


def test_nobody_locks_themselves_out(app, sign_in, site):
    """A page that one looks after only because the network says so would be closed to oneself: refused, with what to do."""
    with site() as tree:
        a_role("manager", find(tree, STONES), "remi")
        text = packaged_text("mission")
        tree["culture"].overrides["workflow.mission"] = text.replace('"network.manager"]', '"network.manager", "authenticated"]')
    sign_in(app, "iris")
    app.get(f"{MISSION}/sharing-private").mustcontain("Vous ne pourriez plus ouvrir cette page vous-même", no="Rendre privé</button>")
    app.post(f"{MISSION}/sharing-private", {"csrf_token": app.csrf, "private": "yes"}, status=409)
    with site() as tree:
        assert not find(tree, MISSION).private


def test_two_who_press_the_same_button_do_it_once(app, sign_in, site):
    """The form says what it wants, not « the contrary of now »."""
    sign_in(app, "rose")
    form = app.get(f"{STONES}/sharing-private").forms[0]
    form.submit("give", status=303)
    form.submit("give", status=303)
    with site() as tree:
        assert find(tree, STONES).private


def test_a_network_is_opened_and_closed_on_its_own_form(app, sign_in):
    sign_in(app, "maud").get("/culture/sharing").mustcontain("À qui le réseau est ouvert", "/culture/people-groups", no="Rendre privé")
    app.get("/culture/sharing-private", status=404)


# what is told -------------------------------------------------------------------------------------------------------------


def test_what_comes_from_above_is_told_and_named_only_to_who_looks_after_it(app, another_app, sign_in, site):
    """Maud gave the whole organisation and the network to readers; Rose reads a figure of the network's."""
    with site() as tree:
        a_role("reader", find(tree, "/culture"), "luc")
        a_role("editor", find(tree, STONES), "noe")
    sign_in(app, "rose").get(f"{MISSION}/sharing").mustcontain(
        "Accès donnés plus haut : Pierres vivantes", "Noe", "1 personne ou groupe", no="Luc"
    )
    sign_in(another_app(), "maud").get(f"{MISSION}/sharing").mustcontain("Luc", "Noe", f"{STONES}/sharing")


def test_a_gate_above_is_told(app, sign_in, site):
    with site() as tree:
        set_private(find(tree, STONES), True)
    sign_in(app, "rose").get(f"{MISSION}/sharing").mustcontain("« Pierres vivantes » est privé")
    sign_in(app, "helene").get("/horizon/les-cadets/tutorat/sharing").mustcontain("« Horizon » n’est pas ouvert à tous")


def test_for_nobody_else(app, another_app, sign_in):
    pages = ("sharing", "sharing-new", "sharing-private", "sharing-end?person=rose&role=reader")
    for who in ("quentin", "remi", "lea", "iris", "basile", "helene"):
        browser = sign_in(another_app(), who)
        for page in pages[:3]:
            browser.get(f"{MISSION}/{page}", status=403)
        browser.get("/culture/people-groups", status=403)
        browser.post(
            f"{MISSION}/sharing-new",
            {"csrf_token": browser.csrf, "give": "yes", "mail": f"{who}@example.org", "role": "editor"},
            status=403,
        )
    for who in ("maud", "rose", "iris"):
        for page in pages:
            sign_in(another_app(), who).get(f"/horizon/les-cadets/tutorat/{page}", status=404)
    assert "/sign-in" in app.get(f"{MISSION}/sharing", status=303).location
    sign_in(app, "ada").get("/sharing", status=404)


@pytest.mark.parametrize(
    "query", ["", "?person=rose&role=referent", "?person=noe&role=reader", "?group=12&role=reader", "?group=x", "?person=hana&role=reader"]
)
def test_what_is_not_given_here_cannot_be_taken(app, sign_in, query):
    sign_in(app, "rose").get(f"{MISSION}/sharing-end{query}", status=404)


# groups -------------------------------------------------------------------------------------------------------------------


def a_group(app, name, *mails):
    """A group of Culture, made and filled in the browser; where it is."""
    form = next(form for form in app.get("/culture/people-groups").forms.values() if "name" in form.fields)
    form["name"] = name
    page = form.submit(status=303).follow()
    for mail in mails:
        form = next(form for form in page.forms.values() if "add" in form.fields)
        form["mail"] = f"{mail}@example.org"
        page = form.submit("add", status=303).follow()
    return page.request.path_qs


def test_a_page_is_given_to_a_group(app, another_app, sign_in, site, searchable):
    """All in it see it, whoever joins sees it, whoever leaves does not; its end is the end of its grants."""
    a_draft(site)
    searchable()
    sign_in(app, "maud")
    where = a_group(app, "Comité des dons", "noe", "luc")
    form = app.get(f"{DRAFT}/sharing").click("Donner un accès à un groupe").forms[0]
    form["group"] = where.rpartition("=")[2]
    page = form.submit("check")
    page.mustcontain("Comité des dons (2 personnes)", "2 personnes : jusqu’à 1 page de plus à lire.")
    page.forms[0].submit("give", status=303).follow().mustcontain("Comité des dons (2 personnes)")
    noe, lea = sign_in(another_app(), "noe"), sign_in(another_app(), "lea")
    noe.get(DRAFT, status=200)
    lea.get(DRAFT, status=404)
    page = app.get(where)
    page.mustcontain("Brouillon", "Lecteur ou lectrice")
    form = next(form for form in page.forms.values() if "add" in form.fields)
    form["mail"] = "lea@example.org"
    form.submit("add", status=303)
    lea.get(DRAFT, status=200)
    app.post(where, {"csrf_token": app.csrf, "remove": "noe"}, status=303)
    noe.get(DRAFT, status=404)
    assert sound(site) == []
    page = app.get(where).click("Dissoudre le groupe…")
    page.mustcontain("2 personnes : jusqu’à 1 page de moins à lire.", "Brouillon")
    page.forms[0].submit("give", status=303).follow().mustcontain("Le groupe est dissous", no="Comité des dons (")
    lea.get(DRAFT, status=404)
    with site() as tree:
        assert not tree.membership.groups.known and not tree.membership.groups.given and not tree.membership.groups.on
    assert sound(site) == []


def test_a_group_in_a_group_and_no_further(app, another_app, sign_in, site):
    a_draft(site)
    sign_in(app, "maud")
    inner, outer, third = (a_group(app, name, *people) for name, people in (("Dons", ["noe"]), ("Tous", []), ("Autres", [])))
    numbers = [where.rpartition("=")[2] for where in (inner, outer, third)]
    app.post(outer, {"csrf_token": app.csrf, "nest": "yes", "groups": numbers[0]}, status=303)
    with site() as tree:
        tree.membership.groups.grant(int(numbers[1]), Grant("reader", find(tree, DRAFT).oid))
    sign_in(another_app(), "noe").get(DRAFT, status=200)
    for where, number in ((third, numbers[1]), (inner, numbers[2]), (inner, numbers[1]), (outer, numbers[1])):
        page = app.post(where, {"csrf_token": app.csrf, "nest": "yes", "groups": number}, status=422)
        page.mustcontain("Un groupe qui en contient d’autres")
    assert sound(site) == []


def test_a_group_is_of_people_whom_the_network_knows(app, sign_in):
    """In the same words for whoever has no account, and with the way to invite them."""
    sign_in(app, "maud")
    where = a_group(app, "Comité")
    for mail in ("iris@example.org", "hana@example.org", "nobody@example.com"):
        page = app.post(where, {"csrf_token": app.csrf, "add": "yes", "mail": mail}, status=422)
        page.mustcontain("n’a pas encore de rôle dans ce réseau", "/culture/people-new?mail=", no=["Iris", "Hana"])


def test_a_group_belongs_to_one_network(app, another_app, sign_in, site):
    """M47: another network's manager finds it nowhere, and gives it nothing."""
    sign_in(app, "maud")
    where = a_group(app, "Comité", "noe")
    number = where.rpartition("=")[2]
    app.get(f"/sports/people-group?id={number}", status=404)
    helene = sign_in(another_app(), "helene")
    helene.get(f"/horizon/people-group?id={number}", status=404)
    helene.get("/horizon/people-groups").mustcontain(no="Comité")
    app.post("/culture/people-groups", {"csrf_token": app.csrf, "name": " comité "}, status=422).mustcontain("porte déjà ce nom")
    app.post("/culture/people-groups", {"csrf_token": app.csrf, "name": " "}, status=422).mustcontain("Donnez un nom")


def test_a_group_qualifies_and_gets_its_letters(app, another_app, sign_in, site, mails):
    """What a role opens and what it is told reach each person of the group."""
    sign_in(app, "maud")
    where = a_group(app, "Équipe de relecture", "noe")
    form = app.get("/culture/sharing-new?to=group").forms[0]
    form["group"], form["form-role"] = where.rpartition("=")[2], "qualifier"
    form.submit("check").forms[0].submit("give", status=303)
    sign_in(another_app(), "noe").get("/culture/qualification", status=200)
    with site() as tree:
        oid = find(tree, "/culture").oid
        assert set(tree.membership.holders("qualifier", oid, now().date())) == {"noe", "quentin"}


def test_trying_writes_nothing(app, sign_in, server, site, searchable):
    """What a change would do is asked of the tree and undone: no transaction is left of it, and no page that was kept goes."""
    a_draft(site)
    searchable()
    sign_in(app, "rose")
    pages = [f"{STONES}/sharing-private", f"{DRAFT}/sharing-private"]
    storage = database(server.registry).storage
    before = storage.lastTransaction()
    for page in pages:
        app.get(page).mustcontain("Ce que cela change")
    giving(app, DRAFT, mail="noe@example.org").mustcontain("verra 1 page de plus")
    assert storage.lastTransaction() == before
