"""Those who run the site see how it is, and say a word on every page (C14, P50)."""

from datetime import UTC, datetime, timedelta

import pytest

from mobee_pyr.content.maintenance import Maintenance
from mobee_pyr.content.node import now
from mobee_pyr.content.outcomes import Outcome
from mobee_pyr.content.tree import find
from mobee_pyr.database import database
from mobee_pyr.jobs import Clock
from mobee_pyr.jobs import run as run_jobs
from tests.builders import a_mission, an_organisation

PARTS = ("/administration/running", "/administration/maintenance", "/administration/journal")
FRENCH, ENGLISH = "Arrêt dimanche matin", "A stop on Sunday morning"


def announcing(app, first, last, **texts):
    """The form of a message, filled in; moments in Paris."""
    form = app.get("/administration/maintenance").forms["form"]
    form["text_fr"], form["text_en"] = texts.get("fr", FRENCH), texts.get("en", ENGLISH)
    form.set("date", first[:10], 0)
    form.set("date", last[:10], 1)
    form["since_hour"], form["until_hour"] = first[11:], last[11:]
    return form


@pytest.mark.parametrize("part", PARTS)
def test_only_those_who_run_the_site_have_these_pages(app, another_app, sign_in, part):
    for name in ("maud", "rose", "helene"):
        sign_in(another_app(), name).get(part, status=403)
    another_app().get(part, status=303)
    sign_in(app, "ada").get(part, status=200)


def test_a_message_stands_on_every_page_in_each_language_kept_or_not(app, another_app, sign_in, site):
    """A page that was kept before shows it at once; it goes by itself, or when it is taken off."""
    visitor = another_app()
    visitor.get("/culture").mustcontain(no=FRENCH)
    sign_in(app, "ada")
    announcing(app, "2020-01-01 08:00", "2099-01-01 09:30").submit("announce", status=303).follow().mustcontain(FRENCH, ENGLISH)
    for page in ("/", "/culture", "/bourse", "/sign-in", "/culture/pierres-vivantes"):
        visitor.get(page).mustcontain(FRENCH, no=ENGLISH)
    visitor.get("/nowhere", status=404).mustcontain(FRENCH)
    visitor.get("/culture?lang=en", status="*")
    visitor.get("/culture", headers={"Accept-Language": "en"}).mustcontain(ENGLISH)
    form = next(form for form in app.get("/administration/maintenance").forms.values() if "withdraw" in form.fields)
    form.submit("withdraw", status=303)
    visitor.get("/culture").mustcontain(no=[FRENCH, ENGLISH])
    app.get("/history").mustcontain("a changé le message affiché sur toutes les pages")


def test_a_kept_page_changes_with_the_hour_and_not_only_with_the_tree(app, site, monkeypatch):
    """The moment at which a message begins writes nothing: the page that was kept before it must not be taken."""
    noon = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    with site() as tree:
        tree.maintenance = Maintenance({"fr": FRENCH}, noon + timedelta(hours=1), noon + timedelta(hours=2))
    for hours, stands in ((0, False), (1, True), (1.9, True), (2, False)):
        monkeypatch.setattr("mobee_pyr.requests.now", lambda hours=hours: noon + timedelta(hours=hours))
        assert (FRENCH in app.get("/culture").text) is stands, hours
    english = Maintenance({"fr": FRENCH}, noon, noon + timedelta(hours=1))
    assert english.said("en", noon) == FRENCH, "better in another language than not at all"


@pytest.mark.parametrize(
    ("first", "last", "said", "word"),
    [
        ("2030-01-02 08:00", "2030-01-01 08:00", {}, "avant le début"),
        ("2020-01-01 08:00", "2020-01-02 08:00", {}, "est passée"),
        ("2030-01-01 25:00", "2030-01-02 08:00", {}, "09:30"),
        ("2030-01-01 08:00", "2030-01-02 08:00", {"en": ""}, "error"),
    ],
)
def test_a_message_that_cannot_be_is_refused_and_nothing_typed_is_lost(app, sign_in, site, first, last, said, word):
    sign_in(app, "ada")
    page = announcing(app, first, last, **said).submit("announce", status=422)
    page.mustcontain(FRENCH, word)
    with site() as tree:
        assert tree.maintenance is None


def test_how_the_server_is(app, sign_in, site, server):
    """C14: mails, jobs with what came of them, files and index; a failure is told with its kind."""
    sign_in(app, "ada").get("/administration/running").mustcontain("n’ont pas encore été faites", "L’index suit", "Place libre")
    with site() as tree:
        run_jobs(tree, server.registry.post, now())
        tree.jobs["pack"] = now() - timedelta(days=8)
    clock = Clock(database(server.registry), server.registry.post, 5)
    clock._note(Outcome(now(), 0.0, fault="OSError"))
    clock.pack()
    app.get("/administration/running").mustcontain("Réussi", "Mo, puis", "0 rappel", "Échec", "OSError")


def test_networks_with_what_is_new_and_what_waits_for_too_long(app, sign_in, site, searchable):
    """C14: a file that nobody has looked at for two weeks is told beside its network."""
    with site() as tree:
        culture = find(tree, "/culture")
        for number in range(3):
            mission = a_mission(find(tree, "/culture/pierres-vivantes"), f"neuve-{number}", by="rose")
            mission.published = now()
        an_organisation(culture, "en-attente", state="proposed")
        for role in ("manager", "qualifier"):
            for oid, note in list(culture.notes(role)):
                culture.expect(role, oid, note._replace(since=now() - timedelta(days=30)))
    searchable()
    row = sign_in(app, "ada").get("/administration").text.split("Culture", 1)[1].split("</tr>")[0]
    assert "attend depuis deux semaines" in row and ">3<" in row


def test_deeds_are_found_by_who_what_where_and_when(app, sign_in, site):
    """C14: in the words in which they are shown; bounded; nothing outside of those days."""
    with site() as tree:
        find(tree, "/culture/pierres-vivantes").record("rose", "edited", "Nouvelle adresse", now())
        find(tree, "/horizon").record("helene", "edited", "", now())
        find(tree, "/sports").record("maud", "renamed", "", now() - timedelta(days=40))
    sign_in(app, "ada")
    where = "/administration/journal?"
    page = app.get(where)
    page.mustcontain("Rose", "a modifié", "Nouvelle adresse", "Helene", no="a changé l’adresse")
    assert "Helene" not in app.get(f"{where}who=rose").text.split('<ul class="tasks">')[1]
    app.get(f"{where}what=nouvelle").mustcontain("Pierres vivantes", no="<strong>Helene")
    app.get(f"{where}where=/horizon").mustcontain("Helene", no="Nouvelle adresse")
    long_ago = (now() - timedelta(days=60)).date().isoformat()
    app.get(f"{where}since={long_ago}&what=adresse&where=sports").mustcontain("Maud", "a changé l’adresse")
    app.get(f"{where}who=personne").mustcontain("Rien de tel")
    app.get(f"{where}where=/rien").mustcontain("Aucune page n’a cette adresse")
    app.get(f"{where}since=nonsense&until=0000").mustcontain("a modifié")


def test_a_large_site_is_read_from_the_top_and_says_so(app, sign_in, monkeypatch):
    monkeypatch.setattr("mobee_pyr.views.administration.journal.PAGES_READ", 3)
    sign_in(app, "ada").get("/administration/journal").mustcontain("seules les pages les plus hautes ont été lues")
    app.get("/administration/journal?where=/culture/pierres-vivantes/plan-de-la-nef").mustcontain(no="seules les pages les plus hautes")
