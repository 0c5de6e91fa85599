"""The past of a page: read, compared, put back, undone; each for who may, and nothing erased (M32)."""

import pytest

from mobee_pyr.content import tree as trees
from mobee_pyr.content.journal import last
from mobee_pyr.content.qualification import Opinion
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import moving
from tests.builders import a_mission, a_role, an_act, an_application, fire

STONES = "/culture/pierres-vivantes"
PLAN = f"{STONES}/plan-de-la-nef"
OLD = "Relever la nef romane de l’église Saint-Philibert. Dessiner le plan au propre."
NEW = "Relever la nef gothique de l’église Saint-Philibert. Dessiner le plan au propre, à l’encre."


@pytest.fixture
def placed(site):
    with site() as tree:
        plan = find(tree, PLAN)
        plan.mode, plan.summary, plan.description = "online", "En bref.", OLD


def correct(browser, **answers):
    form = browser.get(f"{PLAN}/edit").forms["form"]
    for name, value in answers.items():
        form[name] = value
    return form.submit("save").follow()


def number(site, path=PLAN):
    with site() as tree:
        return last(find(tree, path).journal)


def test_the_history_says_which_words_went_and_which_came(app, sign_in, placed):
    """M32: for the eye and for the ear; a short answer as a whole."""
    correct(sign_in(app, "rose"), title="Le plan de la nef", description=NEW)
    page = app.get(f"{PLAN}/history")
    page.mustcontain(
        "supprimé :</span>romane </del>", "ajouté :</span>gothique </ins>", "<del>Plan de la nef</del>", "Le plan de la nef</ins>"
    )


def test_a_long_history_has_pages(app, sign_in, site, placed):
    with site() as tree:
        for day in range(1, 61):
            find(tree, PLAN).record("rose", "edited", schedule=[f"jour {day - 1}", f"jour {day}"])
    page = sign_in(app, "rose").get(f"{PLAN}/history")
    page.mustcontain("jour 60", "Page 1 sur 3", no="jour 20")
    page.click("Suivant", index=0).mustcontain("jour 30", no="jour 60")
    app.get(f"{PLAN}/history?page=99").mustcontain("a créé cette page")


def test_the_page_as_it_was_and_back_to_it(app, another_app, sign_in, site, placed):
    """M32: read under a banner, compared, put back after a look, as a new deed that can be undone in turn."""
    correct(sign_in(app, "rose"), title="Le plan", description=NEW)
    then = number(site)
    correct(app, title="Autre chose")
    page = app.get(f"{PLAN}/past?deed={then}")
    page.mustcontain("Vous lisez le passé", "« Le plan », tel que c’était", "Autre chose", "Ce qui a changé depuis")
    asked = page.click("Revenir à cette version")
    asked.mustcontain("Revenir à cette version ?", "Autre chose", "Tout le monde lit cette page")
    with site() as tree:
        assert find(tree, PLAN).title == "Autre chose", "looking changes nothing"
    done = asked.forms["form"].submit().follow()
    done.mustcontain("C’est remis comme avant", "Annuler ce changement")
    with site() as tree:
        plan = find(tree, PLAN)
        assert plan.title == "Le plan" and plan.journal[last(plan.journal)].details["back_to"] == then
    app.get(f"{PLAN}/history").mustcontain("a remis ce qui était écrit le")
    done.forms["undo"].submit().follow()
    with site() as tree:
        assert find(tree, PLAN).title == "Autre chose"
    app.get(f"{PLAN}/history").mustcontain("Annulé ensuite", "a annulé ce qui avait été fait le")
    another_app().get(f"{PLAN}/past?deed={then}", status=303)
    another_app().get(f"{PLAN}/revert?deed={then}", status=303)


def test_one_edit_is_taken_back_and_what_was_written_since_stays(app, sign_in, site, placed):
    correct(sign_in(app, "rose"), title="Le plan", description=NEW)
    first = number(site)
    correct(app, description="Bonjour. " + NEW, schedule="Le mardi")
    asked = app.get(f"{PLAN}/undo?deed={first}").follow()
    asked.mustcontain("Annuler ce changement ?", "Plan de la nef", "Ce qui a été écrit depuis reste")
    asked.forms["form"].submit().follow()
    with site() as tree:
        plan = find(tree, PLAN)
        assert (plan.title, plan.schedule) == ("Plan de la nef", "Le mardi") and plan.description == f"Bonjour. {OLD}"
    app.get(f"{PLAN}/undo?deed={first}").mustcontain("C’est déjà annulé.")


def test_what_somebody_wrote_since_at_the_same_place_is_not_taken_back(app, sign_in, site, placed):
    correct(sign_in(app, "rose"), title="Le plan")
    first = number(site)
    correct(app, title="Le beau plan")
    app.get(f"{PLAN}/revert?deed={first}&only=1").mustcontain(
        "ceci reste donc comme c’est", "Ce que vous demandez", "Il n’y a rien à changer"
    )


def test_an_old_version_keeps_to_the_rules_of_today(app, sign_in, site, placed):
    """Two people were accepted since for whom the old version has no place: the form says so, filled in, and saves once it is put right."""
    then = number(site)
    correct(sign_in(app, "rose"), places="5")
    with site() as tree:
        for who in ("noe", "lea", "luc"):
            an_application(find(tree, PLAN), by=who, state="accepted")
    page = app.get(f"{PLAN}/revert?deed={then}")
    refused = page.forms["form"].submit(status=422)
    refused.mustcontain("ne convient plus tel quel", "Bénévoles déjà acceptés : 3")
    refused.forms["form"]["places"] = "3"
    refused.forms["form"].submit("save", status=303)
    with site() as tree:
        assert find(tree, PLAN).places == 3


def test_a_page_that_changed_while_one_looked_is_shown_again(app, another_app, sign_in, site, placed):
    then = number(site)
    correct(sign_in(app, "rose"), title="Le plan")
    page = app.get(f"{PLAN}/revert?deed={then}")
    correct(sign_in(another_app(), "maud"), title="Le plan de Maud")
    again = page.forms["form"].submit(status=409)
    again.mustcontain("La page a changé depuis", "Le plan de Maud")
    again.forms["form"].submit(status=303)


def test_going_back_lets_a_first_opinion_fall_as_any_correction_does(app, sign_in, site, placed):
    """The same rules as for an edit: what waits to be qualified was agreed to as it stood."""
    with site() as tree:
        plan = a_mission(
            find(tree, STONES), "relire-un-bail", state="submitted", by="rose", mode="online", summary="En bref.", description="Au long."
        )
        plan.record("rose", "edited", title=["Relire", "Relire un bail"])
        plan.opinion = Opinion("quentin", plan.modified, "publish", "", ("quentin",))
        deed = last(plan.journal)
    sign_in(app, "maud").get(f"{STONES}/relire-un-bail/revert?deed={deed}&only=1").forms["form"].submit(status=303)
    with site() as tree:
        assert find(tree, f"{STONES}/relire-un-bail").opinion is None


# Undoing ------------------------------------------------------------------------------------------------------------------


def test_what_was_only_just_made_is_unmade_and_made_again(app, sign_in, site, placed):
    """Offered at once; it goes to the bin, from which whoever threw it there takes it back."""
    form = sign_in(app, "rose").get(f"{STONES}/programme-new").forms["form"]
    form["title"], form["summary"] = "Rouvrir l’église", "D’ici deux étés."
    page = form.submit("save").follow()
    page.forms["undo"].submit().follow().mustcontain("C’est annulé", no="Rouvrir l’église")
    with site() as tree:
        gone = next(iter(tree.bin.inside("programme")))
        oid, deed = gone.oid, last(gone.journal)
    asked = app.get(f"{STONES}/undo?of={oid}&deed={deed}")
    asked.mustcontain("sort de la corbeille")
    asked.forms["form"].submit().follow().mustcontain("Rouvrir l’église")
    with site() as tree:
        assert find(tree, f"{STONES}/rouvrir-l-eglise") is not None


def test_what_lies_in_the_bin_is_nobody_elses_business(app, another_app, sign_in, site, placed):
    """Neither a member, nor the référent of others, nor a visitor learns what was thrown away; the manager may take it back."""
    with site() as tree:
        a_mission(find(tree, STONES), "relire-un-bail", by="rose")
        node = find(tree, f"{STONES}/relire-un-bail")
        moving.delete(an_act(tree, "rose"), node)
        where = f"{STONES}/undo?of={node.oid}&deed={last(node.journal)}"
        elsewhere = f"/culture/atelier-du-sud/undo?of={node.oid}&deed={last(node.journal)}"
    another_app().get(where, status=404)
    sign_in(app, "noe").get(where, status=404)
    sign_in(another_app(), "basile").get(where, status=404)
    manager = sign_in(another_app(), "maud")
    manager.get(elsewhere, status=404)
    manager.get(where).forms["form"].submit(status=303)
    with site() as tree:
        assert find(tree, f"{STONES}/relire-un-bail") is not None


@pytest.mark.parametrize("page", ["past", "revert", "undo", "history", "working-copy", "working-copy-edit"])
@pytest.mark.parametrize("who", [None, "rose"])
def test_a_dedicated_network_has_no_past_for_outsiders(app, sign_in, page, who):
    browser = sign_in(app, who) if who else app
    hidden = browser.get(f"/horizon/les-cadets/tutorat/{page}?deed=0", status=404)
    nothing = browser.get(f"/nothing/les-cadets/tutorat/{page}?deed=0", status=404)
    assert hidden.text.replace("horizon", "nothing") == nothing.text


@pytest.mark.parametrize("deed", ["", "x", "-1", "99", "9" * 30, "%D9%A3"])
def test_a_deed_that_is_none_is_not_found(app, sign_in, placed, deed):
    sign_in(app, "rose")
    for page in ("past", "revert", "undo"):
        app.get(f"{PLAN}/{page}?deed={deed}", status=404)


def test_what_the_team_does_among_itself_has_no_page_for_others(app, sign_in, site, placed):
    with site() as tree:
        find(tree, PLAN).record("quentin", "claimed")
        deed = last(find(tree, PLAN).journal)
    sign_in(app, "rose").get(f"{PLAN}/undo?deed={deed}", status=404)


def test_a_decision_that_was_told_is_not_undone(app, sign_in, site, placed):
    with site() as tree:
        fire(find(tree, PLAN), "pause", by="rose", reason="Travaux.")
    page = sign_in(app, "rose").get(f"{PLAN}/undo?deed={number(site)}")
    page.mustcontain("Ce changement ne s’annule pas", "C’est déjà annoncé", no='csrf_token" value=""')
    app.post(f"{PLAN}/undo?deed={number(site)}", {"csrf_token": app.csrf}, status=409)
    app.get(f"{PLAN}/history").mustcontain("Ne s’annule pas. C’est déjà annoncé")
    with site() as tree:
        assert find(tree, PLAN).state == "paused"


def test_a_manager_undoes_a_move_of_somebody_else_and_every_link_still_leads_there(app, another_app, sign_in, site, placed):
    """Issue: edited by two at once, reverted, moved, binned and restored, with every link still right."""
    with site() as tree:
        a_role("manager", find(tree, "/culture"), "maud")
        applied = an_application(find(tree, PLAN), by="noe").oid
    slow, quick = (sign_in(browser, who).get(f"{PLAN}/edit").forms["form"] for browser, who in ((app, "rose"), (another_app(), "maud")))
    quick["schedule"] = "Le mardi"
    quick.submit("save", status=303)
    slow["title"] = "Le plan"
    slow.submit("save", status=303)
    app.get(f"{PLAN}/revert?deed={number(site)}&only=1").forms["form"].submit(status=303)
    with site() as tree:
        plan = find(tree, PLAN)
        trees.rename(plan, "le-plan", "rose")
        moving.move(an_act(tree, "rose"), plan, find(tree, "/culture/atelier-du-sud"))
        moving.delete(an_act(tree, "maud"), plan)
        moving.restore(an_act(tree, "maud"), plan)
        moved = next(number for number, deed in plan.journal.items() if deed.what == "moved")
    sign_in(app, "maud")
    app.get(f"/culture/atelier-du-sud/le-plan/undo?deed={moved}").forms["form"].submit(status=303)
    with site() as tree:
        plan = find(tree, f"{STONES}/le-plan")
        assert (plan.title, plan.schedule) == ("Plan de la nef", "Le mardi")
        assert tree.node(applied).__parent__ is plan and find(tree, f"{STONES}/le-plan/noe").oid == applied
    app.get(f"{STONES}/le-plan/history").mustcontain("a déplacé", "a mis à la corbeille", "Annulé ensuite")


def test_nobody_undoes_the_deed_of_another(app, sign_in, site, placed):
    with site() as tree:
        a_role("referent", find(tree, STONES), "remi")
        trees.rename(find(tree, PLAN), "le-plan", "rose")
    page = sign_in(app, "remi").get(f"{STONES}/le-plan/undo?deed={number(site, f'{STONES}/le-plan')}")
    page.mustcontain("Seule la personne qui l’a fait")
    app.get(f"{STONES}/le-plan/history").mustcontain(no="Annuler ce changement")
