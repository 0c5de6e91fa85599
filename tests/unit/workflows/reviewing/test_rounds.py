"""Rounds: which remarks belong to which, what changed since it was sent back (M70)."""

from datetime import timedelta

import pytest

from mobee_pyr.workflows import qualifying
from mobee_pyr.workflows.reviewing import rounds
from tests import builders as b


@pytest.fixture
def mission():
    stones = b.an_organisation(b.a_network(b.a_site(), manager="maud", qualifier="quentin"), referent="rose")
    return b.a_mission(stones, "nef", "draft", by="rose")


def at(hours):
    return b.NOW + timedelta(hours=hours)


def sent_back(mission, hours, remark="", **fields):
    act = b.an_act(mission.__parent__.__parent__.__parent__, "quentin", at(hours))
    qualifying.answer(act, mission, set(), remark, "ask_for_more", fields)


def edited(mission, hours, **changes):
    mission.record("rose", "edited", when=at(hours), **changes)


def texts(remarks):
    return [(remark.field, remark.text) for remark in remarks]


def test_each_round_has_its_remarks(mission):
    b.fire(mission, "submit", "rose", at=at(1))
    sent_back(mission, 2, "Presque.", title="Trop long.")
    found = rounds.of(mission)
    assert found.returned is None and texts(found.asked) == [("", "Presque."), ("title", "Trop long.")]
    b.fire(mission, "complete", "rose", "Voilà.", at=at(3))
    sent_back(mission, 4, place="Où ?")
    found = rounds.of(mission)
    assert texts(found.asked) == [("place", "Où ?")] and texts(found.former) == [("", "Presque."), ("title", "Trop long.")]
    b.fire(mission, "complete", "rose", "Tournus.", at=at(5))
    mission.remark("", "Je relis.", "quentin", at(6))
    found = rounds.of(mission)
    assert (found.sent.when, found.returned.why) == (at(4), "Tournus.")
    assert texts(found.asked) == [("place", "Où ?")] and texts(found.fresh) == [("", "Je relis.")]


def test_nothing_was_sent_back_yet(mission):
    b.fire(mission, "submit", "rose", at=at(1))
    mission.remark("", "Je relis.", "quentin", at(2))
    found = rounds.of(mission)
    assert found.sent is None and texts(found.fresh) == [("", "Je relis.")] and found.former == ()


def test_what_changed_since_is_told_from_then_to_now(mission):
    edited(mission, 0.5, title=["A", "B"])
    b.fire(mission, "submit", "rose", at=at(1))
    sent_back(mission, 2, "Presque.")
    edited(mission, 3, title=["B", "C"], summary=["x", "y"], places=[1, 2])
    edited(mission, 4, title=["C", "D"], places=[2, 1])
    assert rounds.changes(mission, rounds.of(mission).sent) == {"title": ("B", "D"), "summary": ("x", "y")}


def test_remarks_about_fields_are_reason_enough(mission):
    b.fire(mission, "submit", "rose", at=at(1))
    sent_back(mission, 2, title="Trop long.", place="Où ?")
    assert mission.state == "to_complete"
    assert rounds.decided(mission).why == "Trop long.\nOù ?"


def test_an_answer_keeps_the_criteria_as_it_found_them(mission):
    b.fire(mission, "submit", "rose", at=at(1))
    mission.ticks = {}
    act = b.an_act(mission.__parent__.__parent__.__parent__, "quentin", at(2))
    qualifying.answer(act, mission, {"interest"}, "Non.", "refuse")
    deed = rounds.decided(mission)
    assert deed.details["met"] == ["La demande sert un objet d’intérêt général"]
    assert deed.details["unmet"] == ["Le résultat attendu, les dates et le lieu sont clairs", "Elle ne remplace pas un emploi salarié"]
    assert texts(rounds.remarks_with(mission, deed)) == [("", "Non.")]
