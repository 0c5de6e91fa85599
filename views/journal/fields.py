"""What fields are called where their changes are told, and their values as their questions say them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pyramid.request import Request

from mobee_pyr.content import terms
from mobee_pyr.content.access import Permission
from mobee_pyr.content.formats import FORMATS
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import EVIDENCE, LABELS
from mobee_pyr.content.vocabulary import (
    AUDIENCES,
    CAPACITIES,
    DOMAINS,
    GOALS,
    MEANS,
    MODES,
    MOMENTS,
    OBJECTIVES,
    ROLES,
    STATUSES,
    TIME_BASES,
)
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.criterion import MANDATORY
from mobee_pyr.views.forms.network import COLOURS, OPEN_TO
from mobee_pyr.views.forms.publication import AUDIENCE
from mobee_pyr.workflows import access
from mobee_pyr.workflows.procedures import choice

NAMES = {
    "title": _("Titre"),
    "summary": _("Résumé"),
    "description": _("Description"),
    "motivation": _("Motivation"),
    "availability": _("Disponibilités"),
    "hours": _("Heures"),
    "quantity": _("Quantité"),
    "message": _("Message"),
    "place": _("Lieu"),
    "named_place": _("Lieu du réseau"),
    "places": _("Places"),
    "starts": _("Début"),
    "ends": _("Fin"),
    "skills": _("Compétences"),
    "domain": _("Domaine"),
    "procedure": _("Validation"),
    "capacities": _("Rôle dans le réseau"),
    "applies_as": _("Qui candidate en son nom"),
    "objective": _("Ce qu’elle sert"),
    "mode": _("Où"),
    "schedule": _("Horaires"),
    "days": _("Jours par personne"),
    "time_basis": _("Temps"),
    "format": _("Forme"),
    "moments": _("Moments"),
    "audiences": _("Public"),
    "goals": _("Objectifs de développement durable"),
    "means": _("Nature"),
    "unit": _("Unité"),
    "city": _("Ville"),
    "postcode": _("Code postal"),
    "address": _("Adresse"),
    "website": _("Site internet"),
    "siren": _("Numéro SIREN"),
    "rna": _("Numéro RNA"),
    "accent": _("Couleur"),
    "open_to": _("À qui il est ouvert"),
    "evidence_days": _("Conservation des pièces, en jours"),
    "know_how": _("Savoir-faire"),
    "experience": _("Expérience"),
    "interests": _("Aimerait faire"),
    "links": _("Pour en savoir plus"),
    "text": _("Ce qu’il faut vérifier"),
    "help": _("Comment le vérifier"),
    "mandatory": _("Ce critère est"),
    "evidence": _("Preuve demandée"),
    "by": _("Qui peut cocher la case ?"),
    "months": _("À revérifier au bout de"),
    "label": _("Mention donnée"),
    "audience": _("Qui peut lire ?"),
    "alt": _("Ce que l’on y voit"),
    "decorative": _("Elle ne fait que décorer : rien à lire à son sujet"),
    "credit": _("Auteur ou légende"),
}
CHOICES: Mapping[str, Mapping[str, Any]] = {
    "domain": DOMAINS,
    "objective": OBJECTIVES,
    "mode": MODES,
    "time_basis": TIME_BASES,
    "format": {name: told.label for name, told in FORMATS.items()},
    "moments": MOMENTS,
    "audiences": AUDIENCES,
    "goals": GOALS,
    "means": MEANS,
    "capacities": CAPACITIES,
    "applies_as": STATUSES,
    "accent": COLOURS,
    "open_to": OPEN_TO,
    "audience": AUDIENCE,
    "decorative": {True: _("Oui"), False: _("Non")},
    "mandatory": {key: name for key, (name, _meaning) in MANDATORY.items()},
    "evidence": EVIDENCE,
    "label": {"": _("Aucune"), **LABELS},
    "by": {"manager": ROLES["manager"], "qualifier": ROLES["qualifier"]},
    "procedure": {name: made.label for name, made in choice.ready("application").items()},
}
"""Answers of a list, by their words."""

SHORT = 160
"""Characters of a value that a line of history shows."""


TERMS = {held: kind for kind, held in terms.HELD_BY.items()}
"""Answers that a network has words of its own for."""


def said(request: Request, name: str, value: Any, whole: bool = False, node: Node | None = None) -> str:
    """A value as its question says it, where the ``node`` stands; a long one is cut, unless the ``whole`` is wanted."""
    words = terms.known(network_of(node), TERMS[name]) if node is not None and name in TERMS else CHOICES.get(name, {})
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(said(request, name, one, node=node) for one in value if one not in (None, ""))
    if value in words:
        return str(request.words.label(words[value]))
    return _programme(request, value) if name == "objective" else _value(request, value, whole)


def _programme(request: Request, value: Any) -> str:
    """A programme by its title, for whoever may read it; an older deed holds the title itself."""
    node = request.site.node(int(value)) if str(value).isdigit() else None
    if node is None:
        return str(request.translate(_("un programme qui n’existe plus"))) if str(value).isdigit() else _value(request, value)
    return node.title if access.permits(request.reader, Permission.VIEW, node) else str(request.translate(_("un programme")))


def _value(request: Request, value: Any, whole: bool = False) -> str:
    if isinstance(value, datetime):
        return str(request.words.date(value))
    if isinstance(value, date):
        return str(request.words.day(value))
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(request.words.number(value))
    text = "" if value is None else str(value)
    return text if whole or len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + "…"
