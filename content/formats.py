"""The formats of missions: how much of one's time they take, and in what way (K05, K06, P22, P36)."""

from typing import NamedTuple

from mobee_pyr.content import differing
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.words import _


class Format(NamedTuple):
    """``least`` and ``most``: days of one person, ``None`` where no number bounds it."""

    label: str
    least: float | None = None
    most: float | None = None


FORMATS = {
    "flash": Format(_("Coup de main : une journée au plus"), 0, 1),
    "short": Format(_("Mission courte : quinze jours au plus"), 1, 15),
    "long": Format(_("Mission longue : plus de quinze jours"), 15, None),
    "regular": Format(_("Engagement régulier")),
    "event": Format(_("Le temps d’un événement")),
    "team-day": Format(_("Journée solidaire en équipe")),
    "mentoring": Format(_("Parrainage ou mentorat")),
}


def format_of(mission: Mission) -> str:
    """The key of its format: as it was written (a network may have others besides), else by its number of days
    (``short`` beyond one, ``long`` beyond fifteen), else empty.
    """
    if mission.format in FORMATS or (mission.format and _is_own(mission)):
        return mission.format
    if mission.days is None:
        return ""
    bounded = ((name, told) for name, told in FORMATS.items() if told.least is not None)
    return next(name for name, told in bounded if told.most is None or mission.days <= told.most)


def _is_own(mission: Mission) -> bool:
    """Is its format one that its network has besides?"""
    return mission.format in differing.listing(network_of(mission), "vocabularies", "formats").lines
