"""What the free words of a schedule say of a mission's format and moments."""

import re

SCHEDULED = "long"
"""The format of a scheme that asks for most of one's week, such as Service Civique."""

FORMATS = (
    (re.compile(r"\bpar (semaine|mois|jour|an)\b|\b(chaque|tous les|toutes les|régulier)", re.I), "regular"),
    (re.compile(r"^\s*(une demi-journée|(1|une?) jour(née)?|\d+ heures?)\s*$", re.I), "flash"),
    (re.compile(r"^\s*([2-9]|1[0-5]) jours\s*$", re.I), "short"),
)
MOMENTS = (
    (re.compile(r"\bsoir", re.I), "evenings"),
    (re.compile(r"week-?end|\bsamedi|\bdimanche", re.I), "weekends"),
    (re.compile(r"\ben semaine\b|\b(lundi|mardi|mercredi|jeudi|vendredi)s? (matin|après-midi)", re.I), "office-hours"),
    (re.compile(r"flexible|à (votre|son) rythme|selon (vos )?disponibilités", re.I), "own-pace"),
)
MOST_OF_THE_WEEK = re.compile(r"^\s*(de 2\d ?h à 3\d ?h|plus de (2\d|3\d) ?h|[45] jours par semaine|plus de 5 jours par semaine)", re.I)


def format_said(schedule: str) -> str:
    """A key of `formats.FORMATS`, empty if the words tell none.

    >>> format_said("2 heures par semaine"), format_said("Une demi-journée"), format_said("De 24h à 30h"), format_said("")
    ('regular', 'flash', 'long', '')
    """
    if MOST_OF_THE_WEEK.search(schedule):
        return SCHEDULED
    return next((name for words, name in FORMATS if words.search(schedule)), "")


def moments_said(schedule: str) -> tuple[str, ...]:
    """Keys of `vocabulary.MOMENTS`, in its order.

    >>> moments_said("le samedi, ou en soirée"), moments_said("Plus de 30h")
    (('evenings', 'weekends'), ('office-hours',))
    """
    if MOST_OF_THE_WEEK.search(schedule):
        return ("office-hours",)
    return tuple(name for words, name in MOMENTS if words.search(schedule))
