"""What is due without anybody asking: plans, deadlines, reminders. Run once an hour by the server, or by ``mobee jobs run``."""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from babel.dates import format_timedelta
from ZODB.POSException import ConflictError

from mobee_pyr import packing
from mobee_pyr.content import drafts, outcomes, wishes
from mobee_pyr.content.node import Node, now
from mobee_pyr.content.outcomes import Outcome
from mobee_pyr.content.person import Person
from mobee_pyr.content.site import Site
from mobee_pyr.content.telling import title_of
from mobee_pyr.database import with_site
from mobee_pyr.importing import following
from mobee_pyr.mail import announcements, digests, greetings
from mobee_pyr.mail.post import Post
from mobee_pyr.rounds import Rounds
from mobee_pyr.uploads import Uploads
from mobee_pyr.workflows import access, deadlines, departures, endings, evidence, extra_fields, planning, rechecking, silences, volunteering
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.tasks import TASKS, kind_of, waiting_since
from mobee_pyr.workflows.todo import things_to_do

LOG = logging.getLogger(__name__)

HOUR = 3600
MARGIN = 5
"""Seconds after the full hour, lest a clock that is a little early finds it not begun."""
ATTEMPTS = 5
RUN = "reminders"
"""The mark, among a site's jobs, of when they were last run."""
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


def run(site: Site, post: Post, moment: datetime, days: int = PATIENCE) -> int:
    """Do what is due at ``moment``; letters go when the caller's transaction commits. Give the number of reminders.

    Two processes that do so at once write the same mark: the second one's commit raises `ConflictError`, and nothing of it
    is sent.
    """
    site.jobs[RUN], begun = moment, time.monotonic()
    post = post.at(moment)
    act = Act(site, None, moment, (announcements.listener(post.beside(site)),))
    planning.run(act)
    departures.run(act)
    deadlines.run(act)
    endings.run(act)
    silences.run(act)
    volunteering.run(act)
    rechecking.run(act)
    evidence.run(Act(site, None, moment))
    extra_fields.run(Act(site, None, moment))
    people = [person for person in site.people.inside("person") if isinstance(person, Person)]
    for person in people:
        drafts.expire(person, moment)
    reminded = sum([_remind(site, post.beside(site), person, moment, days) for person in people])
    digests.run(site, post.beside(site), moment)
    greetings.run(site, post.beside(site), moment)
    outcomes.note(site, Outcome(moment, time.monotonic() - begun, reminded))
    return reminded


def rest(site: Site, moment: datetime) -> float:
    """Seconds until the jobs are due again, whichever process ran them last: what is set for nine happens at nine."""
    last, hour = site.jobs.get(RUN), moment.replace(minute=0, second=0, microsecond=0)
    due = last is None or last > moment or last < hour
    return 0.0 if due else HOUR + MARGIN - (moment - hour).total_seconds()


def last_reminded(person: Person) -> datetime | None:
    """When somebody was last sent a reminder."""
    return next((deed.when for deed in person.deeds() if deed.what == REMINDED), None)


def _remind(site: Site, post: Post, person: Person, moment: datetime, days: int) -> bool:
    if wishes.of(person, "reminder") == "never":
        return False
    overdue = sorted(_overdue(site, person, moment - timedelta(days=days), moment), key=waiting_since)
    last = last_reminded(person) if overdue else None
    if not overdue or (last is not None and moment - last < APART):
        return False
    who = access.reader(site, person, moment.date())
    things = [
        Thing(TASKS[kind_of(who, node)], title_of(site, node), post.url_of(node), _distance(moment - waiting_since(node), person.language))
        for node in overdue[:SHOWN]
    ]
    post.send("reminder", person, url="/my-space", things=things, others=len(overdue) > SHOWN)
    person.record(None, REMINDED, when=moment, things=len(overdue))
    return True


def _overdue(site: Site, person: Person, before: datetime, moment: datetime) -> Iterator[Node]:
    """What has waited for a person since ``before`` or longer; nothing for a blocked one."""
    if not person.blocked:
        for node in things_to_do(access.reader(site, person, moment.date())):
            if waiting_since(node) <= before:
                yield node


def _distance(waited: timedelta, language: str) -> str:
    return str(format_timedelta(waited, granularity="day", threshold=2, locale=language))


class Clock(Rounds):
    """Runs the jobs at each full hour, and a first time soon after the start; packs the tree once a week.

    Several servers of one site, on one machine or more, keep one hour together: each looks when they were last run.
    """

    def __init__(self, database: Any, post: Post, days: int, first: float = 60, uploads: Uploads | None = None) -> None:
        super().__init__("jobs", first, HOUR)
        self._database, self._post, self._days, self._uploads = database, post, days, uploads

    def look(self) -> float:
        """Run the jobs if it is time; a failure is remembered for those who run the site."""
        moment = now()
        try:
            return self._look(moment)
        except ConflictError:
            raise
        except Exception as error:
            self._note(Outcome(moment, 0.0, fault=type(error).__name__))
            raise

    def _look(self, moment: datetime) -> float:
        left, sent = with_site(self._database, lambda site: self._due(site, moment))
        if sent is not None:
            LOG.info("%s reminders", sent)
        if self._uploads is not None:
            self._uploads.sweep()
        packing.forget_copies(self._database)
        following.run(lambda work: with_site(self._database, work, ATTEMPTS), self._post, moment)
        self.pack()
        return float(left)

    def _note(self, outcome: Outcome) -> None:
        """Remember a failure, if the tree can be written at all."""
        with suppress(Exception):
            with_site(self._database, lambda site: outcomes.note(site, outcome))

    def _due(self, site: Site, moment: datetime) -> tuple[float, int | None]:
        left = rest(site, moment)
        if left:
            return left, None
        sent = run(site, self._post, moment, self._days)
        return rest(site, moment), sent

    def pack(self) -> None:
        """Let what was deleted leave the disk, if a week has passed since the last time."""
        if with_site(self._database, lambda site: packing.is_due(site, now())):
            before, after = packing.pack(self._database)
            LOG.info("packed: %s bytes before, %s now", before, after)
            with_site(self._database, lambda site: setattr(site, "packed", (now(), before, after)))
