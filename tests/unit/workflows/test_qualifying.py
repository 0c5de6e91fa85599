"""The queue of a network's team, and its answers (M69, M70)."""

from datetime import timedelta

import pytest

from mobee_pyr.workflows import qualifying
from mobee_pyr.workflows.engine import TransitionRefused
from tests import builders as b


@pytest.fixture
def culture():
    return b.a_network(b.a_site(), manager="maud", qualifier="quentin")


@pytest.fixture
def stones(culture):
    return b.an_organisation(culture, referent="rose")


def names(who, network):
    return [node.__name__ for node in qualifying.queue(b.the_reader(network.__parent__, who), network)]


def sent(stones, name, hours, by="rose"):
    """A mission sent to the team some hours after the beginning."""
    mission = b.a_mission(stones, name, "draft", by=by)
    b.fire(mission, "submit", by, at=b.NOW + timedelta(hours=hours))
    return mission


def test_the_longest_waiting_comes_first_and_who_qualifies_nothing_sees_nothing(culture, stones):
    sent(stones, "second", 2)
    sent(stones, "first", 1)
    b.an_organisation(culture, "third", state="proposed", referent="paul")
    assert names("quentin", culture) == names("maud", culture)
    assert [name for name in names("quentin", culture) if name != "third"] == ["first", "second"]
    assert names("rose", culture) == names(None, culture) == []


def test_another_network_s_requests_never_stand_in_the_queue(culture, stones):
    sports = b.a_network(culture.__parent__, "sports", qualifier="quentin")
    sent(b.an_organisation(sports, "club", referent="rose"), "elsewhere", 1)
    assert names("quentin", culture) == []


def test_what_was_sent_back_waits_for_its_author_and_leaves_the_queue(culture, stones):
    mission = sent(stones, "nef", 1)
    fresh = b.an_organisation(culture, "fresque", state="proposed", referent="paul", by="paul")
    for node in (mission, fresh):
        b.fire(node, "ask_for_more", "quentin", "Où ?")
    assert names("quentin", culture) == []
    assert qualifying.awaits_its_author(mission) and qualifying.awaits_its_author(fresh)
    assert qualifying.sent_back_states(culture) == ("to_complete",)
    b.fire(mission, "complete", "rose")
    assert names("quentin", culture) == ["nef"] and not qualifying.awaits_its_author(mission)


def test_only_mandatory_criteria_are_counted(stones):
    mission = sent(stones, "nef", 1)
    assert qualifying.ticked(mission) == (0, 3)
    qualifying.answer(b.an_act(stones.__parent__.__parent__, "quentin"), mission, {"interest", "inclusive", "unheard-of"}, "")
    assert qualifying.ticked(mission) == (1, 3) and set(mission.ticks) == {"interest", "inclusive"}
    assert qualifying.last_dealt_with(mission).who == "quentin"


def test_the_next_one_is_the_one_that_follows_then_the_first_again(culture, stones):
    first, second, third = (sent(stones, name, hour) for hour, name in enumerate(("one", "two", "three"), 1))
    quentin = b.the_reader(culture.__parent__, "quentin")
    assert qualifying.following(quentin, culture, first) is second
    assert qualifying.following(quentin, culture, third) is first
    b.fire(b.qualified(second), "publish", "quentin")
    assert qualifying.following(quentin, culture, second) is first
    for node in (first, third):
        b.fire(b.qualified(node), "publish", "quentin")
    assert qualifying.following(quentin, culture, third) is None


def test_one_s_own_request_is_never_the_next_one(culture, stones):
    other = sent(stones, "other", 1)
    b.a_role("referent", stones, "quentin")
    own = sent(stones, "own", 2, by="quentin")
    quentin = b.the_reader(culture.__parent__, "quentin")
    assert names("quentin", culture) == ["other", "own"]
    assert qualifying.decisions(quentin, own) == []
    assert qualifying.following(quentin, culture, other) is None


def test_a_refused_answer_leaves_everything_as_it_was(culture, stones):
    mission = sent(stones, "nef", 1)
    act, deeds = b.an_act(culture.__parent__, "quentin"), len(mission.journal)
    for decision, remark in (("publish", "Presque."), ("refuse", ""), ("unheard-of", "Hm.")):
        with pytest.raises(TransitionRefused):
            qualifying.answer(act, mission, {"interest"}, remark, decision)
        assert (mission.ticks, mission.remarks, mission.state, len(mission.journal)) == ({}, (), "submitted", deeds)


def test_an_answer_without_a_decision_keeps_the_ticks_and_the_remark(culture, stones):
    mission = sent(stones, "nef", 1)
    quentin, maud = (b.an_act(culture.__parent__, who) for who in ("quentin", "maud"))
    qualifying.answer(quentin, mission, {"interest"}, "Je relis demain.")
    qualifying.answer(maud, mission, {"interest", "clear"}, "")
    assert {name: tick.who for name, tick in mission.ticks.items()} == {"interest": "quentin", "clear": "maud"}
    assert [(remark.text, remark.who) for remark in mission.remarks] == [("Je relis demain.", "quentin")]
    assert [(deed.what, deed.who) for deed in mission.deeds()][:2] == [("criteria ticked", "maud"), ("criteria ticked", "quentin")]
    qualifying.answer(maud, mission, {"interest", "clear"}, "Merci.")
    assert next(mission.deeds()).what == "remarked"
    before = len(mission.journal)
    qualifying.answer(maud, mission, {"interest", "clear"}, "")
    assert len(mission.journal) == before


def test_what_else_holds_a_publication_back_is_told(culture):
    waiting = b.an_organisation(culture, "fresque", referent="paul")
    mission = sent(waiting, "nef", 1, by="paul")
    b.fire(waiting, "suspend", "maud", "Un doute.")
    offered = qualifying.decisions(b.the_reader(culture.__parent__, "quentin"), mission)
    assert [str(text) for text in qualifying.hindrances(mission, offered)] == ["L’organisation doit d’abord être acceptée dans le réseau."]
