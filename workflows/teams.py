"""Missions for an organisation's people: they are counted, never named, and nothing is said that fewer than five share (decision 28).

Whoever runs the organisation reads what is true of five people at least, counted by fives, or nothing: no list, no order and no letter
depends on what fewer have in common, nor on what anybody applied to.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from translationstring import TranslationString

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, Permission, Role, token
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import lineage
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.profile import DISTANCES, Profile
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, matching
from mobee_pyr.workflows.act import Act

AT_LEAST = 5
"""Fewer people than that are never spoken of; more are counted by that many."""

TO = "organisations"
"""The key of `profile.SHOWN_TO` that somebody opened who agreed to be found, without agreeing to be counted."""

COUNTED = ("skills", "moments", "free", "since", "until", "mode", "home", "distance")
"""The fields of a profile that are counted: what somebody can do, when and where; no cause, no word of their own, no accommodation."""

A_WEEK = timedelta(days=7)
MOST_A_WEEK = 3
"""Missions that an organisation proposes to its people in any seven days."""

ONCE_IN = timedelta(days=90)
"""How long one mission is not proposed again."""


class Counted(NamedTuple):
    """Somebody who agreed to be counted, and what of their profile is; ``times``: the moments when they are free."""

    person: Person
    profile: Profile
    times: frozenset[str]

    @property
    def reach(self) -> tuple[object, ...]:
        """Whoever shares it is near to the same missions, in the same way, on the same days."""
        said = self.profile
        return said.mode, said.home, said.distance, said.since, said.until


class Shared(NamedTuple):
    """What five people at least share with a mission. ``number``: of those whom it fits, by fives; 0: fewer, perhaps nobody.

    ``skills``: ids of those that it asks for; ``within``: kilometres, 0 for nothing to say; ``moments``: when they are free for it.
    """

    number: int
    skills: tuple[str, ...]
    within: int = 0
    moments: tuple[str, ...] = ()


class ProposalRefused(ValueError):
    """``message`` says why a mission cannot be proposed now, and what to do."""

    def __init__(self, message: TranslationString) -> None:
        super().__init__(str(message))
        self.message = message


class Team:
    """Those of an organisation who agreed to be counted, seen by somebody who is none of them."""

    def __init__(self, act: Act, organisation: Organisation) -> None:
        self.people = tuple(_counted(act, organisation))
        self.holders = _holders(self.people)
        numbers: dict[tuple[object, ...], int] = {}
        self._reach = [numbers.setdefault(one.reach, len(numbers)) for one in self.people]
        """For each of the people, a number for their `Counted.reach`: what it decides is decided once for all who share it."""

    @property
    def enough(self) -> bool:
        """Are they so many that they can be spoken of?"""
        return len(self.people) >= AT_LEAST

    def fits(self, mission: Mission) -> list[Counted]:
        """Those who have one of its skills, and whom neither way, distance, dates nor hours keep from it."""
        return [self.people[number] for number in self._fitting(mission, self._able(mission))]

    def shared(self, mission: Mission) -> Shared | None:
        """What may be said of a mission; ``None``: nothing."""
        able = self._able(mission)
        if mission.label or len(able) < AT_LEAST:
            return None
        fitting = self._fitting(mission, able)
        if len(fitting) < AT_LEAST:
            return Shared(0, self._skills(able, mission))
        return Shared(
            _by_fives(len(fitting)), self._skills(fitting, mission), self._within(fitting, mission), self._moments(fitting, mission)
        )

    def _able(self, mission: Mission) -> set[int]:
        """Only skills that enough of them have are asked about: another one would tell of somebody."""
        return {number for skill in asked_by(mission) for number in self.holders.get(skill, ())}

    def _fitting(self, mission: Mission, able: set[int]) -> set[int]:
        """What was not said keeps nobody away."""
        hours = frozenset(mission.moments)
        anytime = not hours or "own-pace" in hours
        reached: dict[int, bool] = {}
        found = set()
        for number in able:
            one, reach = self.people[number], self._reach[number]
            if reach not in reached:
                reached[reach] = not any(matching.out_of_reach(one.profile, mission).values())
            if reached[reach] and (anytime or not one.times or not one.times.isdisjoint(hours)):
                found.add(number)
        return found

    def _skills(self, some: set[int], mission: Mission) -> tuple[str, ...]:
        asked = dict.fromkeys(asked_by(mission))
        return tuple(skill for skill in asked if len(some.intersection(self.holders.get(skill, ()))) >= AT_LEAST)

    def _within(self, some: set[int], mission: Mission) -> int:
        """The least of the usual distances within which enough of them live."""
        if mission.mode == "online":
            return 0
        one_of = {self._reach[number]: self.people[number].profile for number in some}
        away = {reach: matching.how_far(profile, mission) for reach, profile in one_of.items()}
        found = sorted(km for number in some if (km := away[self._reach[number]]) is not None)
        farthest = found[AT_LEAST - 1] if len(found) >= AT_LEAST else DISTANCES[-1] + 1
        return next((distance for distance in DISTANCES if farthest <= distance), 0)

    def _moments(self, some: set[int], mission: Mission) -> tuple[str, ...]:
        return tuple(moment for moment in mission.moments if sum(moment in self.people[number].times for number in some) >= AT_LEAST)


def asked_by(mission: Mission) -> tuple[str, ...]:
    """The skills that a mission asks for, or that its text speaks of where none is listed."""
    return matching.wanted_by(mission) or matching.told_in_passing(mission)


def member(organisation: Organisation, act: Act) -> access.Reader:
    """Any of its members, as rights see them: what they may not open is proposed to nobody."""
    tokens = frozenset((EVERYONE, AUTHENTICATED, token(Role.MEMBER, organisation.oid)))
    return access.Reader(act.site, None, tokens, frozenset(step.oid for step in lineage(organisation)))


def why_not(act: Act, organisation: Organisation, mission: Mission) -> TranslationString | None:
    """Why a mission cannot be proposed now, in words; ``None`` if it can."""
    former = organisation.proposed.get(mission.oid)
    if former is not None and act.now - former < ONCE_IN:
        return _("Cette mission vient d’être proposée à vos équipes. Laissez-leur le temps d’y penser.")
    if sum(act.now - when < A_WEEK for when in organisation.proposed.values()) >= MOST_A_WEEK:
        return _("Vos équipes ont déjà reçu trois propositions cette semaine. Réessayez dans quelques jours.")
    return None


def propose(act: Act, organisation: Organisation, mission: Mission) -> list[Person]:
    """Those to whom a mission is proposed, for their letters alone: nobody else learns who or how many. Raises `ProposalRefused`."""
    refusal = why_not(act, organisation, mission)
    if refusal is not None:
        raise ProposalRefused(refusal)
    recent = {oid: when for oid, when in organisation.proposed.items() if act.now - when < ONCE_IN}
    organisation.proposed = {**recent, mission.oid: act.now}
    organisation.record(act.who, "team proposed", when=act.now, title=mission.title)
    return [one.person for one in Team(act, organisation).fits(mission) if _may_be_told(act, one.person, mission)]


def _may_be_told(act: Act, person: Person, mission: Mission) -> bool:
    """Whoever answered it already, passed it over or may not open it receives nothing, which nobody sees."""
    if mission.oid in person.answered or mission.oid in person.passed_over:
        return False
    return access.permits(access.reader(act.site, person, act.today), Permission.VIEW, mission)


def _counted(act: Act, organisation: Organisation) -> Iterator[Counted]:
    """Of age, account open, affiliated and a member today, and agreed: to be counted, or to be found; never whoever asks."""
    entity = organisation.entity_oid
    here = dict.fromkeys(who for who, grant in act.site.membership.given_on(organisation.oid) if grant.holds(act.today))
    for who in here:
        person = by_id(act.site, who)
        if person is None or entity is None or who == act.who or person.blocked or not agrees(person.profile):
            continue
        if person.affiliation(entity, act.today) is not None:
            profile = counted(person.profile)
            yield Counted(person, profile, frozenset(profile.times))


def agrees(profile: Profile) -> bool:
    """Did somebody, who is of age, agree to be counted, or to be found?"""
    return (profile.counted or profile.found) and not profile.minor


def counted(profile: Profile) -> Profile:
    """What is counted of a profile: whoever agreed only to be found is counted by what they opened to those who find them."""
    told = profile if profile.counted else profile.opened(TO)
    return Profile(**{name: getattr(told, name) for name in COUNTED})


def _holders(people: Iterable[Counted]) -> Mapping[str, list[int]]:
    """A skill → the positions of those who have it, where they are enough."""
    found: dict[str, list[int]] = {}
    for number, one in enumerate(people):
        for skill in dict.fromkeys(held.skill for held in one.profile.skills):
            found.setdefault(skill, []).append(number)
    return {skill: numbers for skill, numbers in found.items() if len(numbers) >= AT_LEAST}


def _by_fives(count: int) -> int:
    return count - count % AT_LEAST
