"""Signing up, in and out, and a forgotten password, as people live them."""

import re

import pytest

from tests.functional.hive import PASSWORD


def link_in(mail) -> str:
    """The path of the letter's button."""
    return re.search(r"https?://[^/\s]+(/[^\s>]+token=[^\s>]+)", mail.text).group(1)


def sign_in(app, mail, password, **more):
    page = app.get("/sign-in", params=more)
    form = page.forms[0]
    form["mail"], form["password"] = mail, password
    return form.submit("sign_in", status="*")


def test_an_address_is_confirmed_before_there_is_an_account(app, site, mails):
    """M51 L16: double opt-in."""
    form = app.get("/sign-up").forms[0]
    form["mail"] = "zoe@example.org"
    form.submit("send").mustcontain("messagerie")
    with site() as tree:
        assert "zoe@example.org" not in tree.mails
    (letter,) = mails()
    assert letter.to == "zoe@example.org"
    form = app.get(link_in(letter)).forms[0]
    form["name"], form["password"], form["form-language"] = "Zoé Lenoir", "trois mots et demi", "fr"
    assert form.submit("create").location.endswith("/welcome")
    with site() as tree:
        person = tree.people[tree.mails["zoe@example.org"]]
        assert (person.title, person.language) == ("Zoé Lenoir", "fr")
    assert app.get(link_in(letter), status=410)


def test_a_known_address_gets_the_same_page_and_another_letter(app, another_app, mails):
    """No enumeration of accounts."""
    pages = []
    for browser, mail in ((app, "lea@example.org"), (another_app(), "nobody@example.org")):
        form = browser.get("/sign-up").forms[0]
        form["mail"] = mail
        pages.append((response := form.submit("send")).text.replace(mail, ""))
        assert response.status_int == 200
    assert pages[0] == pages[1]
    assert len({mail.subject for mail in mails()}) == 2


def test_a_wrong_password_and_an_unknown_address_read_alike(app, another_app):
    answers = [sign_in(app, "lea@example.org", "not her password"), sign_in(another_app(), "nobody@example.org", "not her password")]
    assert [answer.status_int for answer in answers] == [422, 422]
    texts = [re.sub(r'csrf_token" value="[^"]+"', "", a.text).replace("lea@", "x@").replace("nobody@", "x@") for a in answers]
    assert texts[0] == texts[1]


def test_one_goes_on_to_where_one_wanted_to_be_but_never_to_another_site(app, another_app):
    assert sign_in(app, "lea@example.org", PASSWORD, next="/culture").location.endswith("/culture")
    for bad in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        assert sign_in(another_app(), "lea@example.org", PASSWORD, next=bad).location.endswith("/my-space")


def test_many_tries_are_slowed_down(app):
    for _each in range(10):
        assert sign_in(app, "lea@example.org", "not her password").status_int == 422
    assert sign_in(app, "lea@example.org", PASSWORD).status_int == 429


def test_signed_out_everywhere_no_session_is_left(app, another_app):
    other = another_app()
    for browser in (app, other):
        sign_in(browser, "lea@example.org", PASSWORD)
        browser.get("/sign-out", status=200)
    app.get("/sign-out").forms[0].submit("everywhere")
    assert "/sign-in" in other.get("/sign-out", status=303).location


def test_a_forgotten_password_is_renewed_once(app, another_app, mails):
    form = app.get("/forgotten").forms[0]
    form["mail"] = "lea@example.org"
    form.submit("send")
    link = link_in(mails()[0])
    form = app.get(link).forms[0]
    form["password"] = "court"
    assert form.submit("save", status=422)
    form["password"] = "un tout autre secret"
    assert form.submit("save").location.endswith("/my-space")
    assert app.get(link, status=410)
    assert sign_in(another_app(), "lea@example.org", PASSWORD).status_int == 422
    assert sign_in(another_app(), "lea@example.org", "un tout autre secret").status_int == 303


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/forgotten"])
def test_a_form_without_its_token_is_refused(app, path):
    app.post(path, {"mail": "lea@example.org"}, status=400)


def test_a_link_made_for_something_else_is_dead(app):
    app.get("/new-password?token=abc", status=410)
    app.get("/sign-up?token=abc", status=410)
