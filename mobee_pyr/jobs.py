"""What is due without anybody asking: plans, deadlines, reminders. Run once an hour by the server, or by ``mobee jobs run``."""

import logging
import time
from contextlib import suppress
from datetime import datetime
from typing import Any

from ZODB.POSException import ConflictError

from mobee_pyr import packing, reminding
from mobee_pyr.content import outcomes
from mobee_pyr.content.node import now
from mobee_pyr.content.outcomes import Outcome
from mobee_pyr.content.site import Site
from mobee_pyr.database import with_site
from mobee_pyr.importing import following
from mobee_pyr.mail import announcements, greetings
from mobee_pyr.mail.post import Post
from mobee_pyr.rounds import Rounds
from mobee_pyr.slices import BREATH, Slices
from mobee_pyr.uploads import Uploads
from mobee_pyr.workflows import deadlines, departures, endings, evidence, extra_fields, planning, rechecking, silences, volunteering
from mobee_pyr.workflows.act import Act

LOG = logging.getLogger(__name__)

HOUR = 3600
MARGIN = 5
"""Seconds after the full hour, lest a clock that is a little early finds it not begun."""
ATTEMPTS = 5
RUN = "reminders"
"""The mark, among a site's jobs, of when they were last run."""


def run(site: Site, post: Post, moment: datetime, days: int = reminding.PATIENCE) -> int:
    """Do all that is due at ``moment``; letters go when the caller's transaction commits. Give the number of reminders.

    Two processes that do so at once write the same mark: the second one's commit raises `ConflictError`, and nothing of it
    is sent.
    """
    begun = time.monotonic()
    of_the_site(site, post, moment)
    reminded = reminding.see_to(site, post.at(moment), list(reminding.concerned(site, moment, days)), moment, days)
    outcomes.note(site, Outcome(moment, time.monotonic() - begun, reminded))
    return reminded


def of_the_site(site: Site, post: Post, moment: datetime) -> None:
    """Set the mark, and do what is due for nobody in particular: plans, deadlines, expiries, letters that wait for their turn."""
    site.jobs[RUN] = moment
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
    greetings.run(site, post.beside(site), moment)


def rest(site: Site, moment: datetime) -> float:
    """Seconds until the jobs are due again, whichever process ran them last: what is set for nine happens at nine."""
    last, hour = site.jobs.get(RUN), moment.replace(minute=0, second=0, microsecond=0)
    due = last is None or last > moment or last < hour
    return 0.0 if due else HOUR + MARGIN - (moment - hour).total_seconds()


class Clock(Rounds):
    """Runs the jobs at each full hour, and a first time soon after the start; packs the tree once a week.

    Several servers of one site, on one machine or more, keep one hour together: each looks when they were last run.
    """

    def __init__(self, database: Any, post: Post, days: int, first: float = 60, uploads: Uploads | None = None) -> None:
        super().__init__("jobs", first, HOUR)
        self._database, self._post, self._days, self._uploads = database, post, days, uploads
        self._slices = Slices(database, lambda: self.over.wait(BREATH))

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
        left = with_site(self._database, lambda site: self._begin(site, moment))
        if not left:
            LOG.info("%s reminders", self._see_to_people(moment))
            left = self._slices.write(lambda site: rest(site, moment))
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

    def _begin(self, site: Site, moment: datetime) -> float:
        """The seconds until the jobs are due; none if they were, of which the site's own are done."""
        left = rest(site, moment)
        if not left:
            of_the_site(site, self._post, moment)
        return left

    def _see_to_people(self, moment: datetime) -> int:
        """Found out without a lock, done for a few at a time: a site may have a hundred thousand, and somebody waits to write."""
        begun, post = time.monotonic(), self._post.at(moment)
        with self._slices.reading() as site:
            people = list(reminding.concerned(site, moment, self._days))
        sent = self._slices.each(people, lambda site, some: reminding.see_to(site, post, some, moment, self._days))
        self._slices.write(lambda site: outcomes.note(site, Outcome(moment, time.monotonic() - begun, sent)))
        return sent

    def pack(self) -> None:
        """Let what was deleted leave the disk, if a week has passed since the last time."""
        if with_site(self._database, lambda site: packing.is_due(site, now())):
            before, after = packing.pack(self._database)
            LOG.info("packed: %s bytes before, %s now", before, after)
            with_site(self._database, lambda site: setattr(site, "packed", (now(), before, after)))
