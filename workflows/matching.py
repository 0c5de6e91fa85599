"""Does a mission fit a volunteer? Gates that close, weights that count, and the reasons of a score, always the same (B01, C02, C10, M54).

Gates (rights are checked elsewhere) are never part of the score. What one side did not say leaves the denominator: it counts neither for
nor against. A network may have weights of its own; their version stands beside each score, so that it can be computed again.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from mobee_pyr.content import skills
from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import part
from mobee_pyr.content.formats import format_of
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.person import Person
from mobee_pyr.content.profile import Profile
from mobee_pyr.content.whereabouts import kilometres, spot
from mobee_pyr.workflows import access
from mobee_pyr.workflows.act import Act

VERSION = 1
WEIGHTS: Mapping[str, float] = {"skills": 4, "distance": 2, "cause": 2, "format": 1.5, "moments": 1.5, "mode": 1, "welcome": 0.5}
"""How much each reason counts, unless a network (its part ``matching``: ``version``, ``weights``) says otherwise."""

BASE = 0.5
"""What one matching skill, or any distance within reach, is worth at least; the rest is how well it matches."""

IN_PASSING = 0.5
"""What a skill that only the text speaks of is worth, beside one that is asked for."""

WELCOMED = {"retirees": "retired", "students": "student", "job-seekers": "job-seeker"}
"""Audiences of a mission that are a status of a person."""


class Reason(NamedTuple):
    """``value`` from 0 (speaks against) to 1 (fits); ``told`` is what words need: ids of skills, kilometres, keys of vocabularies."""

    name: str
    value: float
    weight: float
    told: tuple[Any, ...] = ()


class Match(NamedTuple):
    """``closed``: names of the gates that close, in their order; ``score`` from 0 to 1; ``missing``: skills asked for that are not held.

    ``known`` says how much of all weight could be judged: a score that rests on little is little worth.
    """

    score: float
    reasons: tuple[Reason, ...]
    closed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    known: float = 0.0
    version: int = VERSION

    @property
    def fits(self) -> bool:
        """Is no gate shut, and is a skill shared, or does more speak for it than against?"""
        shares = any(reason.name == "skills" for reason in self.spoken)
        return not self.closed and (shares or (bool(self.spoken) and self.score >= BASE))

    @property
    def spoken(self) -> tuple[Reason, ...]:
        """The reasons that speak for it, the weightiest first."""
        found = (reason for reason in self.reasons if reason.value >= BASE)
        return tuple(sorted(found, key=lambda reason: -reason.value * reason.weight))

    @property
    def rank(self) -> float:
        """For sorting: the score, drawn towards the middle where little is known."""
        return self.score * self.known + 0.5 * (1 - self.known)


class Volunteer(NamedTuple):
    """Whom a mission is compared with: a profile, and what the person is (keys of `vocabulary.STATUSES`) today."""

    profile: Profile
    statuses: frozenset[str] = frozenset()


def match(who: Volunteer, mission: Mission, today: date, tried: Mapping[str, float] | None = None) -> Match:
    """Compare a volunteer with a mission; by the weights of its network, or by others that are ``tried``."""
    version, weights = weights_of(network_of(mission))
    weights = weights if tried is None else tried
    wanted = wanted_by(mission)
    found = [reason for judge in _JUDGES if (reason := judge(who, mission, wanted)) is not None]
    reasons = tuple(reason._replace(weight=weights[reason.name]) for reason in found if weights.get(reason.name))
    total = sum(reason.weight for reason in reasons)
    score = sum(reason.value * reason.weight for reason in reasons) / total if total else 0.0
    missing = tuple(skill for skill in wanted if not who.profile.level(skill)) if who.profile.skills else ()
    return Match(round(score, 4), reasons, closed(who, mission, today), missing, round(total / sum(weights.values()), 4), version)


def wanted_by(mission: Mission) -> tuple[str, ...]:
    """The ids of the skills that a mission asks for, in the framework of its network."""
    return skills.recognised((*mission.skills, mission.title), skills.known(network_of(mission)))


def told_in_passing(mission: Mission) -> tuple[str, ...]:
    """The skills that the text of a mission speaks of, where its author listed none; worked out once, as long as it stands."""
    if mission.skills:
        return ()
    kept: tuple[str, tuple[str, ...]] | None = getattr(mission, "_v_told_in_passing", None)
    if kept is None or kept[0] != mission.description:
        found = skills.recognised((mission.summary, mission.description), skills.known(network_of(mission)))
        kept = mission._v_told_in_passing = (mission.description, found)
    return kept[1]


def statuses(person: Person, today: date) -> frozenset[str]:
    """What somebody is today: employee, retired, student…, as an organisation confirmed it or as they say themselves."""
    return frozenset(held.status for held in person.affiliations if held.holds(today)).union(person.profile.situation)


def volunteer(person: Person, today: date) -> Volunteer:
    """Somebody, as missions are compared with them."""
    return Volunteer(person.profile, statuses(person, today))


def closed(who: Volunteer, mission: Mission, today: date) -> tuple[str, ...]:
    """The gates that close: nothing else can open them, however well the rest fits."""
    profile = who.profile
    gates = {
        "not-open": not access.roles_in_state(mission, Permission.APPLY),
        "full": mission.places_left == 0,
        "over": mission.ends is not None and mission.ends < today,
        "scheme": bool(mission.label) and not profile.schemes,
        "age": profile.minor and "minors" not in mission.audiences,
        **out_of_reach(profile, mission),
    }
    return tuple(name for name, shut in gates.items() if shut)


def out_of_reach(profile: Profile, mission: Mission) -> dict[str, bool]:
    """The gates that way, distance and dates shut or leave open."""
    ends = mission.ends or mission.starts
    return {
        "mode": bool(profile.mode) and "both" not in (profile.mode, mission.mode) and profile.mode != mission.mode,
        "far": _too_far(profile, mission),
        "dates": (profile.until is not None and mission.starts is not None and profile.until < mission.starts)
        or (profile.since is not None and ends is not None and ends < profile.since),
    }


def weights_of(network: Network | None) -> tuple[int, Mapping[str, float]]:
    """What counts how much in a network, and the version of that."""
    own = (part(network, "matching") or {}) if network is not None else {}
    return int(own.get("version", VERSION)), {**WEIGHTS, **own.get("weights", {})}


def weigh(act: Act, network: Network, weights: Mapping[str, float]) -> bool:
    """Let other weights be true in a network, as its next version. ``False``: they are those already."""
    version, before = weights_of(network)
    after = {name: float(weights[name]) for name in WEIGHTS}
    if after == before:
        return False
    network.overrides["matching"] = {"version": version + 1, "weights": after}
    network.record(act.who, "matching", when=act.now, version=version + 1)
    return True


def how_far(profile: Profile, mission: Mission) -> float | None:
    """Kilometres from somebody's home, as searches count them, if both places are known."""
    home = spot(profile.home)
    return None if home is None else kilometres(mission.place, home)


def _too_far(profile: Profile, mission: Mission) -> bool:
    """Only what has to be done on the spot can be too far."""
    away = how_far(profile, mission)
    return mission.mode == "on_site" and bool(profile.distance) and away is not None and away > profile.distance


def _skills(who: Volunteer, mission: Mission, wanted: tuple[str, ...]) -> Reason | None:
    """What is asked for; where nobody listed it, what the text speaks of counts for those who know it, and against nobody."""
    if not who.profile.skills:
        return None
    had = tuple(skill for skill in wanted if who.profile.level(skill))
    if had:
        quality = sum(who.profile.level(skill) for skill in had) / (skills.LEVELS * len(wanted))
        return Reason("skills", BASE + (1 - BASE) * quality, 0, had)
    spoken_of = tuple(skill for skill in told_in_passing(mission) if who.profile.level(skill))
    if spoken_of:
        return Reason("skills", BASE + (1 - BASE) * IN_PASSING * max(map(who.profile.level, spoken_of)) / skills.LEVELS, 0, spoken_of)
    return Reason("skills", 0.0, 0, ()) if wanted else None


def _distance(who: Volunteer, mission: Mission, wanted: tuple[str, ...]) -> Reason | None:
    away = how_far(who.profile, mission)
    if mission.mode == "online" or away is None:
        return None
    reach = who.profile.distance or 50
    return Reason("distance", max(0.0, 1 - (1 - BASE) * away / reach), 0, (round(away),))


def _cause(who: Volunteer, mission: Mission, wanted: tuple[str, ...]) -> Reason | None:
    if not who.profile.causes or mission.domain == "other":
        return None
    return Reason("cause", float(mission.domain in who.profile.causes), 0, (mission.domain,))


def _format(who: Volunteer, mission: Mission, wanted: tuple[str, ...]) -> Reason | None:
    found = format_of(mission)
    return Reason("format", float(found in who.profile.formats), 0, (found,)) if found and who.profile.formats else None


def _moments(who: Volunteer, mission: Mission, wanted: tuple[str, ...]) -> Reason | None:
    """What is done at one's own pace fits whatever time somebody has."""
    times = who.profile.times
    if not times or not mission.moments:
        return None
    shared = tuple(moment for moment in mission.moments if moment in times or moment == "own-pace")
    return Reason("moments", float(bool(shared)), 0, shared or mission.moments)


def _mode(who: Volunteer, mission: Mission, wanted: tuple[str, ...]) -> Reason | None:
    if not who.profile.mode or who.profile.mode == "both":
        return None
    return Reason("mode", 1.0 if who.profile.mode == mission.mode else BASE, 0, (mission.mode,))


def _welcome(who: Volunteer, mission: Mission, wanted: tuple[str, ...]) -> Reason | None:
    """A mission that says whom it welcomes speaks for them, and against nobody."""
    meant = tuple(audience for audience in mission.audiences if _is_meant(who, audience))
    return Reason("welcome", 1.0, 0, meant) if meant else None


def _is_meant(who: Volunteer, audience: str) -> bool:
    beginner = bool(who.profile.skills) and all(held.level == 1 for held in who.profile.skills)
    return WELCOMED.get(audience) in who.statuses or (audience == "beginners" and beginner) or (audience == "minors" and who.profile.minor)


_JUDGES: Iterable[Callable[[Volunteer, Mission, tuple[str, ...]], Reason | None]] = (
    _skills,
    _distance,
    _cause,
    _format,
    _moments,
    _mode,
    _welcome,
)
