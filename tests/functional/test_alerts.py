"""A mission is published and the volunteers whom it fits are told: only they, few a week, fairly, never twice (M54, K03, C10)."""

from datetime import UTC, datetime, timedelta

import pytest

from mobee_pyr import jobs
from mobee_pyr.alerts import herald, publications
from mobee_pyr.content import tree as trees
from mobee_pyr.content.person import by_id
from mobee_pyr.content.place import located
from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.tree import find
from mobee_pyr.database import database
from mobee_pyr.slices import Slices
from mobee_pyr.workflows import alerting, listening
from mobee_pyr.workflows.act import Act
from tests.builders import a_mission, a_person, an_application, fire, qualified

MONDAY = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
"""Noon in Paris."""
GRENOBLE = located("Grenoble", "38000")
BICYCLES = Profile(skills=(Held("bicycles", 4),), home=GRENOBLE, distance=20)
STONES, CADETS = "/culture/pierres-vivantes", "/horizon/les-cadets"
DAY = "Ce qui s’est passé pour vous"
VELOS = "Une mission pour vous : Velos"
WEEK = 7 * 24


@pytest.fixture
def listens(site):
    """``listens("iris")``: somebody who repairs bicycles in Grenoble asks to be told at once."""

    def choose(*names, rhythm="now", most=0, profile=BICYCLES):
        with site() as root:
            for name in names:
                person = a_person(root, name)
                person.profile = profile
                listening.choose(Act(root, person, MONDAY), rhythm, most)

    return choose


@pytest.fixture
def publish(site):
    """``publish("velos", hours=1)``: a mission that asks for bicycles in Grenoble is published so long after Monday noon."""

    def done(name="velos", hours=0.0, where=STONES, **facts):
        facts = {"skills": ("réparer des vélos",), "mode": "on_site", "place": GRENOBLE, "places": 5} | facts
        with site() as root:
            mission = a_mission(find(root, where), name, "submitted", by="camille" if where == CADETS else "rose", **facts)
            fire(qualified(mission), "publish", "quentin", at=MONDAY + timedelta(hours=hours))
            return mission.oid

    return done


@pytest.fixture
def since(mails):
    """(to whom, subject) of the letters since the last time."""
    seen = set()

    def told():
        new = [mail for mail in mails() if (mail.to, mail.subject, mail.text) not in seen]
        seen.update((mail.to, mail.subject, mail.text) for mail in new)
        return sorted((mail.to.rpartition("<")[2].partition("@")[0], mail.subject.replace("\N{NO-BREAK SPACE}", " ")) for mail in new)

    return told


@pytest.fixture
def look(server, searchable, since):
    """``look(hours)``: the herald goes out so long after Monday noon (``turn``: by the clock too); what was sent since the last time."""

    def go(hours=0.0, turn=False, stop=None):
        searchable()
        slices, moment = Slices(database(server.registry), stop or (lambda: False)), MONDAY + timedelta(hours=hours)
        herald.published(slices, server.registry.index, server.registry.post, moment)
        if turn:
            herald.rounds(slices, server.registry.index, server.registry.post, moment)
        return since()

    return go


# leaks, first -------------------------------------------------------------------------------------------------------------


def test_a_hidden_network_is_never_told_to_an_outsider(listens, publish, look):
    """M54: however well the mission of a dedicated network fits; its members are told."""
    listens("iris", "lea", "hana")
    publish("velos-caches", where=CADETS)
    assert look() == [("hana", f"{VELOS} caches")]
    assert look(WEEK, turn=True) == []


def test_whoever_loses_access_between_the_choice_and_the_letter_is_not_told(listens, publish, look, site, server):
    listens("hana")
    mission, slices = publish("velos-caches", where=CADETS), Slices(database(server.registry))
    chosen = publications.chosen(slices, mission, MONDAY, 10)
    with site() as root:
        assert chosen == [by_id(root, "hana").oid]
        root.membership.revoke("hana", "member", find(root, "/horizon/fondation-horizon").oid)
    with site() as root:
        assert alerting.take(root, by_id(root, "hana"), MONDAY, root.node(mission)) == []
    assert look() == []


def test_whoever_loses_access_while_the_letter_of_the_day_waits_is_not_told(listens, publish, look, site, server, since):
    """The day's letter would bring it, the reasons with it; until access is lost."""
    listens("hana", "helene", rhythm="daily")
    publish("velos-caches", where=CADETS)
    assert look() == []
    with site() as root:
        root.membership.revoke("hana", "member", find(root, "/horizon/fondation-horizon").oid)
        jobs.run(root, server.registry.post, MONDAY + timedelta(hours=20), days=999)
    assert [who for who, subject in since() if subject == DAY] == ["helene"]


def _delete(root, mission, iris):
    trees.delete(mission)


def _close(root, mission, iris):
    mission.state = "closed"


def _fill(root, mission, iris):
    mission.places_taken = mission.places


def _hide(root, mission, iris):
    trees.set_private(mission, True)


def _block(root, mission, iris):
    iris.blocked = True


def _apply(root, mission, iris):
    an_application(mission, "iris")


def _pass_over(root, mission, iris):
    iris.passed_over = (mission.oid,)


def _stop(root, mission, iris):
    listening.choose(Act(root, iris, MONDAY), "never", 0)


def _move_away(root, mission, iris):
    iris.profile = iris.profile._replace(home=located("Lyon", "69001"))


@pytest.mark.parametrize("change", [_delete, _close, _fill, _hide, _block, _apply, _pass_over, _stop, _move_away])
def test_nothing_is_told_that_may_not_or_need_not_be(change, listens, publish, look, site):
    """What is in the bin, over, full, hidden, answered, passed over or out of reach; nobody who is blocked or wants to be left alone."""
    listens("iris", "luc")
    mission = publish()
    with site() as root:
        change(root, root.node(mission), by_id(root, "iris"))
    told = {who for who, _subject in look() + look(WEEK, turn=True)}
    assert "iris" not in told and (change in (_delete, _close, _fill, _hide) or told == {"luc"})


# whom, and what they read ------------------------------------------------------------------------------------------------


def test_who_asked_is_told_with_the_reasons_and_nobody_else(app, another_app, site, sign_in, publish, look, mails):
    """M54, K03: chosen on a page of the profile; the letter gives the reasons of « Pour vous »; nothing is told twice."""
    with site() as root:
        by_id(root, "iris").profile = by_id(root, "luc").profile = BICYCLES
        by_id(root, "noe").profile = Profile(skills=(Held("accounting", 3),))
    for name in ("iris", "noe"):
        form = sign_in(another_app(), name).get("/profile").click("Être prévenu des missions pour moi").forms["form"]
        assert form["form-rhythm"].value == "never", "nobody is told who did not ask"
        form["form-rhythm"] = "now"
        form.submit("save", status=303).follow().mustcontain("vous serez prévenu")
    publish()
    assert look() == [("iris", VELOS)]
    why = sign_in(app, "iris").get("/for-you").html.select_one(".fit-reasons").get_text(" ", strip=True).removeprefix("Pourquoi :")
    assert "compétences" in why and "dans votre commune" in why
    assert " ".join(why.split()) in " ".join(mails()[-1].text.replace("\N{NO-BREAK SPACE}", " ").split())
    app.get("/inbox").mustcontain("Velos", "dans votre commune")
    assert look(0.01) == [] and look(WEEK, turn=True) == []


def test_a_profile_that_changes_is_found_by_what_it_says_now(app, sign_in, listens, publish, look):
    listens("iris", profile=Profile(skills=(Held("accounting", 3),)))
    form = sign_in(app, "iris").get("/profile-skills").forms[0]
    form["skills"] = "réparer des vélos"
    form.submit("save", status=303)
    publish()
    assert look() == [("iris", VELOS)]


def test_letters_in_ones_language(listens, publish, look, site, mails):
    with site() as root:
        by_id(root, "iris").language = "en"
    listens("iris")
    publish()
    assert look() == [("iris", "A mission for you: Velos")]
    assert "your skills" in mails()[-1].text.lower() and "compétences" not in mails()[-1].text


def test_one_click_ends_alerts_and_no_one_is_looked_for_in_vain(app, listens, publish, look, site, mails):
    """RFC 8058; the index forgets whoever does not listen any more."""
    listens("iris")
    publish()
    look()
    link = next(line for line in mails()[-1].text.splitlines() if "/unsubscribe?" in line)
    path = "/unsubscribe?" + link.partition("/unsubscribe?")[2]
    app.get(path).mustcontain("Les nouvelles missions qui correspondent à votre profil")
    app.post(path, {"List-Unsubscribe": "One-Click"})
    with site() as root:
        assert by_id(root, "iris").oid not in root.alerts.listening and not root.alerts.by_term
    publish("velos-encore")
    assert look() == []


# few a week, fairly -------------------------------------------------------------------------------------------------------


def test_three_a_week_and_the_others_wait_for_their_turn(listens, publish, look):
    """M54: at most N a week; what waits is told when the week allows, once."""
    listens("iris")
    for number in range(5):
        publish(f"velos-{number}", hours=number)
    assert look(5) == [("iris", f"{VELOS} {number}") for number in range(3)]
    assert look(WEEK - 1, turn=True) == []
    assert look(WEEK + 6, turn=True) == [("iris", f"{VELOS} 3"), ("iris", f"{VELOS} 4")]
    assert look(2 * WEEK + 7, turn=True) == []


@pytest.mark.parametrize(("network", "person", "told"), [(3, 1, 1), (1, 0, 1), (0, 2, 0), (2, 5, 2)])
def test_the_network_says_how_many_and_the_person_may_want_fewer(network, person, told, listens, publish, look, site):
    with site() as root:
        root["culture"].alerts_a_week = network
    listens("iris", most=person)
    for number in range(4):
        publish(f"velos-{number}")
    assert len(look()) == told


def test_a_manager_sets_how_many(app, site, sign_in):
    form = sign_in(app, "maud").get("/culture/matching").forms["form"]
    assert form["a_week"].value == "3"
    form["a_week"] = "11"
    form.submit("save", status=422)
    form["a_week"] = "1"
    form.submit("save", status=303)
    with site() as root:
        assert root["culture"].alerts_a_week == 1
    app.get("/culture/history").mustcontain("a changé le nombre de missions annoncées par semaine")


def test_what_nobody_answered_and_few_know_comes_first(listens, publish, look, site):
    """Fair to missions nobody sees: one that has an application, then one that many were told of, give way."""
    listens("iris", most=1)
    publish("velos-zero")
    assert look() == [("iris", f"{VELOS} zero")]
    answered, known, unseen = (publish(f"velos-{name}", hours=hours) for hours, name in enumerate(("repondus", "connus", "ignores"), 1))
    assert look(4) == []
    with site() as root:
        an_application(root.node(answered), "noe")
        root.alerts.count(known, 40, MONDAY + timedelta(hours=4))
        root.alerts.count(unseen, 0, MONDAY + timedelta(hours=4))
    turns = [look(weeks * WEEK + 5, turn=True) for weeks in (1, 2, 3)]
    assert turns == [[("iris", f"{VELOS} {name}")] for name in ("ignores", "connus", "repondus")]


def test_a_wave_at_a_time_until_somebody_applies(listens, publish, look, site, monkeypatch):
    """The likeliest are told first; the next ones after some days, as long as nobody has answered; never after a month."""
    monkeypatch.setattr(alerting, "WAVE", 2)
    listens("iris", "luc", "max", profile=BICYCLES)
    listens("noe", "remi", "ada", profile=BICYCLES._replace(home=located("Voiron", "38500"), distance=50))
    mission = publish()
    first = {who for who, _subject in look()}
    assert len(first) == 2 and first <= {"iris", "luc", "max"}
    assert look(24, turn=True) == []
    second = {who for who, _subject in look(4 * 24, turn=True)}
    assert len(second) == 2 and not second & first
    with site() as root:
        an_application(root.node(mission), "noe" if "noe" not in second else "remi")
    assert look(8 * 24, turn=True) == []


# at any moment ------------------------------------------------------------------------------------------------------------


def test_a_crash_in_the_middle_loses_nobody_and_tells_nobody_twice(listens, publish, look, server, site):
    """The queue stands in the tree: what a slice told is told, the rest is told by the next look."""
    names = [f"cycliste-{number}" for number in range(20)]
    listens(*names)
    publish()
    first = look(stop=lambda: True)
    assert 0 < len(first) < len(names)
    with site() as root:
        assert len(root.alerts.fresh) == 1
    second = look(0.1)
    assert sorted(who for who, _subject in first + second) == sorted(names)
    with site() as root:
        assert len(root.alerts.fresh) == 0
    assert look(0.2) == []


def test_a_slice_that_fails_sends_nothing_of_it(listens, publish, look, server, site, searchable, since, monkeypatch):
    listens("iris", "luc")
    publish()
    searchable()
    told = publications._send

    def fails_for_one(root, post, person, alert, moment):
        told(root, post, person, alert, moment)
        if root.alerts.told_of(alert.mission.oid) == 2:
            raise RuntimeError("the disk is full")

    monkeypatch.setattr(publications, "_send", fails_for_one)
    with pytest.raises(RuntimeError):
        herald.published(Slices(database(server.registry)), server.registry.index, server.registry.post, MONDAY)
    assert since() == []
    monkeypatch.undo()
    assert [who for who, _subject in look()] == ["iris", "luc"]


def test_quiet_hours_wait_for_the_morning(listens, publish, look, site, server, since):
    listens("iris")
    with site() as root:
        by_id(root, "iris").quiet = (20, 8)
    publish(hours=9)
    assert look(9) == []
    with site() as root:
        jobs.run(root, server.registry.post, MONDAY + timedelta(hours=21), days=999)
    assert [who for who, subject in since() if subject == DAY] == ["iris"]


def test_old_news_is_no_news(listens, publish, look):
    """A server that was down for days, a tree that was restored: nobody is told of what is long published."""
    listens("iris")
    publish()
    assert look(3 * 24) == [] and look(4 * 24, turn=True) == []


def test_publishing_itself_sends_no_alert_and_a_paused_mission_is_not_announced_again(listens, publish, look, site, since):
    listens("iris")
    mission = publish()
    assert since() == []
    look()
    with site() as root:
        fire(root.node(mission), "pause", "rose")
        fire(root.node(mission), "resume", "rose")
        assert len(root.alerts.fresh) == 0


def test_the_server_does_it_by_itself(listens, publish, server, site, mails):
    """The thread that `mobee serve` starts: within the minute, without anybody asking."""
    listens("iris")
    publish()
    crier = herald.Herald(database(server.registry), server.registry.indexer, server.registry.post, lambda: MONDAY, first=0.01, pause=0.01)
    crier.start()
    try:
        for _turn in range(500):
            if mails():
                break
            crier.over.wait(0.02)
    finally:
        crier.stop()
    assert [mail.subject.replace("\N{NO-BREAK SPACE}", " ") for mail in mails()] == [VELOS]
