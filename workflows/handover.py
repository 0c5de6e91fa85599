"""Handing over: in one deed a successor takes on the roles, the line-manager's links and all that waits for somebody."""

from collections.abc import Iterator
from typing import NamedTuple

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.membership import LENT, Grant
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import site_of
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import appointments, todo
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.procedures import laying
from mobee_pyr.workflows.procedures.model import PERSON


class HandoverRefused(Refused):
    """Nothing was handed over; ``message`` tells a person why."""


class Handed(NamedTuple):
    """What changed hands: how many roles, people whose line manager it is, steps that named the person."""

    roles: int
    team: int
    steps: int


def hand_over(act: Act, node: Node, leaver: Person, successor: Person) -> Handed:
    """On an organisation or a network. Raises `HandoverRefused`; nothing has then changed."""
    held = [grant for grant in site_of(node).membership.own(leaver.id) if grant.oid == node.oid and _answers(act, grant)]
    if leaver is successor or successor.blocked or not appointments.known_here(node, successor, act.today):
        raise HandoverRefused(_("Choisissez une autre personne, qui a déjà un rôle dans ce réseau."))
    if not held:
        raise HandoverRefused(_("Cette personne n’a pas ici de rôle à transmettre."))
    for grant in held:
        appointments.appoint(act, node, successor, Grant(grant.role, node.oid, act.today))
        appointments.end_grant(act, node, leaver, grant)
    team = _team(act, node, leaver, successor) if isinstance(node, Organisation) else 0
    steps = _steps(node, leaver, successor)
    if isinstance(node, Organisation):
        node.procedures = {subject: _renamed(text, leaver, successor) for subject, text in node.procedures.items()}
    node.record(act.who, "handed over", when=act.now, leaver=leaver.id, successor=successor.id, team=team, steps=steps)
    leaver.record(act.who, "handed over", when=act.now, on=node.oid, successor=successor.id)
    return Handed(len(held), team, steps)


def leavers(act: Act, node: Node) -> list[Person]:
    """Who has something to hand over here."""
    found = {who for who, grant in site_of(node).membership.given_on(node.oid) if _answers(act, grant)}
    return _people(act, found)


def successors(act: Act, node: Node) -> list[Person]:
    """Who could take over: whoever holds a role here, or runs the network."""
    membership = site_of(node).membership
    found = {who for who, grant in membership.given_on(node.oid) if grant.holds(act.today)}
    if isinstance(node, Organisation) and node.__parent__ is not None:
        found |= {who for who, grant in membership.given_on(node.__parent__.oid) if _answers(act, grant)}
    return _people(act, found)


def _people(act: Act, ids: set[str]) -> list[Person]:
    people = (by_id(act.site, who) for who in ids)
    return sorted((one for one in people if one is not None and not one.blocked), key=lambda one: (one.title, one.id))


def _answers(act: Act, grant: Grant) -> bool:
    return grant.role in LENT and grant.holds(act.today)


def _team(act: Act, organisation: Organisation, leaver: Person, successor: Person) -> int:
    """Whoever had the leaver as line manager there has the successor."""
    moved = 0
    for person in _members(organisation):
        if any(_led_by(one.entity, one.manager, organisation, leaver) for one in person.affiliations):
            person.affiliations = tuple(
                one._replace(manager=None if person is successor else successor.id)
                if _led_by(one.entity, one.manager, organisation, leaver)
                else one
                for one in person.affiliations
            )
            person.record(act.who, "line manager changed", when=act.now, organisation=organisation.oid, manager=successor.id)
            moved += 1
    return moved


def _led_by(entity: int, manager: str | None, organisation: Organisation, leaver: Person) -> bool:
    return entity == organisation.entity_oid and manager == leaver.id


def _members(organisation: Organisation) -> list[Person]:
    site = site_of(organisation)
    people = (by_id(site, who) for who in site.membership.people(organisation.oid))
    return [person for person in people if person is not None]


def _steps(node: Node, leaver: Person, successor: Person) -> int:
    """The steps that nobody has decided and that name the leaver, in what passes here."""
    moved = 0
    for tracked in _passing(node, leaver):
        for position, step in enumerate(tracked.track):
            if step.person == leaver.id and not step.outcome and _asks(node, tracked, step.role):
                laying.put(tracked, position, person=None if _asks_themselves(tracked, successor) else successor.id)
                moved += 1
        todo.update(tracked)
    return moved


def _asks(node: Node, tracked: Tracked, role: str) -> bool:
    """Was the step laid for the side that is handed over?"""
    employer = isinstance(tracked, Answer) and tracked.employer == node.oid
    return employer if role.startswith("employer.") else not employer or tracked.__parent__ is node


def _asks_themselves(tracked: Tracked, successor: Person) -> bool:
    return getattr(tracked, "applicant", tracked.author) == successor.id


def _passing(node: Node, leaver: Person) -> Iterator[Tracked]:
    """What its people have asked elsewhere, and what is asked here."""
    found: dict[int, Tracked] = {}
    site = site_of(node)
    people = (by_id(site, who) for who in site.membership.people(node.oid))
    oids = {oid for person in people if person is not None for oid in person.answers} | set(leaver.expected("self"))
    for step in (*(site.node(oid) for oid in oids), *node.inside(), *(inner for child in node.inside() for inner in child.inside())):
        if isinstance(step, Tracked):
            found[step.oid] = step
    yield from found.values()


def _renamed(text: str, leaver: Person, successor: Person) -> str:
    return text.replace(f'"{PERSON}{leaver.id}"', f'"{PERSON}{successor.id}"')
