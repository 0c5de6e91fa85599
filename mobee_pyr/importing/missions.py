"""Enters missions and their organisations into a network: each once, however often the file is read."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from translationstring import TranslationString

from mobee_pyr.content import field, past, tree
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import path
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id
from mobee_pyr.content.place import Provenance
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.i18n.translator import translate
from mobee_pyr.importing.answers import Questions
from mobee_pyr.importing.keys import mission_key
from mobee_pyr.importing.mission_fields import DOMAIN_OF, fields
from mobee_pyr.importing.organisations import Named, Organisations
from mobee_pyr.importing.outcomes import CREATED, REFUSED, UNCHANGED, UPDATED, Outcome, Refused
from mobee_pyr.importing.source import Item
from mobee_pyr.views.forms.mission import read as texts
from mobee_pyr.workflows import engine, extra_fields
from mobee_pyr.workflows.act import Act

BATCH = 25
"""Missions a transaction: an import that is killed loses at most these, and a second run brings them."""

IMPORTED = "imported"
UPDATABLE = ("published", "paused")


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
            self.skipped.append(f"line {item.line}, “{item.title.strip()[:60]}”: {translate(outcome.why, 'en')}")

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
            report.note(item, Outcome(REFUSED, twice(item)))
    for batch in _batches(list(fresh.values())):
        outcomes, organisations, acting = run(lambda site, batch=batch: _entered(Batch(site, network, by, now), batch))
        for item, outcome in zip(batch, outcomes, strict=True):
            report.note(item, outcome)
        report.organisations += organisations
        report.acting += acting
        progress(len(batch))


def _batches(items: list[Item]) -> Iterator[list[Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _entered(batch: "Batch", items: list[Item]) -> tuple[list[Outcome], int, int]:
    return [batch.enter(item) for item in items], batch.organisations.made, batch.organisations.acting


def twice(item: Item) -> TranslationString:
    """Why the second of two lines that are the same mission is refused."""
    return _("${publisher} ${id} est deux fois dans le fichier", mapping={"publisher": item.publisher, "id": item.id})


class Batch:
    """The missions of one transaction."""

    def __init__(self, site: Site, network: int, by: str | None, now: datetime) -> None:
        node = site.node(network)
        if not isinstance(node, Network):
            raise LookupError("the network is gone")
        self.site, self.network = site, node
        self.act = Act(site, by_id(site, by), now)
        self.organisations = Organisations(site, node, self.act)
        self.questions = Questions(self.act, node, "request")

    def enter(self, item: Item) -> Outcome:
        """Enter one, or bring it up to date."""
        key = mission_key(self.network.oid, item.publisher, item.id)
        mission = self.site.node(self.site.identifiers.get(key))
        try:
            known = mission if isinstance(mission, Mission) else None
            answers = self.questions.answers(known, item.told)
            if known is not None:
                return self._again(known, item, answers)
            if over(item, self.act.today):
                raise Refused(_("finie depuis le ${day}", mapping={"day": f"{item.ends:%d/%m/%Y}"}))
            self._create(self.organisations.of(_named(item)), item, key, answers)
        except Refused as refused:
            return Outcome(REFUSED, refused.why)
        unknown = _("entrée, mais son domaine « ${domain} » est inconnu : « autre » pour l’instant", mapping={"domain": item.domain})
        return Outcome(CREATED, "" if not item.domain or item.domain in DOMAIN_OF else unknown)

    def _create(self, organisation: Organisation, item: Item, key: str, answers: Mapping[str, Any]) -> None:
        mission = Mission(item.title, created=self.act.now)
        for name, value in fields(item).items():
            setattr(mission, name, value)
        mission.provenance, mission.published = self._provenance(item), self.act.now
        tree.add(organisation, mission, by=self.act.who)
        extra_fields.keep(self.act, mission, answers)
        mission.record(self.act.who, IMPORTED, self._why(item), self.act.now)
        engine.enter(self.act, mission, "published", self._why(item))
        self.site.identifiers[key] = mission.oid

    def _again(self, mission: Mission, item: Item, answers: Mapping[str, Any]) -> Outcome:
        """A mission that is here already follows its source, unless somebody here took it in hand."""
        if tree.is_deleted(mission) or network_of(mission) is not self.network:
            return Outcome(UNCHANGED, _("a été supprimée ici, ou déplacée dans un autre réseau"))
        changes = {name: [getattr(mission, name), new] for name, new in fields(item).items() if getattr(mission, name) != new}
        asked = [each for each in field.fields_of(mission) if each.name in answers]
        if not changes and answers == extra_fields.read(mission, asked):
            return Outcome(UNCHANGED, "")
        if _edited_here(mission):
            return Outcome(
                UNCHANGED, _("diffère de sa source, mais a été modifiée ici depuis : ${place}", mapping={"place": path(mission)})
            )
        if mission.state not in UPDATABLE:
            where = {"state": mission.state, "place": path(mission)}
            return Outcome(UNCHANGED, _("diffère de sa source, mais est « ${state} » ici : ${place}", mapping=where))
        before = texts(mission)
        for name, (_former, new) in changes.items():
            setattr(mission, name, new)
        mission.provenance = self._provenance(item)
        told = extra_fields.keep(self.act, mission, answers)
        unasked = {name: change for name, change in changes.items() if name not in before and name != "place"}
        mission.record(self.act.who, IMPORTED, self._why(item), self.act.now, **past.differing(before, texts(mission)), **unasked, **told)
        return Outcome(UPDATED, "")

    def _provenance(self, item: Item) -> Provenance:
        return Provenance(item.publisher, item.id, self.act.now, item.url)

    def _why(self, item: Item) -> str:
        return f"Qualifié par import ({item.publisher})"


def over(item: Item, today: date) -> bool:
    """Is its last day past?"""
    return item.ends is not None and item.ends < today


def _named(item: Item) -> Named:
    return Named(item.organisation, item.publisher, item.id, item.line, item.rna, item.siren, website=item.website)


def _edited_here(mission: Mission) -> bool:
    last = next((deed.what for deed in mission.deeds() if deed.what in (IMPORTED, "edited")), IMPORTED)
    return last == "edited"
