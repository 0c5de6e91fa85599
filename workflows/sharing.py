"""*Partage*: a page is given to somebody or to a group, to read or to change, for a time; taken back; and closed from here on.

Whoever looks after the rights of a page never closes it to themselves.
"""

from mobee_pyr.content import tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.groups import Group
from mobee_pyr.content.membership import SHARED, Grant
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import site_of
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import access, departures
from mobee_pyr.workflows.act import Act

TO_GROUPS: dict[str, tuple[Role, ...]] = {"network": (*SHARED, Role.QUALIFIER)}
"""The roles that a group may hold, by the type of the page; everywhere else those of `SHARED`."""

LOCKED_OUT = _("Vous ne pourriez plus ouvrir cette page vous-même, ni revenir en arrière : donnez-vous d’abord un rôle ici ou plus haut.")


class SharingRefused(Refused):
    """A right cannot be given or taken; ``message`` tells a person why, and what to do."""


def roles_for_groups(node: Node) -> tuple[Role, ...]:
    """What a group may be given on a page."""
    return TO_GROUPS.get(node.type_name, SHARED)


def groups_for(node: Node) -> list[tuple[int, Group]]:
    """The groups that a page may be given to: those of its network."""
    groups, network = site_of(node).membership.groups, network_of(node)
    return [] if groups is None or network is None else groups.of(network.oid)


def give_to_group(act: Act, node: Node, number: int, grant: Grant) -> None:
    """A group of this network holds a role here. Raises `SharingRefused` for any other."""
    group = dict(groups_for(node)).get(number)
    if group is None or grant.role not in roles_for_groups(node):
        raise SharingRefused(_("Choisissez un groupe de ce réseau."))
    act.site.membership.own_groups().grant(number, grant._replace(since=grant.since or act.today))
    node.record(act.who, "granted", when=act.now, role=str(grant.role), group=group.name, since=grant.since, until=grant.until)


def take_from_group(act: Act, node: Node, number: int, role: str) -> None:
    """A group holds a role here no more; what waited for its people alone is asked of others."""
    groups = act.site.membership.own_groups()
    group = groups.get(number)
    if group is None or not any((grant.role, grant.oid) == (role, node.oid) for grant in groups.grants(number)):
        raise SharingRefused(_("Cet accès est déjà terminé."))
    people = groups.people(number)
    groups.revoke(number, role, node.oid)
    _left(act, node, people, role)
    node.record(act.who, "revoked", when=act.now, role=role, group=group.name)


def _left(act: Act, node: Node, people: tuple[str, ...], role: str) -> None:
    for person_id in people:
        person = by_id(act.site, person_id)
        if person is not None:
            departures.role_ended(act, node, person, role)


def close(act: Act, node: Node) -> None:
    """*Private from here*. Raises `SharingRefused` for whoever would shut themselves out."""
    if not access.enters(access.reader(act.site, act.person, act.today), node):
        raise SharingRefused(LOCKED_OUT)
    tree.set_private(node, True, act.who)


def reopen(act: Act, node: Node) -> None:
    """No longer private: whoever may come in above comes in here, and reads what the state shows."""
    tree.set_private(node, False, act.who)
