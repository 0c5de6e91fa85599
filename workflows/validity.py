"""How long what a network verified counts: from the criteria that were ticked, kept as one day beside the network."""

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


def last_day(volunteer: Volunteer) -> date | None:
    """The last day on which all that was ticked is valid; ``None``: for good."""
    ticked = ((each, volunteer.ticks.get(each.id)) for each in criteria(network_of(volunteer), "volunteer"))
    lapses = [day for each, tick in ticked if tick is not None and (day := each.lapses(tick)) is not None]
    return min(lapses) - timedelta(days=1) if lapses else None


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
        network.fall_due(volunteer.oid, day, volunteer.valid_until)
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
