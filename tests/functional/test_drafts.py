"""What is being typed is kept for whoever types it, offered, never put in silently, and gone once it is saved (M32)."""

from datetime import timedelta

import pytest

from mobee_pyr.content import drafts
from mobee_pyr.content.node import now
from mobee_pyr.content.person import by_id
from mobee_pyr.content.tree import find
from tests.builders import NOW, a_person, a_role, a_site

STONES = "/culture/pierres-vivantes"
PLAN = f"{STONES}/plan-de-la-nef"


@pytest.fixture
def placed(site):
    with site() as tree:
        plan = find(tree, PLAN)
        plan.mode, plan.summary, plan.description = "online", "En bref.", "Au long."


def typed(browser, path, page="edit", query="", **answers):
    """What the script sends: the form as it is filled in so far, and the name by which the page calls its draft."""
    found = browser.get(f"{path}/{page}{query}")
    form = found.forms["form"]
    for name, value in answers.items():
        form[name] = value
    fields = [(name, value) for name, value in form.submit_fields() if isinstance(value, str)]
    return browser.post(f"{path}/draft", [*fields, ("form", found.html.find(attrs={"data-draft": True})["data-form"])])


def test_a_draft_is_offered_taken_up_and_gone_when_saved(app, sign_in, site, placed):
    answer = typed(sign_in(app, "rose"), PLAN, title="Un plan à moitié", places="beaucoup")
    assert answer.json["said"].startswith("Brouillon gardé à ")
    page = app.get(f"{PLAN}/edit")
    page.mustcontain("Vous aviez commencé à écrire", no="Un plan à moitié")
    taken = page.click("Reprendre ce brouillon")
    taken.mustcontain("Voici votre brouillon du")
    form = taken.forms["form"]
    assert (form["title"].value, form["places"].value) == ("Un plan à moitié", "beaucoup"), "right or not, it is what was typed"
    with site() as tree:
        assert find(tree, PLAN).title == "Plan de la nef"
    form["places"] = "3"
    form.submit("save", status=303)
    app.get(f"{PLAN}/edit").mustcontain(no="Vous aviez commencé")
    with site() as tree:
        assert find(tree, PLAN).title == "Un plan à moitié" and not by_id(tree, "rose").drafts


def test_a_draft_taken_up_late_meets_what_was_saved_since(app, another_app, sign_in, site, placed):
    """It began where its form began: nothing of others is overwritten by it."""
    typed(sign_in(app, "rose"), PLAN, summary="Les mots de Rose.")
    quick = sign_in(another_app(), "maud").get(f"{PLAN}/edit").forms["form"]
    quick["summary"] = "Les mots de Maud."
    quick.submit("save", status=303)
    app.get(f"{PLAN}/edit?draft=1").forms["form"].submit("save", status=409).mustcontain("Les mots de Maud.", "Les mots de Rose.")


def test_a_draft_is_nobody_elses(app, another_app, sign_in, site, placed):
    with site() as tree:
        a_role("referent", find(tree, STONES), "remi")
    typed(sign_in(app, "rose"), PLAN, title="Un plan à moitié")
    other = sign_in(another_app(), "remi")
    other.get(f"{PLAN}/edit").mustcontain(no=["Vous aviez commencé", "à moitié"])
    other.get(f"{PLAN}/edit?draft=1").mustcontain(no="à moitié")
    app.get(f"{PLAN}/history").mustcontain(no="à moitié")


def test_something_new_that_was_begun_is_found_again_whatever_its_kind(app, sign_in, placed):
    typed(sign_in(app, "rose"), STONES, "need-new", "?means=goods", title="Cent chaises", unit="chaises")
    page = app.get(f"{STONES}/need-new").click("Reprendre ce brouillon")
    assert page.forms["form"]["title"].value == "Cent chaises" and page.forms["form"]["unit"].value == "chaises"
    typed(app, STONES, "mission-new", title="Une mission à moitié")
    page = app.get(f"{STONES}/mission-new")
    page.forms[0].submit("drop").follow().mustcontain("Le brouillon est effacé", no="Vous aviez commencé")


def test_each_kind_of_publication_has_its_draft(app, sign_in, site):
    """M32: begun, left, found again, saved; a file that was chosen is chosen again."""
    sign_in(app, "maud")
    kept = {kind: typed(app, "/culture", "publication-new", f"?kind={kind}", title=f"Une {kind}") for kind in ("news", "page")}
    assert all(answer.json["said"].startswith("Brouillon gardé à ") for answer in kept.values())
    app.get("/culture/publication-new?kind=section").mustcontain(no="Vous aviez commencé")
    page = app.get("/culture/publication-new?kind=news").click("Reprendre ce brouillon")
    page.mustcontain("Voici votre brouillon du")
    assert page.forms["form"]["title"].value == "Une news"
    page.forms["form"]["summary"] = "Du neuf."
    page.forms["form"].submit("save", status=303)
    app.get("/culture/publication-new?kind=news").mustcontain(no="Vous aviez commencé")
    page = app.get("/culture/publication-new?kind=page")
    page.forms[0].submit("drop").follow().mustcontain("Le brouillon est effacé", "Ajouter une page", no="Vous aviez commencé")


def test_what_a_volunteer_began_to_say_is_not_lost(app, sign_in, site, placed):
    """M42: typed on a phone, gone on with later; sent, the draft is gone."""
    typed(sign_in(app, "noe"), PLAN, "apply", motivation="Je dessine depuis vingt ans.")
    form = app.get(f"{PLAN}/apply").click("Reprendre ce brouillon").forms["form"]
    assert form["motivation"].value == "Je dessine depuis vingt ans."
    form.submit("check").forms[0].submit("send").follow().mustcontain("Candidature envoyée")
    with site() as tree:
        assert not by_id(tree, "noe").drafts


def test_who_may_not_open_a_form_keeps_nothing(app, another_app, sign_in, site, placed):
    """Nor for a page that has no drafts; a dedicated network does not exist for outsiders."""
    sign_in(app, "noe")
    for path, form in ((PLAN, "edit"), (STONES, "mission-new"), (PLAN, "history"), (PLAN, ""), ("/horizon/les-cadets/tutorat", "edit")):
        app.post(f"{path}/draft", {"form": form, "title": "Rien", "csrf_token": app.csrf}, status=404)
    with site() as tree:
        assert not by_id(tree, "noe").drafts
    another_app().post(f"{PLAN}/draft", {"form": "edit", "csrf_token": "x"}, status=400)


def test_drafts_are_few_short_and_end(app, sign_in, placed, monkeypatch):
    """Twenty, of sixty thousand characters at most, for a month; the oldest makes room; neither a token nor a file is kept."""
    person = a_person(a_site(), "rose")
    assert not drafts.keep(person, 1, "edit", [("text", "x" * drafts.LARGEST)], NOW) and person.drafts is None
    for oid in range(25):
        assert drafts.keep(person, oid, "edit", [("title", f"{oid}")], NOW + timedelta(minutes=oid))
    assert len(person.drafts) == drafts.MOST and drafts.of(person, 4, "edit", NOW) is None
    assert drafts.of(person, 5, "edit", NOW).typed() == [("title", "5")]
    late = NOW + timedelta(days=30, minutes=10)
    assert drafts.of(person, 5, "edit", late) is None and drafts.expire(person, late) == 6 and len(person.drafts) == 14
    sign_in(app, "rose")
    monkeypatch.setattr(drafts, "LARGEST", 100)
    assert "trop long" in typed(app, PLAN, description="x" * 200).json["said"]


def test_neither_token_nor_button_is_kept(app, sign_in, site, placed):
    typed(sign_in(app, "rose"), PLAN)
    with site() as tree:
        found = drafts.of(by_id(tree, "rose"), find(tree, PLAN).oid, "edit", now())
        assert found is not None and not {"csrf_token", "save", "form"} & dict(found.typed()).keys()
