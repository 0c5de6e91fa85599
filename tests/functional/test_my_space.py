"""My space: all that waits for one person and all that they began, under every role and in every network (M32, M35)."""

import re

from mobee_pyr.content.tree import find
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.todo import things_to_do
from mobee_pyr.workflows.validation import decide_step
from tests.builders import a_mission, a_pledge, a_role, an_act, an_application, fire, the_reader

ORGANISATION = "/culture/pierres-vivantes"
MISSION = f"{ORGANISATION}/plan-de-la-nef"


def waiting(page):
    """The links of the list of things to do."""
    part = page.text.partition('id="to-do"')[2].partition("</section>")[0]
    return re.findall(r'class="task-name" href="([^"]+)"', part)


def test_whoever_is_new_reads_how_to_begin(app, sign_in):
    sign_in(app, "iris")
    page = app.get("/my-space")
    page.mustcontain("Rien n’attend votre réponse", "candidater prend quelques minutes", "aucune organisation", "aucun réseau")
    page.mustcontain(no="Mes missions et besoins")


def test_signed_out_one_signs_in(app):
    assert app.get("/my-space", status=303).location.endswith("/sign-in?next=%2Fmy-space")


def test_an_application_wanders_from_list_to_list(app, another_app, site, sign_in):
    """M43: at each moment it stands with whoever must act, and with nobody else."""
    with site() as tree:
        workshop = find(tree, "/culture/atelier-du-sud")
        choice.choose(workshop, "manager_then_referent")
        an_application(find(tree, MISSION), by="lea", employer=workshop)
    people = {name: sign_in(another_app(), name) for name in ("lea", "max", "basile", "rose", "maud")}

    def lists():
        return {name: waiting(browser.get("/my-space")) for name, browser in people.items()}

    assert lists() == {"lea": [], "max": [f"{MISSION}/lea"], "basile": [], "rose": [], "maud": []}
    people["max"].get("/my-space").mustcontain("À valider", "Candidature de Lea", "Plan de la nef · Pierres vivantes", "depuis le")
    with site() as tree:
        decide_step(an_act(tree, "max"), find(tree, f"{MISSION}/lea"), True)
    assert lists()["basile"] == [f"{MISSION}/lea"] and not lists()["max"]
    with site() as tree:
        decide_step(an_act(tree, "basile"), find(tree, f"{MISSION}/lea"), True)
    assert lists() == {"lea": [], "max": [], "basile": [], "rose": [f"{MISSION}/lea"], "maud": []}
    people["rose"].get("/my-space").mustcontain("À décider")
    people["lea"].get("/my-space").mustcontain("En cours", "Plan de la nef", "Déposée")
    with site() as tree:
        fire(find(tree, f"{MISSION}/lea"), "accept", "rose")
    assert not any(lists().values())


def test_each_thing_to_do_leads_to_its_page_in_one_tap(app, another_app, site, sign_in):
    """To qualify, to complete, to decide, to confirm, to close: grouped by what is asked."""
    with site() as tree:
        body = find(tree, ORGANISATION)
        a_mission(body, "a-relire", state="submitted", by="rose")
        a_mission(body, "a-completer", state="to_complete", by="rose")
        a_mission(body, "a-clore", state="ended", by="rose")
        need = find(tree, f"{ORGANISATION}/cent-affiches")
        pledge = a_pledge(need, by="basile", employer=find(tree, "/culture/atelier-du-sud"), state="delivered")
        path = f"{ORGANISATION}/cent-affiches/{pledge.__name__}"
    rose = sign_in(app, "rose").get("/my-space")
    rose.mustcontain("À compléter", "À confirmer ou à clore", "Promesse : 1 (Atelier du sud)")
    assert set(waiting(rose)) == {f"{ORGANISATION}/a-completer", f"{ORGANISATION}/a-clore/close", path}
    for href in waiting(rose):
        if href.count("/") > 3:
            app.get(href)
    quentin = sign_in(another_app(), "quentin").get("/my-space")
    quentin.mustcontain("À qualifier")
    assert waiting(quentin) == [f"{ORGANISATION}/a-relire/qualify"]


def test_several_roles_and_networks_stand_on_one_page_with_a_filter(app, site, sign_in):
    with site() as tree:
        a_role("member", find(tree, "/horizon/fondation-horizon"), "rose")
        an_application(find(tree, "/horizon/les-cadets/tutorat"), by="rose")
    sign_in(app, "rose")
    page = app.get("/my-space")
    page.mustcontain(
        "Tous mes réseaux", "Culture", "Horizon", "Fondation horizon", "Pierres vivantes", "référent", "réseau dédié", "Tutorat"
    )
    page.mustcontain("Tutorat")
    only = app.get("/my-space?network=horizon")
    only.mustcontain("Tutorat", "Fondation horizon", no="Pierres vivantes")
    sign_in(app, "lea")
    app.get("/my-space").mustcontain(no=["Tous mes réseaux", "Horizon"])


def test_a_long_list_is_cut_and_shown_whole_on_its_own_page(app, site, sign_in):
    with site() as tree:
        for number in range(9):
            an_application(find(tree, MISSION), by=f"volontaire-{number}")
    sign_in(app, "rose")
    page = app.get("/my-space")
    assert len(waiting(page)) == 6
    whole = page.click("Tout voir", href="to-do")
    assert len(waiting(whole)) == 9
    with site() as tree:
        assert len(list(things_to_do(the_reader(tree, "rose")))) == 9
    app.get("/my-space/no-such-list", status=404)


def test_a_referent_sees_the_missions_of_the_organisation_by_state(app, site, sign_in):
    """M35: what is under way first, the past on its own page, hours in sum."""
    with site() as tree:
        body = find(tree, ORGANISATION)
        a_mission(body, "en-preparation", state="draft", by="rose")
        done = a_mission(body, "terminee", state="closed", by="rose")
        an_application(done, by="noe", state="completed", hours=6.5)
        an_application(find(tree, MISSION), by="noe")
    sign_in(app, "rose")
    page = app.get("/my-space")
    page.mustcontain("Mes missions et besoins", "Brouillon", "En preparation", "1 réponse à traiter", "heures reçues", "6,5", no="Terminee")
    page.click("Toutes, même terminées").mustcontain("Terminee", "Réalisée")
    sign_in(app, "noe")
    app.get("/my-space").mustcontain("heures données", "6,5", "mission accomplie", "Passées", no="Mes missions et besoins")


def test_ones_own_request_does_not_wait_for_oneself(app, another_app, site, sign_in):
    """A manager who also leads an organisation does not qualify what she wrote: the others of her team do."""
    with site() as tree:
        a_role("referent", find(tree, ORGANISATION), "maud")
        a_mission(find(tree, ORGANISATION), "de-maud", state="submitted", by="maud")
    page = sign_in(app, "maud").get("/my-space")
    assert waiting(page) == []
    page.mustcontain("De maud", no='<span class="count">1</span><span class="visually-hidden">')
    assert waiting(sign_in(another_app(), "quentin").get("/my-space")) == [f"{ORGANISATION}/de-maud/qualify"]
