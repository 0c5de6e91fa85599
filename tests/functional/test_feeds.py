"""Feeds and calendars: everybody's show what everybody may open, a person's own exactly what they may, until ended (L15)."""

from datetime import date
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from mobee_pyr.content.access import Role
from mobee_pyr.content.place import Place
from mobee_pyr.content.tree import find, move, set_private
from tests.builders import a_mission, an_application, an_organisation, fire

ATOM = "{http://www.w3.org/2005/Atom}"
NAVE = "/culture/pierres-vivantes/plan-de-la-nef"
TUTORING = "/horizon/les-cadets/tutorat"


def titles(answer):
    assert answer.content_type == "application/atom+xml"
    return {entry.findtext(f"{ATOM}title") for entry in ElementTree.fromstring(answer.body).iter(f"{ATOM}entry")}


def events(answer):
    assert answer.content_type == "text/calendar"
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.body).walk("VEVENT")}


@pytest.fixture
def dated(site, searchable):
    """Both missions have days."""
    with site() as tree:
        for where in (NAVE, TUTORING):
            find(tree, where).starts, find(tree, where).ends = date(2027, 3, 5), date(2027, 3, 6)
            find(tree, where).record(None, "edited")
    searchable()


@pytest.fixture
def key(site, sign_in, another_app):
    """The secret of somebody's addresses, made by them."""

    def made(who, deed="make"):
        browser = sign_in(another_app(), who)
        browser.post("/my-feeds", {"csrf_token": browser.csrf, deed: deed}, status=303)
        field = browser.get("/my-feeds").html.select_one("#feed-all")
        return None if field is None else field["value"].rpartition("/feed/")[2]

    return made


# leaks first --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [None, "lea", "camille", "helene", "ada"])
def test_a_public_feed_is_everybodys_whoever_asks(app, sign_in, dated, who):
    """A member's cookie adds nothing: what a reader in the cloud gets is what a browser gets."""
    if who:
        sign_in(app, who)
    for where in ("/feed", "/feed?network=horizon", "/feed?words=tutorat", "/feed?organisation=horizon/les-cadets"):
        assert "Tutorat" not in titles(app.get(where)) and b"orizon" not in app.get(where).body.replace(b"network=horizon", b"").replace(
            b"organisation=horizon", b""
        )
    assert set(events(app.get("/calendar"))) == {"Plan de la nef"}
    for where in ("/horizon/feed", "/horizon/calendar", "/horizon/les-cadets/feed", "/horizon/les-cadets/calendar"):
        app.get(where, status=404)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("iris", {"Plan de la nef", "Cent affiches"}),
        ("lea", {"Plan de la nef", "Cent affiches"}),
        ("camille", {"Plan de la nef", "Cent affiches", "Tutorat"}),
        ("hana", {"Plan de la nef", "Cent affiches", "Tutorat"}),
    ],
)
def test_a_persons_feed_is_what_their_pages_show(app, another_app, sign_in, key, dated, searchable, who, seen):
    """The same list as the bourse of that person, read without a cookie."""
    address = key(who)
    searchable()
    assert titles(app.get(f"/feed/{address}")) == seen
    page = sign_in(another_app(), who).get("/bourse")
    assert {link.get_text() for link in page.html.select(".tile-title a")} == seen
    app.get(f"/feed/{address}/horizon", status=200 if "Tutorat" in seen else 404)
    app.get(f"/calendar/{address}/horizon", status=200 if "Tutorat" in seen else 404)
    assert set(events(app.get(f"/calendar/{address}"))) == seen - {"Cent affiches"}


def test_what_closes_to_somebody_closes_in_their_feed_at_once(app, site, key, dated, searchable):
    """A role that ends, a node made private: the address stays, the announcement goes, before the index has followed."""
    address = key("helene")
    searchable()
    assert "Tutorat" in titles(app.get(f"/feed/{address}"))
    with site() as tree:
        tree.membership.revoke("helene", Role.MANAGER, tree["horizon"].oid)
        set_private(find(tree, NAVE), True)
    assert titles(app.get(f"/feed/{address}")) & {"Tutorat", "Plan de la nef"} == set()
    app.get(f"/feed/{address}/horizon", status=404)


@pytest.mark.parametrize("deed", ["renew", "end"])
def test_an_address_is_revoked_at_once(app, key, dated, deed):
    """The old one is like any that never was."""
    old = key("camille")
    app.get(f"/feed/{old}", status=200)
    app.get(f"/calendar/{old}/my-space", status=200)
    new = key("camille", deed)
    for where in (f"/feed/{old}", f"/feed/{old}/horizon", f"/calendar/{old}", f"/calendar/{old}/my-space"):
        app.get(where, status=404)
    if deed == "renew":
        assert new != old and "Tutorat" in titles(app.get(f"/feed/{new}"))


def test_a_blocked_person_has_no_feed(app, site, key):
    address = key("camille")
    with site() as tree:
        tree.people["camille"].blocked = True
    app.get(f"/feed/{address}", status=404)


@pytest.mark.parametrize("key", ["x", "camille.", "camille", "camille.wrong", "nobody.x", "camille.%C3%A9"])
@pytest.mark.parametrize("rest", ["", "/horizon", "/my-space", "/nowhere"])
def test_a_wrong_key_finds_nothing(app, key, rest):
    """A person without addresses has no empty secret."""
    for kind in ("feed", "calendar"):
        app.get(f"/{kind}/{key}{rest}", status=404)


def test_nobody_reads_the_addresses_of_another(app, another_app, sign_in, key):
    """They stand on one's own page alone; the journal says that they changed, not what they are."""
    address = key("camille")
    for who in ("ada", "helene"):
        browser = sign_in(another_app(), who)
        for where in ("/my-feeds", "/people/camille", "/people/camille/history", "/administration"):
            assert address.rpartition(".")[2] not in browser.get(where, status="*").text
    app.get("/my-feeds", status=303)


# what it does -------------------------------------------------------------------------------------------------------------


def test_a_feed_answers_the_bourses_question(app, dated):
    """Words and filters are the page's; the page tells browsers and people of its feed."""
    page = app.get("/bourse?means=goods&page=1")
    told = page.html.select_one("link[type='application/atom+xml']")["href"]
    assert told == "/feed?means=goods"
    assert told in [link["href"] for link in page.html.select(".follow a")]
    assert titles(app.get(told)) == {"Cent affiches"}
    assert titles(app.get("/culture/feed")) == titles(app.get("/culture/pierres-vivantes/feed")) == {"Plan de la nef", "Cent affiches"}
    assert titles(app.get("/sports/feed")) == set()


def test_a_dedicated_networks_page_tells_of_no_public_feed(app, sign_in, dated):
    """Its members are led to their own addresses."""
    page = sign_in(app, "camille").get("/horizon")
    assert not page.html.select("link[type='application/atom+xml']")
    assert [link["href"] for link in page.html.select(".follow a")] == ["/my-feeds"]


def test_an_entry_keeps_its_name_wherever_it_moves(app, site, dated, searchable):
    """Feed readers and calendars know it again; its link says by which way one comes."""

    def known():
        (entry,) = [
            one
            for one in ElementTree.fromstring(app.get("/feed").body).iter(f"{ATOM}entry")
            if one.findtext(f"{ATOM}title") == "Plan de la nef"
        ]
        event = events(app.get("/calendar"))["Plan de la nef"]
        return entry.findtext(f"{ATOM}id"), str(event["uid"]), entry.find(f"{ATOM}link").get("href")

    before = known()
    with site() as tree:
        move(find(tree, NAVE), an_organisation(tree["culture"], "autre-maison", referent="rose"))
        oid = find(tree, "/culture/autre-maison/plan-de-la-nef").oid
    searchable()
    after = known()
    assert before[:2] == after[:2] == (f"tag:localhost,2026:{oid}", f"mission-{oid}@localhost")
    assert after[2].endswith("/culture/autre-maison/plan-de-la-nef?via=feed")


def test_whole_days_in_a_calendar(app, dated):
    """The last day is included: in a calendar a whole day ends when the next begins."""
    event = events(app.get("/calendar"))["Plan de la nef"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2027, 3, 5), date(2027, 3, 7))
    assert f"{NAVE}?via=calendar" in str(event["url"])


@pytest.mark.parametrize(
    ("mode", "place"),
    [("on_site", "3 rue du Cloître, Lyon (69005)"), ("both", "3 rue du Cloître, Lyon (69005) ou en ligne"), ("online", "En ligne")],
)
def test_an_event_says_where_one_goes(app, site, dated, mode, place):
    """L15: with the street, unless nobody goes anywhere."""
    with site() as tree:
        find(tree, NAVE).mode, find(tree, NAVE).place = mode, Place("Lyon", "69005", address="3 rue du Cloître")
    assert str(events(app.get("/calendar"))["Plan de la nef"]["location"]) == place


def test_my_missions_are_those_that_took_me(app, site, key, dated):
    """Accepted, not merely asked for; and no longer once hidden."""
    with site() as tree:
        an_application(find(tree, TUTORING), "hana", state="accepted")
        an_application(find(tree, NAVE), "hana")
    address = key("hana")
    assert set(events(app.get(f"/calendar/{address}/my-space"))) == {"Tutorat"}
    assert set(events(app.get(f"/calendar/{key('lea')}/my-space"))) == set()


def test_a_feed_that_says_the_same_is_answered_in_a_word(app, site, dated):
    """A tag of what it says: a deed elsewhere, or an application, changes nothing."""
    for where in ("/feed", "/calendar"):
        tag = app.get(where).headers["ETag"]
        with site() as tree:
            tree["sports"].record("maud", "edited")
            an_application(find(tree, NAVE), {"/feed": "lea", "/calendar": "luc"}[where])
        app.get(where, headers={"If-None-Match": tag}, status=304)
    tag = app.get("/feed").headers["ETag"]
    with site() as tree:
        find(tree, NAVE).title = "Plan du chœur"
        find(tree, NAVE).record("rose", "edited")
    assert "Plan du chœur" in titles(app.get("/feed", headers={"If-None-Match": tag}, status=200))


def test_signs_that_xml_forbids_do_not_break_a_feed(app, site, searchable):
    with site() as tree:
        a_mission(find(tree, "/culture/pierres-vivantes"), "curieuse", title="Un \x0b titre & <balises>", summary="\ud83d")
    searchable()
    assert "Un  titre & <balises>" in titles(app.get("/feed"))


def test_whoever_is_taken_puts_the_days_of_their_mission_into_their_calendar(app, another_app, sign_in, site, dated, key):
    """L15: the same event as in the calendar they subscribe to; nobody's before they are taken, and nobody else's ever."""
    with site() as tree:
        an_application(find(tree, NAVE), "lea")
    lea = sign_in(app, "lea")
    lea.get(f"{NAVE}/lea").mustcontain(no="Mettre dans mon agenda")
    lea.get(f"{NAVE}/lea/calendar", status=404)
    with site() as tree:
        fire(find(tree, f"{NAVE}/lea"), "accept", "rose")
    (event,) = events(lea.get(f"{NAVE}/lea").click("Mettre dans mon agenda")).values()
    assert event["dtstart"].dt == date(2027, 3, 5)
    assert [event["uid"]] == [each["uid"] for each in events(app.get(f"/calendar/{key('lea')}/my-space")).values()]
    for who in ("noe", "helene"):
        sign_in(another_app(), who).get(f"{NAVE}/lea/calendar", status=404)
    another_app().get(f"{NAVE}/lea/calendar", status="*").mustcontain(no="VEVENT")
    with site() as tree:
        find(tree, NAVE).starts = None
    lea.get(f"{NAVE}/lea").mustcontain(no="Mettre dans mon agenda")
