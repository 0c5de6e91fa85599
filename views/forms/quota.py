"""How much working time an organisation lends, and on which days a network is closed."""

from datetime import date

import colander
from deform.widget import TextAreaWidget

from mobee_pyr.content.words import _
from mobee_pyr.views.forms.numbers import Float

MOST_DAYS = 100


class QuotaSchema(colander.Schema):
    """Half-days: somebody who gives a morning has given one."""

    half_days = colander.SchemaNode(
        Float(),
        title=_("Demi-journées par personne et par an"),
        description=_("Laissez vide pour ne pas fixer de limite."),
        missing=None,
        validator=colander.Range(min=0, max=730),
    )
    carried = colander.SchemaNode(
        Float(),
        title=_("Demi-journées non utilisées qui passent à l’année suivante, au plus"),
        missing=0.0,
        validator=colander.Range(min=0, max=730),
    )


class ClosedDaysSchema(colander.Schema):
    """One day a line."""

    days = colander.SchemaNode(
        colander.String(),
        title=_("Jours de fermeture, un par ligne"),
        description=_("Par exemple : 26/12/2027. Les week-ends et les jours fériés ne comptent déjà pas."),
        missing="",
        widget=TextAreaWidget(rows=8),
        validator=lambda node, text: _days_or_fault(node, text),
    )


def days_of(text: str) -> list[date]:
    """The days of a text, in order. Raises `ValueError` with the line that is none."""
    return sorted({_day(line.strip()) for line in text.splitlines() if line.strip()})


def text_of(days: list[date]) -> str:
    """One day a line, as one writes it."""
    return "\n".join(day.strftime("%d/%m/%Y") for day in sorted(days))


def _day(line: str) -> date:
    try:
        if "/" in line:
            day, month, year = line.split("/")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(line)
    except ValueError as error:
        raise ValueError(line) from error


def _days_or_fault(node: colander.SchemaNode, text: str) -> None:
    try:
        found = days_of(text)
    except ValueError as wrong:
        raise colander.Invalid(
            node, _("« ${line} » n’est pas une date. Exemple : 31/12/2027.", mapping={"line": str(wrong)[:40]})
        ) from wrong
    if len(found) > MOST_DAYS:
        raise colander.Invalid(node, _("${most} jours au plus.", mapping={"most": MOST_DAYS}))
