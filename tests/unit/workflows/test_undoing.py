"""Taking a deed back: by whom, how long, and why not (M32)."""

import pytest

from mobee_pyr.content import journal, past, tree
from mobee_pyr.workflows import arranging, moving, undoing
from mobee_pyr.workflows.undoing import UndoRefused
from tests.builders import (
    a_mission,
    a_network,
    a_programme,
    a_role,
    a_site,
    an_act,
    an_application,
    an_organisation,
    fire,
    the_reader,
)


@pytest.fixture
def site():
    site = a_site()
    culture = a_network(site, "culture", manager="maud")
    an_organisation(culture, "pierres-vivantes", referent=("rose", "remi"), by="rose")
    an_organisation(culture, "les-vignes", referent="rose", by="rose")
    a_network(site, "sports", manager="helene")
    return site


@pytest.fixture
def stones(site):
    return tree.find(site, "/culture/pierres-vivantes")


@pytest.fixture
def vines(site):
    return tree.find(site, "/culture/les-vignes")


def last(node):
    return journal.last(node.journal)


def refused(site, who, node, number=None):
    return undoing.refusal(the_reader(site, who), node, last(node) if number is None else number)


def undo(site, who, node, number=None):
    undoing.undo(an_act(site, who), node, last(node) if number is None else number)


def test_a_name_comes_back_and_undoing_can_be_undone(site, stones):
    programme = a_programme(stones, "toits")
    tree.rename(programme, "toitures", "rose")
    renamed = last(programme)
    undo(site, "rose", programme)
    assert programme.__name__ == "toits" and stones["toits"] is programme
    assert past.found(programme, last(programme)).details["undoes"] == renamed and past.undone(programme) == {renamed}
    assert refused(site, "rose", programme, renamed) == undoing.ALREADY
    undo(site, "rose", programme)
    assert programme.__name__ == "toitures"


def test_a_name_that_is_taken_since_does_not_come_back(site, stones):
    programme = a_programme(stones, "toits")
    tree.rename(programme, "toitures", "rose")
    a_programme(stones, "toits")
    assert refused(site, "rose", programme) == undoing.PLACE_GONE
    with pytest.raises(UndoRefused):
        undo(site, "rose", programme)
    assert programme.__name__ == "toitures"


def test_a_move_is_taken_back_unless_the_place_is_gone(site, stones, vines):
    mission = a_mission(stones, by="rose")
    moving.move(an_act(site, "rose"), mission, vines)
    undo(site, "rose", mission)
    assert mission.__parent__ is stones
    moving.move(an_act(site, "rose"), mission, vines)
    moving.delete(an_act(site, "maud"), stones)
    assert refused(site, "rose", mission) == undoing.PLACE_GONE


def test_the_bin_gives_back_to_who_put_it_there_or_manages(site, stones):
    mission = a_mission(stones, by="rose")
    moving.delete(an_act(site, "rose"), mission)
    assert [refused(site, who, mission) for who in ("remi", "helene", None)] == [undoing.NOT_YOURS] * 3
    assert refused(site, "rose", mission) is None and refused(site, "maud", mission) is None
    undo(site, "rose", mission)
    assert stones["plan-de-la-nef"] is mission and past.undone(mission)


def test_what_was_only_just_made_goes_and_what_is_in_use_stays(site, stones):
    made, used, sent, touched = (
        a_mission(stones, name, state=state, by="rose")
        for name, state in zip("abcd", ("draft", "draft", "submitted", "draft"), strict=True)
    )
    an_application(used, by="noe")
    touched.record("remi", "edited", title=["D", "d"])
    created = {
        node: next(number for number, deed in node.journal.items() if deed.what == "created") for node in (made, used, sent, touched)
    }
    assert [refused(site, "maud", node, created[node]) for node in (used, sent, touched)] == [undoing.IN_USE] * 3
    undo(site, "rose", made, created[made])
    assert tree.is_deleted(made)
    assert refused(site, "maud", stones, 0) == undoing.ELSEWHERE, "an organisation is not unmade by a click"


def test_the_last_deed_of_ones_own_and_any_for_who_manages(site, stones, vines):
    programme = a_programme(stones, "toits")
    tree.rename(programme, "toitures", "rose")
    renamed = last(programme)
    moving.move(an_act(site, "rose"), programme, vines)
    assert refused(site, "rose", programme, renamed) == undoing.NOT_LAST
    assert refused(site, "maud", programme, renamed) is None
    assert refused(site, "remi", programme) == undoing.NOT_YOURS


def test_who_lost_the_right_since_undoes_nothing(site, stones):
    programme = a_programme(stones, "toits")
    tree.rename(programme, "toitures", "rose")
    site.membership.forget(stones.oid)
    assert refused(site, "rose", programme) == undoing.NO_RIGHT


def test_a_gate_is_opened_and_closed_again(site, stones):
    mission = a_mission(stones, by="rose")
    tree.set_private(mission, True, "rose")
    undo(site, "rose", mission)
    assert not mission.private and mission.oid not in site.private_nodes
    undo(site, "rose", mission)
    assert mission.private


@pytest.mark.parametrize(("what", "why"), [("message", undoing.TOLD), ("step approved", undoing.TOLD), ("granted", undoing.ELSEWHERE)])
def test_what_others_know_already_stays_known(site, stones, what, why):
    mission = a_mission(stones, by="rose")
    mission.record("rose", what)
    assert refused(site, "rose", mission) == why == refused(site, "maud", mission)


def test_a_transition_was_told(site, stones):
    mission = a_mission(stones, by="rose")
    fire(mission, "pause", by="rose", reason="Travaux.")
    assert refused(site, "rose", mission) == undoing.TOLD
    assert refused(site, "maud", mission, 99) == undoing.NOT_YOURS


def test_a_page_goes_back_only_to_where_one_may_add_it(site, stones):
    """Whoever manages the network that it came to has no say in the one that it came from."""
    rowing = an_organisation(site["sports"], "les-rames")
    programme = a_programme(stones, by="rose")
    moving.move(an_act(site, None), programme, rowing)
    assert refused(site, "helene", programme) == arranging.CLOSED_PLACE
    a_role("manager", site["culture"], "helene")
    assert refused(site, "helene", programme) is None


def test_an_edit_is_taken_back_by_whoever_may_edit_and_nobody_else(site, stones):
    """Not even by the manager of the network, where a draft is its authors' alone."""
    mission = a_mission(stones, state="draft", by="rose")
    mission.record("rose", "edited", title=["a", "b"])
    assert [refused(site, who, mission) for who in ("rose", "remi", "maud", "helene")] == [None, None, undoing.NO_RIGHT, undoing.NO_RIGHT]


def test_what_came_back_from_the_bin_stays_while_somebody_is_engaged_in_it(site, stones):
    mission = a_mission(stones, by="rose")
    moving.delete(an_act(site, "rose"), mission)
    undo(site, "rose", mission)
    assert refused(site, "rose", mission) is None
    answer = an_application(mission, by="noe")
    assert refused(site, "maud", mission) == undoing.IN_USE
    fire(answer, "decline", by="rose", reason="Trop tard.")
    assert refused(site, "maud", mission) is None
