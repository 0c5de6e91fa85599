"""An organisation asks to join a network: which legal body it is, who speaks for it, and that it waits to be qualified."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mobee_pyr.content import tree
from mobee_pyr.content.access import Role, token
from mobee_pyr.content.legal_entity import IdentifierTaken, LegalEntity, identify
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.place import Place
from mobee_pyr.workflows import engine, extra_fields
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act

SPEAKS_FOR = (Role.REFERENT, Role.MANAGER)
"""The roles on one of its organisations that let somebody bring a legal body into another network."""

UNVERIFIED = ("proposed", "to_complete")
"""The states of an organisation in which whoever proposed it may still correct the numbers of its legal body."""

NOWHERE = Place()


@dataclass(frozen=True)
class Request:
    """What was said; ``referent_mail`` is empty when whoever asks speaks for the organisation."""

    body: str
    name: str
    summary: str
    capacities: frozenset[str]
    siren: str = ""
    rna: str = ""
    place: Place = NOWHERE
    website: str = ""
    referent_mail: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """The answers to the network's own fields, by their names."""


def enrol(act: Act, network: Network, said: Request) -> Organisation:
    """Put the organisation into the network, to be qualified."""
    entity = known_entity(act, said) or _new_entity(act, said)
    organisation = Organisation(said.name.strip(), entity.oid, said.capacities, act.who, act.now)
    organisation.summary, organisation.website = said.summary, said.website
    tree.add(network, organisation, by=act.who)
    extra_fields.keep(act, organisation, said.extra)
    if act.who is not None and not said.referent_mail:
        act.site.membership.grant(act.who, Grant(Role.REFERENT, organisation.oid, act.today))
    organisation.invited_referent = said.referent_mail
    engine.begin(act, organisation)
    return organisation


def known_entity(act: Act, said: Request) -> LegalEntity | None:
    """The legal body of that number, if whoever asks speaks for it elsewhere. Nobody else learns that it is known."""
    if act.who is None or not (said.siren or said.rna):
        return None
    for grant in act.site.membership.grants(act.who):
        entity = _entity_behind(act.site.node(grant.oid)) if grant.role in SPEAKS_FOR and grant.holds(act.today) else None
        if entity is not None and ((said.siren and entity.siren == said.siren) or (said.rna and entity.rna == said.rna)):
            return entity
    return None


def _entity_behind(node: Node | None) -> LegalEntity | None:
    return node.entity if isinstance(node, Organisation) else None


def _new_entity(act: Act, said: Request) -> LegalEntity:
    """A legal body; a number that another one has stays a claim, for the qualifier to read."""
    entity = tree.add(act.site.entities, LegalEntity(said.name.strip(), said.body, act.who, act.now), by=act.who)
    entity.place, entity.website = said.place, said.website
    _identify(act, entity, said.siren, said.rna)
    return entity


def speaks_for(who: Reader, organisation: Organisation) -> bool:
    """May somebody correct what is true of its legal body? Its référent, always; who proposed it, until it is accepted."""
    proposes = organisation.author == who.person_id and organisation.state in UNVERIFIED
    return organisation.entity is not None and (proposes or token(Role.REFERENT, organisation.oid) in who.tokens)


def claim(act: Act, entity: LegalEntity, siren: str, rna: str) -> None:
    """Correct the numbers of a legal body; the journal keeps those that stood there."""
    former = {"siren": entity.siren, "rna": entity.rna}
    if (siren, rna) != (entity.siren, entity.rna):
        _identify(act, entity, "", "")
        _identify(act, entity, siren, rna)
        _note(act, entity, former)


def settle(act: Act, entity: LegalEntity, place: Place) -> None:
    """Correct the address of a legal body; where it stood on the map is no longer known."""
    former = {"place": entity.place}
    if place[:3] != entity.place[:3]:
        entity.place = place
        _note(act, entity, former)


def _identify(act: Act, entity: LegalEntity, siren: str, rna: str) -> None:
    """A number that another legal body has stays a claim, for the qualifier to read: nobody learns that it is known."""
    try:
        identify(act.site, entity, siren, rna)
    except IdentifierTaken:
        entity.siren, entity.rna = siren, rna


def _note(act: Act, entity: LegalEntity, former: Mapping[str, Any]) -> None:
    changes: dict[str, Any] = {name: [value, getattr(entity, name)] for name, value in former.items() if getattr(entity, name) != value}
    entity.record(act.who, "edited", when=act.now, **changes)
