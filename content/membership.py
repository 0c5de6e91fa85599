"""Who holds which role where, and from when to when: one record a person, one lookup a request."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent


class Grant(NamedTuple):
    """A role on a node, for the days from ``since`` to ``until`` inclusive (``None``: no bound).

    ``acting`` marks somebody who stands in until a titular is named.
    """

    role: str
    oid: int
    since: date | None = None
    until: date | None = None
    acting: bool = False

    def holds(self, day: date) -> bool:
        """Is the grant in force on ``day``?"""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def changes_after(self, day: date) -> date | None:
        """The first day after ``day`` on which `holds` answers otherwise, or ``None``."""
        if self.since is not None and day < self.since:
            return self.since
        if self.until is not None and day <= self.until:
            return date.fromordinal(self.until.toordinal() + 1)
        return None


class Membership(Persistent):
    """The one index of grants: person → grants, node → people."""

    def __init__(self) -> None:
        self.by_person = OOBTree()
        self.by_node = LOBTree()

    def grants(self, person_id: str) -> tuple[Grant, ...]:
        """All grants of a person, in force or not."""
        found: tuple[Grant, ...] = self.by_person.get(person_id, ())
        return found

    def grant(self, person_id: str, grant: Grant) -> None:
        """Give a role; the same role on the same node is replaced. A titular ends the acting ones."""
        if not grant.acting:
            for stand_in in [who for who in self.people(grant.oid) if self._acting(who, grant)]:
                self.revoke(stand_in, grant.role, grant.oid)
        others = tuple(held for held in self.grants(person_id) if (held.role, held.oid) != (grant.role, grant.oid))
        self.by_person[person_id] = (*others, grant)
        people = self.by_node.get(grant.oid)
        if people is None:
            people = self.by_node[grant.oid] = OOTreeSet()
        people.add(person_id)

    def revoke(self, person_id: str, role: str, oid: int) -> bool:
        """Take a role away; ``False`` if it was not held."""
        held = self.grants(person_id)
        kept = tuple(grant for grant in held if (grant.role, grant.oid) != (role, oid))
        if len(kept) == len(held):
            return False
        if kept:
            self.by_person[person_id] = kept
        else:
            del self.by_person[person_id]
        if not any(grant.oid == oid for grant in kept):
            self.by_node[oid].remove(person_id)
            if not self.by_node[oid]:
                del self.by_node[oid]
        return True

    def people(self, oid: int) -> list[str]:
        """The ids of those who hold, held or will hold any role on a node."""
        return list(self.by_node.get(oid, ()))

    def on(self, oid: int) -> Iterator[tuple[str, Grant]]:
        """Each (person id, grant) on a node, in force or not."""
        for person_id in self.people(oid):
            for grant in self.grants(person_id):
                if grant.oid == oid:
                    yield person_id, grant

    def holders(self, role: str, oid: int, day: date) -> list[str]:
        """The ids of those who hold ``role`` on the node that day."""
        return [who for who, grant in self.on(oid) if grant.role == role and grant.holds(day)]

    def forget(self, oid: int) -> None:
        """End every grant on a node that is gone for good."""
        for person_id, grant in list(self.on(oid)):
            self.revoke(person_id, grant.role, oid)

    def _acting(self, person_id: str, titular: Grant) -> bool:
        return any(g.acting and (g.role, g.oid) == (titular.role, titular.oid) for g in self.grants(person_id))
