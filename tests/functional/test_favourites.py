"""Favourites: kept with one tap, theirs alone, gone from sight with the right to see (L18)."""

import pytest

from mobee_pyr.cache import MARK
from mobee_pyr.content.access import Role
from mobee_pyr.content.tree import find, move
from mobee_pyr.workflows import favourites
from tests.builders import a_role, an_organisation

NAVE = "/culture/pierres-vivantes/plan-de-la-nef"
TUTORING = "/horizon/les-cadets/tutorat"


def keep(browser, where=NAVE, answer="yes", status=303, **headers):
    said = {"csrf_token": browser.csrf, "keep": answer}
    return browser.post(f"{where}/favourite", said, headers=headers, status=status)


def titles(page):
    return [link.get_text() for link in page.html.select(".tile-title a")]


# leaks first --------------------------------------------------------------------------------------------------------------


def test_nobody_keeps_what_they_may_not_open(app, sign_in, site):
    """To an outsider a dedicated network's mission is not there, and nothing is kept of the attempt."""
    sign_in(app, "lea")
    app.get(f"{TUTORING}/favourite", status=404)
    keep(app, TUTORING, status=404)
    with site() as tree:
        assert not favourites.holds(tree.people["lea"], find(tree, TUTORING).oid)


def test_a_favourite_is_hidden_as_soon_as_it_may_not_be_opened_and_comes_back(app, sign_in, site):
    """A role that ends takes the mission off the list: no card, no title, no number."""
    keep(sign_in(app, "helene"), TUTORING)
    assert titles(app.get("/favourites")) == ["Tutorat"]
    with site() as tree:
        horizon = tree["horizon"].oid
        tree.membership.revoke("helene", Role.MANAGER, horizon)
    page = app.get("/favourites")
    assert titles(page) == [] and "utorat" not in page.text
    assert "utorat" not in app.get("/my-space").text and not app.get("/my-space").html.select("a[href='/favourites'] .count")
    with site() as tree:
        a_role("member", tree["horizon"], "helene")
    assert titles(app.get("/favourites")) == ["Tutorat"]


def test_a_favourite_is_nobody_elses_business(app, another_app, sign_in, site):
    """No other person, not even who runs the mission, the network or the site, reads who keeps it; no deed tells."""
    keep(sign_in(app, "lea"))
    for who in ("rose", "maud", "ada"):
        other = sign_in(another_app(), who)
        assert titles(other.get("/favourites")) == []
        assert "Lea" not in other.get(NAVE).text
    with site() as tree:
        assert not any("avourite" in deed.what for deed in (*tree.people["lea"].deeds(), *find(tree, NAVE).deeds()))


# what it does -------------------------------------------------------------------------------------------------------------


def test_one_tap_keeps_and_another_one_does_not(app, sign_in):
    """From a mission's page, without a script, and back to it."""
    sign_in(app, "lea")
    page = app.get(NAVE)
    heart = page.html.select_one(".aside-box button.keep")
    assert (heart["form"], heart["formaction"], heart["value"]) == ("keep", f"{NAVE}/favourite", "yes")
    form = page.html.select_one("form#keep")
    assert form["method"] == "post" and form.find("input")["value"] == app.csrf
    told = keep(app, Referer=f"http://localhost{NAVE}").follow()
    assert "est dans vos favoris" in told.text
    assert told.html.select_one(".aside-box button.keep")["value"] == "no"
    assert titles(app.get("/favourites")) == ["Plan de la nef"]
    keep(app, answer="no")
    assert titles(app.get("/favourites")) == []
    assert "aucune mission" in app.get("/favourites").text


def test_each_card_has_its_heart_and_leads_back_to_the_list(app, sign_in, searchable):
    """In the bourse, with its filters."""
    searchable()
    sign_in(app, "lea")
    card = app.get("/bourse?means=skills").html.select_one(".tile button.keep")
    assert card["formaction"] == f"{NAVE}/favourite"
    answer = keep(app, Referer="http://localhost/bourse?means=skills")
    assert answer.location == "http://localhost/bourse?means=skills"
    searchable()
    assert app.get("/bourse?means=skills").html.select_one(".tile button.keep")["value"] == "no"


@pytest.mark.parametrize(
    "referer", ["http://evil.example/bourse", "http://localhost//evil.example", "", f"http://localhost{NAVE}/favourite"]
)
def test_nobody_is_led_elsewhere(app, sign_in, referer):
    """An open redirect is refused; without a page to go back to, one reads the mission."""
    assert keep(sign_in(app, "lea"), Referer=referer).location == f"http://localhost{NAVE}"


def test_a_visitor_signs_in_and_comes_back(app, sign_in):
    """No dead end: the heart of a visitor leads to a page that asks once signed in."""
    link = app.get(NAVE).html.select_one(".aside-box a.keep")["href"]
    assert app.get(link, status=303).location.endswith("/sign-in?next=%2Fculture%2Fpierres-vivantes%2Fplan-de-la-nef%2Ffavourite")
    assert not app.get("/bourse").html.select("button.keep")
    keep(app, status=303)
    page = sign_in(app, "lea").get(link)
    assert page.html.select_one("button.btn-primary")["formaction"] == f"{NAVE}/favourite"


def test_a_favourite_survives_a_move(app, sign_in, site):
    """What is kept is the mission, wherever it stands."""
    keep(sign_in(app, "lea"))
    with site() as tree:
        other = an_organisation(tree["culture"], "autre-maison", referent="rose")
        move(find(tree, NAVE), other)
    card = app.get("/favourites").html.select_one(".tile-title a")
    assert card["href"] == "/culture/autre-maison/plan-de-la-nef"


def test_two_browsers_of_one_person_share_a_kept_page_and_not_its_token(another_app, sign_in):
    """The page is kept once; each answer holds the token of its own session, and a tag of its own."""
    first, second = sign_in(another_app(), "lea"), sign_in(another_app(), "lea")
    pages = [(browser, browser.get(NAVE)) for browser in (first, second, first, second)]
    for browser, page in pages:
        assert page.html.select_one("form#keep input")["value"] == browser.csrf
    assert first.csrf != second.csrf
    assert pages[0][1].headers["ETag"] == pages[2][1].headers["ETag"] != pages[1][1].headers["ETag"]
    first.get(NAVE, headers={"If-None-Match": pages[0][1].headers["ETag"]}, status=304)
    second.get(NAVE, headers={"If-None-Match": pages[0][1].headers["ETag"]}, status=200)


def test_the_mark_for_tokens_is_never_seen(app, sign_in, searchable):
    """Not on a page made for one answer only, nor on one about a fault; a page without hearts has no form for them."""
    searchable()
    sign_in(app, "lea")
    for path in ("/bourse", NAVE, f"{NAVE}/favourite", "/bourse", "/bourse?lang=en"):
        page = app.get(path)
        assert MARK not in page.text and page.html.select_one("form#keep input")["value"] == app.csrf
    for path, status in (("/nowhere", 404), (f"{NAVE}/arrivals", 403), ("/how-it-works", 200)):
        page = app.get(path, status=status)
        assert MARK not in page.text and not page.html.select("form#keep")
