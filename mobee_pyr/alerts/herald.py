"""The herald: goes out for whatever was published, and once an hour for what is due by the clock."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from mobee_pyr.alerts import mass, publications, searches, week
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import now
from mobee_pyr.content.site import Site
from mobee_pyr.mail import letter
from mobee_pyr.mail.facts import NONE
from mobee_pyr.mail.post import EVENTLESS, Post
from mobee_pyr.rounds import Rounds
from mobee_pyr.search import Index, Indexer
from mobee_pyr.search.changes import reading
from mobee_pyr.slices import BREATH, Slices
from mobee_pyr.workflows import alerting

LOG = logging.getLogger(__name__)

FIRST = 45.0
"""Seconds from the start of a server to its first look: those who come back have pages to read, and news still come within the minute."""

PAUSE = 10.0
"""Seconds between two looks at what was published: whoever is concerned knows within the minute."""

PATIENCE = 20.0
"""Seconds for which the index is waited for: a request that it does not know yet answers to no search."""

STALE = timedelta(days=2)
"""What was published so long ago and was never told of (the server was down, a tree was restored) is no news any more."""

LETTERS = ("alert-mission", "alert-searches", "alert-week", "alert-to-all")
ROUND = timedelta(hours=1)
RUN = "alerts"
"""The mark, among a site's jobs, of when the round was last made."""


def published(slices: Slices, index: Index, post: Post, moment: datetime) -> int:
    """Tell of all that was published since the last time; how many letters went. What a crash interrupts is gone on with.

    This is what happens between a publication and the letters: the bench calls it.
    """
    with slices.reading() as site:
        fresh = {} if site.alerts is None else dict(sorted(site.alerts.fresh.items(), key=lambda pair: pair[1]))
        news = [oid for oid, when in fresh.items() if moment - when < STALE]
        nodes = [node for oid in news if isinstance(node := site.node(oid), Mission)]
        missions = [mission.oid for mission in alerting.first(site, nodes)]
    sent = sum([publications.publish(slices, post, oid, moment) for oid in missions])
    sent += searches.run(slices, index, post, moment, news) if news else 0
    if fresh and not slices.pause():
        slices.write(lambda site: _done(site, fresh))
    return sent


def rounds(slices: Slices, index: Index, post: Post, moment: datetime) -> int:
    """What is due by the clock: missions that wait for their turn, searches, the letters of the week; how many letters went."""
    slices.write(lambda site: _mark(site, moment))
    sent = publications.go_on(slices, post, moment)
    sent += searches.run(slices, index, post, moment)
    return sent + week.run(slices, index, post, moment)


def _done(site: Site, fresh: dict[int, datetime]) -> None:
    if site.alerts is not None:
        for oid, when in fresh.items():
            if site.alerts.fresh.get(oid) == when:
                del site.alerts.fresh[oid]


def _mark(site: Site, moment: datetime) -> None:
    """Two processes that make their round at once conflict here, and one of them makes it."""
    site.jobs[RUN] = moment


class Herald(Rounds):
    """Looks at what was published, and at the clock."""

    def __init__(
        self,
        database: Any,
        indexer: Indexer,
        post: Post,
        clock: Callable[[], datetime] = now,
        first: float = FIRST,
        pause: float = PAUSE,
    ) -> None:
        super().__init__("herald", first, pause)
        self._database, self._indexer, self._post, self._clock = database, indexer, post, clock
        self._slices = Slices(database, lambda: self.over.wait(BREATH))

    def run(self) -> None:
        """The first letter of each kind takes half a second to be read: not while others wait to write."""
        for name in LETTERS:
            for language in self._post.languages:
                letter.write(name, language, self._clock(), {**NONE, **EVENTLESS, "name": "", "url": "", "signature": ""})
        super().run()

    def look(self) -> None:
        """Tell of what is new, and what is due."""
        moment = self._clock()
        with reading(self._database) as (_connection, last), self._slices.reading() as site:
            fresh = site.alerts is not None and bool(site.alerts.fresh)
            former = site.jobs.get(RUN)
            outgoing = bool(site.outgoing)
        if outgoing:
            LOG.info("%s letters to all members of a network", mass.go_out(self._slices, self._post, moment))
        due = former is None or moment - former >= ROUND or former > moment
        if (fresh or due) and self._indexer.wait_for(last, PATIENCE):
            sent = published(self._slices, self._indexer.index, self._post, moment) if fresh else 0
            sent += rounds(self._slices, self._indexer.index, self._post, moment) if due else 0
            if sent:
                LOG.info("%s letters about what is new", sent)
