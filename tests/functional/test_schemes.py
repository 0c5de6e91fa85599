"""A company's scheme opens to its retirees and students, or not; whoever is left out is told, and applies in their own name (M41)."""

from mobee_pyr.content.tree import find
from tests.builders import an_employee

NAVE = "/culture/pierres-vivantes/plan-de-la-nef"


def closed_to(site):
    with site() as tree:
        return find(tree, "/culture/atelier-du-sud").closed_to


def test_a_scheme_is_closed_to_retirees_and_opened_again(app, another_app, site, sign_in):
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
