"""What a référent writes of a programme: one objective that requests can serve."""

from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.programme import Programme
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import line, prose, text, tidy
from mobee_pyr.workflows.act import Act

NAMES = ("title", "summary", "description")


def questions(request: Request, node: Programme) -> colander.Schema:
    """A new programme, or one that is corrected."""
    return colander.Schema(
        line("title", _("Nom du programme"), _("Par exemple : Rouvrir l’église en 2028."), needed=True),
        text("summary", _("Son objectif, en une phrase"), "", 240, needed=True, rows=2),
        prose("description", _("Présentation"), _("Pourquoi, avec qui, jusqu’à quand.")),
    )


def read(node: Programme) -> dict[str, Any]:
    """The answers as they stand."""
    return {name: tidy(getattr(node, name)) for name in NAMES}


def write(act: Act, node: Programme, said: dict[str, Any]) -> None:
    """Keep the answers."""
    for name in NAMES:
        setattr(node, name, said[name])
