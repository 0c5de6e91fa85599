"""Qualification: what must be ticked before an organisation acts or a request is published (M69, M70)."""

from datetime import datetime
from typing import NamedTuple

from mobee_pyr.content.node import Node, now


class Criterion(NamedTuple):
    """One line of a checklist. ``id`` is stable; a mandatory one holds publication back until it is ticked."""

    id: str
    text: str
    help: str = ""
    mandatory: bool = True


class Tick(NamedTuple):
    """Who found a criterion fulfilled, and when."""

    who: str | None
    when: datetime
    note: str = ""


class Remark(NamedTuple):
    """What has to be completed; ``field`` names the entry concerned, empty for the whole."""

    field: str
    text: str
    who: str
    when: datetime


class Qualified(Node):
    """A node that is qualified before it counts."""

    traces = Node.traces | {"ticks", "remarks"}
    ticks: dict[str, Tick] = {}
    remarks: tuple[Remark, ...] = ()

    def tick(self, criteria: list[Criterion], chosen: set[str], who: str | None, when: datetime | None = None, note: str = "") -> None:
        """Let exactly ``chosen`` be ticked; a tick that stays keeps its author and date."""
        moment = when or now()
        self.ticks = {c.id: self.ticks.get(c.id) or Tick(who, moment, note) for c in criteria if c.id in chosen}

    def unticked(self, criteria: list[Criterion]) -> list[Criterion]:
        """The mandatory criteria that nobody has ticked."""
        return [c for c in criteria if c.mandatory and c.id not in self.ticks]

    def remark(self, field: str, text: str, who: str, when: datetime | None = None) -> None:
        """Leave a word about one field."""
        self.remarks = (*self.remarks, Remark(field, text, who, when or now()))
