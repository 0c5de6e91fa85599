"""How much working time an organisation lends to volunteering: half-days a year for each person."""

from typing import NamedTuple


class Quota(NamedTuple):
    """``half_days`` a calendar year; at most ``carried`` of what was left of the year before come along."""

    half_days: float
    carried: float = 0
