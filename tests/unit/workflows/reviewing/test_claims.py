"""Claims: one takes care, the others see it; it ends by itself (M70)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mobee_pyr.workflows import absence, qualifying, yes
from mobee_pyr.workflows.act import TakenOver
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.reviewing import claims
from tests import builders as b

THURSDAY, FRIDAY, MONDAY = date(2025, 3, 6), date(2025, 3, 7), date(2025, 3, 10)
"""NOW is the Monday before: three worked days go until Thursday."""


@pytest.fixture
def culture():
    return b.a_network(b.a_site(), manager="maud", qualifier=["quentin", "zoe"])


@pytest.fixture
def mission(culture):
    node = b.a_mission(b.an_organisation(culture, referent="rose"), "nef", "draft", by="rose")
    b.fire(node, "submit", "rose")
    return b.qualified(node)


def act(node, who, at=b.NOW, *listeners):
    return b.an_act(node.__parent__.__parent__.__parent__, who, at, listeners)


def held_by(node, day=b.TODAY):
    claim = claims.holder(node, day)
    return None if claim is None else claim.who


def test_whoever_comes_second_reads_who_was_first(mission):
    claims.take(act(mission, "quentin"), mission)
    with pytest.raises(claims.ClaimRefused) as refused:
        claims.take(act(mission, "zoe"), mission)
    assert refused.value.message.mapping == {"who": "Quentin", "when": "03/03/2025 09:00 UTC"}
    assert held_by(mission) == "quentin"


def test_taking_it_twice_or_leaving_what_is_another_s_changes_nothing(mission):
    claims.take(act(mission, "quentin"), mission)
    before = mission.claim, len(mission.journal)
    claims.take(act(mission, "quentin", b.NOW + timedelta(hours=1)), mission)
    assert not claims.release(act(mission, "zoe"), mission)
    assert (mission.claim, len(mission.journal)) == before


def test_a_claim_is_released_by_whoever_made_it(mission):
    claims.take(act(mission, "quentin"), mission)
    assert claims.release(act(mission, "quentin"), mission)
    assert held_by(mission) is None and [deed.what for deed in mission.deeds()][:2] == ["released", "claimed"]


def test_who_takes_over_names_the_former_who_is_told(mission):
    told = []
    claims.take(act(mission, "quentin"), mission)
    with pytest.raises(claims.ClaimRefused):
        claims.take(act(mission, "zoe", b.NOW, told.append), mission, over="maud")
    claims.take(act(mission, "zoe", b.NOW, told.append), mission, over="quentin")
    assert held_by(mission) == "zoe"
    assert [(type(event), event.former, event.act.who) for event in told] == [(TakenOver, "quentin", "zoe")]


@pytest.mark.parametrize(("day", "who"), [(b.TODAY, "quentin"), (THURSDAY, "quentin"), (FRIDAY, None), (MONDAY, None)])
def test_it_lapses_after_three_worked_days_without_a_deed(mission, day, who):
    claims.take(act(mission, "quentin"), mission)
    assert held_by(mission, day) == who
    assert claims.idle(mission, day) is (who is None)


def test_each_deed_makes_it_last(mission):
    claims.take(act(mission, "quentin"), mission)
    later = datetime(2025, 3, 6, 9, tzinfo=UTC)
    qualifying.answer(act(mission, "quentin", later), mission, set(mission.ticks), "Je relis demain.")
    assert held_by(mission, MONDAY) == "quentin" and held_by(mission, date(2025, 3, 12)) is None


def test_another_one_may_take_what_lapsed(mission):
    claims.take(act(mission, "quentin"), mission)
    claims.take(act(mission, "zoe", datetime(2025, 3, 10, 9, tzinfo=UTC)), mission)
    assert held_by(mission, MONDAY) == "zoe" and next(mission.deeds()).what == "claimed"


def test_it_ends_with_the_role(culture, mission):
    claims.take(act(mission, "quentin"), mission)
    culture.__parent__.membership.revoke("quentin", "qualifier", culture.oid)
    assert held_by(mission) is None


def test_it_ends_with_an_absence(culture, mission):
    claims.take(act(mission, "quentin"), mission)
    site = culture.__parent__
    absence.go(b.an_act(site), b.a_person(site, "quentin"), b.a_person(site, "zoe"), THURSDAY, FRIDAY)
    assert held_by(mission) == "quentin" and held_by(mission, THURSDAY) is None


def test_it_ends_with_the_decision(mission):
    claims.take(act(mission, "quentin"), mission)
    b.fire(mission, "publish", "quentin")
    assert mission.claim is None


def test_nobody_answers_over_the_head_of_whoever_takes_care(mission):
    """Neither by the checklist, nor by the engine, nor from the list of things to do."""
    claims.take(act(mission, "quentin"), mission)
    zoe = b.the_reader(mission.__parent__.__parent__.__parent__, "zoe")
    assert yes.yes_to(zoe, mission, b.TODAY) is None
    for way in (
        lambda: b.fire(mission, "publish", "zoe"),
        lambda: qualifying.answer(act(mission, "zoe"), mission, set(), "Non.", "refuse"),
        lambda: qualifying.answer(act(mission, "zoe"), mission, set(), "Je passe."),
        lambda: yes.say_yes(act(mission, "zoe"), zoe, mission, yes.mark(mission)),
    ):
        with pytest.raises(TransitionRefused):
            way()
    assert mission.state == "submitted" and mission.remarks == () and mission.ticks
    claims.take(act(mission, "zoe"), mission, over="quentin")
    b.fire(mission, "publish", "zoe")
    assert mission.state == "published"


def test_the_author_is_not_held_up_by_it(mission):
    claims.take(act(mission, "quentin"), mission)
    b.fire(mission, "take_back", "rose")
    assert mission.state == "draft" and mission.claim is None


def test_the_next_one_is_one_that_nobody_else_takes_care_of(culture, mission):
    other, third = (b.a_mission(mission.__parent__, name, "draft", by="rose") for name in ("other", "third"))
    for hours, node in enumerate((other, third), 1):
        b.fire(node, "submit", "rose", at=b.NOW + timedelta(hours=hours))
    claims.take(act(mission, "quentin"), other)
    zoe, quentin = (b.the_reader(culture.__parent__, who) for who in ("zoe", "quentin"))
    assert qualifying.following(zoe, culture, mission, b.TODAY) is third
    assert qualifying.following(quentin, culture, mission, b.TODAY) is other


def test_a_copy_is_nobody_s(mission):
    from mobee_pyr.content import tree

    claims.take(act(mission, "quentin"), mission)
    assert tree.copy(mission, mission.__parent__).claim is None
