"""Guards: named conditions that hold a transition back, and the words that say so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from translationstring import TranslationString

from mobee_pyr.content import mission_parts
from mobee_pyr.content.blueprint import criteria
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.qualification import SUBJECTS, Criterion, Qualified
from mobee_pyr.content.words import _
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.fields import holds


@dataclass(frozen=True)
class Guard:
    """``passes(node)`` must hold; ``refusal`` says what to do otherwise; ``reads(node)`` are the other nodes it looks at."""

    types: tuple[str, ...]
    passes: Callable[[Any], bool]
    refusal: TranslationString
    reads: Callable[[Any], Iterable[Node]] = lambda node: ()


def subject_of(node: Qualified) -> str:
    """The key in `qualification.SUBJECTS` of what is qualified."""
    return node.type_name if node.type_name in SUBJECTS else "request"


def criteria_of(node: Qualified) -> list[Criterion]:
    """The checklist that applies to an organisation, to a volunteer’s profile, or to a request."""
    return criteria(network_of(node), subject_of(node))


def _parent(node: Node) -> tuple[Node, ...]:
    return (cast(Node, node.__parent__),)


def _organisation(node: Node) -> tuple[Node, ...]:
    found = organisation_of(node)
    return () if found is None else (found,)


def _parts(node: Node) -> tuple[Any, ...]:
    """With where their applications would stand: one that comes at the same moment conflicts."""
    parts = mission_parts.parts_of(node)
    return (*parts, *(part.children for part in parts if part.children is not None))


def _answers(node: Node, *states: str) -> list[Node]:
    return [answer for answer in node.inside() if answer.state in states]


def _nobody_reads_first(request: Node) -> bool:
    """Does the organisation's procedure ask for nothing before its request is sent?"""
    stages = choice.stages(network_of(request), organisation_of(request), "request")
    return not any(all(holds(condition, request) for condition in stage.when) for stage in stages)


GUARDS = {
    "procedure_done": Guard(
        ("application", "pledge", "joining", "mission", "need"),
        lambda node: node.procedure_done,
        _("La validation par l’organisation n’est pas terminée."),
    ),
    "nobody_reads_first": Guard(
        ("mission", "need"),
        _nobody_reads_first,
        _("La demande est d’abord relue par votre organisation."),
    ),
    "places_left": Guard(
        ("application",),
        lambda answer: answer.__parent__.places_left != 0,
        _("Il ne reste aucune place sur cette mission."),
        _parent,
    ),
    "request_open": Guard(
        ("application", "pledge"),
        lambda answer: answer.__parent__.state == "published",
        _("La demande n’est plus ouverte."),
        _parent,
    ),
    "quantity_missing": Guard(
        ("pledge",),
        lambda pledge: pledge.__parent__.missing > 0,
        _("Ce besoin est déjà couvert par d’autres promesses."),
        _parent,
    ),
    "criteria_ticked": Guard(
        ("organisation", "mission", "need", "volunteer"),
        lambda node: not node.unticked(criteria_of(node)),
        _("Tous les critères obligatoires doivent d’abord être cochés."),
    ),
    "organisation_active": Guard(
        ("programme", "mission", "need"),
        lambda node: (found := organisation_of(node)) is not None and found.state == "active",
        _("L’organisation doit d’abord être acceptée dans le réseau."),
        _organisation,
    ),
    "has_parts": Guard(
        ("mission",),
        lambda mission: bool(mission_parts.parts_of(mission)),
        _("Préparez d’abord les missions qu’elle devient."),
    ),
    "parts_unanswered": Guard(
        ("mission",),
        lambda mission: not any(any(part.inside("application")) for part in mission_parts.parts_of(mission)),
        _("Une de ses parties a déjà reçu une candidature : elle ne peut plus redevenir une seule mission."),
        _parts,
    ),
    "someone_accepted": Guard(
        ("mission",),
        lambda mission: bool(_answers(mission, "accepted")),
        _("Acceptez d’abord au moins une candidature."),
    ),
    "hours_recorded": Guard(
        ("mission",),
        lambda mission: all(answer.hours is not None for answer in cast(list[Any], _answers(mission, "accepted"))),
        _("Indiquez d’abord les heures de chaque bénévole."),
    ),
}
