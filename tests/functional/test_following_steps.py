"""A track in course, as each side may know it; and one's step of a pledge, of an attachment, of a request before it is sent (M43, M50)."""

import pytest

from mobee_pyr.content.tree import find
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.model import Procedure, Stage
from mobee_pyr.workflows.validation import decide_step
from tests.builders import a_joining, a_mission, a_pledge, a_role, an_act, an_application, fire

WORKSHOP, STONES = "/culture/atelier-du-sud", "/culture/pierres-vivantes"
LEA = f"{STONES}/plan-de-la-nef/lea"


def applied(site, own=(), reception=()):
    """Léa applies; each side has the steps given. hortense is the workshop's human resources, ninon leads a team at the stones'."""
    with site() as tree:
        workshop, stones = find(tree, WORKSHOP), find(tree, STONES)
        a_role("hr", workshop, "hortense")
        a_role("manager", stones, "ninon")
        choice.put(workshop, Procedure("application", own))
        choice.put(stones, Procedure("reception", reception))
        an_application(find(tree, f"{STONES}/plan-de-la-nef"), "lea", employer=workshop)


def decided(site, who, approve=True, reason=""):
    with site() as tree:
        decide_step(an_act(tree, who), find(tree, LEA), approve, reason)


def test_steps_asked_together_stand_together_and_are_drawn(app, site, sign_in):
    """Done by whom, waiting for whom since when and until when, next."""
    together = Stage(("employer.manager", "employer.hr"), deadline=5, overdue=("remind",))
    applied(site, (together, Stage(("employer.referent",))))
    decided(site, "max", reason="Bonne idée")
    page = sign_in(app, "lea").get(LEA)
    page.mustcontain(
        "Accords demandés en même temps", "Accord du responsable, Atelier du sud", "Bonne idée", "Hortense", "à répondre avant la fin du"
    )
    page.mustcontain("Accord du référent, Atelier du sud", "Voir le dessin de ces étapes", "<svg")


def test_any_of_them_is_enough_and_the_others_are_spared(app, another_app, site, sign_in):
    applied(
        site,
        (
            Stage(("employer.manager", "employer.hr"), needs="any"),
            Stage(("network.manager",), does="inform"),
            Stage(("employer.referent",)),
        ),
    )
    page = sign_in(app, "hortense").get(LEA).click("Ne pas valider")
    page.mustcontain("Si une autre personne de cette étape donne son accord, cela suffira.", "aucune sanction")
    decided(site, "max")
    page = sign_in(another_app(), "lea").get(LEA)
    page.mustcontain(
        "Un accord parmi plusieurs", "Sa réponse n’est plus nécessaire", "Pour information : équipe du réseau", "Accord du référent"
    )


def test_the_employer_does_not_read_the_beneficiarys_inner_steps(app, another_app, site, sign_in):
    applied(site, reception=(Stage(("beneficiary.manager",)),))
    decided(site, "ninon", reason="Secret de famille")
    for path in (LEA, f"{LEA}/history"):
        sign_in(another_app(), "basile").get(path).mustcontain(no=["Ninon", "Secret de famille"])
        sign_in(another_app(), "rose").get(path).mustcontain("Ninon", "Secret de famille")
    sign_in(app, "lea").get(LEA).mustcontain("Accord du responsable, Pierres vivantes", no="Secret de famille")


def test_a_refusal_of_the_beneficiarys_team_is_told_to_who_applied_not_to_the_employer(app, another_app, site, sign_in):
    applied(site, reception=(Stage(("beneficiary.manager",)),))
    page = sign_in(app, "ninon").get(LEA).click("Ne pas valider")
    page.mustcontain("Lea lira votre raison.", no="ne la lira pas")
    form = page.forms["form"]
    form["reason"] = "Nous avons déjà quelqu’un"
    form.submit("refuse").follow().mustcontain("n’est pas validée")
    sign_in(another_app(), "lea").get(LEA).mustcontain("Nous avons déjà quelqu’un")
    for path in (LEA, f"{LEA}/history"):
        sign_in(another_app(), "basile").get(path).mustcontain(no=["Ninon", "Nous avons déjà quelqu’un"])


def test_the_beneficiary_reads_neither_names_nor_reasons_of_the_employer(app, another_app, site, sign_in):
    applied(site, (Stage(("employer.manager", "employer.hr")), Stage(("person:basile",))))
    decided(site, "max", reason="Entre nous")
    for path in (LEA, f"{LEA}/history"):
        sign_in(another_app(), "rose").get(path).mustcontain(no=["Max", "Hortense", "Basile", "Entre nous"])
    decided(site, "hortense", approve=False, reason="Budget serré")
    for path in (LEA, f"{LEA}/history"):
        sign_in(another_app(), "rose").get(path).mustcontain("alidée par l’employeur", no=["Max", "Hortense", "Basile", "Budget serré"])


def test_a_pledge_passes_its_organisations_steps(app, another_app, site, sign_in):
    with site() as tree:
        workshop = find(tree, WORKSHOP)
        choice.put(workshop, Procedure("pledge", (Stage(("employer.manager",)),)))
        a_pledge(find(tree, f"{STONES}/cent-affiches"), "basile", workshop)
    pledge = f"{STONES}/cent-affiches/" + _only(site, f"{STONES}/cent-affiches")
    sign_in(another_app(), "basile").get(pledge).mustcontain("Votre organisation répond d’abord", "Max")
    sign_in(another_app(), "rose").get(pledge).mustcontain("Validation par l’employeur", no="Max")
    page = sign_in(app, "max").get(pledge)
    page.mustcontain("Pour Atelier du sud, validez-vous cette promesse, que fait Basile ?")
    page.forms[0].submit("answer", value="approve").follow().mustcontain("Promesse validée. Pierres vivantes peut maintenant y répondre.")


def test_an_attachment_passes_its_steps_then_is_confirmed(app, another_app, site, sign_in):
    with site() as tree:
        workshop = find(tree, WORKSHOP)
        a_role("hr", workshop, "hortense")
        choice.choose(workshop, "hr", "joining")
        a_joining(workshop, "noe")
    joining = f"{WORKSHOP}/noe"
    page = sign_in(app, "hortense").get(joining)
    page.mustcontain("Pour Atelier du sud, validez-vous le rattachement de Noe ?")
    page.forms[0].submit("answer", value="approve").follow().mustcontain("Il reste à le confirmer")
    basile = sign_in(another_app(), "basile").get(joining)
    basile.mustcontain("Accord des ressources humaines, Atelier du sud", "Confirmer le rattachement", no="À vous de répondre")


@pytest.mark.parametrize("approve", [True, False])
def test_a_request_is_read_by_its_organisation_before_it_is_sent(app, another_app, site, sign_in, approve):
    with site() as tree:
        stones = find(tree, STONES)
        choice.choose(stones, "referent", "request")
        fire(a_mission(stones, "a-relire", "draft", by="remi"), "submit", "remi")
    path = f"{STONES}/a-relire"
    sign_in(another_app(), "remi").get(path).mustcontain(
        "Où elle en est dans votre organisation", "Accord du référent", "Envoyée à l’équipe du réseau"
    )
    page = sign_in(app, "rose").get(path)
    page.mustcontain("validez-vous l’envoi de cette demande, écrite par Remi ?")
    if approve:
        page.forms[0].submit("answer", value="approve").follow().mustcontain("elle est envoyée à l’équipe du réseau")
    else:
        form = page.click("Ne pas valider").forms["form"]
        form["reason"] = "Ajoutez les dates"
        form.submit("refuse").follow().mustcontain("est revenue à Remi")
        sign_in(another_app(), "remi").get(path).mustcontain("Ajoutez les dates", "À corriger, puis à envoyer de nouveau")
    with site() as tree:
        assert find(tree, path).state == ("submitted" if approve else "draft")


def _only(site, path):
    with site() as tree:
        return next(find(tree, path).inside("pledge")).__name__
