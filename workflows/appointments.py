"""Who is given a role, by whom: appointments of people who are known here, invitations of others, and the end of a role.

An invitation is a deed in the node's journal: it counts once, for 48 hours, and can be taken back. Its letter carries a signed link.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from translationstring import TranslationString

from mobee_pyr.content.access import Role
from mobee_pyr.content.joining import latest_joining
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Affiliation, Person, same_mail
from mobee_pyr.content.site import site_of
from mobee_pyr.content.words import _
from mobee_pyr.workflows import engine
from mobee_pyr.workflows.act import Act

OPEN_FOR = timedelta(hours=48)
"""How long an invitation counts."""

GIVEN_ON: dict[str, tuple[Role, ...]] = {
    "network": (Role.MANAGER, Role.QUALIFIER, Role.MEMBER),
    "organisation": (Role.REFERENT, Role.MANAGER, Role.HR, Role.MEMBER),
}
"""The roles that are given on a page of people."""

NEVER_WITHOUT = {"network": Role.MANAGER, "organisation": Role.REFERENT}
"""The role that somebody always holds."""


class AppointmentRefused(ValueError):
    """The role cannot be given or ended; ``message`` tells a person why, and what to do."""

    def __init__(self, message: TranslationString) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Invitation:
    """A role that somebody was offered by mail; ``status`` is what a member is to the organisation."""

    mail: str
    role: Role
    since: date | None
    until: date | None
    status: str
    by: str | None
    when: datetime


def appoint(act: Act, node: Node, person: Person, grant: Grant, status: str = "") -> None:
    """Give a role now, and say so in the journals of both. A member of an organisation is affiliated to its legal body."""
    site_of(node).membership.grant(person.id, grant)
    node.record(act.who, "granted", when=act.now, role=str(grant.role), person=person.id, since=grant.since, until=grant.until)
    if isinstance(node, Organisation):
        if grant.role == Role.REFERENT:
            node.invited_referent = ""
        if grant.role == Role.MEMBER:
            affiliate(act, node, person, status or "volunteer", grant.since, grant.until)
    person.record(act.who, "granted", when=act.now, role=str(grant.role), on=node.oid)


def affiliate(act: Act, organisation: Organisation, person: Person, status: str, since: date | None, until: date | None) -> None:
    """Date and confirm what somebody is to the legal body of an organisation."""
    entity = organisation.entity_oid
    if entity is not None:
        held = Affiliation(entity, status, since, until, None, act.who, act.today)
        person.affiliations = (*(one for one in person.affiliations if one.entity != entity or one.until is not None), held)


def dismiss(act: Act, node: Node, person: Person, role: Role) -> None:
    """End a role today; what was held stays readable. Raises `AppointmentRefused` rather than leave nobody in charge."""
    held = next(
        (g for g in site_of(node).membership.grants(person.id) if (g.role, g.oid) == (role, node.oid) and not _is_over(g, act.today)), None
    )
    if held is None:
        raise AppointmentRefused(_("Ce rôle est déjà terminé."))
    if _is_last(node, person, role, act.today):
        raise AppointmentRefused(
            _("Il faut toujours quelqu’un dans ce rôle : nommez d’abord une autre personne, puis mettez fin à celui-ci.")
        )
    if role == Role.MEMBER and isinstance(node, Organisation):
        _end_membership(act, node, person)
    end_grant(act, node, person, held)
    node.record(act.who, "revoked", when=act.now, role=str(role), person=person.id)
    person.record(act.who, "revoked", when=act.now, role=str(role), on=node.oid)


def end_grant(act: Act, node: Node, person: Person, held: Grant) -> None:
    """Yesterday was the last day; a grant that begins today, or later, never was."""
    membership, yesterday = site_of(node).membership, act.today - timedelta(days=1)
    if held.since is not None and held.since > yesterday:
        membership.revoke(person.id, held.role, node.oid)
    else:
        membership.grant(person.id, held._replace(until=yesterday, acting=held.acting))


def known_here(node: Node, person: Person | None, day: date) -> bool:
    """Does somebody hold a role in this network? Of others, nobody here learns whether they have an account."""
    network = network_of(node)
    if person is None or network is None or person.blocked:
        return False
    site = site_of(node)
    places = (site.node(grant.oid) for grant in site.membership.grants(person.id) if grant.holds(day))
    return any(step is network for place in places if place is not None for step in lineage(place))


def invite(act: Act, node: Node, mail: str, grant: Grant, status: str = "") -> None:
    """Write the invitation down; whoever calls sends its letter."""
    details: dict[str, Any] = {"role": str(grant.role), "since": grant.since, "until": grant.until, "status": status}
    node.record(act.who, "invited", when=act.now, mail=same_mail(mail), **details)
    if isinstance(node, Organisation) and grant.role == Role.REFERENT:
        node.invited_referent = mail.strip()


def take_back(act: Act, node: Node, mail: str, role: Role) -> None:
    """An invitation that nobody has accepted yet counts no more."""
    node.record(act.who, "invitation withdrawn", when=act.now, mail=same_mail(mail), role=str(role))
    if isinstance(node, Organisation) and same_mail(node.invited_referent) == same_mail(mail):
        node.invited_referent = ""


def pending(node: Node, now: datetime) -> list[Invitation]:
    """The invitations that can still be accepted, the latest first."""
    settled: set[tuple[str, str]] = set()
    found = []
    for deed in _recent(node, now - OPEN_FOR):
        key = (deed.details.get("mail", ""), deed.details.get("role", ""))
        if deed.what in ("invitation withdrawn", "invitation accepted"):
            settled.add(key)
        elif deed.what == "invited" and key not in settled:
            settled.add(key)
            said = deed.details
            found.append(Invitation(said["mail"], Role(said["role"]), said["since"], said["until"], said["status"], deed.who, deed.when))
    return found


def invitation(node: Node, mail: str, role: str, now: datetime) -> Invitation | None:
    """The invitation of an address to a role, if it still counts."""
    return next((one for one in pending(node, now) if (one.mail, one.role) == (same_mail(mail), role)), None)


def accept(act: Act, node: Node, offered: Invitation) -> None:
    """Whoever was invited says yes. Raises `AppointmentRefused` for anybody else."""
    person = act.person
    if person is None or same_mail(person.mail) != offered.mail:
        raise AppointmentRefused(_("Cette invitation a été envoyée à une autre adresse que celle de votre compte."))
    node.record(act.who, "invitation accepted", when=act.now, mail=offered.mail, role=str(offered.role))
    appoint(act, node, person, Grant(offered.role, node.oid, offered.since, offered.until), offered.status)


def _recent(node: Node, since: datetime) -> Iterator[Deed]:
    for deed in node.deeds():
        if deed.when < since:
            return
        yield deed


def _is_over(grant: Grant, day: date) -> bool:
    return grant.until is not None and grant.until < day


def _is_last(node: Node, person: Person, role: Role, day: date) -> bool:
    if NEVER_WITHOUT.get(node.type_name) != role:
        return False
    holders = site_of(node).membership.holders(role, node.oid, day)
    return person.id in holders and len(holders) == 1


def _end_membership(act: Act, organisation: Organisation, person: Person) -> None:
    """The affiliation ends with it, and so does the request by which it was confirmed."""
    joining = latest_joining(organisation, person)
    if joining is not None and joining.state == "confirmed":
        try:
            engine.fire(act, joining, "end")
        except engine.TransitionRefused:
            engine.enter(act, joining, "ended", "")
    person.affiliations = tuple(
        one._replace(until=act.today) if one.entity == organisation.entity_oid and one.until is None else one for one in person.affiliations
    )
