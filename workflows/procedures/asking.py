"""Whom a step asks: a role or a person, or somebody else where nobody there could answer. Nobody waits for nobody."""

from typing import NamedTuple

from mobee_pyr.content.access import Role
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.track import Tracked
from mobee_pyr.workflows import access, library, roles
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.procedures.model import GROUP, PERSON

FALLBACK = "network.manager"
"""Who is asked when nobody else than the author could answer a step."""

LINE_MANAGER = "employer.manager"
"""The line manager that the affiliation names; without one, anybody who leads a team there; without any, nobody."""


VALIDATED_IN = {"mission": "proposed", "need": "proposed"}
"""The state in which a track is passed, where it is not the initial one."""


def is_validating(node: Tracked) -> bool:
    """Is a node in the state in which its track is passed, with a step that waits?"""
    state = VALIDATED_IN.get(node.type_name) or library.workflow_of(node).workflow.initial
    return node.state == state and bool(node.current_steps)


def asked_by(node: Node) -> str | None:
    """The id of whoever waits for the answer, and so never decides."""
    found: str | None = getattr(node, "applicant", node.author)
    return found


class Asked(NamedTuple):
    """Whom one step asks: a role, or the person or the group before it."""

    role: str
    person: str | None = None
    group: int = 0


def resolved(act: Act, node: Node, who: str, side: str = "") -> Asked | None:
    """Whom a step written ``who`` asks for a node; ``None`` when it is left out. ``side``: whose step it is."""
    if who.startswith(GROUP):
        behind, number = _referent(node, f"{side}." if side else ""), number_of(who)
        return Asked(behind, None, number) if group_holders(act, node, number) else _somebody(act, node, behind)
    if who.startswith(PERSON):
        named, behind = by_id(act.site, who.removeprefix(PERSON)), _referent(node, f"{side}." if side else "")
        return Asked(behind, named.id) if named is not None and able(act, node, named) else _somebody(act, node, behind)
    if who == LINE_MANAGER:
        manager = line_manager(act, node)
        if manager is not None:
            return Asked(who, manager)
        if not holders(act, node, who):
            return None
    return _somebody(act, node, who)


def behind(act: Act, node: Node, role: str) -> str:
    """The role itself, its organisation's référent, or the network's manager, as `resolved` asks a role."""
    return _somebody(act, node, role).role


def _somebody(act: Act, node: Node, role: str) -> Asked:
    """The role itself, its organisation's référent, or the network's manager: the first that somebody able holds."""
    for candidate in (role, _referent(node, role)):
        if holders(act, node, candidate):
            return Asked(candidate)
    return Asked(FALLBACK)


def _referent(node: Node, role: str = "") -> str:
    side = role.partition(".")[0] or ("employer" if isinstance(node, Answer) else "organisation")
    return FALLBACK if side == "network" else f"{side}.referent"


def line_manager(act: Act, node: Node) -> str | None:
    """The id of the line manager that the applicant's affiliation (or request to be attached) names, if able to answer."""
    named = node.manager if isinstance(node, Joining) else _manager_of(act, node)
    found = by_id(act.site, named)
    return found.id if found is not None and able(act, node, found) else None


def _manager_of(act: Act, node: Node) -> str | None:
    employer = act.site.node(getattr(node, "employer", None))
    person = by_id(act.site, asked_by(node))
    if not isinstance(employer, Organisation) or employer.entity_oid is None or person is None:
        return None
    affiliation = person.affiliation(employer.entity_oid, act.today)
    return None if affiliation is None else affiliation.manager


def held_by(act: Act, node: Node, role: str) -> list[str]:
    """The ids of those who hold a role for a node."""
    relation, _dot, held = role.partition(".")
    related = roles.relations(node)
    return act.site.membership.holders(Role(held), related[relation], act.today) if relation in related else []


def holders(act: Act, node: Node, role: str) -> list[str]:
    """The ids of those among them who could answer."""
    return [who for who in held_by(act, node, role) if (person := by_id(act.site, who)) is not None and able(act, node, person)]


def number_of(who: str) -> int:
    """The number of the group that a step names; 0 for what is no number."""
    number = who.removeprefix(GROUP)
    return int(number) if number.isascii() and number.isdigit() and len(number) < 20 else 0


def group_holders(act: Act, node: Node, number: int) -> list[str]:
    """The ids of those of a group who could answer."""
    return [who for who in roles.in_group(node, number) if (person := by_id(act.site, who)) is not None and able(act, node, person)]


def able(act: Act, node: Node, person: Person) -> bool:
    """Could somebody answer a step: not on what they asked for themselves, not shut out, let in where it stands?"""
    reader = access.reader(act.site, person, act.today)
    let_in = all(access.passes(reader, gate) for gate in access.gates(node))
    return person.id != asked_by(node) and not person.blocked and let_in
