"""The team at work on one queue: claims, two pairs of eyes, settings, what presses; told to the team and to nobody else (M69, M70)."""

from datetime import timedelta

import pytest

from mobee_pyr.content.node import now
from mobee_pyr.content.qualification import Claim, Opinion
from mobee_pyr.content.tree import find
from mobee_pyr.workflows.reviewing import claims, settings
from tests.builders import a_mission, a_role, an_act, an_organisation, fire, qualified

STONES = "/culture/pierres-vivantes"
BAIL = f"{STONES}/relire-un-bail"
DESK = "/culture/qualification"


def sent(tree, name="relire-un-bail", days=0, **facts):
    mission = a_mission(find(tree, STONES), name, "draft", by="rose", **facts)
    fire(mission, "submit", "rose", at=now() - timedelta(days=days))
    return mission


@pytest.fixture
def waiting(site):
    with site() as tree:
        sent(tree)


@pytest.fixture
def two_eyes(site):
    with site() as tree:
        find(tree, "/culture").overrides[settings.PART] = {"two_eyes": ["organisation", "request"]}
        qualified(sent(tree))


def form(browser, where=BAIL):
    return browser.get(f"{where}/qualify").forms["answer"]


def test_one_takes_it_and_the_others_see_it_everywhere(app, another_app, sign_in, waiting, mails):
    sign_in(app, "quentin")
    app.get(f"{BAIL}/qualify").mustcontain("Personne ne s’en occupe encore.", "Je m’en occupe")
    page = app.get(f"{BAIL}/qualify").forms["claim"].submit("do", value="take", status=303).follow()
    page.mustcontain("Vous vous en occupez depuis aujourd’hui.", "Laisser aux autres", "Publier")
    maud = sign_in(another_app(), "maud")
    maud.get(DESK).mustcontain("Quentin s’en occupe depuis aujourd’hui", no='class="btn btn-primary"')
    maud.get("/to-do").mustcontain("Quentin s’en occupe depuis aujourd’hui")
    page = maud.get(f"{BAIL}/qualify")
    page.mustcontain("Quentin s’en occupe depuis aujourd’hui.", "Reprendre le dossier", no='name="decision"')
    page.forms["claim"].submit("do", value="over", status=303).follow().mustcontain("Vous vous en occupez", "Publier")
    (told,) = [mail for mail in mails() if "quentin@" in mail.to and "Repris par" in mail.subject]
    assert "Maud s’occupe maintenant de « Relire un bail »" in told.text.replace("\N{NO-BREAK SPACE}", " ").replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    )


def test_two_at_once_one_wins_and_the_other_reads_who_and_when(app, another_app, sign_in, waiting, site):
    first, second = sign_in(app, "quentin"), sign_in(another_app(), "maud")
    forms = [browser.get(f"{BAIL}/qualify").forms["claim"] for browser in (first, second)]
    forms[0].submit("do", value="take", status=303)
    forms[1].submit("do", value="take", status=303).follow().mustcontain("Quentin s’en occupe depuis le", "UTC")
    with site() as tree:
        assert find(tree, BAIL).claim.who == "quentin"


def test_what_was_typed_meanwhile_is_not_lost(app, sign_in, waiting, site):
    said = form(sign_in(app, "maud"))
    with site() as tree:
        claims.take(an_act(tree, "quentin", now()), find(tree, BAIL))
    said["remark"], said["at-title"] = "Une longue remarque.", "Trop long."
    page = said.submit("decision", value="ask_for_more", status=422)
    page.mustcontain("Quentin s’en occupe depuis le", "Une longue remarque.", "Trop long.", "Reprendre le dossier")
    with site() as tree:
        assert find(tree, BAIL).remarks == () and find(tree, BAIL).state == "submitted"


def test_only_the_team_takes_care(app, another_app, sign_in, waiting, site):
    for who, status in (("rose", 403), ("lea", 404), ("helene", 404)):
        browser = sign_in(another_app(), who)
        browser.post(f"{BAIL}/claim", {"do": "take", "csrf_token": browser.csrf}, status=status)
    app.post(f"{BAIL}/claim", {"do": "take", "csrf_token": app.csrf}, status=404)
    with site() as tree:
        assert find(tree, BAIL).claim is None


def test_the_desk_says_what_presses_and_what_looks_like_a_job(app, sign_in, site):
    """M70 P10"""
    with site() as tree:
        sent(tree, "calme")
        sent(tree, "bientot", starts=now().date() + timedelta(days=6), description="Un CDD à temps plein.")
        sent(tree, "longtemps", days=30)
    page = sign_in(app, "quentin").get(DESK)
    page.mustcontain("commence dans 6 jours", "2 points à regarder", "attend plus de 5 jours ouvrés")
    places = [page.text.index(f'{name}/qualify">') for name in ("bientot", "longtemps", "calme")]
    assert places[0] < page.text.index('longtemps/qualify">', places[0]) < page.text.rindex('calme/qualify">')
    app.get(f"{STONES}/bientot/qualify").mustcontain("À regarder", "Un mot de l’emploi : « CDD »", "« à temps plein »", "Publier")


def test_two_people_publish(app, another_app, sign_in, two_eyes, site, mails):
    """M70: the first one's agreement is kept; the second one's decides."""
    page = sign_in(app, "quentin").get(f"{BAIL}/qualify")
    page.mustcontain("Ce réseau demande deux regards", "Donner un avis favorable")
    app.get(BAIL).mustcontain("Donner un avis favorable", no="Publier</")
    said = page.forms["answer"]
    said["remark"] = "Beau projet."
    page = said.submit("decision", value="publish", status=303).follow()
    page.mustcontain("attend un second regard", "Rien n’attend votre équipe")
    assert "Quentin" in app.get(f"{BAIL}/qualify").text and "Publier" not in app.get(f"{BAIL}/qualify").forms["answer"].text
    app.post(f"{BAIL}/transition", {"name": "publish", "confirmed": "yes", "csrf_token": app.csrf}, status=409)
    assert not [mail for mail in mails() if "publiée" in mail.subject]
    maud = sign_in(another_app(), "maud")
    maud.get(DESK).mustcontain("attend un second regard")
    page = maud.get(f"{BAIL}/qualify")
    page.mustcontain("Quentin a donné un avis favorable", "Beau projet.", "Publier")
    page.forms["answer"].submit("decision", value="publish", status=303).follow().mustcontain("est publiée")
    with site() as tree:
        assert find(tree, BAIL).state == "published"


def test_an_opinion_is_the_team_s_alone(app, another_app, sign_in, two_eyes, site):
    """Neither the author nor anybody else reads it: on no page, in no history."""
    with site() as tree:
        fire(find(tree, BAIL), "publish", "quentin", "Entre nous : oui.", now())
        a_role("manager", find(tree, STONES), "max")
    for who in ("rose", "max", "remi", "lea", "helene"):
        browser = sign_in(another_app(), who)
        for page in ("", "/history", "/edit", "/messages", "/why", "/qualify"):
            answer = browser.get(f"{BAIL}{page}", expect_errors=True)
            assert "avis favorable" not in answer.text and "Entre nous" not in answer.text, (who, page)
    sign_in(app, "maud").get(f"{BAIL}/history").mustcontain("a donné un avis favorable", "Entre nous : oui.")
    another_app().get(BAIL, status=404)


def test_who_qualifies_does_not_read_what_is_said_of_their_own_request(app, another_app, sign_in, two_eyes, site):
    with site() as tree:
        a_role("qualifier", find(tree, "/culture"), "rose")
        fire(find(tree, BAIL), "publish", "quentin", "Entre nous : oui.", now())
    sign_in(app, "rose")
    for page in (BAIL, f"{BAIL}/history", f"{BAIL}/qualify", DESK):
        app.get(page).mustcontain(no=["avis favorable, ", "a donné un avis", "Entre nous", "second regard"])


def test_claims_are_the_team_s_alone(another_app, sign_in, waiting, site):
    with site() as tree:
        claims.take(an_act(tree, "quentin", now()), find(tree, BAIL))
    for who in ("rose", "remi", "lea"):
        browser = sign_in(another_app(), who)
        for page in (BAIL, f"{BAIL}/history", "/to-do", STONES):
            answer = browser.get(page, expect_errors=True)
            assert "en occupe" not in answer.text and "a pris le dossier" not in answer.text, (who, page)
    sign_in(another_app(), "maud").get(f"{BAIL}/history").mustcontain("a pris le dossier")


def test_a_correction_asks_for_both_again(app, another_app, sign_in, two_eyes, site):
    with site() as tree:
        mission = find(tree, BAIL)
        fire(mission, "publish", "quentin")
        fire(mission, "take_back", "rose")
        fire(mission, "submit", "rose")
        qualified(mission)
        assert mission.opinion is None
        fire(mission, "publish", "quentin")
    edit = sign_in(app, "maud").get(f"{BAIL}/edit").forms[0]
    edit["summary"], edit["description"], edit["city"] = "Un avis.", "Douze pages.", "Tournus"
    edit.submit("save", status=303)
    sign_in(another_app(), "quentin").get(f"{BAIL}/qualify").mustcontain("Donner un avis favorable")
    with site() as tree:
        assert find(tree, BAIL).opinion is None and find(tree, BAIL).state == "submitted"


def test_the_list_of_things_to_do_gives_an_opinion_too(app, sign_in, two_eyes, site):
    page = sign_in(app, "quentin").get("/to-do")
    page.mustcontain("Donner un avis favorable", no="Publier<")
    value = page.html.find("button", attrs={"name": "one"})["value"]
    app.post("/to-do", {"one": value, "csrf_token": app.csrf}, status=303).follow().mustcontain("C’est fait : Donner un avis favorable")
    with site() as tree:
        assert isinstance(find(tree, BAIL).opinion, Opinion) and find(tree, BAIL).state == "submitted"


def settings_form(browser, network="/culture"):
    return browser.get(f"{network}/qualification-settings").forms["form"]


def test_a_manager_sets_the_desk(app, sign_in, site):
    sign_in(app, "maud").get(DESK).mustcontain('href="/culture/qualification-settings"')
    said = settings_form(app)
    said["claim_days"], said["soon_days"] = "5", "20"
    said.get("checkbox", index=1).checked = True
    said.submit("save", status=303).follow().mustcontain("C’est enregistré")
    with site() as tree:
        assert settings.of(find(tree, "/culture")) == settings.Desk(("request",), 5, 20, 5)
    app.get("/culture/history").mustcontain("a changé les réglages de la qualification")


def test_bad_measures_are_refused_in_words(app, sign_in, site):
    said = settings_form(sign_in(app, "maud"))
    said["claim_days"] = "zéro"
    said.submit("save", status=422).mustcontain("Il y a un problème", "zéro")
    with site() as tree:
        assert dict(find(tree, "/culture").overrides) == {}


def test_a_team_of_one_is_told_why_not_and_a_team_that_shrinks_on_its_desk(app, sign_in, site):
    with site() as tree:
        tree.membership.revoke("quentin", "qualifier", find(tree, "/culture").oid)
    page = settings_form(sign_in(app, "maud"))
    page.get("checkbox", index=0).checked = True
    page = page.submit("save", status=422)
    page.mustcontain("Une seule personne peut qualifier dans ce réseau")
    assert page.forms["form"].get("checkbox", index=0).checked
    with site() as tree:
        assert settings.of(find(tree, "/culture")).two_eyes == ()
        find(tree, "/culture").overrides[settings.PART] = {"two_eyes": ["request"]}
    app.get(DESK).mustcontain("une seule personne peut y qualifier", 'href="/culture/people"')


def test_nobody_else_sets_the_desk(another_app, sign_in):
    for who, status in (("quentin", 403), ("rose", 403), ("lea", 403)):
        sign_in(another_app(), who).get("/culture/qualification-settings", status=status)
    sign_in(another_app(), "maud").get("/horizon/qualification-settings", status=404)
    another_app().get("/horizon/qualification-settings", status=404)
    sign_in(another_app(), "quentin").get(DESK).mustcontain(no="qualification-settings")


def test_a_lapsed_claim_is_told_to_the_team(app, sign_in, site):
    with site() as tree:
        sent(tree).claim = Claim("maud", now() - timedelta(days=30))
        an_organisation(find(tree, "/culture"), "fresque", state="proposed", referent="paul", by="paul")
    page = sign_in(app, "quentin").get(DESK)
    page.mustcontain("plus personne ne s’en occupe", no="Maud s’en occupe")
    app.get(f"{BAIL}/qualify").mustcontain("Personne ne s’en occupe plus.", "Je m’en occupe")
