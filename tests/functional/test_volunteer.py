"""A volunteer lets a network verify their profile, from the network's page to the application that says so (M69, M71, C10)."""

from datetime import timedelta

import pytest

from mobee_pyr.content.tree import find
from mobee_pyr.content.volunteer import volunteer_of
from mobee_pyr.workflows import access
from tests import builders as b
from tests.builders import TODAY, a_role, a_volunteer, an_application

KNOW_HOW = "Taille de pierre et relevés"
CRITERIA = {"volunteer": [{"id": "identity", "text": "Son identité est vérifiée", "evidence": "yes"}]}


@pytest.fixture
def told(site):
    """The network has a checklist; lea is its member, and waits for rose's answer to an application."""
    with site() as tree:
        culture = find(tree, "/culture")
        culture.overrides["criteria"] = CRITERIA
        a_role("member", culture, "lea")
        workshop = find(tree, "/culture/atelier-du-sud")
        an_application(find(tree, "/culture/pierres-vivantes/plan-de-la-nef"), "lea", employer=workshop)


def the_profile(site, who="lea", read=lambda profile: profile.__name__):
    with site() as tree:
        return read(volunteer_of(find(tree, "/culture"), tree.people[who]))


def sent_to(found):
    """(to whom, subject) of letters, with plain spaces."""
    return [(mail.to.partition(" <")[0], mail.subject.replace("\N{NO-BREAK SPACE}", " ")) for mail in found]


def place_of(site, who="lea"):
    return f"/culture/{the_profile(site, who)}"


def a_profile(site, state="submitted", **facts):
    with site() as tree:
        profile = a_volunteer(find(tree, "/culture"), "lea", state, know_how=KNOW_HOW, **facts)
        return f"/culture/{profile.__name__}"


def test_a_profile_is_asked_for_in_three_screens_and_verified(app, another_app, site, sign_in, mails, told):
    """What it is for and who reads it, check your answers, what comes next; the team ticks and verifies; both are told."""
    sign_in(app, "lea")
    first = app.get("/culture").click("Faire vérifier mon profil")
    first.mustcontain("Seule l’équipe du réseau lit ce que vous écrivez", "Son identité est vérifiée", "C’est facultatif")
    form = first.forms["form"]
    refused = form.submit("check", status=422)
    refused.mustcontain("Il y a un problème")
    form = refused.forms["form"]
    form["know_how"], form["links"] = KNOW_HOW, "https://example.org/lea"
    check = form.submit("check", status=303).follow()
    check.mustcontain("Vérifiez vos réponses", KNOW_HOW, "par personne d’autre")
    assert the_profile(site, read=lambda profile: profile.state) == "draft"
    assert mails() == []
    sent = check.form.submit(status=303).follow()
    sent.mustcontain("Profil envoyé", "vous répond par courriel")
    assert sorted(sent_to(mails())) == [("Maud", "Profil à vérifier : Lea"), ("Quentin", "Profil à vérifier : Lea")]
    place = place_of(site)
    assert "lea" not in place

    team = sign_in(another_app(), "quentin")
    desk = team.get("/culture/qualification")
    desk.mustcontain("Profil de bénévole")
    team.get("/to-do").mustcontain("Profil de Lea")
    page = team.get(f"{place}/qualify")
    page.mustcontain(KNOW_HOW, "https://example.org/lea", "La personne la lira")
    form = page.forms["answer"]
    form["criterion"] = True
    form.submit("decision", value="verify", status=303).follow().mustcontain("Le profil de Lea est vérifié")
    assert sent_to(mails())[-1] == ("Lea", "Votre profil est vérifié par Culture")
    own = app.get(place)
    own.mustcontain("Profil vérifié par le réseau le", "Son identité est vérifiée", "Quentin")
    app.get("/my-space").mustcontain("Profil pour « Culture »", "Vérifié")


@pytest.mark.parametrize("state", ["draft", "submitted", "verified", "withdrawn"])
def test_nobody_else_opens_a_profile_or_finds_it(app, another_app, site, sign_in, searchable, told, state):
    """Members, référents, line managers, the administration: none of its pages exists for them, and no list shows it."""
    place = a_profile(site, state)
    with site() as tree:
        a_role("reader", find(tree, "/culture"), "iris")
    searchable()
    pages = ("", "/qualify", "/edit", "/volunteer-check", "/sent", "/history", "/transition?name=withdraw")
    for who in ("noe", "rose", "basile", "max", "ada", "iris", "remi"):
        somebody = sign_in(another_app(), who)
        for page in pages:
            assert somebody.get(place + page, status="*").status_int == 404, (who, page)
        for page in ("/culture", "/bourse", "/bourse?words=taille", "/my-space", "/to-do"):
            found = somebody.get(page)
            assert KNOW_HOW not in found and place not in found
    for page in pages:
        assert KNOW_HOW not in app.get(place + page, status="*")


def test_in_a_dedicated_network_it_does_not_exist(app, another_app, site, sign_in):
    with site() as tree:
        profile = a_volunteer(find(tree, "/horizon"), "hana")
        place = f"/horizon/{profile.__name__}"
    for who in ("lea", "maud", "iris"):
        sign_in(app, who).get(place, status=404)
        app.get("/horizon/volunteer-new", status=404)
    sign_in(app, "ada").get(place, status=404)
    sign_in(another_app(), "hana").get(place, status=200)


def test_whoever_takes_no_part_is_led_to_the_ways_in(app, site, sign_in):
    sign_in(app, "iris")
    assert "Faire vérifier mon profil" not in app.get("/culture")
    app.get("/culture/volunteer-new", status=303).follow().mustcontain("Rejoignez d’abord ce réseau")
    another = {"csrf_token": app.csrf, "know_how": KNOW_HOW}
    app.post("/culture/volunteer-new", another, status=303)
    with site() as tree:
        assert list(find(tree, "/culture").inside("volunteer")) == []


def test_a_visitor_is_asked_to_sign_in(app):
    assert "/sign-in?next=%2Fculture%2Fvolunteer-new" in app.get("/culture/volunteer-new", status=303).location


def test_a_profile_is_sent_back_completed_and_refused_with_the_reason(app, another_app, site, sign_in, mails, told):
    place = a_profile(site)
    team = sign_in(another_app(), "maud")
    form = team.get(f"{place}/qualify").forms["answer"]
    form["remark"] = "Ajoutez une référence."
    form.submit("decision", value="ask_for_more", status=303)
    assert sent_to(mails()) == [("Lea", "À compléter : votre profil pour Culture")]
    assert "Ajoutez une référence." in mails()[-1].text
    team.get("/culture/qualification").mustcontain("leurs auteurs complètent")

    sign_in(app, "lea")
    app.get("/to-do").mustcontain("Profil de Lea")
    page = app.get(place)
    page.mustcontain("Ajoutez une référence.")
    edit = page.click("Modifier", index=0)
    edit.forms["form"]["experience"] = "Rose Roux, 06"
    edit.forms["form"].submit("save", status=303).follow().mustcontain("Votre profil est modifié", "Rose Roux")
    again = app.get(f"{place}/transition?name=complete")
    again.forms["form"].submit("fire", status=303)
    assert {subject for _who, subject in sent_to(mails())[-2:]} == {"Profil à relire : Lea"}

    form = team.get(f"{place}/qualify").forms["answer"]
    form["remark"] = "La référence ne répond pas."
    asked = form.submit("decision", value="refuse")
    asked.mustcontain("Voici ce que la personne lira")
    asked.form.submit("decision", value="refuse", status=303)
    assert sent_to(mails())[-1] == ("Lea", "Réponse pour votre profil : Culture")
    answered = app.get(place)
    answered.mustcontain("La référence ne répond pas.")
    answered.click("Présenter un autre profil").mustcontain("Étape 1 sur 2")


def test_taking_it_back_asks_once_and_erases(app, site, sign_in, told):
    place = a_profile(site, "verified")
    sign_in(app, "lea")
    page = app.get(place).click("Retirer et effacer mon profil")
    page.mustcontain("effacés aussitôt")
    page.forms["form"].submit("fire", status=303).follow().mustcontain("effacé")
    assert KNOW_HOW not in app.get(place)
    assert the_profile(site, read=lambda profile: (profile.state, profile.know_how)) == ("withdrawn", "")
    assert "Profil pour" not in app.get("/my-space")
    app.get("/culture/volunteer-new").mustcontain("Étape 1 sur 2")


def test_only_the_referents_of_an_application_see_that_a_profile_is_verified(app, site, sign_in, told):
    """The beneficiary's and the employer's référent read the fact and its date, while it counts; nobody else does."""
    place, said = "/culture/pierres-vivantes/plan-de-la-nef/lea", "Profil vérifié par le réseau le"
    assert said not in sign_in(app, "rose").get(place)
    profile = a_profile(site, "verified", valid_until=TODAY.replace(year=TODAY.year + 90))
    for who, expected in (("rose", True), ("basile", True), ("max", False), ("maud", False), ("lea", False)):
        assert (said in sign_in(app, who).get(place)) is expected, who
    assert profile not in sign_in(app, "rose").get(place)
    with site() as tree:
        find(tree, profile).valid_until = TODAY - timedelta(days=1)
    assert said not in sign_in(app, "rose").get(place)


def test_a_sole_qualifier_sees_that_a_colleague_decides_on_their_own_profile(app, site, sign_in):
    with site() as tree:
        culture = find(tree, "/culture")
        culture.overrides["criteria"] = CRITERIA
        profile = a_volunteer(culture, "quentin")
        place = f"/culture/{profile.__name__}"
    page = sign_in(app, "quentin").get(f"{place}/qualify")
    page.mustcontain("une autre personne de l’équipe en décide")
    form = page.forms["answer"]
    form["criterion"] = True
    form.submit(status=422).mustcontain("C’est votre propre profil")
    with site() as tree:
        assert find(tree, place).ticks == {}


def test_blocking_a_person_closes_their_profile_to_them_and_not_to_the_team(site, told):
    place = a_profile(site)
    with site() as tree:
        tree.people["lea"].blocked = True
        profile = find(tree, place)
        assert [access.permits(b.the_reader(tree, who), "view", profile) for who in ("lea", "maud")] == [False, True]
