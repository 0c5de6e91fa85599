"""« Missions pour vos équipes »: counted by fives, never named; nothing said of fewer; a letter to nobody knows whom (M41, M54, B01)."""

import pytest

from mobee_pyr.content.place import located
from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.tree import find
from tests.builders import a_mission, a_role, an_application, an_employee

SUD = "/culture/atelier-du-sud"
STONES = "/culture/pierres-vivantes"
GRENOBLE, LYON = located("Grenoble", "38000"), located("Lyon", "69001")
SIX = ("lea", "luc", "max", "paul", "zoe", "ines")
SECRET = "Un fauteuil roulant"


def says(tree, who, skills=("bicycles",), **facts):
    held = tuple(Held(skill, 3) for skill in skills)
    base = Profile(skills=held, home=GRENOBLE, distance=20, accommodations=SECRET, causes=("memory",), counted=True)
    tree.people[who].profile = base._replace(**facts)


@pytest.fixture
def team(site, searchable):
    """Six employees of the Atelier du sud agreed to be counted; all repair bicycles near Grenoble."""
    with site() as tree:
        workshop = find(tree, SUD)
        workshop.entity.place = GRENOBLE
        for who in SIX[3:]:
            an_employee(workshop, who)
        for who in SIX:
            says(tree, who)
        a_mission(find(tree, STONES), "velos", skills=("réparer des vélos",), mode="on_site", place=GRENOBLE, moments=("weekends",))
    searchable()


@pytest.fixture
def changes(site, searchable):
    def change(*whose, **facts):
        with site() as tree:
            for who in whose:
                tree.people[who].profile = tree.people[who].profile._replace(**facts)
        searchable()

    return change


def fits(page):
    """Title of each mission → what is said of it."""
    return {
        one.select_one(".tile-title a").get_text(): one.select_one(".fit-why").get_text(" ", strip=True).replace("\N{NO-BREAK SPACE}", " ")
        for one in page.html.select(".fit")
    }


def read(browser):
    return fits(browser.get(f"{SUD}/team-missions"))


# leaks first --------------------------------------------------------------------------------------------------------------


def test_only_those_who_run_an_organisation_that_brings_people_read_it(app, another_app, site, sign_in, team):
    with site() as tree:
        a_role("hr", find(tree, SUD), "iris")
    for who in ("basile", "max", "iris"):
        sign_in(another_app(), who).get(f"{SUD}/team-missions").mustcontain("Missions pour vos équipes")
    for who in ("lea", "rose", "maud", "noe", "ada"):
        sign_in(another_app(), who).get(f"{SUD}/team-missions", status=403)
    app.get(f"{SUD}/team-missions", status=303)
    sign_in(app, "camille").get("/horizon/les-cadets/team-missions", status=404)
    for page in ("team-missions", "team-propose"):
        sign_in(another_app(), "basile").get(f"/horizon/fondation-horizon/{page}", status=404)


def test_five_is_the_least_and_the_count_goes_by_fives(app, sign_in, team, changes):
    """k-anonymity: six read as five; whoever looks is not counted; four are like nobody."""
    sign_in(app, "basile")
    assert "Convient à 5 personnes au moins" in read(app)["Velos"]
    assert "Convient à 5 personnes au moins" in read(sign_in(app, "max"))["Velos"]
    changes("luc", counted=False)
    assert read(app) == {}
    assert "Convient à 5 personnes au moins" in read(sign_in(app, "basile"))["Velos"]
    changes("lea", counted=False)
    assert read(app) == {}


def test_a_skill_that_fewer_than_five_have_is_never_told_of(app, site, sign_in, team, searchable):
    """A mission for one person's trade is not there, and a mission for several trades tells only the one that five share."""
    with site() as tree:
        says(tree, "lea", ("bicycles", "welding", "accounting"))
        a_mission(find(tree, STONES), "comptes", skills=("comptabilité",), mode="online")
        a_mission(find(tree, STONES), "atelier", skills=("réparer des vélos", "comptabilité"), mode="online")
    searchable()
    found = read(sign_in(app, "basile"))
    assert set(found) == {"Velos", "Atelier"} and "compta" not in found["Atelier"].lower()


@pytest.mark.parametrize("near", [0, 1, 4])
def test_fewer_than_five_that_fit_read_the_same_as_none(app, sign_in, team, changes, near):
    """All have the skill; whether nobody, one or four live near enough is one sentence."""
    changes(*SIX[near:], home=LYON)
    (told,) = read(sign_in(app, "basile")).values()
    assert "Peut-être quelques personnes" in told and "km" not in told and not any(digit in told for digit in "0123456789")


def test_what_somebody_did_not_agree_to_neither_counts_nor_shows(app, sign_in, team, changes):
    """Found but not counted: only what is opened to associations; minors, who left, whose account is closed: not at all."""
    sign_in(app, "basile")
    changes(*SIX, counted=False)
    assert read(app) == {}
    changes(*SIX, found=True)
    assert read(app) == {}
    changes(*SIX, shown=(("skills", "organisations"),))
    assert "Convient à 5 personnes au moins" in read(app)["Velos"]
    changes("lea", "luc", minor=True)
    assert read(app) == {}


def test_no_name_no_cause_no_accommodation_and_nothing_that_one_did(app, site, sign_in, team, searchable):
    """Own-time acts are not to be inferred: an application, or a mission passed over, changes nothing of what is read."""
    sign_in(app, "basile")
    before = read(app)
    with site() as tree:
        mission = find(tree, f"{STONES}/velos")
        for who in ("lea", "luc"):
            an_application(mission, who)
        tree.people["max"].passed_over = (mission.oid,)
        people = [tree.people[who].title for who in SIX]
    searchable()
    assert read(app) == before
    page = app.get(f"{SUD}/team-missions").text + app.get(f"{SUD}/team-propose?mission=culture/pierres-vivantes/velos").text
    assert not [word for word in (*people, SECRET, "émoire") if word in page]


def test_what_its_people_may_not_open_is_not_there(app, site, sign_in, team, searchable):
    """The référent is in a dedicated network, the team is not: no mission of it is told of, and none can be proposed."""
    with site() as tree:
        a_mission(find(tree, "/horizon/les-cadets"), "caches", skills=("réparer des vélos",), mode="on_site", place=GRENOBLE)
        a_role("member", find(tree, "/horizon"), "basile")
    searchable()
    assert set(read(sign_in(app, "basile"))) == {"Velos"}
    for path in ("horizon/les-cadets/caches", "culture/pierres-vivantes/plan-de-la-nef", "culture", "", "nowhere", "x" * 600):
        app.get(f"{SUD}/team-propose", {"mission": path}, status=404)


# journeys -----------------------------------------------------------------------------------------------------------------


def test_a_mission_is_proposed_and_nobody_knows_to_whom(app, site, mails, sign_in, team, changes):
    """A letter to those whom it fits, not to who applied or passed it over; what is told back is one sentence; once only."""
    changes("zoe", home=LYON)
    with site() as tree:
        an_application(find(tree, f"{STONES}/velos"), "lea")
        tree.people["luc"].passed_over = (find(tree, f"{STONES}/velos").oid,)
    page = sign_in(app, "basile").get(f"{SUD}/team-missions").click("Proposer à mes équipes", index=0)
    page.mustcontain("Vous ne saurez pas qui la reçoit")
    form = next(form for form in page.forms.values() if "team-propose" in form.action)
    form.submit(status=303).follow().mustcontain("C’est parti", "Proposée")
    letters = [kept for kept in mails() if "propose" in kept.subject]
    assert sorted(kept.to.partition("@")[0].rpartition("<")[2] for kept in letters) == ["ines", "max", "paul"]
    assert "Personne ne sait que vous avez reçu ce message" in " ".join(letters[0].text.split())
    app.get(f"{SUD}/team-propose?mission=culture/pierres-vivantes/velos").mustcontain("vient d’être proposée")
    app.post(f"{SUD}/team-propose?mission=culture/pierres-vivantes/velos", {"csrf_token": app.csrf}, status=422)
    assert len([kept for kept in mails() if "propose" in kept.subject]) == 3


def test_one_says_so_in_ones_profile_and_takes_it_back(app, another_app, site, sign_in, team):
    """Asked of those who belong to an organisation, of nobody else; off unless one says so."""
    assert Profile().counted is False
    form = sign_in(app, "lea").get("/profile-shown").forms["form"]
    assert form["counted"].checked
    form["counted"] = False
    form.submit("save", status=303)
    with site() as tree:
        assert tree.people["lea"].profile.counted is False
    assert "l’on me compte" not in sign_in(another_app(), "noe").get("/profile-shown").text
