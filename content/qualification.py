"""Qualification: what must be ticked before an organisation acts, a request is published or a profile counts (M69–M71)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from mobee_pyr.content.attachment import Attachment
from mobee_pyr.content.node import Node, now
from mobee_pyr.content.words import _

SUBJECTS = {
    "organisation": _("Organisations"),
    "request": _("Missions et besoins"),
    "volunteer": _("Profils de bénévoles"),
}
"""What a network has a checklist for."""

EVIDENCE = {
    "": _("Aucune"),
    "yes": _("Une réponse par oui ou non"),
    "note": _("Quelques mots"),
    "document": _("Un document"),
    "siren": _("Un numéro SIREN"),
    "siret": _("Un numéro SIRET"),
    "rna": _("Un numéro RNA"),
    "vat": _("Un numéro de TVA"),
    "iban": _("Un IBAN"),
}
"""What may be wanted as evidence for a criterion; numbers are checked by their own rule."""

LABELS = {
    "identity": _("Identité vérifiée"),
    "receipts": _("Éligible aux reçus fiscaux"),
    "partner": _("Partenaire du réseau"),
}
"""What an organisation may be shown to be, each by itself: a label is borne while the criteria that carry it are ticked and in force."""

TEAM = ("qualifier", "manager")
"""The roles on a network that may tick a criterion, unless it says otherwise."""


class Criterion(NamedTuple):
    """One line of a checklist. ``id`` is stable; a mandatory one holds the decision back until it is ticked.

    ``evidence`` is a key of `EVIDENCE`, ``by`` says which of `TEAM` may tick it, ``months`` for how long a tick is valid (0: for
    good), ``label`` is a key of `LABELS` or empty.
    """

    id: str
    text: str
    help: str = ""
    mandatory: bool = True
    evidence: str = ""
    by: tuple[str, ...] = TEAM
    months: int = 0
    label: str = ""

    def lapses(self, tick: "Tick") -> date | None:
        """The first day on which a tick counts no more, and is to be looked at again; ``None``: it is for good."""
        return months_after(tick.when.date(), self.months) if self.months else None


class Tick(NamedTuple):
    """Who found a criterion fulfilled, and when."""

    who: str | None
    when: datetime
    note: str = ""


class Given(NamedTuple):
    """What was given as evidence for a criterion: a number, a word, an answer (``value``), or a document until its purpose ends.

    Once it has ``ended``, a document leaves its ``digest`` alone: who still has the file can show that it was this one.
    """

    who: str
    when: datetime
    value: str = ""
    document: Attachment | None = None
    digest: str = ""
    ended: datetime | None = None
    lasts: bool = False
    """Does it tell nothing private, and so stay with the decision that it explains?"""


class Remark(NamedTuple):
    """What has to be completed; ``field`` names the entry concerned, empty for the whole."""

    field: str
    text: str
    who: str
    when: datetime


class Claim(NamedTuple):
    """Who takes care of it, and since when: the others look at something else meanwhile."""

    who: str
    when: datetime


class Opinion(NamedTuple):
    """The first of two pairs of eyes is in favour of ``decision`` (the name of a transition).

    ``people``: who gave it and, when a deputy did, all those in whose name: none of them is the second pair.
    """

    who: str
    when: datetime
    decision: str
    remark: str = ""
    people: tuple[str, ...] = ()


class Qualified(Node):
    """A node that is qualified before it counts."""

    traces = Node.traces | {"ticks", "remarks", "evidence", "claim", "opinion"}
    ticks: dict[str, Tick] = {}
    remarks: tuple[Remark, ...] = ()
    evidence: Mapping[str, Given] = {}
    """The id of a criterion → what was given for it. Replaced, never changed."""
    claim: Claim | None = None
    """The last claim that nobody has ended; whether it still counts is for `workflows.reviewing.claims` to say."""
    opinion: Opinion | None = None

    def tick(self, criteria: list[Criterion], chosen: set[str], who: str | None, when: datetime | None = None, note: str = "") -> None:
        """Let exactly ``chosen`` be ticked; a tick that stays keeps its author and date."""
        moment = when or now()
        self.ticks = {c.id: self.ticks.get(c.id) or Tick(who, moment, note) for c in criteria if c.id in chosen}

    def in_force(self, criterion: Criterion, day: date) -> bool:
        """Is a criterion ticked, and the tick still valid on a day?"""
        tick = self.ticks.get(criterion.id)
        return tick is not None and ((end := criterion.lapses(tick)) is None or day < end)

    def unticked(self, criteria: list[Criterion]) -> list[Criterion]:
        """The mandatory criteria that nobody has ticked."""
        return [c for c in criteria if c.mandatory and c.id not in self.ticks]

    def remark(self, field: str, text: str, who: str, when: datetime | None = None) -> None:
        """Leave a word about one field."""
        self.remarks = (*self.remarks, Remark(field, text, who, when or now()))


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
