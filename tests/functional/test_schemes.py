"""A company's scheme opens to its retirees and students, or not; whoever is left out is told, and applies in their own name (M41)."""

import pytest

from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.tree import find
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.loader import ProcedureRefused, load
from tests.builders import a_mission, a_role, an_employee

NAVE = "/culture/pierres-vivantes/plan-de-la-nef"


def closed_to(site):
    with site() as tree:
        return find(tree, "/culture/atelier-du-sud").closed_to


def test_a_scheme_is_closed_to_retirees_and_opened_again(app, another_app, site, sign_in):
    """M41 P04"""
    with site() as tree:
        an_employee(find(tree, "/culture/atelier-du-sud"), "iris", status="retired")
    person = sign_in(another_app(), "iris")
    person.get(f"{NAVE}/apply").mustcontain("Atelier du sud")
    form = sign_in(app, "basile").get("/culture/atelier-du-sud/edit").forms["form"]
    boxes = [box for box in form.fields["checkbox"] if box._value == "retired"]
    boxes[0].checked = False
    form["summary"] = "Architecture et restauration."
    form.submit("save", status=303)
    assert closed_to(site) == ("retired",)
    page = person.get(f"{NAVE}/apply")
    page.mustcontain("Atelier du sud n’ouvre pas ses candidatures à ce statut : retraité ou retraitée", "en votre nom")
    form = page.forms["form"]
    assert "employer" not in "".join(str(name) for name in form.fields)
    form["motivation"] = "Je connais bien ces chantiers."
    form.submit("check").form.submit("send", status=303)
    with site() as tree:
        assert find(tree, f"{NAVE}/iris").employer is None


def test_employees_are_not_touched_by_it(app, site, sign_in):
    with site() as tree:
        find(tree, "/culture/atelier-du-sud").closed_to = ("retired", "student")
    page = sign_in(app, "lea").get(f"{NAVE}/apply")
    page.mustcontain("Atelier du sud")
    assert "ouvre pas ses candidatures" not in page.text


def test_an_independent_has_no_employer_step(app, site, sign_in):
    """C17: attached to a company or a federation, they apply in their own name, on their own time, and nobody above is asked."""
    with site() as tree:
        an_employee(find(tree, "/culture/atelier-du-sud"), "iris", status="independent")
    page = sign_in(app, "iris").get(f"{NAVE}/apply")
    assert "Atelier du sud" not in page.html.main.get_text()
    form = page.forms["form"]
    form["motivation"] = "Je connais bien ces chantiers."
    form.submit("check").form.submit("send", status=303)
    with site() as tree:
        application = find(tree, f"{NAVE}/iris")
        assert (application.employer, application.status, application.track) == (None, "", ())
        assert application.state == "submitted"


@pytest.mark.parametrize("status", ["job-seeker", "student", "retired"])
def test_whoever_is_paid_no_working_time_has_none_to_give(app, site, sign_in, status):
    """C17, M41: they apply in the name of what brings them, and only on their own time."""
    with site() as tree:
        an_employee(find(tree, "/culture/atelier-du-sud"), "iris", status=status)
        find(tree, NAVE).time_basis = "any"
    page = sign_in(app, "iris").get(f"{NAVE}/apply")
    page.mustcontain("Atelier du sud")
    assert "Sur le temps de travail" not in page.text
    form = page.forms["form"]
    form["motivation"] = "Je connais bien ces chantiers."
    form["form-employer"] = next(value for value, _on, _text in form["form-employer"].options if value != "none")
    form.submit("check").form.submit("send", status=303)
    with site() as tree:
        application = find(tree, f"{NAVE}/iris")
        assert (application.time_basis, application.status) == ("own", status)


def test_working_time_is_of_the_employer_who_pays_it(app, site, sign_in):
    """Employed here and a student there: working time is refused in the school's name, in words."""
    with site() as tree:
        an_employee(find(tree, "/culture/pierres-vivantes"), "lea", status="student")
        find(tree, NAVE).time_basis = "any"
        school = str(find(tree, "/culture/pierres-vivantes").oid)
    form = sign_in(app, "lea").get(f"{NAVE}/apply").forms["form"]
    form["motivation"], form["form-employer"], form["form-time_basis"] = "Je connais bien ces chantiers.", school, "work"
    form.submit("check", status=422).mustcontain("pas de temps de travail dans cette organisation")
    with site() as tree:
        assert find(tree, NAVE).get("lea") is None


def test_one_joins_as_a_job_seeker_or_an_independent(app, another_app, site, sign_in):
    """C17: both are offered and told in both languages; what an organisation opens to is never asked about independents."""
    page = sign_in(app, "iris").get("/culture/atelier-du-sud/join")
    page.mustcontain("En recherche d’emploi", "Indépendant ou indépendante")
    page.forms["form"]["form-status"] = "job-seeker"
    page.forms["form"].submit("send", status=303).follow().mustcontain("En recherche d’emploi")
    app.set_cookie("language", "en")
    app.get("/culture/atelier-du-sud/iris").mustcontain("Looking for a job")
    edit = sign_in(another_app(), "basile").get("/culture/atelier-du-sud/edit")
    assert "En recherche d’emploi" in edit.text and "Indépendant ou indépendante" not in edit.text


def test_a_mission_that_welcomes_job_seekers_says_so_to_whoever_is_one(app, site, sign_in, searchable):
    """Said by oneself, without any organisation; read by nobody else."""
    with site() as tree:
        a_mission(find(tree, "/culture/pierres-vivantes"), "accueil", skills=("accueil",), mode="online", audiences=("job-seekers",))
        tree.people["iris"].profile = Profile(skills=(Held("reception", 2),))
    searchable()
    form = sign_in(app, "iris").get("/profile-situation").forms["form"]
    next(box for box in form.fields["checkbox"] if box._value == "job-seeker").checked = True
    form.submit("save", status=303)
    app.get("/for-you").mustcontain("Accueil", "convient en recherche d’emploi")
    app.get("/bourse?audiences=job-seekers").mustcontain("Accueil")
    with site() as tree:
        assert tree.people["iris"].profile.opened("members").situation == ()


@pytest.mark.parametrize(("status", "words"), [("late-career", "fin de carrière"), ("between-assignments", "entre deux missions")])
def test_a_situation_at_work_stays_between_somebody_and_their_employer(app, another_app, site, sign_in, status, words):
    """K02: the company asks another step of whoever is at the end of their career, or between two assignments; the association reads
    that they are employed, and so do those who run the network."""
    with site() as tree:
        body = find(tree, "/culture/atelier-du-sud")
        an_employee(body, "iris", status=status)
        a_role("hr", body, "hortense")
        step = f'[[steps]]\nwho = ["employer.hr"]\n[steps.when]\nsituation = ["{status}"]\n'
        choice.put(body, load(f'subject = "application"\n{step}[[steps]]\nwho = ["employer.referent"]\n', "p"))
    for who, asked in (("iris", ["employer.hr", "employer.referent"]), ("lea", ["employer.referent"])):
        form = sign_in(another_app(), who).get(f"{NAVE}/apply").forms["form"]
        form["motivation"] = "Je connais bien ces chantiers."
        form["form-employer"] = next(value for value, _on, _text in form["form-employer"].options if value != "none")
        form.submit("check").form.submit("send", status=303)
        with site() as tree:
            assert [step.role for step in find(tree, f"{NAVE}/{who}").track] == asked
    sign_in(another_app(), "iris").get(f"{NAVE}/iris").mustcontain(words)
    for who in ("hortense", "basile"):
        page = sign_in(another_app(), who).get(f"{NAVE}/iris")
        page.mustcontain(words)
        page.forms[0].submit("answer", value="approve", status=303)
    for who in ("rose", "maud"):
        sign_in(another_app(), who).get(f"{NAVE}/iris").mustcontain("Atelier du sud · Salarié ou salariée", no=words)


@pytest.mark.parametrize("subject", ["reception", "joining", "pledge", "request"])
def test_nobody_elses_steps_depend_on_a_situation_at_work(subject):
    """K02: what an association could set a step for, it would learn."""
    text = f'subject = "{subject}"\n[[steps]]\nwho = ["network.manager"]\n[steps.when]\n'
    with pytest.raises(ProcedureRefused):
        load(f'{text}situation = ["late-career"]\n', "p")
    if subject in ("reception", "joining"):
        with pytest.raises(ProcedureRefused):
            load(f'{text}status = ["late-career"]\n', "p")
        assert load(f'{text}status = ["employee"]\n', "p")
