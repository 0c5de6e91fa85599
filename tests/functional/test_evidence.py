"""Documents given as evidence: given on the node's page, read by those who qualify alone, deleted when their purpose ends (M69, K07)."""

from datetime import timedelta

import pytest

from mobee_pyr import jobs
from mobee_pyr.content.attachment import Read
from mobee_pyr.content.node import now, path
from mobee_pyr.content.qualification import Criterion, Tick
from mobee_pyr.content.tree import find
from mobee_pyr.content.volunteer import SAID
from mobee_pyr.workflows import evidence, volunteering
from tests.builders import a_mission, a_role, an_act, an_organisation, fire, qualified
from tests.unit.content.test_attachment import PDF, odt

CRITERIA = {
    "organisation": [
        {"id": "identity", "text": "Son identité est vérifiée", "help": "Ses statuts.", "evidence": "document"},
        {"id": "number", "text": "Elle a un numéro SIREN", "evidence": "siren"},
        {"id": "general", "text": "Elle est d’intérêt général", "evidence": "yes"},
        {"id": "why", "text": "Elle dit pourquoi", "evidence": "note", "mandatory": False},
    ],
    "request": [{"id": "estimate", "text": "Le devis est sérieux", "evidence": "document"}],
}
PLACE, HIDDEN = "/culture/fresque", "/horizon/fresque"
A_FILE = Read("statuts.pdf", "application/pdf", PDF)
SECRET = b"%PDF-1.4\nle plus secret des papiers\n%%EOF\n"


@pytest.fixture(autouse=True)
def dossier(site):
    """In both networks, an organisation that waits to be qualified, whose référente is paula."""
    with site() as tree:
        for name in ("culture", "horizon"):
            tree[name].overrides["criteria"] = CRITERIA
            node = an_organisation(tree[name], "fresque", state="proposed", by="paula", referent="paula")
            a_role("member", node, "pam")


def page_of(browser, criterion="identity", place=PLACE):
    return browser.get(f"{place}/evidence?criterion={criterion}")


def give_file(browser, data=SECRET, name="statuts-secrets.pdf", place=PLACE, criterion="identity", status=303):
    form = page_of(browser, criterion, place).forms["form"]
    form["upload"] = (name, data)
    answer = form.submit("give", status=status)
    answer.request.environ["wsgi.input"].close()  # WebOb keeps a large body in a file
    return answer


def stored(tree, place=PLACE):
    return find(tree, place).evidence


OTHERS = ("rose", "remi", "basile", "noe", "lea", "iris", "ada", "pam", "camille")


@pytest.mark.parametrize("who", [*OTHERS, None])
@pytest.mark.parametrize("place", [PLACE, HIDDEN])
def test_a_document_is_not_there_for_anybody_else(app, another_app, sign_in, site, who, place):
    """M69, K07: neither members, référents of others, the administration nor the public; a dedicated network is not even there."""
    give_file(sign_in(app, "paula"), place=place)
    browser = another_app() if who is None else sign_in(another_app(), who)
    answer = browser.get(f"{place}/document?criterion=identity", status=404)
    assert "secret" not in answer.text
    for address in (f"{place}/evidence?criterion=identity", f"{place}/history", place, f"{place}/qualify", place.rpartition("/")[0]):
        shown = browser.get(address, expect_errors=True)
        assert "statuts-secrets" not in shown.text and "le plus secret" not in shown.text
        assert shown.status_int == 404 or place == PLACE or who in ("ada", "pam", "camille")


@pytest.mark.parametrize("place", [PLACE, HIDDEN])
def test_the_other_network_s_team_reads_nothing(another_app, app, sign_in, place):
    give_file(sign_in(app, "paula"), place=place)
    outsider = {"/culture": "helene", "/horizon": "maud"}[place.rpartition("/")[0]]
    sign_in(another_app(), outsider).get(f"{place}/document?criterion=identity", status=404)


def test_who_qualifies_downloads_it_and_the_history_says_so(app, another_app, sign_in, site):
    """M69: always as a file to keep, never shown in the site; each reading is a line of the history."""
    give_file(sign_in(app, "paula"))
    judge = sign_in(another_app(), "quentin")
    page = judge.get(f"{PLACE}/qualify")
    page.mustcontain("statuts-secrets.pdf", "Paula")
    answer = page.click("statuts-secrets.pdf")
    assert (answer.body, answer.content_type) == (SECRET, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="statuts-secrets.pdf"')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"] and "private" in answer.headers["Cache-Control"]
    history = judge.get(f"{PLACE}/history")
    history.mustcontain("a lu une pièce", "a donné une pièce", no="statuts-secrets")
    with site() as tree:
        assert next(find(tree, PLACE).deeds())[1:] == ("quentin", evidence.READ, "", {"criterion": "identity"})


def test_who_gave_it_downloads_their_own_and_another_completer_does_not(app, another_app, sign_in, site):
    with site() as tree:
        a_role("referent", find(tree, PLACE), "pierre")
    paula = sign_in(app, "paula")
    give_file(paula)
    page = page_of(paula)
    page.mustcontain("statuts-secrets.pdf")
    assert page.click("statuts-secrets.pdf").body == SECRET
    with site() as tree:
        assert next(find(tree, PLACE).deeds()).what == evidence.GIVEN
    pierre = sign_in(another_app(), "pierre")
    pierre.get(f"{PLACE}/document?criterion=identity", status=404)
    shown = page_of(pierre)
    shown.mustcontain("Donné par Paula", no="statuts-secrets")


def test_the_referent_finds_what_is_expected_and_gives_each_thing_on_its_page(app, sign_in, site):
    """M69: a document, a number, a yes, some words; then each line says that it is given."""
    paula = sign_in(app, "paula")
    page = paula.get(PLACE)
    page.mustcontain("Pièces et réponses attendues", "Son identité est vérifiée", "Attendu", "Facultatif")
    asked = page.click("Son identité est vérifiée")
    asked.mustcontain("Ses statuts.", "supprimé au plus tard 30 jours après la décision", "l’équipe du réseau Culture")
    give_file(paula).follow().mustcontain("C’est donné", "Donné")
    form = page_of(paula, "number").forms["form"]
    form["value"] = "732 829 320"
    form.submit("give", status=303)
    form = page_of(paula, "general").forms["form"]
    form["form-value"] = "yes"
    form.submit("give", status=303)
    form = page_of(paula, "why").forms["form"]
    form["value"] = "Pour\r\nrepeindre."
    form.submit("give", status=303)
    with site() as tree:
        given = stored(tree)
        assert {name: one.value for name, one in given.items()} == {
            "identity": "",
            "number": "732829320",
            "general": "yes",
            "why": "Pour\nrepeindre.",
        }
        assert (given["identity"].document.read(), given["identity"].document.name) == (SECRET, "statuts-secrets.pdf")
    page = sign_in(app, "quentin").get(f"{PLACE}/qualify")
    page.mustcontain("732829320", "Oui", "repeindre.")


def test_a_number_that_is_known_already_is_offered(app, sign_in, site):
    with site() as tree:
        find(tree, PLACE).entity.siren = "443061841"
    assert page_of(sign_in(app, "paula"), "number").forms["form"]["value"].value == "443061841"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "est vide"),
        (b"<html>", "n’est pas d’un genre"),
        (PDF + b" " * 5_000_000, "trop lourd"),
        (odt(bomb=b"\0" * 100_000_001), "abîmé"),
    ],
)
def test_a_refused_file_is_told_and_changes_nothing(app, sign_in, site, data, told):
    give_file(sign_in(app, "paula"), data, status=422).mustcontain("Il y a un problème", told)
    with site() as tree:
        assert dict(stored(tree)) == {} and not tree["culture"].papers


@pytest.mark.parametrize(
    ("criterion", "value"), [("number", "732829321"), ("general", "maybe"), ("why", "x" * 5000), ("why", ""), ("identity", "")]
)
def test_a_wrong_answer_is_told_and_kept_in_the_form(app, sign_in, site, criterion, value):
    paula = sign_in(app, "paula")
    said = {"give": "give", "value": value, "csrf_token": paula.csrf}
    page = paula.post(f"{PLACE}/evidence?criterion={criterion}", said, status=422)
    page.mustcontain("Il y a un problème")
    if criterion == "number":
        assert page.forms["form"]["value"].value == value
    with site() as tree:
        assert dict(stored(tree)) == {}


def test_it_is_replaced_and_withdrawn(app, sign_in, site):
    paula = sign_in(app, "paula")
    give_file(paula)
    give_file(paula, PDF, "autre.pdf")
    with site() as tree:
        assert stored(tree)["identity"].document.name == "autre.pdf"
    page = page_of(paula)
    page.forms["withdraw"].submit("withdraw", status=303).follow().mustcontain("C’est retiré")
    with site() as tree:
        assert dict(stored(tree)) == {}
    paula.get(f"{PLACE}/document?criterion=identity", status=404)


@pytest.mark.parametrize("who", ["quentin", "maud", "rose", "pam"])
def test_only_who_completes_gives(app, sign_in, site, who):
    browser = sign_in(app, who)
    browser.get(f"{PLACE}/evidence?criterion=identity", status=[403, 404])
    browser.post(f"{PLACE}/evidence?criterion=general", {"give": "give", "value": "yes", "csrf_token": browser.csrf}, status=[403, 404])
    with site() as tree:
        assert dict(stored(tree)) == {}


def test_an_unknown_criterion_is_not_there(app, sign_in):
    for name in ("nothing", "", "%00"):
        sign_in(app, "paula").get(f"{PLACE}/evidence?criterion={name}", status=404)
        app.get(f"{PLACE}/document?criterion={name}", status=404)
    app.get(f"{PLACE}/document", status=404)


def test_after_the_decision_the_giver_still_sees_it_until_its_last_day(app, another_app, sign_in, site, server):
    paula = sign_in(app, "paula")
    give_file(paula)
    with site() as tree:
        fire(find(tree, PLACE), "refuse", "quentin", "Hors sujet.", at=now())
    page = page_of(paula)
    page.mustcontain("Ce qui est donné ici sera supprimé au plus tard le", no='type="file"')
    assert page.click("statuts-secrets.pdf").body == SECRET
    paula.post(f"{PLACE}/evidence?criterion=identity", {"withdraw": "yes", "csrf_token": paula.csrf}, status=403)
    with site() as tree:
        jobs.run(tree, server.registry.post, now() + timedelta(days=30))
    paula.get(f"{PLACE}/document?criterion=identity", status=404)
    page_of(paula).mustcontain("supprimé le", no="statuts-secrets")
    sign_in(another_app(), "quentin").get(f"{PLACE}/history").mustcontain("a supprimé des pièces")


def test_a_request_s_page_asks_for_its_own_evidence(app, another_app, sign_in, site):
    with site() as tree:
        mission = a_mission(find(tree, "/culture/pierres-vivantes"), "relire-un-bail", "draft", by="rose")
    rose, place = sign_in(app, "rose"), "/culture/pierres-vivantes/relire-un-bail"
    rose.get(place).mustcontain("Pièces et réponses attendues", "Le devis est sérieux")
    give_file(rose, place=place, criterion="estimate")
    with site() as tree:
        mission = find(tree, place)
        fire(mission, "submit", "rose", at=now())
    judge = sign_in(another_app(), "quentin")
    assert judge.get(f"{place}/qualify").click("statuts-secrets.pdf").body == SECRET
    with site() as tree:
        fire(qualified(find(tree, place)), "publish", "quentin", at=now())
    another_app().get(place).mustcontain(no=["Pièces et réponses", "statuts"])
    for who in ("lea", "quentin", "basile"):
        sign_in(another_app(), who).get(f"{place}/document?criterion=estimate", status=404)


def test_search_never_finds_what_was_given(app, another_app, sign_in, site, searchable):
    with site() as tree:
        node = find(tree, PLACE)
        act = an_act(tree, "paula")
        evidence.give(act, node, Criterion("why", "", evidence="note"), "xylophone secret")
    give_file(sign_in(app, "paula"))
    searchable()
    for browser in (another_app(), sign_in(another_app(), "quentin")):
        for words in ("xylophone", "statuts-secrets"):
            found = browser.get(f"/bourse?words={words}")
            assert "fresque" not in found.text.lower() and "secret" not in found.html.select_one("main").get_text().replace(words, "")


def test_the_network_says_how_long_it_keeps_them(app, sign_in, site):
    """M69: 0 to 365 days, thirty unless somebody says otherwise."""
    maud = sign_in(app, "maud")
    form = maud.get("/culture/edit").forms["form"]
    assert form["evidence_days"].value == "30"
    form["summary"], form["evidence_days"] = "Un réseau.", "7"
    form.submit("save", status=303)
    page_of(sign_in(app, "paula")).mustcontain("supprimé au plus tard 7 jours après la décision")
    sign_in(app, "maud")
    for wrong in ("366", "-1", "1,5", ""):
        form = app.get("/culture/edit").forms["form"]
        form["evidence_days"] = wrong
        form.submit("save", status=422)
    with site() as tree:
        assert tree["culture"].evidence_days == 7


PROFILE = [{"id": "licence", "text": "Son brevet est valable", "evidence": "document", "months": 12}]


def a_profile(tree):
    """Noe's, in culture, sent to be verified."""
    tree["culture"].overrides["criteria"] = {"volunteer": PROFILE}
    made = volunteering.ask(an_act(tree, "noe", now()), tree["culture"], dict.fromkeys(SAID, "Je grimpe."))
    return path(made), fire(made, "submit", "noe", at=now())


def test_a_volunteer_gives_their_own_evidence_and_nobody_else_reads_it(app, another_app, sign_in, site):
    """M71: the person and the network's team; neither référents, nor the administration."""
    with site() as tree:
        place, _sent = a_profile(tree)
    noe = sign_in(app, "noe")
    noe.get(place).mustcontain("Pièces et réponses attendues", "Son brevet est valable")
    give_file(noe, place=place, criterion="licence")
    address = f"{place}/document?criterion=licence"
    for who in ("rose", "basile", "lea", "iris", "ada", "helene"):
        sign_in(another_app(), who).get(address, status=404)
    another_app().get(address, status=404)
    judge = sign_in(another_app(), "quentin")
    assert judge.get(f"{place}/qualify").click("statuts-secrets.pdf").body == SECRET
    assert noe.get(address).body == SECRET


def test_a_verified_profile_s_documents_end_and_an_erased_one_s_at_once(app, sign_in, site):
    with site() as tree:
        place, _sent = a_profile(tree)
    give_file(sign_in(app, "noe"), place=place, criterion="licence")
    with site() as tree:
        profile = find(tree, place)
        fire(qualified(profile), "verify", "quentin", at=now())
        assert evidence.run(an_act(tree, None, now() + timedelta(days=29))) == 0
        fire(profile, "renew", "noe", at=now())
        assert evidence.run(an_act(tree, None, now() + timedelta(days=400))) == 0
        fire(profile, "withdraw", "noe", at=now())
        assert dict(profile.evidence) == {} and list(tree["culture"].papers) == []


def test_what_has_ended_is_expected_anew_when_the_question_is_open_again(app, sign_in, site):
    with site() as tree:
        place, _sent = a_profile(tree)
    noe = sign_in(app, "noe")
    give_file(noe, place=place, criterion="licence")
    noe.get(place).mustcontain("Donné par Noe", no="Attendu")
    with site() as tree:
        profile = find(tree, place)
        fire(qualified(profile), "verify", "quentin", at=now())
        evidence.run(an_act(tree, None, now() + timedelta(days=30)))
        fire(profile, "renew", "noe", at=now())
    noe.get(place).mustcontain("Attendu", "supprimé le")


def test_a_tick_that_counts_no_more_asks_for_its_evidence_anew(app, sign_in, site):
    """M69: a member of the network gives this year's attestation; the others, still valid, are not asked for."""
    with site() as tree:
        tree["culture"].overrides["criteria"] = {
            "organisation": [
                {"id": "yearly", "text": "L’attestation de l’année", "evidence": "document", "months": 12},
                {"id": "longer", "text": "Les statuts", "evidence": "document", "months": 36},
            ]
        }
        node = find(tree, PLACE)
        for name in ("yearly", "longer"):
            evidence.give(an_act(tree, "paula", now() - timedelta(days=500)), node, Criterion(name, "", evidence="document"), file=A_FILE)
            node.ticks = {**node.ticks, name: Tick("quentin", now() - timedelta(days=400))}
        fire(node, "accept", "quentin", at=now() - timedelta(days=400))
        evidence.run(an_act(tree, None, now() - timedelta(days=300)))
    paula = sign_in(app, "paula")
    asked = paula.get(PLACE).html.select_one("#evidence").get_text(" ", strip=True)
    assert "L’attestation de l’année" in asked and "Attendu" in asked and "Les statuts" not in asked
    give_file(paula, criterion="yearly")
    asked = paula.get(PLACE).html.select_one("#evidence").get_text(" ", strip=True)
    assert "Donné" in asked and "Attendu" not in asked
