"""A network at its own host name: the same pages, the same rules; a sign-in comes along by a link that is good once (M10)."""

import re

import pytest

from mobee_pyr.content import hosts
from mobee_pyr.content.tree import find
from tests.functional.hive import PASSWORD

CULTURE, HIDDEN, NOBODY = "culture.example.org", "horizon.example.org", "nobody.example.org"


@pytest.fixture(autouse=True)
def named(site):
    """Two networks have host names."""
    with site() as tree:
        hosts.give(tree, find(tree, "/culture"), CULTURE)
        hosts.give(tree, find(tree, "/horizon"), HIDDEN)


@pytest.fixture
def at(another_app):
    """``at(host)``: a browser that goes there."""

    def browser(host):
        made = another_app()
        made.extra_environ = {"HTTP_HOST": host}
        return made

    return browser


def hrefs(page):
    """Every link of a page that leads to a page."""
    return {link for link in re.findall(r'href="([^"#]*)', page.text) if link and "/static/" not in link and "lang=" not in link}


def test_the_network_is_at_the_root_of_its_host(at):
    """M10"""
    page = at(CULTURE).get("/")
    page.mustcontain("<h1>Culture</h1>", 'href="/pierres-vivantes"')
    at(CULTURE).get("/pierres-vivantes/plan-de-la-nef").mustcontain("Plan de la nef")
    at(CULTURE).get("/culture/pierres-vivantes", status=200)
    at("Culture.Example.Org:80").get("/", status=200)


def test_every_link_leads_somewhere_from_there(at, app):
    """M10: what is inside begins at the root, what is elsewhere is on the site's own host."""
    browser = at(CULTURE)
    for start in ("/", "/pierres-vivantes", "/pierres-vivantes/plan-de-la-nef", "/bourse", "/sign-in"):
        for link in hrefs(browser.get(start)):
            if link.startswith("http://localhost"):
                assert app.get(link.removeprefix("http://localhost") or "/", status="*").status_int in (200, 303), link
            elif link.startswith("/"):
                assert browser.get(link.replace("&amp;", "&"), status="*").status_int in (200, 303), (start, link)


def test_the_pages_of_the_site_are_there_too(at, sign_in):
    """M10: sign-in, My space."""
    browser = at(CULTURE)
    form = browser.get("/sign-in").forms[0]
    form["mail"], form["password"] = "rose@example.org", PASSWORD
    form.submit("sign_in").follow().mustcontain("Rose")
    page = browser.get("/pierres-vivantes/plan-de-la-nef")
    page.mustcontain('href="/pierres-vivantes/plan-de-la-nef/edit"')
    sign_in(at(CULTURE), "maud").get("/").mustcontain('href="/culture/people"', 'href="/culture/edit"')


def test_another_network_is_not_there(at):
    """M12: it is on the site's own host."""
    at(CULTURE).get("/sports", status=404)
    at(CULTURE).get("/horizon", status=404)


def test_a_hidden_network_s_host_answers_as_one_that_nobody_knows(at):
    """M12: the same bytes, on every kind of page."""
    for place in ("/", "/les-cadets", "/les-cadets/tutorat", "/join", "/horizon", "/culture", "/logo", "/nothing"):
        hidden, unknown = at(HIDDEN).get(place, status=404), at(NOBODY).get(place, status=404)
        assert hidden.body == unknown.body, place
        assert place == "/horizon" or b"orizon" not in hidden.body, place
    for place in ("/bourse", "/how-it-works"):
        assert at(HIDDEN).get(place).body.replace(HIDDEN.encode(), b"") == at(NOBODY).get(place).body.replace(NOBODY.encode(), b"")


def test_a_member_is_in_and_an_outsider_is_not(at, sign_in):
    """M12"""
    sign_in(at(HIDDEN), "hana").get("/les-cadets/tutorat", status=200)
    sign_in(at(HIDDEN), "lea").get("/", status=404)


def test_what_a_browser_sends_as_a_root_is_dropped(app):
    """Nobody chooses where the tree begins."""
    app.get("/", headers={"X-Vhm-Root": "/culture"}).mustcontain(no=["<h1>Culture</h1>"])


def test_kept_pages_of_two_hosts_are_not_mixed_up(at, app):
    """M10: the same path, another page."""
    app.get("/bourse")
    at(CULTURE).get("/bourse").mustcontain('href="http://localhost/"')
    app.get("/bourse").mustcontain(no=['href="http://localhost/"'])


def test_the_address_for_search_engines_is_one(at):
    at(CULTURE).get("/").mustcontain('href="http://localhost/culture"')


def arriving(at, app, sign_in, name="hana", host=HIDDEN):
    """From the sign-in page of a host to the page where one confirms; and that browser."""
    there = at(host)
    link = next(link for link in hrefs(there.get("/sign-in?next=/les-cadets")) if "hand-over" in link).replace("&amp;", "&")
    back = sign_in(app, name).get(link.removeprefix("http://localhost"), status=303).location
    assert back.startswith(f"http://{host}/arrive?token=")
    return there, back.removeprefix(f"http://{host}")


def test_a_sign_in_is_handed_over_once(at, app, sign_in):
    """M10: by a signed link."""
    there, back = arriving(at, app, sign_in)
    page = there.get(back)
    page.mustcontain("Continuer en tant que Hana ?", HIDDEN)
    there.get("/les-cadets", status=404)
    form = page.forms[0]
    assert form.submit(status=303).location.endswith("/les-cadets")
    there.get("/les-cadets", status=200)
    form["csrf_token"] = there.csrf
    assert form.submit(status=303).location.endswith("/sign-in")


def test_the_link_is_good_for_the_browser_that_asked_alone(at, app, sign_in):
    """Nobody is signed in as somebody else by a link that they follow."""
    _there, back = arriving(at, app, sign_in)
    other = at(HIDDEN)
    other.get("/sign-in")
    assert other.get(back, status=303).location.endswith("/sign-in")
    assert at(CULTURE).get(back, status=303).location.endswith("/sign-in")


def test_nobody_learns_of_a_host_by_asking_for_a_hand_over(app, sign_in):
    """M12: a hidden network's host, and one that does not exist; nor is anybody led to a host that is none of the site's."""
    sign_in(app, "lea")
    hidden = app.get(f"/hand-over?host={HIDDEN}&state=x&next=/", status=404)
    unknown = app.get(f"/hand-over?host={NOBODY}&state=x&next=/", status=404)
    assert hidden.body.replace(HIDDEN.encode(), b"") == unknown.body.replace(NOBODY.encode(), b"")


@pytest.mark.parametrize("name", [CULTURE, "localhost", "pas un hôte", "http://alpes.example.org", "alpes"])
def test_a_host_name_that_cannot_be_given_is_refused(app, sign_in, name):
    """M10"""
    form = sign_in(app, "ada").get("/sports/edit").forms["form"]
    form["host"] = name
    form.submit("save", status=422).mustcontain("nom d’hôte")


def test_whoever_runs_the_site_gives_a_network_its_host(app, at, sign_in, site):
    """M10: and takes it away; those who run the network are not asked."""
    form = sign_in(app, "ada").get("/sports/edit").forms["form"]
    form["host"], form["summary"] = "Sports.Example.org", "Des clubs ouverts à tous."
    form.submit("save", status=303)
    at("sports.example.org").get("/").mustcontain("<h1>Sports</h1>")
    form = app.get("/sports/edit").forms["form"]
    form["host"] = ""
    form.submit("save", status=303)
    at("sports.example.org").get("/", status=404)
    with site() as tree:
        assert find(tree, "/sports").host == "" and set(tree.hosts) == {CULTURE, HIDDEN}
    assert "host" not in sign_in(app, "maud").get("/sports/edit").forms["form"].fields
