"""What becomes of one line of a file: it is entered, brought up to date, left as it is, or refused with a reason."""

from typing import NamedTuple

from translationstring import TranslationString

from mobee_pyr.content.words import _

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"

TOLD = {CREATED: _("Créée"), UPDATED: _("Mise à jour"), UNCHANGED: _("Inchangée"), REFUSED: _("Refusée")}


class Outcome(NamedTuple):
    """What became of it, and why if it is not plain."""

    what: str
    why: TranslationString | str = ""


class Refused(ValueError):
    """One line cannot be entered; the others can. ``why`` is for people."""

    def __init__(self, why: TranslationString) -> None:
        super().__init__(why)
        self.why = why


class Line(NamedTuple):
    """One line of a report; ``place`` is the line of the file."""

    place: int
    title: str
    what: str
    why: TranslationString | str = ""
