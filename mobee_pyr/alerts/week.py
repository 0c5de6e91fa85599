"""The letter of the week, for référents who asked for it: what waits, what is new for their people, what was decided, what ends soon.

Whatever else was held for that Monday goes in the same letter. A week in which nothing happened has no letter.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from mobee_pyr.alerts.lines import Group, Line, group, line
from mobee_pyr.alerts.voice import Voice, voice
from mobee_pyr.content import wishes
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.person import Person
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import Site
from mobee_pyr.content.telling import title_of
from mobee_pyr.content.words import _
from mobee_pyr.mail import digests
from mobee_pyr.mail.post import Post
from mobee_pyr.search import Index, ask
from mobee_pyr.slices import Slices
from mobee_pyr.workflows import library, weekly
from mobee_pyr.workflows.tasks import TASKS, kind_of
from mobee_pyr.workflows.todo import things_to_do

NEWEST = 100
"""Open requests, the latest, among which new ones are looked for."""

A_WEEK = timedelta(days=7)


def run(slices: Slices, index: Index, post: Post, moment: datetime) -> int:
    """Send the letters that are due; how many went."""
    with slices.reading() as site:
        people = [person.oid for person in site.people.inside("person") if isinstance(person, Person) and digests.has_week(person, moment)]
    return slices.each(people, lambda site, now: sum([_tell(site, index, post, oid, moment) for oid in now]))


def _tell(site: Site, index: Index, post: Post, oid: int, moment: datetime) -> bool:
    person = site.node(oid)
    if not isinstance(person, Person) or not digests.has_week(person, moment) or wishes.is_quiet(person, moment):
        return False
    speaks, since = voice(site, post, person, moment), max(person.week_told or moment - A_WEEK, moment - 2 * A_WEEK)
    groups = [each for each in _groups(speaks, index, post, since) if each.lines]
    person.week_told = moment
    if groups:
        post.beside(site).at(moment).send("alert-week", person, url="/my-space", groups=groups)
    return bool(groups)


def _groups(speaks: Voice, index: Index, post: Post, since: datetime) -> Iterator[Group]:
    who, today, space = speaks.reader, speaks.now.date(), f"{post.site_url}/my-space"
    organisations = weekly.led(who, today)
    waiting = (
        Line(title_of(speaks.site, node), post.url_of(node), speaks.translate(TASKS[kind_of(who, node)])) for node in things_to_do(who)
    )
    yield group(speaks.translate(_("Ce qui attend votre réponse")), f"{post.site_url}/to-do", waiting)
    fresh = _new(speaks, index, organisations, since)
    for organisation in organisations:
        yield group(
            speaks.translate(_("Nouveau, et qui pourrait convenir à ${organisation}"), organisation=organisation.title),
            f"{post.site_url}/bourse?sort=date",
            _for(speaks, post, organisation, fresh),
        )
    decided = (
        Line(title_of(speaks.site, node), post.url_of(node), _state(speaks, node)) for node in weekly.decided(who, organisations, since)
    )
    yield group(speaks.translate(_("Ce qui a été décidé")), space, decided)
    ending = (line(post, speaks, node) for node in weekly.ending(who, organisations, today))
    yield group(speaks.translate(_("Ce qui se termine bientôt")), space, ending)
    held = (Line(notice.text, notice.url) for notice in digests.collect(speaks.site, speaks.person, speaks.now))
    yield group(speaks.translate(_("Et aussi")), f"{post.site_url}/inbox", held)


def _new(speaks: Voice, index: Index, organisations: list[Organisation], since: datetime) -> list[Request]:
    """What others published since then, that the reader may open."""
    found = ask(index, speaks.site, speaks.reader, open=True, sort="date", size=NEWEST, facets=()).nodes if organisations else []
    new = (node for node in found if isinstance(node, Request) and node.published is not None and node.published >= since)
    return [node for node in new if organisation_of(node) not in organisations]


def _for(speaks: Voice, post: Post, organisation: Organisation, fresh: list[Request]) -> Iterator[Line]:
    """Missions for its people if it brings some, then what it could give if it gives."""
    if "brings" in organisation.capacities:
        missions = (node for node in fresh if isinstance(node, Mission))
        for mission, people in weekly.fitting(speaks.reader, organisation, missions, speaks.now.date()):
            many = speaks.translate(_("pour ${count} personnes de chez vous"), count=people) if people else ""
            yield line(post, speaks, mission, many or speaks.translate(_("une cause que vous soutenez déjà")))
    if "gives" in organisation.capacities:
        yield from (line(post, speaks, node) for node in fresh if not isinstance(node, Mission))


def _state(speaks: Voice, node: Node) -> str:
    state = library.state_of(node)
    return "" if state is None else speaks.translate(state.label)
