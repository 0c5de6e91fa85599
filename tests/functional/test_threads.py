"""Threads: both sides of an answer or a request talk in one place, for them alone (M43)."""

import pytest

from mobee_pyr.content.tree import find
from mobee_pyr.workflows import threads, validation
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.loader import load
from tests.builders import a_mission, a_pledge, a_role, an_act, an_application, fire

ORGANISATION = "/culture/pierres-vivantes"
MISSION = f"{ORGANISATION}/plan-de-la-nef"


@pytest.fixture
def application(site):
    with site() as root:
        an_application(find(root, MISSION), by="lea", employer=find(root, "/culture/atelier-du-sud"))
    return f"{MISSION}/lea"


def write(browser, path, text, **more):
    return browser.post(f"{path}/messages", {"csrf_token": browser.csrf, "message": text}, **more)


def test_both_sides_write_and_each_is_told_of_the_others_words(app, another_app, application, sign_in, mails):
    lea, rose = sign_in(app, "lea"), sign_in(another_app(), "rose")
    form = next(form for form in lea.get(application).forms.values() if form.action.endswith("/messages"))
    form["message"] = "Puis-je venir <b>samedi</b> ?"
    form.submit(status=303).follow().mustcontain("Votre message est envoyé", "Puis-je venir &lt;b&gt;samedi&lt;/b&gt; ?")
    (letter,) = mails()
    assert (letter.to, "samedi" in letter.text) == ("Rose <rose@example.org>", True)
    rose.get(application).mustcontain("Vos échanges", "samedi")
    write(rose, application, "Oui, à 9 h.", status=303)
    assert [mail.to for mail in mails()[1:]] == ["Lea <lea@example.org>"]
    lea.get(application).mustcontain("Oui, à 9 h.")


def test_the_path_says_that_a_persons_name_is_an_application(app, application, site, sign_in):
    with site() as root:
        find(root, application).title = "Lea"
    page = sign_in(app, "rose").get(f"{application}/messages")
    steps = ".breadcrumb a:not(.crumb-jump)"
    assert page.html.select(steps)[-1].text == "Candidature de Lea"
    app.set_cookie("language", "en")
    assert app.get(f"{application}/messages").html.select(steps)[-1].text == "Application of Lea"


def test_each_change_of_state_is_a_line(app, application, site, sign_in):
    with site() as root:
        fire(find(root, application), "withdraw", "lea")
    page = sign_in(app, "rose").get(f"{application}/messages")
    part = page.text.partition('id="thread"')[2]
    assert "Déposée → Retirée" in part and "Lea" in part


@pytest.mark.parametrize("who", ["basile", "max", "luc", "noe", "maud", "quentin", "iris", "hugo"])
def test_nobody_else_reads_or_writes(app, site, application, sign_in, who):
    """The employer's side, the network's team, other members, outsiders: some see the application, none the talk."""
    with site() as root:
        node = find(root, application)
        threads.write(an_act(root, "lea"), node, "Entre nous")
    browser = sign_in(app, who)
    assert "Entre nous" not in browser.get(application, expect_errors=True)
    assert "Entre nous" not in browser.get(f"{application}/history", expect_errors=True)
    assert browser.get(f"{application}/messages", expect_errors=True).status_int in (403, 404)
    assert write(browser, application, "Coucou", expect_errors=True).status_int in (403, 404)
    with site() as root:
        assert [message.text for message in find(root, application).thread] == ["Entre nous"]


def test_a_message_has_limits_and_what_was_typed_is_kept(app, application, site, sign_in):
    lea = sign_in(app, "lea")
    write(lea, application, "  ", status=422).mustcontain("Écrivez votre message")
    write(lea, application, "x" * 2001, status=422).mustcontain("trop long", "x" * 2001)
    with site() as root:
        node = find(root, application)
        assert node.thread == () and [deed.what for deed in node.deeds() if deed.what == "message"] == []
        for _number in range(threads.MOST):
            threads.write(an_act(root, "lea"), node, "Encore")
    write(lea, application, "Et encore", status=422).mustcontain("très long")


def test_it_is_journaled_without_its_words(app, application, site, sign_in):
    write(sign_in(app, "lea"), application, "Entre nous", status=303)
    app.get(f"{application}/history").mustcontain("a écrit un message", no="Entre nous")


def test_on_a_pledge_and_on_a_request(app, another_app, site, sign_in, mails):
    with site() as root:
        pledge = a_pledge(find(root, f"{ORGANISATION}/cent-affiches"), by="basile", employer=find(root, "/culture/atelier-du-sud"))
        path = f"{ORGANISATION}/cent-affiches/{pledge.__name__}"
        a_mission(find(root, ORGANISATION), "a-relire", state="submitted", by="rose")
    write(sign_in(app, "basile"), path, "Livraison mardi ?", status=303)
    rose = sign_in(another_app(), "rose")
    rose.get(path).mustcontain("Livraison mardi ?")
    write(sign_in(another_app(), "quentin"), f"{ORGANISATION}/a-relire", "Quel lieu ?", status=303)
    rose.get(f"{ORGANISATION}/a-relire/messages").mustcontain("Quel lieu ?", "Quentin")
    assert sorted(mail.to for mail in mails()) == ["Rose <rose@example.org>"] * 2


@pytest.fixture
def decided(site):
    """An application whose employer has one line manager's step, and whose beneficiary has an inner step; both answered with a word."""
    with site() as root:
        workshop, stones = find(root, "/culture/atelier-du-sud"), find(root, ORGANISATION)
        a_role("manager", stones, "remi")
        choice.put(workshop, load('subject = "application"\n[[steps]]\nwho = ["employer.manager"]\n', "test"))
        choice.put(stones, load('subject = "reception"\n[[steps]]\nwho = ["beneficiary.manager"]\n', "test"))
        node = an_application(find(root, MISSION), by="lea", employer=workshop)
        validation.decide_step(an_act(root, "max"), node, True, "Elle s’ennuie ici")
        validation.decide_step(an_act(root, "remi"), node, True, "Une perle, enfin")
        fire(node, "accept", "rose", "Venez samedi")
    return f"{MISSION}/lea"


@pytest.mark.parametrize("who", ["lea", "rose", "remi"])
def test_a_thread_tells_changes_of_state_never_the_steps_of_either_side(app, decided, sign_in, who):
    """The employer's inner steps and words are not the beneficiary's to read, nor the other way round (M43)."""
    browser = sign_in(app, who)
    for page in (browser.get(decided), browser.get(f"{decided}/messages")):
        part = page.text.partition('id="thread"')[2].partition("</section>")[0]
        assert "Déposée → Acceptée" in part and "Rose" in part and "<time" in part
        for told in ("Max", "Remi", "validé l’étape", "s’ennuie", "perle", "Venez samedi"):
            assert told not in part, told


@pytest.mark.parametrize("who", ["basile", "max"])
def test_the_employer_reads_no_thread_and_no_inner_step_of_the_beneficiary(app, decided, sign_in, who):
    page = sign_in(app, who).get(decided)
    page.mustcontain(no=['id="thread"', "Remi", "Une perle"])
    app.get(f"{decided}/messages", status=404)


def test_a_refusal_by_the_employer_is_a_line_without_its_people(app, another_app, site, sign_in):
    with site() as root:
        workshop = find(root, "/culture/atelier-du-sud")
        choice.put(workshop, load('subject = "application"\n[[steps]]\nwho = ["employer.manager"]\n', "test"))
        node = an_application(find(root, MISSION), by="lea", employer=workshop)
        validation.decide_step(an_act(root, "max"), node, False, "Inventaire cette semaine")
    part = sign_in(app, "rose").get(f"{MISSION}/lea/messages").text.partition('id="thread"')[2]
    assert "→ Non validée" in part and "L’employeur" in part
    assert "Max" not in part and "Inventaire" not in part


def test_a_step_of_a_request_s_own_organisation_is_not_told_to_the_network(app, another_app, site, sign_in):
    with site() as root:
        mission = a_mission(find(root, ORGANISATION), "a-relire", state="submitted", by="rose")
        fire(mission, "ask_for_more", "quentin", "Le lieu ?")
        fire(mission, "complete", "rose", "Voici")
    for who in ("quentin", "rose"):
        part = sign_in(another_app(), who).get(f"{ORGANISATION}/a-relire/messages").text.partition('id="thread"')[2]
        assert part.index("À qualifier → À compléter") < part.index("À compléter → À qualifier")
        assert "Quentin" in part and "Rose" in part
