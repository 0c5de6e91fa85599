"""Somebody leaves in the middle: what waited for them alone is asked of somebody else, who is told; nobody waits for nobody."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from mobee_pyr.content.access import Role, group_token, person_token, token
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.track import Step, Tracked
from mobee_pyr.content.waiting import owner_of
from mobee_pyr.workflows import discretion, roles, todo
from mobee_pyr.workflows.act import Act, Relaid
from mobee_pyr.workflows.procedures import asking, laying

ENDED = "roles ended"
"""The mark, among a site's jobs, of the day on which the roles that end by their date were last looked at."""


def role_ended(act: Act, node: Node, person: Person, role: str) -> int:
    """Call it once a role on a node is over; give how many steps are asked of somebody else.

    A role that others hold still waits for them. Whoever holds nothing more there is no longer asked by name; whoever holds nothing more
    in the network leaves its groups.
    """
    moved = _reassign(act, token(role, node.oid), lambda tracked, step: _nobody_holds(act, tracked, step))
    if not any(grant.oid == node.oid for grant in _own(act, person)):
        moved += _reassign(
            act, person_token(person.id), lambda tracked, step: step.person == person.id and _body(tracked, step) == node.oid
        )
    return moved + _groups_of(act, person) + _leave_groups(act, node, person)


def group_changed(act: Act, network: Network, numbers: Iterable[int]) -> int:
    """Call it once somebody is no longer in groups, or these are over: a group of which nobody can answer is asked no more."""
    moved = 0
    for number in numbers:
        moved += _reassign(act, group_token(number, network.oid), partial(_nobody_in, act, number))
    return moved


def _leave_groups(act: Act, node: Node, person: Person) -> int:
    """Whoever has no role of their own left in a network, now or later, stands in none of its groups, and holds nothing through them."""
    network, groups = network_of(node), act.site.membership.groups
    if network is None or groups is None or _is_of(act, network, person):
        return 0
    moved, held = 0, {(grant.role, grant.oid) for grant in groups.held_by(person.id)}
    for number, group in groups.of(network.oid):
        if person.id in group.people:
            asked = (number, *groups.within.get(number, ()))
            groups.change(number, group.name, (each for each in group.people if each != person.id), group.groups)
            network.record(act.who, "group changed", when=act.now, name=group.name, person=person.id)
            moved += group_changed(act, network, asked)
    for role, oid in held - {(grant.role, grant.oid) for grant in groups.held_by(person.id)}:
        place = act.site.node(oid)
        moved += 0 if place is None else role_ended(act, place, person, role)
    return moved


def _is_of(act: Act, network: Network, person: Person) -> bool:
    places = (act.site.node(grant.oid) for grant in act.site.membership.own(person.id) if grant.until is None or grant.until >= act.today)
    return any(place is not None and network_of(place) is network for place in places)


def _groups_of(act: Act, person: Person) -> int:
    groups, moved = act.site.membership.groups, 0
    if groups is None:
        return 0
    for number in groups.containing(person.id):
        network = act.site.node(groups.known[number].network)
        moved += group_changed(act, network, (number,)) if isinstance(network, Network) else 0
    return moved


def _nobody_in(act: Act, number: int, tracked: Tracked, step: Step) -> bool:
    return step.group == number and not asking.group_holders(act, tracked, number)


def _nobody_holds(act: Act, tracked: Tracked, step: Step) -> bool:
    return step.person is None and not step.group and not asking.holders(act, tracked, step.role)


def leave(act: Act, network: Network, person: Person) -> bool:
    """Somebody is an independent volunteer of a network no more; ``False`` if they were not."""
    if not act.site.membership.revoke(person.id, Role.MEMBER, network.oid):
        return False
    role_ended(act, network, person, Role.MEMBER)
    person.record(person.id, "left", when=act.now, network=network.oid)
    return True


def run(act: Act) -> int:
    """Do the same for the roles that ended by their date since it was last looked, once a day; give how many steps are asked of others."""
    last = act.site.jobs.get(ENDED)
    if last == act.today:
        return 0
    act.site.jobs[ENDED] = act.today
    over = [(who, grant) for who, grant in _all(act.site) if _ended(grant, last, act.today)]
    moved = 0
    for who, grant in over:
        node, person = act.site.node(grant.oid), by_id(act.site, who)
        if node is not None and person is not None:
            moved += role_ended(act, node, person, grant.role)
    return moved


def _all(site: Site) -> Iterator[tuple[str, Grant]]:
    """Every (person's id, grant) that was given by name or to a group."""
    membership = site.membership
    yield from ((who, grant) for who, grants in membership.by_person.items() for grant in grants)
    groups = membership.groups
    if groups is not None:
        yield from ((who, grant) for number in groups.given for grant in groups.grants(number) for who in groups.people(number))


def _ended(grant: Grant, last: date | None, today: date) -> bool:
    """Was its last day before ``today``, and had it not gone by when it was last looked?"""
    return grant.until is not None and grant.until < today and (last is None or grant.until >= last)


def shut_out(act: Act, person: Person) -> int:
    """Call it once an account is suspended."""
    moved = _reassign(act, person_token(person.id), lambda tracked, step: step.person == person.id)
    for grant in _own(act, person):
        if grant.role in tuple(Role):
            moved += _reassign(act, token(grant.role, grant.oid), lambda tracked, step: _nobody_holds(act, tracked, step))
    return moved + _groups_of(act, person)


def _own(act: Act, person: Person) -> list[Grant]:
    """What somebody holds that day, by name or through a group, not in anybody's place."""
    return [grant for grant in act.site.membership.grants(person.id) if grant.holds(act.today) and not grant.instead_of]


def _reassign(act: Act, waited: str, lost: Callable[[Tracked, Step], bool]) -> int:
    """Ask somebody else at each step that a list of things to do holds and that nobody there could answer any more."""
    moved = 0
    for tracked in list(_waiting(act.site, waited)):
        positions = [position for position in tracked.current_steps if lost(tracked, tracked.track[position])]
        for position in positions:
            _ask_another(act, tracked, position)
        if positions:
            moved += len(positions)
            todo.update(tracked)
            act.tell(Relaid(act, tracked))
    return moved


def _ask_another(act: Act, tracked: Tracked, position: int) -> None:
    """The role behind a name, or the référent, or the network's manager: the first whom somebody able holds."""
    step = tracked.track[position]
    role = asking.behind(act, tracked, step.role)
    laying.put(tracked, position, role=role, person=None, group=0, asked=act.now)
    tracked.record(None, "step reassigned", when=act.now, role=step.role, to=role, side=step.side)


def _body(tracked: Tracked, step: Step) -> int | None:
    """The node in whose name a step is answered."""
    return roles.relations(tracked).get("network" if step.imposed else discretion.side_of(step))


def _waiting(site: Site, waited: str) -> Iterator[Tracked]:
    owner, role = owner_of(site, waited)
    for oid in list(owner.expected(role)) if owner is not None else ():
        node = site.node(oid)
        if isinstance(node, Tracked) and asking.is_validating(node):
            yield node
