"""What is moved, copied, deleted or restored is waited for where it now stands (M03)."""

from datetime import date

import pytest

from mobee_pyr.content import tree
from mobee_pyr.content.tree import PlaceRefused
from mobee_pyr.workflows import moving, todo
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.loader import load
from tests import builders as b

ASKED = 'subject = "request"\n[[steps]]\nwho = ["organisation.manager"]\ndeadline = 2\noverdue = ["remind"]\n'


@pytest.fixture
def culture():
    return b.a_network(b.a_site(), "culture", manager="maud", qualifier="quentin")


@pytest.fixture
def sports(culture):
    return b.a_network(culture.__parent__, "sports", manager="sam", qualifier="sonia")


def expects(site, who):
    return sorted(node.__name__ for node in todo.things_to_do(b.the_reader(site, who)))


def act(network):
    return b.an_act(network.__parent__, "maud")


def test_what_is_moved_waits_for_others(culture, sports):
    site = culture.__parent__
    stones = b.an_organisation(culture, referent="rose")
    b.a_mission(stones, "plan", "submitted", by="rose")
    b.an_application(b.a_mission(stones, "nef"), "lea")
    assert (expects(site, "quentin"), expects(site, "sonia"), expects(site, "rose")) == (["plan"], [], ["lea"])
    moving.move(act(culture), stones, sports)
    assert (expects(site, "quentin"), expects(site, "sonia"), expects(site, "rose")) == ([], ["plan"], ["lea"])


def test_a_mission_moved_to_another_organisation_waits_for_its_referent(culture):
    site = culture.__parent__
    stones, club = b.an_organisation(culture, referent="rose"), b.an_organisation(culture, "club", referent="remi")
    mission = b.a_mission(stones)
    b.an_application(mission, "lea")
    moving.move(act(culture), mission, club)
    assert (expects(site, "rose"), expects(site, "remi")) == ([], ["lea"])


def test_a_deadline_goes_along(culture):
    stones, club = b.an_organisation(culture, manager="mona"), b.an_organisation(culture, "club")
    choice.put(stones, load(ASKED, "test"))
    mission = b.a_mission(stones, state="draft", by="nina")
    b.fire(mission, "submit", "nina")
    assert list(stones.overdue(date(2100, 1, 1))) == [mission.oid]
    moving.move(act(culture), mission, club)
    assert (list(stones.overdue(date(2100, 1, 1))), list(club.overdue(date(2100, 1, 1)))) == ([], [mission.oid])
    moving.delete(act(culture), mission)
    assert list(club.overdue(date(2100, 1, 1))) == []
    moving.restore(act(culture), mission)
    assert list(club.overdue(date(2100, 1, 1))) == [mission.oid]


def test_what_lies_in_the_bin_waits_for_nobody_until_it_is_back(culture):
    site = culture.__parent__
    mission = b.a_mission(b.an_organisation(culture, referent="rose"))
    b.an_application(mission, "lea")
    moving.delete(act(culture), mission, "En double")
    assert expects(site, "rose") == []
    moving.restore(act(culture), mission)
    assert expects(site, "rose") == ["lea"]


def test_a_copy_begins_where_its_workflow_begins(culture):
    stones = b.an_organisation(culture, referent="rose")
    mission = b.a_mission(stones)
    b.an_application(mission, "lea")
    twin = moving.copy(act(culture), mission, stones)
    assert (twin.state, list(twin.inside())) == ("draft", [])


def test_a_refused_move_changes_nothing(culture):
    site, stones = culture.__parent__, b.an_organisation(culture, referent="rose")
    mission = b.a_mission(stones)
    b.an_application(mission, "lea")
    with pytest.raises(PlaceRefused):
        moving.move(act(culture), mission, culture)
    assert expects(site, "rose") == ["lea"]
    assert tree.find(site, "/culture/pierres-vivantes/plan-de-la-nef") is mission
