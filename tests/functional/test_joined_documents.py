"""A document joined to an answer: for exactly those who may read why (M43)."""

from datetime import timedelta

import pytest

from mobee_pyr import jobs
from mobee_pyr.content.node import now
from mobee_pyr.content.tree import find
from tests.builders import a_mission, a_role, an_application, an_organisation, fire
from tests.unit.content.test_attachment import PDF

STONES = "/culture/pierres-vivantes"
PLAN = f"{STONES}/plan-de-la-nef"
LEA = f"{PLAN}/lea"
LETTER = b"%PDF-1.4\nune lettre confidentielle\n%%EOF\n"


@pytest.fixture(autouse=True)
def application(site):
    """Lea's, of her company, approved there and waiting for Rose."""
    with site() as tree:
        workshop = find(tree, "/culture/atelier-du-sud")
        answer = an_application(find(tree, PLAN), by="lea", employer=workshop)
        for position, step in enumerate(answer.track):
            answer.track = (*answer.track[:position], step._replace(outcome="approved", who="basile"), *answer.track[position + 1 :])
        a_role("manager", find(tree, STONES), "marc")


def answer(browser, name="decline", place=LEA, reason="Une autre fois.", file=("lettre-confidentielle.pdf", LETTER), status=303):
    form = browser.get(f"{place}/transition?name={name}").forms["form"]
    form["reason"] = reason
    if file:
        form["upload"] = file
    return form.submit("fire", status=status)


def address(tree, place=LEA):
    deed = next(deed for deed in find(tree, place).deeds() if "attachment" in deed.details)
    return f"{place}/attachment?deed={deed.details['attachment']}"


OPENS = ("rose", "lea")
"""Who reads the reason of a decline: the applicant and whoever answers. Not her employer, nor the network's team."""


@pytest.mark.parametrize("who", ["rose", "lea", "marc", "basile", "max", "maud", "quentin", "noe", "luc", "remi", "ada", "camille", None])
def test_exactly_who_reads_the_reason_opens_the_document(app, another_app, sign_in, site, who):
    answer(sign_in(app, "rose"))
    with site() as tree:
        where = address(tree)
    browser = another_app() if who is None else sign_in(another_app(), who)
    found = browser.get(where, status=200 if who in OPENS else 404)
    assert (found.body == LETTER) is (who in OPENS)
    if who in OPENS:
        assert found.headers["Content-Disposition"].startswith('attachment; filename="lettre-confidentielle.pdf"')
        assert found.content_type == "application/pdf" and "no-store" in found.headers["Cache-Control"]
    for place in (LEA, f"{LEA}/history", PLAN):
        page = browser.get(place, expect_errors=True)
        assert who in OPENS or "lettre-confidentielle" not in page.text


def test_the_answer_and_the_history_lead_to_it_and_the_letter_links_to_it(app, another_app, sign_in, site, mails):
    answer(sign_in(app, "rose"))
    lea = sign_in(another_app(), "lea")
    assert lea.get(LEA).html.select_one(".track").find("a", string="lettre-confidentielle.pdf") is not None
    assert lea.get(f"{LEA}/history").click("lettre-confidentielle.pdf").body == LETTER
    with site() as tree:
        where = address(tree)
        deed = next(deed for deed in find(tree, LEA).deeds() if deed.what == "decline")
        assert "lettre" not in repr(deed)
    (mail,) = [mail for mail in mails() if "lea@example.org" in mail.to]
    assert where in mail.text and "Un document est joint" in mail.text and "lettre-confidentielle" not in mail.text
    assert where in mail.html.replace("&amp;", "&")


def test_who_may_not_open_it_is_sent_no_link(app, sign_in, site, mails):
    """Whoever had applied learns that a mission is cancelled, and why; its papers are its organisation's."""
    answer(sign_in(app, "rose"), "cancel", PLAN)
    letters = {mail.to[0] if isinstance(mail.to, list) else mail.to: mail.text for mail in mails()}
    told = next(text for to, text in letters.items() if "lea@" in to)
    assert "Une autre fois." in told and "attachment" not in told


def test_the_public_opens_nothing_of_a_published_mission(app, another_app, sign_in, site):
    answer(sign_in(app, "rose"), "pause", PLAN)
    app.post(f"{PLAN}/transition", {"name": "resume", "csrf_token": app.csrf}, status=303)
    with site() as tree:
        where = address(tree, PLAN)
    for who, opens in (("rose", True), ("quentin", True), ("maud", True), ("marc", False), ("lea", False), ("basile", False)):
        sign_in(another_app(), who).get(where, status=200 if opens else 404)
    another_app().get(where, status=404)


def test_a_dedicated_network_s_papers_are_not_there_for_outsiders(app, another_app, sign_in, site):
    with site() as tree:
        a_mission(find(tree, "/horizon/les-cadets"), "parrainage", by="camille")
    answer(sign_in(app, "camille"), "cancel", "/horizon/les-cadets/parrainage")
    with site() as tree:
        where = address(tree, "/horizon/les-cadets/parrainage")
    for who in ("maud", "rose", "lea", "basile"):
        sign_in(another_app(), who).get(where, status=404)
    another_app().get(where, status=404)


def test_the_document_survives_a_missing_reason_and_is_somebody_s_own(app, another_app, sign_in, site):
    """What was sent is not asked for again; nobody else can take it from there."""
    page = answer(sign_in(app, "rose"), reason="", status=422)
    page.mustcontain("Il y a un problème", "Fichier déjà reçu", "lettre-confidentielle.pdf")
    form = page.forms["form"]
    key = form["uid"].value
    form["reason"] = "Une autre fois."
    form.submit("fire", status=303)
    with site() as tree:
        assert find(tree, LEA).attachments[address(tree).partition("=")[2]].read() == LETTER
        an_application(find(tree, PLAN), by="noe")
        a_role("referent", find(tree, STONES), "pierre")
    form = sign_in(another_app(), "pierre").get(f"{PLAN}/noe/transition?name=decline").forms["form"]
    form["reason"] = "Non."
    fields = [*form.submit_fields("fire"), ("__start__", "file:mapping"), ("uid", key), ("__end__", "file:mapping")]
    form.response.goto(f"{PLAN}/noe/transition", method="post", params=fields, status=422).mustcontain("choisissez-le de nouveau")
    with site() as tree:
        assert dict(find(tree, f"{PLAN}/noe").attachments) == {}


@pytest.mark.parametrize(("file", "told"), [(("a.pdf", b""), "est vide"), (("a.pdf", b"<html>"), "n’est pas d’un genre")])
def test_a_refused_document_keeps_the_reason(app, sign_in, site, file, told):
    page = answer(sign_in(app, "rose"), file=file, status=422)
    page.mustcontain(told)
    assert page.forms["form"]["reason"].value == "Une autre fois."
    with site() as tree:
        assert find(tree, LEA).state == "submitted" and dict(find(tree, LEA).attachments) == {}


def test_what_takes_no_reason_takes_no_document(app, sign_in, site):
    rose = sign_in(app, "rose")
    with site() as tree:
        fire(find(tree, LEA), "accept", "rose")
    assert "upload" not in rose.get(f"{PLAN}/transition?name=start").forms["form"].fields
    with site() as tree:
        assert find(tree, PLAN).state == "published"
    assert "upload" in rose.get(f"{PLAN}/transition?name=cancel").forms["form"].fields


MODEL = ("modele.pdf", PDF)


@pytest.fixture
def proposed(site):
    """An organisation that waits for the team."""
    with site() as tree:
        a_role("member", an_organisation(tree["culture"], "fresque", state="proposed", by="paula", referent="paula"), "pam")
    return "/culture/fresque"


def qualified(browser, place, decision, remark="", file=MODEL, status=303):
    form = browser.get(f"{place}/qualify").forms["answer"]
    form["remark"], form["upload"] = remark, file
    return form.submit(decision and "decision", value=decision or None, status=status)


def test_the_page_that_qualifies_takes_a_document_with_the_answer(app, another_app, sign_in, site, proposed):
    """M69: nothing of it is lost while a reason is missing, or while a definitive no is asked once more."""
    page = qualified(sign_in(app, "quentin"), proposed, "ask_for_more", status=422)
    page.mustcontain("Indiquez la raison", "Fichier déjà reçu", "modele.pdf")
    form = page.forms["answer"]
    form["remark"] = "Remplissez ce modèle."
    asked = form.submit("decision", value="refuse")
    asked.mustcontain("Avec le document", "modele.pdf")
    back = asked.forms[0].submit("back", value="yes")
    back.mustcontain("Fichier déjà reçu", "modele.pdf", "Remplissez ce modèle.")
    back.forms["answer"].submit("decision", value="ask_for_more", status=303)
    assert sign_in(another_app(), "paula").get(proposed).click("modele.pdf").body == PDF
    with site() as tree:
        where = address(tree, proposed)
    for who in ("pam", "rose", "noe"):
        sign_in(another_app(), who).get(where, status=404)


@pytest.mark.parametrize(
    ("decision", "file", "told"),
    [("", MODEL, "choisissez laquelle"), ("ask_for_more", ("a.pdf", b"<html>"), "n’est pas d’un genre"), ("", ("a.pdf", b""), "est vide")],
)
def test_a_document_that_cannot_go_with_it_changes_nothing(app, sign_in, site, proposed, decision, file, told):
    page = qualified(sign_in(app, "quentin"), proposed, decision, "Remplissez ce modèle.", file, status=422)
    page.mustcontain(told, "Remplissez ce modèle.")
    with site() as tree:
        node = find(tree, proposed)
        assert (node.state, dict(node.attachments), node.remarks) == ("proposed", {}, ())


def test_what_is_set_for_a_later_day_carries_its_document(app, another_app, server, sign_in, site):
    """It stays when the moment is changed, and is opened only once it has happened."""
    rose, day = sign_in(app, "rose"), now().date() + timedelta(days=30)
    for hour in ("9", "14"):
        form = rose.get(f"{PLAN}/transition?name=pause&later=1").forms["later"]
        if hour == "9":
            form["reason"], form["upload"] = "Le chantier ferme.", MODEL
        form["date"], form["hour"] = day.isoformat(), hour
        form.submit("later", status=303)
    rose.get(f"{PLAN}/transition?name=pause").forms["later"].response.mustcontain("Fichier déjà reçu", "modele.pdf")
    with site() as tree:
        assert find(tree, PLAN).planned.file.read() == PDF and dict(find(tree, PLAN).attachments) == {}
    with site() as tree:
        jobs.run(tree, server.registry.post, now() + timedelta(days=31))
    with site() as tree:
        assert (find(tree, PLAN).state, find(tree, PLAN).planned) == ("paused", None)
        where = address(tree, PLAN)
    assert rose.get(where).body == PDF
    sign_in(another_app(), "lea").get(where, status=404)


def test_a_wrong_key_opens_nothing(app, sign_in, site):
    answer(sign_in(app, "rose"), file=("lettre.pdf", PDF))
    for key in ("", "x", "../.."):
        app.get(f"{LEA}/attachment?deed={key}", status=404)
    app.get(f"{LEA}/attachment", status=404)


def test_what_is_to_be_completed_leads_to_its_document(app, another_app, sign_in, site):
    """M69: the team sends a model along; whoever completes opens it from the page, the members do not."""
    with site() as tree:
        node = an_organisation(tree["culture"], "fresque", state="proposed", by="paula", referent="paula")
        a_role("member", node, "pam")
    place = "/culture/fresque"
    answer(sign_in(app, "quentin"), "ask_for_more", place, "Remplissez ce modèle.", ("modele.pdf", PDF))
    page = sign_in(another_app(), "paula").get(place)
    assert page.html.select_one(".notice-attention").find("a", string="modele.pdf") is not None
    assert page.click("modele.pdf").body == PDF
    with site() as tree:
        where = address(tree, place)
    for who in ("pam", "rose", "noe"):
        sign_in(another_app(), who).get(where, status=404)
