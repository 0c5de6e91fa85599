"""A network's manager changes a workflow: in a draft, by forms or as text, tried, switched to, undone (M13, M19, M43)."""

import pytest

from mobee_pyr.content.tree import find
from mobee_pyr.workflows import library
from tests.builders import an_application

DRAFT = "/culture/workflow-draft?type=application"
SWITCH = "/culture/workflow-switch?type=application"
MISSION = "/culture/pierres-vivantes/plan-de-la-nef"


def add_interview(maud):
    """A state « Entretien » between « Déposée » and the answer, with its two ways."""
    form = maud.get(DRAFT).click("Ajouter un état").forms["form"]
    form["label"] = "Entretien"
    page = form.submit("save").follow()
    page.mustcontain("ne peut pas encore servir", "Rien ne pourrait jamais arriver dans l’état « Entretien »")
    assert "mettre en service" not in page.text.partition("</section>")[0]
    form = page.click("Ajouter une action").forms["form"]
    form["label"] = "Proposer un entretien"
    tick(form, "submitted", "beneficiary.referent")
    form["target"] = "entretien"
    page = form.submit("save").follow()
    page.mustcontain("n’en sortirait jamais")
    form = maud.get("/culture/workflow-transition?type=application&name=accept").forms["form"]
    tick(form, "entretien")
    form.submit("save").follow()
    form = maud.get("/culture/workflow-transition?type=application&name=withdraw").forms["form"]
    tick(form, "entretien")
    return form.submit("save").follow()


def tick(form, *values):
    """Tick boxes by what they stand for."""
    for value in values:
        box = next(field for field in form.fields["checkbox"] if field._value == value)
        box.checked = True


def test_a_state_is_added_tried_and_switched_to(app, another_app, site, sign_in):
    with site() as tree:
        for who in ("noe", "luc"):
            an_application(find(tree, MISSION), who)
    maud = sign_in(app, "maud")
    page = add_interview(maud)
    with site() as tree:
        assert "interview" not in library.applied(find(tree, "/culture"), "application").workflow.states
    page = page.click("Essayer, puis mettre en service")
    page.mustcontain("L’état « Entretien » est ajouté", "2 éléments en cours", "restent dans cet état")
    page.forms[0].submit("switch", value="yes").follow().mustcontain("Le nouveau parcours est en service", "Maud")
    rose = sign_in(another_app(), "rose")
    rose.get(f"{MISSION}/noe").mustcontain("Proposer un entretien")
    rose.post(f"{MISSION}/noe/transition", {"name": "proposer_un_entretien", "csrf_token": rose.csrf}, status=303)
    rose.get(f"{MISSION}/noe").mustcontain("Entretien", "Accepter la candidature")


def test_what_is_in_a_state_that_goes_is_given_another(app, site, sign_in):
    with site() as tree:
        for who in ("noe", "luc"):
            an_application(find(tree, MISSION), who, "waiting_list")
    maud = sign_in(app, "maud")
    maud.post(DRAFT, {"remove_state": "waiting_list", "csrf_token": maud.csrf}, status=303)
    page = maud.get(SWITCH)
    page.mustcontain("2 attendent votre choix", "Cet état n’existe plus", "vont dans « Déposée »", no="vont dans « Acceptée »")
    page.forms[0].submit("switch", value="yes").follow().mustcontain("2 éléments ont changé d’état")
    with site() as tree:
        assert {node.state for node in find(tree, MISSION).inside("application")} == {"submitted"}
    maud.post(SWITCH, {"undo": "0", "csrf_token": maud.csrf}, status=303).follow().mustcontain("2 éléments ont repris leur état", "annulé")
    with site() as tree:
        assert {node.state for node in find(tree, MISSION).inside("application")} == {"waiting_list"}
        assert find(tree, "/culture").overrides.get("workflow.application") is None


def test_what_is_under_way_takes_the_new_way_if_the_manager_says_so(app, site, sign_in):
    """M13 M43: counted anew before anything changes; the report names what moved."""
    with site() as tree:
        for who in ("noe", "luc"):
            an_application(find(tree, MISSION), who)
    maud = sign_in(app, "maud")
    form = add_interview(maud).click("Essayer, puis mettre en service").forms[0]
    form["state-submitted"] = "entretien"
    page = form.submit("count", value="yes")
    page.mustcontain("2 éléments en cours · 2 changent d’état")
    assert page.forms[0]["state-submitted"].value == "entretien"
    with site() as tree:
        assert {node.state for node in find(tree, MISSION).inside("application")} == {"submitted"}
    done = page.forms[0].submit("switch", value="yes").follow()
    done.mustcontain("2 éléments ont changé d’état", "Candidature de Noe : Déposée → Entretien")
    with site() as tree:
        assert {node.state for node in find(tree, MISSION).inside("application")} == {"entretien"}


def test_pages_tell_a_state_of_ones_own_by_its_word_and_a_former_one_by_its_own(app, another_app, site, sign_in):
    """M13 M43: what a network calls « Bien reçue » is not yet accepted; the history still says « Déposée »."""
    with site() as tree:
        an_application(find(tree, MISSION), "noe")
        text = library.packaged_text("application").replace("submitted", "received").replace("Déposée", "Bien reçue")
        find(tree, "/culture").drafts = {"application": text}
    sign_in(app, "maud").get(SWITCH).forms[0].submit("switch", value="yes", status=303)
    for who in ("noe", "rose"):
        page = sign_in(another_app(), who).get(f"{MISSION}/noe")
        page.mustcontain("Bien reçue", no=["Acceptée par", "submitted", "received →"])
        assert "Bien reçue" in page.html.select_one(".track .is-current").text
        sign_in(app, who).get(f"{MISSION}/noe/history").mustcontain("Déposée → Bien reçue")


def test_an_open_question_holds_the_switch_back(app, site, sign_in):
    with site() as tree:
        an_application(find(tree, MISSION), "noe", "waiting_list")
    maud = sign_in(app, "maud")
    maud.post(DRAFT, {"remove_state": "waiting_list", "csrf_token": maud.csrf}, status=303)
    maud.post(SWITCH, {"switch": "yes", "csrf_token": maud.csrf}, status=422).mustcontain("Dites d’abord où vont les éléments")
    with site() as tree:
        assert find(tree, "/culture").switches == ()
        assert find(tree, f"{MISSION}/noe").state == "waiting_list"


def test_the_text_goes_out_and_comes_back(app, site, sign_in):
    maud = sign_in(app, "maud")
    text = maud.get(DRAFT + "&download=yes")
    assert text.content_type == "text/plain" and "culture-application.toml" in text.headers["Content-Disposition"]
    form = next(form for form in maud.get(DRAFT).forms.values() if "text" in form.fields)
    form["text"] = text.text.replace('label = "Accepter la candidature"', 'label = "Dire oui"')
    form.submit("save").follow().mustcontain("Dire oui", "remplacé par votre texte")
    with site() as tree:
        assert list(find(tree, "/culture").drafts) == ["application"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "Invalid value"),
        ("a = 1", "unknown key"),
        ('content = "mission"', "none is given"),
    ],
)
def test_a_text_that_is_no_workflow_is_refused_and_kept_to_be_corrected(app, site, sign_in, text, told):
    maud = sign_in(app, "maud")
    form = next(form for form in maud.get(DRAFT).forms.values() if "text" in form.fields)
    form["text"] = text
    page = form.submit("save", status=422)
    page.mustcontain(told)
    with site() as tree:
        assert find(tree, "/culture").drafts == {}


def test_a_draft_is_given_up_and_the_first_state_stays(app, site, sign_in):
    maud = sign_in(app, "maud")
    maud.post(DRAFT, {"remove_state": "submitted", "csrf_token": maud.csrf}, status=400)
    maud.post(DRAFT, {"remove_transition": "wait", "csrf_token": maud.csrf}, status=303)
    maud.post(DRAFT, {"drop": "yes", "csrf_token": maud.csrf}, status=303).follow().mustcontain("rien n’a changé")
    with site() as tree:
        assert find(tree, "/culture").drafts == {} and find(tree, "/culture").switches == ()


def test_a_label_is_changed_in_the_readers_language_only(app, site, sign_in):
    maud = sign_in(app, "maud")
    form = maud.get("/culture/workflow-state?type=application&name=accepted&lang=en").forms["form"]
    form["label"] = "Welcome!"
    form.submit("save").follow()
    with site() as tree:
        assert 'fr = "Acceptée"' in find(tree, "/culture").drafts["application"]
        assert 'en = "Welcome!"' in find(tree, "/culture").drafts["application"]


@pytest.mark.parametrize("view", ["workflow-draft", "workflow-state", "workflow-transition", "workflow-switch"])
def test_only_who_runs_the_network_changes_its_workflows(app, another_app, sign_in, view):
    for who in ("rose", "quentin", "noe", "iris"):
        sign_in(another_app(), who).get(f"/culture/{view}?type=application", status=403)
    sign_in(another_app(), "maud").get(f"/horizon/{view}?type=application", status=404)
    app.get(f"/horizon/{view}?type=application", status=404)
    maud = sign_in(app, "maud")
    maud.get(f"/culture/{view}?type=application", status=200)
    maud.get(f"/culture/{view}?type=network", status=404)


def test_what_may_be_set_for_a_day_is_said_in_the_form(app, site, sign_in):
    """The key ``dated`` goes through the form, the text and the comparison."""
    maud = sign_in(app, "maud")
    form = maud.get("/culture/workflow-transition?type=mission&name=cancel").forms["form"]
    assert form["dated"].checked is False
    form["dated"].checked = True
    form.submit("save", status=303)
    maud.get("/culture/workflow-draft?type=mission&download=yes").mustcontain("dated = true")
    maud.get("/culture/workflow-switch?type=mission").mustcontain("« Annuler la mission » peut se prévoir pour un autre jour.")
