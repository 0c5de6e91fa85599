"""Moves the items of a network to a new version of its workflow behind the requests' backs, a batch at a time (decision 29).

What is left stands in the tree, and each batch takes off what it has moved in the same transaction: a process that is killed has moved
a batch or not, the next one goes on, and several servers of one site may do it together.
"""

import logging
import threading
from typing import Any

from ZODB.POSException import ConflictError

from mobee_pyr.content.node import now
from mobee_pyr.content.site import Site
from mobee_pyr.database import with_site
from mobee_pyr.mail import announcements
from mobee_pyr.mail.post import Post
from mobee_pyr.workflows import arrivals
from mobee_pyr.workflows.act import Act

LOG = logging.getLogger(__name__)

POLL = 2.0
"""Seconds between two looks for a move that somebody began, in this process or another."""
BREATH = 0.05
"""Seconds between two batches, in which others write."""
ATTEMPTS = 5


def go_on(site: Site, post: Post) -> int:
    """Move the next batch; give how many items are left. Letters go when the caller's transaction commits."""
    if not site.moving:
        return 0
    moment = now()
    return arrivals.run(Act(site, None, moment, (announcements.listener(post.at(moment).beside(site)),)))


class Mover(threading.Thread):
    """Goes on as long as something is left, and looks now and then whether something has come, as long as the process lives."""

    def __init__(self, database: Any, post: Post, poll: float = POLL) -> None:
        super().__init__(name="mobee moves", daemon=True)
        self._database, self._post, self._poll = database, post, poll
        self._over = threading.Event()

    def run(self) -> None:
        """Look, move, and again."""
        pause = self._poll
        while not self._over.wait(pause):
            pause = BREATH if self._look() else self._poll

    def _look(self) -> int:
        try:
            left: int = with_site(self._database, lambda site: go_on(site, self._post), ATTEMPTS)
            return left
        except ConflictError:
            LOG.info("another process moves the same items")
        except Exception:
            LOG.exception("items could not be moved to the new workflow; it is tried again")
        return 0

    def stop(self) -> None:
        """End after the batch in hand; the next start goes on."""
        self._over.set()
        if self.is_alive():
            self.join()
