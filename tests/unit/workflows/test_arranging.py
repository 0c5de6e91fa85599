"""Who may give a node another name or place; and whatever is arranged, by whomever, the tree stays sound (M03, M32, M46)."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mobee_pyr.check import faults
from mobee_pyr.content import addresses, bin, order, tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node, path
from mobee_pyr.content.site import Site
from mobee_pyr.search.rows import referred
from mobee_pyr.workflows import access, arranging, engine
from mobee_pyr.workflows.arranging import ArrangingRefused
from tests import builders as b
from tests import random_tree


@pytest.fixture
def site() -> Site:
    return b.a_site()


@pytest.fixture
def culture(site):
    return b.a_network(site, manager="maud", qualifier="quentin")


@pytest.fixture
def stones(culture):
    return b.an_organisation(culture, referent="rose", by="rose")


def may(site, who, node):
    return arranging.may_arrange(b.the_reader(site, who), node)


def test_a_place_where_people_hold_roles_is_arranged_by_who_runs_what_it_stands_in(site, culture, stones) -> None:
    mission, draft = b.a_mission(stones, state="closed"), b.a_mission(stones, "brouillon", "draft", by="nina")
    answer = b.an_application(mission, by="lea", state="declined")
    b.a_role("admin", site, "ada")
    b.a_role("editor", stones, "eva")
    told = {
        name: [may(site, name, node) for node in (culture, stones, mission, draft, answer)]
        for name in ("ada", "maud", "rose", "nina", "eva", "quentin", "lea")
    }
    assert told == {
        "ada": [True, True, False, False, False],
        "maud": [False, True, True, True, False],
        "rose": [False, False, True, True, False],
        "nina": [False, False, False, True, False],
        "eva": [False, False, True, True, False],
        "quentin": [False, False, False, False, False],
        "lea": [False, False, False, False, False],
    }
    assert not may(site, "ada", site.people) and not may(site, "ada", b.a_person(site, "lea"))


def test_what_a_network_qualifies_stays_in_it_and_a_programme_may_go(site, culture, stones) -> None:
    sports = b.a_network(site, "sports", manager="maud")
    club = b.an_organisation(sports, "club", referent="remi")
    act, mission, programme = b.an_act(site, "maud"), b.a_mission(stones), b.a_programme(stones)
    for node, place in ((stones, sports), (mission, club)):
        with pytest.raises(ArrangingRefused) as refused:
            arranging.move(act, node, place)
        assert refused.value.message == arranging.OTHER_NETWORK
    arranging.move(act, programme, club)
    assert path(programme) == "/sports/club/restauration"
    assert arranging.copy(act, mission, club).state == "draft"


def test_into_itself_or_beneath_itself_is_refused(site, culture, stones) -> None:
    act = b.an_act(site, "maud")
    for node, place in ((stones, stones), (stones, b.a_mission(stones)), (culture, stones)):
        assert arranging.closed(b.the_reader(site, "maud"), node, place) == arranging.INSIDE
    with pytest.raises(ArrangingRefused):
        arranging.move(act, stones, stones)


@pytest.mark.parametrize(
    ("name", "message"), [("../../x", arranging.NAME_REFUSED), ("edit", arranging.NAME_OF_A_PAGE), ("nef", arranging.NAME_TAKEN)]
)
def test_a_name_taken_meanwhile_or_none_at_all(site, stones, name, message) -> None:
    mission = b.a_mission(stones)
    b.a_mission(stones, "nef")
    with pytest.raises(ArrangingRefused) as refused:
        arranging.rename(b.an_act(site, "rose"), mission, "Un titre", name)
    assert refused.value.message == message and (mission.title, mission.__name__) == ("Plan de la nef", "plan-de-la-nef")


def test_a_former_address_leads_on_until_another_has_it_or_its_node_is_gone(site, culture, stones) -> None:
    act, mission = b.an_act(site, "maud"), b.a_mission(stones)
    arranging.rename(act, mission, mission.title, "grand-plan")
    assert addresses.followed(site, ["culture", "pierres-vivantes", "plan-de-la-nef", "edit"]) == (mission, ("edit",))
    arranging.rename(act, stones, stones.title, "pierres")
    assert addresses.followed(site, ["culture", "pierres-vivantes", "plan-de-la-nef"]) == (mission, ())
    assert addresses.followed(site, ["culture", "pierres", "grand-plan"]) is None
    b.a_mission(stones, "plan-de-la-nef")
    assert addresses.followed(site, ["culture", "pierres", "plan-de-la-nef"]) is None
    arranging.delete(act, mission)
    arranging.purge(act, mission, [])
    assert list(stones.departed) == [] and list(faults(site)) == []


def test_a_node_keeps_its_latest_former_addresses(site, stones) -> None:
    mission = b.a_mission(stones)
    for number in range(20):
        tree.rename(mission, f"plan-{number}")
    assert len(mission.former) == addresses.MOST and list(faults(site)) == []


def test_whoever_is_engaged_keeps_a_request_out_of_the_bin(site, culture, stones) -> None:
    act, mission = b.an_act(site, "maud"), b.a_mission(stones)
    answer = b.an_application(mission, by="lea", state="accepted")
    for node in (mission, stones):
        with pytest.raises(ArrangingRefused) as refused:
            arranging.delete(act, node)
        assert refused.value.message == arranging.RUNNING
    engine.fire(b.an_act(site, "rose"), mission, "cancel", "Plus de chantier")
    arranging.delete(act, mission)
    assert tree.is_deleted(answer)


def test_an_employer_is_kept_while_its_people_are_engaged_elsewhere(site, culture, stones) -> None:
    workshop = b.an_organisation(culture, "atelier", referent="basile")
    answer = b.an_application(b.a_mission(stones), by="lea", employer=workshop)
    with pytest.raises(ArrangingRefused):
        arranging.delete(b.an_act(site, "maud"), workshop, [answer])
    assert path(workshop) == "/culture/atelier"


def test_whoever_could_open_it_reads_its_name_in_the_bin(site, culture, stones) -> None:
    draft = b.a_mission(stones, "brouillon", "draft", by="nina")
    arranging.delete(b.an_act(site, "nina"), draft)
    told = {
        who: (arranging.may_read_binned(b.the_reader(site, who), draft), arranging.may_restore(b.the_reader(site, who), draft))
        for who in ("nina", "rose", "quentin", "lea")
    }
    assert told == {"nina": (True, True), "rose": (True, True), "quentin": (True, False), "lea": (False, False)}
    assert list(bin.deleted_from(site, stones)) == list(bin.deleted_from(site, culture)) == list(bin.deleted_from(site, site)) == [draft]


def test_an_order_is_kept_and_follows_into_a_copy(site, culture, stones) -> None:
    first, second, third = (b.a_mission(stones, f"m-{number}") for number in range(3))
    order.put(stones, third, 0)
    assert list(order.in_order(stones)) == [third, first, second]
    twin = tree.copy(stones, culture)
    assert [each.__name__ for each in order.in_order(twin)] == ["m-2", "m-0", "m-1"]
    tree.delete(first)
    fresh = b.a_mission(stones, "a")
    assert list(order.in_order(stones)) == [third, second, fresh]
    order.keep(stones, [each.oid for each in stones.inside()])
    assert stones.arranged == ()


def _places(site: Site) -> list[Node]:
    return [site, *random_tree.standing(site)]


def _arrange(site: Site, draw: random_tree.Draw) -> None:
    """One deed of somebody, somewhere; most are refused, and then nothing has changed."""
    act = b.an_act(site, draw(st.sampled_from(random_tree.PEOPLE)))
    node, deed = (
        draw(st.sampled_from(random_tree.everything(site) or [site])),
        draw(st.sampled_from(("rename", "move", "copy", "delete", "restore", "elsewhere", "purge"))),
    )
    place = draw(st.sampled_from(_places(site)))
    pointing = [other for other in random_tree.everything(site) if node.oid in referred(other)]
    beneath = {step.oid for step in random_tree.subtree(node)}
    into = [other for other in random_tree.standing(site) if other.oid not in beneath and beneath.intersection(referred(other))]
    before = _shape(site)
    who = access.reader(site, act.person, act.today)
    try:
        match deed:
            case "rename":
                arranging.rename(act, node, "Autrement", draw(st.sampled_from(("autrement", "maison-0", "../x", "edit"))))
            case "move":
                arranging.move(act, node, place)
                assert access.permits(who, Permission.ADD, place)
            case "copy":
                arranging.copy(act, node, place)
            case "delete":
                arranging.delete(act, node, pointing)
            case "restore":
                arranging.restore(act, node)
            case "elsewhere":
                arranging.restore(act, node, place)
            case "purge":
                arranging.purge(act, node, into)
    except ArrangingRefused:
        assert _shape(site) == before


def _shape(site: Site) -> list[tuple[str, int]]:
    return [(path(node), node.oid) for node in random_tree.everything(site)]


@settings(
    max_examples=60, deadline=None, phases=(Phase.generate,), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_whatever_is_arranged_the_tree_stays_sound(data) -> None:
    """References, lists of things to do, grants, bin and former addresses agree after every deed, done or refused."""
    with b.a_stored_site() as site:
        random_tree.grow(site, data.draw)
        for name in random_tree.PEOPLE[:2]:
            b.a_role(data.draw(st.sampled_from(("manager", "admin"))), data.draw(st.sampled_from(_places(site))), name)
        unsound = set(faults(site))
        for _deed in range(data.draw(st.integers(1, 6))):
            _arrange(site, data.draw)
            assert {fault.partition(": ")[2] for fault in faults(site)} <= {fault.partition(": ")[2] for fault in unsound}
