"""Enters organisations into a network: each once, by its number first and by its name where there is none."""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from mobee_pyr.content import capacities, tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.legal_entity import LegalEntity, identify
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import path
from mobee_pyr.content.organisation import Organisation, organisations_of_entity
from mobee_pyr.content.place import Place, Provenance
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import BODIES
from mobee_pyr.content.words import _
from mobee_pyr.importing.answers import Questions, Told
from mobee_pyr.importing.keys import entity_key, organisation_key, same_name
from mobee_pyr.importing.outcomes import CREATED, UNCHANGED, UPDATED, Outcome, Refused
from mobee_pyr.workflows import engine, extra_fields
from mobee_pyr.workflows.act import Act


class Named(NamedTuple):
    """An organisation as a source tells it; ``id`` is the source's own, ``url`` its page there."""

    name: str
    publisher: str
    id: str
    line: int = 0
    rna: str = ""
    siren: str = ""
    summary: str = ""
    website: str = ""
    url: str = ""
    place: Place = Place()
    body: str = "association"
    told: Told = ()
    """What stands in the columns that are none of the above."""


class Organisations:
    """Those of one network, in one transaction. ``made`` and ``acting`` count the new ones, and those for which managers stand in."""

    def __init__(self, site: Site, network: Network, act: Act) -> None:
        self.site, self.network, self.act = site, network, act
        self.managers = site.membership.holders(Role.MANAGER, network.oid, act.today)
        self.titles = {same_name(o.title): o for o in network.inside("organisation") if isinstance(o, Organisation)}
        self.made = self.acting = 0
        self.questions = Questions(act, network, "organisation")

    def of(self, said: Named) -> Organisation:
        """The one that is meant, made if there is none, with somebody to answer for it. Raises `Refused`."""
        organisation = self._known(said) or self._new(said)
        if organisation.__parent__ is not self.network:
            raise Refused(_("son organisation a été supprimée ici, ou déplacée dans un autre réseau"))
        if organisation.state != "active":
            where = {"state": organisation.state, "place": path(organisation)}
            raise Refused(_("son organisation est « ${state} » ici : ${place}", mapping=where))
        self._stand_in(organisation)
        return organisation

    def enter(self, said: Named) -> Outcome:
        """Enter one line of a list of organisations. What people wrote here stays: only what was empty is filled."""
        known = self._known(said)
        answers = self.questions.empty(known, self.questions.answers(known, said.told))
        organisation = self.of(said)
        if known is None:
            extra_fields.keep(self.act, organisation, answers)
            return Outcome(CREATED)
        return Outcome(UPDATED if self._fill(organisation, said, answers) else UNCHANGED)

    def _known(self, said: Named) -> Organisation | None:
        """By a number, then by the name, unless whoever has the name has another number."""
        for oid in self._numbered(said):
            found = organisations_of_entity(self.network, oid)
            if found:
                return found[0]
        key = organisation_key(self.network.oid, said.name)
        node = self.site.node(self.site.identifiers.get(key))
        named = node if isinstance(node, Organisation) else self.titles.get(same_name(said.name))
        return None if named is None or self._another(named.entity, said) else named

    def _numbered(self, said: Named) -> list[int]:
        keys = [f"{kind}:{number}" for kind, number in (("siren", said.siren), ("rna", said.rna)) if number]
        return [self.site.identifiers[key] for key in keys if key in self.site.identifiers]

    def _another(self, entity: LegalEntity | None, said: Named) -> bool:
        pairs = () if entity is None else ((entity.siren, said.siren), (entity.rna, said.rna))
        return any(here and there and here != there for here, there in pairs)

    def _new(self, said: Named) -> Organisation:
        known = self._known_body(said)
        may = self._capacities(said.body if known is None else known.body)
        body = known or self._new_body(said)
        organisation = Organisation(said.name, body.oid, may, created=self.act.now)
        organisation.summary, organisation.website, organisation.provenance = said.summary, said.website, self._provenance(said)
        tree.add(self.network, organisation, by=self.act.who)
        engine.enter(self.act, organisation, "active", f"Qualifié par import ({said.publisher})")
        self.site.identifiers.setdefault(organisation_key(self.network.oid, said.name), organisation.oid)
        self.titles.setdefault(same_name(said.name), organisation)
        self.made += 1
        return organisation

    def _capacities(self, body: str) -> frozenset[str]:
        """What a network lets such a body do (M66)."""
        found = capacities.of(self.network)[body]
        if not found:
            raise Refused(_("${body} : ce réseau ne fait pas de place à cette nature d’organisation", mapping={"body": BODIES[body]}))
        return frozenset(found)

    def _known_body(self, said: Named) -> LegalEntity | None:
        """The legal body with one of its numbers, else the one that an import made under that name."""
        named = cast(LegalEntity | None, self.site.node(self.site.identifiers.get(entity_key(said.name))))
        numbered = [self.site.node(oid) for oid in self._numbered(said)]
        known = next((node for node in numbered if isinstance(node, LegalEntity)), None)
        return named if known is None and named is not None and not self._another(named, said) else known

    def _new_body(self, said: Named) -> LegalEntity:
        entity = LegalEntity(said.name, said.body, created=self.act.now)
        entity.provenance, entity.website, entity.place = self._provenance(said), said.website, said.place
        tree.add(self.site.entities, entity, by=self.act.who)
        if said.siren or said.rna:
            identify(self.site, entity, said.siren, said.rna)
        self.site.identifiers.setdefault(entity_key(said.name), entity.oid)
        return entity

    def _fill(self, organisation: Organisation, said: Named, answers: Mapping[str, Any]) -> bool:
        """What was empty here and is told there."""
        new = {name: getattr(said, name) for name in ("summary", "website") if getattr(said, name) and not getattr(organisation, name)}
        if organisation.provenance is None or (
            organisation.provenance.publisher == said.publisher and organisation.provenance.url != said.url
        ):
            new["provenance"] = self._provenance(said)
        for name, value in new.items():
            setattr(organisation, name, value)
        told = extra_fields.keep(self.act, organisation, answers)
        if new or told:
            organisation.record(self.act.who, "imported", f"Qualifié par import ({said.publisher})", self.act.now, **told)
        return bool(new or told)

    def _stand_in(self, organisation: Organisation) -> None:
        """The network's managers answer until the organisation names its référent."""
        if self.managers and not self.site.membership.holders(Role.REFERENT, organisation.oid, self.act.today):
            for manager in self.managers:
                self.site.membership.grant(manager, Grant(Role.REFERENT, organisation.oid, acting=True))
                organisation.record(self.act.who, "granted", when=self.act.now, role=Role.REFERENT.value, person=manager, acting=True)
            self.acting += 1

    def _provenance(self, said: Named) -> Provenance:
        return Provenance(said.publisher, said.id, self.act.now, said.url)
