"""A network's manager sets what is checked in it: written, told before it counts, followed and undone (M13, M69, M70, M71)."""

import pytest
from webtest import Upload

from mobee_pyr.content.blueprint import criteria
from mobee_pyr.content.tree import find
from tests.builders import a_mission, an_organisation, fire

LISTS = "/culture/criteria"
PAGES = (
    "criteria",
    "criterion?subject=request",
    "criterion?subject=request&id=clear",
    "criterion-remove?subject=request&id=clear",
    "criteria-model?subject=request",
    "criteria-text?subject=request",
    "criteria-file?subject=request",
)


def listed(site, subject="request", network="/culture"):
    with site() as tree:
        return criteria(find(tree, network), subject)


def texts(site, subject="request"):
    return [criterion.text for criterion in listed(site, subject)]


def stored(site):
    with site() as tree:
        return dict(find(tree, "/culture").overrides)


def sent(site, *names):
    with site() as tree:
        for name in names:
            mission = a_mission(find(tree, "/culture/pierres-vivantes"), name, "draft", by="rose")
            fire(mission, "submit", "rose")


def filled(page, **said):
    form = page.forms["form"]
    for name, value in said.items():
        form[f"form-{name}" if f"form-{name}" in form.fields else name] = value
    return form


def added(app, text, subject="request", **said):
    """A criterion that follows without a question, or its confirmed question."""
    page = filled(app.get(f"/culture/criterion?subject={subject}"), text=text, **said).submit("save")
    return page.forms[0].submit("confirmed") if page.status_int == 200 else page


def test_the_three_lists_are_told_in_words_and_follow_the_model(app, sign_in):
    """M69 M70 M71"""
    page = sign_in(app, "maud").get(LISTS)
    page.mustcontain("Organisations", "Missions et besoins", "Profils de bénévoles", "suit le modèle")
    page.mustcontain("Preuve : un numéro SIREN", "Coché par : la gestion du réseau seulement", "À revérifier au bout de 12 mois")
    page.mustcontain("Mention : « Éligible aux reçus fiscaux »", no=["Changé ici", "Revenir à la liste du modèle"])
    app.get("/culture").mustcontain('href="/culture/criteria"')


def test_a_mandatory_criterion_is_added_once_it_was_read_what_follows(app, another_app, sign_in, site):
    """M70: from the next moment on it holds back what waits; the two other lists still follow the model."""
    sent(site, "relire-un-bail", "tailler-une-haie")
    sign_in(app, "maud")
    form = filled(app.get("/culture/criterion?subject=request"), text="Le lieu est accessible", help="Une rampe, un ascenseur.")
    page = form.submit("save")
    page.mustcontain("Avant d’enregistrer", "2 demandes en attente", "il faudra y cocher cette case", "Le lieu est accessible")
    assert stored(site) == {}
    page = page.forms[0].submit("confirmed", status=303).follow()
    page.mustcontain("Le critère est ajouté.", "Ajouté ici", "Une rampe, un ascenseur.", "propre au réseau")
    assert [(each.id, each.mandatory) for each in listed(site)][-1] == ("le-lieu-est-accessible", True)
    assert set(stored(site)["criteria"]) == {"request"}
    judge = sign_in(another_app(), "quentin")
    form = judge.get("/culture/pierres-vivantes/relire-un-bail/qualify").forms[0]
    for box in form.fields["criterion"][:-1]:
        box.checked = True
    page = form.submit("decision", value="publish", status=422)
    page.forms[0].fields["criterion"][-1].checked = True
    page.forms[0].submit("decision", value="publish", status=303)


def test_answers_can_be_corrected_before_they_are_confirmed(app, sign_in, site):
    sign_in(app, "maud")
    page = filled(app.get("/culture/criterion?subject=request"), text="Le lieu est accessible").submit("save")
    page = page.forms[0].submit("back", status=200)
    assert page.forms["form"]["text"].value == "Le lieu est accessible" and stored(site) == {}


def test_an_advised_criterion_is_added_at_once(app, sign_in, site):
    """M70: nothing follows from it, so nothing is asked."""
    sign_in(app, "maud")
    form = filled(app.get("/culture/criterion?subject=request"), text="Le lieu est accessible", mandatory="advised", evidence="note")
    form.submit("save", status=303).follow().mustcontain("Le critère est ajouté.", "Preuve : quelques mots")
    assert listed(site)[-1][3:] == (False, "note", ("qualifier", "manager"), 0, "")


def test_a_criterion_is_changed_moved_and_removed(app, sign_in, site):
    """M69 M70: its id stays, whatever it says now."""
    sign_in(app, "maud")
    page = filled(app.get("/culture/criterion?subject=request&id=clear"), text="Tout est clair").submit("save", status=303).follow()
    page.mustcontain("Changé ici", "Tout est clair")
    assert [each.id for each in listed(site)] == ["interest", "clear", "volunteering", "inclusive"]
    page = app.get(LISTS).forms[1].submit("do", value="up:clear", status=303).follow()
    assert [each.id for each in listed(site)][:2] == ["clear", "interest"]
    page = app.get("/culture/criterion-remove?subject=request&id=interest")
    page.mustcontain("Retirer ce critère ?", "Rien n’attend l’équipe en ce moment", "ne compte plus")
    page.forms[0].submit(status=303).follow().mustcontain("Le critère est retiré.", "Le modèle demande aussi", "La demande sert un objet")
    assert [each.id for each in listed(site)] == ["clear", "volunteering", "inclusive"]
    history = app.get("/culture/history")
    history.mustcontain("a retiré un critère (Missions et besoins)", "a changé l’ordre des critères", "a changé un critère")
    history.mustcontain("Le résultat attendu, les dates et le lieu sont clairs", "Tout est clair")


def test_going_back_to_the_model_is_one_action_and_leaves_nothing_stored(app, sign_in, site):
    """M13 M19: what differs is shown first."""
    sign_in(app, "maud")
    added(app, "Le lieu est accessible")
    filled(app.get("/culture/criterion?subject=organisation&id=website"), text="Le site existe").submit("save", status=303)
    page = app.get(LISTS).click(href="criteria-model.subject=request")
    page.mustcontain(
        "Revenir à la liste du modèle ?", "Ajouté ici", "Le lieu est accessible", "n’y retiendra plus" if False else "Ce qui change"
    )
    page.forms[0].submit(status=303).follow().mustcontain("suit de nouveau le modèle")
    assert set(stored(site)["criteria"]) == {"organisation"}
    app.get("/culture/criteria-model?subject=organisation").forms[0].submit(status=303)
    assert "criteria" not in stored(site)
    app.get("/culture/criteria-model?subject=organisation", status=303).follow().mustcontain("suit déjà le modèle")
    app.get("/culture/history").mustcontain("est revenu aux critères du modèle (Organisations)")


def test_an_improved_model_reaches_the_lists_that_were_not_changed(app, sign_in, site):
    """M13 M19: subject by subject."""
    sign_in(app, "maud")
    added(app, "Le lieu est accessible")
    with site() as tree:
        blueprint = find(tree, "/culture").blueprint
        better = [{"id": "better", "text": "Mieux"}]
        blueprint.parts["criteria"] = {"organisation": better, "request": better}
    assert texts(site, "organisation") == ["Mieux"] and "Mieux" not in texts(site)
    assert texts(site, "volunteer")[0] == "L’identité de la personne a été vue"


def test_a_change_that_says_the_same_as_the_model_stores_nothing(app, sign_in, site):
    sign_in(app, "maud")
    app.get("/culture/criterion?subject=request&id=clear").forms["form"].submit("save", status=303).follow().mustcontain("Rien n’a changé.")
    assert stored(site) == {}


def test_an_old_tick_never_counts_for_a_new_criterion(app, sign_in, site):
    """M70: the id of one that was removed is not given again."""
    sign_in(app, "maud")
    for _time in range(2):
        added(app, "Le lieu est accessible")
        name = listed(site)[-1].id
        app.get(f"/culture/criterion-remove?subject=request&id={name}").forms[0].submit(status=303)
    added(app, "Le lieu est accessible")
    assert (name, listed(site)[-1].id) == ("le-lieu-est-accessible-2", "le-lieu-est-accessible-3")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"text": "   "}, "Il y a un problème"),
        ({"text": "x" * 201}, "200"),
        ({"text": "Oui", "help": "x" * 601}, "600"),
        ({"text": "Oui", "months": "121"}, "120"),
        ({"text": "Oui", "months": "0"}, "Il y a un problème"),
        ({"text": "Oui", "months": "douze"}, "nombre"),
    ],
)
def test_bad_input_is_told_beside_its_question_and_nothing_is_lost(app, sign_in, site, said, words):
    sign_in(app, "maud")
    form = filled(app.get("/culture/criterion?subject=organisation"), **({"help": "Regardez le site."} | said))
    page = form.submit("save", status=422)
    page.mustcontain("Il y a un problème", words, said.get("help", "Regardez le site."))
    assert stored(site) == {}


def test_an_unknown_answer_is_refused(app, sign_in, site):
    sign_in(app, "maud")
    form = filled(app.get("/culture/criterion?subject=organisation"), text="Oui")
    form["evidence"].force_value("blood")
    form.submit("save", status=422).mustcontain("Il y a un problème")
    for address in ("criterion?subject=planet", "criterion-remove?subject=", "criteria-model", "criterion"):
        app.get(f"/culture/{address}", status=404)
    app.post("/culture/criteria?subject=planet", {"csrf_token": app.csrf, "do": "up:clear"}, status=404)
    assert stored(site) == {}


def test_a_hundred_criteria_are_enough(app, sign_in, site):
    sign_in(app, "maud")
    with site() as tree:
        find(tree, "/culture").overrides["criteria"] = {"request": [{"id": f"c{n}", "text": f"Critère {n}"} for n in range(100)]}
    app.get("/culture/criterion?subject=request", status=303).follow().mustcontain("compte déjà 100 critères")
    assert 'criterion?subject=request"' not in app.get(LISTS).text


def test_who_saves_second_is_told_and_keeps_what_they_wrote(app, another_app, sign_in, site):
    """Nothing is overwritten silently."""
    mine = filled(sign_in(app, "maud").get("/culture/criterion?subject=request&id=clear"), text="Tout est clair")
    removal = app.get("/culture/criterion-remove?subject=request&id=clear").forms[0]
    other = sign_in(another_app(), "ada")
    filled(other.get("/culture/criterion?subject=request&id=clear"), text="Tout est limpide").submit("save", status=303)
    page = mine.submit("save", status=409)
    page.mustcontain("a changé pendant que vous écriviez", "Tout est limpide", "Ada")
    assert page.forms["form"]["text"].value == "Tout est clair"
    removal.submit(status=303).follow().mustcontain("Quelqu’un a changé cette liste entre-temps")
    assert "Tout est limpide" in texts(site)
    page.forms["form"].submit("save", status=303)
    assert "Tout est clair" in texts(site)


def test_who_changes_what_was_removed_meanwhile_can_add_it_again(app, another_app, sign_in, site):
    mine = filled(sign_in(app, "maud").get("/culture/criterion?subject=request&id=inclusive"), text="Ouverte à tout le monde")
    other = sign_in(another_app(), "ada")
    other.get("/culture/criterion-remove?subject=request&id=inclusive").forms[0].submit(status=303)
    page = mine.submit("save", status=409)
    page.mustcontain("a retiré ce critère entre-temps")
    page.forms["form"].submit("save", status=303)
    assert texts(site)[-1] == "Ouverte à tout le monde"


def test_moving_in_a_list_that_changed_is_told(app, sign_in, site):
    page = sign_in(app, "maud").get(LISTS)
    added(app, "Le lieu est accessible", mandatory="advised")
    page.forms[1].submit("do", value="up:clear", status=303).follow().mustcontain("Quelqu’un a changé cette liste")
    app.get(LISTS).forms[1].submit("do", value="away:clear", status=400)
    assert [each.id for each in listed(site)][:2] == ["interest", "clear"]


@pytest.mark.parametrize("page", PAGES)
def test_for_nobody_else(app, another_app, sign_in, site, page):
    """M13: neither the rest of the team, référents nor members; a dedicated network is not there for outsiders."""
    for who in ("quentin", "rose", "noe", "lea", "iris", "helene"):
        browser = sign_in(another_app(), who)
        browser.get(f"/culture/{page}", status=403)
        if "file" not in page:
            browser.post(f"/culture/{page}", {"csrf_token": browser.csrf, "do": "up:clear", "confirmed": "yes"}, status=403)
    assert "/sign-in" in app.get(f"/culture/{page}", status=303).location
    for who in ("maud", "rose", "iris"):
        browser = sign_in(another_app(), who)
        browser.get(f"/horizon/{page}", status=404)
        browser.post(f"/horizon/{page}", {"csrf_token": browser.csrf}, status=404)
    app.get(f"/horizon/{page}", status=404)
    sign_in(another_app(), "helene").get(f"/horizon/{page}", status="*")
    assert stored(site) == {}


def test_a_list_that_cannot_be_read_is_told_and_the_model_s_applies(app, sign_in, site):
    """M69: nothing is accepted unchecked, nothing stops in silence."""
    with site() as tree:
        find(tree, "/culture").overrides["criteria"] = {"organisation": [{"id": "x", "text": "Oui", "evidence": "blood"}]}
        an_organisation(find(tree, "/culture"), "fresque", state="proposed", referent="paul", by="paul")
    sign_in(app, "maud").get(LISTS).mustcontain("ne peut pas être lue")
    app.get("/culture/fresque/qualify").mustcontain("L’organisation existe et son identité est vérifiée")
    app.get("/culture/criteria-model?subject=organisation").forms[0].submit(status=303).follow().mustcontain(no="ne peut pas être lue")
    assert stored(site) == {}


FILE = "/culture/criteria-file?subject=request"
TEXT = "/culture/criteria-text?subject=request"


def uploaded(app, text, **more):
    form = app.get(TEXT).forms[0]
    form["upload"] = Upload("criteria.toml", text.encode())
    return form.submit(**more)


def test_the_file_goes_out_and_comes_back(app, sign_in, site):
    """M13: the same list that the forms write; a new line gets an id; what follows is read first."""
    sent(site, "relire-un-bail")
    sign_in(app, "maud")
    text = app.get(FILE).text
    uploaded(app, text, status=303).follow().mustcontain("Rien n’a changé.")
    page = uploaded(app, text + '\n[[criteria]]\ntext = "Le lieu est accessible"\n', status=200)
    page.mustcontain("Avant d’enregistrer", "1 demande en attente")
    again = page.forms[0].submit("back")
    again.mustcontain("Le lieu est accessible", "Vérifier et enregistrer")
    assert stored(site) == {}
    page.forms[0].submit("confirmed", status=303).follow().mustcontain("La liste est celle du fichier.", "Ajouté ici")
    assert listed(site)[-1].id == "le-lieu-est-accessible"
    app.get("/culture/history").mustcontain("a repris des critères d’un fichier (Missions et besoins)")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'subject = "request"\n[[criteria]]\nid = "a"\ntext = "Oui"\nevidence = "sirn"\n',
            "Critère 1, ligne 5, « evidence » : ce mot n’est pas connu ici ; vouliez-vous dire « siren » ?",
        ),
        (
            'subject = "request"\n[[criteria]]\ntext = "Oui"\n[[criteria]]\ntext = "Non"\nmonths = 3.5\n',
            "Critère 2, ligne 6, « months » : indiquez un nombre entier de mois, 120 au plus",
        ),
        (
            'subject = "request"\n[[criteria]]\ntext = "Oui"\nmandatry = true\n',
            "« mandatry » : cette ligne n’est pas connue ; vouliez-vous dire « mandatory » ?",
        ),
        ('subject = "request"\n[[criteria]]\nmandatory = "yes"\n', "Critère 1, ligne 2, « text » : un texte manque"),
        ('subject = "organisation"\n', "« subject » : ce mot n’est pas connu ici ; vouliez-vous dire « request » ?"),
        ('subject = "request"\ncriteria = 3\n', "Chaque critère commence par une ligne [[criteria]]"),
        ("[[criteria]\n", "igne 1"),
        ("", "« subject »"),
    ],
)
def test_a_file_that_cannot_be_followed_says_exactly_why(app, sign_in, site, text, told):
    sign_in(app, "maud")
    page = uploaded(app, text, status=422)
    page.mustcontain("Rien n’est encore enregistré", told)
    assert page.forms[0]["text"].value.strip() == text.strip() and stored(site) == {}


def test_a_monstrous_file_is_refused_before_it_is_read(app, sign_in, site):
    sign_in(app, "maud")
    refused = uploaded(app, "x" * 1_000_000, status=422)
    refused.request.body_file_raw.close()  # WebTest leaves the spool of a large body open
    refused.mustcontain("trop long")
    many = 'subject = "request"\n' + '[[criteria]]\ntext = "Oui"\n' * 101
    uploaded(app, many, status=422).mustcontain("Il y a plus de 100 critères")
    assert stored(site) == {}


def test_a_file_made_from_an_older_list_is_told(app, sign_in, site):
    sign_in(app, "maud")
    form = app.get(TEXT).forms[0]
    added(app, "Le lieu est accessible", mandatory="advised")
    form["text"] = 'subject = "request"\n'
    page = form.submit(status=409)
    page.mustcontain("Quelqu’un a changé cette liste entre-temps")
    assert texts(site)[-1] == "Le lieu est accessible" and page.forms[0]["text"].value.strip() == 'subject = "request"'
