"""A network's own fields: set by its manager, asked, validated, read, found and forgotten like the built-in ones (M13)."""

import pytest
from webtest import Text

from mobee_pyr.content import field
from mobee_pyr.content.field import Field
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import extra_fields, field_lists
from tests.builders import a_mission, an_act, an_application

FIELDS = "/culture/fields"
PAGES = (
    "fields",
    "field?subject=request",
    "field?subject=request&kind=one",
    "field?subject=request&id=size-1",
    "field-withdraw?subject=request&id=size-1",
    "fields-preview?subject=request",
)
SIZES = {"s": "Petite", "l": "Grande"}


@pytest.fixture
def asks(site):
    """Lets a network ask something."""

    def ask(subject="request", name="size-1", label="Taille", network="/culture", **about):
        with site() as tree:
            field_lists.keep(an_act(tree, "maud"), find(tree, network), subject, Field(name, label, **about))

    return ask


@pytest.fixture
def says(site):
    """Answers a network's field."""

    def say(path, by="rose", **answers):
        with site() as tree:
            said = {f"x-{name.replace('_', '-')}": value for name, value in answers.items()}
            extra_fields.keep(an_act(tree, by), find(tree, path), said)

    return say


def listed(site, subject="request"):
    with site() as tree:
        return field.fields(find(tree, "/culture"), subject)


def held(site, path):
    with site() as tree:
        return field.answers(find(tree, path))


def titles(page):
    return {link.text for link in page.html.select("#found .tile-title a")}


def filled(page, **said):
    form = page.forms["form"]
    for name, value in said.items():
        form[f"form-{name}" if f"form-{name}" in form.fields else name] = value
    return form


def ticked(form, question, *values):
    boxes = form.fields["checkbox"]
    for box in boxes:
        if box._value in values:
            box.checked = True
    return form


@pytest.mark.parametrize("page", PAGES)
def test_only_who_runs_the_network_sets_its_fields(app, sign_in, asks, page):
    asks()
    for who in ("rose", "quentin"):
        sign_in(app, who).get(f"/culture/{page}", status=403)
    sign_in(app, "maud").get(f"/culture/{page}").mustcontain(
        "Taille" if "size-1" in page or "fields" in page else "Quel genre" if page.endswith("request") else "La question"
    )
    for who in ("maud", "rose"):
        sign_in(app, who).get(f"/horizon/{page}", status=404)


def test_a_manager_adds_a_field_in_two_screens_and_the_form_asks_it(app, sign_in, site):
    """M13: what kind of answer, then the question."""
    page = sign_in(app, "maud").get(FIELDS)
    page.mustcontain("Rien de plus n’est demandé")
    page = page.click(href="field.subject=request$")
    page = filled(page, kind="one").submit("choose", status=303).follow()
    page = filled(page, label="Taille", label_en="Size", options="Petite | Small\nGrande | Large").submit("save", status=303).follow()
    page.mustcontain("Le champ est ajouté", "Une réponse parmi plusieurs : Petite, Grande", "Lu par : toutes les personnes")
    (added,) = listed(site)
    assert (added.label, dict(added.options)) == (
        {"fr": "Taille", "en": "Size"},
        {"petite": {"fr": "Petite", "en": "Small"}, "grande": {"fr": "Grande", "en": "Large"}},
    )
    assert added.id.startswith("taille-")
    sign_in(app, "rose").get("/culture/pierres-vivantes/plan-de-la-nef/edit").mustcontain("Taille", "Petite", "(facultatif)")
    app.get("/culture/pierres-vivantes/plan-de-la-nef/edit", headers={"Accept-Language": "en"})


def test_what_cannot_be_is_refused_with_what_was_typed(app, sign_in, site):
    """M13: 422, nothing lost, nothing kept."""
    page = sign_in(app, "maud").get("/culture/field?subject=request&kind=one")
    page = filled(page, label="Taille", options="Petite").submit("save", status=422)
    page.mustcontain("au moins deux réponses")
    assert page.forms["form"]["label"].value == "Taille" and listed(site) == []
    page = app.get("/culture/field?subject=request&kind=line")
    form = ticked(filled(page, label="Secret", months="3"), "uses", "search")
    form.submit("save", status=422).mustcontain("La recherche ne montre que ce que lisent toutes les personnes")
    assert listed(site) == []


def test_what_was_said_to_few_is_not_opened_to_more(app, sign_in, site, asks):
    """M13"""
    asks(sees=("team",), months=3)
    page = sign_in(app, "maud").get("/culture/field?subject=request&id=size-1")
    form = ticked(filled(page, months="6"), "sees", "everyone")
    form.submit("save", status=422).mustcontain("lues par moins de monde", "effacées plus tôt")
    assert [(one.sees, one.months) for one in listed(site)] == [(("team",), 3)]


def test_an_option_that_is_reworded_keeps_its_answers(app, sign_in, site, asks, says):
    asks(kind="one", options=SIZES)
    says("/culture/pierres-vivantes/plan-de-la-nef", size_1="l")
    page = sign_in(app, "maud").get("/culture/field?subject=request&id=size-1")
    filled(page, options="Petite\nTrès grande").submit("save", status=303)
    app.get("/culture/pierres-vivantes/plan-de-la-nef").mustcontain("Très grande")


def test_fields_change_places_and_are_withdrawn_restored_and_erased(app, sign_in, site, asks, says):
    """M13: what was answered is hidden, then gone with a word."""
    asks()
    asks(name="unit-2", label="Unité")
    says("/culture/pierres-vivantes/plan-de-la-nef", size_1="Immense")
    page = sign_in(app, "maud").get(FIELDS)
    form = next(form for form in page.forms.values() if "do" in form.fields)
    form.submit("do", value="up:unit-2", status=303)
    assert [one.id for one in listed(site)] == ["unit-2", "size-1"]
    page = app.get("/culture/field-withdraw?subject=request&id=size-1")
    page.mustcontain("1 réponse")
    next(form for form in page.forms.values() if "do" in form.fields).submit("do", status=303)
    app.get("/culture/pierres-vivantes/plan-de-la-nef").mustcontain(no="Immense")
    app.get("/culture/pierres-vivantes/plan-de-la-nef/history").mustcontain(no="Immense")
    page = app.get(FIELDS).click("^Taille$")
    form = next(form for form in page.forms.values() if "do" in form.fields)
    form.submit("do", value="erase", status=303).follow().mustcontain(no="Taille")
    assert held(site, "/culture/pierres-vivantes/plan-de-la-nef") == {}
    app.get("/culture/history").mustcontain("a effacé les réponses à un champ (Missions et besoins) : « Taille »")


def test_two_managers_do_not_overwrite_each_other(app, sign_in, site, asks):
    asks()
    page = sign_in(app, "maud").get("/culture/field?subject=request&id=size-1")
    asks(label="Pointure")
    filled(page, label="Gabarit").submit("save", status=303).follow().mustcontain("Quelqu’un a changé ces champs")
    assert [one.label for one in listed(site)] == ["Pointure"]


KINDS = {
    "line": ("Nord", "Nord", {"x-f-1": "Nord"}),
    "number": ("12,5", "12,5 m²", {"x-f-1": "12,5"}),
    "link": ("exemple.org", "https://exemple.org", {"x-f-1": "exemple.org"}),
    "mail": ("a@exemple.fr", "a@exemple.fr", {"x-f-1": "a@exemple.fr"}),
    "yes-no": ("yes", "Oui", {}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_answer_is_asked_read_and_told_in_the_history(app, sign_in, asks, kind):
    """M13 M32"""
    asks(name="f-1", label="Précision du réseau", kind=kind, unit="m²" if kind == "number" else "")
    page = sign_in(app, "rose").get("/culture/pierres-vivantes/plan-de-la-nef/edit")
    typed, shown, _ = KINDS[kind]
    form = filled(page, summary="Un plan.", description="Tout.", city="Lyon")
    form["form-x-f-1" if "form-x-f-1" in form.fields else "x-f-1"] = typed
    page = form.submit("save", status=303).follow()
    page.mustcontain("Précision du réseau", shown)
    app.get("/culture/pierres-vivantes/plan-de-la-nef/history").mustcontain("Précision du réseau", shown)
    sign_in(app, "iris").get("/culture/pierres-vivantes/plan-de-la-nef").mustcontain(shown)


@pytest.mark.parametrize(
    ("kind", "typed", "fault"),
    [("number", "beaucoup", "nombre"), ("link", "javascript:alert(1)", "adresse"), ("mail", "nobody", "adresse"), ("line", "", "Taille")],
)
def test_a_wrong_answer_comes_back_with_its_fault(app, sign_in, site, asks, kind, typed, fault):
    """M13: as the built-in ones do."""
    asks(kind=kind, required=True)
    page = sign_in(app, "rose").get("/culture/pierres-vivantes/plan-de-la-nef/edit")
    page = filled(page, **{"x-size-1": typed}).submit("save", status=422)
    page.mustcontain("Il y a un problème", fault)
    assert page.forms["form"]["x-size-1"].value == typed and held(site, "/culture/pierres-vivantes/plan-de-la-nef") == {}


def test_a_new_mission_asks_the_field_and_keeps_the_answer(app, sign_in, site, asks):
    asks(required=True, kind="several", options=SIZES)
    page = sign_in(app, "rose").get("/culture/pierres-vivantes/mission-new")
    form = filled(page, title="Trier", summary="Un tri.", description="Tout.", city="Lyon")
    ticked(form, "x-size-1", "s", "l").submit("save", status=303).follow().mustcontain("Taille", "Petite, Grande")
    assert held(site, "/culture/pierres-vivantes/trier") == {"size-1": ("l", "s")}


def test_applying_asks_them_on_the_motivation_screen_and_stays_three_screens(app, sign_in, site, asks):
    """M13: asked, checked, sent; who receives the application reads it."""
    asks("application", "permit-1", "Permis", kind="yes-no", required=True)
    asks("application", "shirt-1", "Langues", kind="several", options={"fr": "Français", "ar": "Arabe"})
    page = sign_in(app, "lea").get("/culture/pierres-vivantes/plan-de-la-nef/apply")
    form = filled(page, motivation="J’aime les plans et les vieilles pierres.")
    form.submit("check", status=422).mustcontain("Permis", "Il y a un problème")
    form["form-x-permit-1" if "form-x-permit-1" in form.fields else "x-permit-1"] = "yes"
    page = ticked(form, "x-shirt-1", "ar").submit("check")
    page.mustcontain("Vérifiez vos réponses", "Permis", "Oui", "Arabe")
    sending = next(form for form in page.forms.values() if "send" in form.fields)
    sending.submit("send", status=303).follow().mustcontain("Candidature envoyée")
    assert held(site, "/culture/pierres-vivantes/plan-de-la-nef/lea") == {"permit-1": "yes", "shirt-1": ("ar",)}
    sign_in(app, "rose").get("/culture/pierres-vivantes/plan-de-la-nef/lea").mustcontain("Permis", "Oui", "Langues", "Arabe")


def test_who_receives_an_application_answers_what_is_asked_of_them(app, sign_in, site, asks):
    """M13: the applicant does not; and whoever may answer nothing finds nothing."""
    asks("application", "badge-1", "Badge remis", fills="referent", sees=("referent",))
    with site() as tree:
        an_application(find(tree, "/culture/pierres-vivantes/plan-de-la-nef"), by="lea")
    path = "/culture/pierres-vivantes/plan-de-la-nef/lea"
    page = sign_in(app, "rose").get(path).click("Compléter les précisions")
    filled(page, **{"x-badge-1": "numéro 7"}).submit("save", status=303).follow().mustcontain("Badge remis", "numéro 7")
    sign_in(app, "lea").get(path).mustcontain(no="numéro 7")
    app.get(path + "/history").mustcontain(no="Badge remis")
    app.get(path + "/fill-in", status=404)
    sign_in(app, "maud").get(path).mustcontain(no="numéro 7")
    app.get(path + "/fill-in", status=404)


@pytest.mark.parametrize("about", [{"sees": ("team",)}, {"months": 2}])
def test_nothing_of_a_closed_answer_is_found_or_counted_by_anybody(app, sign_in, site, searchable, asks, says, about):
    """M13: neither by words nor by filters, whatever the field asks for; not even after it was open."""
    path = "/culture/pierres-vivantes/plan-de-la-nef"
    asks(search=True)
    asks(name="pick-1", label="Choix", kind="one", options=SIZES, search=True)
    says(path, size_1="xylophone", pick_1="l")
    searchable()
    assert titles(app.get("/bourse?words=xylophone")) == {"Plan de la nef"}
    assert titles(app.get("/bourse?network=culture&extra=pick-1:l")) == {"Plan de la nef"}
    asks(search=True, **about)
    asks(name="pick-1", label="Choix", kind="one", options=SIZES, search=True, **about)
    searchable()
    for who in (None, "iris", "noe", "rose", "maud"):
        if who is not None:
            sign_in(app, who)
        page = app.get("/bourse?words=xylophone")
        assert page.html.select_one("#results-count strong").text.startswith("0") or "Rien ne répond" in page.text
        page = app.get("/bourse?network=culture&extra=pick-1:l")
        assert page.html.select('input[name="extra"]') == [] and [link.contents[0].strip() for link in page.html.select(".chosen a")] == [
            "Culture"
        ]


@pytest.mark.parametrize("about", [{"sees": ("team",)}, {"months": 2, "sees": ("team",)}])
def test_a_closed_answer_is_on_no_page_of_those_who_may_not_read_it(app, sign_in, asks, says, about):
    """M13: not on the page, in its history, in the form, nor in the marks that the form carries."""
    path = "/culture/pierres-vivantes/plan-de-la-nef"
    asks(fills="team", **about)
    before = sign_in(app, "rose").get(f"{path}/edit").forms["form"]["stood"].value.split(" ", 1)[1]
    says(path, by="maud", size_1="xylophone")
    assert app.get(f"{path}/edit").forms["form"]["stood"].value.split(" ", 1)[1] == before
    for page in ("", "/edit", "/history", "/working-copy", "/requests"):
        app.get(path + page, status="*").mustcontain(no="xylophone")
    sign_in(app, "iris").get(path).mustcontain(no="Taille")
    app.reset()
    app.get(path).mustcontain(no="Taille")
    sign_in(app, "quentin").get(path).mustcontain("Taille", "xylophone")


def test_the_bourse_of_one_network_narrows_by_its_fields_with_counts(app, site, searchable, asks, says):
    """M13: several of one field widen, two fields narrow; another network's bourse knows nothing of them."""
    with site() as tree:
        for name in ("un", "deux", "trois"):
            a_mission(find(tree, "/culture/pierres-vivantes"), name, title=name.capitalize(), by="rose")
    asks(kind="one", options=SIZES, search=True)
    asks(name="permit-1", label="Permis", kind="yes-no", search=True)
    for name, size, permit in (("un", "s", "yes"), ("deux", "l", "yes"), ("trois", "l", "no")):
        says(f"/culture/pierres-vivantes/{name}", size_1=size, permit_1=permit)
    searchable()

    def counted(page):
        return {
            box["value"]: int(box.find_next(class_="facet-count").text) for box in page.html.select('input[type="checkbox"][name="extra"]')
        }

    page = app.get("/bourse?network=culture")
    assert counted(page) == {"size-1:s": 1, "size-1:l": 2, "permit-1:yes": 2, "permit-1:no": 1}
    page = app.get("/bourse?network=culture&extra=size-1:l")
    assert titles(page) == {"Deux", "Trois"}
    assert counted(page) == {"size-1:s": 1, "size-1:l": 2, "permit-1:yes": 1, "permit-1:no": 1}
    assert titles(app.get("/bourse?network=culture&extra=size-1:l&extra=size-1:s")) == {"Un", "Deux", "Trois"}
    page = app.get("/bourse?network=culture&extra=size-1:l&extra=permit-1:yes")
    assert titles(page) == {"Deux"}
    assert [link.contents[0].strip() for link in page.html.select(".chosen a")][-2:] == ["Taille : Grande", "Permis : Oui"]
    page = app.get("/bourse?network=culture&extra=size-1:s&extra=permit-1:no")
    page.mustcontain("Rien ne répond avec")
    assert counted(app.get("/bourse")) == {} and counted(app.get("/bourse?network=sports")) == {}


def test_an_organisation_and_a_profile_are_asked_too(app, sign_in, site, asks):
    """M13"""
    asks("organisation", "licence-1", "Agrément")
    asks("volunteer", "vaccine-1", "Vaccin", months=6, sees=("team",))
    page = sign_in(app, "rose").get("/culture/pierres-vivantes/edit")
    filled(page, summary="Des pierres.", **{"x-licence-1": "JEP 2027"}).submit("save", status=303).follow().mustcontain(
        "Agrément", "JEP 2027"
    )
    page = sign_in(app, "noe").get("/culture/volunteer-new")
    said = {"know_how": "Tailler la pierre", "x-vaccine-1": "à jour"}
    page = filled(page, **said).submit("check", status=303).follow()
    page.mustcontain("Vaccin", "à jour")
    with site() as tree:
        (made,) = find(tree, "/culture").inside("volunteer")
        assert made.extra == {} and made.sensitive["vaccine-1"].value == "à jour"


def test_an_organisation_that_joins_is_asked_and_the_check_page_tells_it(app, sign_in, site, asks):
    """M13: carried through the three screens."""
    asks("organisation", "licence-1", "Agrément", required=True)
    asks("organisation", "crafts-1", "Métiers", kind="several", options={"stone": "Pierre", "wood": "Bois"})
    page = sign_in(app, "iris").get("/culture/organisation-new?body=association")
    form = filled(page, name="Les Bâtisseurs", summary="Elle restaure des murs de pierre sèche.")
    ticked(form, "x-crafts-1", "wood").submit("check", status=422).mustcontain("Agrément")
    page = filled(page, **{"x-licence-1": "JEP 2027"}).submit("check", status=200)
    page.mustcontain("Vérifiez vos réponses", "JEP 2027", "Bois")
    page.forms["form"].submit("send", status=303)
    assert held(site, "/culture/les-batisseurs") == {"licence-1": "JEP 2027", "crafts-1": ("wood",)}


def test_whoever_answers_is_told_who_reads_it_and_for_how_long(app, sign_in, asks):
    """M13: before the answer, not after."""
    asks("application", "health-1", "Santé", sees=("referent", "team"), months=6)
    page = sign_in(app, "lea").get("/culture/pierres-vivantes/plan-de-la-nef/apply")
    page.mustcontain(
        "Seulement pour vous et : les référents et responsables de l’organisation, l’équipe du réseau.", "Effacé 6 mois après."
    )


def test_the_preview_asks_what_the_form_will_ask_and_sends_nothing(app, sign_in, asks):
    asks(help="Du plus petit au plus grand.")
    page = sign_in(app, "maud").get("/culture/fields-preview?subject=request")
    page.mustcontain("Taille", "Du plus petit au plus grand.")
    assert [field for field in page.forms["form"].fields.get("x-size-1", []) if isinstance(field, Text)]
    assert page.html.select("#form button") == []
