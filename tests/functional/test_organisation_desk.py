"""An organisation as those who run it see it: what waits, and its requests in every state."""

from mobee_pyr.content.tree import find
from tests.builders import a_mission, a_need, a_pledge, an_application, fire

STONES, WORKSHOP = "/culture/pierres-vivantes", "/culture/atelier-du-sud"
PLAN = f"{STONES}/plan-de-la-nef"


def texts(page, selector):
    return [" ".join(found.get_text(" ", strip=True).split()) for found in page.html.select(selector)]


def test_the_referent_finds_what_waits_and_every_request(app, another_app, sign_in, site):
    """C, L02, M34: manage my organisation (requests). Visitors go on seeing on its page what it offers publicly, and no more."""
    with site() as tree:
        stones = find(tree, STONES)
        a_mission(stones, "relire-un-bail", state="draft", by="rose")
        late = a_need(stones, "un-camion", state="to_complete", by="rose", means="logistics")
        a_mission(stones, "visites-guidees", state="closed", by="rose")
        an_application(find(tree, PLAN), by="noe")
        an_application(find(tree, PLAN), by="lea", employer=find(tree, WORKSHOP))
        assert late.waiting
    page = sign_in(app, "rose").get(STONES)
    assert texts(page, "section.mb-5 .task-name") == ["Candidature de Noe", "Un camion"]
    rows = texts(page, "table tbody tr")
    assert [row.split("  ")[0].split(" Logistique")[0].split(" Compétences")[0].split(" Don")[0] for row in rows] == [
        "Un camion",
        "Relire un bail",
        "Cent affiches",
        "Plan de la nef",
    ]
    assert "1 à traiter · 2 en tout" in rows[3]
    page.mustcontain("5 demandes en tout", "Demander des compétences")
    for browser in (another_app(), sign_in(another_app(), "lea")):
        browser.get(STONES).mustcontain("Plan de la nef", no=["Relire un bail", "Un camion", "en tout", "À traiter", "Personne morale"])


def test_all_requests_by_state(app, another_app, sign_in, site):
    """M34"""
    with site() as tree:
        a_mission(find(tree, STONES), "relire-un-bail", state="draft", by="rose")
        a_mission(find(tree, STONES), "visites-guidees", state="closed", by="rose")
    page = sign_in(app, "rose").get(f"{STONES}/requests")
    page.mustcontain("Relire un bail", "Visites guidees", "Plan de la nef")
    only = page.click("Brouillon", index=0)
    assert texts(only, "table tbody th") == ["Relire un bail"]
    app.get(f"{STONES}/requests?state=nowhere&page=99").mustcontain("Plan de la nef")
    open_to_pledges = page.click("Ouvert aux promesses", index=0)
    assert texts(open_to_pledges, "table tbody th") == ["Cent affiches"]
    sign_in(another_app(), "noe").get(f"{STONES}/requests", status=403)
    assert "/sign-in" in another_app().get(f"{STONES}/requests", status=303).location


def test_a_company_finds_its_members_applications_and_its_promises(app, sign_in, site):
    """M34"""
    with site() as tree:
        an_application(find(tree, PLAN), by="luc", employer=find(tree, WORKSHOP))
        pledge = a_pledge(find(tree, f"{STONES}/cent-affiches"), by="basile", employer=find(tree, WORKSHOP))
        fire(pledge, "accept", "rose")
    page = sign_in(app, "basile").get(WORKSHOP)
    assert texts(page, "section.mb-5 .task-name")[0] == "Candidature de Luc"
    page.mustcontain(no="Aucune demande en cours")
