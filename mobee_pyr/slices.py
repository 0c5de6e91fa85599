"""Long work beside requests: found out without a lock, then written a few people at a time, so that nobody waits long for their turn."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

from mobee_pyr.content.site import Site
from mobee_pyr.database import ROOT, with_site
from mobee_pyr.search.changes import reading

SLICE = 5
"""People in one transaction: some thirty milliseconds of letters."""

BREATH = 0.02
"""Seconds between two slices, in which whoever waits to write has their turn."""

ATTEMPTS = 5
"""How often a slice is done anew when another process was quicker."""


class Slices(NamedTuple):
    """``pause`` is called between two slices; it says whether to stop."""

    database: Any
    pause: Callable[[], bool] = lambda: False

    @contextmanager
    def reading(self) -> Iterator[Site]:
        """The site as it is now, in a connection of its own; nothing can be changed."""
        with reading(self.database) as (connection, _last):
            yield connection.root()[ROOT]

    def write(self, work: Callable[[Site], Any]) -> Any:
        """One transaction."""
        return with_site(self.database, work, ATTEMPTS)

    def each(self, people: Sequence[int], work: Callable[[Site, Sequence[int]], int]) -> int:
        """Work on some people, given by their oids, a slice at a time; the sum of what the slices gave."""
        done, left = 0, iter(people)
        while slice_ := tuple(islice(left, SLICE)):
            done += self.write(lambda site, now=slice_: work(site, now))
            if self.pause():
                break
        return done
