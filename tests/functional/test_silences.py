"""« Nobody applied in ten days »: its référent is told once, with advice counted for real, and nobody is named (C10)."""

from datetime import timedelta

import pytest

from mobee_pyr.content.place import located
from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.tree import find
from mobee_pyr.mail import announcements
from mobee_pyr.workflows import profiles, silences, todo
from tests.builders import a_mission, a_role, an_act, an_application

NAVE = "/culture/pierres-vivantes/plan-de-la-nef"
GRENOBLE, LYON = located("Grenoble", "38000"), located("Lyon", "69001")
OPENED = tuple((part, "organisations") for part in ("skills", "experience", "wishes", "availability", "place"))


def willing(tree, name, network="culture", **facts):
    """Somebody of a network who agreed to be found, and opened all."""
    a_role("member", tree[network], name)
    said = Profile(skills=(Held("architecture", 4),), found=True, shown=OPENED)
    profiles.change(an_act(tree, name), "all", **said._replace(**facts)._asdict())


@pytest.fixture
def crowd(site):
    """Six people in Grenoble who do not go far, two who work online only; a mission in Lyon, on the spot."""
    with site() as tree:
        mission = find(tree, NAVE)
        mission.skills, mission.mode, mission.place = ("architecture",), "on_site", LYON
        for number in range(6):
            willing(tree, f"proche-{number}", home=GRENOBLE, distance=10)
        for number in range(2):
            willing(tree, f"ligne-{number}", mode="online")
        for number in range(7):
            willing(tree, f"cache-{number}", network="horizon", home=GRENOBLE, distance=10)
        todo.update(mission)


def of_rose(mails):
    """The letters to this mission's référent: other missions of the tree are silent too."""
    return [mail for mail in mails() if "rose@example.org" in mail.to]


def run(server, site, days):
    with site() as tree:
        moment = find(tree, NAVE).published + timedelta(days=days)
        post = server.registry.post.at(moment)
        return silences.run(an_act(tree, None, moment, (announcements.listener(post.beside(tree)),)))


# leaks first --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "status"), [(None, 303), ("noe", 403), ("lea", 403), ("quentin", 403), ("rose", 200), ("maud", 200)])
def test_only_those_who_run_a_mission_read_the_advice(app, sign_in, crowd, who, status):
    if who:
        sign_in(app, who)
    app.get(f"{NAVE}/advice", status=status)


def test_nobody_is_named_nor_a_few_counted_out(app, sign_in, server, site, mails, crowd):
    """Six are counted, two are « quelques personnes », those of another network do not exist; no name, on the page or in the letter."""
    page = sign_in(app, "rose").get(f"{NAVE}/advice")
    run(server, site, 11)
    (mail,) = of_rose(mails)
    for told in (page.text, mail.text):
        assert "6 personnes de plus conviendraient si le trajet" in " ".join(told.split())
        assert not any(name in told for name in ("roche", "igne 0", "ache 1", "orizon"))
        assert "2 personnes" not in told and "13 personnes" not in told and "15 personnes" not in told
    online = page.html.select_one("a.task-name[href$='edit#form-mode']").find_next("p").get_text()
    assert online.startswith("8 personnes"), online


def test_whoever_did_not_agree_or_took_it_back_is_not_counted(app, sign_in, site, crowd):
    """Below five, no number; without anybody, no advice."""
    with site() as tree:
        for number in range(4):
            profiles.change(an_act(tree, f"proche-{number}"), "shown", found=False)
    sign_in(app, "rose")
    way = app.get(f"{NAVE}/advice").html.select_one("a.task-name[href$='edit#form-city']").find_next("p").get_text()
    assert way.startswith("Quelques personnes de plus")
    with site() as tree:
        for number in (4, 5):
            profiles.change(an_act(tree, f"proche-{number}"), "shown", found=False)
    assert not app.get(f"{NAVE}/advice").html.select("a.task-name[href$='edit#form-city']")


# what it does -------------------------------------------------------------------------------------------------------------


def test_told_once_after_ten_days(server, site, mails, crowd):
    """To the référent, with links to the very field."""
    run(server, site, 9.9)
    assert mails() == []
    for days in (10, 30):
        run(server, site, days)
    (mail,) = of_rose(mails)
    assert "Personne n’a encore candidaté" in mail.subject
    assert f"{NAVE}/edit#form-city" in mail.text and f"{NAVE}/advice" in mail.text


def test_a_mission_that_somebody_answered_is_left_alone(server, site, mails, crowd):
    """One application, even withdrawn, and there is no silence."""
    with site() as tree:
        an_application(find(tree, NAVE), "lea", state="withdrawn")
    run(server, site, 20)
    assert of_rose(mails) == []


def test_the_page_leads_on_without_anybody(app, sign_in, site):
    """No volunteer agreed to be found: share it."""
    page = sign_in(app, "rose").get(f"{NAVE}/advice")
    assert page.html.select_one("a.btn-primary")["href"] == f"{NAVE}/share"
    assert not page.html.select("a.task-name")


def test_a_closed_mission_has_no_advice(app, sign_in, site):
    """What is not open cannot be answered."""
    with site() as tree:
        a_mission(find(tree, "/culture/pierres-vivantes"), "brouillon", state="draft", by="rose")
    page = sign_in(app, "rose").get("/culture/pierres-vivantes/brouillon/advice")
    assert "quand la mission est ouverte" in page.text
