"""What one is told, when, and how one ends it: notices, wishes, quiet hours, digests in time travel."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from mobee_pyr import jobs
from mobee_pyr.content import notices, wishes
from mobee_pyr.content.person import by_id
from mobee_pyr.content.tree import find
from mobee_pyr.mail import announcements
from mobee_pyr.workflows import engine
from mobee_pyr.workflows.act import Act
from tests.builders import a_mission, an_application

MISSION = "/culture/pierres-vivantes/plan-de-la-nef"
MONDAY = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
"""Noon in Paris."""


@pytest.fixture
def travel(site, server, mails):
    """``travel(hours, who, what)``: somebody accepts lea's application to a new mission so long after Monday noon; the mails since."""
    seen = set()

    def since():
        new = [mail for mail in mails() if (mail.to, mail.subject, mail.when) not in seen]
        seen.update((mail.to, mail.subject, mail.when) for mail in new)
        return [mail.subject for mail in new if "lea@" in mail.to]

    def accept(hours):
        moment = MONDAY + timedelta(hours=hours)
        with site() as root:
            listener = announcements.listener(server.registry.post)
            mission = a_mission(find(root, "/culture/pierres-vivantes"), f"mission-{hours}".replace(".", "-"))
            engine.fire(Act(root, by_id(root, "rose"), moment, (listener,)), an_application(mission, "lea"), "accept")
        return since()

    def run(hours):
        with site() as root:
            jobs.run(root, server.registry.post, MONDAY + timedelta(hours=hours), days=999)
        return since()

    return accept, run


def wish(site, who="lea", quiet=None, **kinds):
    with site() as root:
        person = by_id(root, who)
        person.wishes, person.quiet = kinds, quiet


def test_at_once_unless_one_wishes_otherwise(travel, site):
    accept, run = travel
    assert len(accept(0)) == 1
    wish(site, followed="never")
    assert accept(2) == [] and run(400) == []
    with site() as root:
        assert len(list(notices.latest(by_id(root, "lea")))) >= 2, "it shows in the space all the same"


def test_once_a_day_in_one_letter(travel, site):
    accept, run = travel
    wish(site, followed="daily")
    assert [accept(0), accept(1), run(2), run(18)] == [[], [], [], []]
    assert run(20) == ["Ce qui s’est passé pour vous"]
    assert run(21) == []


def test_once_a_week_on_monday_and_once_after_a_downtime(travel, site, mails):
    accept, run = travel
    wish(site, followed="weekly")
    assert [accept(0), run(24), run(24 * 6)] == [[], [], []]
    assert accept(30) == []
    assert run(24 * 17) == ["Ce qui s’est passé pour vous"]
    assert run(24 * 24) == []
    text = mails()[-1].text
    assert "Mission 0" in text and "Mission 30" in text


def test_hours_of_quiet_wait_for_the_morning(travel, site):
    accept, run = travel
    wish(site, quiet=(20, 8))
    assert len(accept(1)) == 1
    assert [accept(9), run(10), run(19)] == [[], [], []]
    assert run(20.5) == ["Ce qui s’est passé pour vous"]


def test_what_one_may_no_longer_open_is_not_told_later(travel, site):
    accept, run = travel
    wish(site, followed="daily")
    assert accept(0) == []
    with site() as root:
        person = by_id(root, "lea")
        ((key, notice),) = notices.waiting(person)
        notices.release(person, key)
        elsewhere = notice._replace(oid=find(root, "/horizon/les-cadets/tutorat").oid, text="Tutorat")
        notices.hold(person, notices.tell(person, elsewhere))
    assert run(20) == []
    with site() as root:
        assert notices.waiting(by_id(root, "lea")) == []


def test_notices_stay_few_and_are_read_with_one_button(app, site, server, sign_in, mails):
    with site() as root:
        lea = by_id(root, "lea")
        for number in range(notices.MOST + 20):
            notices.tell(lea, notices.Notice(MONDAY, "followed", f"Nouvelle {number}", 0, "/my-space"))
        notices.tell(lea, notices.Notice(MONDAY, "asked", "Secret", find(root, "/horizon/les-cadets/tutorat").oid, "/"))
        assert len(lea.notices) == notices.MOST
    sign_in(app, "lea").get("/my-space").mustcontain("Mes avis", f'<span class="count">{notices.MOST}</span>')
    page = app.get("/inbox")
    page.mustcontain("Nouvelle 119", "Nouveau", no="Secret")
    page.forms[0].submit(status=303).follow().mustcontain("Nouvelle 119", no="Nouveau")
    app.get("/my-space").mustcontain("Mes avis", no=f'<span class="count">{notices.MOST}</span>')


def test_choosing_on_a_page_of_the_profile(app, another_app, site, sign_in):
    form = sign_in(app, "lea").get("/profile").click("Choisir mes courriels").forms["form"]
    form["asked"], form["followed"], form["quiet_from"], form["quiet_until"] = "weekly", "never", "20", "8"
    form.submit("save", status=303).follow().mustcontain("Vos choix sont enregistrés")
    with site() as root:
        assert (by_id(root, "lea").wishes, by_id(root, "lea").quiet) == ({"asked": "weekly", "followed": "never"}, (20, 8))
    form = app.get("/letters").forms["form"]
    form["asked"].force_value("hourly")
    form.submit("save", status=422)
    assert another_app().get("/letters", status=303).location.endswith("/sign-in?next=%2Fletters")


def sent_to(server, who):
    files = sorted((server.data / "mail").glob("*.eml"))
    letters = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [letter for letter in letters if f"{who}@" in letter["To"]]


def test_one_click_ends_a_kind_without_signing_in(app, travel, site, server):
    """RFC 8058: the header, the POST of a mail program that has no session, and the link for people."""
    travel[0](0)
    (letter,) = sent_to(server, "lea")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.fullmatch(r"<https?://[^/]+(/unsubscribe\?token=\S+)>", letter["List-Unsubscribe"]).group(1)
    assert link in letter.get_body(("plain",)).get_content()
    app.get(link).mustcontain("Ne plus les recevoir")
    with site() as root:
        assert by_id(root, "lea").wishes == {}, "mail programs follow links on their own"
    app.post(link, {"List-Unsubscribe": "One-Click"}).mustcontain("C’est fait")
    with site() as root:
        assert by_id(root, "lea").wishes == {"followed": "never"}
    for bad in ("/unsubscribe", "/unsubscribe?token=x", link[:-3]):
        app.post(bad, status=410)
        app.get(bad, status=410)


def test_letters_on_the_safety_of_an_account_always_go(app, site, server, mails):
    wish(site, quiet=(0, 23), **dict.fromkeys(wishes.KINDS, "never"))
    form = app.get("/forgotten").forms[0]
    form["mail"] = "lea@example.org"
    form.submit("send")
    (letter,) = sent_to(server, "lea")
    assert letter["List-Unsubscribe"] is None


def test_two_processes_send_a_digest_once(travel, site, server):
    """The two at one moment conflict (test_mail.py) and nothing of the second is sent; one after the other, the mark is gone."""
    accept, run = travel
    wish(site, followed="daily")
    accept(0)
    assert [run(20), run(20)] == [["Ce qui s’est passé pour vous"], []]
