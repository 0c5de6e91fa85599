"""Signs that a mission looks like a job in disguise, or asks too much of one person: advice, never a refusal (P10, P11).

Each sign quotes what it was read from. A mission under a scheme with its own rules (Service Civique) shows none: the scheme says
what may be asked.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from translationstring import TranslationString

from mobee_pyr.content.blueprint import inherited, part
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.workflows.procedures import working_days

PART = "advice"
"""The part of a blueprint that holds the thresholds."""

WORDS = (
    r"cdi", r"cdd", r"salaires?", r"remunerations?", r"contrat de travail", r"fiche de poste", r"periode d essai",
    r"postes?(?: (?:a pourvoir|permanents?|vacants?|a temps plein|a temps partiel|de travail))?", r"embauches?",
    r"recrutement d un salarie", r"(?:en )?remplacement d\w*(?: \w+){1,2}",
    r"remplacer (?:un|une|notre) (?:salariee?|employee?|collegue)", r"(?:a )?temps plein", r"(?:a )?plein temps", r"mi temps",
    r"(?:a )?temps partiel", r"horaires? (?:imposes?|fixes?|obligatoires?|de bureau)", r"presence (?:\w+ )?obligatoire",
    r"permanences? obligatoires?", r"lien de subordination", r"salary", r"wages?", r"paid position",
    r"permanent (?:position|contract|job)", r"fixed term contract", r"full time", r"part time", r"job (?:description|opening|offer)",
    r"employment contract", r"probation(?:ary)? period", r"(?:maternity|sick) cover", r"stand in for (?:an|our) employee",
    r"(?:mandatory|compulsory|fixed|imposed) (?:hours|attendance|schedule)", r"office hours",
)  # fmt: skip
"""How a job is spoken of, in French and in English, without accents, capitals and punctuation."""

HARMLESS = r"(?:la|par|je|on|il|elle|qui) postes?|postes? (?:de secours|source|restante)|bureaux? de poste"
"""What is only spelt alike."""

DENIED = r"(?:pas|sans|aucun|aucune|ni|jamais|no|not|without|nor|never)(?: \w+){0,2} $"
"""Just before: the mission says that it is none."""

OFFICE_HOURS = (
    r"du lundi au vendredi", r"lundi vendredi", r"tous les jours ouvr\w+", r"chaque jour de la semaine", r"heures? de bureau",
    r"(?:8|9) ?h ?(?:00|30)? (?:a |)?(?:12 ?h.{0,12})?(?:16|17|18) ?h", r"monday to friday", r"every weekday", r"office hours",
    r"9 ?(?:am)? (?:to |)5 ?(?:pm)?",
)  # fmt: skip


class Thresholds(NamedTuple):
    """See the blueprint."""

    full_days: float = 20
    full_share: float = 0.7
    endless_days: float = 110
    lasting_days: int = 60
    many_places: int = 10
    most_skills: int = 4


class Sign(NamedTuple):
    """``text`` is a sentence; ``facts`` fill it in: numbers and days as they are, to be said in the reader's language."""

    name: str
    text: TranslationString
    facts: Mapping[str, Any]


def thresholds(network: Network | None) -> Thresholds:
    """What counts for a network: its own, then what it follows."""
    said: dict[str, Any] = {} if network is None else {**(inherited(network, PART) or {}), **(part(network, PART) or {})}
    return Thresholds(**{name: value for name, value in said.items() if name in Thresholds._fields})


def signs(node: Node) -> list[Sign]:
    """All that makes it look like a job."""
    if not isinstance(node, Mission) or node.label:
        return []
    limits = thresholds(network_of(node))
    return [*_full_time(node, limits), *_office_hours(node, limits), *_words(node), *_many(node, limits)]


def too_many_skills(node: Node) -> bool:
    """Would one person have to know too much (P11)?"""
    return isinstance(node, Mission) and not node.label and len(node.skills) > thresholds(network_of(node)).most_skills


def plain(text: str) -> str:
    """Without accents, capitals and punctuation: « Horaires imposés » → ``horaires imposes``."""
    return re.sub(r"\W+", " ", _folded(text)).strip()


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("’", " ").replace("œ", "oe").replace("Œ", "oe"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()


def _full_time(mission: Mission, limits: Thresholds) -> Iterator[Sign]:
    days, first, last = mission.days or 0, mission.starts, mission.ends
    if first and last and days >= limits.full_days:
        worked = _worked(first, last)
        if worked and days / worked >= limits.full_share:
            text = _("${days} jours par personne, entre le ${first} et le ${last} : presque un temps plein.")
            yield Sign("full_time", text, {"days": days, "first": first, "last": last})
    elif days >= limits.endless_days:
        yield Sign("full_time", _("${days} jours par personne : c’est le temps d’un emploi."), {"days": days})


def _office_hours(mission: Mission, limits: Thresholds) -> Iterator[Sign]:
    said = plain(mission.schedule)
    if _lasts(mission, limits) and any(re.search(rf"\b{pattern}\b", said) for pattern in OFFICE_HOURS):
        yield Sign("office_hours", _("Des horaires de bureau pendant longtemps : « ${quote} »."), {"quote": mission.schedule})


def _words(mission: Mission) -> Iterator[Sign]:
    seen: set[str] = set()
    for text in (mission.title, mission.summary, mission.description, mission.schedule, " ".join(mission.skills)):
        for quote in _spoken_of(text):
            if plain(quote) not in seen:
                seen.add(plain(quote))
                yield Sign("words", _("Un mot de l’emploi : « ${quote} »."), {"quote": quote})


def _spoken_of(text: str) -> Iterator[str]:
    """The words of a job in a text, as they stand there."""
    words = [(match.start(), match.end()) for match in re.finditer(r"\w+", text)]
    said = " ".join(_folded(text[start:end]) for start, end in words)
    harmless = [match.span() for match in re.finditer(rf"\b(?:{HARMLESS})\b", said)]
    for match in re.finditer(rf"\b(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})\b", said):
        inside = any(start < match.end() and match.start() < end for start, end in harmless)
        if not inside and not re.search(rf"\b{DENIED}", said[: match.start()]):
            first, last = said[: match.start()].count(" "), said[: match.end()].count(" ")
            yield text[words[first][0] : words[last][1]]


def _many(mission: Mission, limits: Thresholds) -> Iterator[Sign]:
    if mission.places is not None and mission.places >= limits.many_places and _long(mission, limits):
        yield Sign("many", _("${places} personnes pendant longtemps : est-ce l’activité même d’une équipe ?"), {"places": mission.places})


def _lasts(mission: Mission, limits: Thresholds) -> bool:
    return _long(mission, limits) or (mission.days or 0) >= limits.full_days


def _long(mission: Mission, limits: Thresholds) -> bool:
    return bool(mission.starts and mission.ends and (mission.ends - mission.starts).days >= limits.lasting_days)


def _worked(first: date, last: date) -> int:
    return sum(working_days.is_worked(first + timedelta(days=day)) for day in range((last - first).days + 1))
