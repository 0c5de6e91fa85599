"""The manager's house: what stands in a node, arranged from one page (M03); every deed told, checked and taken back."""

import pytest

from mobee_pyr.check import faults
from mobee_pyr.content.tree import find, set_private
from tests.builders import a_mission, a_network, a_programme, a_role, an_application, an_organisation

STONES, PLAN, POSTERS = "/culture/pierres-vivantes", "/culture/pierres-vivantes/plan-de-la-nef", "/culture/pierres-vivantes/cent-affiches"
WORKSHOP = "/culture/atelier-du-sud"


@pytest.fixture(autouse=True)
def sound(site):
    """After every journey the tree is what `mobee check` calls sound."""
    yield
    with site() as tree:
        assert list(faults(tree)) == []


@pytest.fixture
def club(site):
    """A second organisation of culture that asks for means."""
    with site() as tree:
        an_organisation(tree["culture"], "club", referent="remi", capacities=("asks",))


def oid(site, path):
    with site() as tree:
        return find(tree, path).oid


def rows(page):
    return [row.th.get_text(strip=True) for row in page.html.select("table.contents tbody tr")]


# The table ----------------------------------------------------------------------------------------------------------------


def test_a_referent_sees_what_stands_in_their_organisation(app, sign_in, site):
    """M03: title, kind, state, modified, author; sorted, narrowed, and what may be added at hand."""
    with site() as tree:
        a_mission(find(tree, STONES), "brouillon", "draft", by="rose")
    page = sign_in(app, "rose").get(f"{STONES}/contents")
    assert rows(page) == ["Brouillon", "Cent affiches", "Plan de la nef"]
    page.mustcontain("Ouverte aux candidatures", "Brouillon", "Rose", f"{STONES}/mission-new", f"{STONES}/programme-new")
    names = rows(page)
    assert rows(page.click("Titre")) == sorted(names, reverse=True) and rows(page.click("Titre").click("Titre")) == sorted(names)
    assert rows(page.click("Nature")) == ["Brouillon", "Plan de la nef", "Cent affiches"]
    form = page.forms["narrow"]
    form["words"] = "affi"
    assert len(rows(form.submit())) == 1
    form["words"], form["kind"] = "", "mission"
    assert len(rows(form.submit())) == 2
    form["kind"], form["stage"] = "", "mission.draft"
    assert rows(form.submit()) == ["Brouillon"]
    form["words"], form["stage"] = "zzz", ""
    form.submit().mustcontain("Rien ne répond à ce choix", "Tout voir")


def test_columns_are_chosen(app, sign_in):
    page = sign_in(app, "rose").get(f"{STONES}/contents?column=state")
    assert [cell.get_text(strip=True) for cell in page.html.select("table.contents thead th")][:2] == ["Titre", "État"]
    assert len(page.html.select("table.contents thead th")) == 3


def test_long_tables_are_paged(app, sign_in, site):
    with site() as tree:
        for number in range(30):
            a_mission(find(tree, STONES), f"etape-{number:02d}", "draft", by="rose", title=f"Étape {number:02d}")
    page = sign_in(app, "rose").get(f"{STONES}/contents?sort=title")
    assert len(rows(page)) == 20
    page.mustcontain("Page 1 sur 2")
    assert len(rows(page.click("Suivant"))) == 12


@pytest.mark.parametrize(("who", "status"), [("rose", 200), ("quentin", 200), ("maud", 200), ("ada", 200), ("noe", 403), ("basile", 403)])
def test_who_runs_or_checks_an_organisation_reads_its_table(app, sign_in, who, status):
    sign_in(app, who).get(f"{STONES}/contents", status=status)


@pytest.mark.parametrize(
    "page", ["contents", "jump", "move", "copy", "delete", "rename", "deleted", "deleted-empty", "restore", "order", "undo"]
)
@pytest.mark.parametrize("place", ["horizon", "horizon/les-cadets", "horizon/les-cadets/tutorat"])
def test_a_dedicated_network_has_no_such_pages_for_outsiders(app, another_app, sign_in, page, place):
    """M47: the same bytes as where nothing is."""
    for browser in (another_app(), sign_in(app, "rose")):
        hidden, nothing = (
            browser.get(f"/{place}/{page}", status=404),
            browser.get(f"/{place.replace('horizon', 'nothing')}/{page}", status=404),
        )
        assert hidden.text.replace("horizon", "nothing") == nothing.text


def test_rows_are_only_what_the_reader_may_open(app, sign_in, site):
    """A draft that somebody else keeps behind a gate is neither shown nor counted, nor found in the menu of the path."""
    with site() as tree:
        a_mission(find(tree, STONES), "secret", "draft", by="remi", title="Le secret")
        a_role("qualifier", tree["culture"], "quentin")
        set_private(find(tree, f"{STONES}/secret"), True)
    sign_in(app, "rose").get(f"{STONES}/contents").mustcontain("Le secret")
    sign_in(app, "quentin").get(f"{STONES}/contents").mustcontain(no="Le secret")
    sign_in(app, "noe").get(f"{STONES}/jump").mustcontain("Plan", no="Le secret")


def test_the_path_jumps(app, sign_in):
    page = sign_in(app, "noe").get(PLAN)
    page = page.click(href=f"{STONES}/jump")
    page.mustcontain("Cent affiches")
    page.click(href=POSTERS + "$").mustcontain("Cent affiches")


# Another name -------------------------------------------------------------------------------------------------------------


def test_renamed_the_former_address_leads_on_for_whoever_may_open_it(app, another_app, sign_in, site):
    """M01: a page is renamed with every link still right."""
    with site() as tree:
        draft = a_mission(find(tree, STONES), "brouillon", "draft", by="rose")
    form = sign_in(app, "rose").get(f"{STONES}/brouillon/rename").forms["form"]
    form["title"], form["name"] = "Le grand plan", "grand-plan"
    page = form.submit().follow()
    page.mustcontain("Le grand plan", "C’est renommé")
    assert app.get(f"{STONES}/brouillon", status=301).location.endswith(f"{STONES}/grand-plan")
    assert app.get(f"{STONES}/brouillon/edit?a=1", status=301).location.endswith(f"{STONES}/grand-plan/edit?a=1")
    hidden, nothing = another_app().get(f"{STONES}/brouillon", status=404), another_app().get(f"{STONES}/brouillonn", status=404)
    assert hidden.text.replace("brouillon", "brouillonn") == nothing.text, "to others it is not there"
    with site() as tree:
        assert find(tree, f"{STONES}/grand-plan").oid == draft.oid
    page.forms["undo"].submit().follow().mustcontain("C’est annulé")
    with site() as tree:
        assert find(tree, f"{STONES}/brouillon").title == "Brouillon" and find(tree, STONES).departed.get("brouillon") is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("cent-affiches", "a déjà cette adresse"),
        ("../../x", "lettres minuscules"),
        ("edit", "réservé"),
        ("", ""),
        ("É", "lettres minuscules"),
    ],
)
def test_a_bad_name_is_refused_in_words_and_nothing_is_lost(app, sign_in, site, name, told):
    form = sign_in(app, "rose").get(f"{PLAN}/rename").forms["form"]
    form["title"], form["name"] = "Un autre titre", name
    page = form.submit(status=422)
    page.mustcontain(told, "Un autre titre")
    with site() as tree:
        assert find(tree, PLAN) is not None and find(tree, PLAN).title != "Un autre titre"


# Another place ------------------------------------------------------------------------------------------------------------


def test_a_mission_moves_to_another_organisation_and_back(app, sign_in, site, club, searchable):
    """M03: the place is picked step by step; answers go along, and the former address leads on."""
    with site() as tree:
        an_application(find(tree, PLAN), by="lea")
    page = sign_in(app, "maud").get(f"{PLAN}/move")
    page.mustcontain("Pierres vivantes", "Club", no=["Atelier du sud</a></h"])
    page = page.click("Club")
    page = page.forms["deed"].submit().follow()
    page.mustcontain("Déplacé vers « Club »")
    assert page.request.path == "/culture/club/plan-de-la-nef"
    assert app.get(PLAN, status=301).location.endswith("/culture/club/plan-de-la-nef")
    with site() as tree:
        assert find(tree, "/culture/club/plan-de-la-nef/lea") is not None
    page.forms["undo"].submit().follow().mustcontain("C’est annulé")
    with site() as tree:
        assert find(tree, f"{PLAN}/lea") is not None and find(tree, "/culture/club/plan-de-la-nef") is None
    assert app.get("/culture/club/plan-de-la-nef", status=301).location.endswith(PLAN)


def test_what_a_place_does_not_take_is_said(app, sign_in, site):
    """Into itself, into something that takes no such thing, into another network: refused with a reason, the tree unchanged."""
    maud = sign_in(app, "maud")
    for into, told in (
        (oid(site, "/culture"), "ne reçoit pas"),
        (oid(site, WORKSHOP), "ne publie pas de demande"),
        (oid(site, STONES), "déjà sa place"),
    ):
        maud.get(f"{PLAN}/move?into={into}").mustcontain(no="Déplacer ici")
        maud.post(f"{PLAN}/move", {"into": into, "csrf_token": maud.csrf}, status=422).mustcontain(told)
    with site() as tree:
        a_role("manager", tree["sports"], "maud")
        a_network(tree, "sante", manager="maud")
    sports = oid(site, "/sports")
    maud.post(f"{STONES}/move", {"into": sports, "csrf_token": maud.csrf}, status=422).mustcontain("ne change pas de réseau")
    maud.post(f"{STONES}/move", {"into": oid(site, PLAN), "csrf_token": maud.csrf}, status=422)
    with site() as tree:
        assert find(tree, PLAN) is not None


def test_a_place_that_one_may_not_see_is_no_place(app, sign_in, site):
    rose = sign_in(app, "rose")
    hidden = oid(site, "/horizon/les-cadets")
    page = rose.get(f"{PLAN}/move?into={hidden}")
    page.mustcontain(no=["Cadets", "Horizon"])
    rose.post(f"{PLAN}/move", {"into": hidden, "csrf_token": rose.csrf}, status=422)
    with site() as tree:
        assert find(tree, PLAN) is not None


def test_copied_it_begins_its_own_life(app, sign_in, site, club):
    page = sign_in(app, "maud").get(f"{PLAN}/copy").click("Club")
    page = page.forms["deed"].submit().follow()
    page.mustcontain("Copié dans « Club »", "Brouillon")
    with site() as tree:
        assert find(tree, PLAN).state == "published" and find(tree, "/culture/club/plan-de-la-nef").state == "draft"


def test_nobody_copies_what_they_could_not_open(app, sign_in, site, club):
    with site() as tree:
        a_mission(find(tree, STONES), "brouillon", "draft", by="rose")
        a_role("manager", tree["sports"], "noe")
    noe, sports = sign_in(app, "noe"), oid(site, "/sports")
    noe.get(f"{STONES}/copy").mustcontain("ne vous est pas ouverte")
    noe.post(f"{STONES}/copy", {"into": sports, "csrf_token": noe.csrf}, status=422)
    with site() as tree:
        assert find(tree, "/sports/pierres-vivantes") is None


# The bin ------------------------------------------------------------------------------------------------------------------


def test_into_the_bin_and_out_of_it(app, sign_in, site):
    """M32: what points at it is told first; nothing is lost."""
    with site() as tree:
        programme = a_programme(find(tree, STONES), by="rose")
        find(tree, PLAN).programme = programme.oid
        find(tree, PLAN).record(None, "edited")
    page = sign_in(app, "rose").get(f"{STONES}/restauration/delete")
    page.mustcontain("Ce qui y mène", "Plan de la nef")
    form = page.forms["deed"]
    form["why"] = "En double"
    page = form.submit().follow()
    page.mustcontain("1 page est dans la corbeille", "Revenir en arrière")
    app.get(f"{STONES}/restauration", status=404)
    app.get(f"{STONES}/deleted").mustcontain("Restauration", "Pierres vivantes", "Rose")
    app.get("/culture/deleted", status=403)
    sign_in(app, "maud").get("/culture/deleted").mustcontain("Restauration")
    page = app.get("/culture/deleted").forms[0].submit().follow()
    page.mustcontain("est sorti de la corbeille")
    assert page.request.path == f"{STONES}/restauration"
    with site() as tree:
        assert [deed.why for deed in find(tree, f"{STONES}/restauration").deeds() if deed.what == "deleted"] == ["En double"]
        assert tree.node(find(tree, PLAN).programme) is find(tree, f"{STONES}/restauration")


def test_taken_back_from_the_message(app, sign_in, site):
    page = sign_in(app, "rose").get(f"{POSTERS}/delete").forms["deed"].submit().follow()
    page.forms["undo"].submit().follow().mustcontain("C’est annulé")
    app.get(POSTERS, status=200)


def test_whom_somebody_waits_for_is_told_first(app, sign_in, site):
    """Nobody's answer disappears without a word: what people answered is ended by its own rules, then deleted."""
    with site() as tree:
        an_application(find(tree, PLAN), by="lea")
    rose = sign_in(app, "rose")
    rose.get(f"{PLAN}/delete").mustcontain("Annulez d’abord ces demandes", "Qui attend, ou s’est engagé", "Lea")
    rose.post(f"{PLAN}/delete", {"csrf_token": rose.csrf}, status=422).mustcontain("Annulez d’abord")
    maud = sign_in(app, "maud")
    maud.post(f"{STONES}/delete", {"csrf_token": maud.csrf}, status=422)
    with site() as tree:
        assert find(tree, f"{PLAN}/lea") is not None


def test_its_place_gone_it_is_put_elsewhere(app, sign_in, site, club):
    maud = sign_in(app, "maud")
    for path in (POSTERS, STONES):
        maud.post(f"{path}/delete", {"csrf_token": maud.csrf}, status=303)
    lost = next(line for line in maud.get("/culture/deleted").html.select("tbody tr") if "affiches" in line.get_text())
    item = lost.select_one("input[name=item]")["value"]
    maud.post("/culture/restore", {"item": item, "csrf_token": maud.csrf}, status=422).mustcontain("choisissez-en une autre")
    page = maud.get(f"/culture/restore?item={item}").click("Club")
    page.forms["deed"].submit().follow().mustcontain("Cent affiches", "est sorti de la corbeille")
    with site() as tree:
        assert find(tree, "/culture/club/cent-affiches") is not None


def test_emptied_nothing_leads_nowhere(app, sign_in, site):
    """References, grants and people's own lists let go of what is gone for good."""
    with site() as tree:
        programme = a_programme(find(tree, STONES), by="rose")
        find(tree, PLAN).programme = programme.oid
        find(tree, PLAN).record(None, "edited")
        an_application(find(tree, PLAN), by="lea", state="declined")
    maud = sign_in(app, "maud")
    maud.post(f"{STONES}/restauration/delete", {"csrf_token": maud.csrf}, status=303)
    page = maud.get("/culture/deleted").click("Vider la corbeille")
    page.mustcontain("Restauration", "n’existera plus")
    page.forms["deed"].submit().follow().mustcontain("1 page n’existe plus", "La corbeille est vide")
    with site() as tree:
        assert find(tree, PLAN).programme is None and list(tree.bin.inside()) == []
    maud.post(f"{PLAN}/delete", {"csrf_token": maud.csrf}, status=303)
    maud.get("/culture/deleted").click("Supprimer").forms["deed"].submit().follow()
    with site() as tree:
        assert list(tree.people["lea"].answers) == list(tree.people["lea"].answered) == []


def test_whose_bin_it_is(app, sign_in, site):
    """One reads in the bin what one could open before, and empties one's own."""
    rose = sign_in(app, "rose")
    rose.post(f"{POSTERS}/delete", {"csrf_token": rose.csrf}, status=303)
    item = oid(site, f"/bin/{oid_in_bin(site)}")
    for who, page, status in (("quentin", STONES, 403), ("basile", WORKSHOP, 200), ("helene", "/horizon", 200)):
        found = sign_in(app, who).get(f"{page}/deleted", status=status)
        assert "Cent affiches" not in found.text
        app.get(f"{page}/restore?item={item}", status=403 if status == 403 else 404)
        app.post(f"{page}/deleted-empty?item={item}", {"gone": item, "csrf_token": app.csrf}, status=403 if status == 403 else 404)
    sign_in(app, "basile").post(f"/undo-arranging?deed=delete&item={item}", {"csrf_token": app.csrf}, status=303)
    with site() as tree:
        assert find(tree, POSTERS) is None
    sign_in(app, "ada").get("/deleted").mustcontain("Cent affiches")


def oid_in_bin(site):
    with site() as tree:
        return next(iter(tree.bin.inside())).oid


# Several at once ----------------------------------------------------------------------------------------------------------


def test_several_are_moved_and_each_says_what_came_of_it(app, sign_in, site, club):
    """M43: per item, done or why not."""
    with site() as tree:
        an_application(find(tree, PLAN), by="lea")
    form = sign_in(app, "maud").get(f"{STONES}/contents").forms["ticked"]
    for box in form.fields["item"]:
        box.checked = True
    page = form.submit().click("Club")
    page = page.forms["deed"].submit().follow()
    page.mustcontain("Déplacé vers « Club »", "Rien ne se trouve encore ici")
    page.forms["undo"].submit().follow()
    assert len(rows(app.get(f"{STONES}/contents"))) == 2
    ticked = f"several=1&item={oid(site, PLAN)}&item={oid(site, POSTERS)}&item=12"
    page = app.get(f"{STONES}/delete?{ticked}")
    page.mustcontain("Ce ne sera pas fait pour", "Annulez d’abord")
    fields = [("several", "1"), ("item", oid(site, PLAN)), ("item", oid(site, POSTERS)), ("item", "12"), ("csrf_token", app.csrf)]
    app.post(f"{STONES}/delete", fields).mustcontain(
        "Rien n’a changé pour", "Annulez d’abord", "n’existe plus, ou ne vous est plus ouverte"
    )
    with site() as tree:
        assert find(tree, PLAN) is not None and find(tree, POSTERS) is None


def test_nothing_ticked_is_nothing_done(app, sign_in):
    sign_in(app, "rose").get(f"{STONES}/delete?several=1", status=303).follow().mustcontain("Cochez d’abord")


def test_children_are_put_in_order(app, sign_in, site):
    page = sign_in(app, "rose").get(f"{STONES}/contents").click("Ranger à la main")
    first, second = rows(page)
    form = page.forms["order"]
    app.post(form.action, {"to": f"{oid(site, PLAN)}-0", "csrf_token": app.csrf}, status=303)
    assert rows(app.get(f"{STONES}/contents")) == [second, first]
    app.post(form.action, {"to": f"{oid(site, PLAN)}-1", "csrf_token": app.csrf}, status=303)
    assert rows(app.get(f"{STONES}/contents")) == [first, second]
    app.post(form.action, {"to": "x-y", "csrf_token": app.csrf}, status=403)
    sign_in(app, "noe").post(f"{STONES}/order", {"to": f"{oid(site, PLAN)}-0", "csrf_token": app.csrf}, status=403)


@pytest.mark.parametrize("deed", ["move", "delete", "rename"])
def test_who_may_not_arrange_gets_a_reason_and_changes_nothing(app, sign_in, site, deed):
    noe = sign_in(app, "noe")
    page = noe.post(f"{PLAN}/{deed}", {"csrf_token": noe.csrf, "into": oid(site, WORKSHOP)}, expect_errors=True)
    assert page.status_int in (403, 422)
    with site() as tree:
        assert find(tree, PLAN) is not None


def test_taking_back_is_no_way_around_the_rules(app, sign_in, site):
    """An employer stays while its people are engaged elsewhere, whatever one pretends to take back."""
    with site() as tree:
        an_application(find(tree, PLAN), by="lea", employer=find(tree, WORKSHOP))
    maud, workshop, plan = sign_in(app, "maud"), oid(site, WORKSHOP), oid(site, PLAN)
    for asked in (
        f"deed=copy&item={workshop}",
        f"deed=copy&item={plan}",
        f"deed=move&item={plan}&place={workshop}",
        f"deed=rename&item={plan}&name=..%2Fx",
        "deed=x",
        "",
    ):
        maud.post(f"/undo-arranging?{asked}", {"csrf_token": maud.csrf}, status=303).follow().mustcontain(no="C’est annulé")
    maud.post(f"{WORKSHOP}/delete", {"csrf_token": maud.csrf}, status=422).mustcontain("Annulez d’abord")
    with site() as tree:
        assert find(tree, WORKSHOP) is not None and find(tree, PLAN) is not None


def test_pages_that_hold_nothing_have_no_table(app, sign_in, site):
    with site() as tree:
        a_programme(find(tree, STONES), by="rose")
    sign_in(app, "rose").get(f"{STONES}/restauration/contents", status=404)
    app.get(f"{STONES}/contents?page=zzz&sort=zzz&kind=zzz&stage=zzz&column=zzz").mustcontain("Rien ne répond à ce choix")
    app.get(f"{STONES}/move?several=1&item=1&item=zz&into=zz").mustcontain("Ne rien changer")
