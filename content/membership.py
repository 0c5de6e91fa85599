"""Who holds which role where, and from when to when: one record a person, one lookup a request."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from mobee_pyr.content.access import Role
from mobee_pyr.content.groups import Groups

SHARED = (Role.READER, Role.EDITOR)
"""The roles that are given on any node, one by one, on its page *Partage*."""

LENT = (Role.REFERENT, Role.MANAGER, Role.HR, Role.QUALIFIER)
"""The roles that a deputy holds while somebody is absent: those that answer others."""

ASKED = "deputy"
"""Not a role: what a deputy is asked, in a network, in place of somebody whom a step names."""


class Grant(NamedTuple):
    """A role on a node, for the days from ``since`` to ``until`` inclusive (``None``: no bound).

    ``acting`` marks somebody who stands in until a titular is named; ``instead_of`` is the id of the absent person whose
    role it is, ``through`` the number of the group that it was given to.
    """

    role: str
    oid: int
    since: date | None = None
    until: date | None = None
    acting: bool = False
    instead_of: str = ""
    through: int = 0

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


class Absence(NamedTuple):
    """Somebody is away from ``since`` to ``until`` inclusive, and ``deputy`` (a person's id) answers for them.

    ``places``: (the oid of a node on which they hold a role, that of the node on which the deputy stands already, that of
    the network). The deputy enters nothing that was closed to them, and loses with their own role what was lent with it.
    """

    since: date
    until: date
    deputy: str
    places: tuple[tuple[int, int, int], ...] = ()


class Membership(Persistent):
    """The one index of grants: person → grants, node → people; and of absences: nothing is granted for them, they are read."""

    away: OOBTree | None = None
    """The id of an absent person → their `Absence`, to come, present or past."""
    deputies: OOBTree | None = None
    """The id of a deputy → the ids of those for whom they answer."""
    groups: Groups | None = None
    """The groups of networks, and what they were given."""
    shared: LOBTree | None = None
    """A node's oid → the ids of those to whom it was shared by name (`SHARED`), be it a network of thousands; ``None``: not listed yet."""

    def __init__(self) -> None:
        self.by_person = OOBTree()
        self.by_node = LOBTree()

    def own(self, person_id: str) -> tuple[Grant, ...]:
        """The grants that a person was given, in force or not."""
        found: tuple[Grant, ...] = self.by_person.get(person_id, ())
        return found

    def grants(self, person_id: str) -> tuple[Grant, ...]:
        """All grants of a person, in force or not: their own, those of their groups, and those of the absent for whom they answer."""
        lent = self.lent(person_id) if self.deputies else ()
        return (*self.own(person_id), *(() if self.groups is None else self.groups.held_by(person_id)), *lent)

    def lent(self, person_id: str) -> Iterator[Grant]:
        """What a person holds as a deputy, for the days on which the absence, the role and their own standing meet."""
        for absent, absence, oid, _network, standing in self._stands(person_id):
            for held in self.own(absent):
                if held.oid == oid and held.role in LENT:
                    grant = _meeting(held.role, oid, absent, held, standing, absence)
                    if grant is not None:
                        yield grant

    def asked_instead(self, person_id: str) -> Iterator[Grant]:
        """The networks (role `ASKED`) in which a person is asked what names somebody absent."""
        for absent, absence, _oid, network, standing in self._stands(person_id):
            grant = _meeting(ASKED, network, absent, standing, absence)
            if grant is not None:
                yield grant

    def _stands(self, person_id: str) -> Iterator[tuple[str, Absence, int, int, Grant]]:
        own = self.own(person_id)
        for absent in () if self.deputies is None else self.deputies.get(person_id, ()):
            absence = self.absence(absent)
            for oid, through, network in () if absence is None else absence.places:
                for standing in own:
                    if standing.oid == through and absence is not None:
                        yield absent, absence, oid, network, standing

    def represented(self, person_id: str) -> tuple[str, ...]:
        """The ids of all for whom a deputy answers, answered or will answer."""
        return () if self.deputies is None else tuple(self.deputies.get(person_id, ()))

    def absence(self, person_id: str) -> Absence | None:
        """When a person is, was or will be away; ``None`` if they never said."""
        found: Absence | None = None if self.away is None else self.away.get(person_id)
        return found

    def send_away(self, person_id: str, absence: Absence | None) -> None:
        """Note an absence in place of the former one; ``None``: forget it."""
        if self.away is None or self.deputies is None:
            self.away, self.deputies = OOBTree(), OOBTree()
        former = self.away.get(person_id)
        if former is not None:
            self.deputies[former.deputy].remove(person_id)
            if not self.deputies[former.deputy]:
                del self.deputies[former.deputy]
            del self.away[person_id]
        if absence is not None:
            self.away[person_id] = absence
            if absence.deputy not in self.deputies:
                self.deputies[absence.deputy] = OOTreeSet()
            self.deputies[absence.deputy].add(person_id)

    def grant(self, person_id: str, grant: Grant) -> None:
        """Give a role; the same role on the same node is replaced. A titular ends the acting ones."""
        if not grant.acting and grant.role != Role.MEMBER:  # nobody stands in for a member, and members are many
            for stand_in in [who for who in self.people(grant.oid) if self._acting(who, grant)]:
                self.revoke(stand_in, grant.role, grant.oid)
        others = tuple(held for held in self.own(person_id) if (held.role, held.oid) != (grant.role, grant.oid))
        self.by_person[person_id] = (*others, grant)
        people = self.by_node.get(grant.oid)
        if people is None:
            people = self.by_node[grant.oid] = OOTreeSet()
        people.add(person_id)
        if grant.role in SHARED:
            self._list_shared(grant.oid, person_id)

    def revoke(self, person_id: str, role: str, oid: int) -> bool:
        """Take a role away; ``False`` if it was not held."""
        held = self.own(person_id)
        kept = tuple(grant for grant in held if (grant.role, grant.oid) != (role, oid))
        if len(kept) == len(held):
            return False
        if kept:
            self.by_person[person_id] = kept
        else:
            del self.by_person[person_id]
        if role in SHARED:
            self._list_shared(oid, person_id)
        if not any(grant.oid == oid for grant in kept):
            self.by_node[oid].remove(person_id)
            if not self.by_node[oid]:
                del self.by_node[oid]
        return True

    def people(self, oid: int) -> list[str]:
        """The ids of those who hold, held or will hold any role on a node."""
        return list(self.by_node.get(oid, ()))

    def given_on(self, oid: int) -> Iterator[tuple[str, Grant]]:
        """Each (person id, grant) that was given on a node, in force or not."""
        for person_id in self.people(oid):
            for grant in self.own(person_id):
                if grant.oid == oid:
                    yield person_id, grant

    def shared_on(self, oid: int) -> Iterator[tuple[str, Grant]]:
        """Those of them that were given by name on its page *Partage*."""
        for person_id in self.people(oid) if self.shared is None else self.shared.get(oid, ()):
            yield from ((person_id, grant) for grant in self.own(person_id) if grant.oid == oid and grant.role in SHARED)

    def through_groups(self, oid: int) -> Iterator[tuple[str, Grant]]:
        """What the people of groups hold on a node, each because of their group."""
        if self.groups is not None:
            for number, grant in self.groups.given_on(oid):
                yield from ((person_id, grant) for person_id in self.groups.people(number))

    def on(self, oid: int) -> Iterator[tuple[str, Grant]]:
        """All that is held on a node: by name, through a group, by deputies."""
        yield from self.given_on(oid)
        yield from self.through_groups(oid)
        absences = (self.absence(person_id) for person_id in (self.people(oid) if self.away else ()))
        for deputy in sorted({absence.deputy for absence in absences if absence is not None}):
            yield from ((deputy, grant) for grant in self.lent(deputy) if grant.oid == oid)

    def holders(self, role: str, oid: int, day: date) -> list[str]:
        """The ids of those who hold ``role`` on the node that day, deputies too."""
        return list(dict.fromkeys(who for who, grant in self.on(oid) if grant.role == role and grant.holds(day)))

    def titulars(self, role: str, oid: int, day: date) -> list[str]:
        """The same without the deputies."""
        given = (*self.given_on(oid), *self.through_groups(oid))
        return list(dict.fromkeys(who for who, grant in given if grant.role == role and grant.holds(day)))

    def own_groups(self) -> Groups:
        """The groups, to change them: kept from the first one on."""
        if self.groups is None:
            self.groups = Groups()
        return self.groups

    def asked_for(self, absent: str, network: int, day: date) -> list[str]:
        """The id of whoever is asked that day, in a network, what names somebody absent."""
        absence = self.absence(absent)
        grants = () if absence is None else self.asked_instead(absence.deputy)
        asked = any(grant.oid == network and grant.instead_of == absent and grant.holds(day) for grant in grants)
        return [absence.deputy] if asked and absence is not None else []

    def forget(self, oid: int) -> None:
        """End every grant on a node that is gone for good."""
        for person_id, grant in list(self.given_on(oid)):
            self.revoke(person_id, grant.role, oid)
        if self.groups is not None:
            self.groups.forget(oid)

    def _list_shared(self, oid: int, person_id: str) -> None:
        """Keep the list of `shared` true for somebody on a node; all of it is made at the first change."""
        if self.shared is None:
            self.shared = LOBTree()
            for who, grants in list(self.by_person.items()):
                for grant in grants:
                    if grant.role in SHARED:
                        self._list_shared(grant.oid, who)
        listed = any(grant.oid == oid and grant.role in SHARED for grant in self.own(person_id))
        if listed:
            self.shared.setdefault(oid, OOTreeSet()).add(person_id)
        elif person_id in self.shared.get(oid, ()):
            self.shared[oid].remove(person_id)
            if not self.shared[oid]:
                del self.shared[oid]

    def _acting(self, person_id: str, titular: Grant) -> bool:
        return any(g.acting and (g.role, g.oid) == (titular.role, titular.oid) for g in self.own(person_id))


def _meeting(role: str, oid: int, absent: str, *spans: Grant | Absence) -> Grant | None:
    """The role for the days that lie in all spans, in place of somebody; ``None`` if there are none."""
    since = max((span.since for span in spans if span.since is not None), default=None)
    until = min((span.until for span in spans if span.until is not None), default=None)
    empty = since is not None and until is not None and until < since
    return None if empty else Grant(role, oid, since, until, True, absent)
