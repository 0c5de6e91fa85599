"""Volunteers whom an organisation thinks of: shortlists of missions, pools, and the invitations that people receive (P05, P09, C10).

All of it stands with its owner. `Person.kept_at` leads back from a person to wherever they stand, so that whoever takes back their
consent is gone everywhere at once.
"""

from datetime import datetime
from typing import NamedTuple

from mobee_pyr.content.words import _

STAGES = {
    "to_contact": _("À contacter"),
    "invited": _("Invité"),
    "talking": _("En discussion"),
    "kept": _("Retenu"),
    "set_aside": _("Écarté"),
}
"""How far an organisation is with somebody; private to its team."""

LONGEST_NOTE = 1000


class Candidate(NamedTuple):
    """One person on a mission's shortlist; ``who`` wrote last, and when."""

    stage: str
    note: str
    who: str
    when: datetime


class Invitation(NamedTuple):
    """What a person received from a mission's organisation. ``answer``: empty until there is one, then ``yes`` or ``no``."""

    who: str
    word: str
    when: datetime
    answer: str = ""


class Pool(NamedTuple):
    """People whom an organisation keeps in mind under a name: (person's id, since when) each. Replaced, never changed."""

    title: str
    people: tuple[tuple[str, datetime], ...] = ()
