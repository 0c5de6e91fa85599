"""To and fro between author and team: remarks at their fields, what changed since, the decision with its reasons (M69, M70, K08)."""

import pytest

from mobee_pyr.content.field import Field
from mobee_pyr.content.node import now
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import field_lists
from tests.builders import a_mission, a_role, a_volunteer, an_act, an_organisation, fire, qualified

STONES = "/culture/pierres-vivantes"
BAIL = f"{STONES}/relire-un-bail"


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def sent(site):
    with site() as tree:
        mission = a_mission(find(tree, STONES), "relire-un-bail", "draft", by="rose", summary="Un avis.", description="Le bail.")
        fire(mission, "submit", "rose", at=now())


def asked(browser, remark="", **fields):
    said = browser.get(f"{BAIL}/qualify").forms["answer"]
    said["remark"] = remark
    for name, text in fields.items():
        said[f"at-{name}"] = text
    return said.submit("decision", value="ask_for_more", status=303)


def test_a_remark_stands_at_its_field_and_its_answer_beside_it(app, another_app, sign_in, site, sent, mails):
    """M70: remarks per field, what changed since, which remarks are answered; the author's word."""
    judge, rose = sign_in(app, "quentin"), sign_in(another_app(), "rose")
    asked(judge, title="Dites de quel bail.", city="Dans quelle ville ?")
    letter = plain(next(mail.text for mail in mails() if "rose@" in mail.to and "À compléter" in mail.subject))
    assert "– Titre : Dites de quel bail." in letter and "– Ville : Dans quelle ville ?" in letter
    assert "Les critères qui ne sont pas remplis" in letter and "donnée par Quentin" in letter
    page = rose.get(BAIL)
    page.mustcontain("À compléter", "Dites de quel bail.", f'href="{BAIL}/edit#item-form-title"')
    page = rose.get(f"{BAIL}/edit")
    field = page.html.find(id="item-form-title")
    assert "Dites de quel bail." in field.text and "form-title-remark" in field.find("input")["aria-describedby"]
    assert page.html.find(id="item-form-summary").find(class_="field-remark") is None
    form = page.forms[0]
    form["title"], form["summary"] = "Relire le bail du local", "Un avis de juriste."
    form["city"] = ""
    form["form-mode"] = "online"
    form.submit("save", status=303)
    rose.post(f"{BAIL}/transition", {"name": "complete", "reason": "Il n’y a pas de ville.", "csrf_token": rose.csrf}, status=303)
    page = judge.get(f"{BAIL}/qualify")
    page.mustcontain("Ce qui a changé depuis le renvoi", "Il n’y a pas de ville.", "Relire un bail", "Relire le bail du local")
    page.mustcontain("répond à la remarque : Dites de quel bail.", "Remarques qu’aucun changement de champ ne suit")
    unanswered = page.text.partition("Remarques qu’aucun changement")[2].partition("</ul>")[0]
    assert "Dans quelle ville ?" in unanswered and "Dites de quel bail." not in unanswered
    judge.get("/culture/qualification").mustcontain("revient complétée")


def test_a_question_of_the_network_s_own_is_remarked_like_the_others(app, another_app, sign_in, site, sent, mails):
    """M13 M70: at its place in the form, in the letter, answered; one that the author does not answer is not offered."""
    with site() as tree:
        act, culture = an_act(tree, "maud"), find(tree, "/culture")
        field_lists.keep(act, culture, "request", Field("key", {"fr": "Qui a la clé ?", "en": "Who has the key?"}))
        field_lists.keep(act, culture, "request", Field("file", "Numéro de dossier", fills="team", sees=("team",)))
    judge, rose = sign_in(app, "quentin"), sign_in(another_app(), "rose")
    assert "at-x-file" not in judge.get(f"{BAIL}/qualify").forms["answer"].fields
    asked(judge, **{"x-key": "Un nom, s’il vous plaît."})
    letter = plain(next(mail.text for mail in mails() if "rose@" in mail.to and "À compléter" in mail.subject))
    assert "– Qui a la clé ? : Un nom, s’il vous plaît." in letter
    rose.get(BAIL).mustcontain("Qui a la clé ?", f'href="{BAIL}/edit#item-form-x-key"')
    page = rose.get(f"{BAIL}/edit")
    assert "Un nom, s’il vous plaît." in page.html.find(id="item-form-x-key").text
    form = page.forms[0]
    form["x-key"], form["form-mode"] = "Ivan", "online"
    form.submit("save", status=303)
    rose.post(f"{BAIL}/transition", {"name": "complete", "confirmed": "yes", "csrf_token": rose.csrf}, status=303)
    changed = judge.get(f"{BAIL}/qualify").text.partition("Ce qui a changé depuis le renvoi")[2].partition("</section>")[0]
    assert "Qui a la clé ?" in changed and "Ivan" in changed and "x-key" not in changed and "Un nom, s’il vous plaît." in changed


def test_former_rounds_are_folded(app, another_app, sign_in, site, sent):
    judge, rose = sign_in(app, "quentin"), sign_in(another_app(), "rose")
    asked(judge, "Première remarque.")
    rose.post(f"{BAIL}/transition", {"name": "complete", "confirmed": "yes", "csrf_token": rose.csrf}, status=303)
    asked(judge, "Seconde remarque.")
    for page in (rose.get(BAIL), rose.get(f"{BAIL}/edit")):
        folded = page.html.find("div", class_="notice-attention").find("details")
        assert "Première remarque." in folded.text and "Seconde remarque." not in folded.text
        assert "Seconde remarque." in page.html.find("div", class_="notice-attention").text


def test_an_organisation_s_fields_are_remarked_too(app, another_app, sign_in, site):
    """M69"""
    with site() as tree:
        an_organisation(find(tree, "/culture"), "fresque", state="proposed", referent="paul", by="paul")
    said = sign_in(app, "quentin").get("/culture/fresque/qualify").forms["answer"]
    said["at-siren"], said["at-summary"] = "Il manque le numéro.", "Que faites-vous ?"
    said.submit("decision", value="ask_for_more", status=303)
    paul = sign_in(another_app(), "paul")
    paul.get("/culture/fresque").mustcontain("Il manque le numéro.", "/culture/fresque/edit#item-form-siren")
    page = paul.get("/culture/fresque/edit")
    assert "Que faites-vous ?" in page.html.find(id="item-form-summary").text


def test_remarks_are_read_by_those_who_complete_and_by_nobody_else(another_app, sign_in, site, sent, app):
    asked(sign_in(app, "quentin"), "À ne pas ébruiter.", title="Ni ceci.")
    with site() as tree:
        a_role("manager", find(tree, STONES), "max")
        a_role("member", find(tree, "/culture"), "iris")
    for who in ("max", "remi", "lea", "iris", "helene"):
        browser = sign_in(another_app(), who)
        for page in (BAIL, f"{BAIL}/edit", f"{BAIL}/history", f"{BAIL}/qualify", STONES):
            answer = browser.get(page, expect_errors=True)
            assert "ébruiter" not in answer.text and "Ni ceci." not in answer.text, (who, page)
    another_app().get(BAIL, status=404)


@pytest.mark.parametrize(
    ("language", "found", "why"),
    [
        ("fr", "Les critères qui ne sont pas remplis", "Une question, un désaccord"),
        ("en", "The criteria that are not met", "A question, or do you disagree?"),
    ],
)
def test_a_refusal_says_its_reasons_and_how_to_contest(app, another_app, sign_in, site, sent, mails, language, found, why):
    with site() as tree:
        tree["people"]["rose"].language = language
    said = sign_in(app, "quentin").get(f"{BAIL}/qualify").forms["answer"]
    said["remark"], said["at-title"] = "C’est un poste.", "On y lit « gérant »."
    said.get("criterion", index=0).checked = True
    page = said.submit("decision", value="refuse", status=200)
    page.mustcontain("C’est un poste.", "On y lit « gérant ».")
    page.forms[0].submit("decision", value="refuse", status=303)
    mail = next(mail for mail in mails() if "rose@" in mail.to)
    for said in (plain(mail.text), plain(mail.html)):
        assert found in said and why in said and "C’est un poste." in said and "On y lit « gérant »." in said and "Quentin" in said
        assert "La demande sert un objet d’intérêt général" in said and "Elle ne remplace pas un emploi salarié" in said
    page = sign_in(another_app(), "rose").get(BAIL)
    told = page.html.find("details", class_="verdict")
    assert told.has_attr("open") and "C’est un poste." in told.text and "Elle ne remplace pas un emploi salarié" in told.text
    page.goto(told.find("a")["href"]).mustcontain('name="message"')


def test_an_acceptance_says_what_was_found_too(app, another_app, sign_in, site, sent, mails):
    said = sign_in(app, "quentin").get(f"{BAIL}/qualify").forms["answer"]
    for box in said.fields["criterion"]:
        box.checked = True
    said["remark"] = "Beau projet."
    said.submit("decision", value="publish", status=303)
    text = plain(next(mail.text for mail in mails() if "rose@" in mail.to and "publiée" in mail.subject))
    assert "> Beau projet." in text and "Les critères remplis" in text and "donnée par Quentin" in text
    assert "ne sont pas remplis" not in text
    page = sign_in(another_app(), "rose").get(BAIL)
    folded = page.html.find("details", class_="verdict")
    assert not folded.has_attr("open") and "Beau projet." in folded.text
    for who in (None, "lea", "remi"):
        browser = another_app() if who is None else sign_in(another_app(), who)
        browser.get(BAIL).mustcontain(no="Beau projet.")


def test_an_organisation_that_is_refused_reads_why_and_how_to_go_on(app, another_app, sign_in, site):
    """M69"""
    with site() as tree:
        fresh = an_organisation(find(tree, "/culture"), "fresque", state="proposed", referent="paul", by="paul")
        fire(qualified(fresh), "refuse", "quentin", "Hors de l’intérêt général.", at=now())
    page = sign_in(app, "paul").get("/culture/fresque")
    page.mustcontain("Décision", "Hors de l’intérêt général.", "Faites une nouvelle demande, et dites pourquoi")


def test_a_profile_s_fields_are_remarked_and_nothing_it_said_is_kept(app, another_app, sign_in, site, mails):
    """M71: the team reads which field was corrected, never what stood there before."""
    with site() as tree:
        where = f"/culture/{a_volunteer(find(tree, '/culture'), 'lea', know_how='Un secret de jeunesse.').__name__}"
    judge, lea = sign_in(app, "quentin"), sign_in(another_app(), "lea")
    said = judge.get(f"{where}/qualify").forms["answer"]
    said["at-know_how"] = "Dites-en plus."
    said.submit("decision", value="ask_for_more", status=303)
    assert "Dites-en plus." in next(mail.text for mail in mails() if "lea@" in mail.to and "À compléter" in mail.subject)
    lea.get(where).mustcontain("Dites-en plus.", f"{where}/edit#item-form-know_how")
    page = lea.get(f"{where}/edit")
    assert "Dites-en plus." in page.html.find(id="item-form-know_how").text
    form = page.forms["form"]
    form["know_how"] = "Taille de pierre, dix ans."
    form.submit("save", status=303)
    lea.post(f"{where}/transition", {"name": "complete", "confirmed": "yes", "csrf_token": lea.csrf}, status=303)
    page = judge.get(f"{where}/qualify")
    page.mustcontain(
        "Ce qui a changé depuis le renvoi", "Taille de pierre, dix ans.", "répond à la remarque : Dites-en plus.", no="Un secret"
    )
