"""Why a mission fits somebody, and what is missing, in words (B01, K03)."""

from collections.abc import Callable
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content import skills, terms
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.vocabulary import AUDIENCES, MODES, MOMENTS
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases, profiles
from mobee_pyr.workflows.matching import Match

CLOSED = {
    "full": _("Toutes les places sont prises : une candidature ira en liste d’attente."),
    "scheme": _("Cette mission relève d’un dispositif à part ; s’il vous intéresse, dites-le dans votre profil."),
    "age": _("Cette mission n’est pas ouverte aux moins de 18 ans."),
    "mode": _("Cette mission ne se fait pas de la façon que vous avez choisie, sur place ou en ligne."),
    "far": _("Cette mission est plus loin que la distance que vous avez choisie."),
    "dates": _("Cette mission a lieu quand vous n’êtes pas disponible."),
}
"""Gates that close, for the person whom they close out; those of the mission alone (not open, over) are told elsewhere."""


class Why(NamedTuple):
    """``text``: the reasons in one line; ``missing``: what is asked for and not held, in one line or empty."""

    text: str
    missing: str


class Fitting(NamedTuple):
    """A mission that fits: its card, why, and its number for « pas pour moi »."""

    card: cards.RequestCard
    why: Why
    number: int


def why(request: Request, mission: Mission, found: Match, whose: str = "own") -> Why:
    """What speaks for it; ``whose``: ``own`` for the volunteer, ``theirs`` for whoever looks for one."""
    told = [_TOLD[reason.name](request, mission, reason.told, whose) for reason in found.spoken]
    missing = profiles.skill_names(request, found.missing, skills.known(network_of(mission)))
    return Why(phrases.sentence(" · ".join(filter(None, told))), _lower(missing))


def closed(request: Request, found: Match) -> str:
    """The first gate that closes, for the volunteer; empty if none does."""
    return next((str(request.translate(CLOSED[name])) for name in found.closed if name in CLOSED), "")


def fitting(request: Request, most: int, network: int | None = None) -> list[Fitting]:
    """The missions that fit the reader best, as pages show them."""
    found = request.fitting(most, network)
    return [Fitting(cards.request_card(request, mission), why(request, mission, fit), mission.oid) for mission, fit in found]


def _skills(request: Request, mission: Mission, told: tuple[Any, ...], whose: str) -> str:
    names = _lower(profiles.skill_names(request, told, skills.known(network_of(mission))))
    return str(request.translate(_("vos compétences : ${names}") if whose == "own" else _("compétences : ${names}"), names=names))


def _distance(request: Request, mission: Mission, told: tuple[Any, ...], whose: str) -> str:
    if told[0] < 1:
        return str(request.translate(_("dans votre commune") if whose == "own" else _("dans la même commune")))
    return str(request.translate(_("à ${count} km"), count=request.words.number(told[0])))


def _cause(request: Request, mission: Mission, told: tuple[Any, ...], whose: str) -> str:
    label = request.words.label(terms.label(network_of(mission), "domains", told[0]))
    return str(
        request.translate(_("une cause qui vous tient à cœur : ${name}") if whose == "own" else _("cause : ${name}"), name=label.lower())
    )


def _format(request: Request, mission: Mission, told: tuple[Any, ...], whose: str) -> str:
    return str(request.words.label(terms.label(network_of(mission), "formats", told[0]))).partition(":")[0].strip().lower()


def _moments(request: Request, mission: Mission, told: tuple[Any, ...], whose: str) -> str:
    return phrases.listed(request, MOMENTS, told).lower()


def _mode(request: Request, mission: Mission, told: tuple[Any, ...], whose: str) -> str:
    return str(request.translate(MODES[told[0]])).lower()


def _welcome(request: Request, mission: Mission, told: tuple[Any, ...], whose: str) -> str:
    return phrases.listed(request, AUDIENCES, told).lower()


def _lower(names: list[str]) -> str:
    return ", ".join(name if name.isupper() else name[:1].lower() + name[1:] for name in names)


_TOLD: dict[str, Callable[[Request, Mission, tuple[Any, ...], str], str]] = {
    "skills": _skills,
    "distance": _distance,
    "cause": _cause,
    "format": _format,
    "moments": _moments,
    "mode": _mode,
    "welcome": _welcome,
}
