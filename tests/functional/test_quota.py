"""Working time that an organisation lends, in general and under its programmes: set, chosen, counted, told (P23, P24, M41, K11)."""

import pytest

from mobee_pyr.content.quota import Quota
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import applying
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.procedures.laying import lay_track
from tests.builders import a_mission, a_programme, an_act, an_application, fire

WORKSHOP = "/culture/atelier-du-sud"
STONES = "/culture/pierres-vivantes"


def test_the_quota_is_seen_by_who_applies_and_by_who_validates(app, another_app, site, sign_in):
    """P24, K11: half-days a year, set by the référent."""
    sign_in(app, "basile")
    form = app.get(f"{WORKSHOP}/quota").forms["form"]
    form["half_days"], form["carried"] = "6", "2,5"
    form.submit("save").follow().mustcontain("6 demi-journées par personne et par an", "2,5 au plus")
    with site() as tree:
        an_application(a_mission(find(tree, STONES), "deux-jours", days=2), "luc", employer=find(tree, WORKSHOP), time_basis="work")
    app.get(f"{STONES}/deux-jours/luc").mustcontain("Il lui resterait 2 demi-journées")
    sign_in(another_app(), "lea").get(f"{STONES}/plan-de-la-nef/apply").mustcontain("il vous reste 6 demi-journées")
    with site() as tree:
        fire(find(tree, f"{STONES}/deux-jours/luc"), "withdraw", "luc")


@pytest.fixture
def lending(site):
    """The workshop lends six half-days in general, and ten under « Mécénat 2026 »; another programme has no limit of its own."""
    with site() as tree:
        workshop = find(tree, WORKSHOP)
        workshop.quota = Quota(6)
        for name, limit in (("mecenat-2026", Quota(10)), ("entraide", None)):
            a_programme(workshop, name).quota = limit
        return find(tree, f"{WORKSHOP}/mecenat-2026").oid


def wish(browser, **more):
    form = browser.get(f"{STONES}/plan-de-la-nef/apply").forms["form"]
    form["motivation"], form["form-time_basis"] = "J’aime les vieilles pierres.", "work"
    for name, value in more.items():
        form[name] = value
    return form.submit("check")


def test_an_applicant_chooses_under_which_programme_working_time_counts(app, another_app, site, sign_in, lending):
    """P23, P24, M41: no screen more; applicant, line manager and référent read what is left, the association does not."""
    lea = sign_in(app, "lea")
    lea.get(f"{STONES}/plan-de-la-nef/apply").mustcontain("Mecenat 2026 : reste 10 demi-journées sur 10", no="Entraide")
    page = wish(lea, **{"form-programme": str(lending)})
    page.mustcontain("Compte pour", "Mecenat 2026 : reste 10 demi-journées sur 10", "n’entraîne de sanction", no="il vous reste 6")
    form = next(form for form in page.forms.values() if "send" in form.fields)
    form["consent"] = "yes"
    form.submit("send", status=303)
    path = f"{STONES}/plan-de-la-nef/lea"
    with site() as tree:
        node = find(tree, path)
        assert node.programme == lending
        lay_track(an_act(tree, "lea"), node)
    for who in ("lea", "basile"):
        sign_in(another_app(), who).get(path).mustcontain("este 10 demi-journées sur 10 (programme Mecenat 2026)")
    with site() as tree:
        tree.node(lending).quota = Quota(1.5)
    basile = sign_in(another_app(), "basile")
    basile.get(path).mustcontain("Pour Lea : reste 1,5 demi-journée sur 1,5 (programme Mecenat 2026).", "Il lui resterait 0,5 demi-journée")
    for who in ("rose", "maud"):
        sign_in(another_app(), who).get(path).mustcontain(no=["demi-journée", "Mecenat"])


def test_without_a_choice_it_counts_in_general_and_own_time_under_nothing(app, site, sign_in, lending):
    lea = sign_in(app, "lea")
    wish(lea).mustcontain("il vous reste 6 demi-journées sur 6", no="Compte pour")
    page = wish(lea, **{"form-time_basis": "own", "form-programme": str(lending)})
    page.mustcontain(no="Compte pour")
    next(form for form in page.forms.values() if "send" in form.fields).submit("send", status=303)
    with site() as tree:
        assert find(tree, f"{STONES}/plan-de-la-nef/lea").programme is None


def test_a_programme_that_is_not_offered_is_refused(app, site, sign_in, lending):
    """Another employer's, one that has ended, one without a limit: nothing is stored."""
    lea = sign_in(app, "lea")
    said = {"motivation": "J’aime les vieilles pierres.", "time_basis": "work", "send": "yes", "consent": "yes", "csrf_token": lea.csrf}
    with site() as tree:
        said["employer"] = str(find(tree, WORKSHOP).oid)
        entraide = find(tree, f"{WORKSHOP}/entraide").oid
    for value in (str(entraide), "12345", "x"):
        lea.post(f"{STONES}/plan-de-la-nef/apply", {**said, "programme": value}, status=422)
    with site() as tree:
        fire(tree.node(lending), "end", "basile")
        act = an_act(tree, "lea")
        proposal = applying.Proposal("J’aime les vieilles pierres.", "", "work", find(tree, WORKSHOP).oid, True, lending)
        with pytest.raises(TransitionRefused, match="n’est plus ouvert"):
            applying.apply(act, find(tree, f"{STONES}/plan-de-la-nef"), proposal)
        assert find(tree, f"{STONES}/plan-de-la-nef/lea") is None


def test_a_programme_s_limit_is_set_on_its_own_page(app, another_app, site, sign_in, lending):
    basile = sign_in(app, "basile")
    form = basile.get(f"{WORKSHOP}/entraide").click("Temps de travail").forms["form"]
    form["half_days"], form["carried"] = "4", "1"
    form.submit("save", status=303).follow().mustcontain("C’est enregistré")
    basile.get(f"{WORKSHOP}/procedure").mustcontain("Entraide", "4 demi-journées par personne et par an", "Mecenat 2026")
    basile.get(f"{WORKSHOP}/entraide/history").mustcontain("a changé le temps de travail prêté")
    form = basile.get(f"{WORKSHOP}/entraide/quota").forms["form"]
    form["half_days"] = "beaucoup"
    form.submit("save", status=422).mustcontain("beaucoup")
    for who in ("rose", "lea", "luc"):
        sign_in(another_app(), who).get(f"{WORKSHOP}/entraide/quota", status=403)
    with site() as tree:
        assert find(tree, f"{WORKSHOP}/entraide").quota == Quota(4, 1)
