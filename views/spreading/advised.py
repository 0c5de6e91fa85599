"""What would bring more people to a mission, in words, each with the page where it is done (C10)."""

from typing import NamedTuple

from translationstring import TranslationString

from mobee_pyr.content.words import _
from mobee_pyr.workflows.reach import FEW, Advice

A_FEW = _("quelques personnes")

PEOPLE = _("${count} personnes")

TEXTS = {
    "online": _("${people} de plus conviendraient si la mission pouvait aussi se faire en ligne, même en partie."),
    "way": _(
        "${people} de plus conviendraient si le trajet n’était pas un obstacle : un autre lieu, un covoiturage, une aide au transport."
    ),
    "split": _("${people} de plus conviendraient à l’une de ses parties si la mission était découpée en plus courtes."),
    "dates": _("${people} de plus conviendraient si les dates n’étaient pas fixées d’avance."),
    "moments": _("${people} de plus conviendraient si les moments se choisissaient ensemble."),
    "skill": _("${people} de plus conviendraient si « ${what} » était bienvenu sans être demandé."),
    "visibility": _("${people} à qui la mission irait ne peuvent pas l’ouvrir : elle, ou ce qui la contient, leur est fermé."),
}
"""Keys of `reach.Advice`."""

PAGES = {
    "online": (_("Proposer aussi en ligne"), "edit#form-mode"),
    "way": (_("Revoir le lieu"), "edit#form-city"),
    "split": (_("Découper la mission"), "split"),
    "dates": (_("Assouplir les dates"), "edit#form-starts"),
    "moments": (_("Revoir les moments"), "edit#form-moments"),
    "skill": (_("Revoir les savoir-faire"), "edit#form-skills"),
    "visibility": (_("Voir à qui elle est ouverte"), "sharing"),
}
"""The same keys → the words of the link, and the page of the mission with the field."""


class Told(NamedTuple):
    """One piece of advice: ``text`` with its ``mapping``, to be translated; ``action`` and ``page``, below the mission's address."""

    text: TranslationString
    more: int
    what: str
    action: TranslationString
    page: str


def told(advice: Advice) -> Told:
    """An advice, ready to be said."""
    action, page = PAGES[advice.name]
    return Told(TEXTS[advice.name], advice.more, advice.what, action, page)


def people(count: int) -> tuple[TranslationString, dict[str, int]]:
    """How many, as it may be told: a few are not counted out."""
    return (PEOPLE, {"count": count}) if count >= FEW else (A_FEW, {})
