"""Why can she, why can't he: the answer of `access.permits`, told as a path."""

from dataclasses import dataclass
from datetime import date

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, Permission, token
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.workflows import access, library
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
