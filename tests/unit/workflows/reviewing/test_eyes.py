"""Two pairs of eyes: two different people, whatever the way in which the decision comes (M69, M70)."""

from datetime import timedelta

import pytest

from mobee_pyr.content.access import Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.workflows import absence, corrections, engine, qualifying, todo, volunteering, yes
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.reviewing import eyes, team
from mobee_pyr.workflows.reviewing.settings import Desk, of
from tests import builders as b


@pytest.fixture
def culture():
    network = b.a_network(b.a_site(), manager="maud", qualifier=["quentin", "zoe"])
    team.change(b.an_act(network.__parent__, "maud"), network, Desk(two_eyes=("organisation", "request")))
    return network


@pytest.fixture
def stones(culture):
    return b.an_organisation(culture, referent="rose")


def sent(stones, by="rose", name="nef"):
    mission = b.a_mission(stones, name, "draft", by=by)
    b.fire(mission, "submit", by)
    return b.qualified(mission)


def test_the_first_agreement_is_an_opinion_and_another_person_s_decides(stones):
    mission = sent(stones)
    fired = b.fire(mission, "publish", "quentin", "Beau projet.")
    assert fired is eyes.AGREE and mission.state == "submitted"
    assert (mission.opinion.who, mission.opinion.decision, mission.opinion.remark) == ("quentin", "publish", "Beau projet.")
    assert b.fire(mission, "publish", "zoe").name == "publish"
    assert mission.state == "published" and mission.opinion is None


def test_an_organisation_needs_two_as_well(culture):
    fresh = b.qualified(b.an_organisation(culture, "fresque", state="proposed", referent="paul", by="paul"))
    b.fire(fresh, "accept", "maud")
    assert fresh.state == "proposed"
    b.fire(fresh, "accept", "quentin")
    assert fresh.state == "active"


def test_where_nobody_asks_for_it_one_person_is_enough(culture, stones):
    team.change(b.an_act(culture.__parent__, "maud"), culture, Desk(two_eyes=("organisation",)))
    mission = sent(stones)
    b.fire(mission, "publish", "quentin")
    assert mission.state == "published"


@pytest.mark.parametrize("name", ["refuse", "ask_for_more"])
def test_a_no_needs_one_person(stones, name):
    mission = sent(stones)
    b.fire(mission, name, "quentin", "Trop vague.")
    assert mission.state in ("refused", "to_complete")


def test_the_first_may_still_say_no_and_the_opinion_falls(stones):
    mission = sent(stones)
    b.fire(mission, "publish", "quentin")
    b.fire(mission, "ask_for_more", "quentin", "Je me suis trompé.")
    assert mission.state == "to_complete" and mission.opinion is None


def by_engine(act, who, mission):
    engine.fire(act, mission, "publish")


def by_page(act, who, mission):
    qualifying.answer(act, mission, set(mission.ticks), "", "publish")


def by_list(act, who, mission):
    yes.say_yes(act, who, mission, yes.mark(mission))


WAYS = (by_engine, by_page, by_list)


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_two_people(culture, stones, way):
    """Whatever the way: the engine (any page, several at once), the checklist, the list of things to do."""
    mission = sent(stones)
    b.fire(mission, "publish", "quentin")
    with pytest.raises(TransitionRefused):
        way(b.an_act(culture.__parent__, "quentin"), b.the_reader(culture.__parent__, "quentin"), mission)
    assert mission.state == "submitted"
    way(b.an_act(culture.__parent__, "zoe"), b.the_reader(culture.__parent__, "zoe"), mission)
    assert mission.state == "published"


@pytest.mark.parametrize("way", WAYS)
def test_another_role_makes_no_other_person(culture, stones, way):
    mission = sent(stones)
    b.fire(mission, "publish", "quentin")
    culture.__parent__.membership.revoke("quentin", "qualifier", culture.oid)
    b.a_role("manager", culture, "quentin")
    with pytest.raises(TransitionRefused):
        way(b.an_act(culture.__parent__, "quentin"), b.the_reader(culture.__parent__, "quentin"), mission)
    assert mission.state == "submitted"


def away(culture, absent, deputy):
    """``deputy``, a mere member of the network, answers for ``absent`` from now on."""
    site = culture.__parent__
    b.a_role("member", culture, deputy)
    people = (b.a_person(site, absent), b.a_person(site, deputy))
    absence.go(b.an_act(site, absent), *people, b.TODAY, b.TODAY + timedelta(days=9))


def test_a_deputy_of_the_first_is_not_the_second(culture, stones):
    mission = sent(stones)
    b.fire(mission, "publish", "quentin")
    away(culture, "quentin", "dora")
    with pytest.raises(TransitionRefused):
        b.fire(mission, "publish", "dora")
    assert mission.state == "submitted"


def test_whoever_is_back_does_not_follow_their_own_deputy(culture, stones):
    mission = sent(stones)
    away(culture, "quentin", "dora")
    assert b.fire(mission, "publish", "dora") is eyes.AGREE
    absence.come_back(b.an_act(culture.__parent__, "quentin"), b.a_person(culture.__parent__, "quentin"))
    for who in ("quentin", "dora"):
        with pytest.raises(TransitionRefused):
            b.fire(mission, "publish", who)
    b.fire(mission, "publish", "maud")
    assert mission.state == "published"


def test_a_deputy_of_two_speaks_for_one_at_a_time(culture, stones):
    """Whoever answers for the first and for another one has one pair of eyes."""
    mission = sent(stones)
    b.fire(mission, "publish", "quentin")
    away(culture, "quentin", "dora")
    away(culture, "zoe", "dora")
    with pytest.raises(TransitionRefused):
        b.fire(mission, "publish", "dora")


def test_a_deputy_who_qualifies_in_their_own_name_may_be_second(culture, stones):
    mission = sent(stones)
    b.fire(mission, "publish", "quentin")
    site = culture.__parent__
    absence.go(b.an_act(site), b.a_person(site, "quentin"), b.a_person(site, "zoe"), b.TODAY, b.TODAY + timedelta(days=9))
    b.fire(mission, "publish", "zoe")
    assert mission.state == "published"


def test_nobody_is_the_system(stones):
    mission = sent(stones)
    with pytest.raises(TransitionRefused):
        b.fire(mission, "publish", None)
    assert mission.opinion is None


def test_the_author_is_neither_of_the_two(culture, stones):
    b.a_role("referent", stones, "quentin")
    mission = sent(stones, by="quentin")
    with pytest.raises(TransitionRefused):
        b.fire(mission, "publish", "quentin")
    assert mission.opinion is None


def test_a_correction_makes_the_opinion_fall(culture, stones):
    mission = sent(stones)
    b.fire(mission, "publish", "quentin")
    corrections.follow(b.an_act(culture.__parent__, "rose"), mission, {"title"})
    assert mission.opinion is None
    assert b.fire(mission, "publish", "zoe") is eyes.AGREE


def test_boxes_must_be_ticked_for_the_opinion_too(stones):
    mission = sent(stones)
    mission.ticks = {}
    with pytest.raises(TransitionRefused):
        b.fire(mission, "publish", "quentin")
    assert mission.opinion is None


def listed(culture, who):
    reader = b.the_reader(culture.__parent__, who)
    return [node.__name__ for node in qualifying.queue(reader, culture, b.TODAY)], [node.__name__ for node in todo.things_to_do(reader)]


def test_it_waits_for_the_others_and_not_for_the_first(culture, stones):
    mission = sent(stones)
    b.fire(mission, "publish", "quentin")
    assert listed(culture, "quentin") == ([], [])
    assert listed(culture, "zoe") == listed(culture, "maud") == (["nef"], ["nef"])
    corrections.follow(b.an_act(culture.__parent__, "rose"), mission, {"title"})
    assert listed(culture, "quentin") == (["nef"], ["nef"])


def test_switched_off_the_first_may_decide(culture, stones):
    mission = sent(stones)
    b.fire(mission, "publish", "quentin")
    team.change(b.an_act(culture.__parent__, "maud"), culture, Desk())
    assert listed(culture, "quentin") == (["nef"], ["nef"])
    b.fire(mission, "publish", "quentin")
    assert mission.state == "published"


def test_a_team_of_one_cannot_be_two(culture):
    site = b.a_site()
    alone = b.a_network(site, manager="maud", qualifier="maud")
    b.a_role("qualifier", alone, "gone", until=b.TODAY - timedelta(days=1))
    with pytest.raises(team.SettingsRefused):
        team.change(b.an_act(site, "maud"), alone, Desk(two_eyes=("request",)))
    assert of(alone).two_eyes == () and dict(alone.overrides) == {}
    assert team.change(b.an_act(site, "maud"), alone, Desk(claim_days=5)) and of(alone).claim_days == 5


def test_a_deputy_does_not_make_a_second_one(culture):
    site = b.a_site()
    alone = b.a_network(site, manager="maud")
    away(alone, "maud", "dora")
    assert team.people(alone, b.TODAY) == ["maud"]


def test_a_team_that_shrinks_is_told(culture):
    assert team.too_few(culture, b.TODAY) == ()
    membership = culture.__parent__.membership
    for who in ("quentin", "zoe"):
        membership.revoke(who, "qualifier", culture.oid)
    assert team.too_few(culture, b.TODAY) == ("organisation", "request")
    membership.grant("quentin", Grant(Role.QUALIFIER, culture.oid))
    assert team.too_few(culture, b.TODAY) == ()


def test_a_volunteer_s_profile_needs_two_as_well(culture):
    """M71: what is corrected asks for both again; it waits neither for the first nor for the person."""
    team.change(b.an_act(culture.__parent__, "maud"), culture, Desk(two_eyes=("volunteer",)))
    profile = b.qualified(b.a_volunteer(culture, "lea"))
    assert b.fire(profile, "verify", "quentin") is eyes.AGREE and profile.state == "submitted"
    assert listed(culture, "quentin") == ([], []) and listed(culture, "zoe") == ([profile.__name__], [profile.__name__])
    said = {name: getattr(profile, name) for name in ("know_how", "experience", "interests", "links", "availability")}
    volunteering.correct(b.an_act(culture.__parent__, "lea"), profile, {**said, "links": "https://example.org/"})
    assert profile.opinion is None and listed(culture, "quentin")[0] == [profile.__name__]
    for who in ("quentin", "zoe"):
        b.fire(profile, "verify", who)
    assert profile.state == "verified"
