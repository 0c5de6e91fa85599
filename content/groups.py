"""Groups of a network: who is in which, and what each one was given. Read once a request, in as many steps as somebody has groups."""

import secrets
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

if TYPE_CHECKING:
    from mobee_pyr.content.membership import Grant


class Nested(ValueError):
    """A group that holds groups stands in none, and one that stands in another holds none: nothing goes in circles."""


class Group(NamedTuple):
    """``network``: the oid of the one network that it belongs to; ``people``: ids; ``groups``: those that it takes in whole."""

    network: int
    name: str
    people: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()


class Groups(Persistent):
    """All groups of the site, by a number of their own; each fact in both directions."""

    def __init__(self) -> None:
        self.known = LOBTree()
        """A group's number → the `Group`. Replaced, never changed."""
        self.of_network = LOBTree()
        """A network's oid → the numbers of its groups."""
        self.of_person = OOBTree()
        """A person's id → the numbers of the groups that name them."""
        self.within = LOBTree()
        """A group's number → those of the groups that take it in."""
        self.given = LOBTree()
        """A group's number → its grants."""
        self.on = LOBTree()
        """A node's oid → the numbers of the groups that were given something there."""

    def get(self, number: int) -> Group | None:
        """The group of that number."""
        found: Group | None = self.known.get(number)
        return found

    def name_in(self, network: int, number: int) -> str:
        """What a network calls a group of its own; empty for one that is over, or another network's."""
        group = self.get(number)
        return group.name if group is not None and group.network == network else ""

    def of(self, network: int) -> list[tuple[int, Group]]:
        """The groups of a network, by name."""
        found = [(number, self.known[number]) for number in self.of_network.get(network, ())]
        return sorted(found, key=lambda each: each[1].name.casefold())

    def make(self, network: int, name: str) -> int:
        """A new group, still empty; its number."""
        number = secrets.randbits(62) + 1
        self.known[number] = Group(network, name)
        _insert(self.of_network, network, number)
        return number

    def change(self, number: int, name: str, people: Iterable[str], groups: Iterable[int]) -> None:
        """Another name, other people, other groups taken in. Raises `Nested`."""
        former, new = (
            self.known[number],
            Group(self.known[number].network, name, tuple(dict.fromkeys(people)), tuple(dict.fromkeys(groups))),
        )
        if new.groups and (self.within.get(number) or any(other == number or self.known[other].groups for other in new.groups)):
            raise Nested
        _follow(self.of_person, former.people, new.people, number)
        _follow(self.within, former.groups, new.groups, number)
        self.known[number] = new

    def dissolve(self, number: int) -> None:
        """The end of a group, of its grants, and of its place in others."""
        for grant in self.grants(number):
            self.revoke(number, grant.role, grant.oid)
        for other in list(self.within.get(number, ())):
            held = self.known[other]
            self.change(other, held.name, held.people, (each for each in held.groups if each != number))
        self.change(number, self.known[number].name, (), ())
        _remove(self.of_network, self.known[number].network, number)
        del self.known[number]

    def grants(self, number: int) -> tuple["Grant", ...]:
        """What a group was given, in force or not."""
        found: tuple[Grant, ...] = self.given.get(number, ())
        return found

    def grant(self, number: int, grant: "Grant") -> None:
        """Give a role to a group; the same role on the same node is replaced."""
        others = tuple(held for held in self.grants(number) if (held.role, held.oid) != (grant.role, grant.oid))
        self.given[number] = (*others, grant._replace(through=number))
        _insert(self.on, grant.oid, number)

    def revoke(self, number: int, role: str, oid: int) -> None:
        """Take it away; nothing happens if the group does not have it."""
        kept = tuple(held for held in self.grants(number) if (held.role, held.oid) != (role, oid))
        if kept:
            self.given[number] = kept
        elif number in self.given:
            del self.given[number]
        if not any(held.oid == oid for held in kept):
            _remove(self.on, oid, number)

    def containing(self, person_id: str) -> tuple[int, ...]:
        """The groups that somebody is in: those that name them, and those that take these in."""
        named = tuple(self.of_person.get(person_id, ()))
        return tuple(dict.fromkeys((*named, *(outer for number in named for outer in self.within.get(number, ())))))

    def held_by(self, person_id: str) -> Iterator["Grant"]:
        """What somebody holds through their groups."""
        for number in self.containing(person_id):
            yield from self.grants(number)

    def people(self, number: int) -> tuple[str, ...]:
        """The ids of all in a group, each once."""
        group = self.known[number]
        inner = (person_id for each in group.groups for person_id in self.known[each].people)
        return tuple(dict.fromkeys((*group.people, *inner)))

    def given_on(self, oid: int) -> Iterator[tuple[int, "Grant"]]:
        """Each (group's number, grant) on a node, in force or not."""
        for number in self.on.get(oid, ()):
            yield from ((number, grant) for grant in self.grants(number) if grant.oid == oid)

    def leave(self, oid: int) -> None:
        """A node leaves its network: what was given there to the network's groups is over."""
        for number, grant in list(self.given_on(oid)):
            self.revoke(number, grant.role, oid)

    def forget(self, oid: int) -> None:
        """A node is gone for good: its grants, and if it is a network its groups."""
        self.leave(oid)
        for number in list(self.of_network.get(oid, ())):
            self.dissolve(number)


def _follow(index: "LOBTree | OOBTree", was: Iterable[int | str], now: Iterable[int | str], number: int) -> None:
    """Bring the other direction of a list up to date."""
    for key in set(was).difference(now):
        _remove(index, key, number)
    for key in set(now).difference(was):
        _insert(index, key, number)


def _insert(index: "LOBTree | OOBTree", key: int | str, number: int) -> None:
    if key not in index:
        index[key] = LLTreeSet()
    index[key].insert(number)


def _remove(index: "LOBTree | OOBTree", key: int | str, number: int) -> None:
    if key in index and number in index[key]:
        index[key].remove(number)
        if not index[key]:
            del index[key]
