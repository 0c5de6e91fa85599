"""A procedure as it was read: ordered steps, whom each asks, and when it applies. Data, never code."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mobee_pyr.content.words import _

SUBJECTS: Mapping[str, str] = {
    "application": _("Les candidatures de nos membres"),
    "reception": _("Les candidatures que nous recevons"),
    "pledge": _("Nos promesses"),
    "request": _("Nos demandes, avant leur envoi"),
    "joining": _("Les rattachements"),
}
"""What a procedure is for, as its organisation says it."""

_EMPLOYER = ("employer.manager", "employer.hr", "employer.referent", "network.manager")
ASKED: Mapping[str, tuple[str, ...]] = {
    "application": _EMPLOYER,
    "reception": ("beneficiary.manager", "beneficiary.hr", "beneficiary.referent", "network.manager"),
    "pledge": _EMPLOYER,
    "request": ("organisation.manager", "organisation.hr", "organisation.referent", "network.manager"),
    "joining": _EMPLOYER,
}
"""The roles that a step of each may ask. A person is ``person:ID``, a group ``group:NUMBER``."""

SIDE: Mapping[str, str] = {
    "application": "employer",
    "reception": "beneficiary",
    "pledge": "employer",
    "request": "organisation",
    "joining": "employer",
}
"""Whose steps those of each subject are."""

PERSON = "person:"
GROUP = "group:"
"""Before the number of a group of the network (in a file that people read: its name), anybody of which may answer."""
DOES = ("approve", "inform")
NEEDS = ("all", "any")
OVERDUE = ("remind", "escalate", "approve", "refuse")
ENDING = ("approve", "refuse")
"""What an overdue step may come to that leaves nothing more to do."""

Value = bool | float | date | str | tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """``test`` is ``is``, ``in``, ``lt``, ``lte``, ``gt``, ``gte``, ``before``, ``after`` or ``starts``."""

    field: str
    test: str
    value: Value


@dataclass(frozen=True)
class Stage:
    """One step: ``who`` (roles or people) are asked together. ``deadline`` in working days, 0 for none."""

    who: tuple[str, ...]
    does: str = "approve"
    needs: str = "all"
    when: tuple[Condition, ...] = ()
    deadline: int = 0
    overdue: tuple[str, ...] = ()
    escalate: str = ""
    label: str = ""
    imposed: bool = False
    side: str = ""
    """Filled in when a track is laid: a value of `SIDE`."""


@dataclass(frozen=True)
class Procedure:
    """The steps for one subject."""

    subject: str
    stages: tuple[Stage, ...] = ()
    title: str = ""

    def imposed(self) -> "Procedure":
        """The same, marked as asked by the network."""
        return replace(self, stages=tuple(replace(stage, imposed=True) for stage in self.stages))
