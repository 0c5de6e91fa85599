"""The work of a network's team: what waits to be qualified, what was sent back, and the answer that it gives (M69, M70)."""

from collections.abc import Iterator

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, engine, library, tasks
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.guards import GUARDS, criteria_of
from mobee_pyr.workflows.model import Transition, Workflow

KINDS = ("organisation", "mission", "need", "volunteer")
"""What is qualified, in the order in which it is told."""

TEAM = (Role.QUALIFIER, Role.MANAGER)
"""The roles on a network under which somebody qualifies."""

TICKS = "criteria_ticked"
"""The guard that the answer itself may satisfy."""


def queue(who: Reader, network: Network) -> list[Qualified]:
    """What waits for the network's team and ``who`` may qualify: what has waited longest comes first."""
    oids = {oid for role in TEAM for oid in network.expected(role)}
    found = (node for oid in oids if isinstance(node := who.site.node(oid), Qualified) and not awaits_its_author(node))
    return sorted((node for node in found if may_qualify(who, node)), key=tasks.waiting_since)


def may_qualify(who: Reader, node: Node) -> bool:
    """May ``who`` read it and tick its criteria?"""
    return access.permits(who, Permission.VIEW, node) and access.permits(who, Permission.QUALIFY, node)


def decisions(who: Reader, node: Node) -> list[Transition]:
    """The answers that ``who`` may give; none to one's own request."""
    return [transition for transition in engine.possible(who, node) if transition.decides]


def following(who: Reader, network: Network, node: Node) -> Qualified | None:
    """What ``who`` may decide next: the one that comes after ``node`` in the queue, else the first one that is not ``node``."""
    line = [each for each in queue(who, network) if each is node or decisions(who, each)]
    at = next((position for position, each in enumerate(line) if each is node), -1)
    return next((each for each in line[at + 1 :] + line[: max(at, 0)]), None)


def awaits_its_author(node: Node) -> bool:
    """Was it sent back: is the next step expected of somebody outside the team?"""
    return _sent_back(library.workflow_of(node).workflow, node.state)


def sent_back_states(network: Network) -> tuple[str, ...]:
    """The states in which something waits for its author's corrections, by the network's own workflows."""
    found = {
        state.name
        for kind in KINDS
        for workflow in (library.applied(network, kind).workflow,)
        for state in workflow.states.values()
        if state.holders.get(Permission.QUALIFY) and _sent_back(workflow, state.name)
    }
    return tuple(sorted(found))


def _sent_back(workflow: Workflow, state: str) -> bool:
    awaited = [role for transition in workflow.leaving(state) if transition.awaited for role in transition.by]
    return bool(awaited) and not any(role.startswith("network.") for role in awaited)


def ticked(node: Qualified) -> tuple[int, int]:
    """How many of the mandatory criteria are ticked, and how many there are."""
    mandatory = [criterion for criterion in criteria_of(node) if criterion.mandatory]
    return sum(criterion.id in node.ticks for criterion in mandatory), len(mandatory)


def last_dealt_with(node: Node) -> Deed | None:
    """The last deed of a person on it."""
    return next((deed for deed in node.deeds() if deed.who is not None), None)


def published_by(node: Node) -> Deed | None:
    """The deed that brought it to where it is now."""
    return next((deed for deed in node.deeds() if deed.details.get("target") == node.state), None)


def hindrances(node: Qualified, offered: list[Transition]) -> Iterator[str]:
    """What holds decisions back besides boxes that are not ticked yet, each thing once, in words."""
    names = dict.fromkeys(name for transition in offered for name in transition.guards if name != TICKS)
    for name in names:
        if node.type_name in GUARDS[name].types and not GUARDS[name].passes(node):
            yield GUARDS[name].refusal


def answer(act: Act, node: Qualified, chosen: set[str], remark: str, decision: str = "") -> Transition | None:
    """Keep the ticks and the remark, then decide if a decision is given.

    Raises `engine.TransitionRefused`; the node is then as it was.
    """
    if isinstance(node, Volunteer) and node.applicant == act.who:
        raise engine.TransitionRefused(_("C’est votre propre profil : une autre personne de l’équipe le vérifie."))
    before = node.ticks, node.remarks
    node.tick(criteria_of(node), chosen, act.who, act.now)
    if remark:
        node.remark("", remark, act.who or "", act.now)
    if not decision:
        _note(act, node, before[0], remark)
        return None
    try:
        return engine.fire(act, node, decision, remark)
    except engine.TransitionRefused:
        node.ticks, node.remarks = before
        raise


def _note(act: Act, node: Qualified, former: object, remark: str) -> None:
    if node.ticks != former:
        node.record(act.who, "criteria ticked", remark, act.now, ticked=sorted(node.ticks))
    elif remark:
        node.record(act.who, "remarked", remark, act.now)
