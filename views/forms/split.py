"""What is asked when a mission is split: one group of questions a part; a part without a title is left out."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import colander

from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import fault, line, number
from mobee_pyr.workflows.splitting import FEWEST, MOST, Part


def questions(count: int) -> colander.Schema:
    """So many parts."""
    return colander.Schema(*(_part(at) for at in range(1, count + 1)), validator=_enough)


def answers(parts: Iterable[Part]) -> dict[str, Any]:
    """The parts as the form takes them."""
    return {
        f"part_{at}": {
            "title": part.title,
            "skills": ", ".join(part.skills),
            "places": colander.null if part.places is None else part.places,
            "days": colander.null if part.days is None else Decimal(str(part.days)),
        }
        for at, part in enumerate(parts, 1)
    }


def parts(said: dict[str, Any]) -> list[Part]:
    """What the form says."""
    return [
        Part(one["title"], _skills(one["skills"]), one["places"], None if one["days"] is None else float(one["days"]))
        for one in said.values()
        if one["title"]
    ]


def _part(at: int) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Mapping(),
        line("title", _("Ce que vous demandez, en une ligne"), _("Laissez vide pour ne pas faire cette partie.")),
        line("skills", _("Savoir-faire utiles"), _("Séparés par des virgules."), 200),
        number("places", _("Nombre de bénévoles"), _("Laissez vide s’il n’y a pas de limite."), needed=False, whole=True),
        number("days", _("Nombre de jours par personne"), _("0,5 pour une demi-journée."), 0.1, 800, needed=False),
        name=f"part_{at}",
        title=_("Partie ${number}", mapping={"number": at}),
    )


def _enough(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
    named = [one["title"] for one in said.values() if one["title"]]
    if not FEWEST <= len(named) <= MOST:
        raise fault(schema, part_1=_("Donnez un titre à deux parties au moins."))


def _skills(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (skill.strip() for skill in text.split(","))))
