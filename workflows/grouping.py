"""Groups of a network: made, filled, nested once, dissolved. Only people whom the network knows stand in one."""

from collections.abc import Iterable

from mobee_pyr.content.groups import Group, Groups, Nested
from mobee_pyr.content.names import slug
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import appointments, departures
from mobee_pyr.workflows.act import Act

MOST = 500
"""People in one group."""

LONGEST = 80


class GroupRefused(Refused):
    """The group cannot be so; ``message`` tells a person why, and what to do."""


def group_of(network: Network, groups: Groups | None, number: int) -> Group | None:
    """A group, if it is one of this network."""
    found = None if groups is None else groups.get(number)
    return found if found is not None and found.network == network.oid else None


def make(act: Act, network: Network, name: str) -> int:
    """A new group, still empty; its number. Raises `GroupRefused` for a name that another one has."""
    groups = act.site.membership.own_groups()
    number = groups.make(network.oid, _free(groups, network, name, None))
    network.record(act.who, "group made", when=act.now, name=name.strip())
    return number


def rename(act: Act, network: Network, number: int, name: str) -> None:
    """Another name."""
    groups, group = _known(act, network, number)
    if name.strip() != group.name:
        _change(act, network, number, group._replace(name=_free(groups, network, name, number)))


def add(act: Act, network: Network, number: int, person: Person | None) -> None:
    """Take somebody in. Raises `GroupRefused`: in the same words for whoever has no account and whoever is not known here."""
    _groups, group = _known(act, network, number)
    if person is None or not appointments.known_here(network, person, act.today):
        raise GroupRefused(_("Cette personne n’a pas encore de rôle dans ce réseau : invitez-la d’abord depuis « Équipe et rôles »."))
    if len(group.people) >= MOST:
        raise GroupRefused(_("Un groupe compte 500 personnes au plus : faites-en un second, et un groupe des deux."))
    _change(act, network, number, group._replace(people=(*group.people, person.id)), person=person.id)


def remove(act: Act, network: Network, number: int, person_id: str) -> None:
    """Let somebody go: what only the group opened to them is closed."""
    groups, group = _known(act, network, number)
    before = _held(groups, person_id)
    _change(act, network, number, group._replace(people=tuple(each for each in group.people if each != person_id)), person=person_id)
    _lost(act, [person_id], before)
    departures.group_changed(act, network, (number, *groups.within.get(number, ())))


def take_in(act: Act, network: Network, number: int, inner: Iterable[int]) -> None:
    """Take other groups in whole, these and no others. Raises `GroupRefused` for a group in a group in a group."""
    groups, group = _known(act, network, number)
    chosen = tuple(inner)
    if any(group_of(network, groups, each) is None for each in chosen):
        raise GroupRefused(_("Choisissez des groupes de ce réseau."))
    people = [each for other in group.groups if other not in chosen for each in groups.people(other)]
    before = {held for each in people for held in _held(groups, each)}
    if set(chosen) != set(group.groups):
        _change(act, network, number, group._replace(groups=chosen))
        _lost(act, people, before)
        departures.group_changed(act, network, (number,))


def dissolve(act: Act, network: Network, number: int) -> None:
    """The end of a group, and of all that it was given."""
    groups, group = _known(act, network, number)
    people = groups.people(number)
    before = {(grant.role, grant.oid) for grant in groups.grants(number)}
    outer = tuple(groups.within.get(number, ()))
    groups.dissolve(number)
    _lost(act, people, before)
    departures.group_changed(act, network, (number, *outer))
    network.record(act.who, "group dissolved", when=act.now, name=group.name)


def may_take_in(groups: Groups, number: int, other: int) -> bool:
    """May a group take another one in, as things stand? Groups are nested once."""
    return number != other and not groups.within.get(number) and not groups.known[other].groups


def _known(act: Act, network: Network, number: int) -> tuple[Groups, Group]:
    groups = act.site.membership.own_groups()
    group = group_of(network, groups, number)
    if group is None:
        raise GroupRefused(_("Ce groupe n’existe plus."))
    return groups, group


def _free(groups: Groups, network: Network, name: str, number: int | None) -> str:
    wished = " ".join(name.split())
    if not wished or len(wished) > LONGEST:
        raise GroupRefused(_("Donnez un nom au groupe, en 80 signes au plus."))
    if any(slug(group.name) == slug(wished) for other, group in groups.of(network.oid) if other != number):
        raise GroupRefused(_("Un autre groupe porte déjà ce nom."))
    return wished


def _change(act: Act, network: Network, number: int, new: Group, **details: str) -> None:
    try:
        act.site.membership.own_groups().change(number, new.name, new.people, new.groups)
    except Nested as nested:
        raise GroupRefused(_("Un groupe qui en contient d’autres ne peut pas être mis dans un groupe.")) from nested
    network.record(act.who, "group changed", when=act.now, name=new.name, **details)


def _held(groups: Groups, person_id: str) -> set[tuple[str, int]]:
    return {(grant.role, grant.oid) for grant in groups.held_by(person_id)}


def _lost(act: Act, people: Iterable[str], before: set[tuple[str, int]]) -> None:
    """What waited for these people alone, by a role that they held as a group, is asked of others."""
    for person in filter(None, (by_id(act.site, each) for each in people)):
        for role, oid in before:
            node = act.site.node(oid)
            if node is not None:
                departures.role_ended(act, node, person, role)
