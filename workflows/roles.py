"""The roles that a workflow may name, and whom each one means for a given node."""

from collections.abc import Iterable

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, SYSTEM, Role, person_token, token
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.site import site_of

_ALWAYS = ("everyone", "authenticated", "site.admin")
_NETWORK = ("network.manager", "network.qualifier", "network.member")
_BODY = ("referent", "manager", "hr", "member")
_ORGANISATION = (*(f"organisation.{role}" for role in _BODY), "owner")
_ANSWER = ("applicant", *(f"employer.{role}" for role in _BODY), *(f"beneficiary.{role}" for role in _BODY))

ROLES = {
    "site": _ALWAYS,
    "folder": _ALWAYS,
    "blueprint": _ALWAYS,
    "legal_entity": _ALWAYS,
    "person": (*_ALWAYS, "self"),
    "network": _ALWAYS + _NETWORK,
    "organisation": _ALWAYS + _NETWORK + _ORGANISATION,
    "programme": _ALWAYS + _NETWORK + _ORGANISATION,
    "mission": _ALWAYS + _NETWORK + _ORGANISATION,
    "need": _ALWAYS + _NETWORK + _ORGANISATION,
    "application": _ALWAYS + _NETWORK + _ANSWER,
    "pledge": _ALWAYS + _NETWORK + _ANSWER,
    "joining": _ALWAYS + _NETWORK + _ANSWER,
}
"""The roles that can exist on each content type. ``system`` besides, among those who fire a transition."""


def relations(node: Node) -> dict[str, int]:
    """The nodes that a role of this node may be held on, by the first half of the role's name → oid."""
    found = {"site": site_of(node).oid}
    network, organisation = network_of(node), organisation_of(node)
    if network is not None:
        found["network"] = network.oid
    if organisation is not None:
        found["organisation"] = found["beneficiary"] = organisation.oid
    employer = getattr(node, "employer", None)
    if employer is not None:
        found["employer"] = employer
    return found


def tokens(node: Node, roles: Iterable[str]) -> frozenset[str]:
    """Whom ``roles`` mean for ``node``, as tokens; a role that nobody can hold here (no employer) means nobody."""
    related = relations(node)
    return frozenset(found for role in roles if (found := _token(node, role, related)) is not None)


def _token(node: Node, role: str, related: dict[str, int]) -> str | None:
    if role in (EVERYONE, AUTHENTICATED, SYSTEM):
        return role
    if role == "self":
        return person_token(node.__name__)
    if role in ("owner", "applicant"):
        who = getattr(node, "author" if role == "owner" else "applicant", None)
        return None if who is None else person_token(who)
    relation, _, held = role.partition(".")
    return token(Role(held), related[relation]) if relation in related else None
