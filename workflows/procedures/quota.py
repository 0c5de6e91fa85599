"""The yearly quota of working time: what somebody has used, what is left (P24, K11)."""

from collections.abc import Iterator
from datetime import date

from mobee_pyr.content.application import Application
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.quota import Quota
from mobee_pyr.content.site import site_of

HOURS = 3.5
"""A half-day, of a day of seven hours."""

COUNTED = ("accepted", "completed")
"""The states of an application that use up the quota."""


def half_days(application: Application) -> float:
    """What a mission takes of one person: the hours once they are recorded, before that what was announced."""
    if application.hours is not None:
        return application.hours / HOURS
    mission = application.__parent__
    return 2 * mission.days if isinstance(mission, Mission) and mission.days is not None else 1


def used(person: Person, employer: Organisation, year: int, but: int = 0) -> float:
    """Half-days of work time given in a calendar year, ``but`` the answer of that oid."""
    return sum(half_days(answer) for answer in _on_work_time(person, employer, but) if _year(answer) == year)


def allowed(person: Person, employer: Organisation, quota: Quota, year: int) -> float:
    """The year's half-days, with what the year before left over."""
    left_over = max(0.0, quota.half_days - used(person, employer, year - 1)) if _was_there(person, employer, year - 1) else 0.0
    return quota.half_days + min(quota.carried, left_over)


def left(person: Person, employer: Organisation, year: int, but: int = 0) -> float | None:
    """Half-days that are left in a year; ``None`` where no quota is set. Below zero when it is exceeded."""
    quota = employer.quota
    return None if quota is None else allowed(person, employer, quota, year) - used(person, employer, year, but)


def left_after(application: Node) -> float:
    """What would be left once this application was accepted; without a quota, or on own time, without end."""
    if not isinstance(application, Application) or application.time_basis != "work":
        return float("inf")
    site = site_of(application)
    employer, person = site.node(application.employer), by_id(site, application.applicant)
    if not isinstance(employer, Organisation) or person is None:
        return float("inf")
    remains = left(person, employer, _year(application), application.oid)
    return float("inf") if remains is None else remains - half_days(application)


def _on_work_time(person: Person, employer: Organisation, but: int) -> Iterator[Application]:
    site = site_of(employer)
    for oid in person.answers:
        answer = site.node(oid)
        if isinstance(answer, Application) and oid != but and _counts(answer, employer):
            yield answer


def _counts(application: Application, employer: Organisation) -> bool:
    return application.employer == employer.oid and application.time_basis == "work" and application.state in COUNTED


def _year(application: Application) -> int:
    """The year that a mission counts in: when it begins, or when it was applied for."""
    mission = application.__parent__
    begins: date | None = mission.starts if isinstance(mission, Mission) else None
    return (begins or application.created.date()).year


def _was_there(person: Person, employer: Organisation, year: int) -> bool:
    """Did the person belong to the employer in that year? Whoever came later carries nothing over."""
    return any(held.entity == employer.entity_oid and held.since is not None and held.since.year <= year for held in person.affiliations)
