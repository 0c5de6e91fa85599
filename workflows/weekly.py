"""What a référent wants to know once a week: what was decided, what ends soon, which missions would fit their people."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import Site
from mobee_pyr.workflows import access, library, matching
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.matching import Volunteer

SOON = timedelta(days=14)
"""What ends within that time ends soon."""

MOST_PEOPLE = 300
"""People of one organisation that a mission is compared with."""

FEWEST = 5
"""People to whom a sum must refer: of fewer nobody is told, lest it speaks of somebody (decision 25)."""

TO = "members"
"""The key of `profile.SHOWN_TO`: a référent is told only of what any member of the network may read."""


def led(who: Reader, day: date) -> list[Organisation]:
    """The organisations of which somebody is a référent, as a deputy too."""
    grants = () if who.person_id is None else who.site.membership.grants(who.person_id)
    nodes = (who.site.node(grant.oid) for grant in grants if grant.role == Role.REFERENT and grant.holds(day))
    found = {node.oid: node for node in nodes if isinstance(node, Organisation) and access.permits(who, Permission.VIEW, node)}
    return list(found.values())


def decided(who: Reader, organisations: Iterable[Organisation], since: datetime) -> list[Node]:
    """What others decided since then about their requests, the answers to them, and those of their people; the latest first."""
    nodes = {node.oid: node for organisation in organisations for node in _concerning(who.site, organisation) if node.modified >= since}
    found = [node for node in nodes.values() if _was_decided(who, node, since)]
    return sorted(access.visible(who, found), key=lambda node: node.modified, reverse=True)


def ending(who: Reader, organisations: Iterable[Organisation], today: date) -> list[Request]:
    """Their requests under way whose last day is near, the nearest first."""
    requests = (node for organisation in organisations for node in access.visible(who, organisation.inside("mission", "need")))
    near = [node for node in requests if isinstance(node, Request) and node.ends and today <= node.ends <= today + SOON]
    return sorted((node for node in near if not _is_over(node)), key=lambda node: (node.ends or today, node.title))


def fitting(who: Reader, organisation: Organisation, missions: Iterable[Mission], today: date) -> list[tuple[Mission, int]]:
    """The missions that would fit many of an organisation's people, with how many, the most first; then (0) those of its own causes.

    Many: `FEWEST` at least, by what they opened to members. Its causes: those of the requests that were answered in its name.
    """
    people = [person for person in _people(who.site, organisation, today) if person.profile.opened(TO).said]
    causes = {request.domain for request in _answered(who.site, organisation)} - {"other"}
    counted = [(mission, sum(_fits(person, mission, today) for person in people)) for mission in missions]
    told = [(mission, count if count >= FEWEST else 0) for mission, count in counted]
    return sorted(
        ((mission, count) for mission, count in told if count or mission.domain in causes), key=lambda pair: (-pair[1], pair[0].title)
    )


def _people(site: Site, organisation: Organisation, today: date) -> Iterator[Person]:
    for person_id in site.membership.holders(Role.MEMBER, organisation.oid, today)[:MOST_PEOPLE]:
        person = by_id(site, person_id)
        if person is not None and not person.blocked:
            yield person


def _fits(person: Person, mission: Mission, today: date) -> bool:
    """By the opened profile alone, as for associations that search: what somebody is, and their age, is not for others to infer."""
    if mission.oid in person.answered or person.profile.minor:
        return False
    return matching.match(Volunteer(person.profile.opened(TO)._replace(schemes=True)), mission, today).fits


def _concerning(site: Site, organisation: Organisation) -> Iterator[Node]:
    """Its requests, what answers to them, and the answers given in its name."""
    for request in organisation.inside("mission", "need"):
        yield request
        yield from request.inside("application", "pledge")
    yield from _given(site, organisation)


def _answered(site: Site, organisation: Organisation) -> Iterator[Request]:
    for answer in _given(site, organisation):
        if isinstance(answer.__parent__, Request):
            yield answer.__parent__


def _given(site: Site, organisation: Organisation) -> Iterator[Answer]:
    """The applications and pledges of its people in its name."""
    for person_id in site.membership.people(organisation.oid):
        person = by_id(site, person_id)
        for node in () if person is None else site.answers_of(person, Answer):
            if node.employer == organisation.oid and node.type_name in ("application", "pledge"):
                yield node


def _was_decided(who: Reader, node: Node, since: datetime) -> bool:
    """By somebody else: what one decided oneself is no news."""
    transitions = library.workflow_of(node).workflow.transitions
    for deed in node.deeds():
        if deed.when < since:
            return False
        if deed.what in transitions and transitions[deed.what].decides:
            return deed.who != who.person_id
    return False


def _is_over(node: Node) -> bool:
    state = library.state_of(node)
    return state is None or state.final or node.state not in ("published", "started", "paused")
