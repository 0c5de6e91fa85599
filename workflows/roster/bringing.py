"""Does what a list says, in the one transaction of the caller: whoever is known here belongs at once, everybody else is awaited."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mobee_pyr.content import awaited
from mobee_pyr.content.access import Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id, by_mail, same_mail
from mobee_pyr.content.todo import Owner
from mobee_pyr.workflows import appointments
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.appointments import Belonging, affiliate, held, likely_status
from mobee_pyr.workflows.roster.judging import ATTACHED, CHANGED, REFUSED, UNCHANGED, Judged, Wish, affiliation, waiting

BROUGHT = "people imported"
"""The deed of a place whose people came from a list: how many lines did what."""


@dataclass
class Bringing:
    """One list that is carried out. ``write``: a letter goes to whoever was not told yet."""

    act: Act
    node: Owner
    write: bool = False
    _led: list[tuple[str, str]] = field(default_factory=list)
    """(address of somebody awaited, id of somebody whom they will lead)."""

    def bring(self, lines: Iterable[Judged]) -> None:
        """Carry out each line that is not refused."""
        good = [line for line in lines if line.outcome != REFUSED]
        coming = {same_mail(line.wish.mail) for line in good if line.outcome == ATTACHED}
        for line in good:
            self._one(line, coming)
        for mail, person_id in self._led:
            lead(self.act, self.node, mail, person_id)

    def _one(self, line: Judged, coming: set[str]) -> None:
        person = by_mail(self.act.site, line.wish.mail)
        member = None if person is None else held(self.node, person, Role.MEMBER, self.act.today)
        if person is not None and line.outcome == ATTACHED:
            self._attach(person, line.wish, coming)
        elif person is not None and member is not None:
            if line.outcome == CHANGED:
                self._change(person, member, line.wish, coming)
        else:
            self._await(line)

    def _attach(self, person: Person, wish: Wish, coming: set[str]) -> None:
        grant = Grant(Role.MEMBER, self.node.oid, wish.since or self.act.today, wish.until)
        belonging = Belonging(wish.status or likely_status(self.node), self._manager(person, wish, coming))
        appointments.appoint(self.act, self.node, person, grant, belonging)
        self._besides(person, wish.role, grant)
        if self.write:
            awaited.greet(self.act.site, self.node, wish.mail)

    def _change(self, person: Person, member: Grant, wish: Wish, coming: set[str]) -> None:
        there = affiliation(self.node, person, self.act.today)
        status = wish.status or (there.status if there else likely_status(self.node))
        manager = self._manager(person, wish, coming) or (there.manager if there else None)
        since, until = wish.since or member.since, wish.until or member.until
        appointments.change(self.act, self.node, person, Role.MEMBER, since, until, Belonging(status, manager))
        self._besides(person, wish.role, member._replace(since=since, until=until))

    def _besides(self, person: Person, role: Role | None, member: Grant) -> None:
        """The role that somebody has beside that of a member, for the same days."""
        if role is not None and role != Role.MEMBER and held(self.node, person, role, self.act.today) is None:
            appointments.appoint(self.act, self.node, person, member._replace(role=role))

    def _await(self, line: Judged) -> None:
        new = awaited.Awaited(line.wish.name, status=likely_status(self.node), by=self.act.who, when=self.act.now)
        former = awaited.at(self.node, line.wish.mail) or new
        wished = waiting(former, line.wish)
        told = self.write and former.told is None
        if told:
            wished = wished._replace(told=self.act.now)
            awaited.greet(self.act.site, self.node, line.wish.mail)
        if line.outcome != UNCHANGED or told:
            awaited.put(self.act.site, self.node, line.wish.mail, wished)

    def _manager(self, person: Person, wish: Wish, coming: set[str]) -> str | None:
        """The id of a line manager who is here, or comes with the same list; one who is awaited leads from their yes on."""
        if wish.manager is None:
            return None
        manager = by_mail(self.act.site, wish.manager)
        if manager is not None and (same_mail(wish.manager) in coming or held(self.node, manager, Role.MEMBER, self.act.today)):
            return manager.id
        self._led.append((wish.manager, person.id))
        return None


def lead(act: Act, node: Owner, mail: str, person_id: str) -> None:
    """Somebody who is awaited will be the line manager of somebody who is here."""
    coming = awaited.at(node, mail)
    if coming is not None and person_id not in coming.leads:
        awaited.put(act.site, node, mail, coming._replace(leads=(*coming.leads, person_id)))


def arrive(act: Act, node: Owner, person: Person) -> None:
    """Whoever was awaited says yes: a member from today at the earliest, with their line manager, and whom they lead."""
    coming = awaited.take(act.site, node, person.mail)
    if coming is None:
        return
    grant = Grant(Role.MEMBER, node.oid, max(coming.since or act.today, act.today), coming.until)
    manager = by_mail(act.site, coming.manager) if coming.manager else None
    here = manager is not None and held(node, manager, Role.MEMBER, act.today) is not None
    node.record(act.who, "invitation accepted", when=act.now, mail=same_mail(person.mail), role=str(Role.MEMBER))
    appointments.appoint(act, node, person, grant, Belonging(coming.status, manager.id if manager is not None and here else None))
    if coming.role != Role.MEMBER:
        appointments.appoint(act, node, person, grant._replace(role=Role(coming.role)))
    if coming.manager and not here:
        lead(act, node, coming.manager, person.id)
    for led in coming.leads:
        _led_by(act, node, by_id(act.site, led), person)


def _led_by(act: Act, node: Owner, led: Person | None, manager: Person) -> None:
    there = None if led is None else affiliation(node, led, act.today)
    if led is not None and there is not None and isinstance(node, Organisation):
        affiliate(act, node, led, Belonging(there.status, manager.id), there.since, there.until)
