"""Enters missions and their organisations into a network: each once, however often the file is read."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from mobee_pyr.content import past, tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import path
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id
from mobee_pyr.content.place import Provenance
from mobee_pyr.content.site import Site
from mobee_pyr.importing.keys import entity_key, mission_key, organisation_key, same_name
from mobee_pyr.importing.mission_fields import DOMAIN_OF, fields
from mobee_pyr.importing.source import Item
from mobee_pyr.views.forms.mission import read as answers
from mobee_pyr.workflows import engine
from mobee_pyr.workflows.act import Act

BATCH = 25
"""Missions a transaction: an import that is killed loses at most these, and a second run brings them."""

IMPORTED = "imported"
UPDATABLE = ("published", "paused")

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"


class Outcome(NamedTuple):
    """What became of one mission, and why if it is not plain."""

    what: str
    why: str


class Refused(ValueError):
    """One mission cannot be entered; the others can."""


class Report:
    """What was done, counted, and what was not, with its reason."""

    def __init__(self) -> None:
        self.missions = {CREATED: 0, UPDATED: 0, UNCHANGED: 0, REFUSED: 0}
        self.organisations = 0
        self.acting = 0
        """How many organisations the network's managers now stand in for."""
        self.skipped: list[str] = []

    def note(self, item: Item, outcome: Outcome) -> None:
        """Count one mission."""
        self.missions[outcome.what] += 1
        if outcome.why:
            self.skipped.append(f"line {item.line}, “{item.title.strip()[:60]}”: {outcome.why}")

    @property
    def last_line(self) -> str:
        """The one that scripts read."""
        return ", ".join(f"{count} {what}" for what, count in self.missions.items())


def bring_in(
    run: Callable[[Callable[[Site], Any]], Any],
    network: int,
    items: list[Item],
    by: str | None,
    now: datetime,
    report: Report,
    progress: Callable[[int], Any] = lambda done: None,
) -> None:
    """Enter ``items`` into the network of that oid, in the name of ``by``, batch by batch; ``report`` grows as they are kept."""
    fresh: dict[tuple[str, str], Item] = {}
    for item in items:
        if fresh.setdefault((item.publisher, item.id), item) is not item:
            report.note(item, Outcome(REFUSED, f"{item.publisher} {item.id} stands in the file twice"))
    for batch in _batches(list(fresh.values())):
        outcomes, organisations, acting = run(lambda site, batch=batch: _Batch(site, network, by, now).enter(batch))
        for item, outcome in zip(batch, outcomes, strict=True):
            report.note(item, outcome)
        report.organisations += organisations
        report.acting += acting
        progress(len(batch))


def _batches(items: list[Item]) -> Iterator[list[Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


class _Batch:
    """The missions of one transaction."""

    def __init__(self, site: Site, network: int, by: str | None, now: datetime) -> None:
        node = site.node(network)
        if not isinstance(node, Network):
            raise LookupError("the network is gone")
        self.site, self.network = site, node
        self.act = Act(site, by_id(site, by), now)
        self.managers = site.membership.holders(Role.MANAGER, network, self.act.today)
        self.titles = {same_name(o.title): o for o in node.inside("organisation") if isinstance(o, Organisation)}
        self.made = self.acting = 0

    def enter(self, items: list[Item]) -> tuple[list[Outcome], int, int]:
        return [self._item(item) for item in items], self.made, self.acting

    def _item(self, item: Item) -> Outcome:
        key = mission_key(self.network.oid, item.publisher, item.id)
        mission = self.site.node(self.site.identifiers.get(key))
        try:
            if isinstance(mission, Mission):
                return self._again(mission, item)
            self._create(self._organisation(item), item, key)
        except Refused as refused:
            return Outcome(REFUSED, str(refused))
        return Outcome(CREATED, "" if item.domain in DOMAIN_OF else f"entered, but its domain {item.domain!r} is unknown: “other” for now")

    def _organisation(self, item: Item) -> Organisation:
        """The organisation of that name in this network, made if there is none, with somebody to answer for it."""
        key = organisation_key(self.network.oid, item.organisation)
        known = self.site.node(self.site.identifiers.get(key))
        organisation = known if isinstance(known, Organisation) else self.titles.get(same_name(item.organisation))
        if organisation is None:
            organisation = self._new_organisation(item, key)
        if organisation.__parent__ is not self.network:
            raise Refused("its organisation was deleted here, or moved to another network")
        if organisation.state != "active":
            raise Refused(f"its organisation is “{organisation.state}” here: {path(organisation)}")
        self._stand_in(organisation)
        return organisation

    def _new_organisation(self, item: Item, key: str) -> Organisation:
        body = self.site.node(self.site.identifiers.get(entity_key(item.organisation)))
        if body is None:
            entity = LegalEntity(item.organisation, "association", created=self.act.now)
            entity.provenance = self._provenance(item)
            body = tree.add(self.site.entities, entity, by=self.act.who)
            self.site.identifiers[entity_key(item.organisation)] = body.oid
        new = Organisation(item.organisation, body.oid, frozenset(("asks", "brings")), created=self.act.now)
        organisation = tree.add(self.network, new, by=self.act.who)
        engine.enter(self.act, organisation, "active", self._why(item))
        self.site.identifiers[key] = organisation.oid
        self.made += 1
        return organisation

    def _stand_in(self, organisation: Organisation) -> None:
        """The network's managers answer until the organisation names its référent."""
        if self.managers and not self.site.membership.holders(Role.REFERENT, organisation.oid, self.act.today):
            for manager in self.managers:
                self.site.membership.grant(manager, Grant(Role.REFERENT, organisation.oid, acting=True))
                organisation.record(self.act.who, "granted", when=self.act.now, role=Role.REFERENT.value, person=manager, acting=True)
            self.acting += 1

    def _create(self, organisation: Organisation, item: Item, key: str) -> None:
        mission = Mission(item.title, created=self.act.now)
        for name, value in fields(item).items():
            setattr(mission, name, value)
        mission.provenance, mission.published = self._provenance(item), self.act.now
        tree.add(organisation, mission, by=self.act.who)
        mission.record(self.act.who, IMPORTED, self._why(item), self.act.now)
        engine.enter(self.act, mission, "published", self._why(item))
        self.site.identifiers[key] = mission.oid

    def _again(self, mission: Mission, item: Item) -> Outcome:
        """A mission that is here already follows its source, unless somebody here took it in hand."""
        if tree.is_deleted(mission) or network_of(mission) is not self.network:
            return Outcome(UNCHANGED, "was deleted here, or moved to another network")
        changes = {name: [getattr(mission, name), new] for name, new in fields(item).items() if getattr(mission, name) != new}
        if not changes:
            return Outcome(UNCHANGED, "")
        if _edited_here(mission):
            return Outcome(UNCHANGED, f"differs from its source, but was edited here since: {path(mission)}")
        if mission.state not in UPDATABLE:
            return Outcome(UNCHANGED, f"differs from its source, but is “{mission.state}” here: {path(mission)}")
        before = answers(mission)
        for name, (_former, new) in changes.items():
            setattr(mission, name, new)
        mission.provenance = self._provenance(item)
        unasked = {name: change for name, change in changes.items() if name not in before and name != "place"}
        mission.record(self.act.who, IMPORTED, self._why(item), self.act.now, **past.differing(before, answers(mission)), **unasked)
        return Outcome(UPDATED, "")

    def _provenance(self, item: Item) -> Provenance:
        return Provenance(item.publisher, item.id, self.act.now)

    def _why(self, item: Item) -> str:
        return f"Qualifié par import ({item.publisher})"


def _edited_here(mission: Mission) -> bool:
    last = next((deed.what for deed in mission.deeds() if deed.what in (IMPORTED, "edited")), IMPORTED)
    return last == "edited"
