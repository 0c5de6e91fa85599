"""The words of a network: inherited, added, reworded, hidden and merged by its manager, and used everywhere (M08, K06, P07, M19)."""

import pytest

from mobee_pyr.content import skills, terms
from mobee_pyr.content.blueprint import Blueprint
from mobee_pyr.content.tree import add, find
from mobee_pyr.workflows import terms as workflow
from tests.builders import a_mission, an_act

LISTS = "/culture/vocabularies"
MISSION = "/culture/pierres-vivantes/plan-de-la-nef"
PAGES = ("vocabularies", "term?list=domains", "term?list=domains&id=culture", "term-merge?list=domains&id=culture")


def filled(page, **said):
    form = page.forms["form"]
    for name, value in said.items():
        form[name] = value
    return form


def added(app, label, kind="domains", **said):
    return filled(app.get(f"/culture/term?list={kind}"), label=label, **said).submit("save", status=303).follow()


def pressed(app, do, name, kind="domains"):
    page = app.get(LISTS)
    form = next(form for form in page.forms.values() if form.action.endswith(f"list={kind}"))
    return form.submit("do", value=f"{do}:{name}", status=303).follow()


def stored(site):
    with site() as tree:
        return dict(find(tree, "/culture").overrides)


def domain(site, path=MISSION):
    with site() as tree:
        return find(tree, path).domain


@pytest.mark.parametrize("page", PAGES)
def test_only_who_runs_the_network_sets_its_words(app, sign_in, page):
    for who in ("rose", "quentin"):
        sign_in(app, who).get(f"/culture/{page}", status=403)
    sign_in(app, "maud").get(f"/culture/{page}", status=200)
    sign_in(app, "maud").get(f"/horizon/{page}", status=404)


def test_a_domain_of_its_own_is_chosen_read_and_found(app, sign_in, site, searchable):
    """L10 M08: in the form, on the page, in the bourse by words and as a filter; another network does not offer it."""
    page = added(sign_in(app, "maud"), "Mer et littoral", label_en="Sea and shore")
    page.mustcontain("Le terme est ajouté", "Mer et littoral", "Propre au réseau")
    assert stored(site) == {
        "vocabularies": {"domains": {"changed": {"mer-et-littoral": {"label": {"fr": "Mer et littoral", "en": "Sea and shore"}}}}}
    }
    page = sign_in(app, "rose").get(f"{MISSION}/edit")
    form = filled(page, summary="Un plan.", description="Tout.", city="Lyon", domain="mer-et-littoral")
    form.submit("save", status=303).follow().mustcontain("Mer et littoral")
    app.get(f"{MISSION}/history").mustcontain("Domaine", "Mer et littoral")
    searchable()
    for address in ("/bourse?words=littoral", "/bourse?domain=mer-et-littoral", "/bourse?words=shore"):
        app.get(address).mustcontain("Plan de la nef")
    app.get("/bourse?network=sports").mustcontain(no="Mer et littoral")
    sign_in(app, "camille").get("/horizon/les-cadets/mission-new").mustcontain(no="Mer et littoral")


def test_a_dedicated_network_tells_its_words_to_nobody_outside(app, sign_in, site, searchable):
    """M11: not even as a filter that counts nothing."""
    with site() as tree:
        horizon = find(tree, "/horizon")
        workflow.keep(an_act(tree, "helene"), horizon, "domains", "cadets", {"fr": "Xylographie"})
        find(tree, "/horizon/les-cadets/tutorat").domain = "cadets"
    searchable()
    for who in (None, "rose"):
        page = app.get("/bourse") if who is None else sign_in(app, who).get("/bourse?domain=cadets&network=horizon")
        page.mustcontain(no="Xylographie")
    sign_in(app, "helene").get("/bourse").mustcontain("Xylographie")


def test_a_hidden_domain_is_no_longer_offered_and_what_has_it_keeps_it(app, sign_in, site):
    """M08"""
    page = pressed(sign_in(app, "maud"), "hide", "sports")
    page.mustcontain("ce qui l’a déjà le garde", "N’est plus proposé")
    with site() as tree:
        find(tree, MISSION).domain = "sports"
    sign_in(app, "rose").get("/culture/pierres-vivantes/mission-new").mustcontain(no="Sport et handisport")
    app.get(f"{MISSION}/edit").mustcontain("Sport et handisport")
    app.get(MISSION).mustcontain("Sport et handisport")
    assert stored(site) == {"vocabularies": {"domains": {"hidden": {"sports": True}}}}
    pressed(sign_in(app, "maud"), "show", "sports")
    assert stored(site) == {}


def test_an_inherited_term_is_reworded_here_and_the_others_go_on_improving(app, sign_in, site):
    """M19"""
    page = sign_in(app, "maud").get("/culture/term?list=domains&id=memory")
    assert (page.forms["form"]["label"].value, page.forms["form"]["label_en"].value != "") == ("Mémoire et citoyenneté", True)
    filled(page, label="Mémoire des lieux").submit("save", status=303).follow().mustcontain("Mémoire des lieux", "Du modèle")
    with site() as tree:
        culture = find(tree, "/culture")
        model = culture.blueprint or add(tree.blueprints, Blueprint("Modèle", "thematic_shared"))
        culture.blueprint_oid = model.oid
        model.parts["vocabularies"] = {"domains": {"changed": {"crafts": {"label": {"fr": "Métiers d’art"}}}}}
    app.get(LISTS).mustcontain("Mémoire des lieux", "Métiers d’art")


def test_a_term_in_use_is_merged_and_never_taken_away(app, sign_in, site, monkeypatch):
    """M08: what is concerned is counted first; it goes by parts; each request's history tells."""
    monkeypatch.setattr(workflow, "BATCH", 2)
    added(sign_in(app, "maud"), "Littoral")
    with site() as tree:
        stones = find(tree, "/culture/pierres-vivantes")
        for name in ("un", "deux", "trois"):
            a_mission(stones, name, by="rose").domain = "littoral"
    page = app.get("/culture/term-merge?list=domains&id=littoral")
    page.mustcontain("3 demandes", "par lots de 2")
    page.forms["form"].submit("merge", status=422)
    page = filled(page, into="environment").submit("merge", status=303).follow()
    page.mustcontain("Il reste 1 demande")
    assert page.forms["form"]["into"].value == "environment"
    page = page.forms["form"].submit("merge", status=303).follow()
    page.mustcontain("C’est fait", no="Littoral")
    assert [domain(site, f"/culture/pierres-vivantes/{name}") for name in ("un", "deux", "trois")] == ["environment"] * 3
    assert stored(site) == {}
    app.get("/culture/pierres-vivantes/un/history").mustcontain("Environnement")


def test_an_unused_term_of_ones_own_is_taken_away(app, sign_in, site):
    added(sign_in(app, "maud"), "Littoral")
    page = app.get("/culture/term-merge?list=domains&id=littoral")
    next(form for form in page.forms.values() if "term-merge" in form.action).submit(status=303).follow().mustcontain("Le terme est retiré")
    assert stored(site) == {}


def test_a_word_that_is_there_is_refused_with_what_was_typed(app, sign_in, site):
    page = filled(sign_in(app, "maud").get("/culture/term?list=domains"), label="environnement").submit("save", status=422)
    page.mustcontain("Ce terme est déjà dans la liste")
    assert page.forms["form"]["label"].value == "environnement" and stored(site) == {}


def test_the_order_is_that_of_the_form(app, sign_in, site):
    pressed(sign_in(app, "maud"), "up", "environment")
    with site() as tree:
        assert list(terms.offered(find(tree, "/culture"), "domains"))[:2] == ["environment", "culture"]


def test_a_format_and_a_skill_of_its_own(app, sign_in, site, searchable):
    """K06 P07: a form beyond the built-in ones; a skill by all its names, found where missions name it."""
    added(sign_in(app, "maud"), "Chantier d’été : trois semaines", "formats")
    added(app, "Taille de pierre sèche", "skills", words="murailler\nlauzes")
    with site() as tree:
        assert "taille-de-pierre-seche" in skills.known(find(tree, "/culture"))
        assert "taille-de-pierre-seche" not in skills.known(find(tree, "/sports"))
        mission = find(tree, MISSION)
        mission.skills, mission.format = ("lauzes",), "chantier-d-ete-trois-semaines"
    searchable()
    page = app.get("/bourse?network=culture&skill=taille-de-pierre-seche&format=chantier-d-ete-trois-semaines")
    page.mustcontain("Plan de la nef", "Chantier d’été")
    app.get(MISSION).mustcontain("Chantier d’été : trois semaines")


def test_nonsense_is_refused(app, sign_in):
    sign_in(app, "maud").get("/culture/term?list=planets", status=404)
    app.get("/culture/term?list=domains&id=nothing", status=303).follow().mustcontain("n’est plus dans la liste")
    page = app.get(LISTS)
    form = next(form for form in page.forms.values() if form.action.endswith("list=domains"))
    said = {"csrf_token": form["csrf_token"].value, "mark": form["mark"].value, "do": "jump:culture"}
    app.post(form.action, said, status=400)
    other = app.get(LISTS)
    pressed(app, "up", "sports")
    form = next(form for form in other.forms.values() if form.action.endswith("list=domains"))
    form.submit("do", value="up:sports", status=303).follow().mustcontain("Quelqu’un a changé cette liste")
