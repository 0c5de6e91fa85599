"""Visits counted by their source, without a cookie, beside the requests (L06)."""

import pytest
from ZODB.utils import u64

from mobee_pyr.arrivals import Arrivals, Writer
from mobee_pyr.content.arrivals import by_source
from mobee_pyr.content.node import now
from mobee_pyr.content.tree import delete, find, purge
from mobee_pyr.database import database

NAVE = "/culture/pierres-vivantes/plan-de-la-nef"
TUTORING = "/horizon/les-cadets/tutorat"


@pytest.fixture(autouse=True)
def nothing_counted(server):
    server.registry.arrivals = Arrivals()


@pytest.fixture
def counted(server, site):
    """Writes what was counted, and gives it."""

    def read(where=NAVE):
        server.registry.arrivals.write(database(server.registry))
        with site() as tree:
            return by_source(find(tree, where))

    return read


# leaks first --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"), [(None, 303), ("noe", 403), ("lea", 403), ("basile", 403), ("rose", 200), ("quentin", 200), ("maud", 200)]
)
def test_only_those_who_run_a_mission_read_where_its_visits_come_from(app, sign_in, who, status):
    if who:
        sign_in(app, who)
    app.get(f"{NAVE}/arrivals", status=status)


@pytest.mark.parametrize("who", [None, "lea"])
def test_a_hidden_mission_counts_nobody_who_is_not_let_in(app, sign_in, counted, who):
    """Whoever reads « cette page n'existe pas » has not arrived."""
    if who:
        sign_in(app, who)
    app.get(f"{TUTORING}?via=poster", status=404)
    assert counted(TUTORING) == {}


def test_nothing_about_anybody_is_kept(app, another_app, sign_in, site, counted):
    """A day, a source, a number; a visitor is given no cookie."""
    answer = app.get(f"{NAVE}?via=qr", headers={"X-Forwarded-For": "203.0.113.9"})
    assert "Set-Cookie" not in answer.headers
    sign_in(another_app(), "lea").get(f"{NAVE}?via=qr")
    assert counted() == {"qr": 2}
    with site() as tree:
        ((key, number),) = find(tree, NAVE).arrivals.items()
    assert key == (now().date().toordinal(), "qr") and number == 2


# what it does -------------------------------------------------------------------------------------------------------------


def test_each_source_is_counted_and_the_table_says_so(app, another_app, sign_in, counted):
    """Kept pages count, answers of 304 too; the closed list is closed; other pages of the mission do not count."""
    for source, times in (("poster", 3), ("linkedin", 2)):
        for _time in range(times):
            app.get(f"{NAVE}?via={source}")
    tag = app.get(NAVE).headers["ETag"]
    app.get(f"{NAVE}?via=qr", headers={"If-None-Match": tag}, status=304)
    for uncounted in (f"{NAVE}?via=spam", f"{NAVE}?via=", f"{NAVE}/share?via=qr", "/culture?via=qr", NAVE):
        app.get(uncounted)
    app.head(f"{NAVE}?via=qr")
    assert counted() == {"poster": 3, "linkedin": 2, "qr": 1}
    page = sign_in(another_app(), "rose").get(f"{NAVE}/arrivals")
    rows = [[cell.get_text() for cell in row.select("th, td")][:3] for row in page.html.select("tbody tr")]
    assert rows == [["L’affiche", "3", "3"], ["LinkedIn", "2", "2"], ["Le QR code", "1", "1"]]
    assert [bar["width"] for bar in page.html.select(".bar rect")] == ["100", "67", "33"]


def test_a_page_is_kept_once_for_all_ways_and_leads_on_without_them(app):
    """The word is taken off before the page is asked for: the same bytes, the same tag, and no link that carries it on."""
    plain, coming = app.get(NAVE), app.get(f"{NAVE}?via=poster")
    assert coming.headers["ETag"] == plain.headers["ETag"] and coming.body == plain.body
    assert "via=" not in coming.text
    assert app.get("/bourse?words=plan&via=qr").html.select_one("#words")["value"] == "plan"


@pytest.mark.parametrize(
    "agent", ["WhatsApp/2.23", "facebookexternalhit/1.1", "LinkedInBot/1.0", "Mastodon/4.3 (http.rb)", "Googlebot/2.1"]
)
def test_programs_that_look_at_a_link_are_no_visits(app, counted, agent):
    """Whoever posts a link has it fetched by the site for a preview."""
    app.get(f"{NAVE}?via=whatsapp", headers={"User-Agent": agent})
    assert counted() == {}


def test_those_who_run_the_mission_do_not_count(app, sign_in, counted):
    """Trying one's own poster is no visit."""
    sign_in(app, "rose").get(f"{NAVE}?via=poster")
    assert counted() == {}


def test_reading_writes_nothing(app, server, counted):
    """A GET commits nothing; many arrivals are one short transaction afterwards, none without any."""
    storage = database(server.registry).storage
    before = u64(storage.lastTransaction())
    for _time in range(5):
        app.get(f"{NAVE}?via=link")
    assert u64(storage.lastTransaction()) == before
    assert server.registry.arrivals.write(database(server.registry)) == 5
    after = u64(storage.lastTransaction())
    assert after > before and server.registry.arrivals.write(database(server.registry)) == 0
    assert u64(storage.lastTransaction()) == after
    assert counted() == {"link": 5}


def test_a_mission_that_is_gone_is_no_fault(app, server, site):
    app.get(f"{NAVE}?via=link")
    with site() as tree:
        mission = find(tree, NAVE)
        delete(mission)
        purge(mission)
    assert server.registry.arrivals.write(database(server.registry)) == 1


def test_the_last_minute_is_written_when_the_server_stops(app, server, site):
    """A lost buffer is tolerable; one that need not be lost is not."""
    writer = Writer(server.registry.arrivals, database(server.registry), every=3600)
    writer.start()
    app.get(f"{NAVE}?via=mail")
    writer.stop()
    with site() as tree:
        assert by_source(find(tree, NAVE)) == {"mail": 1}
