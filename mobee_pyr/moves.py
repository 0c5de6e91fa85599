"""Moves the items of a network to a new version of its workflow behind the requests' backs, a batch at a time (decision 29).

What is left stands in the tree, and each batch takes off what it has moved in the same transaction: a process that is killed has moved
a batch or not, the next one goes on, and several servers of one site may do it together.
"""

from typing import Any

from mobee_pyr.content.node import now
from mobee_pyr.content.site import Site
from mobee_pyr.database import with_site
from mobee_pyr.mail import announcements
from mobee_pyr.mail.post import Post
from mobee_pyr.rounds import Rounds
from mobee_pyr.workflows import stragglers
from mobee_pyr.workflows.act import Act

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
    return stragglers.run(Act(site, None, moment, (announcements.listener(post.at(moment).beside(site)),)))


class Mover(Rounds):
    """Goes on as long as something is left, and looks now and then whether something has come."""

    def __init__(self, database: Any, post: Post, poll: float = POLL) -> None:
        super().__init__("moves", poll, poll)
        self._database, self._post = database, post

    def look(self) -> float | None:
        """Move the next batch, if there is one."""
        left = with_site(self._database, lambda site: go_on(site, self._post), ATTEMPTS)
        return BREATH if left else None
