"""What a procedure that can be followed would still lead to that its author may not expect: roles that nobody holds."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mobee_pyr.content.access import Role
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id, name_of
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows.procedures.asking import LINE_MANAGER, number_of
from mobee_pyr.workflows.procedures.drafts import Place
from mobee_pyr.workflows.procedures.model import GROUP, PERSON, Procedure, Stage

NAMED = 3
"""Of those who are affected, so many are named."""


class Warning(NamedTuple):
    """``what``: ``nobody`` holds the role, ``gone`` the person left, ``group empty``, ``group gone``: the référent is asked instead;
    ``no manager``: the step is left out for ``affected`` people. ``names``: the first of those affected; ``step`` counts from 1.
    """

    step: int
    what: str
    who: str
    affected: int = 0
    names: tuple[str, ...] = ()


def warnings(place: Place, procedure: Procedure, day: date) -> Iterator[Warning]:
    """One for each step and role that would not do what it says."""
    for number, stage in enumerate(procedure.stages, 1):
        for who in (*stage.who, *((stage.escalate,) if stage.escalate else ())):
            yield from _of(place, number, stage, who, day)


def _of(place: Place, number: int, stage: Stage, who: str, day: date) -> Iterator[Warning]:
    owner = place.owner
    if who.startswith(PERSON):
        person_id = who.removeprefix(PERSON)
        if not _is_here(owner, person_id, day):
            yield Warning(number, "gone", name_of(site_of(owner), person_id) or person_id)
        return
    if who.startswith(GROUP):
        yield from _of_group(owner, number, number_of(who), day)
        return
    relation, _dot, role = who.partition(".")
    node: Node | None = network_of(owner) if relation == "network" else owner
    if isinstance(owner, Network) and relation != "network":
        lacking = [body.title for body in owner.inside("organisation") if body.state == "active" and not _holders(body, role, day)]
        if lacking and who != LINE_MANAGER:
            yield Warning(number, "nobody in", who, len(lacking), tuple(lacking[:NAMED]))
    elif node is not None and not _holders(node, role, day):
        yield from _lacking(place, number, who, day)


def _of_group(owner: Node, step: int, group: int, day: date) -> Iterator[Warning]:
    """A group that is over or holds nobody who could answer: everybody of the organisation, or each of them, is affected."""
    network, groups = network_of(owner), site_of(owner).membership.groups
    found = None if groups is None else groups.get(group)
    theirs = found is not None and network is not None and found.network == network.oid
    if groups is not None and found is not None and theirs:
        people = (by_id(site_of(owner), who) for who in groups.people(group))
        if any(person is not None and not person.blocked for person in people):
            return
    affected = sorted(name for name, _managed in _members(owner, day))
    if isinstance(owner, Network):
        affected = [body.title for body in owner.inside("organisation") if body.state == "active"]
    name = found.name if found is not None and theirs else ""
    yield Warning(step, "group empty" if name else "group gone", name, len(affected), tuple(affected[:NAMED]))


def _lacking(place: Place, number: int, who: str, day: date) -> Iterator[Warning]:
    """Without a line manager of their own, people pass the step by; for any other role somebody else is asked."""
    members = sorted(_members(place.owner, day))
    if who != LINE_MANAGER or place.subject == "pledge":
        yield Warning(number, "nobody", who, len(members))
        return
    alone = [name for name, managed in members if not managed]
    if alone:
        yield Warning(number, "no manager", who, len(alone), tuple(alone[:NAMED]))


def _members(owner: Node, day: date) -> Iterator[tuple[str, bool]]:
    """Name of each member, and whether a line manager is named."""
    site = site_of(owner)
    for person_id in site.membership.titulars(Role.MEMBER, owner.oid, day):
        person = by_id(site, person_id)
        entity = owner.entity_oid if isinstance(owner, Organisation) else None
        if person is not None and entity is not None:
            held = person.affiliation(entity, day)
            yield person.title, held is not None and by_id(site, held.manager) is not None


def _holders(node: Node, role: str, day: date) -> list[str]:
    site = site_of(node)
    people = (by_id(site, who) for who in site.membership.titulars(Role(role), node.oid, day))
    return [person.id for person in people if person is not None and not person.blocked]


def _is_here(owner: Node, person_id: str, day: date) -> bool:
    site = site_of(owner)
    person = by_id(site, person_id)
    return person is not None and not person.blocked and any(g.oid == owner.oid and g.holds(day) for g in site.membership.own(person_id))
