"""Setting a validation procedure: written, tried, switched on, followed; and who may (M43, M50)."""

from datetime import date

import pytest
from webtest import Upload

from mobee_pyr.content.tree import find
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.loader import load
from tests.builders import a_mission, a_role, an_application

WORKSHOP = "/culture/atelier-du-sud"
STONES = "/culture/pierres-vivantes"
PAGES = ("procedure", "quota", *(f"procedure-{name}?subject=application" for name in ("edit", "step", "text", "file")))
MORE = tuple(f"procedure-{name}?subject=application" for name in ("trial", "running"))


def page(name, **query):
    more = "".join(f"&{key}={value}" for key, value in query.items())
    return f"{WORKSHOP}/procedure-{name}?subject=application{more}"


def answered(form, who=(), **answers):
    """A step's form: the roles of ``who`` ticked, each other answer by the id of its question (``when_days_gt``)."""
    for fields in form.fields.values():
        for field in fields:
            if getattr(field, "_value", None) in who:
                field.checked = True
    for name, value in answers.items():
        wanted = f"form-{name.replace('_', '-')}"
        if wanted in form.fields:
            form[wanted] = value
            continue
        field = next(one for fields in form.fields.values() for one in fields if one.id and one.id.lower() == wanted.lower())
        field.value = value
    return form


def added(app, who, **answers):
    return answered(app.get(page("step")).forms["form"], who, **answers).submit("save", status="*")


def text_of(site, owner=WORKSHOP, drafts=False):
    with site() as tree:
        node = find(tree, owner)
        return dict(node.procedure_drafts if drafts else node.procedures)


def test_the_page_tells_and_draws_what_is_in_force(app, sign_in):
    """M43: in words and drawn; an organisation that only gives is not asked about what it receives."""
    sign_in(app, "basile")
    shown = app.get(f"{WORKSHOP}/procedure")
    shown.mustcontain("Les candidatures de nos membres", "Le référent ou la référente", "Nos promesses", "<svg", "Les rattachements")
    shown.mustcontain(no=["Les candidatures que nous recevons", "Nos demandes, avant leur envoi"])


@pytest.mark.parametrize("name", [*PAGES, *MORE])
def test_only_those_who_run_it_set_it(app, another_app, sign_in, name):
    for who in ("lea", "max", "rose", "noe"):
        sign_in(another_app(), who).get(f"{WORKSHOP}/{name}", status=403)
    app.get(f"{WORKSHOP}/{name}", status=(302, 303, 403))
    sign_in(another_app(), "maud").get(f"{WORKSHOP}/{name}")
    for who in ("maud", "rose"):
        sign_in(another_app(), who).get(f"/horizon/fondation-horizon/{name}", status=404)


def test_a_draft_changes_nothing_until_it_is_switched_on(app, site, sign_in):
    """M50: several screens, nothing lost; steps are added, moved, changed and taken away; the journal keeps both texts."""
    with site() as tree:
        a_role("hr", find(tree, WORKSHOP), "hortense")
    sign_in(app, "basile")
    added(app, ["employer.hr"]).follow().mustcontain("Les ressources humaines", "Brouillon : rien ne change encore")
    assert text_of(site) == {}
    edit = app.get(page("edit"))
    edit.forms[0].submit("do", value="up:2").follow()
    assert [stage.who for stage in load(text_of(site, drafts=True)["application"], "p").stages] == [
        ("employer.hr",),
        ("employer.referent",),
    ]
    app.get(page("edit")).forms[0].submit("do", value="remove:2").follow().mustcontain("retirée")
    trial = app.get(page("trial"))
    trial.mustcontain("Rien de réel", "Sur des exemples", "Change")
    trial.forms[0].submit().follow().mustcontain("en service", "Les ressources humaines")
    assert [stage.who for stage in load(text_of(site)["application"], "p").stages] == [("employer.hr",)]
    with site() as tree:
        deed = next(find(tree, WORKSHOP).deeds())
        assert (deed.what, deed.who, deed.details["key"]) == ("procedure", "basile", "application")
        assert "employer.referent" in deed.details["before"] and "employer.hr" in deed.details["after"]
    app.get(f"{WORKSHOP}/history").mustcontain("a mis en service une validation")


def test_every_kind_of_condition_can_be_asked_and_is_shown_again(app, site, sign_in):
    """M50: one row a field; numbers with a comma; what was written stands in the form again."""
    sign_in(app, "basile")
    added(
        app,
        ["employer.manager", "employer.hr", "work", "online"],
        asks="any",
        when_days_gte="0,5",
        when_days_lte="5",
        when_place_starts="38, 69",
        late_deadline="5",
        late_overdue0="remind",
        late_overdue1="escalate",
        late_escalate="network.manager",
        label="Avis de la direction",
    ).follow().mustcontain(
        "Avis de la direction", "Durée : à partir de 0,5, jusqu’à 5", "un seul accord suffit", "5 jours ouvrés", "un rappel, puis"
    )
    stage = load(text_of(site, drafts=True)["application"], "p").stages[-1]
    assert (stage.who, stage.needs, stage.deadline, stage.overdue) == (
        ("employer.manager", "employer.hr"),
        "any",
        5,
        ("remind", "escalate"),
    )
    assert {(c.field, c.test, c.value) for c in stage.when} == {
        ("days", "gte", 0.5), ("days", "lte", 5.0), ("time_basis", "in", ("work",)),
        ("mode", "in", ("online",)), ("place", "starts", ("38", "69")),
    }  # fmt: skip
    form = app.get(page("step", step=2)).forms["form"]
    form.submit("save").follow()
    assert load(text_of(site, drafts=True)["application"], "p").stages[-1] == stage, "saved as it stands, nothing is lost"


@pytest.mark.parametrize(
    ("who", "answers", "sentence"),
    [
        ([], {}, "choisissez au moins une personne ou un rôle"),
        (["employer.hr"], {"when_days_gt": "5", "when_days_lt": "3"}, "ces bornes se contredisent"),
        (["employer.hr"], {"when_days_gt": "beaucoup"}, "Écrivez un nombre"),
        (["employer.hr"], {"when_days_gt": "nan"}, "Écrivez un nombre"),
        (["employer.hr"], {"late_deadline": "5"}, "dites ce qui se passe quand il est écoulé"),
        (["employer.hr"], {"late_deadline": "5", "late_overdue0": "escalate"}, "choisissez qui répond à la place"),
        (["employer.hr"], {"late_deadline": "5", "late_overdue0": "escalate", "late_escalate": "employer.hr"}, "est déjà dans l’étape"),
        (["employer.hr"], {"late_deadline": "5", "late_overdue0": "approve", "late_overdue1": "remind"}, "rien ne peut suivre"),
    ],
)
def test_what_nobody_could_follow_is_said_beside_the_question(app, site, sign_in, who, answers, sentence):
    sign_in(app, "basile")
    refused = added(app, who, **answers)
    assert refused.status_int == 422
    refused.mustcontain("Il y a un problème", sentence)
    assert text_of(site, drafts=True) == {}


def test_a_draft_that_somebody_else_changed_is_not_overwritten(app, another_app, site, sign_in):
    late, other = sign_in(app, "basile").get(page("step")).forms["form"], sign_in(another_app(), "maud")
    added(other, ["employer.hr"])
    refused = answered(late, ["employer.manager"]).submit("save", status=409)
    refused.mustcontain("Vos réponses ne sont pas perdues")
    assert refused.forms["form"].submit("save").follow().status_int == 200, "sent again from what is true now"
    assert [stage.who[0] for stage in load(text_of(site, drafts=True)["application"], "p").stages] == [
        "employer.referent", "employer.hr", "employer.manager",
    ]  # fmt: skip


def test_a_role_that_nobody_holds_is_told_with_where_to_give_it(app, sign_in):
    sign_in(app, "basile")
    added(app, ["employer.hr"])
    app.get(page("edit")).mustcontain("Étape 2", "personne ici n’a ce rôle", "les ressources humaines", "Concerne 3 membres")


def test_the_file_goes_out_and_comes_back(app, site, sign_in):
    """Downloaded, edited, sent back; exact faults, with step and line; nothing monstrous is read."""
    sign_in(app, "basile")
    text = app.get(page("file")).text
    assert load(text, "p").subject == "application"
    form = app.get(page("text")).forms[0]
    form["upload"] = Upload("p.toml", text.replace("employer.referent", "employer.hr").encode())
    form.submit().follow().mustcontain("Les ressources humaines")
    for wrong, told in (
        (text + "dealine = 3\n", "Étape 1, ligne"),
        (text.replace("employer.referent", "employer.referant"), "employer.referent"),
        (text.replace("application", "pledge"), "pas connu ici"),
        ("[[steps]\n", "igne 1"),
    ):
        form = app.get(page("text")).forms[0]
        form["upload"] = Upload("p.toml", wrong.encode())
        form.submit(status=422).mustcontain("Ce fichier ne peut pas être suivi", told)
    assert "employer.hr" in text_of(site, drafts=True)["application"]


def test_a_monstrous_file_is_refused_before_it_is_read(app, site, sign_in):
    sign_in(app, "basile")
    form = app.get(page("text")).forms[0]
    form["upload"] = Upload("p.toml", b"x" * 1_000_000)
    refused = form.submit(status=422)
    refused.request.body_file_raw.close()  # WebTest leaves the spool of a large body open
    refused.mustcontain("Ce fichier ne peut pas être suivi", "trop long")
    assert text_of(site, drafts=True) == {}


def test_real_items_are_tried_and_only_those_that_the_reader_may_open(app, site, sign_in):
    """What would change, beside today's; nothing is written by trying."""
    with site() as tree:
        stones, workshop = find(tree, STONES), find(tree, WORKSHOP)
        for number, (by, days) in enumerate((("max", 0.25), ("luc", 3), ("lea", 10))):
            an_application(a_mission(stones, f"mission-{number}", days=days), by, employer=workshop, time_basis="work")
    sign_in(app, "basile")
    added(app, ["employer.manager"], when_days_gt="5")
    trial = app.get(page("trial"))
    trial.mustcontain("Sur les 3 dernières, 1 aurait suivi d’autres étapes", "Lea · Mission 2", no="Sur des exemples")
    with site() as tree:
        assert find(tree, WORKSHOP).procedures == {}


def test_items_in_course_keep_their_steps_unless_they_are_moved(app, another_app, site, sign_in, mails):
    """What was approved stays approved; whoever is asked now learns it."""
    with site() as tree:
        workshop, mission = find(tree, WORKSHOP), find(tree, f"{STONES}/plan-de-la-nef")
        choice.choose(workshop, "manager_then_referent")
        an_application(mission, "lea", employer=workshop)
        an_application(mission, "luc", employer=workshop)
        a_role("hr", workshop, "hortense")
    sign_in(another_app(), "max").get(f"{STONES}/plan-de-la-nef/lea").forms[0].submit("answer", value="approve")
    sign_in(app, "basile")
    app.get(page("edit")).forms[0].submit("do", value="remove:2")
    added(app, ["employer.hr"])
    moving = app.get(page("trial")).forms[0].submit().follow()
    moving.mustcontain("Lea · Plan de la nef", "Luc · Plan de la nef")
    with site() as tree:
        assert [step.role for step in find(tree, f"{STONES}/plan-de-la-nef/luc").track] == ["employer.manager", "employer.referent"]
    for box in moving.forms[0].fields["item"]:
        box.checked = True
    moving.forms[0].submit().follow().mustcontain("2 suivent maintenant", "Rien en cours ne suit d’autres étapes")
    with site() as tree:
        lea = find(tree, f"{STONES}/plan-de-la-nef/lea")
        assert [(step.role, step.outcome, step.who) for step in lea.track] == [
            ("employer.manager", "approved", "max"),
            ("employer.hr", "", None),
        ]
        assert lea.current_steps == [1]
    assert [mail.to for mail in mails() if "hortense@" in mail.to], "who is asked now is told"
    sign_in(another_app(), "hortense").get(f"{STONES}/plan-de-la-nef/lea").mustcontain("À vous de répondre")


def test_a_network_imposes_steps_and_organisations_see_them(app, another_app, site, sign_in):
    """M43: the same editor on the network; marked as such wherever an organisation's own steps are shown."""
    where = "/culture/procedure-{}?subject=application.after"
    sign_in(app, "maud")
    app.get("/culture/procedure").mustcontain("Étapes demandées par le réseau", "Les candidatures : ensuite")
    answered(app.get(where.format("step")).forms["form"], ["network.manager"]).submit("save").follow()
    app.get(where.format("trial")).forms[0].submit().follow()
    basile = sign_in(another_app(), "basile")
    basile.get(f"{WORKSHOP}/procedure").mustcontain("demandé par le réseau", "L’équipe de gestion du réseau")
    basile.get("/culture/procedure", status=403)
    with site() as tree:
        made = an_application(find(tree, f"{STONES}/plan-de-la-nef"), "lea", employer=find(tree, WORKSHOP))
        assert [(step.role, step.imposed) for step in made.track][:2] == [("employer.referent", False), ("network.manager", True)]


def test_a_network_keeps_its_closed_days(app, site, sign_in):
    sign_in(app, "maud")
    form = app.get("/culture/closed-days").forms["form"]
    form["days"] = "26/12/2099\npas un jour"
    form.submit("save", status=422).mustcontain("« pas un jour » n’est pas une date")
    form["days"] = "26/12/2099\n2099-12-27"
    form.submit("save").follow().mustcontain("26 décembre 2099")
    with site() as tree:
        assert find(tree, "/culture").overrides["closed_days"] == [date(2099, 12, 26), date(2099, 12, 27)]
