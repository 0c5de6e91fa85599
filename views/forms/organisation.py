"""What an organisation says of itself, once it is in a network. Its numbers are asked until they have been verified."""

from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content import capacities
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.network import network_of
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.place import Place
from mobee_pyr.content.vocabulary import APPLYING, CAPACITIES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.identifiers import compacted, identifier
from mobee_pyr.views.forms.organisation_new import web, web_address
from mobee_pyr.views.forms.questions import line, prose, several, text, tidy
from mobee_pyr.workflows import enrolment
from mobee_pyr.workflows.act import Act

EXPLAINED = {
    "asks": _("Demander des moyens : écrire des missions et des besoins."),
    "gives": _("Apporter des moyens : promettre de l’argent, du matériel, du transport ou de la technologie."),
    "brings": _("Mobiliser des bénévoles : vos membres vous rejoignent, candidatent en votre nom, et vous validez."),
}
"""`vocabulary.CAPACITIES`, as what each allows."""

APPLIES_AS = _("Si elle mobilise ses bénévoles. Les autres candidatent en leur nom.")
NAMES = ("title", "summary", "description", "website")
PLACE = ("city", "postcode", "address")
NUMBERS = ("siren", "rna")


def questions(request: Request, node: Organisation) -> colander.Schema:
    """Its texts, what it comes to do, and what is true of its legal body."""
    speaks = enrolment.speaks_for(request.reader, node)
    return colander.Schema(
        line("title", _("Nom dans le réseau"), needed=True, attributes={"autocomplete": "organization"}),
        text("summary", _("En une phrase ou deux"), _("Ce qu’elle fait, pour qui : on le lit dans les listes."), 600, needed=True),
        prose("description", _("Présentation"), _("Son histoire, ses actions, qui la fait vivre.")),
        line(
            "website",
            _("Site internet"),
            most=200,
            preparer=[web_address],
            validator=web,
            attributes={"type": "url", "inputmode": "url"},
        ),
        several("capacities", _("Ce qu’elle vient faire dans ce réseau"), {key: EXPLAINED[key] for key in offered(node)}),
        several(
            "applies_as", _("Qui candidate en son nom"), APPLYING, _("Si elle mobilise ses bénévoles. Les autres candidatent en leur nom.")
        ),
        *(_numbers() if speaks and node.state in enrolment.UNVERIFIED else []),
        *(_place() if speaks else []),
    )


def offered(node: Organisation) -> list[str]:
    """The capacities that the network offers to such a body, and those that it has."""
    entity, network = node.entity, network_of(node)
    by_body = {} if network is None else capacities.of(network)
    open_to = by_body.get("" if entity is None else entity.body, tuple(CAPACITIES))
    return [key for key in CAPACITIES if key in open_to or key in node.capacities]


def read(node: Organisation) -> dict[str, Any]:
    """The answers as they stand."""
    entity = node.entity or LegalEntity("", "")
    said = {name: tidy(getattr(node, name)) for name in NAMES}
    said |= {"capacities": set(node.capacities), "applies_as": set(APPLYING).difference(node.closed_to)}
    said |= {name: getattr(entity, name) for name in NUMBERS}
    return said | {name: tidy(getattr(entity.place, name)) for name in PLACE}


def write(act: Act, node: Organisation, said: dict[str, Any]) -> None:
    """Keep the answers, here and, for what is true of the legal body, there."""
    for name in NAMES:
        setattr(node, name, said[name])
    node.capacities = frozenset(said["capacities"])
    node.closed_to = tuple(status for status in APPLYING if status not in said["applies_as"])
    entity = node.entity
    if entity is None:
        return
    if NUMBERS[0] in said:
        enrolment.claim(act, entity, said["siren"], said["rna"])
    if PLACE[0] in said:
        enrolment.settle(act, entity, Place(said["city"], said["postcode"], said["address"]))


def _numbers() -> list[colander.SchemaNode]:
    return [
        line(
            "siren",
            _("Numéro SIREN"),
            _("Neuf chiffres."),
            preparer=[compacted],
            validator=identifier("siren"),
            attributes={"inputmode": "numeric"},
        ),
        line(
            "rna",
            _("Numéro RNA"),
            _("Pour une association : W et neuf chiffres. Il n’y en a pas en Alsace-Moselle."),
            preparer=[compacted],
            validator=identifier("rna"),
        ),
    ]


def _place() -> list[colander.SchemaNode]:
    return [
        line("address", _("Adresse"), most=200, attributes={"autocomplete": "street-address"}),
        line("postcode", _("Code postal"), most=12, attributes={"autocomplete": "postal-code"}),
        line("city", _("Ville"), attributes={"autocomplete": "address-level2"}),
    ]
