"""A free-form procedure as it is followed: together, any of them, informed, imposed, by conditions; and when people leave (M43, M50)."""

import pytest

from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import access, engine, todo, validation
from mobee_pyr.workflows.act import Informed
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.loader import load
from tests import builders as b

BY_LENGTH = """
[[steps]]
who = ["employer.referent"]
when = { days = { lt = 0.5 } }

[[steps]]
who = ["employer.manager"]
when = { time_basis = "work", days = { gte = 0.5, lte = 5 } }

[[steps]]
who = ["employer.manager", "employer.hr"]
when = { days = { gt = 5 } }

[[steps]]
who = ["employer.referent"]
when = { days = { gte = 0.5 } }
"""


@pytest.fixture
def stones():
    culture = b.a_network(b.a_site(), manager="maud")
    return b.an_organisation(culture, referent="rose")


def acme(stones, steps, subject="application", **roles):
    roles = {"referent": "remi", "manager": "marc", "hr": "hana"} | roles
    body = b.an_organisation(stones.__parent__, "acme", body="company", **roles)
    choice.put(body, load(f'subject = "{subject}"\n{steps}', "test"))
    return body


def applied(stones, employer, by="lea", manager=None, **mission):
    b.an_employee(employer, by, manager=manager)
    name = f"mission-{len(list(stones.inside('mission')))}"
    return b.an_application(b.a_mission(stones, name, **mission), by, employer=employer, time_basis="work")


def asked(node):
    return [(step.stage, step.person or step.role) for step in node.track]


def decide(node, by, approve=True, reason="Parce que."):
    validation.decide_step(b.an_act(site_of(node), by), node, approve, reason)


def waits_for(node):
    everybody = [person.id for person in site_of(node).people.inside()]
    return sorted(who for who in everybody if validation.steps_waiting_for(b.the_reader(site_of(node), who), node))


def test_three_applications_take_three_ways(stones):
    """Under half a day: the référent; up to five days on work time: the manager first; more: the manager and HR together first."""
    employer = acme(stones, BY_LENGTH)
    assert asked(applied(stones, employer, days=0.25)) == [(0, "employer.referent")]
    assert asked(applied(stones, employer, days=3, manager="nora")) == [(0, "nora"), (1, "employer.referent")]
    assert asked(applied(stones, employer, days=8)) == [(0, "employer.manager"), (0, "employer.hr"), (1, "employer.referent")]


def test_all_are_asked_together_and_all_must_agree(stones):
    node = applied(stones, acme(stones, BY_LENGTH), days=8)
    assert waits_for(node) == ["hana", "marc"]
    decide(node, "hana")
    assert waits_for(node) == ["marc"]
    decide(node, "marc")
    assert waits_for(node) == ["remi"]
    decide(node, "remi")
    assert node.procedure_done and waits_for(node) == []


def test_one_refusal_of_all_ends_it_and_nobody_else_is_waited_for(stones):
    node = applied(stones, acme(stones, BY_LENGTH), days=8)
    decide(node, "hana", approve=False)
    assert (node.state, waits_for(node), node.track[0].outcome) == ("not_approved", [], "spared")
    assert not node.waiting


ANY = '[[steps]]\nwho = ["employer.manager", "employer.hr"]\nneeds = "any"\n'


def test_any_of_them_is_enough_and_spares_the_others(stones):
    node = applied(stones, acme(stones, ANY))
    assert waits_for(node) == ["hana", "marc"]
    decide(node, "marc")
    assert [step.outcome for step in node.track] == ["approved", "spared"]
    assert node.procedure_done
    with pytest.raises(engine.TransitionRefused):
        decide(node, "hana")


def test_any_of_them_refuses_only_when_all_do(stones):
    node = applied(stones, acme(stones, ANY))
    decide(node, "marc", approve=False)
    assert (node.state, waits_for(node)) == ("submitted", ["hana"])
    decide(node, "hana", approve=False)
    assert node.state == "not_approved"


def test_whoever_is_asked_twice_at_once_answers_once(stones):
    node = applied(stones, acme(stones, BY_LENGTH, manager="hana", hr="hana"), days=8)
    decide(node, "hana")
    assert waits_for(node) == ["remi"]


def test_informing_asks_nothing_and_is_told_in_its_turn(stones):
    steps = (
        '[[steps]]\nwho = ["employer.manager"]\n[[steps]]\nwho = ["employer.hr"]\ndoes = "inform"\n[[steps]]\nwho = ["employer.referent"]\n'
    )
    node = applied(stones, acme(stones, steps))
    heard = []
    assert node.track[1].outcome == ""
    assert not access.permits(b.the_reader(site_of(node), "hana"), Permission.VIEW, node)
    validation.decide_step(b.an_act(site_of(node), "marc", listeners=(heard.append,)), node, True)
    assert [step.outcome for step in node.track] == ["approved", "informed", ""]
    assert [event.positions for event in heard if isinstance(event, Informed)] == [(1,)]
    assert waits_for(node) == ["remi"]
    assert access.permits(b.the_reader(site_of(node), "hana"), Permission.VIEW, node), "who was told may read"


def test_a_procedure_that_only_informs_holds_nothing_back(stones):
    node = applied(stones, acme(stones, '[[steps]]\nwho = ["employer.hr"]\ndoes = "inform"\n'))
    assert node.procedure_done
    assert b.fire(node, "accept", "rose").name == "accept"


def test_a_network_imposes_steps_before_and_after(stones):
    employer = acme(stones, '[[steps]]\nwho = ["employer.referent"]\n')
    network = stones.__parent__
    steps = 'subject = "application"\n[[steps]]\nwho = ["{}"]\n'
    network.overrides["imposed"] = {
        "application.before": steps.format("employer.hr"),
        "application.after": steps.format("network.manager"),
    }
    node = applied(stones, employer)
    assert [(step.role, step.imposed) for step in node.track] == [
        ("employer.hr", True),
        ("employer.referent", False),
        ("network.manager", True),
    ]


def test_the_beneficiary_has_its_own_steps_after_the_employers(stones):
    b.a_role("manager", stones, "mona")
    choice.choose(stones, "manager", "reception")
    node = applied(stones, acme(stones, '[[steps]]\nwho = ["employer.referent"]\n'))
    assert asked(node) == [(0, "employer.referent"), (1, "beneficiary.manager")]
    decide(node, "remi")
    assert waits_for(node) == ["mona"]
    independent = b.an_application(b.a_mission(stones, "autre"), "iris")
    assert asked(independent) == [(0, "beneficiary.manager")]


def test_pledges_wait_for_the_giver(stones):
    employer = acme(stones, '[[steps]]\nwho = ["employer.manager"]\nwhen = { amount = { gte = 5000 } }\n', "pledge")
    need = b.a_need(stones, means="cash", quantity=9000)
    small, large = b.a_pledge(need, "remi", employer, 1000), b.a_pledge(need, "remi", employer, 5000)
    assert small.waiting == (f"referent@{stones.oid}",)
    assert (waits_for(small), waits_for(large)) == ([], ["marc"])
    with pytest.raises(engine.TransitionRefused):
        b.fire(large, "accept", "rose")
    decide(large, "marc", approve=False)
    assert large.state == "not_approved"
    assert not access.permits(b.the_reader(site_of(large), "rose"), Permission.VIEW, large)
    assert b.fire(small, "accept", "rose").name == "accept"


def test_joining_passes_hr_first(stones):
    employer = acme(stones, '[[steps]]\nwho = ["employer.hr"]\n', "joining")
    node = b.a_joining(employer, "lea")
    assert waits_for(node) == ["hana"]
    with pytest.raises(engine.TransitionRefused):
        b.fire(node, "confirm", "remi")
    decide(node, "hana")
    assert b.fire(node, "confirm", "remi").name == "confirm"


READ_FIRST = '[[steps]]\nwho = ["organisation.referent"]\n'


def test_what_a_member_writes_is_read_in_the_organisation_before_it_is_sent(stones):
    choice.put(stones, load(f'subject = "request"\n{READ_FIRST}', "test"))
    mission = b.a_mission(stones, state="draft", by="nina")
    assert b.fire(mission, "submit", "nina").name == "propose"
    assert (mission.state, waits_for(mission)) == ("proposed", ["rose"])
    decide(mission, "rose", approve=False)
    assert (mission.state, waits_for(mission)) == ("draft", [])
    b.fire(mission, "submit", "nina")
    decide(mission, "rose")
    assert mission.state == "submitted"


def test_whoever_reads_first_sends_their_own_at_once(stones):
    choice.put(stones, load(f'subject = "request"\n{READ_FIRST}', "test"))
    mission = b.a_mission(stones, state="draft", by="rose")
    b.fire(mission, "submit", "rose")
    assert (mission.state, mission.track[0].who) == ("submitted", "rose")


def test_without_a_procedure_it_goes_straight_to_the_network(stones):
    mission = b.a_mission(stones, state="draft", by="nina")
    assert b.fire(mission, "submit", "nina").name == "submit"


@pytest.mark.parametrize("role", ["employer.hr", "person:nobody"])
def test_whom_nobody_is_leaves_the_referent_then_the_networks_manager(stones, role):
    steps = f'[[steps]]\nwho = ["{role}"]\n'
    assert asked(applied(stones, acme(stones, steps, hr=None))) == [(0, "employer.referent")]


def test_without_a_referent_the_networks_manager(stones):
    steps = '[[steps]]\nwho = ["employer.hr"]\n'
    assert asked(applied(stones, acme(stones, steps, hr=None, referent=None))) == [(0, "network.manager")]


def test_a_named_person_who_is_shut_out_in_the_middle_is_replaced(stones):
    b.a_person(site_of(stones), "petra")
    node = applied(stones, acme(stones, '[[steps]]\nwho = ["person:petra"]\n'))
    assert waits_for(node) == ["petra"]
    site_of(stones).people["petra"].blocked = True
    todo.update(node)
    assert waits_for(node) == ["remi"]
    assert node.waiting == (f"referent@{node.employer}",)
