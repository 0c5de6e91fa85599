"""The workflows of a network, for whoever runs it (M13, M43): true in this network, counted for this reader, compared with its model."""

import re

from mobee_pyr.content.tree import find, set_private
from mobee_pyr.workflows import library
from tests.builders import a_mission, a_role, an_application

PAGE = "/culture/workflow"


def own(tree, content, before, after):
    """Give culture a version of its own."""
    text = library.packaged_text(content)
    assert before in text
    tree["culture"].overrides[f"workflow.{content}"] = text.replace(before, after, 1)


def count(page, state):
    """What the table says beside a state."""
    row = next(
        row
        for row in re.findall(r"<tr>.*?</tr>", page.text.partition("Les états</h3>")[2], re.S)
        if f">{state}<" in re.sub(r"</svg>", ">", row)
    )
    return re.search(r'data-label="Combien">([^<]*)<', row).group(1)


def test_each_step_says_from_where_to_where_who_and_whether_why(app, sign_in):
    page = sign_in(app, "maud").get(f"{PAGE}?type=organisation")
    page.mustcontain("Refuser l’organisation", "À qualifier, À compléter", "la qualification du réseau, la gestion du réseau")
    page.mustcontain("Tous les critères obligatoires doivent d’abord être cochés.", "Identique au modèle", 'role="img"')
    row = re.search(r"<th scope=\"row\">Refuser l’organisation</th>(.*?)</tr>", page.text, re.S).group(1)
    assert re.findall(r'data-label="([^"]+)">([^<]*)', row)[:2] == [("De", "À qualifier, À compléter"), ("À", "Refusée")]
    assert 'data-label="Raison demandée">oui<' in row


def test_every_workflow_has_its_page_and_nonsense_shows_the_first(app, sign_in):
    sign_in(app, "maud")
    for content in library.WITH_WORKFLOW:
        app.get(f"{PAGE}?type={content}", status=200).mustcontain("Identique au modèle")
    assert app.get(f"{PAGE}?type=nonsense").text.count('aria-current="page"') == app.get(PAGE).text.count('aria-current="page"')


def test_what_differs_from_the_model_is_said(app, sign_in, site):
    with site() as tree:
        own(tree, "mission", 'label = "Publier"', 'label = "Mettre en ligne"')
    sign_in(app, "maud").get(PAGE).mustcontain(
        "Ce qui diffère du modèle", "« Publier » s’appelle « Mettre en ligne ».", no="Identique au modèle"
    )
    app.get(f"{PAGE}?type=need").mustcontain("Identique au modèle")


def test_a_version_of_the_blueprint_is_the_model(app, sign_in, site):
    """What the blueprint changed for all its networks is no difference of this one."""
    with site() as tree:
        own(tree, "mission", 'label = "Publier"', 'label = "Mettre en ligne"')
        tree["culture"].blueprint.parts["workflow.mission"] = tree["culture"].overrides.pop("workflow.mission")
    sign_in(app, "maud").get(PAGE).mustcontain("Mettre en ligne", "Identique au modèle")


def test_a_faulty_version_says_so(app, sign_in, site):
    with site() as tree:
        own(tree, "mission", 'to = "published"', 'to = "nowhere"')
    sign_in(app, "maud").get(PAGE).mustcontain("La version de ce réseau ne tient pas", "nowhere", no="Identique au modèle")


def test_items_are_counted_state_by_state_as_far_as_the_reader_may_open_them(app, another_app, sign_in, site, searchable):
    with site() as tree:
        stones = find(tree, "/culture/pierres-vivantes")
        a_mission(stones, "relire-un-bail", "draft", by="rose")
        an_application(find(tree, "/culture/pierres-vivantes/plan-de-la-nef"), "noe")
        a_mission(find(tree, "/horizon/les-cadets"), "secret", "draft", by="camille")
    searchable()
    page = sign_in(app, "maud").get(PAGE)
    assert (count(page, "Brouillon"), count(page, "Ouverte aux candidatures"), count(page, "Annulée")) == ("1", "1", "0")
    assert count(app.get(f"{PAGE}?type=application"), "Déposée") == "1"
    with site() as tree:
        a_role("editor", tree["culture"], "iris")
        set_private(find(tree, "/culture/pierres-vivantes/relire-un-bail"), True)
    searchable()
    assert count(sign_in(another_app(), "iris").get(PAGE), "Brouillon") == "0"


def test_for_nobody_else(app, another_app, sign_in):
    for who in ("quentin", "rose", "noe", "iris", "helene"):
        sign_in(another_app(), who).get(PAGE, status=403)
    assert "/sign-in" in app.get(PAGE, status=303).location
    app.get("/horizon/workflow", status=404)
    sign_in(app, "maud").get("/horizon/workflow", status=404)
