"""What a node said before, rebuilt from its journal (M32)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobee_pyr.content import journal, past
from mobee_pyr.content.merging import merge
from mobee_pyr.content.mission import Mission
from mobee_pyr.views.writing.texts import TEXTS, correct
from tests.builders import NOW, a_mission, a_network, a_site, an_act, an_organisation

LONG = "Relever la nef romane, travée par travée. " * 30


@pytest.fixture
def plan():
    stones = an_organisation(a_network(a_site(), "culture"), "pierres-vivantes", referent="rose")
    return a_mission(stones, "plan-de-la-nef", by="rose")


def edited(node, **answers):
    site = node.__parent__.__parent__.__parent__
    correct(an_act(site, "rose"), node, TEXTS["mission"].read(node) | answers)
    return journal.last(node.journal)


def test_a_short_answer_is_kept_as_it_is_and_a_long_one_small(plan):
    """The journal holds plain data only, and two long texts that share most of their words hardly more than one."""
    edited(plan, description=LONG, places=3, moments={"evenings"})
    edited(plan, description=LONG + "Merci.", summary="")
    first, second = (past.found(plan, number) for number in (journal.last(plan.journal) - 1, journal.last(plan.journal)))
    assert first.details["places"] == [1, 3] and first.details["moments"] == [[], ["evenings"]]
    assert isinstance(second.details["description"], bytes) and len(second.details["description"]) < len(LONG) / 4
    assert past.changes(second)["description"] == (LONG.strip(), f"{LONG}Merci.")


def test_a_detail_that_is_no_change_is_none():
    assert [past.pair(detail) for detail in ("submitted", 3, ["a", "b"], ["a", "b", "c"])] == [None, None, ("a", "b"), None]
    assert past.pair(past.kept(LONG, "\0")) == (LONG, "\0"), "a text that holds the very sign between the two is kept as it is"


def test_the_page_as_it_was_at_each_deed(plan):
    begun = journal.last(plan.journal)
    first = edited(plan, title="Un plan", days=Decimal("2.5"), moments={"evenings"})
    edited(plan, title="Un beau plan", moments={"evenings", "weekends"})
    now = TEXTS["mission"].read(plan)
    assert past.as_of(plan, now, first)["title"] == "Un plan" and past.as_of(plan, now, first)["days"] == Decimal("2.5")
    assert past.as_of(plan, now, first)["moments"] == {"evenings"}
    assert past.as_of(plan, now, begun)["title"] == "Plan de la nef" and past.as_of(plan, now, begun)["moments"] == set()


def test_one_edit_is_taken_back_and_what_came_after_it_stays(plan):
    """What a later edit changed again is let be, unless the two touch other words of one text."""
    first = edited(plan, title="Un plan", schedule="Le mardi", summary="Dessiner la nef romane en plan.")
    edited(plan, title="Un beau plan", summary="Dessiner la nef romane en plan, à l’encre.")
    wanted, held = past.without(plan, TEXTS["mission"].read(plan), first)
    assert held == ["title", "summary"] and wanted["title"] == "Un beau plan" and wanted["schedule"] == ""


@pytest.mark.parametrize(
    ("mine", "theirs", "text", "clean"),
    [
        ("un deux TROIS quatre", "UN deux trois quatre", "UN deux TROIS quatre", True),
        ("un deux trois quatre cinq", "un deux trois quatre", "un deux trois quatre cinq", True),
        ("un DEUX trois quatre", "un 2 trois quatre", "un DEUX trois quatre", False),
        ("un DEUX trois quatre", "un DEUX trois quatre", "un DEUX trois quatre", True),
        ("", "un deux trois QUATRE", "", False),
        ("un deux trois quatre cinq", "un DEUX trois quatre", "un DEUX trois quatre cinq", True),
    ],
)
def test_two_texts_meet_word_by_word(mine, theirs, text, clean):
    assert merge("un deux trois quatre", mine, theirs) == (text, clean)


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text("ab é\n", min_size=1, max_size=6),
        "description": st.text("abc \n\N{NULL}", max_size=8).map(lambda text: text * 90),
        "places": st.none() | st.integers(1, 9),
        "days": st.none() | st.sampled_from((Decimal("0.5"), Decimal(2))),
        "moments": st.sets(st.sampled_from(("evenings", "weekends", "own-pace"))),
        "starts": st.none() | st.dates(),
        "skills": st.sampled_from(("", "dessin", "dessin, encre")),
    },
)


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(st.tuples(st.sampled_from(("edit", "revert", "undo", "other")), ANSWERS, st.integers(0, 30)), max_size=12))
def test_whatever_was_edited_reverted_and_undone_the_page_as_of_a_deed_is_what_was_recorded_then(steps):
    """M32: the journal alone rebuilds every version, exactly."""
    node, answers = Mission("Plan", created=NOW), TEXTS["mission"].read
    site = a_site()
    node.__parent__ = an_organisation(a_network(site, "culture"), "pierres-vivantes", referent="rose")
    node.record("rose", "created", when=NOW)
    recorded = {0: answers(node)}
    for what, said, pick in steps:
        number = pick % len(recorded)
        if what == "other":
            node.record("rose", "message", when=NOW)
        elif what == "edit":
            correct(an_act(site, "rose"), node, answers(node) | said)
        elif what == "revert":
            correct(an_act(site, "rose"), node, past.as_of(node, answers(node), number), back_to=number)
        else:
            correct(an_act(site, "rose"), node, past.without(node, answers(node), number)[0], undoes=number)
        recorded[journal.last(node.journal)] = answers(node)
    for number, then in recorded.items():
        assert past.as_of(node, answers(node), number) == then
