"""Why can she, why can't he: the answer of `access.permits`, told as a path."""

from dataclasses import dataclass

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.workflows import access
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


def explain(who: Reader, permission: str, node: Node) -> Explanation:
    """Every element of the answer to: may ``who`` do ``permission`` on ``node``?"""
    needed = access.holders(node, permission)
    kept = permission == Permission.VIEW and who.person_id is not None and access.keeps_sight(who.person_id, node)
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
