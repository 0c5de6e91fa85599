"""What ``mobee check`` says of groups: they lead to people, networks and nodes; both directions of each list say the same."""

from collections.abc import Iterator

from mobee_pyr.content.groups import Group, Groups
from mobee_pyr.content.membership import SHARED
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import is_deleted


def faults(site: Site) -> Iterator[str]:
    """One line a fault."""
    if site.membership.groups is not None:
        for number, group in site.membership.groups.known.items():
            yield from _group(site, site.membership.groups, number, group)
        yield from _directions(site.membership.groups)
    yield from _shared(site)


def _group(site: Site, groups: Groups, number: int, group: Group) -> Iterator[str]:
    here, network = f"/: the group {group.name!r}", site.node(group.network)
    if network is None or network.type_name != "network":
        yield f"{here} belongs to {group.network}, where there is no network"
    yield from (f"{here} names {who!r}, and there is no such person" for who in group.people if by_id(site, who) is None)
    for inner in group.groups:
        if inner not in groups.known:
            yield f"{here} takes in {inner}, and there is no such group"
        elif groups.known[inner].groups or groups.known[inner].network != group.network:
            yield f"{here} takes in {groups.known[inner].name!r}, which takes in others or is of another network"
    for grant in groups.grants(number):
        node = site.node(grant.oid)
        if not _stands_in(node, network):
            yield f"{here} is {grant.role} on {grant.oid}, which is no node of its network"


def _stands_in(node: Node | None, network: Node | None) -> bool:
    return node is not None and (network_of(node) is network or is_deleted(node))


def _directions(groups: Groups) -> Iterator[str]:
    """Each list, made anew from the groups and their grants."""
    made: dict[str, set[tuple[int | str, int]]] = {"of_network": set(), "of_person": set(), "within": set(), "on": set()}
    for number, group in groups.known.items():
        made["of_network"].add((group.network, number))
        made["of_person"].update((who, number) for who in group.people)
        made["within"].update((inner, number) for inner in group.groups)
    for number, grants in groups.given.items():
        made["on"].update((grant.oid, number) for grant in grants)
        if number not in groups.known:
            yield f"/: {number} was given something, and there is no such group"
    for name, pairs in made.items():
        kept = {(key, number) for key, numbers in getattr(groups, name).items() for number in numbers}
        yield from (f"/: the groups and their list {name} differ about {key!r} and {number}" for key, number in kept ^ pairs)


def _shared(site: Site) -> Iterator[str]:
    """The list of those to whom a page was given by name, once it is kept."""
    membership = site.membership
    if membership.shared is not None:
        kept = {(oid, who) for oid, people in membership.shared.items() for who in people}
        made = {(grant.oid, who) for who, grants in membership.by_person.items() for grant in grants if grant.role in SHARED}
        yield from (f"/: the list of whom {oid} was given to and the grants differ about {who!r}" for oid, who in kept ^ made)
