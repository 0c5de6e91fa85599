"""*Why can she see this?*, for those who look after the roles: a path in words, and no word about strangers (DESIGN §3)."""

import re
from datetime import date, timedelta

import pytest

from mobee_pyr.content.membership import Grant
from mobee_pyr.content.tree import find, set_private
from tests.builders import a_mission, a_person, a_role, an_application

STONES = "/culture/pierres-vivantes"
MISSION = f"{STONES}/plan-de-la-nef"


def steps(page):
    """Each step of the path: how it stands, and its title."""
    return [
        (state, re.sub(r"<.*", "", title))
        for state, title in re.findall(r'class="track-step is-(\w+)".*?track-title">(.*?)</p>', page.text, re.S)
    ]


def answer(page):
    """The sentence that answers."""
    return re.search(r'<h2 id="answer"[^>]*>([^<]*)</h2>', page.text).group(1)


def test_before_the_question_there_is_no_answer(app, sign_in):
    sign_in(app, "rose").get(f"{MISSION}/why").mustcontain("Demander pourquoi", "Une personne sans compte", no='id="answer"')


def test_yes_through_a_role(app, sign_in):
    page = sign_in(app, "rose").get(f"{MISSION}/why?person=rose&permission=edit")
    assert answer(page) == "Oui : Rose peut modifier la page."
    assert steps(page) == [
        ("done", "Rien ne ferme le chemin"),
        ("done", "La page est dans l’état « Ouverte aux candidatures »"),
        ("done", "Cette personne en fait partie"),
    ]
    page.mustcontain("référent ou référente de « Pierres vivantes »", "Peuvent alors modifier la page : le référent de l’organisation")


def test_no_and_what_would_do(app, sign_in):
    page = sign_in(app, "rose").get(f"{MISSION}/why?person=remi&permission=edit")
    assert answer(page) == "Non : Remi ne peut pas modifier la page."
    assert steps(page)[-1] == ("refused", "Cette personne n’en fait pas partie")


def test_a_visitor_reads_what_is_published(app, sign_in):
    page = sign_in(app, "rose").get(f"{MISSION}/why?person=visitor")
    assert answer(page) == "Oui : une personne sans compte peut lire la page."
    page.mustcontain("comme tout le monde")


def test_a_gate_that_is_closed_and_one_that_is_open(app, sign_in, site):
    with site() as tree:
        set_private(find(tree, STONES), True)
    page = sign_in(app, "maud").get(f"{MISSION}/why?person=quentin")
    assert answer(page) == "Non : Quentin ne peut pas lire la page."
    assert steps(page)[0] == ("refused", "« Pierres vivantes » n’est pas ouvert à tout le monde")
    page = app.get(f"{MISSION}/why?person=rose")
    assert steps(page)[0] == ("done", "« Pierres vivantes » n’est pas ouvert à tout le monde") and answer(page).startswith("Oui")


def test_a_dedicated_network_is_a_gate(app, sign_in):
    page = sign_in(app, "helene").get("/horizon/les-cadets/tutorat/why?mail=hana@example.org")
    assert steps(page)[0] == ("done", "« Horizon » n’est pas ouvert à tout le monde")
    assert answer(page) == "Oui : hana@example.org peut lire la page."


def test_who_applied_keeps_sight_for_good(app, sign_in, site):
    with site() as tree:
        a_role("member", find(tree, STONES), "lea")
        an_application(find(tree, MISSION), "lea")
        find(tree, MISSION).state = "cancelled"
    page = sign_in(app, "rose").get(f"{MISSION}/why?person=lea")
    assert answer(page) == "Oui : Lea peut lire la page."
    assert steps(page)[0] == ("done", "Cette personne a répondu à cette demande")


def test_a_role_that_begins_later_is_told(app, sign_in, site):
    with site() as tree:
        a_role("referent", find(tree, STONES), "rita", since=date.today() + timedelta(days=40))
        a_role("referent", find(tree, STONES), "remi", until=date.today() - timedelta(days=40))
    page = sign_in(app, "rose").get(f"{STONES}/why?person=rita&permission=edit")
    page.mustcontain("Non : Rita", "référent ou référente de « Pierres vivantes », à partir du")
    app.get(f"{STONES}/why?person=remi&permission=edit").mustcontain(
        "Non : Remi", "référent ou référente de « Pierres vivantes », jusqu’au"
    )


def test_a_blocked_account_is_told(app, sign_in, site):
    with site() as tree:
        a_person(tree, "remi").blocked = True
    sign_in(app, "rose").get(f"{MISSION}/why?person=remi&permission=apply").mustcontain("Non : Remi", "Ce compte est bloqué")


@pytest.mark.parametrize("permission", ["view", "edit", "history"])
def test_a_stranger_to_the_network_is_answered_like_nobody_at_all(app, sign_in, permission):
    """Account elsewhere, in a dedicated network, the site's own, or none at all: the same bytes but for the address."""
    sign_in(app, "rose")
    asked = ("nobody@example.org", "iris@example.org", "hana@example.org", "ada@example.org")
    pages = {mail: app.get(f"{MISSION}/why?mail={mail}&permission={permission}").text for mail in asked}
    same = {
        re.sub(r"mail=[^&]*&", "mail=&", text.replace(mail, "X").replace(mail.replace("@", "%40"), "X")) for mail, text in pages.items()
    }
    assert len(same) == 1
    assert "n’a pas de rôle dans ce réseau" in same.pop()


def test_somebody_of_the_network_is_not_named_to_who_does_not_look_after_them(app, sign_in):
    """Rose learns nothing of Luc's name; Maud, who runs the network but not his organisation's roles, finds him by his address."""
    page = sign_in(app, "rose").get(f"{MISSION}/why?mail=luc@example.org&permission=edit")
    page.mustcontain("Non : luc@example.org", no=['<option value="luc"', "n’a pas de rôle dans ce réseau", "Luc"])
    names = re.findall(r'<option value="([^"]+)"', page.text)
    assert {"rose", "remi"} <= set(names) and not {"lea", "luc", "basile", "noe", "quentin", "hana"} & set(names)


def test_an_address_is_asked_for_politely(app, sign_in):
    page = sign_in(app, "rose").get(f"{MISSION}/why?mail=rose", status=422)
    page.mustcontain("prenom@exemple.fr", no='id="answer"')


def test_names_and_permissions_that_do_not_exist_ask_again(app, sign_in):
    sign_in(app, "rose").get(f"{MISSION}/why?person=quentin&permission=fly", status=200).mustcontain(no='id="answer"')


def test_the_path_is_followed_from_each_kind_of_page(app, sign_in, site):
    with site() as tree:
        a_mission(find(tree, STONES), "brouillon", "draft", by="rose")
    sign_in(app, "maud")
    for place in ("/culture", STONES, MISSION, f"{STONES}/cent-affiches", f"{STONES}/brouillon"):
        app.get(f"{place}/why?person=maud&permission=history").mustcontain("Oui : Maud peut lire l’historique.", "de « Culture »")
        app.get(f"{place}/history").mustcontain(f'href="{place}/why"')


def test_the_site_is_answered_to_who_runs_it(app, sign_in):
    sign_in(app, "ada").get("/why?mail=ada@example.org&permission=administer").mustcontain("Oui : ada@example.org peut administrer.")
    app.get("/why?mail=iris@example.org&permission=administer").mustcontain("Non : iris@example.org")


# repairing ----------------------------------------------------------------------------------------------------------------


def repairs(page):
    """(text, where) of each way to make it a yes."""
    part = page.text.partition("Pour que ce soit oui")[2].partition("</ul>")[0]
    return [(text, where.replace("&amp;", "&")) for where, text in re.findall(r'<a class="task-name" href="([^"]*)">([^<]*)</a>', part)]


def test_a_company_s_manager_finds_out_why_and_repairs_it(app, another_app, sign_in, site):
    """M47: her employee cannot see a page; the path says why, the link is filled in, and the employee sees it."""
    with site() as tree:
        set_private(find(tree, "/horizon/les-cadets"), True)
    hana = sign_in(another_app(), "hana")
    hana.get("/horizon/les-cadets/tutorat", status=404)
    page = sign_in(app, "helene").get("/horizon/les-cadets/tutorat/why?mail=hana@example.org")
    assert answer(page) == "Non : hana@example.org ne peut pas lire la page."
    page.mustcontain("Elle y entre comme membre de « Fondation horizon ».")
    assert steps(page)[:2] == [
        ("done", "« Horizon » n’est pas ouvert à tout le monde"),
        ("refused", "« Les cadets » n’est pas ouvert à tout le monde"),
    ]
    text, where = repairs(page)[0]
    assert text == "Lui donner un accès à cette page seulement : lecteur ou lectrice"
    form = app.get(where).forms[0]
    assert form["form-role"].value == "reader"
    if not form["person"].value:
        form["mail"] = "hana@example.org"
    form.submit("check").forms[0].submit("give", status=303)
    hana.get("/horizon/les-cadets/tutorat", status=200)
    app.get("/horizon/les-cadets/tutorat/why?mail=hana@example.org").mustcontain("Oui : ", no="Pour que ce soit oui")


def test_a_page_that_was_made_private_may_be_opened_again(app, another_app, sign_in, site):
    """M47: offered where nothing else is in the way, to whoever may do it; for a visitor too."""
    with site() as tree:
        set_private(find(tree, STONES), True)
    reopen = ("Rouvrir « Pierres vivantes », qui a été rendue privée", f"{STONES}/sharing-private")
    maud = sign_in(app, "maud")
    for asked in ("mail=quentin@example.org", "person=visitor"):
        assert reopen in repairs(maud.get(f"{MISSION}/why?{asked}"))
    for asked in ("mail=quentin@example.org&permission=edit", "mail=rose@example.org"):
        maud.get(f"{MISSION}/why?{asked}").mustcontain(no="qui a été rendue privée")
    maud.get(f"{STONES}/sharing-private").forms[0].submit("give", status=303)
    another_app().get(MISSION, status=200)


def test_only_ways_that_lead_there_and_that_one_may_take(app, another_app, sign_in):
    """Rose gives the roles of her organisation; those of the network are Maud's to give."""
    ways = [text for text, _where in repairs(sign_in(app, "rose").get(f"{MISSION}/why?person=remi&permission=edit"))]
    assert ways == [
        "Lui donner un accès à cette page seulement : rédacteur ou rédactrice",
        "Lui confier un rôle : référent ou référente de « Pierres vivantes »",
    ]
    ways = [text for text, _where in repairs(sign_in(another_app(), "maud").get(f"{MISSION}/why?person=quentin&permission=people"))]
    assert ways == [
        "Lui confier un rôle : référent ou référente de « Pierres vivantes »",
        "Lui confier un rôle : responsable de « Culture »",
    ]


def test_a_role_to_come_is_brought_forward(app, sign_in, site):
    with site() as tree:
        a_role("referent", find(tree, STONES), "rita", since=date.today() + timedelta(days=40))
    page = sign_in(app, "rose").get(f"{STONES}/why?person=rita&permission=edit")
    text, where = repairs(page)[0]
    assert text.startswith("Avancer le début de son rôle") and where == f"{STONES}/role-edit?who=rita&role=referent"


def test_a_state_in_which_nobody_may_is_told(app, sign_in, site):
    with site() as tree:
        find(tree, MISSION).state = "closed"
    page = sign_in(app, "rose").get(f"{MISSION}/why?person=remi&permission=apply")
    page.mustcontain("Non : Remi", "Aucun rôle que vous puissiez confier ne le permet dans l’état")


def test_a_group_is_part_of_the_path(app, sign_in, site):
    """« lecteur ou lectrice de « Brouillon », par le groupe « Comité » »."""
    with site() as tree:
        draft = a_mission(find(tree, STONES), "brouillon", "draft", by="rose")
        groups = tree.membership.own_groups()
        number = groups.make(find(tree, "/culture").oid, "Comité")
        groups.change(number, "Comité", ("noe",), ())
        groups.grant(number, Grant("reader", draft.oid))
    page = sign_in(app, "maud").get(f"{STONES}/brouillon/why?person=noe")
    page.mustcontain("Oui : Noe", "lecteur ou lectrice de « Brouillon », par le groupe « Comité »", f"{STONES}/brouillon/see-as?person=noe")


def test_for_nobody_else(app, another_app, sign_in):
    for who in ("quentin", "remi", "lea", "iris", "basile", "helene"):
        browser = sign_in(another_app(), who)
        browser.get(f"{MISSION}/why?person=rose", status=403)
        browser.get("/why", status=403)
    assert "/sign-in" in app.get(f"{MISSION}/why", status=303).location
    for who in ("maud", "rose", "iris"):
        sign_in(another_app(), who).get("/horizon/les-cadets/tutorat/why", status=404)
    app.get("/horizon/les-cadets/tutorat/why", status=404)
