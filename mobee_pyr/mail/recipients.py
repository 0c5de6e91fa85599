"""Who gets a letter: the people behind the roles that an announcement names."""

from collections.abc import Iterable, Iterator

from mobee_pyr.content.access import GROUP_ROLE, Permission, person_token
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.network import network_of
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.mail.announcement import ENGAGED, TEAM, TOLD, WAITED_FOR, Announcement
from mobee_pyr.workflows import access, roles, threads, ticking
from mobee_pyr.workflows.act import Event, Informed, Lapsing, Overdue, TakenOver, Written


def recipients(event: Event, announcement: Announcement) -> Iterator[Person]:
    """The people an announcement is for: never who did it, nor anybody who may not see what it speaks of."""
    act, node = event.act, event.node
    for person_id in sorted(_holders(event, announcement.to)):
        person = by_id(act.site, person_id)
        if person is None or person.blocked or (person.id == act.who and not announcement.receipt):
            continue
        if access.permits(access.reader(act.site, person, act.today), Permission.VIEW, node):
            yield person


def _holders(event: Event, to: Iterable[str]) -> set[str]:
    """The ids of those who hold one of the roles."""
    node, found = event.node, set[str]()
    for role in to:
        if role == WAITED_FOR:
            found |= _people(event, node.waiting)
        elif role == TOLD:
            found |= _people(event, _told(event))
        elif role == TEAM:
            found |= _people(event, _team(event))
        elif role == ENGAGED:
            engaged = (answer for answer in node.inside() if isinstance(answer, Answer) and answer.state in ("accepted", "delivered"))
            found |= {answer.applicant for answer in engaged}
        else:
            found |= _people(event, roles.tokens(node, (role,)))
    return found


def _team(event: Event) -> Iterable[str]:
    network = network_of(event.node)
    return ticking.looked_at_by(network, event.criteria) if network is not None and isinstance(event, Lapsing) else ()


def _told(event: Event) -> set[str]:
    """The tokens of those whom the event's steps ask or inform."""
    if isinstance(event, Informed):
        steps = [event.node.track[position] for position in event.positions]
    elif isinstance(event, Overdue):
        steps = [event.node.track[position] for position in event.node.current_steps]
        steps = [step for step in steps if step.stage == event.node.track[event.position].stage]
    elif isinstance(event, TakenOver):
        return {person_token(event.former)}
    elif isinstance(event, Written):
        return threads.others(access.reader(event.act.site, event.act.person, event.act.today), event.node)
    else:
        return set()
    return {token for step in steps for token in roles.asked(event.node, step)}


def _people(event: Event, tokens: Iterable[str]) -> set[str]:
    """Who stands behind ``referent@1234`` or ``person:lea`` that day."""
    found = set[str]()
    for token in tokens:
        role, _at, oid = token.partition("@")
        if token.startswith("deputy:"):
            found.update(event.act.site.membership.asked_for(role.removeprefix("deputy:"), int(oid), event.act.today))
        elif token.startswith(GROUP_ROLE):
            groups, number = event.act.site.membership.groups, int(role.removeprefix(GROUP_ROLE))
            found.update(groups.people(number) if groups is not None and groups.get(number) is not None else ())
        elif oid:
            found.update(event.act.site.membership.holders(role, int(oid), event.act.today))
        else:
            found.add(token.removeprefix("person:"))
    return found
