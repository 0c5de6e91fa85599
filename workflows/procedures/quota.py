"""The yearly quota of working time, in general or under a programme: what somebody has used, what is left (P23, P24, M41, K11)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mobee_pyr.content.application import TAKEN, Application
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.quota import Quota
from mobee_pyr.content.site import site_of

Lender = Organisation | Programme
"""Who lends the working time: each has a quota of its own, counted apart."""

HOURS = 3.5
"""A half-day, of a day of seven hours."""


class State(NamedTuple):
    """What is ``left`` of the half-days that are ``allowed`` in a year."""

    lender: Lender
    left: float
    allowed: float


def half_days(application: Application) -> float:
    """What a mission takes of one person: the hours once they are recorded, before that what was announced."""
    if application.hours is not None:
        return application.hours / HOURS
    mission = application.__parent__
    return 2 * mission.days if isinstance(mission, Mission) and mission.days is not None else 1


def lender_of(application: Application) -> Lender | None:
    """Whose half-days an application counts against: a programme with a quota of its own, else the employer."""
    site = site_of(application)
    employer, programme = site.node(application.employer), site.node(application.programme)
    if isinstance(programme, Programme) and programme.quota is not None and programme.__parent__ is employer:
        return programme
    return employer if isinstance(employer, Organisation) else None


def used(person: Person, lender: Lender, year: int, but: int = 0) -> float:
    """Half-days of work time given in a calendar year, ``but`` the answer of that oid."""
    return sum(half_days(answer) for answer in _on_work_time(person, lender, but) if year_of(answer) == year)


def allowed(person: Person, lender: Lender, quota: Quota, year: int) -> float:
    """The year's half-days, with what the year before left over."""
    left_over = max(0.0, quota.half_days - used(person, lender, year - 1)) if _was_there(person, lender, year - 1) else 0.0
    return quota.half_days + min(quota.carried, left_over)


def left(person: Person, lender: Lender, year: int, but: int = 0) -> float | None:
    """Half-days that are left in a year; ``None`` where no quota is set. Below zero when it is exceeded."""
    return None if lender.quota is None else allowed(person, lender, lender.quota, year) - used(person, lender, year, but)


def state_for(application: Application) -> State | None:
    """Where its applicant stands in the year of an application, without it; ``None`` on own time, or without a quota."""
    lender = lender_of(application)
    person = by_id(site_of(application), application.applicant)
    if application.time_basis != "work" or lender is None or lender.quota is None or person is None:
        return None
    year = year_of(application)
    allowance = allowed(person, lender, lender.quota, year)
    return State(lender, allowance - used(person, lender, year, application.oid), allowance)


def left_after(application: Node) -> float:
    """What would be left once this application was accepted; without a quota, or on own time, without end."""
    found = state_for(application) if isinstance(application, Application) else None
    return float("inf") if found is None or not isinstance(application, Application) else found.left - half_days(application)


def _on_work_time(person: Person, lender: Lender, but: int) -> Iterator[Application]:
    for answer in site_of(lender).answers_of(person, Application):
        if answer.oid != but and _counts(answer, lender):
            yield answer


def _counts(application: Application, lender: Lender) -> bool:
    return application.time_basis == "work" and application.state in TAKEN and lender_of(application) is lender


def year_of(application: Application) -> int:
    """The year that a mission counts in: when it begins, or when it was applied for."""
    mission = application.__parent__
    begins: date | None = mission.starts if isinstance(mission, Mission) else None
    return (begins or application.created.date()).year


def _was_there(person: Person, lender: Lender, year: int) -> bool:
    """Did the person belong to the employer in that year? Whoever came later carries nothing over, nor does a programme of later."""
    employer = lender if isinstance(lender, Organisation) else organisation_of(lender)
    if employer is None or (isinstance(lender, Programme) and lender.created.year > year):
        return False
    return any(held.entity == employer.entity_oid and held.since is not None and held.since.year <= year for held in person.affiliations)
