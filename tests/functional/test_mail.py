"""Mails as people receive them: a real SMTP server on this machine, real transactions, the main job from end to end."""

import socket
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, message_from_string, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from ZODB.POSException import ConflictError
from ZODB.utils import p64, u64

from mobee_pyr import jobs
from mobee_pyr.content import notices, tree
from mobee_pyr.content.application import Application
from mobee_pyr.content.person import change_mail
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.links import Signer
from mobee_pyr.mail import announcements, bounces, delivery, postman
from mobee_pyr.mail.postman import REFUSED
from mobee_pyr.settings import Settings
from mobee_pyr.slices import SLICE
from mobee_pyr.workflows import deadlines, engine, library, validation, validity, volunteering
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.loader import load
from tests.builders import (
    NOW,
    a_joining,
    a_mission,
    a_need,
    a_network,
    a_person,
    a_role,
    a_stored_site,
    a_volunteer,
    an_application,
    an_employee,
    an_organisation,
    commit,
    qualified,
)


class Server:
    """An SMTP server that keeps what it is given, or refuses it with ``answer``."""

    def __init__(self, **options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.received, self.answer = [], {}
        self._options = options

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answer:
            return self.answer[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        assert b"\n" not in envelope.original_content.replace(b"\r\n", b""), "a bare line feed"
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append((envelope.mail_from, tuple(envelope.rcpt_tos), message))
        return "250 kept"

    @contextmanager
    def running(self):
        controller = Controller(self, hostname="127.0.0.1", port=self.port, **self._options)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


class World:
    """A stored site whose acts send letters over SMTP."""

    def __init__(self, site, server, data, address="127.0.0.1"):
        mail = f"smtp://{address}:{server.port}"
        self.site, self.server, self.now = site, server, NOW
        self.post = delivery.post(
            Settings("testing", data, "https://mobee.example", "secret", data, mail, "mobee <hello@mobee.example>", ("fr", "en"), 5)
        )
        self.listener = announcements.listener(self.post)

    def act(self, by=None):
        return Act(self.site, None if by is None else a_person(self.site, by), self.now, (self.listener,))

    def fire(self, node, transition, by=None, reason=""):
        engine.fire(self.act(by), node, transition, reason)
        return self.sent()

    def begin(self, node, by):
        engine.begin(self.act(by), node)
        return self.sent()

    def step(self, application, by, approve=True, reason=""):
        validation.decide_step(self.act(by), application, approve, reason)
        return self.sent()

    def due(self, job):
        job(self.act())
        return self.sent()

    def sent(self):
        """Commit, deliver, and give what arrived: ``{("lea", subject), …}``."""
        commit(self.site)
        self.post.deliver()
        return {(to[0].removesuffix("@example.org"), message["Subject"]) for _sender, to, message in self.taken()}

    def taken(self):
        taken, self.server.received = self.server.received, []
        return taken


@pytest.fixture(scope="module")
def smtp():
    with Server().running() as server:
        yield server


@pytest.fixture
def world(smtp, tmp_path):
    smtp.received, smtp.answer = [], {}
    with a_stored_site() as site:
        yield World(site, smtp, tmp_path)


def text_of(message):
    """The plain text, on one line and with plain spaces."""
    return " ".join(message.get_body(("plain",)).get_content().split())


def letters(found):
    """The subjects without their no-break spaces, by person."""
    return {(who, subject.replace("\N{NO-BREAK SPACE}", " ")) for who, subject in found}


@pytest.fixture
def culture(world):
    return a_network(world.site, manager="maud", qualifier="quentin")


@pytest.fixture
def mission(culture):
    asking = an_organisation(culture, "pierres-vivantes", referent=["rose", "rene"])
    return a_mission(asking, "plan-de-la-nef", by="rose", places=1)


def apply(world, mission, by="lea", employer=None, motivation="Je sais dessiner."):
    application = tree.add(mission, Application(by, by, motivation, None if employer is None else employer.oid), by, by=by)
    return application, letters(world.begin(application, by))


# How a mail travels -------------------------------------------------------------------------------------------------------


def test_a_mail_leaves_after_the_commit_in_both_forms(world, mission):
    a_person(world.site, "lea")
    commit(world.site)
    application = tree.add(mission, Application("Léa", "lea", "Je sais dessiner."), "lea", by="lea")
    engine.begin(world.act("lea"), application)
    assert world.post.deliver() == 0 and world.taken() == [], "nothing before the commit"
    commit(world.site)
    assert world.post.deliver() == 3
    (sender, to, message), *_others = world.taken()
    assert (sender, to) == ("hello@mobee.example", ("lea@example.org",))
    assert message["Subject"] == "Votre candidature est bien arrivée\N{NO-BREAK SPACE}: Plan de la nef"
    plain, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    link = "https://mobee.example/culture/pierres-vivantes/plan-de-la-nef/lea"
    assert link in plain and f'href="{link}"' in html
    assert world.post.deliver() == 0, "once"


def test_nothing_leaves_on_abort(world, mission):
    a_person(world.site, "lea")
    commit(world.site)
    application = tree.add(mission, Application("Léa", "lea", "Oui"), "lea", by="lea")
    engine.begin(world.act("lea"), application)
    world.site._p_jar.transaction_manager.abort()
    assert world.sent() == set()


def test_of_two_who_decide_at_once_only_one_writes(world, mission):
    application = an_application(mission, "lea")
    commit(world.site)
    other = world.site._p_jar.db().open(manager := type(world.site._p_jar.transaction_manager)())
    engine.fire(
        Act(other.root()["mobee"], a_person(other.root()["mobee"], "rene"), NOW, (world.listener,)), other.get(application._p_oid), "accept"
    )
    engine.fire(world.act("rose"), application, "decline", "Non")
    manager.commit()
    other.close()
    with pytest.raises(ConflictError):
        commit(world.site)
    world.site._p_jar.transaction_manager.abort()
    assert letters(world.sent()) == {("lea", "Votre candidature est acceptée : Plan de la nef")}


def test_a_server_that_is_down_loses_nothing(tmp_path):
    server = Server()
    with a_stored_site() as site:
        world = World(site, server, tmp_path)
        an_application(a_mission(an_organisation(a_network(site), referent="rose")), "lea")
        world.fire(site["culture"]["pierres-vivantes"]["plan-de-la-nef"]["lea"], "accept", "rose")
        assert len(world.post.outbox.waiting()) == 1
        with server.running():
            assert world.post.deliver() == 0, "it is not asked again at once"
            world.post.postman._not_before.clear()
            assert world.post.deliver() == 1
    assert [to for _sender, to, _message in server.received] == [("lea@example.org",)]
    assert world.post.outbox.waiting() == []


def test_a_passing_refusal_waits_and_a_lasting_one_is_put_aside(world, mission):
    for name in ("lea", "max", "noe"):
        an_application(mission, name)
    world.server.answer = {"lea@example.org": "450 try later", "max@example.org": "550 no such person"}
    world.fire(mission, "cancel", "rose", "Travaux reportés")
    waiting, aside = world.post.outbox.waiting(), list((world.post.outbox.folder / REFUSED).iterdir())
    assert [b"lea@example.org" in path.read_bytes() for path in waiting] == [True]
    assert [b"max@example.org" in path.read_bytes() for path in aside] == [True]


# Mails that do not arrive -------------------------------------------------------------------------------------


@pytest.fixture
def noted(world):
    """The postman tells the tree what came of the mails, as in a server; ``noted("lea")`` is what is known."""
    world.post.reporting(bounces.reporter(world.site._p_jar.db(), world.post.outbox, lambda: NOW))

    def look(name):
        world.site._p_jar.sync()
        return a_person(world.site, name).undelivered

    return look


def write(world, *people, letter="mission-overdue"):
    node = world.site["culture"]["pierres-vivantes"]["plan-de-la-nef"]
    for name in people:
        world.post.beside(world.site).at(NOW).send(letter, a_person(world.site, name), node=node)
    return {who for who, _subject in world.sent()}


def test_an_address_refused_for_good_is_noted_until_a_mail_goes_through(world, mission, noted):
    world.server.answer = {"lea@example.org": "550 5.1.1 no such user here"}
    write(world, "lea", "max")
    assert noted("lea")[2:] == ("550 5.1.1 no such user here", False) and noted("lea").since == NOW
    assert noted("max") is None
    world.server.answer = {}
    assert write(world, "lea") == {"lea"}
    assert noted("lea") is None


@pytest.mark.parametrize("answer", ["450 4.2.0 try later", "530 authenticate first", "550 5.7.1 relaying denied"])
def test_what_says_nothing_of_the_address_marks_nobody(world, mission, noted, answer):
    world.server.answer = {"lea@example.org": answer}
    write(world, "lea")
    assert noted("lea") is None


def test_after_three_only_what_is_vital_is_sent_and_the_space_still_tells(world, mission, noted):
    world.server.answer = {"lea@example.org": "550 no"}
    for _number in range(3):
        write(world, "lea")
    assert len(noted("lea").mails) == 3
    world.server.answer = {}
    assert write(world, "lea") == set()
    assert len(list(notices.latest(a_person(world.site, "lea")))) == 4, "what the letter says stands in her space"
    assert write(world, "lea", letter="forgotten-password") == {"lea"}
    assert noted("lea") is None, "a letter went through"
    assert write(world, "lea") == {"lea"}


def test_a_new_or_confirmed_address_begins_anew(world, mission, noted):
    world.server.answer = {"lea@example.org": "550 no"}
    write(world, "lea")
    assert noted("lea") is not None
    change_mail(world.site, a_person(world.site, "lea"), "lea@example.org")
    commit(world.site)
    assert noted("lea") is None


def test_what_goes_to_nobody_known_is_nobody_s_mark(world, mission, noted):
    world.server.answer = {"stranger@example.org": "550 no"}
    world.post.beside(world.site).send("welcome", "stranger@example.org")
    assert world.sent() == set()


def test_a_tree_that_cannot_be_written_loses_no_mail(world, mission):
    def broken(outcomes):
        raise RuntimeError("no")

    world.post.reporting(broken)
    with pytest.raises(RuntimeError):
        write(world, "lea")
    assert [to for _sender, to, _message in world.taken()] == [("lea@example.org",)]
    assert world.post.outbox.waiting() == []


def report_of(message, action="failed", status="5.1.1", diagnostic="smtp; 550 5.1.1 unknown user"):
    """What a mail server sends back of a mail (RFC 3464)."""
    headers = "".join(f"{name}: {value}\n" for name, value in message.items() if name in ("Message-ID", "From", "To", "Subject"))
    lines = f"Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; {message['To']}\nAction: {action}\nStatus: {status}\n"
    parts = (
        ("text/plain", "Sorry."),
        ("message/delivery-status", f"{lines}Diagnostic-Code: {diagnostic}\n"),
        ("text/rfc822-headers", headers),
    )
    body = "".join(f"--xx\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts)
    return (
        "From: mailer-daemon@mx.example.org\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="xx"\n\n' + body + "--xx--\n"
    )


@pytest.fixture
def sent(world, mission):
    """A mail that the server took, to lea."""
    a_person(world.site, "lea")
    commit(world.site)
    world.post.beside(world.site).send("mission-overdue", a_person(world.site, "lea"), node=mission)
    commit(world.site)
    world.post.deliver()
    ((_sender, _to, message),) = world.taken()
    return message


def read(text):
    return list(bounces.reports(message_from_string(text), Signer("secret")))


def test_a_report_finds_the_person_by_the_id_of_the_mail_alone(world, sent, noted):
    assert "lea" not in sent["Message-ID"]
    (found,) = read(report_of(sent))
    assert found.why == "5.1.1 smtp; 550 5.1.1 unknown user"
    assert bounces.note_reports(world.site, [found, found], NOW) == 1
    commit(world.site)
    assert noted("lea").reported and len(noted("lea").mails) == 1, "told twice is told once"
    assert write(world, "lea") == {"lea"}
    assert noted("lea") is not None, "a server that takes a mail and fails later proves nothing by taking one"


@pytest.mark.parametrize(
    "change",
    [{"action": "delayed", "status": "4.4.1"}, {"action": "delivered", "status": "2.0.0"}, {"status": "4.2.2"}, {"status": "5.7.1"}],
)
def test_what_is_no_failure_for_good_says_nothing(sent, change):
    assert read(report_of(sent, **change)) == []


def test_a_report_that_was_made_up_is_not_believed(sent):
    for former, other in ((sent["Message-ID"], "<abc.def.ghi+0123456789ab@mobee.example>"), (sent["Message-ID"][1:9], "AAAAAAAA")):
        assert read(report_of(sent).replace(former, other)) == []
    assert read("Subject: Bonjour\n\nRien.\n") == []
    assert list(bounces.reports(message_from_string(report_of(sent)), Signer("another secret"))) == []


def test_who_has_another_address_by_then_is_not_marked(world, sent):
    found = read(report_of(sent))
    change_mail(world.site, a_person(world.site, "lea"), "lea@example.com")
    assert bounces.note_reports(world.site, found, NOW) == 0


def test_reports_left_by_the_command_are_taken_by_the_server_that_runs(world, sent, noted):
    bounces.leave(world.post.outbox, read(report_of(sent)), "one")
    assert world.post.deliver() == 0
    assert noted("lea").why == "5.1.1 smtp; 550 5.1.1 unknown user"
    assert list((world.post.outbox.folder / bounces.REPORTS).iterdir()) == []


# ---------------------------------------------------------------------------------------------------------------------------


def test_the_postman_comes_by_himself(world, mission):
    application = an_application(mission, "lea")
    commit(world.site)
    world.post.start()
    try:
        engine.fire(world.act("rose"), application, "accept")
        commit(world.site)
        deadline = postman.time.monotonic() + 5
        while not world.server.received and postman.time.monotonic() < deadline:
            postman.time.sleep(0.02)
    finally:
        world.post.stop()
    assert len(world.server.received) == 1


def test_two_processes_do_not_deliver_the_same_mail(world, mission):
    application = an_application(mission, "lea")
    engine.fire(world.act("rose"), application, "accept")
    commit(world.site)
    with postman._alone(world.post.outbox.folder / ".postman") as alone:
        assert alone and world.post.deliver() == 0
    assert world.post.deliver() == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_server_that_asks_for_a_password(tmp_path):
    def known(server, session, envelope, mechanism, data):
        assert isinstance(data, LoginPassword)
        return AuthResult(success=(data.login, data.password) == (b"mobee", b"s:cret"), handled=False)

    server = Server(authenticator=known, auth_required=True, auth_require_tls=False)
    with server.running(), a_stored_site() as site:
        good, bad = (
            World(site, server, tmp_path / "good", "mobee:s%3Acret@127.0.0.1"),
            World(site, server, tmp_path / "bad", "mobee:no@127.0.0.1"),
        )
        for world in (good, bad):
            world.post.beside(site).send("welcome", "lea@example.org")
        commit(site)
        assert (good.post.deliver(), bad.post.deliver()) == (1, 0)
        assert len(bad.post.outbox.waiting()) == 1, "a wrong password loses no mail"


def test_no_mail_goes_in_clear_when_encryption_is_asked_for(world, tmp_path, caplog):
    server = delivery.smtp_server(f"smtp://127.0.0.1:{world.server.port}?starttls=yes")
    careful = postman.Postman(world.post.outbox, server)
    world.post.beside(world.site).send("welcome", "lea@example.org")
    commit(world.site)
    assert careful.round() == 0 and world.taken() == [] and "STARTTLS" in caplog.text


# Who learns what: the main job --------------------------------------------------------------------------------------------


def test_an_organisation_joins_a_network(world, culture):
    organisation = an_organisation(culture, "fresques", state="proposed", by="ines", referent="ines")
    assert letters(world.begin(organisation, "ines")) == {("maud", "À qualifier : Fresques"), ("quentin", "À qualifier : Fresques")}
    found = letters(world.fire(organisation, "ask_for_more", "quentin", "Il manque les statuts."))
    assert found == {("ines", "À compléter : le dossier de Fresques")}
    assert letters(world.fire(organisation, "complete", "ines")) == {("maud", "À relire : Fresques"), ("quentin", "À relire : Fresques")}
    assert letters(world.fire(qualified(organisation), "accept", "quentin")) == {("ines", "Fresques rejoint le réseau Culture")}
    assert letters(world.fire(organisation, "suspend", "maud", "Local fermé")) == {("ines", "Fresques est suspendue du réseau Culture")}
    assert letters(world.fire(organisation, "reinstate", "maud")) == {("ines", "Fresques est de retour dans le réseau Culture")}


def test_a_profile_is_verified_renewed_and_lapses(world, culture):
    """M71: the team is told; the person reads what is missing, the answer, and when it ends; an hour's job tells each once."""
    profile = a_volunteer(culture, "lea", "draft")
    team = {("maud", "Profil à vérifier : Lea"), ("quentin", "Profil à vérifier : Lea")}
    assert letters(world.fire(profile, "submit", "lea")) == team
    assert letters(world.fire(profile, "ask_for_more", "quentin", "Une référence.")) == {("lea", "À compléter : votre profil pour Culture")}
    again = {("maud", "Profil à relire : Lea"), ("quentin", "Profil à relire : Lea")}
    assert letters(world.fire(profile, "complete", "lea")) == again
    assert letters(world.fire(qualified(profile), "verify", "quentin")) == {("lea", "Votre profil est vérifié par Culture")}
    validity.keep_until(profile, world.now.date() + timedelta(days=10))
    told = {("lea", "Votre profil vérifié est à renouveler avant le 13 mars 2025")}
    assert [letters(world.due(volunteering.run)) for _hour in range(2)] == [told, set()]
    world.now += timedelta(days=11)
    lapsed = {("lea", "Votre profil n’est plus vérifié par Culture")}
    assert [letters(world.due(volunteering.run)) for _hour in range(2)] == [lapsed, set()]
    assert letters(world.fire(profile, "renew", "lea")) == again
    assert letters(world.fire(profile, "refuse", "maud", "Sans réponse.")) == {("lea", "Réponse pour votre profil : Culture")}
    assert letters(world.fire(profile, "withdraw", "lea")) == set()


def test_a_request_is_qualified(world, culture):
    asking = an_organisation(culture, "pierres-vivantes", referent=["rose", "rene"])
    mission = a_mission(asking, "plan-de-la-nef", state="draft", by="rose")
    qualifiers = {("maud", "À qualifier : Plan de la nef"), ("quentin", "À qualifier : Plan de la nef")}
    assert letters(world.fire(mission, "submit", "rose")) == qualifiers
    mission.remark("place", "Précisez l’adresse du chantier.", "quentin", NOW)
    world.fire(mission, "ask_for_more", "quentin", "Presque prêt !")
    asked = world.fire(mission, "complete", "rose")
    assert letters(asked) == {("maud", "À relire : Plan de la nef"), ("quentin", "À relire : Plan de la nef")}
    published = letters(world.fire(qualified(mission), "publish", "quentin"))
    assert published == {("rose", "Votre demande est publiée : Plan de la nef"), ("rene", "Votre demande est publiée : Plan de la nef")}


def test_what_to_complete_is_said_with_its_remarks(world, culture):
    asking = an_organisation(culture, "pierres-vivantes", referent="rose")
    mission = a_mission(asking, "plan-de-la-nef", state="draft", by="rose")
    mission.remark("title", "Une remarque d’avant.", "quentin", NOW)
    world.now += timedelta(hours=1)
    world.fire(mission, "submit", "rose")
    mission.remark("place", "Précisez l’adresse du chantier.", "quentin", world.now)
    engine.fire(world.act("quentin"), mission, "ask_for_more", "Presque prêt !")
    commit(world.site)
    world.post.deliver()
    ((_sender, _to, message),) = world.taken()
    text = text_of(message)
    assert "> Presque prêt !" in text and "– Lieu : Précisez l’adresse du chantier." in text and "d’avant" not in text


def test_an_application_through_both_steps_to_the_thanks(world, culture, mission):
    company = an_organisation(culture, "batir", body="company", procedure="manager_then_referent", referent="basile", manager="valerie")
    an_employee(company, "lea", manager="valerie")
    a_person(world.site, "noe")
    application, found = apply(world, mission, "lea", company)
    received = "Votre candidature est bien arrivée : Plan de la nef"
    assert found == {("lea", received), ("valerie", "À valider : la candidature de Lea")}
    found = letters(world.step(application, "valerie"))
    assert found == {("lea", "Une étape de franchie : Plan de la nef"), ("basile", "À valider : la candidature de Lea")}
    found = letters(world.step(application, "basile", reason="entre nous"))
    new = "Nouvelle candidature : Lea pour « Plan de la nef »"
    assert found == {("lea", "Votre candidature est transmise : Plan de la nef"), ("rose", new), ("rene", new)}
    _independent, found = apply(world, mission, "noe")
    assert {who for who, _subject in found} == {"noe", "rose", "rene"}
    assert letters(world.fire(application, "accept", "rose")) == {("lea", "Votre candidature est acceptée : Plan de la nef")}
    assert letters(world.fire(mission, "start", "rose")) == {
        ("lea", "La mission commence : Plan de la nef"),
        ("noe", "La mission est pourvue ou close : Plan de la nef"),
    }
    assert letters(world.fire(mission, "end", "rose")) == {("rene", "À clore : Plan de la nef")}
    application.hours, application.thanks = 7, "Merci pour la nef !"
    engine.fire(world.act("rose"), mission, "close")
    commit(world.site)
    world.post.deliver()
    ((_sender, to, message),) = world.taken()
    text = text_of(message)
    assert to == ("lea@example.org",) and "7 heures" in text and "> Merci pour la nef !" in text


def test_an_employers_reasons_stay_on_its_side(world, culture, mission):
    company = an_organisation(culture, "batir", body="company", referent="basile")
    an_employee(company, "lea")
    application, _found = apply(world, mission, "lea", company)
    validation.decide_step(world.act("basile"), application, True, "Elle s’ennuie chez nous.")
    commit(world.site)
    world.post.deliver()
    said = {to[0]: text_of(message) for _sender, to, message in world.taken()}
    assert set(said) == {"lea@example.org", "rose@example.org", "rene@example.org"}
    assert {to for to, text in said.items() if "ennuie" in text} == {"lea@example.org"}


@pytest.mark.parametrize(
    ("transition", "reason", "subject"),
    [
        ("decline", "Le chantier demande une architecte.", "Réponse à votre candidature : Plan de la nef"),
        ("wait", "", "Vous êtes en liste d’attente : Plan de la nef"),
    ],
)
def test_other_answers(world, mission, transition, reason, subject):
    application = an_application(mission, "lea")
    engine.fire(world.act("rose"), application, transition, reason)
    commit(world.site)
    world.post.deliver()
    ((_sender, to, message),) = world.taken()
    assert letters({(to[0], message["Subject"])}) == {("lea@example.org", subject)}
    assert reason in text_of(message)


def test_a_full_mission_tells_of_the_waiting_list(world, mission):
    an_application(mission, "max", state="accepted")
    application = an_application(mission, "lea")
    assert letters(world.fire(application, "accept", "rose")) == {("lea", "Vous êtes en liste d’attente : Plan de la nef")}


def test_an_employer_does_not_approve(world, culture, mission):
    company = an_organisation(culture, "batir", body="company", referent="basile")
    an_employee(company, "lea")
    application, _found = apply(world, mission, "lea", company)
    validation.decide_step(world.act("basile"), application, False, "Inventaire cette semaine-là.")
    commit(world.site)
    world.post.deliver()
    ((_sender, to, message),) = world.taken()
    text = text_of(message)
    assert to == ("lea@example.org",) and "> Inventaire cette semaine-là." in text and "Basile" in text


def test_a_withdrawal_is_told_to_whoever_had_the_application(world, culture, mission):
    company = an_organisation(culture, "batir", body="company", referent="basile")
    an_employee(company, "lea")
    early, _found = apply(world, mission, "lea", company)
    assert world.fire(early, "withdraw", "lea") == set(), "the beneficiary never heard of it"
    late = an_application(mission, "max", state="accepted")
    found = letters(world.fire(late, "withdraw", "max", "Jambe cassée"))
    assert found == {(who, "Max retire sa candidature : Plan de la nef") for who in ("rose", "rene")}


def test_a_cancelled_mission(world, mission):
    an_application(mission, "lea", state="accepted")
    an_application(mission, "noe")
    engine.fire(world.act("rose"), mission, "cancel", "Le chantier est reporté.")
    commit(world.site)
    world.post.deliver()
    said = {to[0]: message for _sender, to, message in world.taken()}
    assert set(said) == {"lea@example.org", "noe@example.org", "rene@example.org"}
    assert all("Le chantier est reporté." in text_of(message) for message in said.values())


def test_a_pledge_to_its_end(world, culture):
    need = a_need(an_organisation(culture, "pierres-vivantes", referent="rose"), "cent-affiches", quantity=100, unit="affiches")
    printer = an_organisation(culture, "imprimerie", body="company", referent="basile")
    a_person(world.site, "basile")
    pledge = tree.add(need, Pledge("100 affiches", "basile", printer.oid, 100), by="basile")
    assert letters(world.begin(pledge, "basile")) == {("rose", "Nouvelle promesse pour « Cent affiches »")}
    assert letters(world.fire(pledge, "accept", "rose")) == {("basile", "Votre promesse est acceptée : Cent affiches")}
    assert letters(world.fire(pledge, "deliver", "basile")) == {("rose", "À confirmer : la livraison pour « Cent affiches »")}
    assert letters(world.fire(pledge, "dispute", "rose", "Il en manque dix.")) == {("basile", "Il manque quelque chose : Cent affiches")}
    assert letters(world.fire(pledge, "confirm", "rose")) == {("basile", "C’est bien arrivé, merci : Cent affiches")}


def test_a_cancelled_need_frees_whoever_promised(world, culture):
    need = a_need(an_organisation(culture, "pierres-vivantes", referent="rose"), "cent-affiches", quantity=100, unit="affiches")
    printer = an_organisation(culture, "imprimerie", body="company", referent="basile")
    pledge = tree.add(need, Pledge("50 affiches", "basile", printer.oid, 50), by="basile")
    world.begin(pledge, "basile")
    world.fire(pledge, "accept", "rose")
    assert letters(world.fire(need, "cancel", "rose", "Exposition annulée")) == {("basile", "Le besoin est annulé : Cent affiches")}


def test_who_is_concerned_twice_gets_one_letter(world, culture):
    need = a_need(an_organisation(culture, "pierres-vivantes", referent=["rose", "rene"]), "cent-affiches", quantity=100, unit="affiches")
    pledge = tree.add(need, Pledge("50 affiches", "rene", an_organisation(culture, "imprimerie").oid, 50), by="rene")
    world.begin(pledge, "rene")
    world.fire(pledge, "accept", "rose")
    assert letters(world.fire(need, "cancel", "rose", "Exposition annulée")) == {("rene", "La demande est annulée : Cent affiches")}


def test_joining_an_organisation(world, culture):
    company = an_organisation(culture, "batir", body="company", referent="basile", hr="helene")
    joining = a_joining(company, "lea")
    found = letters(world.begin(joining, "lea"))
    assert found == {(who, "À confirmer : Lea dit appartenir à Batir") for who in ("basile", "helene")}
    assert letters(world.fire(joining, "confirm", "basile")) == {("lea", "Votre rattachement à Batir est confirmé")}
    assert letters(world.fire(joining, "end", "basile")) == {("lea", "Votre rattachement à Batir prend fin")}


# Who must not -------------------------------------------------------------------------------------------------------------


def test_each_reads_in_their_language_and_once(world, mission):
    a_person(world.site, "rene", language="en")
    a_role("manager", mission.__parent__, "rose")
    engine.begin(world.act("lea"), tree.add(mission, Application("Léa", "lea", "Oui"), "lea", by="lea"))
    commit(world.site)
    world.post.deliver()
    spoken = sorted((to[0], message["Content-Language"]) for _sender, to, message in world.taken())
    assert spoken == [("lea@example.org", "fr"), ("rene@example.org", "en"), ("rose@example.org", "fr")]


def test_no_mail_about_a_dedicated_network_reaches_an_outsider(world):
    horizon = a_network(world.site, "horizon", dedicated=True, manager="denis")
    inside = an_organisation(horizon, "horizon-lyon", referent="paul")
    mission = a_mission(inside, "secret", state="draft", by="gone")
    assert letters(world.fire(mission, "submit", "paul")) == {("denis", "À qualifier : Secret")}
    found = letters(world.fire(qualified(mission), "publish", "denis"))
    assert found == {("paul", "Votre demande est publiée : Secret")}, "who wrote it has left the network"


def test_no_mail_to_the_blocked_to_those_whose_role_ended_nor_to_who_acts(world, culture, mission):
    a_person(world.site, "rene", blocked=True)
    a_role("referent", mission.__parent__, "rita", until=NOW.date() - timedelta(days=1))
    a_role("referent", mission.__parent__, "rudi", since=NOW.date() + timedelta(days=1))
    _application, found = apply(world, mission)
    assert {who for who, _subject in found} == {"lea", "rose"}


def test_a_refused_transition_sends_nothing(world, mission):
    application = an_application(mission, "lea")
    with pytest.raises(TransitionRefused):
        engine.fire(world.act("lea"), application, "accept")
    assert world.sent() == set()


# Reminders ----------------------------------------------------------------------------------------------------------------


def remind(world, days):
    jobs.run(world.site, world.post, NOW + timedelta(days=days))
    return letters(world.sent())


def test_what_waits_too_long_is_recalled_once_in_five_days(world, culture, mission):
    an_application(mission, "lea")
    an_application(mission, "noe")
    commit(world.site)
    reminder = {("rose", "Ce qui attend votre réponse"), ("rene", "Ce qui attend votre réponse")}
    assert remind(world, 4) == set()
    assert remind(world, 5) == reminder
    assert remind(world, 6) == set()
    assert remind(world, 10) == reminder
    engine.fire(world.act("rose"), mission["lea"], "decline", "Non")
    engine.fire(world.act("rose"), mission["noe"], "decline", "Non")
    world.sent()
    assert remind(world, 20) == set()


def test_a_reminder_says_what_for_how_long_and_where(world, culture, mission):
    an_application(mission, "lea")
    a_person(world.site, "rene", blocked=True)
    jobs.run(world.site, world.post, NOW + timedelta(days=6))
    commit(world.site)
    world.post.deliver()
    ((_sender, to, message),) = world.taken()
    text = text_of(message)
    assert to == ("rose@example.org",)
    assert "– Lea – Plan de la nef – À décider (depuis 6 jours)" in text
    assert "https://mobee.example/culture/pierres-vivantes/plan-de-la-nef/lea" in text and "https://mobee.example/my-space" in text


def test_two_processes_do_not_remind_twice(world, culture, mission):
    an_application(mission, "lea")
    commit(world.site)
    other = world.site._p_jar.db().open(manager := type(world.site._p_jar.transaction_manager)())
    assert jobs.run(other.root()["mobee"], world.post, NOW + timedelta(days=6)) == 2
    assert jobs.run(world.site, world.post, NOW + timedelta(days=6)) == 2
    manager.commit()
    other.close()
    with pytest.raises(ConflictError):
        commit(world.site)
    world.site._p_jar.transaction_manager.abort()
    assert {who for who, _subject in world.sent()} == {"rose", "rene"}
    assert len(world.taken()) == 0


def test_two_processes_do_not_run_the_jobs_at_once(world):
    commit(world.site)
    other = world.site._p_jar.db().open(manager := type(world.site._p_jar.transaction_manager)())
    assert jobs.run(other.root()["mobee"], world.post, NOW) == jobs.run(world.site, world.post, NOW) == 0
    manager.commit()
    other.close()
    with pytest.raises(ConflictError):
        commit(world.site)


def test_the_clock_runs_the_jobs(world, culture, mission):
    an_application(mission, "lea")
    commit(world.site)
    clock = jobs.Clock(world.site._p_jar.db(), world.post, 5, first=0.01)
    clock.start()
    deadline = postman.time.monotonic() + 5
    while not world.post.outbox.waiting() and postman.time.monotonic() < deadline:
        postman.time.sleep(0.02)
    clock.stop()
    assert len(world.post.outbox.waiting()) == 2 and not clock.is_alive()


def test_people_are_seen_to_a_few_at_a_time(world, culture):
    """So nobody who writes meanwhile waits for all of them."""
    many = [f"referent-{number}" for number in range(12)]
    an_application(a_mission(an_organisation(culture, "grande", referent=many), "mur"), "lea")
    commit(world.site)
    db = world.site._p_jar.db()
    people, before = {world.site.people[name]._p_oid for name in many}, db.lastTransaction()
    jobs.Clock(db, world.post, 5).look()
    together = [len({record.oid for record in done} & people) for done in db.storage.iterator(p64(u64(before) + 1))]
    assert sum(together) == 12 and max(together) <= SLICE
    assert {who for who, subject in world.sent() if subject == "Ce qui attend votre réponse"} == {*many}


TOGETHER = """
subject = "application"
[[steps]]
who = ["employer.hr"]
does = "inform"
[[steps]]
who = ["employer.manager", "employer.referent"]
deadline = 2
overdue = ["remind", "escalate"]
escalate = "network.manager"
"""


def test_a_procedure_informs_asks_together_reminds_and_escalates(world, culture, mission):
    """Each is told once, when their turn comes; whoever answered is told no more (M43, M50)."""
    company = an_organisation(culture, "batir", body="company", referent="basile", manager="valerie", hr="hana")
    choice.put(company, load(TOGETHER, "test"))
    an_employee(company, "lea")
    application, found = apply(world, mission, "lea", company)
    asked = "À valider : la candidature de Lea"
    assert letters(found) == {
        ("lea", "Votre candidature est bien arrivée : Plan de la nef"),
        ("hana", "Pour information : Lea, « Plan de la nef »"),
        ("valerie", asked),
        ("basile", asked),
    }
    assert letters(world.step(application, "basile")) == {("lea", "Une étape de franchie : Plan de la nef")}
    due = application.track[1].due
    world.now += timedelta(days=(due - world.now.date()).days + 1)
    assert letters(overdue(world)) == {("valerie", "Rappel, à valider : Lea, « Plan de la nef »")}
    world.now += timedelta(days=10)
    assert letters(overdue(world)) == {("maud", "Sans réponse jusqu’ici, à vous de décider : « Plan de la nef »")}
    assert overdue(world) == set()


def overdue(world):
    deadlines.run(world.act())
    return world.sent()


def test_a_request_is_read_in_its_organisation_first(world, culture):
    stones = an_organisation(culture, "autre", referent="rita")
    choice.choose(stones, "referent", "request")
    mission = a_mission(stones, "bail", state="draft", by="nina")
    assert letters(world.fire(mission, "submit", "nina")) == {("rita", "À relire avant l’envoi : Bail")}
    validation.decide_step(world.act("rita"), mission, False, "Précisez la date.")
    assert letters(world.sent()) == {("nina", "À revoir : Bail")}
    assert letters(world.fire(mission, "submit", "nina")) == {("rita", "À relire avant l’envoi : Bail")}
    assert letters(world.step(mission, "rita")) == {("maud", "À qualifier : Bail"), ("quentin", "À qualifier : Bail")}


def test_a_promise_waits_for_the_giver_before_the_beneficiary_hears_of_it(world, culture):
    asking = an_organisation(culture, "autre", referent="rita")
    company = an_organisation(culture, "batir", body="company", referent="basile", manager="valerie")
    choice.put(company, load('subject = "pledge"\n[[steps]]\nwho = ["employer.manager"]\n', "test"))
    need = a_need(asking)
    pledge = tree.add(need, Pledge("1", "basile", company.oid, 1), "basile")
    assert letters(world.begin(pledge, "basile")) == {("valerie", "À valider : une promesse pour « Cent affiches »")}
    assert letters(world.step(pledge, "valerie")) == {("rita", "Nouvelle promesse pour « Cent affiches »")}
    other = tree.add(need, Pledge("1", "basile", company.oid, 1), "basile-2")
    world.begin(other, "basile")
    assert letters(world.step(other, "valerie", False, "Trop cher.")) == {("basile", "Votre promesse n’a pas été validée : Cent affiches")}


def test_a_networks_own_transition_is_told_to_whom_it_concerns(world, culture, mission):
    """A state that only this network has: the applicant and whoever is waited for learn of it, by its label (M13)."""
    text = library.packaged_text("application").replace("[states.submitted]\n", INTERVIEW, 1)
    culture.overrides["workflow.application"] = text
    assert library.frozen(culture) == {}
    application, _found = apply(world, mission, "lea")
    assert letters(world.fire(application, "invite", "rose")) == {
        ("lea", "« Plan de la nef » : Entretien proposé"),
        ("rene", "« Plan de la nef » : Entretien proposé"),
    }


INTERVIEW = """[states.interview]
label = "Entretien proposé"
view = ["applicant", "beneficiary.referent", "network.manager"]

[transitions.invite]
label = "Proposer un entretien"
from = ["submitted"]
to = "interview"
by = ["beneficiary.referent"]

[transitions.take]
label = "Prendre après l’entretien"
from = ["interview"]
to = "accepted"
by = ["beneficiary.referent"]
decides = true

[states.submitted]
"""
