"""One's profile, subject by subject; who reads which part of it; a CV taken over (M71, P05, P07, C17)."""

import gc
import json
from datetime import date

import pytest
from webtest import Upload

from mobee_pyr.content.profile import PARTS, Held, Profile
from mobee_pyr.content.tree import find
from tests.builders import a_mission, a_role, an_application

SECRET = "Un fauteuil roulant"
SUBJECTS = ["skills", "wishes", "availability", "place", "experience", "situation", "shown"]


def the(site, read, who="lea"):
    with site() as tree:
        return read(tree.people[who])


def profile(site, who="lea"):
    return the(site, lambda person: person.profile, who)


def says(site, who="lea", **facts):
    with site() as tree:
        tree.people[who].profile = Profile(**facts)


def tick(form, name, wanted):
    for box in form.fields[name]:
        box.checked = box._value in wanted


def test_a_profile_begins_empty_and_nothing_is_mandatory(app, sign_in, site):
    """M71: each subject is a line that says whether something was said; saving an empty page is no fault."""
    page = sign_in(app, "lea").get("/profile")
    page.mustcontain("Rien n’est obligatoire", "Mes compétences", "Mes disponibilités", "Personne ne vous trouve")
    assert page.text.count("Pas encore dit") == 6
    for subject in SUBJECTS:
        app.get(f"/profile-{subject}").forms["form"].submit("save", status=303)
    assert profile(site) == Profile(shown=tuple((name, "nobody" if name == "accommodations" else "asked") for name in PARTS))


def test_skills_are_recognised_levelled_and_taken_away(app, sign_in, site):
    """P07, M71: free words become ids of the framework; level and origin are chosen afterwards."""
    form = sign_in(app, "lea").get("/profile-skills").forms["form"]
    form["skills"] = "Comptabilité, réparer des vélos"
    page = form.submit("save", status=303).follow()
    page.mustcontain("Dites maintenant à quel niveau")
    form = page.forms["form"]
    form["level-bicycles"], form["origin-bicycles"] = "4", "passion"
    form.submit("save", status=303)
    assert set(profile(site).skills) == {Held("accounting", 2, "work"), Held("bicycles", 4, "passion")}
    form = app.get("/profile-skills").forms["form"]
    tick(form, "remove", {"accounting"})
    form.submit("save", status=303).follow().mustcontain("C’est dit", "peut l’enseigner, passion")
    assert profile(site).skills == (Held("bicycles", 4, "passion"),)


def test_a_skill_that_nobody_knows_is_asked_again_and_nothing_is_lost(app, sign_in, site):
    says(site, skills=(Held("music"),))
    form = sign_in(app, "lea").get("/profile-skills").forms["form"]
    form["skills"] = "comptabilité, zorglub"
    tick(form, "skill", {"reading"})
    refused = form.submit("save", status=422)
    refused.mustcontain("« zorglub » n’est pas dans la liste", 'value="comptabilité, zorglub"')
    assert profile(site).skills == (Held("music"),)
    assert [box._value for box in refused.forms["form"].fields["skill"] if box.checked] == ["accounting", "reading"]
    form = refused.forms["form"]
    form["skills"] = "comptabilitée"
    form.submit("save", status=422).mustcontain("vouliez-vous dire", "Comptabilité")


def test_more_skills_than_count_are_refused(app, sign_in, site):
    form = sign_in(app, "lea").get("/profile-skills").forms["form"]
    for box in form.fields["skill"][:41]:
        box.checked = True
    form.submit("save", status=422).mustcontain("40 compétences au plus")
    assert profile(site).skills == ()


def test_half_days_moments_and_dates(app, sign_in, site):
    """M71: the grid of half-days is plain boxes; a weekend morning is a moment of the weekend."""
    form = sign_in(app, "lea").get("/profile-availability").forms["form"]
    tick(form, "checkbox", {"tue-am", "sat-am", "own-pace"})
    form.submit("save", status=303).follow().mustcontain("Mardi matin, samedi matin")
    found = profile(site)
    assert (found.free, found.moments) == (("tue-am", "sat-am"), ("own-pace",))
    assert found.times == ("weekends", "office-hours", "own-pace")
    form = app.get("/profile-availability").forms["form"]
    form.fields["date"][0].value, form.fields["date"][1].value = "2027-03-02", "2027-03-01"
    form.submit("save", status=422).mustcontain("qui vient après le premier", 'value="2027-03-02"')
    assert profile(site) == found


@pytest.mark.parametrize(
    ("typed", "kept"), [("38000", "Grenoble (38)"), ("grenoble", "Grenoble (38)"), ("Saint-Denis (974)", "Saint-Denis (974)"), ("", "")]
)
def test_a_commune_is_found_and_no_address_is_asked(app, sign_in, site, typed, kept):
    """M71: what is kept of a place is its commune; the account's town is the same, typed once."""
    form = sign_in(app, "lea").get("/profile-place").forms["form"]
    form["place"], form["distance"] = typed, "20"
    form.submit("save", status=303)
    found = profile(site)
    assert (found.home.city, found.home.address, found.distance, found.home.latitude is None) == (kept, "", 20, not kept)
    assert the(site, lambda person: person.place) == kept


def test_a_place_that_nobody_knows_is_asked_again(app, sign_in, site):
    form = sign_in(app, "lea").get("/profile-place").forms["form"]
    form["place"] = "Zzyzx"
    form.submit("save", status=422).mustcontain("Nous ne trouvons pas cette commune", 'value="Zzyzx"')
    assert profile(site) == Profile()


def test_links_are_addresses(app, sign_in, site):
    form = sign_in(app, "lea").get("/profile-experience").forms["form"]
    form["experience"], form["links"] = "Dix ans de chantier.", "https://example.org/lea\njavascript:alert(1)"
    refused = form.submit("save", status=422)
    refused.mustcontain("Écrivez chaque adresse en entier", "Dix ans de chantier.")
    form = refused.forms["form"]
    form["links"] = "https://example.org/lea"
    form.submit("save", status=303)
    assert (profile(site).experience, profile(site).links) == ("Dix ans de chantier.", ("https://example.org/lea",))


def test_the_journal_says_that_a_profile_changed_and_nothing_of_it(app, sign_in, site):
    form = sign_in(app, "lea").get("/profile-situation").forms["form"]
    form["accommodations"] = SECRET
    form.submit("save", status=303)
    deeds = the(site, lambda person: [(deed.what, deed.details) for deed in person.deeds()])
    assert deeds[0] == ("profile", {"part": "situation"}) and SECRET not in repr(deeds)


# who reads what -----------------------------------------------------------------------------------------------------------


ALL = {
    "skills": (Held("music"),),
    "experience": "Parcours-lu",
    "causes": ("culture",),
    "moments": ("evenings",),
    "distance": 20,
    "accommodations": SECRET,
}


@pytest.mark.parametrize(("to", "read"), [("nobody", False), ("asked", True), ("organisations", True), ("members", True)])
def test_what_is_opened_to_those_whom_one_answers_stands_beside_the_application(app, another_app, site, sign_in, to, read):
    """C17, P05: only the beneficiary's référents read it, part by part; accommodations only on purpose."""
    with site() as tree:
        an_application(find(tree, "/culture/pierres-vivantes/plan-de-la-nef"), "lea", employer=find(tree, "/culture/atelier-du-sud"))
    says(site, **ALL, shown=(("experience", to),))
    place = "/culture/pierres-vivantes/plan-de-la-nef/lea"
    page = sign_in(app, "rose").get(place)
    assert ("Parcours-lu" in page.text, SECRET in page.text) == (read, False)
    for name in ("basile", "max", "maud"):
        other = sign_in(another_app(), name).get(place, status="*").text
        assert "Parcours-lu" not in other and SECRET not in other, name
    says(site, **ALL, shown=(("accommodations", "asked"),))
    app.get(place).mustcontain(SECRET)


def test_the_preview_shows_what_others_read(app, sign_in, site):
    """C17: as an association sees it; nobody sees who did not agree to be found."""
    says(site, **ALL, shown=(("experience", "organisations"), ("skills", "asked")))
    page = sign_in(app, "lea").get("/profile-seen")
    page.mustcontain("Elle ne vous voit pas", "Une association à laquelle vous avez répondu", "Parcours-lu")
    assert SECRET not in page.text
    says(site, **ALL, found=True, shown=(("experience", "organisations"), ("skills", "asked")))
    section = app.get("/profile-seen").html.select_one("[aria-labelledby=seen-organisations]").get_text()
    assert "Parcours-lu" in section and "Musique" not in section


@pytest.mark.parametrize("subject", [*(f"profile-{one}" for one in SUBJECTS), "profile-seen", "resume", "resume-file", "for-you"])
def test_a_visitor_is_asked_to_sign_in(app, subject):
    assert "/sign-in" in app.get(f"/{subject}", status=303).location


def test_no_page_but_ones_own_tells_a_profile(another_app, sign_in, site, searchable):
    """P05: as long as nothing is opened, nobody reads a word of it, the administration included."""
    says(site, **ALL, found=False)
    searchable()
    for name in ("rose", "basile", "max", "quentin", "maud", "ada", "luc", "hugo"):
        browser = sign_in(another_app(), name)
        for where in (
            "/people/lea",
            "/administration/people?q=lea",
            "/culture/people",
            "/bourse?words=parcours-lu",
            "/culture/atelier-du-sud",
        ):
            text = browser.get(where, status="*").text
            assert "Parcours-lu" not in text.replace("parcours-lu", "") and SECRET not in text, (name, where)


def test_the_dossier_of_a_network_begins_with_what_the_profile_says(app, sign_in, site):
    """M71: nobody types twice; what is private stays out."""
    says(site, **ALL, links=("https://example.org/lea",))
    with site() as tree:
        a_role("member", find(tree, "/culture"), "lea")
    form = sign_in(app, "lea").get("/culture/volunteer-new").forms["form"]
    assert form["experience"].value == "Parcours-lu" and form["links"].value == "https://example.org/lea"
    assert "Musique" in form["know_how"].value and SECRET not in form["know_how"].value + form["availability"].value


# JSON Resume --------------------------------------------------------------------------------------------------------------

CV = {
    "basics": {
        "name": "Léa",
        "summary": "Dix ans de métier.",
        "location": {"city": "Lyon", "postalCode": "69001"},
        "url": "https://example.org",
    },
    "work": [{"name": "Cabinet Nord", "position": "Comptable", "startDate": "2012-01-01", "endDate": "2020-06-30"}],
    "volunteer": [{"organization": "Vélo pour tous", "position": "Réparation de vélos"}],
    "skills": [{"name": "Comptabilité", "level": "Master", "keywords": ["budget"]}, {"name": "Zorglub"}],
    "languages": [{"language": "English", "fluency": "Fluent"}, {"language": "Klingon"}],
}


def test_a_cv_is_looked_at_and_then_taken_over(app, sign_in, site):
    """M71: nothing is kept before it was shown; what is not ticked is left."""
    form = sign_in(app, "lea").get("/resume").forms["form"]
    form["file"] = Upload("resume.json", json.dumps(CV).encode(), "application/json")
    look = form.submit("look")
    look.mustcontain("Comptabilité (peut l’enseigner, métier)", "Comptable, Cabinet Nord (2012–2020)", "Zorglub", "anglais", "Lyon")
    assert profile(site) == Profile()
    keep = look.forms["keep"]
    tick(keep, "take", {"skills", "links", "home", "languages"})
    keep.submit("keep", status=303)
    found = profile(site)
    assert {(one.skill, one.level, one.origin) for one in found.skills} >= {
        ("accounting", 4, "work"),
        ("budget", 4, "work"),
        ("bicycles", 2, "passion"),
    }
    assert (found.experience, found.home.city, found.links) == ("", "Lyon (69)", ("https://example.org",))
    assert the(site, lambda person: person.languages) == ("en", "fr")
    taken = json.loads(app.get("/resume-file").text)
    assert (
        taken["basics"]["location"] == {"city": "Lyon (69)"}
        and {"name": "Comptabilité", "level": "Master", "keywords": ["accounting"]} in taken["skills"]
    )
    assert "résumé" not in app.get("/resume-file").headers["Content-Disposition"]


def test_a_cv_tells_what_somebody_has_done_here(app, site, sign_in):
    """L01: missions carried through, with the hours that the organisation noted; neither what waits nor what others did."""
    with site() as tree:
        nave = find(tree, "/culture/pierres-vivantes/plan-de-la-nef")
        nave.starts = date(2026, 3, 2)
        an_application(nave, "lea", state="completed").hours = 14.5
        an_application(a_mission(nave.__parent__, "affiches"), "lea", state="accepted")
        an_application(nave, "luc", state="completed").hours = 7
    (told,) = json.loads(sign_in(app, "lea").get("/resume-file").text)["volunteer"]
    assert (told["organization"], told["position"], told["summary"]) == ("Pierres vivantes", "Plan de la nef", "14,5 heures données")
    assert (told["startDate"], told["endDate"]) == ("2026-03-02", "2026-03-02") and told["url"].endswith("/plan-de-la-nef")
    assert "volunteer" not in json.loads(sign_in(app, "noe").get("/resume-file").text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Ce n’est pas du JSON"),
        ('{"basics": {"name": "Léa"},\n oups}', "regardez la ligne 2"),
        ("[]", "commence par une accolade"),
        ('{"skills": {}}', "« skills » doit être une liste"),
        ('{"skills": ["couture"]}', "« skills[0] » doit être un objet"),
        ('{"basics": []}', "« basics » doit être un objet"),
        ('{"meta": 1}', "ce n’est pas un CV JSON Resume"),
        ('{"skills": [{"name": "zorglub"}]}', "nous n’y trouvons rien"),
    ],
)
def test_a_cv_that_cannot_be_read_is_told_exactly(app, sign_in, site, text, message):
    form = sign_in(app, "lea").get("/resume").forms["form"]
    form["text"] = text
    form.submit("look", status=422).mustcontain(message)
    assert profile(site) == Profile()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(("text", "message"), [("[" * 20_000, "trop compliqué"), ("x" * 200_001, "200 ko au plus")])
def test_a_cv_that_is_too_much_is_told(app, sign_in, site, text, message):
    form = sign_in(app, "lea").get("/resume").forms["form"]
    form["text"] = text
    form.submit("look", status=422).mustcontain(message)
    assert profile(site) == Profile()
    gc.collect()  # WebOb keeps a large body in a temporary file until nobody holds the request


def test_a_cv_that_is_no_text_is_told(app, sign_in, site):
    form = sign_in(app, "lea").get("/resume").forms["form"]
    form["file"] = Upload("resume.json", b"\xff\xfe\x00\xff", "application/json")
    form.submit("look", status=422).mustcontain("Ce fichier n’est pas du texte en UTF-8")
