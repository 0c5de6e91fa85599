"""Applying to a mission: three screens from its page, every refusal in words (M41, M42, M55)."""

from mobee_pyr.content.tree import find
from mobee_pyr.workflows import engine
from tests.builders import a_mission, a_role, an_act, an_application, an_employee, fire

MISSION = "/culture/pierres-vivantes/plan-de-la-nef"
ANSWERS = {"motivation": "Je suis architecte du patrimoine.", "availability": "Les mardis"}


def filled(page, **answers):
    form = page.forms["form"]
    for name, value in {**ANSWERS, **answers}.items():
        form[name if name in form.fields else f"form-{name}"] = value
    return form


def test_an_employee_applies_in_three_screens(app, site, sign_in, mails):
    """M42: what one says, a check, and what happens next; the employer's track is laid."""
    sign_in(app, "lea")
    page = app.get(f"{MISSION}/apply")
    page.mustcontain("Étape 1 sur 2", "Atelier du sud", "En mon nom, sans employeur", no="vous rejoignez le réseau")
    with site() as tree:
        employer = str(find(tree, "/culture/atelier-du-sud").oid)
    check = filled(page, employer=employer, time_basis="work").submit("check")
    check.mustcontain("Vérifiez vos réponses", "architecte du patrimoine", "Sur le temps de travail", "n’entraîne de sanction")
    assert not list_of(site), "nothing is sent before the second screen"
    asked = check.forms[0].submit("send", status=422)
    asked.mustcontain("Confirmez que vous candidatez de votre plein gré")
    assert not list_of(site), "on work time nobody is sent without their own word (P24)"
    asked.forms[0]["consent"] = True
    sent = asked.forms[0].submit("send").follow()
    sent.mustcontain("Candidature envoyée", "Et maintenant ?", "Votre organisation répond d’abord", "Rose")
    with site() as tree:
        made = find(tree, f"{MISSION}/lea")
        assert (made.state, made.time_basis, made.status, len(made.track)) == ("submitted", "work", "employee", 1)
        assert made.consented is not None
        assert made.employer == int(employer)


def list_of(site):
    with site() as tree:
        return [node.applicant for node in find(tree, MISSION).inside("application")]


def test_answers_can_be_changed_before_they_are_sent(app, site, sign_in):
    sign_in(app, "noe")
    check = filled(app.get(f"{MISSION}/apply")).submit("check")
    back = check.forms[0].submit("change")
    assert back.forms["form"]["motivation"].value == ANSWERS["motivation"]
    assert list_of(site) == []


def test_a_stranger_to_the_network_joins_it_by_applying_and_is_told_so(app, site, sign_in):
    """M42: an independent needs no employer and no prior step."""
    sign_in(app, "iris")
    page = app.get(f"{MISSION}/apply")
    page.mustcontain("Vous candidatez en votre nom")
    check = filled(page).submit("check")
    check.mustcontain("vous rejoignez le réseau « Culture »")
    check.forms[0].submit("send")
    with site() as tree:
        culture = find(tree, "/culture")
        assert [grant.role for grant in tree.membership.grants("iris") if grant.oid == culture.oid] == ["member"]
        assert find(tree, f"{MISSION}/iris").track == ()


def test_whoever_is_signed_out_signs_in_and_comes_back(app):
    response = app.get(f"{MISSION}/apply", status=303)
    assert response.location.endswith("/sign-in?next=%2Fculture%2Fpierres-vivantes%2Fplan-de-la-nef%2Fapply")


def test_a_form_half_filled_says_what_is_missing(app, site, sign_in):
    sign_in(app, "noe")
    page = filled(app.get(f"{MISSION}/apply"), motivation="").submit("check", status=422)
    page.mustcontain("Il y a un problème", "Les mardis")
    assert list_of(site) == []


def test_working_time_needs_an_employer(app, sign_in):
    """M41: time at work is the employer's to give."""
    sign_in(app, "lea")
    page = filled(app.get(f"{MISSION}/apply"), employer="none", time_basis="work").submit("check", status=422)
    page.mustcontain("au nom de son employeur")


def test_a_mission_on_working_time_refuses_an_independent_in_words(app, site, sign_in):
    with site() as tree:
        a_mission(find(tree, "/culture/pierres-vivantes"), "au-bureau", time_basis="work")
    sign_in(app, "noe")
    app.get("/culture/pierres-vivantes/au-bureau/apply", status=403).mustcontain("il faut être rattaché")


def test_nobody_applies_in_the_name_of_an_organisation_that_is_not_theirs(app, site, sign_in):
    sign_in(app, "noe")
    with site() as tree:
        employer = str(find(tree, "/culture/atelier-du-sud").oid)
    app.post(f"{MISSION}/apply", {**ANSWERS, "employer": employer, "send": "yes", "csrf_token": app.csrf})
    with site() as tree:
        assert find(tree, f"{MISSION}/noe").employer is None


def test_one_application_a_mission_and_again_after_a_withdrawal(app, site, sign_in):
    """M42: a second application is the first one, made again."""
    with site() as tree:
        an_application(find(tree, MISSION), by="noe")
    sign_in(app, "noe")
    assert app.get(f"{MISSION}/apply", status=303).location.endswith(f"{MISSION}/noe")
    app.post(f"{MISSION}/apply", {**ANSWERS, "send": "yes", "csrf_token": app.csrf}, status=403).mustcontain("déjà candidaté")
    with site() as tree:
        fire(find(tree, f"{MISSION}/noe"), "withdraw", "noe")
    page = app.get(f"{MISSION}/apply")
    assert page.forms["form"]["motivation"].value == "Je sais faire."
    filled(page, motivation="Je reviens avec du temps.").submit("check").forms[0].submit("send")
    with site() as tree:
        assert (find(tree, f"{MISSION}/noe").state, find(tree, f"{MISSION}/noe").motivation) == ("submitted", "Je reviens avec du temps.")
    assert list_of(site) == ["noe"]


def test_a_full_mission_takes_applications_for_its_waiting_list(app, site, sign_in):
    with site() as tree:
        find(tree, MISSION).places = 0
    sign_in(app, "noe")
    page = app.get(f"{MISSION}/apply")
    page.mustcontain("liste d’attente")
    filled(page).submit("check").forms[0].submit("send")
    assert list_of(site) == ["noe"]


def test_a_mission_that_is_no_longer_open_says_so(app, site, sign_in):
    with site() as tree:
        engine.enter(an_act(tree), find(tree, MISSION), "started", "essai")
    sign_in(app, "noe")
    app.get(f"{MISSION}/apply", status=403).mustcontain("ne prend plus de candidatures")
    app.post(f"{MISSION}/apply", {**ANSWERS, "send": "yes", "csrf_token": app.csrf}, status=403)
    assert list_of(site) == []


def test_a_paused_network_takes_no_applications(app, site, sign_in):
    with site() as tree:
        engine.enter(an_act(tree), find(tree, "/culture"), "paused", "essai")
    sign_in(app, "noe")
    app.get(f"{MISSION}/apply", status=403).mustcontain("en pause")


def test_a_sole_referent_does_not_apply_to_her_own_organisation(app, site, sign_in):
    """Nobody decides on their own request: somebody else must be there to do it."""
    sign_in(app, "rose")
    app.get(f"{MISSION}/apply", status=403).mustcontain("nommez d’abord un autre référent")
    with site() as tree:
        a_role("referent", find(tree, "/culture/pierres-vivantes"), "remi")
    filled(app.get(f"{MISSION}/apply")).submit("check")


def test_an_affiliation_that_has_ended_counts_no_more(app, site, sign_in):
    """M41: affiliations are dated."""
    with site() as tree:
        lea = an_employee(find(tree, "/culture/atelier-du-sud"), "lea")
        lea.affiliations = tuple(held._replace(until=held.confirmed_on) for held in lea.affiliations)
    sign_in(app, "lea")
    app.get(f"{MISSION}/apply").mustcontain("Vous candidatez en votre nom", no="Atelier du sud")


def test_a_dedicated_network_does_not_exist_for_outsiders(app, sign_in):
    sign_in(app, "lea")
    app.get("/horizon/les-cadets/tutorat/apply", status=404)
    sign_in(app, "hana")
    app.get("/horizon/les-cadets/tutorat/apply").mustcontain("Fondation horizon")


def test_the_applicant_corrects_what_they_wrote_while_nobody_has_decided(app, site, sign_in):
    with site() as tree:
        an_application(find(tree, MISSION), by="noe")
    sign_in(app, "noe")
    form = app.get(f"{MISSION}/noe").click("Modifier ce que vous avez écrit").forms["form"]
    form["motivation"] = "court"
    form.submit("save", status=422).mustcontain("Trop court")
    form["motivation"] = "Je sais dessiner des plans."
    page = form.submit("save").follow()
    page.mustcontain("Votre candidature est modifiée", "Je sais dessiner")
    with site() as tree:
        deed = next(find(tree, f"{MISSION}/noe").deeds())
        assert (deed.what, deed.details["motivation"]) == ("edited", ["Je sais faire.", "Je sais dessiner des plans."])
    page.forms["undo"].submit().follow().mustcontain("Je sais faire.")
    page.forms["undo"].submit(status=409).mustcontain("Il n’y a rien à changer")
    with site() as tree:
        fire(find(tree, f"{MISSION}/noe"), "accept", "rose")
    app.get(f"{MISSION}/noe/edit", status=403)


def test_withdrawing_asks_first_and_says_what_comes_next(app, site, sign_in):
    with site() as tree:
        an_application(find(tree, MISSION), by="noe")
    sign_in(app, "noe")
    page = app.get(f"{MISSION}/noe").click("Retirer ma candidature")
    page.mustcontain("L’organisation ne comptera plus sur vous")
    after = page.forms["form"].submit("fire").follow()
    after.mustcontain("Votre candidature est retirée", "Retirée", "Candidater de nouveau")
