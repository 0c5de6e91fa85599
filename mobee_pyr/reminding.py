"""What falls due for people one by one: what waits too long for them, letters that sum up, what they typed and never saved."""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from babel.dates import format_timedelta

from mobee_pyr.content import drafts, wishes
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person
from mobee_pyr.content.site import Site
from mobee_pyr.content.telling import title_of
from mobee_pyr.mail import digests
from mobee_pyr.mail.post import Post
from mobee_pyr.workflows import access
from mobee_pyr.workflows.tasks import TASKS, kind_of, waiting_since
from mobee_pyr.workflows.todo import things_to_do

PATIENCE = 5
"""Days that something waits before somebody is reminded of it, unless ``mobee.reminder.days`` says otherwise."""
APART = timedelta(days=5)
"""Nobody is reminded twice within this time."""
SHOWN = 15
"""Things in one reminder; the person's own space shows the others."""
REMINDED = "reminded"
"""The deed, in the journal of a person, that says when a reminder was sent."""


class Thing(NamedTuple):
    """One line of a reminder."""

    kind: str
    title: str
    url: str
    since: str


def concerned(site: Site, moment: datetime, days: int = PATIENCE) -> Iterator[int]:
    """The oids of those for whom something is due. It reads everybody, changes nothing, and lets requests have their turn."""
    for person in site.people.inside("person"):
        if isinstance(person, Person) and _has_something(site, person, moment, days):
            yield person.oid
        time.sleep(0)


def _has_something(site: Site, person: Person, moment: datetime, days: int) -> bool:
    return drafts.are_old(person, moment) or digests.is_due(person, moment) or bool(_forgotten(site, person, moment, days))


def see_to(site: Site, post: Post, people: Sequence[int], moment: datetime, days: int = PATIENCE) -> int:
    """Do what is due for some of them, as it is by now; how many were reminded. Letters go when the caller's transaction commits."""
    reminded = 0
    for person in map(site.node, people):
        if isinstance(person, Person):
            drafts.expire(person, moment)
            reminded += _remind(site, post.beside(site), person, moment, days)
            digests.send(site, post.beside(site), person, moment)
    return reminded


def last_reminded(person: Person) -> datetime | None:
    """When somebody was last sent a reminder."""
    return next((deed.when for deed in person.deeds() if deed.what == REMINDED), None)


def _remind(site: Site, post: Post, person: Person, moment: datetime, days: int) -> bool:
    overdue = _forgotten(site, person, moment, days)
    if not overdue:
        return False
    who = access.reader(site, person, moment.date())
    things = [
        Thing(TASKS[kind_of(who, node)], title_of(site, node), post.url_of(node), _distance(moment - waiting_since(node), person.language))
        for node in overdue[:SHOWN]
    ]
    post.send("reminder", person, url="/my-space", things=things, others=len(overdue) > SHOWN)
    person.record(None, REMINDED, when=moment, things=len(overdue))
    return True


def _forgotten(site: Site, person: Person, moment: datetime, days: int) -> list[Node]:
    """What has waited for somebody for so many days or longer, the oldest first; nothing if they are not to be told of it now."""
    if person.blocked or wishes.of(person, "reminder") == "never":
        return []
    waiting = things_to_do(access.reader(site, person, moment.date()))
    overdue = sorted((node for node in waiting if moment - waiting_since(node) >= timedelta(days=days)), key=waiting_since)
    last = last_reminded(person) if overdue else None
    return [] if last is not None and moment - last < APART else overdue


def _distance(waited: timedelta, language: str) -> str:
    return str(format_timedelta(waited, granularity="day", threshold=2, locale=language))
