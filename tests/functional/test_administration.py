"""Running the site: networks are opened, people are found, an account is suspended and reopened."""

import re
from datetime import timedelta

import pytest

from mobee_pyr.content.node import now
from mobee_pyr.content.person import by_mail
from mobee_pyr.content.tree import find
from tests.builders import a_person, a_role
from tests.functional.hive import PASSWORD


def opening(app, **said):
    """Every page on the way to a new network, answered; the page that checks the answers, or the one that refuses."""
    answers = {"name": {"title": said["title"]}, "kind": {"form-kind": said.get("kind", "shared")}}
    answers |= {"colour": {"form-accent": said.get("accent", "sea")}, "managers": {"managers": said["managers"]}}
    page = app.get("/network-new")
    for step in ("name", "model", "kind", "who", "summary", "colour", "logo", "languages", "managers", "address"):
        form = page.forms["form"] if "form" in page.forms else page.forms[0]
        for field, answer in answers.get(step, {}).items():
            form[field] = answer
        page = form.submit("go", status="*")
        if page.status_int == 422:
            return page
        page = page.follow()
    return page


def opened(app, **said):
    """The answer to the last button."""
    return opening(app, **said).forms[0].submit("open", status=303)


def entering(app, name, status):
    """The sign-in page, filled in by somebody."""
    form = app.get("/sign-in").forms[0]
    form["mail"], form["password"] = f"{name}@example.org", PASSWORD
    return form.submit("sign_in", status=status)


def blocking(app, name, reason):
    """The form that suspends an account, filled in."""
    form = app.get(f"/people/{name}/block").forms[0]
    form["reason"] = reason
    return form


# networks -----------------------------------------------------------------------------------------------------------------


def test_a_dedicated_network_is_opened_with_its_managers(app, another_app, sign_in, site, mails):
    """M12 M13: known people manage it at once, the others are invited; for everybody else it does not exist."""
    sign_in(app, "ada")
    page = opened(app, title="Mer et rivages", kind="dedicated", managers="iris@example.org\n neuve@example.com")
    assert page.location.endswith("/mer-et-rivages/welcome?new=yes")
    page.follow().mustcontain("Le réseau « Mer et rivages » est ouvert", "Premiers pas", "Iris", "neuve@example.com", "Compléter l’équipe")
    with site() as tree:
        network = find(tree, "/mer-et-rivages")
        assert (network.dedicated, network.accent, network.state, network.author) == (True, "sea", "open", "ada")
        assert [who for who, grant in tree.membership.on(network.oid)] == ["iris"]
    given, invited = mails()
    assert "iris@example.org" in given.to and "Un nouveau rôle" in given.subject and "Ada" in given.text
    assert "neuve@example.com" in invited.to and "Mer et rivages" in invited.subject
    sign_in(another_app(), "iris").get("/mer-et-rivages/people").mustcontain("neuve@example.com")
    for name in ("lea", "helene", "maud"):
        sign_in(another_app(), name).get("/mer-et-rivages", status=404)
        sign_in(another_app(), name).get("/mer-et-rivages/welcome", status=404)
    assert another_app().get("/mer-et-rivages/welcome", status=404).body == another_app().get("/mer-et-rivages/welcome", status=404).body


def test_whoever_was_invited_to_manage_a_network_opens_an_account_on_the_way(app, another_app, sign_in, site, mails):
    """M12 M46"""
    opened(sign_in(app, "ada"), title="Alpes", managers="neuve@example.com")
    link = re.search(r"https?://[^/\s]+(/accept-role\?token=\S+)", mails()[-1].text).group(1)
    newcomer = another_app()
    form = newcomer.get(link).forms[0]
    form["name"], form["password"] = "Neuve Dubois", "cinq petits chats gris"
    form.submit("accept", status=303)
    newcomer.get("/alpes/people", status=200).mustcontain("Neuve Dubois")
    with site() as tree:
        person = by_mail(tree, "neuve@example.com")
        assert [(grant.role, grant.oid) for grant in tree.membership.grants(person.id)] == [("manager", find(tree, "/alpes").oid)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"title": "culture", "managers": "iris@example.org"}, "Un réseau porte déjà ce nom"),
        ({"title": "Horizon", "managers": "iris@example.org"}, "Un réseau porte déjà ce nom"),
        ({"title": "Alpes", "managers": "iris@example.org, pas-une-adresse"}, "« pas-une-adresse » n’est pas une adresse"),
        ({"title": "Alpes", "managers": "\n".join(f"p{number}@example.org" for number in range(11))}, "Dix personnes au plus"),
        ({"title": "A", "managers": "iris@example.org"}, "form-title"),
    ],
)
def test_a_network_that_cannot_be_opened_says_why_and_changes_nothing(app, sign_in, site, mails, said, told):
    page = opening(sign_in(app, "ada"), **said)
    assert page.status_int == 422
    page.mustcontain(told)
    with site() as tree:
        assert sorted(node.__name__ for node in tree.inside("network")) == ["culture", "horizon", "sports"]
    assert mails() == []


@pytest.mark.parametrize("name", ["maud", "helene", "rose", "lea", "iris"])
def test_nobody_else_administers(app, sign_in, name):
    """M12: not even the manager of a network."""
    sign_in(app, name)
    for place in ("/administration", "/administration/people", "/network-new", "/people-new", f"/people/{name}", f"/people/{name}/block"):
        app.get(place, status=403)
    for place in ("/people/ada", "/people/noe", "/people/ada/block", "/people/nobody", "/people/nobody/block"):
        app.get(place, status=404)
    app.post("/people/ada/block", {"reason": "Non.", "csrf_token": app.csrf}, status=404)
    app.post("/people-new", {"mail": f"{name}@example.org", "role": "admin", "csrf_token": app.csrf}, status=403)


def test_the_administration_shows_every_network_and_who_runs_it(app, sign_in):
    page = sign_in(app, "ada").get("/administration")
    page.mustcontain("Culture", "Horizon", "Maud", "Helene", "/horizon/people")
    app.get("/horizon/people", status=200).mustcontain("Helene")
    app.get("/administration/nothing", status=404)


# people -------------------------------------------------------------------------------------------------------------------


def test_people_are_found_by_name_or_address_whatever_the_accents(app, sign_in, site):
    with site() as tree:
        a_person(tree, "zelie", title="Zélie Ômbre")
    sign_in(app, "ada")
    for words in ("zelie ombre", "ZÉLIE", "zelie@ex"):
        page = app.get("/administration/people", {"words": words})
        page.mustcontain("Zélie Ômbre", "1 personne", no="Maud")
    app.get("/administration/people", {"words": "quelqu’un d’autre"}).mustcontain("Personne n’a ce nom")
    page = app.get("/administration/people")
    page.mustcontain("Zélie Ômbre", "Maud", "Hugo")


def test_people_come_by_pages(app, sign_in, site):
    with site() as tree:
        for number in range(60):
            a_person(tree, f"personne-{number:02}")
    sign_in(app, "ada")
    first, second = app.get("/administration/people"), app.get("/administration/people?page=2")
    assert len(first.html.select("a.task-name")) == 50
    shown = {link["href"] for page in (first, second) for link in page.html.select("a.task-name")}
    with site() as tree:
        assert len(shown) == len(tree.people.children)
    assert len(app.get("/administration/people?words=personne&page=9").html.select("a.task-name")) == 10


def test_the_page_of_a_person_says_what_they_are(app, sign_in):
    page = sign_in(app, "ada").get("/people/lea")
    page.mustcontain("lea@example.org", "Membre", "Atelier du sud", "/culture/atelier-du-sud/role-end?who=lea", "Salarié", "Suspendre")


def test_the_day_of_the_last_sign_in_is_known(app, another_app, sign_in, site):
    sign_in(app, "ada").get("/people/iris").mustcontain("aucune notée")
    entering(another_app(), "iris", 303)
    with site() as tree:
        assert tree.people["iris"].signed_in_on == now().date()
    app.get("/people/iris").mustcontain(no="aucune notée")


def test_who_is_suspended_is_signed_out_and_stays_out_until_the_account_reopens(app, another_app, sign_in, site, mails):
    """M12 M49: a reason, told to the person; nothing is lost."""
    lea = another_app()
    entering(lea, "lea", 303)
    lea.get("/my-space", status=200)
    sign_in(app, "ada")
    blocking(app, "lea", "").submit("block", status=422)
    with site() as tree:
        assert not tree.people["lea"].blocked
    page = blocking(app, "lea", "Messages insultants.").submit("block", status=303).follow()
    page.mustcontain("Compte suspendu", "Messages insultants.", "Rouvrir le compte", no="Suspendre le compte")
    lea.get("/my-space", status=303)
    entering(lea, "lea", 422).mustcontain("Adresse ou mot de passe inexacts")
    told = mails()[-1]
    assert "lea@example.org" in told.to and "suspendu" in told.subject and "Messages insultants." in told.text
    with site() as tree:
        deed = next(tree.people["lea"].deeds())
        assert (deed.what, deed.who, deed.why) == ("blocked", "ada", "Messages insultants.")
    app.get("/people/lea/block", status=404)
    app.get("/people/lea/unblock").forms[0].submit("unblock", status=303)
    assert "rouvert" in mails()[-1].subject
    entering(lea, "lea", 303)
    lea.get("/culture/atelier-du-sud", status=200)


def test_nobody_suspends_themselves(app, sign_in, site):
    sign_in(app, "ada").get("/people/ada").mustcontain(no="Suspendre le compte")
    app.get("/people/ada/block", status=404)
    app.post("/people/ada/block", {"reason": "Je m’en vais.", "csrf_token": app.csrf}, status=404)
    with site() as tree:
        assert not tree.people["ada"].blocked


def test_suspending_somebody_who_is_alone_in_charge_says_so(app, sign_in):
    sign_in(app, "ada").get("/people/rose/block").mustcontain("Personne d’autre n’est en charge de : Pierres vivantes")
    app.get("/people/lea/block").mustcontain(no="Personne d’autre")


# administrators -----------------------------------------------------------------------------------------------------------


def test_the_site_is_entrusted_to_somebody_and_taken_back(app, another_app, sign_in, site, mails):
    """M12: the last one cannot leave."""
    sign_in(app, "ada")
    app.get("/role-end?who=ada&role=admin").mustcontain("Il faut toujours quelqu’un dans ce rôle")
    link = app.get("/people/iris").html.find("a", string=re.compile("Confier l’administration"))["href"]
    form = app.get(link).forms[0]
    assert form["mail"].value == "iris@example.org" and form["form-role"].value == "admin"
    form.submit("give", status=303)
    assert "iris@example.org" in mails()[-1].to and "Un nouveau rôle" in mails()[-1].subject
    iris = sign_in(another_app(), "iris")
    iris.get("/administration", status=200)
    iris.get("/administration/people").mustcontain("Ada", "Iris")
    app.get("/role-end?who=iris&role=admin").mustcontain("n’administrera plus le site")
    app.get("/role-end?who=iris&role=admin").forms[0].submit("save", status=303)
    iris.get("/administration", status=403)
    assert "prend fin" in mails()[-1].subject


def test_whoever_ends_their_own_administration_lands_where_they_still_may_be(app, sign_in, site):
    with site() as tree:
        a_role("admin", tree, "iris")
    sign_in(app, "iris")
    answer = app.get("/role-end?who=iris&role=admin").forms[0].submit("save", status=303)
    assert answer.location.endswith("/my-space")
    app.get("/administration", status=403)


def test_a_blocked_administrator_does_not_count_as_the_other_one(app, sign_in, site):
    with site() as tree:
        a_role("admin", tree, "iris", "noe")
        a_person(tree, "iris", blocked=True)
        a_role("admin", tree, "noe", until=now().date() - timedelta(days=2))
    sign_in(app, "ada").get("/role-end?who=ada&role=admin").mustcontain("Il faut toujours quelqu’un dans ce rôle")
