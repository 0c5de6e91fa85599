"""A volunteer's profile in words: for the person, and for those to whom they opened a part of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from babel.dates import get_day_names
from pyramid.request import Request

from mobee_pyr.content import skills
from mobee_pyr.content.formats import FORMATS
from mobee_pyr.content.network import Network
from mobee_pyr.content.profile import DAYS, HALF_DAYS, HALVES, ORIGINS, PARTS, Held, Profile
from mobee_pyr.content.skills import Skill
from mobee_pyr.content.vocabulary import DOMAINS, MODES, MOMENTS
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases

HOW_WELL = {1: _("débute"), 2: _("sait faire"), 3: _("a de l’expérience"), 4: _("peut l’enseigner")}
"""`profile.LEVELS`, of somebody else."""


class Part(NamedTuple):
    """One part of a profile: its key of `profile.PARTS`, its title, what it says line by line."""

    name: str
    title: str
    lines: list[str]
    links: tuple[str, ...] = ()


def parts(request: Request, profile: Profile, to: str = "") -> list[Part]:
    """What a profile says, part by part; only what is open to a key of `profile.SHOWN_TO`, if one is given."""
    told = (Part(name, request.translate(title), list(_TOLD[name](request, profile))) for name, title in PARTS.items())
    said = [part for part in told if part.lines or (part.name == "experience" and profile.links)]
    shown = [part for part in said if not to or profile.opens(part.name, to)]
    return [part._replace(links=profile.links) if part.name == "experience" else part for part in shown]


def known_skills(request: Request) -> Mapping[str, Skill]:
    """The framework, and what the networks add to it in which the reader takes part."""
    found = dict(skills.framework())
    for oid in sorted(request.reader.inside):
        node = request.site.node(oid)
        if isinstance(node, Network):
            found |= skills.known(node)
    return found


def skill_names(request: Request, ids: Iterable[str], known: Mapping[str, Skill] | None = None) -> list[str]:
    """Skills by their names, in the reader's language; one that no framework knows any more is left out."""
    offered = known_skills(request) if known is None else known
    return [offered[one].name(request.language) for one in ids if one in offered]


def half_day(request: Request, name: str) -> str:
    """« mardi après-midi »."""
    day, _dash, half = name.partition("-")
    return f"{day_name(request, day)} {request.translate(HALVES[half]).lower()}"


def day_name(request: Request, day: str) -> str:
    """« mardi »."""
    return str(get_day_names("wide", locale=request.language)[DAYS.index(day)])


def held(request: Request, one: Held, known: Mapping[str, Skill]) -> str:
    """« Comptabilité : a de l’expérience, par mon métier »."""
    name = known[one.skill].name(request.language)
    return str(
        request.translate(
            _("${skill} (${level}, ${origin})"),
            skill=name,
            level=request.translate(HOW_WELL[one.level]),
            origin=request.translate(ORIGINS_TOLD[one.origin]),
        )
    )


ORIGINS_TOLD = {"work": _("métier"), "studies": _("études"), "passion": _("passion")}
"""`profile.ORIGINS`, of somebody else."""
assert ORIGINS_TOLD.keys() == ORIGINS.keys()


def _skills(request: Request, profile: Profile) -> Iterator[str]:
    known = known_skills(request)
    for one in sorted(profile.skills, key=lambda held: -held.level):
        if one.skill in known:
            yield held(request, one, known)


def _experience(request: Request, profile: Profile) -> Iterator[str]:
    yield from filter(None, map(str.strip, profile.experience.splitlines()))


def _wishes(request: Request, profile: Profile) -> Iterator[str]:
    if profile.causes:
        yield phrases.listed(request, DOMAINS, profile.causes)
    if profile.formats:
        yield phrases.listed(request, {name: request.translate(told.label) for name, told in FORMATS.items()}, profile.formats)


def _availability(request: Request, profile: Profile) -> Iterator[str]:
    if profile.moments:
        yield phrases.listed(request, MOMENTS, profile.moments)
    if profile.free:
        yield phrases.sentence(", ".join(half_day(request, name) for name in HALF_DAYS if name in profile.free))
    days = phrases.span(request, profile.since, profile.until)
    if days:
        yield phrases.sentence(days)


def _place(request: Request, profile: Profile) -> Iterator[str]:
    if profile.home.city and profile.distance:
        yield request.translate(_("${city}, jusqu’à ${count} km"), city=profile.home.city, count=profile.distance)
    elif profile.home.city:
        yield profile.home.city
    if profile.mode:
        yield request.translate(MODES[profile.mode])


def _accommodations(request: Request, profile: Profile) -> Iterator[str]:
    yield from filter(None, map(str.strip, profile.accommodations.splitlines()))


_TOLD = {
    "skills": _skills,
    "experience": _experience,
    "wishes": _wishes,
    "availability": _availability,
    "place": _place,
    "accommodations": _accommodations,
}
