"""Pages are kept as they were rendered (decision 7): exact for their reader, or absent."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from mobee_pyr.cache import Pages
from mobee_pyr.content.access import Role
from mobee_pyr.content.tree import find
from mobee_pyr.i18n.words import Words
from tests.builders import NOW, a_mission

MISSION = "/culture/pierres-vivantes/plan-de-la-nef"
PATHS = ["/", "/bourse", "/bourse?words=plan", "/how-it-works", "/culture", "/culture/organisations", "/culture/pierres-vivantes", MISSION]
PATHS += ["/culture/pierres-vivantes/cent-affiches", "/horizon", "/horizon/les-cadets", "/horizon/les-cadets/tutorat", "/workflows"]
READERS = [None, "iris", "lea", "rose", "quentin", "maud", "ada", "hana", "camille", "helene"]


@pytest.mark.parametrize(("path", "language"), [*((path, "fr") for path in PATHS), ("/bourse", "en"), (MISSION, "en")])
def test_what_is_kept_is_what_would_be_rendered(server, another_app, sign_in, searchable, path, language):
    """L05: each reader gets their own page, whoever asked for the address before them."""
    searchable()
    browsers = [sign_in(another_app(), name) if name else another_app() for name in READERS]
    headers = {"Accept-Language": language}

    def read():
        return [(page.status_int, page.body) for page in (b.get(path, headers=headers, status="*") for b in browsers)]

    first, second = read(), read()
    anew = []
    for browser in browsers:
        server.registry.pages = Pages()
        page = browser.get(path, headers=headers, status="*")
        anew.append((page.status_int, page.body))
    assert first == second == anew
    known = [body.decode() for status, body in first if status == 200]
    assert len(set(known)) == len(known), "two people read one page, with one name on it"


def test_a_kept_page_is_answered_with_304_until_something_changes(app, site):
    """The key of a kept page is the reader, the language, the day and the snapshot of the tree."""
    tag = app.get("/how-it-works").headers["ETag"]
    app.get("/how-it-works", headers={"If-None-Match": tag}, status=304)
    with site() as tree:
        tree["culture"].record("maud", "edited")
    app.get("/how-it-works", headers={"If-None-Match": tag}, status=200)


def test_no_page_stands_for_that_of_another(app, another_app, sign_in, searchable):
    """A tag of another reader, language, or address asks for the page anew."""
    searchable()
    tag = app.get("/culture").headers["ETag"]
    assert app.get("/culture", headers={"If-None-Match": f"W/{tag}"}, status=304).headers["ETag"] == tag
    for browser in (sign_in(another_app(), "lea"), sign_in(another_app(), "iris")):
        browser.get("/culture", headers={"If-None-Match": tag}, status=200)
    app.get("/culture", headers={"If-None-Match": tag, "Accept-Language": "en"}, status=200)
    app.get("/culture?page=2", headers={"If-None-Match": tag}, status=200)
    app.get("/culture?lang=fr", headers={"If-None-Match": tag}, status=200)


@pytest.mark.parametrize("later", [datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 7, 2, 0, 30, tzinfo=UTC)])
def test_another_day_asks_for_the_page_anew(app, monkeypatch, later):
    """« hier » begins at midnight in Paris, a role when the day of the tree does: both are days of the key."""
    monkeypatch.setattr("mobee_pyr.requests.now", lambda: datetime(2026, 7, 1, 21, 30, tzinfo=UTC))
    tag = app.get("/how-it-works").headers["ETag"]
    monkeypatch.setattr("mobee_pyr.requests.now", lambda: later)
    app.get("/how-it-works", headers={"If-None-Match": tag}, status=200)


def test_another_program_makes_other_pages(app, server, monkeypatch):
    """After an upgrade nobody is told that the page of the former program is still true."""
    tag = app.get("/how-it-works").headers["ETag"]
    monkeypatch.setattr(server.registry, "build", "newer")
    app.get("/how-it-works", headers={"If-None-Match": tag}, status=200)


def test_whoever_lost_their_role_is_not_told_that_nothing_changed(app, site, sign_in, searchable):
    """A role that was taken away closes the door at once, to a browser that has the page too."""
    searchable()
    sign_in(app, "helene")
    tag = app.get("/horizon").headers["ETag"]
    app.get("/horizon", headers={"If-None-Match": tag}, status=304)
    with site() as tree:
        tree.membership.revoke("helene", Role.MANAGER, tree["horizon"].oid)
    app.get("/horizon", headers={"If-None-Match": tag}, status=404)


def test_a_form_belongs_to_one_session(another_app, sign_in, site):
    """Two browsers of one person: each has its own token, and a page with a token has no tag."""
    first, second = sign_in(another_app(), "rose"), sign_in(another_app(), "rose")
    with site() as tree:
        a_mission(find(tree, "/culture/pierres-vivantes"), "relire-un-bail", state="draft")
    for browser in (first, second, first):
        page = browser.get("/culture/pierres-vivantes/relire-un-bail")
        page.mustcontain(browser.csrf)
        assert "ETag" not in page.headers
    assert first.csrf != second.csrf


def test_what_is_said_once_is_not_kept(app, another_app, sign_in):
    """A message is read by who did the deed, once."""
    for browser in (sign_in(app, "iris"), sign_in(another_app(), "lea")):
        browser.get("/sports")
    app.post("/sports/join", {"csrf_token": app.csrf, "join": "join"}, status=303)
    told = app.get("/sports")
    assert 'class="notice' in told.text and "ETag" not in told.headers
    for browser in (app, another_app()):
        browser.get("/sports").mustcontain(no='class="notice')


def test_a_list_from_an_index_that_lags_behind_is_not_kept(app, server, site, searchable):
    """The next reader sees what the index has seen meanwhile."""
    searchable()
    server.registry.indexer.stop()
    with site() as tree:
        a_mission(find(tree, "/culture/pierres-vivantes"), "relire-un-bail")
    lagging = app.get("/bourse")
    lagging.mustcontain(no="relire-un-bail")
    assert "ETag" not in lagging.headers
    server.registry.indexer.start()
    searchable()
    app.get("/bourse").mustcontain("relire-un-bail")


def test_how_long_ago_something_was_is_not_kept():
    """« il y a 2 minutes » is true for a minute; a day is true for good."""
    words = Words("fr", NOW)
    assert words.ago(NOW - timedelta(days=30)) and words.date(NOW) and not words.passing
    words.ago(NOW - timedelta(minutes=2))
    assert words.passing


@pytest.mark.parametrize("path", ["/", MISSION, "/my-space", "/sign-in", "/nowhere", "/horizon", "/how-it-works?lang=en"])
def test_no_shared_cache_keeps_what_is_for_one_reader(app, sign_in, path):
    """Whatever a proxy on the way would do with an answer that says nothing."""
    for browser in (app, sign_in(app, "lea")):
        assert browser.get(path, status="*").headers["Cache-Control"] == "private, no-cache"


def test_files_may_be_kept_by_all_and_for_good(app):
    """Their address changes with them."""
    href = app.get("/").html.find("link", rel="stylesheet")["href"]
    said = app.get(href).headers["Cache-Control"]
    assert "private" not in said and "max-age=31536000" in said


def test_the_shelf_is_bounded_and_of_one_snapshot():
    """The longest unused go first; a reader of an older tree neither takes nor leaves anything."""
    pages = Pages(most=130)
    for name in ("a", "b", "c"):
        pages.keep(b"1", (name,), ("text/html", os.urandom(40)))
        pages.get(b"1", ("a",))
    assert [pages.get(b"1", (name,)) is not None for name in ("a", "b", "c")] == [True, False, True]
    pages.keep(b"2", ("a",), ("text/html", b"new"))
    pages.keep(b"1", ("a",), ("text/html", b"old"))
    assert pages.get(b"1", ("a",)) is None and pages.get(b"2", ("a",)) == ("text/html", b"new")
    pages.keep(b"2", ("x" * 200,), ("text/html", b""))
    assert pages.get(b"2", ("x" * 200,)) is None
