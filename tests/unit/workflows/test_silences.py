"""Which missions are spoken of, and when: noted beside their organisation, never looked for in all of the tree (C10)."""

from datetime import timedelta

import pytest

from mobee_pyr.content import tree
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import moving, silences
from mobee_pyr.workflows.act import Unanswered
from tests import builders as b

LATER = b.NOW + silences.PATIENCE


@pytest.fixture
def mission():
    culture = b.a_network(b.a_site(), manager="maud", qualifier="quentin")
    node = b.qualified(b.a_mission(b.an_organisation(culture, referent="rose"), state="submitted", by="rose"))
    b.fire(node, "publish", "quentin")
    assert node.noted_silence == LATER.date()
    return node


def told(mission, moment=LATER):
    heard = []
    silences.run(b.an_act(site_of(mission), None, moment, (heard.append,)))
    return [event.node for event in heard if isinstance(event, Unanswered)]


def test_told_once_from_the_tenth_day_on(mission):
    assert told(mission, LATER - timedelta(minutes=1)) == []
    assert told(mission) == [mission]
    assert told(mission, LATER + timedelta(days=30)) == []
    assert list(mission.__parent__.silences) == []


@pytest.mark.parametrize(("name", "reason"), [("cancel", "Reporté"), ("pause", "")])
def test_what_is_not_open_is_not_spoken_of(mission, name, reason):
    b.fire(mission, name, "rose", reason)
    assert (mission.noted_silence, told(mission)) == (None, [])


def test_after_a_pause_it_is_spoken_of_again(mission):
    b.fire(mission, "pause", "rose")
    b.fire(mission, "resume", "rose")
    assert told(mission) == [mission]


def test_one_application_is_enough(mission):
    b.an_application(mission, "lea")
    assert told(mission) == [] and mission.noted_silence is None


def test_a_mission_that_is_over_is_left_alone(mission):
    mission.ends = LATER.date() - timedelta(days=1)
    assert told(mission) == [] and told(mission, LATER + timedelta(days=9)) == []


def test_moved_it_is_noted_where_it_stands_deleted_nowhere(mission):
    former = mission.__parent__
    other = b.an_organisation(former.__parent__, "ailleurs")
    moving.move(b.an_act(site_of(mission), "rose"), mission, other)
    assert (list(former.silences), len(other.silences)) == ([], 1)
    moving.delete(b.an_act(site_of(mission), "rose"), mission)
    assert told(mission) == []


def test_a_copy_has_its_own_ten_days(mission):
    told(mission)
    twin = tree.copy(mission, mission.__parent__)
    assert (twin.told_silence, twin.noted_silence) == (None, None)


def test_what_was_published_before_such_notes_is_found(mission):
    """A tree of before the upgrade: looked through once, an organisation at a time."""
    organisation = mission.__parent__
    organisation.silences, mission.noted_silence = None, None
    assert told(mission) == [mission]


def test_so_many_at_a_time(mission, monkeypatch):
    monkeypatch.setattr(silences, "MOST", 1)
    second = b.a_mission(mission.__parent__, "relire-un-bail")
    silences.note(second)
    assert len(told(mission)) == 1 and len(told(mission)) == 1 and told(mission) == []
