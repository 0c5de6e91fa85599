"""How long what a network verified counts: from the criteria that were ticked, kept as one day beside the network."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.blueprint import criteria
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import Site, site_of
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.content.volunteer import Volunteer, volunteer_of
from mobee_pyr.workflows.act import Act


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last one.

    >>> months_after(date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(volunteer: Volunteer) -> date | None:
    """The last day on which all that was ticked is valid; ``None``: for good."""
    limited = ((each, volunteer.ticks.get(each.id)) for each in criteria(network_of(volunteer), "volunteer") if each.months)
    ends = [months_after(tick.when.date(), each.months) for each, tick in limited if tick is not None]
    return min(ends) - timedelta(days=1) if ends else None


def verified(act: Act, volunteer: Volunteer) -> None:
    """It counts from now, until its day."""
    volunteer.verified_on = act.now
    keep_until(volunteer, last_day(volunteer))


def ended(volunteer: Volunteer) -> None:
    """It counts no more; the journal remembers when it did."""
    volunteer.verified_on = None
    keep_until(volunteer, None)


def renewed(volunteer: Volunteer) -> None:
    """It is verified anew: what holds for a time has to be seen again, what holds for good stays ticked."""
    for_good = {each.id for each in criteria(network_of(volunteer), "volunteer") if not each.months}
    volunteer.ticks = {key: tick for key, tick in volunteer.ticks.items() if key in for_good}


def keep_until(volunteer: Volunteer, day: date | None) -> None:
    """Note the day, on the profile and in its network's list."""
    network = network_of(volunteer)
    if network is not None:
        if volunteer.valid_until is not None:
            network.no_longer_due(volunteer.valid_until, volunteer.oid)
        if day is not None:
            network.fall_due(day, volunteer.oid)
    volunteer.valid_until = day


def due_before(site: Site, day: date) -> Iterator[Volunteer]:
    """The profiles whose last day lies before ``day``, read from the networks' lists alone."""
    for network in site.inside("network"):
        for oid in cast(Network, network).overdue(day):
            node = site.node(oid)
            if isinstance(node, Volunteer) and not is_deleted(node):
                yield node


def of_applicant(answer: Answer) -> Volunteer | None:
    """The profile, in the network of an application, of whoever applies."""
    person = by_id(site_of(answer), answer.applicant)
    return None if person is None else volunteer_of(network_of(answer), person)
