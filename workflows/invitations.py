"""Who is offered a role by mail: whoever is not known here, so that nobody learns of accounts elsewhere.

An invitation is a deed in the node's journal: it counts once, for 48 hours, and can be taken back. Its letter carries a signed link.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mobee_pyr.content import awaited
from mobee_pyr.content.access import Role
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_mail, same_mail
from mobee_pyr.content.site import site_of
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, appointments
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.appointments import VOLUNTEER, AppointmentRefused, Belonging
from mobee_pyr.workflows.roster.bringing import arrive

OPEN_FOR = timedelta(hours=48)
"""How long an invitation counts."""

REMEMBERED = timedelta(days=30)
"""How long one that nobody answered is shown, so that it may be sent again."""


@dataclass(frozen=True)
class Invitation:
    """A role that somebody was offered by mail; ``belonging`` is what a member would be to the organisation."""

    mail: str
    role: Role
    since: date | None
    until: date | None
    belonging: Belonging
    by: str | None
    when: datetime
    name: str = ""
    """How whoever invites calls them, if they said so."""


def offer(act: Act, node: Node, mail: str, grant: Grant, belonging: Belonging = VOLUNTEER) -> Person | None:
    """Appoint whoever is known here, and return them; invite everybody else. Raises `AppointmentRefused` for a role already held."""
    person = by_mail(act.site, mail)
    if person is None or not _may_appoint(act, node, person):
        invite(act, node, mail, grant, belonging)
        return None
    former = appointments.held(node, person, grant.role, act.today)
    if former is not None and not former.acting:
        raise AppointmentRefused(_("Cette personne a déjà ce rôle : pour en changer les dates, passez par la liste de l’équipe."))
    appointments.appoint(act, node, person, _dated(act, grant), belonging)
    return person


def _may_appoint(act: Act, node: Node, person: Person) -> bool:
    """Those who run the site know everybody."""
    everywhere = access.reader(act.site, act.person, act.today).is_admin and not person.blocked
    return everywhere or appointments.known_here(node, person, act.today)


def _dated(act: Act, grant: Grant) -> Grant:
    """A role without a first day begins today."""
    return grant._replace(since=grant.since or act.today)


def invite(act: Act, node: Node, mail: str, grant: Grant, belonging: Belonging = VOLUNTEER) -> None:
    """Write the invitation down; whoever calls sends its letter."""
    details: dict[str, Any] = {"role": str(grant.role), "since": grant.since, "until": grant.until, **belonging._asdict()}
    node.record(act.who, "invited", when=act.now, mail=same_mail(mail), **details)
    if isinstance(node, Organisation) and grant.role == Role.REFERENT:
        node.invited_referent = mail.strip()


def take_back(act: Act, node: Node, mail: str, role: Role) -> None:
    """An invitation that nobody has accepted yet counts no more."""
    if isinstance(node, Owner) and role == Role.MEMBER:
        awaited.take(act.site, node, mail)
    node.record(act.who, "invitation withdrawn", when=act.now, mail=same_mail(mail), role=str(role))
    if isinstance(node, Organisation) and same_mail(node.invited_referent) == same_mail(mail):
        node.invited_referent = ""


def pending(node: Node, now: datetime) -> list[Invitation]:
    """The invitations that can still be accepted, the latest first."""
    return _unanswered(node, now - OPEN_FOR)


def lapsed(node: Node, now: datetime) -> list[Invitation]:
    """Those that nobody answered in time, unless the role was given otherwise."""
    late = [one for one in _unanswered(node, now - REMEMBERED) if one.when < now - OPEN_FOR]
    people = ((one, by_mail(site_of(node), one.mail)) for one in late)
    return [one for one, person in people if person is None or appointments.held(node, person, one.role, now.date()) is None]


def accepted(node: Node, now: datetime) -> list[tuple[Invitation, datetime]]:
    """Those that were accepted lately, each with the moment, the latest first."""
    yes: dict[tuple[str, str], datetime] = {}
    found = []
    for deed in _recent(node, now - REMEMBERED):
        key = (deed.details.get("mail", ""), deed.details.get("role", ""))
        if deed.what == "invitation accepted":
            yes.setdefault(key, deed.when)
        elif deed.what == "invited" and key in yes:
            found.append((_read(deed), yes.pop(key)))
    return found


def _unanswered(node: Node, since: datetime) -> list[Invitation]:
    settled: set[tuple[str, str]] = set()
    found = []
    for deed in _recent(node, since):
        key = (deed.details.get("mail", ""), deed.details.get("role", ""))
        if deed.what in ("invitation withdrawn", "invitation accepted"):
            settled.add(key)
        elif deed.what == "invited" and key not in settled:
            settled.add(key)
            found.append(_read(deed))
    return found


def invitation(node: Node, mail: str, role: str, now: datetime) -> Invitation | None:
    """The invitation of an address to a role, if it still counts; whoever is awaited is invited for as long as that."""
    coming = awaited.at(node, mail) if isinstance(node, Owner) and role == Role.MEMBER else None
    if coming is not None and (coming.until is None or coming.until >= now.date()):
        belonging, when = Belonging(coming.status), coming.when or now
        return Invitation(same_mail(mail), Role.MEMBER, coming.since, coming.until, belonging, coming.by, when, coming.name)
    return next((one for one in pending(node, now) if (one.mail, one.role) == (same_mail(mail), role)), None)


def accept(act: Act, node: Node, offered: Invitation) -> None:
    """Whoever was invited says yes. Raises `AppointmentRefused` for anybody else."""
    person = act.person
    if person is None or same_mail(person.mail) != offered.mail:
        raise AppointmentRefused(_("Cette invitation a été envoyée à une autre adresse que celle de votre compte."))
    if isinstance(node, Owner) and offered.role == Role.MEMBER and awaited.at(node, offered.mail) is not None:
        arrive(act, node, person)
        return
    node.record(act.who, "invitation accepted", when=act.now, mail=offered.mail, role=str(offered.role))
    grant = _dated(act, Grant(offered.role, node.oid, offered.since, offered.until))
    appointments.appoint(act, node, person, grant, offered.belonging)


def _recent(node: Node, since: datetime) -> Iterator[Deed]:
    for deed in node.deeds():
        if deed.when < since:
            return
        yield deed


def _read(deed: Deed) -> Invitation:
    said = deed.details
    belonging = Belonging(said["status"] or VOLUNTEER.status, said.get("manager"))
    return Invitation(said["mail"], Role(said["role"]), said["since"], said["until"], belonging, deed.who, deed.when)
