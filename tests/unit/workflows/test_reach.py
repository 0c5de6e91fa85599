"""How many more people a mission would suit: each change alone, by the rules by which missions are offered (C10)."""

from datetime import timedelta

import pytest

from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.site import site_of
from mobee_pyr.content.tree import set_private
from mobee_pyr.views.spreading import advised
from mobee_pyr.workflows import profiles
from mobee_pyr.workflows.reach import Advice, reach
from tests import builders as b

OPENED = tuple((part, "organisations") for part in ("skills", "experience", "wishes", "availability", "place"))


@pytest.fixture
def mission():
    culture = b.a_network(b.a_site())
    return b.a_mission(b.an_organisation(culture, referent="rose"), skills=("architecture",), mode="on_site")


def willing(mission, name, **facts):
    site = site_of(mission)
    b.a_role("member", mission.__parent__.__parent__, name)
    said = Profile(skills=(Held("architecture", 4),), found=True, shown=OPENED)
    profiles.change(b.an_act(site, name), "all", **said._replace(**facts)._asdict())


def advised_for(mission, by="rose"):
    found = reach(b.an_act(site_of(mission), by), mission)
    return found.today, {(one.name, one.what): one.more for one in found.advices}


def test_as_it_is(mission):
    willing(mission, "lea")
    assert advised_for(mission) == (1, {})


def test_online_too(mission):
    willing(mission, "lea", mode="online")
    assert advised_for(mission) == (0, {("online", ""): 1})
    assert mission.mode == "on_site", "nothing is changed by asking"


def test_other_dates(mission):
    mission.starts = mission.ends = b.TODAY + timedelta(days=10)
    willing(mission, "lea", until=b.TODAY + timedelta(days=5))
    assert advised_for(mission) == (0, {("dates", ""): 1})


def test_split(mission):
    """Somebody who only lends a hand, to a mission of three days: half of it is still too long, a third is not."""
    mission.skills, mission.days = ("dessin technique", "soudure", "couture"), 3
    willing(mission, "lea", skills=(), formats=("flash",))
    assert advised_for(mission)[1] == {("split", ""): 1}


def test_a_skill_that_is_welcome_rather_than_asked_for(mission):
    mission.skills, mission.domain, mission.title = ("architecture",), "culture", "Aider au chantier"
    willing(mission, "lea", skills=(Held("bicycles", 3),), causes=("culture",))
    today, found = advised_for(mission)
    assert (today, found) == (0, {("skill", "architecture"): 1})


def test_a_mission_that_is_closed_to_those_whom_it_suits(mission):
    willing(mission, "lea")
    set_private(mission, True)
    assert advised_for(mission) == (0, {("visibility", ""): 1})


def test_whoever_looks_who_applied_and_who_did_not_agree_do_not_count(mission):
    willing(mission, "rose")
    willing(mission, "luc", found=False)
    willing(mission, "lea")
    b.an_application(mission, "lea")
    assert advised_for(mission) == (0, {})


@pytest.mark.parametrize(("count", "words"), [(1, "quelques personnes"), (4, "quelques personnes"), (5, "${count} personnes")])
def test_a_few_are_not_counted_out(count, words):
    text, mapping = advised.people(count)
    assert str(text) == words and ("count" in mapping) == (count >= 5)


@pytest.mark.parametrize("name", ["online", "way", "split", "dates", "moments", "skill", "visibility"])
def test_each_advice_can_be_followed(name):
    """Words, and a page of the mission."""
    said = advised.told(Advice(name, 7, "dessin"))
    assert "${people}" in said.text and said.action and said.page
