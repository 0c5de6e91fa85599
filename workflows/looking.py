"""*Voir comme*: somebody who looks after roles sees a network as a role opens it, or as one person's roles do. Reading only.

Such eyes show what both may open, whoever is looked as and whoever looks: never another network, never a profile, a thread, a letter,
nor what is somebody's own (their answers, their drafts), because they hold roles and are nobody (decision 33).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, Permission, Role, token
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import access, appointments
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act

LASTS = timedelta(minutes=30)
"""After that long one is oneself again."""

VISITOR = "visitor"

ROLES: dict[str, tuple[Role, ...]] = {
    "network": (Role.MEMBER, Role.QUALIFIER, Role.MANAGER),
    "organisation": (Role.MEMBER, Role.HR, Role.MANAGER, Role.REFERENT),
}
"""The roles as which one may look, by the type of the place where they are held; readers and editors anywhere."""


class LookRefused(Refused):
    """One may not look so; ``message`` tells why."""


class OnlyLooking(Exception):
    """Somebody who looks with other eyes tried to do something."""


@dataclass(frozen=True)
class Look:
    """From which page (its oid), since when, and as whom: a ``person``'s id, or a ``role`` on the node ``on``."""

    page: int
    since: datetime
    person: str = ""
    role: str = ""
    on: int = 0

    def holds(self, now: datetime) -> bool:
        """Does it still last?"""
        return self.since <= now < self.since + LASTS


def roles_to_try(node: Node) -> Iterator[tuple[str, Node]]:
    """(role, where it is held) of those as which one may look at a page; a visitor and whoever is signed in besides."""
    for step in lineage(node):
        yield from ((str(role), step) for role in ROLES.get(step.type_name, ()))
    yield from ((str(role), node) for role in (Role.READER, Role.EDITOR))


def begin(act: Act, look: Look) -> None:
    """Write down that somebody looks as a person: with that person, and with the network. Raises `LookRefused`."""
    watcher = access.reader(act.site, act.person, act.today)
    node, person = act.site.node(look.page), by_id(act.site, look.person)
    if node is None or not allowed(watcher, look, act.today):
        raise LookRefused(_("Choisissez une personne de ce réseau, ou un rôle."))
    network = network_of(node)
    if person is not None and network is not None:
        person.record(act.who, "looked as", when=act.now, network=network.oid)
        network.record(act.who, "looked as", when=act.now, person=person.id)


def allowed(watcher: Reader, look: Look, day: date) -> bool:
    """May somebody look so? As a role: who looks after the roles of the page; as a person: who looks after those of the network."""
    node = watcher.site.node(look.page)
    network = None if node is None else network_of(node)
    if node is None or network is None or is_deleted(node) or not access.permits(watcher, Permission.PEOPLE, node):
        return False
    if look.person:
        person = by_id(watcher.site, look.person)
        known = person is not None and appointments.known_here(network, person, day)
        return known and look.person != watcher.person_id and access.permits(watcher, Permission.PEOPLE, network)
    return look.role in (VISITOR, AUTHENTICATED) or any((look.role, look.on) == (role, place.oid) for role, place in roles_to_try(node))


def eyes(watcher: Reader, look: Look, day: date) -> Reader:
    """The reader that such a look makes; nobody in particular, with roles of one network only."""
    node = watcher.site.node(look.page)
    network = None if node is None else network_of(node)
    assert network is not None
    if look.person:
        tokens, inside = _roles_of(watcher.site, by_id(watcher.site, look.person), network, day)
    else:
        tokens, inside = _role(watcher.site, look)
    return Reader(watcher.site, None, tokens, inside, watcher=watcher, within=network.oid)


def _roles_of(site: Site, person: Person | None, network: Node, day: date) -> tuple[frozenset[str], frozenset[int]]:
    """What somebody's roles in one network open; without their name, nothing of theirs does."""
    if person is None or person.blocked:
        return frozenset((EVERYONE,)), frozenset()
    held = [(grant, site.node(grant.oid)) for grant in site.membership.grants(person.id) if grant.holds(day)]
    here = [(grant, place) for grant, place in held if place is not None and network_of(place) is network and not is_deleted(place)]
    tokens = frozenset(token(grant.role, grant.oid) for grant, _place in here)
    return tokens | {EVERYONE, AUTHENTICATED}, frozenset(step.oid for _grant, place in here for step in lineage(place))


def _role(site: Site, look: Look) -> tuple[frozenset[str], frozenset[int]]:
    place = site.node(look.on)
    if look.role in (VISITOR, AUTHENTICATED) or place is None:
        return frozenset((EVERYONE,) if look.role == VISITOR else (EVERYONE, AUTHENTICATED)), frozenset()
    return frozenset((EVERYONE, AUTHENTICATED, token(look.role, place.oid))), frozenset(step.oid for step in lineage(place))


def looks_at(person: Person) -> list[Deed]:
    """When somebody looked as this person, the latest first."""
    return [deed for deed in person.deeds() if deed.what == "looked as"]
