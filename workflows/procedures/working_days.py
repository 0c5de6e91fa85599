"""Days that are worked: not Saturday or Sunday, no French public holiday, no day on which the network is closed."""

from datetime import date, timedelta
from functools import cache

import holidays

from mobee_pyr.content.blueprint import part
from mobee_pyr.content.network import Network

SATURDAY = 5


def after(network: Network | None, day: date, count: int) -> date:
    """The ``count``-th worked day after ``day``; the day itself does not count (French civil procedure, art. 641)."""
    closed = _closed(network)
    while count > 0:
        day += timedelta(days=1)
        if is_worked(day) and day not in closed:
            count -= 1
    return day


def is_worked(day: date) -> bool:
    """In France, whatever the network; Alsace-Moselle's two days more are for a network to add."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def _closed(network: Network | None) -> frozenset[date]:
    """The network's own: a list of days, stored as part of it or of its blueprint."""
    return frozenset() if network is None else frozenset(part(network, "closed_days") or ())


@cache
def _holidays(year: int) -> frozenset[date]:
    """The eleven days of article L3133-1 of the Code du travail."""
    return frozenset(holidays.country_holidays("FR", years=year))
