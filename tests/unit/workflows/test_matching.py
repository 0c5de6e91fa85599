"""A mission and a volunteer are compared: gates, weights, reasons; always the same (B01, C02, C10)."""

from datetime import date

import pytest

from mobee_pyr.content.place import located
from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.workflows import matching
from mobee_pyr.workflows.matching import Volunteer, match
from tests import builders as b

TODAY = date(2026, 3, 2)
GRENOBLE = located("Grenoble", "38000")


@pytest.fixture
def stones():
    return b.an_organisation(b.a_network(b.a_site()), referent="rose")


def a_volunteer(*statuses, **facts):
    return Volunteer(Profile(**facts), frozenset(statuses))


def reasons(found):
    return {reason.name: (reason.value, reason.told) for reason in found.reasons}


def test_who_said_nothing_is_neither_for_nor_against(stones):
    found = match(a_volunteer(), b.a_mission(stones, skills=("comptabilité",)), TODAY)
    assert (found.score, found.reasons, found.closed, found.missing, found.known, found.rank) == (0, (), (), (), 0, 0.5)


def test_skills_count_by_how_many_and_how_well(stones):
    mission = b.a_mission(stones, "comptes", skills=("comptabilité", "budget"))
    expert, beginner, other = (
        match(a_volunteer(skills=held), mission, TODAY)
        for held in (
            (Held("accounting", 4), Held("budget", 4)),
            (Held("accounting", 1, "passion"),),
            (Held("music", 4),),
        )
    )
    assert reasons(expert)["skills"] == (1.0, ("accounting", "budget"))
    assert reasons(beginner)["skills"] == (0.5 + 0.5 * 1 / 8, ("accounting",))
    assert (reasons(other)["skills"], other.missing) == ((0.0, ()), ("accounting", "budget"))
    assert expert.score > beginner.score > other.score and beginner.missing == ("budget",)


def test_neutral_answers_leave_the_denominator(stones):
    mission = b.a_mission(stones, skills=("comptabilité",), domain="culture")
    found = match(a_volunteer(skills=(Held("accounting", 4),)), mission, TODAY)
    assert found.score == 1.0 and found.known == round(4 / sum(matching.WEIGHTS.values()), 4)
    both = match(a_volunteer(skills=(Held("accounting", 4),), causes=("sports",)), mission, TODAY)
    assert both.score == round(4 / 6, 4), "the cause speaks against, with its weight"


@pytest.mark.parametrize(
    ("place", "distance", "least", "most", "gates"),
    [
        (("Grenoble", "38000"), 20, 1.0, 1.0, ()),
        (("Échirolles", "38130"), 20, 0.8, 0.99, ()),
        (("Lyon", "69001"), 20, 0.0, 0.0, ("far",)),
        (("Lyon", "69001"), 0, 0.01, 0.2, ()),
    ],
)
def test_what_is_near_counts_and_what_is_out_of_reach_is_closed(stones, place, distance, least, most, gates):
    mission = b.a_mission(stones, place=located(*place), mode="on_site")
    found = match(a_volunteer(home=GRENOBLE, distance=distance), mission, TODAY)
    assert found.closed == gates
    assert least <= reasons(found)["distance"][0] <= most


def test_what_is_done_online_is_never_far(stones):
    for mode in ("online", "both"):
        found = match(a_volunteer(home=GRENOBLE, distance=5), b.a_mission(stones, mode, mode=mode, place=located("Lyon", "69001")), TODAY)
        assert found.closed == ()


@pytest.mark.parametrize(
    ("facts", "profile", "gate"),
    [
        ({"state": "paused"}, {}, "not-open"),
        ({"places": 1, "places_taken": 1}, {}, "full"),
        ({"ends": date(2026, 3, 1)}, {}, "over"),
        ({}, {"minor": True}, "age"),
        ({"mode": "on_site"}, {"mode": "online"}, "mode"),
        ({"mode": "online"}, {"mode": "on_site"}, "mode"),
        ({"starts": date(2026, 6, 1)}, {"until": date(2026, 5, 31)}, "dates"),
        ({"ends": date(2026, 4, 1)}, {"since": date(2026, 4, 2)}, "dates"),
    ],
)
def test_each_gate_closes_by_itself(stones, facts, profile, gate):
    assert match(a_volunteer(**profile), b.a_mission(stones, **facts), TODAY).closed == (gate,)


@pytest.mark.parametrize(
    ("facts", "profile"),
    [
        ({"audiences": ("minors",)}, {"minor": True}),
        ({"mode": "both"}, {"mode": "online"}),
        ({"mode": "on_site"}, {"mode": "both"}),
        ({"starts": date(2026, 6, 1)}, {"until": date(2026, 6, 1)}),
        ({"places": None}, {}),
    ],
)
def test_what_opens_a_gate(stones, facts, profile):
    assert match(a_volunteer(**profile), b.a_mission(stones, **facts), TODAY).closed == ()


def test_moments_formats_causes_and_whom_it_welcomes(stones):
    mission = b.a_mission(
        stones, days=0.5, moments=("evenings",), domain="culture", audiences=("retirees", "beginners"), mode="online", skills=("théâtre",)
    )
    fits = match(
        a_volunteer("retired", moments=("evenings",), formats=("flash",), causes=("culture",), mode="online", skills=(Held("theatre", 1),)),
        mission,
        TODAY,
    )
    assert {name: value for name, (value, _told) in reasons(fits).items() if name != "skills"} == {
        "cause": 1.0,
        "format": 1.0,
        "moments": 1.0,
        "mode": 1.0,
        "welcome": 1.0,
    }
    assert reasons(fits)["welcome"][1] == ("retirees", "beginners")
    against = match(a_volunteer("employee", moments=("weekends",), formats=("long",), causes=("sports",)), mission, TODAY)
    assert (against.score, "welcome" in reasons(against)) == (0.0, False)


def test_ones_own_pace_fits_any_hour(stones):
    found = match(a_volunteer(moments=("weekends",)), b.a_mission(stones, moments=("own-pace",)), TODAY)
    assert reasons(found)["moments"] == (1.0, ("own-pace",))


def test_a_network_has_weights_of_its_own_and_says_their_version(stones):
    mission = b.a_mission(stones, domain="culture", skills=("comptabilité",))
    who = a_volunteer(skills=(Held("accounting", 4),), causes=("sports",))
    stones.__parent__.overrides["matching"] = {"version": 7, "weights": {"cause": 0}}
    found = match(who, mission, TODAY)
    assert (found.score, found.version, list(reasons(found))) == (1.0, 7, ["skills"])
    assert match(who, mission, TODAY) == found, "the same question has the same answer"


def test_a_score_that_rests_on_little_ranks_in_the_middle(stones):
    mission = b.a_mission(stones, domain="culture", skills=("comptabilité",), mode="online")
    little = match(a_volunteer(causes=("culture",)), mission, TODAY)
    much = match(a_volunteer(causes=("culture",), skills=(Held("accounting", 4),), mode="online"), mission, TODAY)
    assert little.score == much.score == 1.0 and 0.5 < little.rank < much.rank
