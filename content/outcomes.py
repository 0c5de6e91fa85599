"""What came of the jobs that the server does by itself: the last runs, for those who watch over it."""

from datetime import datetime
from typing import NamedTuple

from mobee_pyr.content.site import Site

KEPT = 24


class Outcome(NamedTuple):
    """One run: when it began, how long it took, how many reminders went, and the kind of the fault that ended it (empty: none)."""

    when: datetime
    seconds: float
    reminders: int = 0
    fault: str = ""


def note(site: Site, outcome: Outcome) -> None:
    """Remember a run in place of the oldest one."""
    site.job_outcomes = (outcome, *site.job_outcomes)[:KEPT]
