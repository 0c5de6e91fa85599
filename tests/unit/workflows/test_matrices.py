"""Who may do what, in every state: tests/matrices/*.csv, written by hand from the specification (M43, M55, M56, M69, M70).

`anonymous` is a visitor, `stranger` somebody signed in without any role, `system` a deadline or a consequence. Each other role is
held by one person who is nothing else. ``fire`` lists the transitions that the role may fire, whatever guards say today.
"""

import csv
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from mobee_pyr.content.access import Permission
from mobee_pyr.workflows import access, engine, library, roles
from tests import builders as b

FOLDER = Path(__file__).resolve().parents[2] / "matrices"
REASON = "Pour que cela se sache."


def rows(content):
    with (FOLDER / f"{content}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def situation(content, state):
    """A network with everybody in it, and one node of the type in the state, every guard satisfied."""
    site = b.a_site()
    b.a_role("admin", site, "site-admin")
    b.a_person(site, "stranger")
    culture = b.a_network(
        site, "culture", state=state if content == "network" else "open",
        **{role: f"network-{role}" for role in ("manager", "qualifier", "member")},
    )  # fmt: skip
    side = "organisation" if content in ("organisation", "programme", "mission", "need") else "beneficiary"
    asking = b.an_organisation(culture, "asking", state=state if content == "organisation" else "active", by="owner", **body(side))
    giving = b.an_organisation(culture, "giving", **body("employer"))
    if content == "publication":
        b.a_role("editor", culture, "network-editor")
    node = {
        "network": lambda: culture,
        "organisation": lambda: b.qualified(asking),
        "programme": lambda: b.a_programme(asking, state=state, by="owner"),
        "mission": lambda: a_ready_mission(asking, state),
        "need": lambda: b.qualified(b.a_need(asking, state=state, by="owner")),
        "application": lambda: approved(b.an_application(b.a_mission(asking, places=3), "applicant", state, giving)),
        "pledge": lambda: b.a_pledge(b.a_need(asking, quantity=9), "applicant", giving, 3, state),
        "joining": lambda: b.a_joining(asking, "applicant", state),
        "volunteer": lambda: b.qualified(b.a_volunteer(culture, "applicant", state)),
        "publication": lambda: b.a_publication(culture, state=state),
    }[content]()  # fmt: skip
    if content == "joining":
        for role in ("referent", "manager", "hr", "member"):
            b.a_role(role, asking, f"employer-{role}")
            site.membership.revoke("applicant", "member", asking.oid)
    return SimpleNamespace(site=site, node=node)


def body(side):
    return {role: f"{side}-{role}" for role in ("referent", "manager", "hr", "member")}


def a_ready_mission(organisation, state):
    mission = b.qualified(b.a_mission(organisation, state=state, by="owner", places=2))
    b.an_application(mission, "volunteer", "accepted", hours=7.0)
    b.a_mission(organisation, "a-part", "draft", by="owner", part_of=mission.oid)
    return mission


def approved(application):
    application.track = tuple(step._replace(outcome="approved") for step in application.track)
    return application


@cache
def shared(content, state):
    """One situation for all that changes nothing."""
    return situation(content, state)


def who(role):
    return None if role in ("anonymous", "system") else role.replace(".", "-")


def cases():
    for content in library.WITH_WORKFLOW:
        for row in rows(content):
            yield pytest.param(content, row, id=f"{content}-{row['state']}-{row['role']}")


@pytest.mark.parametrize(("content", "row"), list(cases()))
def test_each_cell(content, row):
    built = shared(content, row["state"])
    reader = b.the_reader(built.site, who(row["role"]))
    wrong = {}
    for permission in set(row) - {"state", "role", "fire"}:
        allowed = row["role"] != "system" and access.permits(reader, Permission(permission), built.node)
        if {"yes": True, "no": False}[row[permission]] is not allowed:
            wrong[permission] = allowed
    assert wrong == {}, "the matrix says otherwise"
    expected = [] if row["fire"] == "-" else row["fire"].split()
    if row["role"] != "system":
        assert sorted(transition.name for transition in engine.possible(reader, built.node)) == sorted(expected)
    for name in library.packaged(content).transitions:
        if name in expected:
            fresh = situation(content, row["state"])
            act = b.an_act(fresh.site, who(row["role"]))
            assert engine.fire(act, fresh.node, name, REASON).name == name
        elif row["role"] != "anonymous":
            with pytest.raises(engine.TransitionRefused):
                engine.fire(b.an_act(built.site, who(row["role"])), built.node, name, REASON)
            assert built.node.state == row["state"]


@pytest.mark.parametrize("content", library.WITH_WORKFLOW)
def test_each_matrix_is_complete(content):
    """Every state × every role, once; every permission that some state of the type gives."""
    workflow = library.packaged(content)
    named = {"everyone": "anonymous", "authenticated": "stranger"}
    everybody = [*(named.get(role, role) for role in roles.ROLES[content]), "system"]
    table = [(row["state"], row["role"]) for row in rows(content)]
    assert sorted(table) == sorted((state, role) for state in workflow.states for role in everybody)
    columns = set(rows(content)[0]) - {"state", "role", "fire"}
    assert columns == {permission for state in workflow.states.values() for permission in state.holders}


def test_every_workflow_has_a_matrix_and_no_matrix_stands_alone():
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(library.WITH_WORKFLOW)


@pytest.mark.parametrize("content", library.WITH_WORKFLOW)
def test_every_transition_is_fired_by_somebody(content):
    fired = {name for row in rows(content) for name in row["fire"].split() if name != "-"}
    detours = {name for name, transition in library.packaged(content).transitions.items() if transition.detour}
    assert fired == set(library.packaged(content).transitions) - detours, "a detour is fired in place of another one only"
