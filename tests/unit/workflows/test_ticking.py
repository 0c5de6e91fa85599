"""Who may tick a criterion, and what becomes of a box that was left alone, renewed or dropped (M69, M70, M71)."""

import csv
from datetime import UTC, datetime, timedelta

import pytest

from mobee_pyr.content.qualification import Criterion, Tick, months_after
from mobee_pyr.workflows import qualifying, ticking
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.ticking import Boxes
from tests import builders as b

TABLE = list(
    csv.DictReader(
        """\
by,role,may
manager qualifier,network.manager,yes
manager qualifier,network.qualifier,yes
manager qualifier,network.member,no
manager qualifier,organisation.referent,no
manager qualifier,organisation.member,no
manager qualifier,site.admin,no
manager qualifier,other network.manager,no
manager qualifier,other network.qualifier,no
manager qualifier,visitor,no
manager,network.manager,yes
manager,network.qualifier,no
manager,network.member,no
manager,organisation.referent,no
manager,organisation.member,no
manager,site.admin,no
manager,other network.manager,no
manager,other network.qualifier,no
manager,visitor,no
qualifier,network.manager,no
qualifier,network.qualifier,yes
qualifier,network.member,no
qualifier,organisation.referent,no
qualifier,organisation.member,no
qualifier,site.admin,no
qualifier,other network.manager,no
qualifier,other network.qualifier,no
qualifier,visitor,no
""".splitlines()
    )
)
PEOPLE = {
    "network.manager": "maud",
    "network.qualifier": "quentin",
    "network.member": "noe",
    "organisation.referent": "rose",
    "organisation.member": "remi",
    "site.admin": "ada",
    "other network.manager": "claire",
    "other network.qualifier": "karim",
    "visitor": None,
}
LISTED = (
    {"id": "exists", "text": "Elle existe", "months": 12},
    {"id": "partner", "text": "Partenaire", "by": ["manager"], "mandatory": False},
    {"id": "kind", "text": "Elle est bienveillante", "mandatory": False},
)


@pytest.fixture
def culture():
    site = b.a_site()
    b.a_role("admin", site, "ada")
    b.a_network(site, "sports", manager="claire", qualifier="karim")
    network = b.a_network(site, manager="maud", qualifier="quentin", member="noe")
    network.overrides["criteria"] = {"organisation": LISTED}
    return network


@pytest.fixture
def stones(culture):
    return b.an_organisation(culture, referent="rose", member="remi")


def act(culture, who, days=0):
    return b.an_act(culture.__parent__, who, b.NOW + timedelta(days=days))


def test_the_table_is_complete():
    assert {(line["by"], line["role"]) for line in TABLE} == {
        (by, role) for by in ("manager qualifier", "manager", "qualifier") for role in PEOPLE
    }


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line['by']}: {line['role']}")
def test_who_may_tick(culture, stones, line):
    """M69 M70 M71: the criterion says which roles of its own network may."""
    criterion = Criterion("partner", "Partenaire", by=tuple(line["by"].split()))
    who = b.the_reader(culture.__parent__, PEOPLE[line["role"]])
    assert ticking.may_tick(who, culture, criterion) == (line["may"] == "yes")


def test_a_box_that_is_not_theirs_stays_as_it_was(culture, stones):
    """M69: neither ticked nor unticked by who may not; told which."""
    quentin = b.the_reader(culture.__parent__, "quentin")
    qualifying.answer(act(culture, "quentin"), stones, {"exists", "partner"}, "")
    assert set(stones.ticks) == {"exists"}
    qualifying.answer(act(culture, "maud"), stones, {"exists", "partner"}, "")
    assert {name: tick.who for name, tick in stones.ticks.items()} == {"exists": "quentin", "partner": "maud"}
    assert [each.id for each in ticking.refused(quentin, stones, Boxes(frozenset({"exists"})), b.TODAY)] == ["partner"]
    assert ticking.refused(quentin, stones, Boxes(frozenset({"exists", "partner"})), b.TODAY) == []
    qualifying.answer(act(culture, "quentin"), stones, set(), "")
    assert {name: tick.who for name, tick in stones.ticks.items()} == {"partner": "maud"}


def test_a_tick_lapses_on_the_day_and_may_be_given_anew_before(culture, stones):
    """M69: valid for twelve months, from whoever looked last."""
    exists = ticking.criteria_of(stones)[0]
    qualifying.answer(act(culture, "quentin"), stones, {"exists"}, "")
    last, lapsed = datetime(2026, 3, 2, tzinfo=UTC).date(), datetime(2026, 3, 3, tzinfo=UTC).date()
    assert exists.lapses(stones.ticks["exists"]) == lapsed
    assert stones.in_force(exists, last) and not stones.in_force(exists, lapsed)
    qualifying.answer(act(culture, "maud", 10), stones, {"exists"}, "")
    assert stones.ticks["exists"] == Tick("quentin", b.NOW)
    qualifying.answer(act(culture, "maud", 20), stones, Boxes(frozenset({"exists"}), again=frozenset({"exists"})), "")
    assert stones.ticks["exists"] == Tick("maud", b.NOW + timedelta(days=20))


def test_what_has_lapsed_stays_on_record_until_somebody_says_what_is_true(culture, stones):
    """M69: an accepted organisation's lapsed tick is neither counted nor forgotten."""
    stones.ticks = {"exists": Tick("quentin", b.NOW)}
    qualifying.answer(act(culture, "maud", 400), stones, set(), "")
    assert stones.ticks == {"exists": Tick("quentin", b.NOW)} and ticking.ticked(stones, act(culture, None, 400).today) == frozenset()
    qualifying.answer(act(culture, "maud", 401), stones, {"exists"}, "")
    assert stones.ticks["exists"].when == b.NOW + timedelta(days=401)
    qualifying.answer(act(culture, "maud", 900), stones, Boxes(dropped=frozenset({"exists"})), "")
    assert stones.ticks == {}


def test_what_lapsed_before_the_answer_does_not_let_anybody_in(culture):
    """M69: a file that waited longer than its ticks are valid is looked at again."""
    waiting = b.an_organisation(culture, "fresque", state="proposed", referent="paul", by="paul")
    waiting.ticks = {"exists": Tick("quentin", b.NOW)}
    with pytest.raises(TransitionRefused):
        qualifying.answer(act(culture, "maud", 400), waiting, set(), "", "accept")
    qualifying.answer(act(culture, "maud", 400), waiting, {"exists"}, "", "accept")
    assert waiting.state == "active"


def test_a_criterion_taken_out_of_the_list_keeps_its_ticks_for_the_day_it_comes_back(culture, stones):
    """M69"""
    stones.ticks = {"kind": Tick("maud", b.NOW)}
    culture.overrides["criteria"] = {"organisation": LISTED[:2]}
    qualifying.answer(act(culture, "quentin"), stones, {"exists"}, "")
    culture.overrides["criteria"] = {"organisation": LISTED}
    assert ticking.ticked(stones, b.TODAY) == {"exists", "kind"}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2025-01-31", 1, "2025-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2025-11-30", 3, "2026-02-28"), ("2025-12-15", 1, "2026-01-15")],
)
def test_months_end_where_they_end(day, months, expected):
    assert months_after(datetime.fromisoformat(day).date(), months).isoformat() == expected
