"""Somebody whom mails do not reach: they read it, and so do those who rely on them."""

import mailbox

import pytest

from mobee_pyr.content import undelivered
from mobee_pyr.content.node import now
from mobee_pyr.content.person import by_id
from mobee_pyr.links import Signer
from mobee_pyr.mail import bounces
from mobee_pyr.settings import read as settings
from tests.functional.hive import PASSWORD
from tests.functional.shell import DataFolder, a_demonstration, opened, refused, told

WHY = "550 5.1.1 no such user"


@pytest.fixture
def unreached(site):
    with site() as root:
        undelivered.refused(by_id(root, "remi"), "one", WHY, now())


def test_it_is_told_to_the_person_and_to_those_who_rely_on_them(app, another_app, unreached, sign_in):
    remi = sign_in(app, "remi").get("/my-space")
    remi.mustcontain("Nos courriels ne vous parviennent pas", "remi@example.org", "/change-mail", no=WHY)
    sign_in(another_app(), "rose").get("/culture/pierres-vivantes/people").mustcontain("Ne reçoit pas nos courriels", no=WHY)
    ada = sign_in(another_app(), "ada")
    ada.get("/people/remi").mustcontain("Nos courriels ne lui parviennent pas", "1 courriel refusé", WHY)
    ada.get("/people/rose").mustcontain(no="ne lui parviennent pas")
    sign_in(another_app(), "rose").get("/my-space").mustcontain(no="ne vous parviennent pas")


def test_the_same_address_confirmed_once_more_ends_it(app, unreached, sign_in, mails):
    remi = sign_in(app, "remi")
    page = remi.get("/change-mail")
    page.mustcontain("Nos courriels n’y arrivent pas")
    form = page.forms["form"]
    form["mail"], form["present"] = "remi@example.org", PASSWORD
    form.submit("send")
    link = next(word for mail in mails() for word in mail.text.split() if "/confirm-mail?token=" in word)
    remi.get(link[link.index("/confirm-mail") :]).forms["form"].submit("confirm", status=303)
    remi.get("/my-space").mustcontain(no="ne vous parviennent pas")


def report(data, name, action="failed"):
    """A delivery report about a mail to somebody of that site."""
    with opened(data) as run:
        signer = Signer(settings(DataFolder(data).settings).secret)
        token = run(lambda site: bounces.tag(signer, by_id(site, name)))
    return (
        'From: mailer-daemon@example.org\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary="x"\n\n'
        f"--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nAction: {action}\nStatus: 5.1.1\n"
        f"--x\nContent-Type: message/rfc822\n\nMessage-ID:\n <{token}+0123456789ab@example.org>\nSubject: x\n\nx\n--x--\n"
    )


@pytest.fixture
def data(tmp_path):
    return a_demonstration(tmp_path)


def known(data, name):
    with opened(data) as run:
        return run(lambda site: by_id(site, name).undelivered)


def test_the_command_reads_mails_and_mailboxes(data, tmp_path):
    one, many = tmp_path / "report.eml", tmp_path / "reports.mbox"
    one.write_text(report(data, "lea"))
    box = mailbox.mbox(many)
    for text in (report(data, "noe"), report(data, "rose", "delayed"), "Subject: Bonjour\n\nRien.\n"):
        box.add(text)
    box.close()
    assert told("mail", "bounces", one, many, data=data) == "4 mails read, 2 reports of failure, 2 people marked.\n"
    assert [known(data, name) is not None for name in ("lea", "noe", "rose")] == [True, True, False]
    told("mail", "bounces", one, data=data)
    assert len(known(data, "lea").mails) == 1
    assert told("mail", "bounces", "-", data=data) == "1 mail read, 0 reports of failure, 0 people marked.\n"


def test_beside_a_server_reports_are_left_to_it(data, tmp_path):
    one = tmp_path / "report.eml"
    one.write_text(report(data, "lea"))
    with opened(data):
        assert "1 report of failure, left to the server that is running" in told("mail", "bounces", one, data=data)
    assert known(data, "lea") is None


def test_what_is_no_mail_is_refused_in_words_or_says_nothing(data, tmp_path):
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 50)
    assert "0 reports" in told("mail", "bounces", tmp_path / "noise", data=data)
    assert "does not exist" in refused("mail", "bounces", tmp_path / "nothing", data=data, code=2)
