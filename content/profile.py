"""A volunteer's profile: what one can do, wishes to do, when and where, and who may read which part of it (M71, P05, P07)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from mobee_pyr.content.place import Place
from mobee_pyr.content.vocabulary import MOMENTS
from mobee_pyr.content.words import _

LEVELS = {1: _("Je débute"), 2: _("Je sais faire"), 3: _("J’ai de l’expérience"), 4: _("Je peux l’enseigner")}

ORIGINS = {"work": _("Par mon métier"), "studies": _("Par mes études"), "passion": _("Par passion")}
"""Where a skill comes from (P07)."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HALVES = {"am": _("Matin"), "pm": _("Après-midi"), "eve": _("Soirée")}
"""Half-days are named ``tue-am``; the evening is the third half."""

HALF_DAYS = tuple(f"{day}-{half}" for day in DAYS for half in HALVES)
WEEKEND = ("sat", "sun")

DISTANCES = (5, 10, 20, 50, 100)
"""Kilometres that somebody is ready to go."""

SITUATIONS = ("retired", "student", "job-seeker")
"""The keys of `vocabulary.STATUSES` that some missions welcome especially, and that one may say without an organisation."""

MOST_SKILLS = 40

PARTS = {
    "skills": _("Compétences"),
    "experience": _("Parcours"),
    "wishes": _("Causes et formats souhaités"),
    "availability": _("Disponibilités"),
    "place": _("Ville et distance"),
    "accommodations": _("Aménagements souhaités"),
}
"""What a profile is shown by."""

SHOWN_TO = {
    "nobody": _("À personne"),
    "asked": _("Aux associations auxquelles je réponds"),
    "organisations": _("Aux associations qui cherchent des bénévoles"),
    "members": _("Aux membres de mes réseaux"),
}
"""To whom, each including those before it; nothing of a profile is public."""


class Held(NamedTuple):
    """A skill that somebody has: its id in the framework, how well (`LEVELS`), and from where (`ORIGINS`)."""

    skill: str
    level: int = 2
    origin: str = "work"


class Profile(NamedTuple):
    """Replaced, never changed. What is empty was not said, and counts neither for nor against.

    ``mode`` is a key of `vocabulary.MODES`; ``distance`` kilometres from ``home`` (0: not said); ``free`` half-days of a week;
    ``since`` and ``until`` the first and last day on which one is free; ``minor``: under eighteen; ``schemes``: missions under
    rules of their own, such as the Service Civique, are of interest; ``found``: associations may find one; ``situation``: what one
    is, of `SITUATIONS`, read by nobody; ``counted``: one's organisations may count one, unnamed, among those whom a mission fits.
    """

    skills: tuple[Held, ...] = ()
    causes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    mode: str = ""
    home: Place = Place()
    distance: int = 0
    free: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    minor: bool = False
    schemes: bool = False
    experience: str = ""
    links: tuple[str, ...] = ()
    accommodations: str = ""
    shown: tuple[tuple[str, str], ...] = ()
    found: bool = False
    situation: tuple[str, ...] = ()
    counted: bool = False

    def shown_to(self, part: str) -> str:
        """The key of `SHOWN_TO` that was chosen for a part; accommodations are nobody's business until one says otherwise."""
        return dict(self.shown).get(part, "nobody" if part == "accommodations" else "asked")

    def opens(self, part: str, to: str) -> bool:
        """May those whom a key of `SHOWN_TO` stands for read a part? Nobody is nobody."""
        order = list(SHOWN_TO)
        return to != "nobody" and order.index(self.shown_to(part)) >= order.index(to)

    def opened(self, to: str) -> "Profile":
        """The same, without what is not open to a key of `SHOWN_TO`: nothing can be found by what is not shown."""
        closed = {name: value for part, fields in FIELDS.items() if not self.opens(part, to) for name, value in fields.items()}
        return self._replace(**closed, situation=())

    @property
    def times(self) -> tuple[str, ...]:
        """The moments (`vocabulary.MOMENTS`) that were ticked, and those that the free half-days lie in."""
        found = {*self.moments, *map(_moment, self.free)}
        return tuple(moment for moment in MOMENTS if moment in found)

    @property
    def said(self) -> bool:
        """Was anything said that a mission can be compared with?"""
        return any((self.skills, self.causes, self.formats, self.times, self.mode, self.home.city, self.since, self.until))

    def level(self, skill: str) -> int:
        """How well one has a skill, 0 for not at all."""
        return max((held.level for held in self.skills if held.skill == skill), default=0)


def _moment(half_day: str) -> str:
    """The moment that a half-day lies in: any of a weekend, the evenings, else office hours."""
    day, _dash, half = half_day.partition("-")
    return "weekends" if day in WEEKEND else "evenings" if half == "eve" else "office-hours"


FIELDS: Mapping[str, Mapping[str, Any]] = {
    part: {name: Profile._field_defaults[name] for name in names}
    for part, names in {
        "skills": ("skills",),
        "experience": ("experience", "links"),
        "wishes": ("causes", "formats"),
        "availability": ("moments", "free", "since", "until"),
        "place": ("mode", "home", "distance"),
        "accommodations": ("accommodations",),
    }.items()
}
"""A part → its fields, and what they say when nothing was said."""
assert FIELDS.keys() == PARTS.keys()
