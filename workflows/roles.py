"""The roles that a workflow may name, and whom each one means for a given node."""

from collections.abc import Iterable

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, SYSTEM, Role, deputy_token, group_token, person_token, token
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import site_of
from mobee_pyr.content.track import Step
from mobee_pyr.content.words import _

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
    "volunteer": ("network.manager", "network.qualifier", "applicant"),
    "publication": (*_ALWAYS, *_NETWORK, "network.editor"),
}
"""The roles that can exist on each content type. ``system`` besides, among those who fire a transition.

A volunteer's profile has so few that no network's own workflow can open it to others (decision 19).
"""

WORDS = {
    "everyone": _("tout le monde"),
    "authenticated": _("toute personne connectée"),
    "site.admin": _("l’administration du site"),
    "network.manager": _("la gestion du réseau"),
    "network.qualifier": _("la qualification du réseau"),
    "network.editor": _("les rédactrices et rédacteurs du réseau"),
    "network.member": _("les membres du réseau"),
    "organisation.referent": _("le référent de l’organisation"),
    "organisation.manager": _("les responsables d’équipe de l’organisation"),
    "organisation.hr": _("les ressources humaines de l’organisation"),
    "organisation.member": _("les membres de l’organisation"),
    "owner": _("qui l’a écrit"),
    "applicant": _("la personne qui demande"),
    "employer.referent": _("le référent de son organisation"),
    "employer.manager": _("les responsables d’équipe de son organisation"),
    "employer.hr": _("les ressources humaines de son organisation"),
    "employer.member": _("les membres de son organisation"),
    "beneficiary.referent": _("le référent de l’organisation qui reçoit"),
    "beneficiary.manager": _("les responsables d’équipe de l’organisation qui reçoit"),
    "beneficiary.hr": _("les ressources humaines de l’organisation qui reçoit"),
    "beneficiary.member": _("les membres de l’organisation qui reçoit"),
    "system": _("mobee, automatiquement"),
}
"""How each role of a workflow is told to people."""


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


def asked(node: Node, step: Step) -> frozenset[str]:
    """Those whom a step of a track asks: a named person and their deputy, or a group; the role behind them once nobody of these is left."""
    if step.group and (step.outcome or in_group(node, step.group)):
        network = network_of(node)
        return frozenset((group_token(step.group, 0 if network is None else network.oid),))
    person = by_id(site_of(node), step.person)
    if person is not None and not person.blocked:
        network = network_of(node)
        return frozenset((person_token(person.id), deputy_token(person.id, 0 if network is None else network.oid)))
    return tokens(node, (step.role,))


def people_of_group(node: Node, number: int) -> tuple[str, ...]:
    """The ids of all in a group of the network that a node stands in."""
    groups, network = site_of(node).membership.groups, network_of(node)
    if groups is None or network is None or not groups.name_in(network.oid, number):
        return ()
    return groups.people(number)


def in_group(node: Node, number: int) -> list[str]:
    """The ids of those of a group of its network who could be asked about a node: never whoever waits for the answer."""
    people = (by_id(site_of(node), who) for who in people_of_group(node, number))
    author = getattr(node, "applicant", node.author)
    return [person.id for person in people if person is not None and not person.blocked and person.id != author]


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
