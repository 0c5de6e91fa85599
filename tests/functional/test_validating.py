"""Validating and deciding an application: each side at its turn, each reads what is meant for it (M43, M50, M55)."""

from mobee_pyr.content.tree import find
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.validation import decide_step
from tests.builders import an_act, an_application, fire

MISSION = "/culture/pierres-vivantes/plan-de-la-nef"
LEA = f"{MISSION}/lea"


def applied(site, procedure="referent", by="lea"):
    with site() as tree:
        workshop = find(tree, "/culture/atelier-du-sud")
        choice.choose(workshop, procedure)
        an_application(find(tree, MISSION), by=by, employer=workshop)


def test_manager_then_referent_then_beneficiary(app, another_app, site, sign_in):
    """M43, M50: the employer's procedure chains into the beneficiary's answer; each decides in one confirmation."""
    applied(site, "manager_then_referent")
    manager, referent, rose = sign_in(app, "max"), sign_in(another_app(), "basile"), sign_in(another_app(), "rose")
    referent.get(LEA).mustcontain("Accord du responsable", no="À vous de répondre")
    rose.get(LEA).mustcontain("La validation par l’organisation n’est pas terminée", no=["Max", "Basile"])
    page = manager.get(LEA)
    page.mustcontain("À vous de répondre", "Pour Atelier du sud, validez-vous la candidature de Lea ?")
    page.forms[0].submit("answer", value="approve").follow().mustcontain("Elle passe à l’étape suivante")
    referent.get(LEA).forms[0].submit("answer", value="approve").follow().mustcontain("peut maintenant répondre")
    page = rose.get(LEA)
    page.mustcontain("Acceptez-vous la candidature de Lea ?", "2 places libres.", no="lea@example.org")
    form = page.forms[0]
    form["reason"] = "À très vite."
    form.submit("name", value="accept").follow().mustcontain("est acceptée", "lea@example.org")
    lea = sign_in(another_app(), "lea").get(LEA)
    lea.mustcontain("Acceptée par Pierres vivantes", "À très vite.", "rose@example.org", "Prenez contact")
    with site() as tree:
        assert find(tree, MISSION).places_taken == 1


def test_refusing_asks_for_a_reason_which_the_beneficiary_never_reads(app, another_app, site, sign_in):
    """M50: a reason is for the applicant and the employer; the beneficiary learns only that it is not validated."""
    applied(site)
    basile, rose, lea = sign_in(app, "basile"), sign_in(another_app(), "rose"), sign_in(another_app(), "lea")
    page = basile.get(LEA).click("Ne pas valider")
    page.forms["form"].submit("refuse", status=422).mustcontain("Il y a un problème")
    form = page.forms["form"]
    form["reason"] = "Trop de commandes en mars"
    form.submit("refuse").follow().mustcontain("n’est pas validée", "Trop de commandes en mars")
    lea.get(LEA).mustcontain("Trop de commandes en mars", "Parlez-en avec votre référent")
    for page in (rose.get(LEA), rose.get(f"{LEA}/history")):
        page.mustcontain("alidée par l’employeur", no=["Trop de commandes", "Basile"])
    lea.get(f"{LEA}/history").mustcontain("Trop de commandes en mars", "Basile")


def test_a_refusal_of_the_beneficiary_is_for_the_applicant(app, another_app, site, sign_in):
    applied(site, "none")
    rose = sign_in(app, "rose")
    form = rose.get(LEA).click("Ne pas retenir").forms["form"]
    form["reason"] = "Nous cherchons une spécialiste du roman"
    form.submit("fire").follow().mustcontain("n’est pas retenue")
    sign_in(another_app(), "lea").get(LEA).mustcontain("spécialiste du roman", "Voir les missions ouvertes")
    sign_in(another_app(), "basile").get(f"{LEA}/history").mustcontain("Ne pas retenir", no="spécialiste du roman")


def test_two_referents_decide_at_once_and_the_second_reads_who_did(app, another_app, site, sign_in):
    """One wins, the other reads who and when."""
    applied(site, "none")
    first, second = sign_in(app, "rose"), sign_in(another_app(), "rose")
    late = second.get(LEA).forms[0]
    first.get(LEA).forms[0].submit("name", value="accept")
    late.submit("name", value="accept", status=409).mustcontain("Rose a déjà répondu")
    second.get(f"{LEA}/transition?name=accept").follow().mustcontain("n’est plus attendue ici")


def test_a_step_decided_meanwhile_is_not_decided_twice(app, site, sign_in):
    applied(site)
    sign_in(app, "basile")
    late = app.get(LEA).forms[0]
    with site() as tree:
        decide_step(an_act(tree, "basile"), find(tree, LEA), True)
    late.submit("answer", value="approve", status=409).mustcontain("peut-être déjà été décidée")
    app.get(f"{LEA}/validate").follow().mustcontain("n’attend pas votre réponse")


def test_nobody_validates_their_own_application(app, another_app, site, sign_in):
    applied(site, by="basile")
    sign_in(app, "basile")
    page = app.get(f"{MISSION}/basile")
    page.mustcontain("Votre candidature", "Accord de l’équipe du réseau", no="À vous de répondre")
    app.post(f"{MISSION}/basile/validate", {"answer": "approve", "csrf_token": app.csrf}, status=409)
    sign_in(another_app(), "maud").get(f"{MISSION}/basile").forms[0].submit("answer", value="approve")
    with site() as tree:
        assert find(tree, f"{MISSION}/basile").procedure_done


def test_strangers_do_not_see_an_application(app, another_app, site, sign_in):
    applied(site)
    for name in ("luc", "noe", "iris", "helene"):
        browser = sign_in(another_app(), name)
        for page in ("", "/sent", "/edit", "/validate", "/history", "/transition"):
            browser.get(LEA + page, status=404)
    app.get(LEA, status=404)


def test_the_last_place_leads_to_the_waiting_list_and_back(app, site, sign_in):
    """M55: a full mission offers the waiting list; a freed place lets the volunteer in."""
    applied(site, "none")
    with site() as tree:
        find(tree, MISSION).places = 0
    sign_in(app, "rose")
    page = app.get(LEA)
    page.mustcontain("Toutes les places sont prises.", "Mettre en liste d’attente", no="Accepter la candidature")
    page.forms[0].submit("name", value="wait").follow().mustcontain("est en liste d’attente")
    app.get(LEA).mustcontain("Il ne reste aucune place", no="Accepter la candidature</button>")
    with site() as tree:
        find(tree, MISSION).places = 1
    app.get(LEA).forms[0].submit("name", value="accept").follow().mustcontain("est acceptée")


def test_contacts_are_shown_only_once_accepted_and_only_to_both_sides(app, another_app, site, sign_in):
    applied(site, "none")
    rose, basile = sign_in(app, "rose"), sign_in(another_app(), "basile")
    rose.get(LEA).mustcontain(no="lea@example.org")
    with site() as tree:
        fire(find(tree, LEA), "accept", "rose")
    rose.get(LEA).mustcontain("lea@example.org")
    basile.get(LEA).mustcontain(no=["lea@example.org", "rose@example.org"])
