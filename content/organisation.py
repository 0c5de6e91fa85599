"""An organisation: a legal entity in one network, with what it does there."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import cast

from BTrees.OOBTree import OOTreeSet

from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.node import Node, above
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.quota import Quota
from mobee_pyr.content.recruiting import Pool
from mobee_pyr.content.site import site_of
from mobee_pyr.content.todo import Owner, redate


class Organisation(Owner, Qualified):
    """Asks for means, gives means, brings its volunteers: its ``capacities`` say which of these."""

    type_name = "organisation"
    references = ("entity_oid",)
    traces = Owner.traces | Qualified.traces | {"invited_referent", "endings", "silences", "lapsed", "lapse_told", "pools", "proposed"}
    summary = ""
    description = ""
    website = ""
    procedures: Mapping[str, str] = {}
    """The validation procedures that it set itself: a key of `procedures.model.SUBJECTS` → TOML text. Replaced, never changed."""
    procedure_drafts: Mapping[str, str] = {}
    """Procedures being written, under the same keys: nothing follows them until they are switched on."""
    closed_to: tuple[str, ...] = ()
    """Keys of `vocabulary.STATUSES`: whoever is that here does not apply in its name (M41)."""
    quota: Quota | None = None
    """How much working time it lends to volunteering."""
    pools: Mapping[str, Pool] = {}
    """A name for addresses → the people whom the organisation keeps in mind. Replaced, never changed."""
    proposed: Mapping[int, datetime] = {}
    """A mission's oid → when it was last proposed to those of its people whom it fits. Replaced, never changed."""
    endings: OOTreeSet | None = None
    """(last day as an ordinal, oid) of each mission that is open or under way."""
    silences: OOTreeSet | None = None
    """(day as an ordinal, oid) of each open mission to which nobody has applied: the day on which that is told."""
    invited_referent = ""
    """The address of the référent who was named but has not accepted yet."""

    lapsed: tuple[str, ...] = ()
    """The ids of the criteria that its network's team has to look at again, since their ticks count no more."""
    lapse_told: Mapping[str, date] = {}
    """The id of a criterion → the day on which its tick lapses, once that was told ahead. Replaced, never changed."""

    def __init__(
        self, title: str, entity: int | None, capacities: frozenset[str], author: str | None = None, created: datetime | None = None
    ) -> None:
        super().__init__(title, author, created)
        self.entity_oid = entity
        self.capacities = capacities

    def ends_on(self, oid: int, day: date | None, former: date | None) -> None:
        """Note the last day of a mission, in place of the ``former`` one; ``None``: there is none to be noted."""
        if self.endings is None:
            self.endings = OOTreeSet()
        redate(self.endings, oid, day, former)

    def ended(self, day: date) -> Iterator[int]:
        """The oids of the missions whose last day was before ``day``, the oldest first."""
        for _ends, oid in () if self.endings is None else list(self.endings.keys(max=(day.toordinal(), -1))):
            yield oid

    def silent_on(self, day: date, oid: int) -> None:
        """Note the day on which a mission without any application is spoken of."""
        if self.silences is None:
            self.silences = OOTreeSet()
        self.silences.insert((day.toordinal(), oid))

    def no_longer_silent(self, day: date, oid: int) -> None:
        """Forget it; nothing happens if it was not noted."""
        if self.silences is not None and (day.toordinal(), oid) in self.silences:
            self.silences.remove((day.toordinal(), oid))

    def silent(self, day: date) -> Iterator[int]:
        """The oids of the missions to speak of by ``day``, the oldest first."""
        for _told, oid in () if self.silences is None else list(self.silences.keys(max=(day.toordinal() + 1, -1))):
            yield oid

    @property
    def entity(self) -> LegalEntity | None:
        """The legal body behind this organisation."""
        return cast(LegalEntity | None, site_of(self).node(self.entity_oid))


def organisation_of(node: Node) -> Organisation | None:
    """The organisation that a node stands in, or is."""
    return cast(Organisation | None, above(node, "organisation"))


def organisations_of_entity(network: Node, entity: int) -> list[Organisation]:
    """The organisations of one legal body in a network (usually one)."""
    return [o for o in network.inside("organisation") if isinstance(o, Organisation) and o.entity_oid == entity]
