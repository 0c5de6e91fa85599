"""A page is prepared aside while it stays as it is; put in place when ready, or given up (M32)."""

import pytest

from mobee_pyr.content.tree import find
from tests.builders import a_role

STONES = "/culture/pierres-vivantes"
PLAN = f"{STONES}/plan-de-la-nef"


@pytest.fixture
def placed(site):
    with site() as tree:
        plan = find(tree, PLAN)
        plan.mode, plan.summary, plan.description = "online", "En bref.", "Au long."
        a_role("referent", find(tree, STONES), "remi")


def begun(browser, **answers):
    form = browser.get(f"{PLAN}/edit").click("Préparer une copie de travail").forms["form"].submit("begin").follow().forms["form"]
    for name, value in answers.items():
        form[name] = value
    return form.submit("save").follow()


def test_what_is_prepared_aside_is_read_by_nobody_until_it_is_put_in_place(app, another_app, sign_in, site, placed):
    page = begun(sign_in(app, "rose"), title="Le grand plan", days="2,5")
    page.mustcontain(
        "Copie de travail de « Plan de la nef »", "La page n’a pas changé", "Le grand plan</ins>", "La page telle qu’elle sera"
    )
    another_app().get(PLAN).mustcontain("Plan de la nef", no="Le grand plan")
    form = page.click("Continuer à écrire").forms["form"]
    assert (form["title"].value, form["days"].value) == ("Le grand plan", "2,5")
    form["schedule"] = "Le mardi"
    done = form.submit("save").follow().forms["form"].submit("put").follow()
    done.mustcontain("C’est en place", "Annuler ce changement", "Le grand plan")
    with site() as tree:
        plan = find(tree, PLAN)
        assert (plan.title, plan.schedule, plan.days, plan.aside) == ("Le grand plan", "Le mardi", 2.5, None)
        assert next(plan.deeds()).details["title"] == ["Plan de la nef", "Le grand plan"]


def test_one_at_a_time_and_the_others_read_who(app, another_app, sign_in, site, placed):
    begun(sign_in(app, "rose"), title="Le grand plan")
    other = sign_in(another_app(), "remi")
    other.get(f"{PLAN}/edit").mustcontain("Rose prépare une nouvelle version de cette page")
    page = other.get(f"{PLAN}/working-copy")
    page.mustcontain("Une seule personne à la fois", no=["Mettre en place", "Continuer à écrire"])
    other.post(f"{PLAN}/working-copy", {"begin": "yes", "csrf_token": other.csrf}).follow().mustcontain("Rose prépare déjà")
    other.post(f"{PLAN}/working-copy", {"put": "yes", "csrf_token": other.csrf}, status=303)
    other.get(f"{PLAN}/working-copy-edit", status=303)
    with site() as tree:
        assert find(tree, PLAN).title == "Plan de la nef" and find(tree, PLAN).aside.who == "rose"
    asked = page.click("Abandonner la copie")
    asked.mustcontain("sera perdu")
    asked.forms["form"].submit("drop").follow().mustcontain("abandonnée")
    app.get(f"{PLAN}/working-copy-edit").follow().mustcontain("Commencer une copie de travail")
    app.get(f"{PLAN}/history").mustcontain("a abandonné une copie de travail", "a commencé une copie de travail", no="Le grand plan")


def test_what_others_corrected_meanwhile_meets_it(app, another_app, sign_in, site, placed):
    """What only they touched stays; what both did is chosen."""
    page = begun(sign_in(app, "rose"), title="Le grand plan", days="2")
    quick = sign_in(another_app(), "maud").get(f"{PLAN}/edit").forms["form"]
    quick["title"], quick["summary"] = "Le plan de Maud", "En un mot."
    quick.submit("save", status=303)
    shown = app.get(f"{PLAN}/working-copy")
    shown.mustcontain("Quelqu’un d’autre a changé aussi : Ce que vous demandez", "En un mot.", no="En bref.")
    met = page.forms["form"].submit("put", status=409)
    met.mustcontain("Le grand plan", "Le plan de Maud", "En une phrase")
    met.forms["form"]["take-title"] = "mine"
    met.forms["form"].submit("save").follow().mustcontain("C’est en place", "Quelqu’un d’autre a changé entre-temps : En une phrase")
    with site() as tree:
        plan = find(tree, PLAN)
        assert (plan.title, plan.summary, plan.days, plan.aside) == ("Le grand plan", "En un mot.", 2, None)


def test_what_no_longer_fits_is_put_right_first(app, sign_in, site, placed):
    page = begun(sign_in(app, "rose"), places="1")
    with site() as tree:
        find(tree, PLAN).places_taken = 2
    page.forms["form"].submit("put").follow().mustcontain("Une réponse ne convient plus")
    with site() as tree:
        assert find(tree, PLAN).aside is not None and find(tree, PLAN).places == 2


def test_a_copy_of_a_page_begins_without_it_and_who_may_not_correct_has_none(app, sign_in, site, placed):
    sign_in(app, "noe").get(f"{PLAN}/working-copy", status=403)
    app.post(f"{PLAN}/working-copy", {"begin": "yes", "csrf_token": app.csrf}, status=403)
    with site() as tree:
        assert "aside" in find(tree, PLAN).traces and find(tree, STONES).aside is None
    sign_in(app, "rose").get(f"{PLAN}/noe/working-copy", status=404)
