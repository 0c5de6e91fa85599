"""Roles are given, offered by mail, changed and ended; nobody learns of accounts outside of their network."""

import re
from datetime import timedelta

import pytest

from mobee_pyr.content.node import now
from mobee_pyr.content.person import by_mail
from mobee_pyr.content.tree import find
from tests.builders import a_joining, a_person, a_role, an_employee

STONES = "/culture/pierres-vivantes"
WORKSHOP = "/culture/atelier-du-sud"


def giving(app, place, mail, role, **said):
    """The form that gives a role, filled in."""
    form = app.get(f"{place}/people-new").forms[0]
    form["mail"], form["form-role"] = mail, role
    for name, value in said.items():
        form[name] = value
    return form


def dated(form, since=None, until=None):
    """The two dates of a form."""
    for position, day in enumerate((since, until)):
        form.set("date", "" if day is None else day.isoformat(), position)
    return form


def link_of(mail):
    """Where a letter's invitation leads."""
    return re.search(r"https?://[^/\s]+(/accept-role\?token=\S+)", mail.text).group(1)


def grants(site, name, place):
    """(role, since, until) of somebody on a node."""
    with site() as tree:
        oid = find(tree, place).oid
        return [(grant.role, grant.since, grant.until) for grant in tree.membership.grants(name) if grant.oid == oid]


# giving -------------------------------------------------------------------------------------------------------------------


def test_a_referent_names_another_who_acts_at_once(app, another_app, sign_in, site, mails):
    """M41 M49: whoever takes part in the network is appointed; a letter tells them."""
    noe = sign_in(another_app(), "noe")
    noe.get(f"{STONES}/people", status=403)
    sign_in(app, "rose").get(STONES).mustcontain(f"{STONES}/people")
    page = giving(app, STONES, "NOE@example.org", "referent").submit("give", status=303).follow()
    page.mustcontain("Noe a maintenant ce rôle", "noe@example.org", no="Invitations envoyées")
    noe.get(f"{STONES}/people", status=200)
    told = mails()[-1]
    assert "noe@example.org" in told.to and "Un nouveau rôle" in told.subject and "Rose" in told.text and "Parle au nom" in told.text
    assert grants(site, "noe", STONES) == [("referent", now().date(), None)]
    with site() as tree:
        deed = next(find(tree, STONES).deeds())
        assert (deed.what, deed.who, deed.details["person"], deed.details["role"]) == ("granted", "rose", "noe", "referent")
        assert next(tree.people["noe"].deeds()).what == "granted"
    app.get(f"{STONES}/history").mustcontain("a confié un rôle à Noe")


def test_somebody_invited_opens_an_account_accepts_and_loses_the_role_again(app, another_app, sign_in, site, mails):
    """M41 M46 M49: from the invitation to the end of the role, whose rights end at once."""
    sign_in(app, "rose")
    page = giving(app, STONES, "neuve@example.com", "referent").submit("give", status=303).follow()
    page.mustcontain("Une invitation est envoyée à neuve@example.com", "Invitations envoyées", "invitation envoyée par Rose")
    newcomer = another_app()
    form = newcomer.get(link_of(mails()[-1])).forms[0]
    form["name"], form["password"] = "Neuve Dubois", "cinq petits chats gris"
    form.submit("accept", status=303)
    newcomer.get(f"{STONES}/people").mustcontain("Neuve Dubois", no="Invitations envoyées")
    newcomer.get(f"{STONES}/mission-new", status=200)
    with site() as tree:
        person_id = by_mail(tree, "neuve@example.com").id
    ending = f"{STONES}/role-end?who={person_id}&role=referent"
    form = app.get(ending).forms[0]
    app.get(ending).mustcontain("Neuve Dubois ne parlera plus au nom de l’organisation")
    form["reason"] = "Merci pour ces deux jours."
    form.submit("save", status=303).follow().mustcontain("Le rôle de Neuve Dubois est terminé")
    newcomer.get(f"{STONES}/people", status=403)
    newcomer.get(f"{STONES}/mission-new", status=403)
    assert "neuve@example.com" in mails()[-1].to and "Merci pour ces deux jours." in mails()[-1].text
    app.get(ending, status=404)


def test_an_account_outside_and_no_account_get_the_same_answer(app, sign_in, site, mails):
    """A manager of one network learns nothing about a person of another; nor does anybody about accounts."""
    sign_in(app, "rose")
    answers = []
    for mail in ("helene@example.org", "iris@example.org", "neuve@example.com"):
        page = giving(app, STONES, mail, "hr").submit("give", status=303).follow()
        answers.append(page.html.select_one(".notice").get_text().replace(mail, "…"))
        assert mail in mails()[-1].to and "Une invitation" in mails()[-1].subject
    assert answers[0] == answers[1] == answers[2]
    app.get(f"{STONES}/people").mustcontain("helene@example.org", no="Helene")
    assert grants(site, "helene", STONES) == grants(site, "iris", STONES) == []
    with site() as tree:
        assert next(tree.people["helene"].deeds(), None) is None or next(tree.people["helene"].deeds()).what == "created"


def test_a_manager_of_one_network_invites_whoever_is_of_another(app, sign_in, site, mails):
    """Whoever is in a dedicated network stays unknown to the managers of the others."""
    giving(sign_in(app, "maud"), "/culture", "hugo@example.org", "qualifier").submit("give", status=303)
    assert "Une invitation" in mails()[-1].subject and grants(site, "hugo", "/culture") == []
    page = giving(app, "/culture", "remi@example.org", "qualifier").submit("give", status=303).follow()
    page.mustcontain("Remi a maintenant ce rôle")
    app.get("/horizon/people", status=404)
    app.get("/horizon/people-new", status=404)
    app.get("/culture/role-end?who=hugo&role=manager", status=404)


def test_an_invitation_is_taken_back(app, another_app, sign_in, site, mails):
    """Its link then leads nowhere; the journal says who took it back."""
    sign_in(app, "rose")
    giving(app, STONES, "neuve@example.com", "hr").submit("give", status=303)
    link = link_of(mails()[-1])
    page = app.get(f"{STONES}/people")
    next(form for form in page.forms.values() if "take_back" in form.fields).submit("take_back", status=303).follow().mustcontain(
        "est retirée", no="Invitations envoyées"
    )
    another_app().get(link, status=410)
    app.post(f"{STONES}/people", {"mail": "neuve@example.com", "role": "hr", "csrf_token": app.csrf}, status=404)
    with site() as tree:
        assert next(find(tree, STONES).deeds()).what == "invitation withdrawn"


def test_an_invitation_that_nobody_answered_can_be_sent_again(app, another_app, sign_in, site, mails):
    """Two days later it is over, and the page says so."""
    with site() as tree:
        details = {"mail": "neuve@example.com", "role": "hr", "since": None, "until": None, "status": ""}
        find(tree, STONES).record("rose", "invited", when=now() - timedelta(days=3), **details)
        find(tree, STONES).record(
            "rose", "invited", when=now() - timedelta(days=3), **details | {"mail": "remi@example.org", "role": "member"}
        )
    page = sign_in(app, "rose").get(f"{STONES}/people")
    page.mustcontain("neuve@example.com", "restée sans réponse")
    assert len(page.html.find_all("a", href=re.compile("people-new.mail="))) == 1
    app.post(f"{STONES}/people", {"mail": "neuve@example.com", "role": "hr", "csrf_token": app.csrf}, status=404)
    form = page.click("Inviter de nouveau").forms[0]
    assert (form["mail"].value, form["form-role"].value) == ("neuve@example.com", "hr")
    form.submit("give", status=303).follow().mustcontain("valable jusqu’au", no="restée sans réponse")
    another_app().get(link_of(mails()[-1]), status=200)


def test_a_member_is_named_with_a_status_and_a_line_manager(app, another_app, sign_in, site):
    """M41 C17: an employee who then applies in the name of the organisation."""
    sign_in(app, "basile")
    form = giving(app, WORKSHOP, "noe@example.org", "member", manager="max")
    assert form["status"].value == "employee"
    page = form.submit("give", status=303).follow()
    page.mustcontain("Salarié ou salariée", "responsable direct : Max")
    with site() as tree:
        held = tree.people["noe"].affiliation(find(tree, WORKSHOP).entity_oid, now().date())
        assert (held.status, held.manager, held.confirmed_by) == ("employee", "max", "basile")
    sign_in(another_app(), "noe").get(f"{STONES}/plan-de-la-nef/apply").mustcontain("Atelier du sud")


def test_an_invited_member_brings_the_status_and_line_manager_along(app, another_app, sign_in, site, mails):
    """M41 C17"""
    giving(sign_in(app, "basile"), WORKSHOP, "iris@example.org", "member", status="retired", manager="luc").submit("give", status=303)
    iris = sign_in(another_app(), "iris")
    iris.get(link_of(mails()[-1])).forms[0].submit("accept", status=303)
    with site() as tree:
        held = tree.people["iris"].affiliation(find(tree, WORKSHOP).entity_oid, now().date())
        assert (held.status, held.manager) == ("retired", "luc")


def test_a_role_may_begin_later(app, another_app, sign_in, site):
    """B03: dated; until then it gives nothing."""
    later = now().date() + timedelta(days=10)
    form = dated(giving(sign_in(app, "rose"), STONES, "noe@example.org", "referent"), later, later + timedelta(days=30))
    form.submit("give", status=303).follow().mustcontain("À venir")
    assert grants(site, "noe", STONES) == [("referent", later, later + timedelta(days=30))]
    sign_in(another_app(), "noe").get(f"{STONES}/people", status=403)


@pytest.mark.parametrize(
    ("mail", "days", "told"),
    [
        ("pas une adresse", (None, None), "Écrivez une adresse"),
        ("noe@example.org", (9, 2), "La fin vient avant le début"),
        ("noe@example.org", (None, -2), "Cette date est passée"),
        ("rose@example.org", (None, None), "Cette personne a déjà ce rôle"),
    ],
)
def test_a_role_that_cannot_be_given_says_why_and_changes_nothing(app, sign_in, site, mails, mail, days, told):
    sign_in(app, "rose")
    today = now().date()
    since, until = (None if days is None else today + timedelta(days=days) for days in days)
    with site() as tree:
        before = len(list(find(tree, STONES).deeds()))
    dated(giving(app, STONES, mail, "referent"), since, until).submit("give", status=422).mustcontain(told)
    with site() as tree:
        assert len(list(find(tree, STONES).deeds())) == before
    assert mails() == []


def test_only_the_roles_of_the_place_are_given(app, sign_in, site):
    """Nobody makes themselves an administrator, nor manages the network above."""
    sign_in(app, "rose")
    form = giving(app, STONES, "noe@example.org", "hr")
    for role in ("admin", "qualifier", "editor", "nonsense"):
        form["form-role"].force_value(role)
        form.submit("give", status=422)
    assert grants(site, "noe", STONES) == []


# changing -----------------------------------------------------------------------------------------------------------------


def test_the_line_manager_and_the_dates_of_a_member_change(app, sign_in, site):
    """M41 C17"""
    sign_in(app, "basile")
    form = app.get(f"{WORKSHOP}/role-edit?who=lea&role=member").forms[0]
    assert (form["status"].value, form["manager"].value) == ("employee", "max")
    assert "lea" not in [value for value, _selected, _text in form["manager"].options]
    form["manager"], last = "luc", now().date() + timedelta(days=90)
    dated(form, None, last).submit("save", status=303).follow().mustcontain("responsable direct : Luc", "Le rôle de Lea est à jour")
    assert grants(site, "lea", WORKSHOP) == [("member", None, last)]
    with site() as tree:
        held = tree.people["lea"].affiliation(find(tree, WORKSHOP).entity_oid, now().date())
        assert (held.status, held.manager, held.until) == ("employee", "luc", last)
        deed = next(find(tree, WORKSHOP).deeds())
        assert (deed.what, deed.who, deed.details["manager"]) == ("role changed", "basile", ["max", "luc"])


def test_a_line_manager_is_one_of_the_organisation(app, sign_in):
    form = sign_in(app, "basile").get(f"{WORKSHOP}/role-edit?who=lea&role=member").forms[0]
    for stranger in ("rose", "helene", "lea", "nobody"):
        form["manager"].force_value(stranger)
        form.submit("save", status=422)


def test_the_last_referent_cannot_be_dated_away(app, sign_in, site):
    sign_in(app, "rose")
    form = app.get(f"{STONES}/role-edit?who=rose&role=referent").forms[0]
    dated(form, now().date() + timedelta(days=3)).submit("save", status=422).mustcontain("Il faut toujours quelqu’un dans ce rôle")
    assert grants(site, "rose", STONES) == [("referent", None, None)]


# ending -------------------------------------------------------------------------------------------------------------------


def test_the_last_referent_stays_until_another_is_named(app, another_app, sign_in, site, mails):
    """M49: the page says what to do first; then one may go."""
    sign_in(app, "rose")
    ending = f"{STONES}/role-end?who=rose&role=referent"
    page = app.get(ending)
    page.mustcontain("Il faut toujours quelqu’un dans ce rôle", "nommez d’abord une autre personne", no="Mettre fin à ce rôle")
    app.post(ending, {"reason": "", "csrf_token": app.csrf}, status=409)
    assert grants(site, "rose", STONES) == [("referent", None, None)]
    giving(app, STONES, "remi@example.org", "referent").submit("give", status=303)
    answer = app.get(ending).forms[0].submit("save", status=303)
    assert answer.location.endswith(STONES)
    app.get(f"{STONES}/people", status=403)
    sign_in(another_app(), "remi").get(f"{STONES}/people").mustcontain("Rôles terminés", "Rose")
    assert ["remi@example.org" in mail.to for mail in mails()] == [True]


def test_the_last_manager_of_a_network_stays(app, sign_in, site):
    sign_in(app, "maud").get("/sports/role-end?who=maud&role=manager").mustcontain("Il faut toujours quelqu’un dans ce rôle")
    app.post("/sports/role-end?who=maud&role=manager", {"reason": "", "csrf_token": app.csrf}, status=409)
    assert grants(site, "maud", "/sports") == [("manager", None, None)]


def test_a_member_who_joined_by_asking_leaves_with_one_letter(app, another_app, sign_in, site, mails):
    """M49: the role, the affiliation and the request that was confirmed end together, at once."""
    with site() as tree:
        a_joining(find(tree, WORKSHOP), "noe", state="confirmed")
    sign_in(app, "basile")
    app.get(f"{WORKSHOP}/role-end?who=noe&role=member").forms[0].submit("save", status=303)
    with site() as tree:
        assert find(tree, WORKSHOP)["noe"].state == "ended"
        assert tree.people["noe"].affiliation(find(tree, WORKSHOP).entity_oid, now().date()) is None
    assert ["noe@example.org" in mail.to for mail in mails()] == [True] and "prend fin" in mails()[0].subject
    sign_in(another_app(), "noe").get(f"{STONES}/plan-de-la-nef/apply").mustcontain(no="Atelier du sud")


# who sees it --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["people", "people-new", "role-edit?who=rose&role=referent", "role-end?who=rose&role=referent"])
def test_who_gives_no_roles_here_is_told_so(app, another_app, sign_in, place):
    """M12: members, employees, strangers and référents of others; a visitor signs in first."""
    for name in ("remi", "lea", "basile", "quentin", "iris", "helene"):
        sign_in(app, name).get(f"{STONES}/{place}", status=403)
    assert "/sign-in" in another_app().get(f"{STONES}/{place}", status=303).location
    for name in ("rose", "maud", "ada"):
        sign_in(app, name).get(f"{STONES}/{place}", status=200)


@pytest.mark.parametrize("place", ["", "/fondation-horizon"])
@pytest.mark.parametrize("page", ["people", "people-new", "role-end?who=helene&role=manager", "role-edit?who=hana&role=member"])
def test_the_people_of_a_dedicated_network_do_not_exist_for_outsiders(app, another_app, sign_in, place, page):
    for name in ("maud", "rose", "lea", "iris"):
        sign_in(app, name).get(f"/horizon{place}/{page}", status=404)
    another_app().get(f"/horizon{place}/{page}", status=404)


def test_a_manager_looks_after_the_people_of_the_organisations(app, sign_in, mails):
    sign_in(app, "maud").get(f"{STONES}/people").mustcontain("Rose", "Remi")
    giving(app, STONES, "remi@example.org", "hr").submit("give", status=303)
    assert "remi@example.org" in mails()[-1].to


def test_those_who_ask_to_be_attached_are_one_click_away(app, sign_in, site):
    """M49"""
    with site() as tree:
        a_joining(find(tree, WORKSHOP), "noe")
    page = sign_in(app, "basile").get(f"{WORKSHOP}/people")
    page.mustcontain("Attendent votre réponse", "Rattachement de Noe")
    page.click("Rattachement de Noe").mustcontain("noe@example.org")
    sign_in(app, "rose").get(f"{STONES}/people").mustcontain(no="Attendent votre réponse")


def test_many_members_come_by_pages_and_are_found_by_name(app, sign_in, site):
    with site() as tree:
        for number in range(60):
            an_employee(find(tree, WORKSHOP), f"salarie-{number:02}")
        a_person(tree, "salarie-07", title="Zoé Ça")
    sign_in(app, "basile")
    shown = [
        page.html.select("section:last-of-type .task-name")
        for page in (app.get(f"{WORKSHOP}/people"), app.get(f"{WORKSHOP}/people?page=2"))
    ]
    assert [len(names) for names in shown] == [50, 13]
    page = app.get(f"{WORKSHOP}/people?words=zoe+ca")
    page.mustcontain("Zoé Ça", "Basile", no="Salarie 08")


def test_an_acting_manager_is_told_as_such(app, sign_in, site):
    with site() as tree:
        a_role("manager", find(tree, "/culture"), "noe")
        grant = tree.membership.grants("noe")[-1]
        tree.membership.grant("noe", grant._replace(acting=True))
    sign_in(app, "maud").get("/culture/people").mustcontain("Par intérim")
