"""Sharing a mission: a link, a mail to a friend who is not kept, plain links, a QR code and a poster (L06, L18)."""

import logging
import smtplib
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from mobee_pyr.content import logo
from mobee_pyr.content.tree import find, set_private
from mobee_pyr.mail.outbox import Outbox
from mobee_pyr.mail.post import Post
from mobee_pyr.mail.postman import Postman, Server
from mobee_pyr.throttle import LIMITS
from mobee_pyr.views.spreading import drawn
from tests.builders import a_mission, a_network, a_site, an_organisation

NAVE = "/culture/pierres-vivantes/plan-de-la-nef"
TUTORING = "/horizon/les-cadets/tutorat"
FRIEND = "zoe.inconnue@example.net"


def share(browser, where=NAVE, status=303, **said):
    return browser.post(f"{where}/share", {"csrf_token": browser.csrf, "mail": FRIEND, "word": "", "send": "send", **said}, status=status)


# leaks first --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["share", "qr", "poster", "favourite", "arrivals", "advice", "feed", "calendar"])
@pytest.mark.parametrize("who", [None, "lea", "maud"])
def test_to_an_outsider_nothing_of_a_dedicated_network_is_there(app, sign_in, page, who):
    """The same answer as for an address with nothing behind it: no title, no host of a poster, no code."""
    if who:
        sign_in(app, who)
    for where in (TUTORING, "/horizon", "/horizon/les-cadets"):
        found = app.get(f"{where}/{page}", status=404)
        nothing = app.get(f"{where.replace('horizon', 'nulle-part')}/{page}", status=404)
        assert found.text.replace("horizon", "nulle-part") == nothing.text


def test_a_members_page_offers_no_mail_and_says_why(app, sign_in, mails):
    """What only members may open is sent to nobody, whatever a form says."""
    sign_in(app, "camille")
    page = app.get(f"{TUTORING}/share")
    assert not page.html.select("form#friend") and "mailto:" not in page.text and "linkedin" not in page.text.lower()
    assert "seuls ses membres peuvent l’ouvrir" in page.text
    assert page.html.select_one("#link")["value"].endswith(f"{TUTORING}?via=link")
    share(app, TUTORING, status=403)
    assert mails() == []
    for paper in ("qr", "poster"):
        app.get(f"{TUTORING}/{paper}", status=200)


def test_what_is_private_in_a_shared_network_is_not_mailed_either(app, sign_in, site, mails):
    """The gate decides, not the kind of network."""
    with site() as tree:
        set_private(find(tree, NAVE), True)
    share(sign_in(app, "rose"), status=403)
    assert "Tout le monde ne peut pas ouvrir" in app.get(f"{NAVE}/share").text and mails() == []


def test_the_friends_address_is_kept_nowhere(app, sign_in, server, mails, caplog):
    """One letter, then nothing: not in the tree, not in a log, not among refused mails."""
    caplog.set_level(logging.DEBUG)
    page = share(sign_in(app, "lea"), word="J’ai pensé à toi.").follow()
    assert "Nous avons oublié l’adresse" in page.text and FRIEND not in page.text
    (mail,) = mails()
    assert mail.to == FRIEND and "Lea a pensé à vous" in mail.subject
    assert "J’ai pensé à toi." in mail.text and f"{NAVE}?via=mail" in mail.text and "lea@example.org" not in mail.text
    assert FRIEND.encode() not in (server.data / "tree.fs").read_bytes()
    assert FRIEND not in caplog.text


def test_a_friends_mail_that_is_refused_is_gone(tmp_path, caplog):
    """Refused for good it is not put aside for people to look at, nobody is told of the address, and no log names it."""
    caplog.set_level(logging.DEBUG)
    outbox = Outbox(tmp_path / "outbox")
    post = Post(outbox, "mobee <mobee@example.org>", "https://mobee.example.org", lambda node: "https://mobee.example.org/x")
    mission = a_mission(an_organisation(a_network(a_site())))
    post.manager.begin()
    post.send("mission-shared", FRIEND, "fr", node=mission, by="Léa", reason="")
    post.manager.commit()
    (path,) = outbox.waiting()
    postman, told = Postman(outbox, Server("localhost", 1, "", "", False, False)), []
    postman.report = told.extend

    class Refusing:
        def sendmail(self, sender, to, content):
            raise smtplib.SMTPRecipientsRefused({FRIEND: (550, b"no such user")})

    assert postman._take(Refusing(), path) is False
    postman.report(postman._outcomes)
    assert told == [] and [found for found in (tmp_path / "outbox").rglob("*") if found.suffix == ".eml"] == []
    assert FRIEND not in caplog.text


# what it does -------------------------------------------------------------------------------------------------------------


def test_the_page_has_all_ways_without_a_tracker(app):
    """Plain links that say by which way one comes; nothing of another site is loaded, and a visitor may use all but the form."""
    page = app.get(NAVE).click(href=r"/share$")
    links = {link.get_text(): link["href"] for link in page.html.select("[aria-labelledby=elsewhere] a")}
    assert list(links) == ["Mastodon", "LinkedIn", "Facebook", "WhatsApp"]
    assert all(f"via%3D{name.lower()}" in href for name, href in links.items())
    assert "via%3Dmail" in page.html.select_one("a[href^=mailto]")["href"]
    assert not [tag for tag in page.html.select("script, iframe, img") if str(tag.get("src", "")).startswith("http")]
    assert not page.html.select("form#friend") and "/sign-in?next=" in page.text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"mail": "zoe"}, "Écrivez une adresse comme"),
        ({"mail": ""}, "Remplissez ce champ"),
        ({"word": "Viens sur https://evil.example"}, "sans lien"),
        ({"word": "m" * 501}, "500 caractères au plus"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_lost(app, sign_in, mails, said, told):
    page = share(sign_in(app, "lea"), status=422, **{"word": "Regarde", **said})
    assert told in page.text and mails() == []
    assert page.html.select_one("#friend-word").get_text().strip() == said.get("word", "Regarde")


def test_few_mails_an_hour(app, sign_in, mails):
    """Nobody writes to the whole world in our name."""
    sign_in(app, "lea")
    most = LIMITS["share"][0]
    for _number in range(most):
        share(app)
    share(app, status=429)
    assert len(mails()) == most


def test_a_code_leads_to_the_mission_and_says_so(app):
    """An SVG that any page shows; downloaded under the mission's name."""
    answer = app.get(f"{NAVE}/qr")
    assert answer.content_type == "image/svg+xml" and ElementTree.fromstring(answer.body).tag.endswith("svg")
    assert answer.body == drawn.code(f"http://localhost:6543{NAVE}?via=qr") or b"<path" in answer.body
    assert app.get(f"{NAVE}/qr?download=1").headers["Content-Disposition"] == 'attachment; filename="plan-de-la-nef.svg"'


@pytest.mark.parametrize(("language", "name"), [("fr", "fr"), ("en", "en"), ("xx", "fr")])
def test_a_poster_is_a_tagged_pdf_in_the_language_of_the_wall(app, sign_in, site, language, name):
    """Whatever language its reader has; PDF/UA says that it is tagged."""
    with site() as tree:
        tree["culture"].logo = logo.read(a_picture())
    answer = sign_in(app, "lea").get(f"{NAVE}/poster?language={language}")
    assert answer.content_type == "application/pdf" and answer.body.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == f'inline; filename="plan-de-la-nef-{name}.pdf"'
    assert b"/MarkInfo" in answer.body and f"/Lang({name})".encode() in answer.body
    assert "Set-Cookie" not in answer.headers, "the reader's own language stays as it was"


def a_picture():
    kept = BytesIO()
    Image.new("RGB", (300, 100), "#12657a").save(kept, "PNG")
    return kept.getvalue()
