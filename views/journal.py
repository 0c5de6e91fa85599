"""A node's journal in plain words, for ``parts/journal.pt``: who did what, when and why, as far as it is meant for the reader."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.formats import FORMATS
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import EVIDENCE, LABELS
from mobee_pyr.content.track import Tracked
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
from mobee_pyr.views.checklists.deeds import about_criteria
from mobee_pyr.views.forms.criterion import MANDATORY
from mobee_pyr.views.forms.network import COLOURS, OPEN_TO
from mobee_pyr.views.papers.joined import Joined, joined
from mobee_pyr.views.people.deeds import about_role
from mobee_pyr.views.signing import signature
from mobee_pyr.workflows import discretion, library
from mobee_pyr.workflows.checklists import CHANGED
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.reviewing import eyes

DEEDS = {
    "created": _("a créé cette page"),
    "edited": _("a modifié"),
    "renamed": _("a changé l’adresse"),
    "moved": _("a déplacé"),
    "copied": _("a copié"),
    "deleted": _("a mis à la corbeille"),
    "restored": _("a repris de la corbeille"),
    "made private": _("a rendu privé"),
    "opened": _("a rouvert la lecture"),
    "entered": _("a repris dans l’état où il était"),
    "affiliated": _("a confirmé le rattachement"),
    "affiliation ended": _("a mis fin au rattachement"),
    "joined": _("a rejoint le réseau"),
    "step approved": _("a validé l’étape"),
    "step refused": _("n’a pas validé l’étape"),
    "step reminded": _("a rappelé une étape dont le délai était passé"),
    "step escalated": _("a confié à quelqu’un d’autre une étape restée sans réponse"),
    "step reassigned": _("a confié à quelqu’un d’autre une étape dont la personne est partie"),
    "track moved": _("a fait passer aux nouvelles étapes de validation"),
    "procedure": _("a mis en service une validation"),
    "quota": _("a changé le temps de travail prêté"),
    "closed days": _("a changé les jours de fermeture"),
    "logo changed": _("a changé le logo"),
    "colour changed": _("a changé la couleur"),
    "capacities changed": _("a changé qui prend part à quoi"),
    "model taken": _("a pris une amélioration du modèle"),
    "model left": _("s’est passé d’une amélioration du modèle"),
    "model again": _("est revenu au modèle pour une partie"),
    "model proposed": _("a proposé une partie au modèle"),
    "model released": _("a publié une nouvelle version du modèle"),
    "proposal declined": _("n’a pas repris une proposition"),
    "notice": _("a écrit à tous les membres"),
    "hours recorded": _("a noté les heures"),
    "workflow drafted": _("a préparé un changement de parcours"),
    "workflow switched": _("a mis en service un nouveau parcours"),
    "workflow switch undone": _("est revenu au parcours d’avant"),
    "imported": _("a importé"),
    "criteria ticked": _("a revu les critères"),
    "to recheck": _("a mis à revérifier ce qui n’est plus valable"),
    "remarked": _("a laissé une remarque"),
    "recruited": _("a invité à une mission"),
    "matching": _("a changé ce qui compte pour proposer une mission"),
    "alerts": _("a changé le nombre de missions annoncées par semaine"),
    "profile": _("a mis à jour son profil de bénévole"),
    "evidence given": _("a donné une pièce ou une réponse pour un critère"),
    "evidence withdrawn": _("a retiré une pièce ou une réponse"),
    "evidence read": _("a lu une pièce"),
    "evidence ended": _("a supprimé des pièces qui ne servaient plus"),
    "claimed": _("a pris le dossier"),
    "released": _("a laissé le dossier aux autres"),
    "taken over": _("a repris le dossier"),
    "agreed": _("a donné un avis favorable"),
    "opinion fell": _("n’a plus compté l’avis favorable : le contenu a changé"),
    "qualification settings": _("a changé les réglages de la qualification"),
    "expiry told": _("a prévenu que la validité prend bientôt fin"),
    "granted": _("a donné un rôle"),
    "revoked": _("a mis fin à un rôle"),
    "role changed": _("a changé un rôle"),
    "invited": _("a envoyé une invitation"),
    "invitation withdrawn": _("a retiré une invitation"),
    "invitation accepted": _("a accepté une invitation"),
    "left": _("a quitté le réseau"),
    "password changed": _("a changé de mot de passe"),
    "address changed": _("a changé d’adresse électronique"),
    "signed out everywhere": _("a terminé toutes ses connexions"),
    "handed over": _("a passé le relais"),
    "absence": _("a noté une absence"),
    "deputy": _("a confié des réponses pendant une absence"),
    "message": _("a écrit un message"),
    "planned": _("a prévu « ${action} » pour le ${when}"),
    "plan called off": _("a renoncé à « ${action} », prévu pour le ${when}"),
    "plan lapsed": _("n’a pas fait « ${action} », prévu pour le ${when}"),
    "back": _("est de retour"),
    "letters chosen": _("a choisi ses courriels"),
    "letters ended": _("n’envoie plus ces courriels, à la demande de la personne"),
    "line manager changed": _("a changé de responsable direct"),
    "blocked": _("a suspendu le compte"),
    "unblocked": _("a rouvert le compte"),
}
"""What is not a transition; a transition says its own label."""

OF_THE_TEAM = frozenset(("claimed", "released", "taken over", "agreed", "opinion fell"))
"""What those who qualify do among themselves: nobody else reads it."""

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
    "mandatory": {key: name for key, (name, _meaning) in MANDATORY.items()},
    "evidence": EVIDENCE,
    "label": {"": _("Aucune"), **LABELS},
    "by": {"manager": ROLES["manager"], "qualifier": ROLES["qualifier"]},
    "procedure": {name: made.label for name, made in choice.ready("application").items()},
}
"""Answers of a list, by their words."""

SHORT = 160
"""Characters of a value that a line of history shows."""


class Entry(NamedTuple):
    """One deed. ``deed`` is its name, ``moved`` the change of state, ``changes`` the fields: (name, before, after)."""

    deed: str
    who: str
    what: str
    moved: str | None
    when: str
    moment: str
    exact: str
    why: str | None
    changes: list[tuple[str, str, str]]
    joined: Joined | None
    """The file that was given with it, if the reader may open it."""
    named: bool
    """``what`` is the name of a transition, not the end of a sentence."""


def entries(request: Request, node: Node) -> Iterator[Entry]:
    """All that was done to a node, the latest first."""
    within = eyes.may_read(request.reader, node)
    for deed in node.deeds():
        if deed.what in OF_THE_TEAM and not within:
            continue
        shown = not isinstance(node, Tracked) or discretion.may_read_reason(request.reader, node, deed)
        yield Entry(
            deed=deed.what,
            who=_who(request, node, deed),
            what=_what(request, node, deed),
            moved=_moved(request, node, deed),
            when=request.words.ago(deed.when),
            moment=deed.when.isoformat(timespec="seconds"),
            exact=request.words.date(deed.when),
            why=deed.why if shown and deed.why else None,
            changes=list(_changes(request, deed)),
            joined=joined(request, node, deed),
            named=_transition(node, deed) is not None,
        )


def _who(request: Request, node: Node, deed: Deed) -> str:
    """The person; the platform; or, for those to whom it is not told, their organisation as a whole."""
    hidden = discretion.hidden_side(request.reader, node, deed) if isinstance(node, Answer) else ""
    if hidden:
        return str(request.translate(_("L’employeur") if hidden == discretion.EMPLOYER else _("L’organisation qui reçoit")))
    return signature(request, deed.who, deed.details.get("instead_of")) or str(request.translate(_("La plateforme")))


def _what(request: Request, node: Node, deed: Deed) -> str:
    transition = _transition(node, deed)
    if transition is not None:
        return str(request.words.label(transition.label))
    if "planned_for" in deed.details:
        when = request.words.hour(deed.details["planned_for"])
        return str(request.translate(DEEDS[deed.what], action=_planned(request, node, deed.details["transition"]), when=when))
    if (node.type_name, deed.what) == ("person", "created"):
        return str(request.translate(_("a ouvert le compte")))
    return about_role(request, node, deed) or about_criteria(request, deed) or str(request.translate(DEEDS.get(deed.what, deed.what)))


def _transition(node: Node, deed: Deed) -> Transition | None:
    if node.type_name not in library.WITH_WORKFLOW:
        return None
    return library.workflow_of(node).workflow.transitions.get(deed.what)


def _planned(request: Request, node: Node, name: str) -> str:
    transition = library.workflow_of(node).workflow.transitions.get(name)
    return name if transition is None else str(request.words.label(transition.label))


def _moved(request: Request, node: Node, deed: Deed) -> str | None:
    if "target" not in deed.details or node.type_name not in library.WITH_WORKFLOW:
        return None
    states = library.workflow_of(node).workflow.states
    labels = [
        request.words.label(states[name].label) if name in states else name for name in (deed.details["source"], deed.details["target"])
    ]
    return " → ".join(labels)


def _changes(request: Request, deed: Deed) -> Iterator[tuple[str, str, str]]:
    for name, change in deed.details.items():
        if deed.what in ("edited", CHANGED) and isinstance(change, list | tuple) and len(change) == 2:
            before, after = (said(request, name, value) for value in change)
            yield request.translate(NAMES.get(name, name)), before, after


def said(request: Request, name: str, value: Any) -> str:
    """A value as its question says it."""
    words = CHOICES.get(name, {})
    if isinstance(value, list | tuple):
        return ", ".join(said(request, name, one) for one in value)
    return str(request.words.label(words[value])) if value in words else _value(request, value)


def _value(request: Request, value: Any) -> str:
    if isinstance(value, datetime):
        return str(request.words.date(value))
    if isinstance(value, date):
        return str(request.words.day(value))
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(request.words.number(value))
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_value(request, one) for one in value if one not in (None, ""))
    text = "" if value is None else str(value)
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + "…"
