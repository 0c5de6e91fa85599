"""Stored trees are brought up to date by numbered steps, once, in order."""

from datetime import date

import pytest
import transaction
import ZODB
from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet

from mobee_pyr import evolve
from mobee_pyr.content import notices
from mobee_pyr.content.legal_entity import identify
from mobee_pyr.content.node import now
from mobee_pyr.content.notices import Notice
from mobee_pyr.content.place import Place, Provenance, located
from mobee_pyr.content.profile import Profile
from mobee_pyr.content.todo import Listed, Note
from mobee_pyr.database import ROOT, with_site
from mobee_pyr.importing.keys import mission_key
from tests.builders import a_legal_entity, a_mission, a_need, a_network, a_person, a_role, a_site, an_application, an_organisation


@pytest.fixture
def db():
    """A tree as it was written before there were steps, identifiers or jobs."""
    site = a_site()
    identify(site, a_legal_entity(site, "Pierres vivantes"), "443061841", "W691234567")
    network = a_network(site)
    a_mission(an_organisation(network)).provenance = Provenance("Benevolt", "17", now())
    expected = dict(site.identifiers) | {mission_key(network.oid, "Benevolt", "17"): network["pierres-vivantes"]["plan-de-la-nef"].oid}
    del site.identifiers, site.jobs
    database = ZODB.DB(None)
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    connection.root()[ROOT], connection.root()["expected"] = site, expected
    manager.commit()
    connection.close()
    yield database
    database.close()


def test_steps_are_numbered_without_gap_and_say_what_they_do():
    found = evolve.steps()
    assert [step.number for step in found] == list(range(1, evolve.newest() + 1))
    assert all(step.meaning.endswith(".") for step in found)


def test_an_old_tree_gets_its_identifiers_and_jobs(db):
    assert [step.number for step in evolve.run(db)] == [step.number for step in evolve.steps()]

    def look(site):
        assert dict(site.identifiers) == site._p_jar.root()["expected"]
        assert dict(site.jobs) == {}
        assert evolve.number(site) == evolve.newest()

    with_site(db, look)


def test_an_old_list_of_things_to_do_learns_since_when_each_waits(db):
    """P25: until step 4 a list was a set of oids."""

    def age(site):
        mission = site["culture"]["pierres-vivantes"]["plan-de-la-nef"]
        a_role("referent", mission.__parent__, "rose")
        an_application(mission, "lea")
        mission.__parent__.todo["referent"] = LLTreeSet(mission.__parent__.todo["referent"])

    def look(site):
        mission = site["culture"]["pierres-vivantes"]["plan-de-la-nef"]
        ((oid, note),) = mission.__parent__.notes("referent")
        assert (oid, note.kind, note.but, note.since) == (mission["lea"].oid, "application", "lea", mission["lea"].created)

    with_site(db, age)
    list(evolve.run(db))
    with_site(db, look)


def test_requests_of_old_are_put_on_the_map(db):
    """L17: until step 6 a place that was written had no coordinates; those that somebody gave, and unknown places, stay."""

    def age(site):
        body = site["culture"]["pierres-vivantes"]
        a_mission(body, "ecrite", place=Place("Grenoble", "38000", "12 rue Haute"))
        a_mission(body, "donnee", place=Place("Grenoble", "38000", "", 45.0, 5.0))
        a_mission(body, "ailleurs", place=Place("Bruxelles", "1000"))
        a_need(body, "besoin", place=Place("", "29200"))

    def look(site):
        places = {node.__name__: node.place for node in site["culture"]["pierres-vivantes"].inside()}
        assert places["ecrite"] == ("Grenoble", "38000", "12 rue Haute", 45.179, 5.715)
        assert places["donnee"][3:] == (45.0, 5.0)
        assert places["ailleurs"] == Place("Bruxelles", "1000")
        assert round(places["besoin"].latitude) == 48

    with_site(db, age)
    list(evolve.run(db))
    with_site(db, look)


def test_the_place_of_a_person_is_where_their_profile_starts(db):
    """M71: until step 7 an account had a town in words and its profile none; what a profile says stays."""

    def age(site):
        for who, place in (("lea", "Grenoble"), ("noe", "Ailleurs-sur-Rien"), ("ines", ""), ("max", "Lyon")):
            a_person(site, who).place = place
        site.people["max"].profile = Profile(home=located("Paris"))

    def look(site):
        homes = {who: site.people[who].profile.home for who in ("lea", "noe", "ines", "max")}
        assert homes["lea"] == located("Grenoble") and homes["lea"].latitude is not None
        assert homes["noe"] == Place("Ailleurs-sur-Rien") and homes["ines"] == Place() and homes["max"] == located("Paris")

    with_site(db, age)
    list(evolve.run(db))
    with_site(db, look)


def test_whoever_answered_a_request_knows_it(db):
    """Until step 8 a request knew its applicants, and a person's notices were records of many; both say the same afterwards."""
    told = Notice(now(), "followed", "Bonne nouvelle", 17, "/my-space")

    def age(site):
        mission = site["culture"]["pierres-vivantes"]["plan-de-la-nef"]
        an_application(mission, "lea")
        mission.applicants = OOTreeSet(["lea", "somebody who is gone"])
        noe, lea = a_person(site, "noe"), a_person(site, "lea")
        del noe.answered, lea.answered
        lea.notices = LOBTree({int(told.when.timestamp() * 1_000_000): told})
        body = mission.__parent__
        a_role("referent", body, "rose")
        body.expect("referent", mission["lea"].oid, Note(kind="application"))
        body.todo["referent"] = LOBTree(body.todo["referent"])

    def look(site):
        mission, lea = site["culture"]["pierres-vivantes"]["plan-de-la-nef"], site.people["lea"]
        assert list(lea.answered) == [mission.oid] and list(site.people["noe"].answered) == []
        assert not hasattr(mission, "applicants")
        assert [notice for _new, notice in notices.latest(lea)] == [told]
        assert isinstance(mission.__parent__.todo["referent"], Listed)
        assert [(oid, note.kind) for oid, note in mission.__parent__.notes("referent")] == [(mission["lea"].oid, "application")]
        site._p_jar.root().pop(evolve.NUMBER)

    with_site(db, age)
    for _run in ("first", "once more"):
        list(evolve.run(db))
        with_site(db, look)


def test_missions_under_way_are_listed_by_their_last_day(db):
    """Until step 5 nobody was reminded; nobody is written to about what is long past."""

    def age(site):
        body = site["culture"]["pierres-vivantes"]
        for name, ends in (("over", date(2020, 1, 1)), ("to-come", date(2999, 1, 1))):
            mission = a_mission(body, name)
            mission.ends = ends
        body.endings = None

    def look(site):
        body = site["culture"]["pierres-vivantes"]
        assert [site.node(oid).__name__ for oid in body.ended(date(3000, 1, 1))] == ["to-come"]
        assert body["over"].told_end == date(2020, 1, 1)

    with_site(db, age)
    list(evolve.run(db))
    with_site(db, look)


def test_steps_run_once(db):
    list(evolve.run(db))
    assert list(evolve.run(db)) == []


def test_a_step_changes_nothing_in_a_tree_of_today(db):
    list(evolve.run(db))
    with_site(db, lambda site: site._p_jar.root().pop(evolve.NUMBER))
    with_site(db, lambda site: site.identifiers.update({"siren:552100554": site.oid}))
    list(evolve.run(db))
    assert with_site(db, lambda site: site.identifiers["siren:552100554"] == site.oid)


def test_a_step_that_fails_changes_nothing_and_runs_again(db, monkeypatch):
    def broken(site):
        site.identifiers = OOBTree()
        raise RuntimeError("no")

    real = evolve.steps()
    monkeypatch.setattr(evolve, "steps", lambda: [real[0]._replace(evolve=broken)])
    with pytest.raises(RuntimeError):
        list(evolve.run(db))
    monkeypatch.undo()
    assert with_site(db, lambda site: evolve.number(site) == 0 and getattr(site, "identifiers", None) is None)
    assert len(list(evolve.run(db))) == len(real)


def test_a_tree_of_a_later_program_is_refused(db):
    with_site(db, lambda site: site._p_jar.root().update({evolve.NUMBER: evolve.newest() + 1}))
    with pytest.raises(evolve.TreeTooNew, match="install a newer mobee"):
        list(evolve.run(db))
    with pytest.raises(evolve.TreeTooNew):
        with_site(db, evolve.refuse_other_age)


def test_an_old_tree_is_not_changed_by_commands_before_it_has_evolved(db):
    with pytest.raises(evolve.TreeTooOld, match="mobee evolve"):
        with_site(db, evolve.refuse_other_age)
