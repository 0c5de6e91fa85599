"""Why can she, why can't he: the answer of `access.permits`, told as a path."""

from dataclasses import dataclass
from datetime import date

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, Permission, token
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.workflows import access, library, roles
from mobee_pyr.workflows.access import Reader


@dataclass(frozen=True)
class GateAnswer:
    """One gate on the way to a node, and whether it lets the reader through."""

    gate: Node
    open: bool


@dataclass(frozen=True)
class Explanation:
    """``allowed``, because of: the gates passed, the roles that would do (``needed``) and those held (``held``).

    ``kept``: the reader applied or pledged, and keeps sight for good, whatever the gates say.
    """

    allowed: bool
    kept: bool
    gates: tuple[GateAnswer, ...]
    roles: tuple[str, ...]
    needed: frozenset[str]
    held: frozenset[str]


def stranger(site: Site) -> Reader:
    """Anybody who is signed in and holds no role: as whom everyone is answered whom a network does not know."""
    return Reader(site, None, frozenset((EVERYONE, AUTHENTICATED)), frozenset())


def offered(node: Node) -> list[Permission]:
    """The permissions that some state of a node's life gives to somebody, in their order."""
    if library.is_governed(node):
        given = {permission for state in library.workflow_of(node).workflow.states.values() for permission in state.holders}
    else:
        given = set(library.standing().get(node.type_name, {}))
    return [permission for permission in Permission if permission in given]


def out_of_date(site: Site, person_id: str, needed: frozenset[str], day: date) -> list[Grant]:
    """The roles that would do, had they begun, or were they not over."""
    grants = site.membership.grants(person_id)
    return [grant for grant in grants if token(grant.role, grant.oid) in needed and not grant.holds(day)]


def explain(who: Reader, permission: str, node: Node) -> Explanation:
    """Every element of the answer to: may ``who`` do ``permission`` on ``node``?"""
    needed = access.holders(node, permission)
    kept = permission == Permission.VIEW and access.keeps_sight(who, node)
    return Explanation(
        allowed=access.permits(who, permission, node),
        kept=kept,
        gates=tuple(GateAnswer(gate, access.passes(who, gate)) for gate in reversed(access.gates(node))),
        roles=access.roles_in_state(node, permission),
        needed=needed,
        held=who.tokens & needed,
    )


def acl(node: Node) -> list[tuple[str, str, str]]:
    """The whole access list of a node in Pyramid's form: ``("Allow", "referent@…", "view")``; gates come first as denials."""
    closed = [("Deny", "outside", f"{gate.__name__}@{gate.oid}") for gate in reversed(access.gates(node))]
    allowed = [("Allow", token, permission.value) for permission in Permission for token in sorted(access.holders(node, permission))]
    return closed + allowed


def place_of_token(site: Site, token: str) -> Node | None:
    """The node that a role token is held on."""
    _role, _at, oid = token.partition("@")
    return site.node(int(oid)) if oid.isdigit() else None


def entrances(who: Reader, gate: Node, day: date) -> list[Grant]:
    """The grants by which somebody comes in at a gate: there, beneath it, or of those who manage something above."""
    held = [grant for grant in who.site.membership.grants(who.person_id or "") if grant.holds(day)]
    managing = access.managers_above(gate)
    return [grant for grant in held if token(grant.role, grant.oid) in managing or _stands_beneath(who.site, grant, gate)]


def _stands_beneath(site: Site, grant: Grant, gate: Node) -> bool:
    place = site.node(grant.oid)
    return place is not None and not is_deleted(place) and any(step is gate for step in lineage(place))


def with_role(who: Reader, role: str, place: Node) -> Reader:
    """The same person, were they given one more role."""
    tokens = who.tokens | {EVERYONE, AUTHENTICATED, token(role, place.oid)}
    return Reader(who.site, who.person_id, tokens, who.inside | {step.oid for step in lineage(place)}, who.until, who.lent)


def remedies(who: Reader, permission: str, node: Node) -> list[tuple[str, Node]]:
    """(role, where it is held) that would each open what is closed, the narrowest first: the page alone, then the roles of its state."""
    direct = () if node.type_name in access.CONFIDENTIAL else access.DIRECT.get(permission, ())[:1]
    related = roles.relations(node)
    found = [(str(role), node) for role in direct]
    for name in access.roles_in_state(node, permission):
        relation, _dot, role = name.partition(".")
        place = who.site.node(related.get(relation))
        if role and place is not None:
            found.append((role, place))
    return [(role, place) for role, place in dict.fromkeys(found) if access.permits(with_role(who, role, place), permission, node)]
