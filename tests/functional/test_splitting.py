"""A mission that asks for too much is offered to be split; one that looks like a job is told so, gently (P08, P10, P11)."""

import pytest

from mobee_pyr.content import mission_parts
from mobee_pyr.content.tree import find
from tests.builders import a_mission, an_application, fire, qualified

STONES = "/culture/pierres-vivantes"
OPEN = f"{STONES}/ouvrir"
SKILLS = ("droit", "dessin", "web", "tenue de caisse", "anglais")


@pytest.fixture
def written(site):
    with site() as tree:
        said = {"summary": "Ouvrir.", "description": "Tout ouvrir.", "days": 5, "places": 2}
        a_mission(find(tree, STONES), "ouvrir", "draft", by="rose", skills=SKILLS, **said)


def test_the_author_is_told_gently_before_sending(app, another_app, sign_in, site, written):
    """P10 P11: those who write it; a block for nobody."""
    with site() as tree:
        find(tree, OPEN).description = "Un CDD."
    page = sign_in(app, "rose").get(OPEN)
    page.mustcontain(
        "Cette mission pourrait ressembler à un emploi", "« CDD »", "5 savoir-faire pour une seule mission", f'href="{OPEN}/split"'
    )
    app.post(f"{OPEN}/transition", {"name": "submit", "csrf_token": app.csrf}, status=303)
    app.get(OPEN).mustcontain(no="pourrait ressembler")
    with site() as tree:
        fire(qualified(find(tree, OPEN)), "publish", "quentin")
    another_app().get(OPEN).mustcontain(no="pourrait ressembler")


def test_a_small_mission_is_left_in_peace(app, sign_in, site):
    with site() as tree:
        a_mission(find(tree, STONES), "petite", "draft", by="rose", skills=("droit",))
    sign_in(app, "rose").get(f"{STONES}/petite").mustcontain(no="Avant d’envoyer")


def test_split_checked_and_written(app, another_app, sign_in, site, written, searchable):
    """P08: parts keep their parent, the parent its totals."""
    page = sign_in(app, "rose").get(f"{OPEN}/split")
    form = page.forms["form"]
    assert [field.value for field in form.fields["title"]] == [f"Ouvrir : {skill}" for skill in SKILLS] + [""]
    form.set("title", "Relire le bail", 0)
    form.set("places", "3", 0)
    form.set("title", "", 4)
    page = form.submit("check")
    page.mustcontain("Vérifiez les parties", "Relire le bail", "Étape 2 sur 2", no="Ouvrir : anglais")
    with site() as tree:
        assert find(tree, OPEN).state == "draft" and mission_parts.parts_of(find(tree, OPEN)) == []
    page = page.forms[0].submit("change")
    form = page.forms["form"]
    assert form.fields["title"][0].value == "Relire le bail"
    page = form.submit("check").forms[0].submit("write", status=303).follow()
    page.mustcontain("4 missions en brouillon", "Ses parties", "Relire le bail", "Découpée en plusieurs missions")
    assert [term.text for term in page.html.find("dl", class_="counters").find_all("dd")] == ["4", "9", "0", "9"]
    part = f"{STONES}/relire-le-bail"
    app.get(part).mustcontain("Fait partie d’", f'href="{OPEN}"')
    with site() as tree:
        fire(find(tree, part), "submit", "rose")
        fire(qualified(find(tree, part)), "publish", "quentin")
        an_application(find(tree, part), "lea", "accepted")
    searchable()
    app.get(OPEN).mustcontain("Ouverte aux candidatures")
    visitor = another_app()
    visitor.get(part).mustcontain("Relire le bail", no="Fait partie")
    visitor.get(OPEN, status=404)
    listed = visitor.get("/bourse?q=ouvrir").text
    assert "/relire-le-bail" in listed or "Relire le bail" in listed
    assert f'href="{OPEN}"' not in listed
    sign_in(another_app(), "remi").get(OPEN, status=404)
    for who in ("rose", "maud", "quentin"):
        sign_in(another_app(), who).get(STONES).mustcontain(no=f'href="{OPEN}"')


def test_one_part_is_not_enough_and_nothing_is_lost(app, sign_in, site, written):
    form = sign_in(app, "rose").get(f"{OPEN}/split").forms["form"]
    for at in range(1, 5):
        form.set("title", "", at)
    form.set("days", "deux", 0)
    page = form.submit("check", status=422)
    page.mustcontain("Il y a un problème", "deux")
    form = page.forms["form"]
    form.set("days", "2", 0)
    form.submit("check", status=422).mustcontain("Donnez un titre à deux parties au moins")
    with site() as tree:
        assert find(tree, OPEN).state == "draft"


def test_the_button_leads_to_the_page(app, sign_in, site, written):
    page = sign_in(app, "rose").get(OPEN)
    page.mustcontain("Découper en plusieurs missions")
    response = app.post(f"{OPEN}/transition", {"name": "split", "csrf_token": app.csrf}, status=303)
    assert response.location.endswith(f"{OPEN}/split") or response.follow().location.endswith(f"{OPEN}/split")


def test_who_may_not_split_it(another_app, sign_in, site, written):
    for who, status in (("quentin", 403), ("maud", 403), ("remi", 404), ("lea", 404), ("helene", 404)):
        sign_in(another_app(), who).get(f"{OPEN}/split", status=status)
    another_app().get(f"{OPEN}/split", status=404)
    with site() as tree:
        fire(find(tree, OPEN), "submit", "rose")
    browser = sign_in(another_app(), "rose")
    browser.get(f"{OPEN}/split", status=403)
    browser.post(f"{OPEN}/split", {"csrf_token": browser.csrf, "write": "yes"}, status=403)


def test_a_split_is_taken_back_from_its_page(app, another_app, sign_in, site, written):
    rose = sign_in(app, "rose")
    rose.get(f"{OPEN}/split").forms["form"].submit("check").forms[0].submit("write", status=303)
    page = rose.get(OPEN).click("Revenir à une seule mission")
    page.mustcontain("vont à la corbeille", "Ouvrir : droit")
    sign_in(another_app(), "maud").get(f"{OPEN}/split", status=403)
    page.forms[0].submit(status=303).follow().mustcontain("de nouveau une seule mission", "Brouillon", no="Ses parties</h2>")
    with site() as tree:
        assert find(tree, OPEN).state == "draft" and mission_parts.parts_of(find(tree, OPEN)) == []


def test_a_part_with_an_application_holds_it_back(app, sign_in, site, written):
    rose = sign_in(app, "rose")
    rose.get(f"{OPEN}/split").forms["form"].submit("check").forms[0].submit("write", status=303)
    page = rose.get(f"{OPEN}/split")
    with site() as tree:
        an_application(mission_parts.parts_of(find(tree, OPEN))[0], "lea")
    page.forms[0].submit(status=422).mustcontain("a déjà reçu une candidature", "Revenir à la page")
    with site() as tree:
        assert find(tree, OPEN).state == "split"
