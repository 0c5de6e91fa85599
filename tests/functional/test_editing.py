"""Correcting what is written: who may, what is kept, what is refused, and nothing overwritten silently."""

from datetime import date
from decimal import Decimal

import pytest

from mobee_pyr.content.tree import find
from tests.builders import a_network, a_pledge, a_programme, a_role, an_application, an_organisation

STONES = "/culture/pierres-vivantes"
PLAN, POSTERS = f"{STONES}/plan-de-la-nef", f"{STONES}/cent-affiches"


@pytest.fixture
def placed(site):
    """The seed's mission and need, filled as a form would have them."""
    with site() as tree:
        for path, more in ((PLAN, {"mode": "online"}), (POSTERS, {"quantity": Decimal(100), "unit": "affiches"})):
            node = find(tree, path)
            node.summary, node.description = "En bref.", "Au long."
            for name, value in more.items():
                setattr(node, name, value)
        stones = find(tree, STONES)
        stones.summary = "Restaure le petit patrimoine roman."
        find(tree, "/culture").summary = "Le réseau de la culture."


def form_of(browser, path):
    return browser.get(f"{path}/edit").forms["form"]


def edits(node):
    return [deed for deed in node.deeds() if deed.what == "edited"]


def test_a_referent_corrects_the_organisation(app, sign_in, site, placed):
    """C: manage my organisation. Its address is the legal body's; its numbers have been verified and are not asked again."""
    form = form_of(sign_in(app, "rose"), STONES)
    assert "siren" not in form.fields
    form["title"], form["website"], form["city"], form["description"] = (
        "Pierres vivantes 71",
        "pierres.example.org",
        "Tournus",
        "**Depuis 1998.**",
    )
    page = form.submit("save").follow()
    page.mustcontain("Les corrections sont enregistrées", "Pierres vivantes 71", "<strong>Depuis 1998.</strong>", "Tournus")
    with site() as tree:
        stones = find(tree, STONES)
        assert (stones.website, stones.entity.place.city) == ("https://pierres.example.org", "Tournus")
        assert stones.capacities == {"asks", "brings"}
        assert edits(stones)[0].details["city"] == ["", "Tournus"] and edits(stones.entity)[0].who == "rose"
    app.get(f"{STONES}/history").mustcontain("Site internet", "https://pierres.example.org")


def test_an_organisation_must_do_something_and_have_an_address_that_opens(app, sign_in, site, placed):
    form = form_of(sign_in(app, "rose"), STONES)
    for box in form.fields["checkbox"]:
        box.checked = False
    form["website"] = "javascript:alert(1)"
    form.submit("save", status=422).mustcontain("Choisissez au moins une réponse", "Écrivez une adresse comme https://exemple.org")
    with site() as tree:
        assert find(tree, STONES).capacities == {"asks", "brings"} and not edits(find(tree, STONES))


def test_numbers_are_corrected_until_they_are_verified_and_one_that_is_known_tells_nobody(app, sign_in, site):
    with site() as tree:
        known = find(tree, STONES).entity
        tree.identifiers["siren:732829320"], known.siren = known.oid, "732829320"
        new = an_organisation(find(tree, "/culture"), "les-vignes", state="to_complete", by="iris")
        new.summary, oid = "Des vignes à tailler ensemble.", new.entity_oid
        new.remark("", "Indiquez votre SIREN.", "quentin")
    form = form_of(sign_in(app, "iris"), "/culture/les-vignes")
    app.get("/culture/les-vignes/edit").mustcontain("Indiquez votre SIREN.", "Quentin")
    form["siren"] = "123 456 789"
    form.submit("save", status=422).mustcontain("Ce n’est pas un numéro SIREN")
    form = form_of(app, "/culture/les-vignes")
    form["siren"] = "732 829 320"
    form.submit("save").follow().mustcontain("732 829 320")
    with site() as tree:
        assert tree.node(oid).siren == "732829320" and tree.identifiers["siren:732829320"] != oid


def test_the_manager_corrects_the_network_and_its_colour(app, sign_in, site, placed):
    """Each colour is shown and named; whether the network is open is not the manager's to change."""
    sign_in(app, "maud")
    app.get("/culture/edit").mustcontain("Prune", "accent-plum", no="À qui il est ouvert")
    form = form_of(app, "/culture")
    form["form-accent"], form["description"] = "sea", "Pour tous les lieux de culture."
    form.submit("save").follow().mustcontain("accent-sea", "Pour tous les lieux de culture.")
    app.get("/culture/history").mustcontain("Mer")
    form = form_of(app, "/culture")
    form["form-accent"].force_value("fuchsia")
    form.submit("save", status=422).mustcontain("Choisissez une réponse de la liste")
    with site() as tree:
        assert find(tree, "/culture").accent == "sea" and not find(tree, "/culture").dedicated


def test_who_runs_the_site_closes_a_network_knowingly(app, another_app, sign_in, site, placed):
    form = form_of(sign_in(app, "ada"), "/culture")
    form["form-open_to"] = "dedicated"
    form.submit("save", status=422).mustcontain("Cochez cette case pour confirmer")
    another_app().get("/culture", status=200)
    form = form_of(app, "/culture")
    form["form-open_to"], form["sure"] = "dedicated", True
    form.submit("save", status=303)
    another_app().get("/culture", status=404)
    sign_in(another_app(), "rose").get("/culture", status=200)
    with site() as tree:
        assert edits(find(tree, "/culture"))[0].details["open_to"] == ["shared", "dedicated"]


def test_a_programme_is_written_corrected_and_served_by_a_request(app, another_app, sign_in, site, placed):
    """M03, M39: a request serves one of its organisation's programmes."""
    form = sign_in(app, "rose").get(f"{STONES}/programme-new").forms["form"]
    form.submit("save", status=422).mustcontain("Remplissez ce champ")
    form["title"], form["summary"] = "Rouvrir l’église", "D’ici deux étés."
    page = form.submit("save").follow()
    page.mustcontain("Rouvrir l’église", "En préparation")
    another_app().get(f"{STONES}/rouvrir-l-eglise", status=404)
    form = form_of(app, f"{STONES}/rouvrir-l-eglise")
    form["summary"] = "D’ici trois étés."
    form.submit("save").follow().mustcontain("D’ici trois étés.")
    form = form_of(app, PLAN)
    assert app.get(f"{STONES}/rouvrir-l-eglise").click("Demander des compétences").forms["form"]["form-objective"].value.isdigit()
    form_of_need = app.get(f"{STONES}/rouvrir-l-eglise").click("Demander des moyens").forms["form"]
    form_of_need["form-means"] = "goods"
    assert form_of_need.submit("choose").follow().forms["form"]["form-objective"].value.isdigit()
    oid = next(value for value, _checked, _text in form["form-objective"].options if value.isdigit())
    form["form-objective"] = oid
    form.submit("save", status=303)
    app.get(f"{STONES}/rouvrir-l-eglise").mustcontain("Plan de la nef")
    app.get(f"{PLAN}/history").mustcontain("Rouvrir l’église")
    with site() as tree:
        assert find(tree, PLAN).programme == int(oid)


def test_a_programme_of_others_is_no_answer(app, sign_in, site, placed):
    with site() as tree:
        foreign = a_programme(find(tree, "/horizon/les-cadets")).oid
    form = form_of(sign_in(app, "rose"), PLAN)
    form["form-objective"].force_value(str(foreign))
    form.submit("save", status=422).mustcontain("Choisissez une réponse de la liste")


def test_a_mission_on_site_needs_a_place_and_one_online_none(app, sign_in, site, placed):
    form = form_of(sign_in(app, "rose"), PLAN)
    form["form-mode"] = "both"
    form.submit("save", status=422).mustcontain("Indiquez la ville, ou choisissez « En ligne ».")
    form = form_of(app, PLAN)
    form["days"], form["skills"] = "0,5", "dessin, relevé"
    form.submit("save", status=303)
    assert form_of(app, PLAN)["days"].value == "0,5"
    with site() as tree:
        assert (find(tree, PLAN).days, find(tree, PLAN).skills) == (0.5, ("dessin", "relevé"))


def test_what_no_form_asks_stays(app, sign_in, site, placed):
    """An imported mission without a limit keeps it: nothing is filled in behind one's back."""
    with site() as tree:
        find(tree, PLAN).places, find(tree, PLAN).label = None, "Service Civique"
    form = form_of(sign_in(app, "rose"), PLAN)
    assert form["places"].value == ""
    form["summary"] = "Autrement."
    form.submit("save", status=303)
    with site() as tree:
        assert find(tree, PLAN).places is None and find(tree, PLAN).label == "Service Civique"
        assert list(edits(find(tree, PLAN))[0].details) == ["summary"]


@pytest.mark.parametrize("said", ["NaN", "1e40", "Infinity", "beaucoup", "1,234", "-3"])
def test_a_number_that_is_none_is_refused_in_words(app, sign_in, placed, said):
    form = form_of(sign_in(app, "rose"), POSTERS)
    form["quantity"] = said
    form.submit("save", status=422).mustcontain("Il y a un problème")


def test_places_follow_and_are_never_fewer_than_the_people_accepted(app, sign_in, site, placed):
    """One place more: whoever waits for one is to be answered again."""
    with site() as tree:
        mission = find(tree, PLAN)
        mission.places = 1
        an_application(mission, by="remi", state="accepted")
        waiting = an_application(mission, by="noe", state="waiting_list")
        assert not waiting.waiting
    form = form_of(sign_in(app, "rose"), PLAN)
    form["places"] = "0"
    form.submit("save", status=422)
    form["places"] = "2"
    form.submit("save", status=303)
    with site() as tree:
        assert find(tree, f"{PLAN}/noe").waiting
        find(tree, PLAN).places_taken = 2
    form = form_of(app, PLAN)
    form["places"] = "1"
    form.submit("save", status=422).mustcontain("Bénévoles déjà acceptés : 2.")


def test_a_need_is_covered_or_open_again_as_its_quantity_changes(app, sign_in, site, placed):
    with site() as tree:
        a_pledge(find(tree, POSTERS), by="basile", employer=find(tree, "/culture/atelier-du-sud"), quantity=40, state="accepted")
    form = form_of(sign_in(app, "rose"), POSTERS)
    assert "form-means" not in form.fields, "a need that somebody has answered keeps its nature"
    form["quantity"] = "39"
    form.submit("save", status=422).mustcontain("Une part est déjà promise")
    form["quantity"] = "40"
    form.submit("save", status=303)
    with site() as tree:
        assert find(tree, POSTERS).state == "covered"
    form = form_of(app, POSTERS)
    form["quantity"] = "60"
    form.submit("save", status=303)
    with site() as tree:
        assert find(tree, POSTERS).state == "published"


def test_each_kind_of_means_has_its_own_questions(app, sign_in, site):
    """M07: cash is counted in euros and needs no place; goods say of what, and where."""
    form = sign_in(app, "rose").get(f"{STONES}/need-new").forms["form"]
    form.submit("choose", status=422).mustcontain("Choisissez une réponse")
    form["form-means"] = "cash"
    page = form.submit("choose").follow()
    page.mustcontain("Demander un financement", "Montant, en euros", no=["De quoi ?", "Code postal"])
    form = page.forms["form"]
    form["title"], form["summary"], form["description"], form["quantity"] = "Étayer la voûte", "Avant l’hiver.", "Le devis est là.", "8 000"
    form.submit("save").follow().mustcontain("8\u202f000")
    app.get(f"{STONES}/need-new?means=logistics").mustcontain("Demander de la logistique", "De quoi ?", "Premier jour")
    app.get(f"{STONES}/need-new?means=miracles").mustcontain("Que demandez-vous ?")
    with site() as tree:
        need = find(tree, f"{STONES}/etayer-la-voute")
        assert (need.means, need.unit, need.quantity, need.state) == ("cash", "euros", 8000, "draft")


def test_a_need_that_nobody_answered_changes_its_nature(app, sign_in, site, placed):
    form = form_of(sign_in(app, "rose"), POSTERS)
    form["form-means"] = "cash"
    form.submit("save", status=303)
    with site() as tree:
        assert (find(tree, POSTERS).means, find(tree, POSTERS).unit) == ("cash", "euros")


def test_what_is_not_open_yet_does_not_end_in_the_past(app, sign_in, site, placed):
    with site() as tree:
        find(tree, PLAN).ends = date(2020, 1, 1)
    form = form_of(sign_in(app, "rose"), PLAN)
    form["summary"] = "Une mission publiée garde ses dates passées."
    form.submit("save", status=303)
    form = app.get(f"{STONES}/mission-new").forms["form"]
    form["title"], form["summary"], form["description"], form["form-mode"] = "Relire", "Relire.", "Relire.", "online"
    form.set("date", "2020-01-01", 1)
    form.submit("save", status=422).mustcontain("Cette date est déjà passée")


# Two write at once --------------------------------------------------------------------------------------------------------


def test_what_another_saved_meanwhile_is_shown_before_it_is_replaced(app, another_app, sign_in, site, placed):
    """Two référents: the second reads what stood there, what each wrote, and chooses. Nothing is lost, and only a real quarrel asks."""
    with site() as tree:
        a_role("referent", find(tree, STONES), "remi")
    slow, quick = form_of(sign_in(app, "rose"), STONES), form_of(sign_in(another_app(), "remi"), STONES)
    quick["title"], quick["website"] = "Les pierres de Remi", "https://remi.example.org"
    quick.submit("save", status=303)
    slow["title"], slow["description"] = "Les pierres de Rose", "Longuement."
    page = slow.submit("save", status=409)
    page.mustcontain(
        "en même temps que vous", "Ce qui était écrit avant", "Les pierres de Remi", "Les pierres de Rose", "Remi, ", "Site internet"
    )
    with site() as tree:
        assert find(tree, STONES).title == "Les pierres de Remi"
    page = page.forms["form"].submit("save", status=409)
    page.mustcontain("Choisissez une réponse pour « Nom dans le réseau »")
    page.forms["form"]["take-title"] = "mine"
    page = page.forms["form"].submit("save", status=303).follow()
    page.mustcontain("Les corrections sont enregistrées", "Quelqu’un d’autre a changé entre-temps : Site internet")
    with site() as tree:
        stones = find(tree, STONES)
        assert (stones.title, stones.website, stones.description) == ("Les pierres de Rose", "https://remi.example.org", "Longuement.")
        assert edits(stones)[0].details["title"] == ["Les pierres de Remi", "Les pierres de Rose"]


def test_two_people_who_change_different_answers_meet_without_a_word(app, another_app, sign_in, site, placed):
    slow, quick = form_of(sign_in(app, "rose"), PLAN), form_of(sign_in(another_app(), "maud"), PLAN)
    quick["summary"] = "Les mots de Maud."
    quick.submit("save", status=303)
    slow["schedule"] = "Le mardi."
    slow.submit("save", status=303).follow().mustcontain("Quelqu’un d’autre a changé entre-temps : En une phrase")
    with site() as tree:
        plan = find(tree, PLAN)
        assert (plan.summary, plan.schedule) == ("Les mots de Maud.", "Le mardi.")
        assert set(edits(plan)[0].details) == {"schedule"}


def test_what_each_alone_may_say_but_not_both_together_is_refused(app, another_app, sign_in, site, placed):
    """One moves the end, the other the beginning: the form says what does not fit, with both answers in it."""
    with site() as tree:
        find(tree, PLAN).starts, find(tree, PLAN).ends = date(2031, 1, 1), date(2031, 12, 1)
    slow, quick = form_of(sign_in(app, "rose"), PLAN), form_of(sign_in(another_app(), "maud"), PLAN)
    quick.fields["date"][1].value = "2031-03-01"
    quick.submit("save", status=303)
    slow.fields["date"][0].value = "2031-06-01"
    page = slow.submit("save", status=422)
    page.mustcontain("La fin vient avant le début")
    assert [field.value for field in page.forms["form"].fields["date"]] == ["2031-06-01", "2031-03-01"]
    page.forms["form"].fields["date"][1].value = "2031-07-01"
    page.forms["form"].submit("save", status=303)


def test_two_people_correct_one_text(app, another_app, sign_in, site, placed):
    """Not the same words: the text that unites both is ready, and can be corrected."""
    with site() as tree:
        find(tree, PLAN).description = "Relever la nef romane. Dessiner le plan au propre. Rendre le tout en juin."
    slow, quick = form_of(sign_in(app, "rose"), PLAN), form_of(sign_in(another_app(), "maud"), PLAN)
    quick["description"] = "Relever la nef romane et son porche. Dessiner le plan au propre. Rendre le tout en juin."
    quick.submit("save", status=303)
    slow["description"] = "Relever la nef romane. Dessiner le plan au propre. Rendre le tout en juillet."
    page = slow.submit("save", status=409)
    both = "Relever la nef romane et son porche. Dessiner le plan au propre. Rendre le tout en juillet."
    form = page.forms["form"]
    assert form["both-description"].value == both and form["take-description"].value == "both"
    page.mustcontain("ajouté :</span>juillet.</ins>", "supprimé :</span>juin.</del>")
    form["both-description"] = f"{both} Merci."
    form.submit("save", status=303)
    with site() as tree:
        assert find(tree, PLAN).description == f"{both} Merci."


def test_where_both_changed_the_same_words_nothing_is_chosen_for_them(app, another_app, sign_in, site, placed):
    """And whoever would rather see the form again finds all they typed, with the other's words beside it."""
    slow, quick = form_of(sign_in(app, "rose"), PLAN), form_of(sign_in(another_app(), "maud"), PLAN)
    quick["summary"], slow["summary"] = "Les mots de Maud.", "Les mots de Rose."
    slow["schedule"] = "Le mardi."
    quick.submit("save", status=303)
    form = slow.submit("save", status=409).forms["form"]
    assert form["take-summary"].value is None
    back = form.submit("back", status=409)
    back.mustcontain("Les mots de Maud.", "Votre réponse est gardée")
    assert (back.forms["form"]["summary"].value, back.forms["form"]["schedule"].value) == ("Les mots de Rose.", "Le mardi.")
    form["take-summary"] = "theirs"
    form.submit("save", status=303)
    with site() as tree:
        assert (find(tree, PLAN).summary, find(tree, PLAN).schedule) == ("Les mots de Maud.", "Le mardi.")


@pytest.mark.parametrize(("path", "who", "other"), [("/culture", "maud", "ada"), (PLAN, "rose", "maud"), (POSTERS, "rose", "maud")])
def test_every_form_says_so(app, another_app, sign_in, placed, path, who, other):
    slow, quick = form_of(sign_in(app, who), path), form_of(sign_in(another_app(), other), path)
    quick["summary"] = "Les premiers mots."
    quick.submit("save", status=303)
    slow["summary"] = "Les seconds mots."
    page = slow.submit("save", status=409)
    page.mustcontain("Les premiers mots.")
    page.forms["form"]["take-summary"] = "mine"
    page.forms["form"].submit("save", status=303)


def test_a_third_voice_is_heard_too_and_the_same_words_are_no_quarrel(app, another_app, sign_in, site, placed):
    slow, quick = form_of(sign_in(app, "rose"), PLAN), form_of(sign_in(another_app(), "maud"), PLAN)
    slow["summary"] = quick["summary"] = "Les mêmes mots."
    quick.submit("save", status=303)
    slow.submit("save", status=303)
    slow, quick = form_of(app, PLAN), form_of(sign_in(another_app(), "maud"), PLAN)
    quick["summary"], slow["summary"] = "Un.", "Deux."
    quick.submit("save", status=303)
    page = slow.submit("save", status=409)
    third = form_of(sign_in(another_app(), "maud"), PLAN)
    third["summary"] = "Trois."
    third.submit("save", status=303)
    page.forms["form"]["take-summary"] = "mine"
    page.forms["form"].submit("save", status=409).mustcontain("Trois.")


def test_an_answer_that_arrives_meanwhile_is_no_change_of_the_text(app, sign_in, site, placed):
    form = form_of(sign_in(app, "rose"), PLAN)
    with site() as tree:
        an_application(find(tree, PLAN), by="noe")
    form["summary"] = "En bref, donc."
    form.submit("save", status=303)


def test_without_the_marks_nothing_is_overwritten_either(app, sign_in, site, placed):
    form = form_of(sign_in(app, "rose"), PLAN)
    form["stood"], form["summary"] = "", "Sans les marques."
    form.submit("save", status=409)
    with site() as tree:
        assert find(tree, PLAN).summary == "En bref."


# Who may ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/culture", STONES, PLAN, POSTERS, f"{STONES}/restauration"])
def test_who_may_not_correct_gets_the_houses_answer(app, another_app, sign_in, site, path):
    with site() as tree:
        a_programme(find(tree, STONES))
    assert another_app().get(f"{path}/edit", status=303).location.endswith(f"/sign-in?next={path.replace('/', '%2F')}%2Fedit")
    member = sign_in(app, "noe")
    member.get(f"{path}/edit", status=403)
    member.post(f"{path}/edit", {"title": "x", "csrf_token": member.csrf}, status=403)


@pytest.mark.parametrize(
    "page",
    ["edit", "les-cadets/edit", "les-cadets/tutorat/edit", "les-cadets/procedure", "les-cadets/requests", "les-cadets/programme-new"],
)
def test_a_dedicated_network_has_no_such_pages_for_outsiders(app, another_app, sign_in, page):
    for browser in (another_app(), sign_in(app, "rose")):
        hidden, nothing = browser.get(f"/horizon/{page}", status=404), browser.get(f"/nothing/{page}", status=404)
        assert hidden.text.replace("horizon", "nothing") == nothing.text


def test_only_an_organisation_that_asks_writes_requests(app, sign_in):
    sign_in(app, "basile").get("/culture/atelier-du-sud").mustcontain(no=["Demander des compétences", "Créer un programme"])
    for page in ("mission-new", "need-new", "programme-new"):
        app.get(f"/culture/atelier-du-sud/{page}", status=404)


def test_a_suspended_organisation_is_corrected_by_the_manager_alone(app, another_app, sign_in, site):
    with site() as tree:
        an_organisation(a_network(tree, "sante", manager="maud"), "refuge", state="suspended", referent="rose")
    sign_in(app, "rose").get("/sante/refuge").mustcontain(no="/sante/refuge/edit")
    app.get("/sante/refuge/edit", status=403)
    sign_in(another_app(), "maud").get("/sante/refuge/edit", status=200)
