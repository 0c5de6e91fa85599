"""A mission that asks for too much becomes several (P08, P11)."""

import pytest

from mobee_pyr.check import faults
from mobee_pyr.content import mission_parts, tree
from mobee_pyr.content.place import Place
from mobee_pyr.workflows import splitting
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.splitting import Part
from tests import builders as b


@pytest.fixture
def stones():
    return b.an_organisation(b.a_network(b.a_site(), manager="maud", qualifier="quentin"), referent="rose")


def act(stones, who="rose"):
    return b.an_act(stones.__parent__.__parent__, who)


def whole(stones, **facts):
    said = {"skills": ("droit", "dessin", "web"), "days": 6, "places": 2, "place": Place("Tournus", "71700"), **facts}
    return b.a_mission(stones, "ouvrir", "draft", by="rose", summary="Ouvrir au public.", **said)


def test_a_part_for_each_skill_is_proposed(stones):
    assert splitting.proposed(whole(stones)) == [
        Part("Ouvrir : droit", ("droit",), 2, 2.0),
        Part("Ouvrir : dessin", ("dessin",), 2, 2.0),
        Part("Ouvrir : web", ("web",), 2, 2.0),
    ]


def test_many_skills_make_eight_parts_at_most_and_none_is_lost(stones):
    parts = splitting.proposed(whole(stones, skills=tuple("abcdefghijk")))
    assert len(parts) == 8 and "".join("".join(part.skills) for part in parts) == "abcdefghijk"


def test_without_skills_it_is_split_by_time(stones):
    parts = splitting.proposed(whole(stones, skills=(), days=3))
    assert [(part.title, part.days) for part in parts] == [("Ouvrir (1/2)", 1.5), ("Ouvrir (2/2)", 1.5)]


def test_no_part_is_shorter_than_half_a_day(stones):
    assert [part.days for part in splitting.proposed(whole(stones, days=0.5))] == [0.5] * 3
    stones["ouvrir"].days = None
    assert [part.days for part in splitting.proposed(stones["ouvrir"])] == [None] * 3


def test_parts_are_drafts_beside_it_which_say_what_they_are_part_of(stones):
    mission = whole(stones)
    made = splitting.split(act(stones), mission, splitting.proposed(mission))
    assert mission.state == "split"
    assert [(part.state, part.part_of, part.author, part.__parent__) for part in made] == [("draft", mission.oid, "rose", stones)] * 3
    assert {(part.summary, part.place.city) for part in made} == {("Ouvrir au public.", "Tournus")}
    assert mission_parts.parts_of(mission) == made and mission_parts.whole_of(made[0]) is mission
    assert list(faults(stones.__parent__.__parent__)) == []


def test_totals_count_what_was_not_given_up(stones):
    mission = whole(stones)
    first, second, third = splitting.split(act(stones), mission, splitting.proposed(mission))
    b.fire(third, "cancel", "rose", "Plus besoin.")
    first.state = "closed"
    b.an_application(first, "lea", "completed", hours=7.5)
    found = mission_parts.totals([first, second, third])
    assert found == mission_parts.Totals(parts=2, places=4, taken=1, days=8.0, hours=7.5)
    second.places = None
    assert mission_parts.totals([first, second]).places is None


def test_it_takes_no_part_in_the_network_s_life_any_more(stones):
    """Neither sent, nor published, nor answered: its parts are."""
    mission = whole(stones)
    splitting.split(act(stones), mission, splitting.proposed(mission))
    for name, who in (("submit", "rose"), ("publish", "quentin"), ("cancel", "rose"), ("split", "rose")):
        with pytest.raises(TransitionRefused):
            b.fire(mission, name, who, "Raison.")
    assert mission.waiting == ()


def test_without_parts_nothing_is_split(stones):
    mission = whole(stones)
    with pytest.raises(TransitionRefused):
        b.fire(mission, "split", "rose")
    for count in (1, 9):
        with pytest.raises(TransitionRefused):
            splitting.split(act(stones), mission, [Part(f"Partie {number}") for number in range(count)])
    assert mission.state == "draft"


@pytest.mark.parametrize(("who", "state", "offered"), [
    ("rose", "draft", True), ("rose", "to_complete", True), ("rose", "proposed", True), ("rose", "submitted", False),
    ("rose", "published", False), ("quentin", "draft", False), ("maud", "draft", False), (None, "draft", False),
])  # fmt: skip
def test_who_wrote_it_may_while_it_is_in_their_hands(stones, who, state, offered):
    mission = b.a_mission(stones, "ouvrir", state, by="rose")
    assert splitting.offered(b.the_reader(stones.__parent__.__parent__, who), mission) is offered


def test_the_bin_and_copies_keep_the_tree_sound(stones):
    mission, site = whole(stones), stones.__parent__.__parent__
    first, second, third = splitting.split(act(stones), mission, splitting.proposed(mission))
    tree.delete(third)
    assert mission_parts.parts_of(mission) == [first, second]
    tree.restore(third)
    assert mission_parts.parts_of(mission) == [first, second, third]
    tree.delete(mission)
    assert mission_parts.whole_of(first) is None
    tree.restore(mission)
    twin = tree.copy(stones, stones.__parent__)
    copied = twin["ouvrir"]
    assert [part.part_of for part in mission_parts.parts_of(copied)] == [copied.oid] * 3
    assert not [line for line in faults(site) if "part_of" in line]


def test_a_split_is_undone_while_nobody_has_applied(stones):
    """P08: one draft again; its parts lie in the bin, published ones too."""
    mission = whole(stones)
    parts = splitting.split(act(stones), mission, splitting.proposed(mission))
    b.fire(parts[0], "submit", "rose")
    b.fire(b.qualified(parts[0]), "publish", "quentin")
    splitting.undo(act(stones), mission)
    assert (mission.state, mission_parts.parts_of(mission), all(map(tree.is_deleted, parts))) == ("draft", [], True)
    assert list(faults(stones.__parent__.__parent__)) == []
    assert [part.title for part in splitting.split(act(stones), mission, splitting.proposed(mission))] == [part.title for part in parts]


@pytest.mark.parametrize("state", ["submitted", "withdrawn"])
def test_a_part_to_which_somebody_applied_keeps_it_split(stones, state):
    mission = whole(stones)
    parts = splitting.split(act(stones), mission, splitting.proposed(mission))
    b.an_application(parts[1], "lea", state)
    with pytest.raises(TransitionRefused, match="candidature"):
        splitting.undo(act(stones), mission)
    assert mission.state == "split" and mission_parts.parts_of(mission) == parts
