"""Who is given a role, with what dates; how it changes and ends. Invitations, of people who are not known here, have a room of their own.

A role that somebody must always hold never ends with its last holder.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from mobee_pyr.content import awaited
from mobee_pyr.content.access import Role
from mobee_pyr.content.joining import latest_joining
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Affiliation, Person, by_id
from mobee_pyr.content.site import site_of
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import departures, engine
from mobee_pyr.workflows.act import Act

GIVEN_ON: dict[str, tuple[Role, ...]] = {
    "site": (Role.ADMIN,),
    "network": (Role.MANAGER, Role.QUALIFIER, Role.MEMBER),
    "organisation": (Role.REFERENT, Role.MANAGER, Role.HR, Role.MEMBER),
}
"""The roles that are given on a page of people."""

NEVER_WITHOUT = {"site": Role.ADMIN, "network": Role.MANAGER, "organisation": Role.REFERENT}
"""The role that somebody always holds."""

ALREADY_OVER = _("Ce rôle est déjà terminé.")
LAST = _("Il faut toujours quelqu’un dans ce rôle : nommez d’abord une autre personne, puis mettez fin à celui-ci.")


class AppointmentRefused(Refused):
    """The role cannot be given or ended; ``message`` tells a person why, and what to do."""


class Belonging(NamedTuple):
    """What a member is to the organisation: a key of `vocabulary.STATUSES`, and the id of the line manager."""

    status: str = "volunteer"
    manager: str | None = None


VOLUNTEER = Belonging()


def appoint(act: Act, node: Node, person: Person, grant: Grant, belonging: Belonging = VOLUNTEER) -> None:
    """Give a role now, and say so in the journals of both. A member of an organisation is affiliated to its legal body."""
    site_of(node).membership.grant(person.id, grant)
    if grant.role == Role.MEMBER and isinstance(node, Owner):
        awaited.take(site_of(node), node, person.mail)
    node.record(act.who, "granted", when=act.now, role=str(grant.role), person=person.id, since=grant.since, until=grant.until)
    if isinstance(node, Organisation):
        if grant.role == Role.REFERENT:
            node.invited_referent = ""
        if grant.role == Role.MEMBER:
            affiliate(act, node, person, belonging, grant.since, grant.until)
    person.record(act.who, "granted", when=act.now, role=str(grant.role), on=node.oid)


def affiliate(act: Act, organisation: Organisation, person: Person, belonging: Belonging, since: date | None, until: date | None) -> None:
    """Date and confirm what somebody is to the legal body of an organisation; what was in force makes room."""
    entity = organisation.entity_oid
    if entity is not None:
        manager = None if belonging.manager == person.id else belonging.manager
        held = Affiliation(entity, belonging.status, since, until, manager, act.who, act.today)
        person.affiliations = (*(one for one in person.affiliations if one.entity != entity or _is_over(one, act.today)), held)


def likely_status(node: Node) -> str:
    """What most members of such a body are to it."""
    body = node.entity.body if isinstance(node, Organisation) and node.entity is not None else ""
    if body in ("association", "foundation", "ngo", "federation"):
        return "volunteer"
    return "civil-servant" if body in ("town", "authority", "state") else "employee"


def held(node: Node, person: Person, role: str, day: date) -> Grant | None:
    """The role of somebody on a node, in force or still to come."""
    grants = site_of(node).membership.own(person.id)
    return next((grant for grant in grants if (grant.role, grant.oid) == (role, node.oid) and not _is_over(grant, day)), None)


def people_of(node: Node, day: date) -> list[Person]:
    """Those who hold a role on a node that day, by name."""
    site = site_of(node)
    ids = {person_id for person_id, grant in site.membership.given_on(node.oid) if grant.holds(day)}
    return sorted((person for each in ids if (person := by_id(site, each)) is not None), key=lambda person: person.title.casefold())


def change(act: Act, node: Node, person: Person, role: Role, since: date | None, until: date | None, belonging: Belonging | None) -> None:
    """Other dates for a role, and for a member of an organisation another status or line manager. Raises `AppointmentRefused`."""
    former = _held(act, node, person, role)
    new = former._replace(since=since, until=until)
    if not new.holds(act.today) and is_last(node, person, role, act.today):
        raise AppointmentRefused(LAST)
    changes: dict[str, Any] = {name: [getattr(former, name), getattr(new, name)] for name in ("since", "until")}
    site_of(node).membership.grant(person.id, new)
    if belonging is not None and role == Role.MEMBER and isinstance(node, Organisation):
        before = None if node.entity_oid is None else person.affiliation(node.entity_oid, act.today)
        affiliate(act, node, person, belonging, since, until)
        changes |= {"status": [before.status if before else "", belonging.status]}
        changes |= {"manager": [before.manager if before else None, belonging.manager]}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if changes:
        node.record(act.who, "role changed", when=act.now, role=str(role), person=person.id, **changes)
        person.record(act.who, "role changed", when=act.now, role=str(role), on=node.oid)


def dismiss(act: Act, node: Node, person: Person, role: Role, reason: str = "") -> None:
    """End a role at once; what was held stays readable. Raises `AppointmentRefused` rather than leave nobody in charge."""
    former = _held(act, node, person, role)
    if is_last(node, person, role, act.today):
        raise AppointmentRefused(LAST)
    if role == Role.MEMBER and isinstance(node, Organisation):
        _end_membership(act, node, person, reason)
    end_grant(act, node, person, former)
    departures.role_ended(act, node, person, role)
    node.record(act.who, "revoked", reason, act.now, role=str(role), person=person.id)
    person.record(act.who, "revoked", reason, act.now, role=str(role), on=node.oid)


def end_grant(act: Act, node: Node, person: Person, former: Grant) -> None:
    """Yesterday was the last day; a grant that begins today, or later, never was."""
    membership, yesterday = site_of(node).membership, act.today - timedelta(days=1)
    if former.since is not None and former.since > yesterday:
        membership.revoke(person.id, former.role, node.oid)
    else:
        membership.grant(person.id, former._replace(until=yesterday))


def known_here(node: Node, person: Person | None, day: date) -> bool:
    """Does somebody hold a role in this network? Of others, nobody here learns whether they have an account."""
    network = network_of(node)
    if person is None or network is None or person.blocked:
        return False
    site = site_of(node)
    places = (site.node(grant.oid) for grant in site.membership.grants(person.id) if grant.holds(day))
    return any(step is network for place in places if place is not None for step in lineage(place))


def is_last(node: Node, person: Person, role: str, day: date) -> bool:
    """Would nobody be left in a role that somebody always holds? Whoever is blocked does not count."""
    if NEVER_WITHOUT.get(node.type_name) != role:
        return False
    site = site_of(node)
    holders = site.membership.titulars(role, node.oid, day)
    others = (by_id(site, each) for each in holders if each != person.id)
    return person.id in holders and all(other is None or other.blocked for other in others)


def _held(act: Act, node: Node, person: Person, role: Role) -> Grant:
    found = held(node, person, role, act.today)
    if found is None:
        raise AppointmentRefused(ALREADY_OVER)
    return found


def _is_over(dated: Grant | Affiliation, day: date) -> bool:
    return dated.until is not None and dated.until < day


def _end_membership(act: Act, organisation: Organisation, person: Person, reason: str) -> None:
    """The affiliation ends with it, and so does the request by which it was confirmed; one letter tells of all three."""
    joining = latest_joining(organisation, person)
    if joining is not None and joining.state == "confirmed":
        quietly = Act(act.site, act.person, act.now)
        try:
            engine.fire(quietly, joining, "end", reason)
        except engine.TransitionRefused:
            engine.enter(quietly, joining, "ended", reason)
    if organisation.entity_oid is not None:
        person.end_affiliations(organisation.entity_oid, act.today - timedelta(days=1))
