"""Dated transitions: set for a day, fired once by the hourly job in the name of whoever set them, or told why not."""

from datetime import UTC, datetime, timedelta

import pytest
import transaction
from ZODB.POSException import ConflictError

from mobee_pyr.content.plan import Plan
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import engine, moving, planning
from mobee_pyr.workflows.act import Moved, PlanLapsed
from mobee_pyr.workflows.engine import TransitionRefused
from tests import builders as b

MONDAY = datetime(2026, 12, 7, 8, 0, tzinfo=UTC)
BEFORE = MONDAY - timedelta(days=3)


@pytest.fixture
def mission():
    culture = b.a_network(b.a_site(), manager="maud", qualifier="quentin")
    stones = b.an_organisation(culture, referent=["rose", "rene"])
    return b.qualified(b.a_mission(stones, state="submitted", by="rose"))


def set_(node, name, by, when=MONDAY, reason="", at=BEFORE):
    return planning.plan(b.an_act(site_of(node), by, at), node, name, when, reason)


def travel(node, moment):
    """Run the job at a moment: what was fired by whom, and what lapsed and why."""
    heard = []
    count = planning.run(b.an_act(site_of(node), None, moment, (heard.append,)))
    fired = [(event.transition.name, event.act.who) for event in heard if isinstance(event, Moved)]
    assert count == len(fired)
    return fired, [str(event.why) for event in heard if isinstance(event, PlanLapsed)]


def listed(node):
    return list(planning.due(site_of(node), MONDAY + timedelta(days=9999)))


def test_published_at_the_hour_in_the_name_of_who_set_it(mission):
    assert set_(mission, "publish", "quentin") == Plan("publish", MONDAY, "quentin", "submitted")
    assert travel(mission, MONDAY - timedelta(minutes=1)) == ([], [])
    assert mission.state == "submitted"
    assert travel(mission, MONDAY) == ([("publish", "quentin")], [])
    assert (mission.state, mission.planned, listed(mission)) == ("published", None, [])
    assert next(mission.deeds()).who == "quentin"


def test_after_a_long_downtime_it_fires_once(mission):
    set_(mission, "publish", "quentin")
    assert travel(mission, MONDAY + timedelta(days=40)) == ([("publish", "quentin")], [])
    assert travel(mission, MONDAY + timedelta(days=41)) == ([], [])


@pytest.mark.parametrize(
    ("name", "by", "when", "word"),
    [
        ("publish", "rose", MONDAY, "ne peut pas être prévue"),
        ("refuse", "quentin", MONDAY, "ne peut pas être prévue"),
        ("pause", "quentin", MONDAY, "ne peut pas être prévue"),
        ("publish", "quentin", BEFORE, "à venir"),
        ("publish", "quentin", BEFORE + timedelta(days=800), "deux ans"),
    ],
)
def test_who_may_not_fire_it_now_does_not_set_it_and_only_what_is_dated(mission, name, by, when, word):
    with pytest.raises(TransitionRefused, match=word):
        set_(mission, name, by, when)
    assert (mission.planned, listed(mission)) == (None, [])


def test_what_is_held_back_now_is_not_set(mission):
    mission.ticks = {}
    with pytest.raises(TransitionRefused, match="critères"):
        set_(mission, "publish", "quentin")


def test_changed_and_called_off_by_a_colleague(mission):
    set_(mission, "publish", "quentin")
    set_(mission, "publish", "maud", MONDAY + timedelta(days=1))
    assert travel(mission, MONDAY) == ([], []) and len(listed(mission)) == 1
    with pytest.raises(TransitionRefused):
        planning.call_off(b.an_act(site_of(mission), "rose", BEFORE), mission)
    planning.call_off(b.an_act(site_of(mission), "quentin", BEFORE), mission)
    assert travel(mission, MONDAY + timedelta(days=2)) == ([], [])
    assert [deed.what for deed in mission.deeds()][:3] == ["plan called off", "planned", "planned"]


def test_rights_are_those_of_the_moment(mission):
    set_(mission, "publish", "quentin")
    site_of(mission).membership.revoke("quentin", "qualifier", mission.__parent__.__parent__.oid)
    assert travel(mission, MONDAY) == ([], ["Cette action n’est pas ouverte à votre rôle."])
    assert travel(mission, MONDAY) == ([], []), "told once"
    assert (mission.state, mission.planned, next(mission.deeds()).what) == ("submitted", None, "plan lapsed")


def test_a_suspended_account_does_nothing(mission):
    set_(mission, "publish", "quentin")
    b.a_person(site_of(mission), "quentin").blocked = True
    fired, why = travel(mission, MONDAY)
    assert (fired, mission.state) == ([], "submitted") and "n’est plus ouvert" in why[0]


def test_guards_are_those_of_the_moment(mission):
    set_(mission, "publish", "quentin")
    mission.ticks = {}
    assert travel(mission, MONDAY) == ([], ["Tous les critères obligatoires doivent d’abord être cochés."])
    assert mission.state == "submitted"


def test_what_somebody_does_before_makes_it_lapse_with_a_word(mission):
    set_(mission, "publish", "quentin")
    heard = []
    engine.fire(b.an_act(site_of(mission), "maud", BEFORE, (heard.append,)), mission, "ask_for_more", "Le lieu ?")
    assert [(event.plan.who, str(event.why)) for event in heard if isinstance(event, PlanLapsed)] == [
        ("quentin", "L’état a changé entre-temps.")
    ]
    assert (mission.planned, listed(mission)) == (None, [])
    assert travel(mission, MONDAY) == ([], [])


def test_a_reason_goes_along_and_a_pause_ends_on_its_day(mission):
    b.fire(mission, "publish", "quentin", at=BEFORE)
    set_(mission, "pause", "rose", reason="Le chantier ferme.")
    travel(mission, MONDAY)
    assert (mission.state, next(mission.deeds()).why) == ("paused", "Le chantier ferme.")
    set_(mission, "resume", "rose", MONDAY + timedelta(days=7), at=MONDAY)
    travel(mission, MONDAY + timedelta(days=8))
    assert mission.state == "published"


def test_the_bin_and_another_place(mission):
    culture = mission.__parent__.__parent__
    other = b.an_organisation(culture, "fresques", referent="paul")
    set_(mission, "publish", "quentin")
    act = b.an_act(site_of(mission), "maud", BEFORE)
    stones = mission.__parent__
    moving.move(act, mission, other)
    assert (list(stones.intended(MONDAY)), list(other.intended(MONDAY))) == ([], [mission.oid])
    moving.delete(act, mission)
    assert (mission.planned, listed(other)) == (None, [])


def test_a_copy_begins_without_plans(mission):
    set_(mission, "publish", "quentin")
    stones = mission.__parent__
    twin = moving.copy(b.an_act(site_of(mission), "rose", BEFORE), mission, stones)
    assert twin.planned is None and list(stones.intended(MONDAY)) == [mission.oid]


def test_a_network_keeps_its_own(mission):
    culture = mission.__parent__.__parent__
    set_(culture, "pause", "maud")
    assert travel(culture, MONDAY)[0] == [("pause", "maud")]
    assert culture.state == "paused"


def test_two_processes_never_fire_it_twice():
    """Both run at once: the second commit conflicts, and nothing of it stays."""
    with b.a_stored_site() as site:
        culture = b.a_network(site, manager="maud", qualifier="quentin")
        mission = b.qualified(b.a_mission(b.an_organisation(culture, referent="rose"), state="submitted", by="rose"))
        set_(mission, "publish", "quentin")
        b.commit(site)
        oid, db = mission.oid, site._p_jar.db()
        managers = [transaction.TransactionManager(), transaction.TransactionManager()]
        sites = [db.open(manager).root()["mobee"] for manager in managers]
        assert [planning.run(b.an_act(each, None, MONDAY)) for each in sites] == [1, 1]
        managers[0].commit()
        with pytest.raises(ConflictError):
            managers[1].commit()
        managers[1].abort()
        site._p_jar.sync()
        assert [deed.what for deed in site.node(oid).deeds()].count("publish") == 1
        for each in sites:
            each._p_jar.close()
