"""The labels of an organisation, computed from the ticks in force: each by itself, and gone on the day on which one lapses (L14, M69)."""

from datetime import date
from typing import NamedTuple

from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.qualification import LABELS
from mobee_pyr.workflows import ticking
from mobee_pyr.workflows.guards import criteria_of


class Label(NamedTuple):
    """One of `qualification.LABELS`, borne since the day of the last tick that it needed."""

    name: str
    since: date


def labels(organisation: Organisation, day: date) -> list[Label]:
    """What an accepted organisation is shown to be on a day: each label while all criteria that carry it are ticked and in force."""
    if not ticking.stands(organisation) or not organisation.ticks:
        return []
    criteria = criteria_of(organisation)
    found = []
    for name in LABELS:
        carriers = [criterion for criterion in criteria if criterion.label == name]
        if carriers and all(organisation.in_force(criterion, day) for criterion in carriers):
            found.append(Label(name, max(organisation.ticks[criterion.id].when.date() for criterion in carriers)))
    return found
