"""The parts of a model by their names, and what a version of one does otherwise than another, in sentences (M19)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pyramid.request import Request

from mobee_pyr.content.blueprint import CRITERIA, WORKFLOW, Blueprint
from mobee_pyr.content.capacities import read as read_capacities
from mobee_pyr.content.checklist import ChecklistRefused
from mobee_pyr.content.checklist import read as read_criteria
from mobee_pyr.content.qualification import SUBJECTS
from mobee_pyr.content.words import _
from mobee_pyr.views import taking_part
from mobee_pyr.views.forms.matching import TITLES
from mobee_pyr.workflows import comparing, library
from mobee_pyr.workflows.procedures.loader import ProcedureRefused, stored
from mobee_pyr.workflows.procedures.model import SUBJECTS as PROCEDURES
from mobee_pyr.workflows.wording import Wording

NAMES = {
    "capacities": _("Qui prend part à quoi"),
    "procedures": _("Validation par défaut des organisations"),
    "imposed": _("Étapes imposées par le réseau"),
    "qualification": _("Réglages de la qualification"),
    "matching": _("Ce qui compte pour proposer une mission"),
    "advice": _("Seuils des conseils sur les missions"),
    "skills": _("Compétences ajoutées au référentiel"),
    "closed_days": _("Jours de fermeture"),
}
WORKFLOWS = _("Parcours : ${title}")
CHECKLISTS = _("Critères : ${title}")

SETTINGS = {
    "two_eyes": _("Deux regards avant d’accepter ou de publier"),
    "claim_days": _("Jours avant qu’un dossier pris soit rendu aux autres"),
    "soon_days": _("Jours avant le début d’une mission où elle presse"),
    "long_days": _("Jours d’attente après lesquels un dossier presse"),
    "full_days": _("Jours pour une personne à partir desquels une mission ressemble à un temps plein"),
    "full_share": _("Part des jours ouvrés qui fait un temps plein"),
    "endless_days": _("Jours d’une mission sans fin qui font beaucoup"),
    "lasting_days": _("Jours à partir desquels une mission dure"),
    "many_places": _("Nombre de personnes qui fait beaucoup"),
    "most_skills": _("Nombre de compétences au-delà duquel découper"),
}

Sentences = Iterator[str]


def name(words: Any, part: str) -> str:
    """« Critères : organisations », in the language of ``words``."""
    if part.startswith(WORKFLOW):
        return str(words.text(WORKFLOWS, title=words.label(library.packaged(part.removeprefix(WORKFLOW)).title).lower()))
    if part.startswith(f"{CRITERIA}."):
        return str(words.text(CHECKLISTS, title=words.text(SUBJECTS[part.partition(".")[2]]).lower()))
    return str(words.text(NAMES[part]))


def differences(request: Request, blueprint: Blueprint, part: str, before: Any, after: Any) -> list[str]:
    """What ``after`` does otherwise than ``before``; nothing to tell means that they are alike."""
    if part.startswith(WORKFLOW):
        content = part.removeprefix(WORKFLOW)
        old, new = (library.version_of(blueprint, content, said).workflow for said in (before, after))
        return comparing.differences(old, new, Wording(request.language, request.translate))
    tell = _criteria if part.startswith(f"{CRITERIA}.") else TELLERS.get(part, _changed)
    return [request.translate(text, **facts) for text, facts in tell(request, before, after)]


Told = Iterator[tuple[str, dict[str, Any]]]


def _criteria(request: Request, before: Any, after: Any) -> Told:
    old, new = ({one.id: one for one in _read(said)} for said in (before, after))
    for key, one in new.items():
        facts = {"criterion": request.translate(one.text)}
        if key not in old:
            yield _("« ${criterion} » est ajouté."), facts
        elif old[key] != one and old[key].text == one.text:
            yield _("« ${criterion} » change (aide, preuve, durée ou obligation)."), facts
        elif old[key] != one:
            yield _("« ${before} » devient « ${criterion} »."), {**facts, "before": request.translate(old[key].text)}
    for key, one in old.items():
        if key not in new:
            yield _("« ${criterion} » n’est plus demandé."), {"criterion": request.translate(one.text)}
    if list(old) != list(new) and set(old) == set(new):
        yield _("L’ordre change."), {}


def _read(said: Any) -> Any:
    try:
        return read_criteria(said or [])
    except ChecklistRefused:
        return []


def _capacities(request: Request, before: Any, after: Any) -> Told:
    old, new = read_capacities(before), read_capacities(after)
    for line in taking_part.lines(request, new):
        if old[line.body] != new[line.body]:
            was = taking_part.said(request, line.body, old[line.body])
            yield _("${body} : ${said} (auparavant : ${before})."), {"body": line.name, "said": line.said, "before": was}


def _procedures(request: Request, before: Any, after: Any) -> Told:
    old, new = before or {}, after or {}
    for key in sorted({*old, *new}):
        if old.get(key) != new.get(key):
            title = request.translate(PROCEDURES[key.partition(".")[0]]) if key.partition(".")[0] in PROCEDURES else key
            facts = {"title": title, "before": _steps(old.get(key)), "after": _steps(new.get(key))}
            yield _("${title} : la validation change (étapes : ${after}, auparavant ${before})."), facts


def _steps(text: Any) -> int:
    try:
        return len(stored(text).stages) if text else 0
    except ProcedureRefused:
        return 0


def _numbers(labels: Mapping[str, str]) -> Callable[[Request, Any, Any], Told]:
    def tell(request: Request, before: Any, after: Any) -> Told:
        old, new = (said.get("weights", said) if isinstance(said, Mapping) else {} for said in (before, after))
        for key, label in labels.items():
            if key in new and old.get(key) != new[key]:
                facts = {"label": request.translate(label), "after": _said(request, new[key]), "before": _said(request, old.get(key))}
                yield _("${label} : ${after} (auparavant : ${before})."), facts

    return tell


def _said(request: Request, value: Any) -> str:
    if value is None:
        return str(request.translate(_("rien de particulier")))
    if isinstance(value, list | tuple):
        return ", ".join(request.translate(SUBJECTS.get(each, each)).lower() for each in value) or str(request.translate(_("aucun")))
    return str(request.words.number(value))


def _skills(request: Request, before: Any, after: Any) -> Told:
    old, new = before or {}, after or {}
    for key in new:
        if key not in old:
            yield _("« ${skill} » est ajoutée."), {"skill": request.words.label(new[key]["label"])}
        elif old[key] != new[key]:
            yield _("« ${skill} » change."), {"skill": request.words.label(new[key]["label"])}
    for key in old:
        if key not in new:
            yield _("« ${skill} » disparaît."), {"skill": request.words.label(old[key]["label"])}


def _days(request: Request, before: Any, after: Any) -> Told:
    old, new = set(before or ()), set(after or ())
    for texts, days in ((_("${day} : fermé."), new - old), (_("${day} : ouvert."), old - new)):
        for day in sorted(days):
            yield texts, {"day": request.words.day(day)}


def _changed(request: Request, before: Any, after: Any) -> Told:
    yield _("Cette partie change."), {}


TELLERS: Mapping[str, Callable[[Request, Any, Any], Told]] = {
    "capacities": _capacities,
    "procedures": _procedures,
    "imposed": _procedures,
    "qualification": _numbers(SETTINGS),
    "advice": _numbers(SETTINGS),
    "matching": _numbers(TITLES),
    "skills": _skills,
    "closed_days": _days,
}


def sentences(found: Sequence[str], request: Request) -> list[str]:
    """The same, or that nothing changes in substance."""
    return list(found) or [str(request.translate(_("Rien ne change dans ce que les personnes voient ou font.")))]
