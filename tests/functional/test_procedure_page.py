"""Choosing who agrees before a member's application leaves: seen step by step, for the applications to come."""

import pytest

from mobee_pyr.content.tree import find
from mobee_pyr.workflows.procedures import choice
from tests.builders import a_role, an_application

STONES, WORKSHOP = "/culture/pierres-vivantes", "/culture/atelier-du-sud"
PLAN = f"{STONES}/plan-de-la-nef"


def chosen(tree):
    held = choice.own(find(tree, WORKSHOP), "application").stages
    return next(name for name, made in choice.ready("application").items() if made.procedure.stages == held)


def test_a_procedure_is_chosen_and_tracks_that_are_laid_stay(app, sign_in, site):
    """M43, M50: it counts for the applications to come."""
    with site() as tree:
        laid = an_application(find(tree, PLAN), by="luc", employer=find(tree, WORKSHOP))
        assert [step.role for step in laid.track] == ["employer.referent"]
    page = sign_in(app, "basile").get(f"{WORKSHOP}/procedure")
    page.mustcontain("Aucune validation", "Un membre candidate", "gardent leurs étapes", "Basile", "la personne que chaque membre a nommée")
    form = page.forms[0]
    assert form["procedure"].value == "referent"
    form["procedure"] = "manager_then_referent"
    form.submit().follow().mustcontain("La procédure est enregistrée")
    with site() as tree:
        assert [step.role for step in find(tree, f"{PLAN}/luc").track] == ["employer.referent"]
        new = an_application(find(tree, PLAN), by="lea", employer=find(tree, WORKSHOP))
        assert [(step.role, step.person) for step in new.track] == [("employer.manager", "max"), ("employer.referent", None)]
    app.get(f"{WORKSHOP}/history").mustcontain("Validation", "Le ou la responsable hiérarchique, puis le référent")


def test_what_a_step_lacks_is_said_before_it_is_chosen(app, sign_in, site):
    """Rose is alone, and nobody leads a team: two procedures would not do what they say."""
    page = sign_in(app, "rose").get(f"{STONES}/procedure")
    page.mustcontain("Une seule personne est référente", "cette étape est sautée")
    with site() as tree:
        a_role("referent", find(tree, STONES), "iris")
        a_role("manager", find(tree, STONES), "remi")
    app.get(f"{STONES}/procedure").mustcontain("Iris, Rose", "Remi", no=["Une seule personne", "est sautée"])


def test_an_unknown_procedure_is_refused(app, sign_in, site):
    form = sign_in(app, "basile").get(f"{WORKSHOP}/procedure").forms[0]
    form["procedure"].force_value("whatever")
    form.submit(status=422).mustcontain("Choisissez une procédure de la liste.")
    with site() as tree:
        assert chosen(tree) == "referent"


def test_a_procedure_that_another_changed_meanwhile_is_shown_first(app, another_app, sign_in, site):
    slow, quick = (
        sign_in(browser, who).get(f"{WORKSHOP}/procedure").forms[0] for browser, who in ((app, "basile"), (another_app(), "maud"))
    )
    quick["procedure"], slow["procedure"] = "none", "manager_then_referent"
    quick.submit(status=303)
    page = slow.submit(status=409)
    page.mustcontain("a changé pendant que vous écriviez", "Maud", "Aucune validation")
    assert page.forms[0]["procedure"].value == "manager_then_referent"
    page.forms[0].submit(status=303)
    with site() as tree:
        assert chosen(tree) == "manager_then_referent"


@pytest.mark.parametrize("who", ["lea", "max", "iris", "quentin"])
def test_who_may_not_choose_is_told_so(app, sign_in, who):
    sign_in(app, who).get(f"{WORKSHOP}/procedure", status=403)
    app.post(f"{WORKSHOP}/procedure", {"procedure": "none", "csrf_token": app.csrf}, status=403)
