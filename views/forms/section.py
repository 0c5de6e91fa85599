"""What is written of a section: what one finds in it."""

from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.section import Section
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import publication
from mobee_pyr.views.forms.editor import editor
from mobee_pyr.workflows.act import Act


def questions(request: Request, node: Section) -> colander.Schema:
    """A new one, or one that is corrected."""
    return colander.Schema(
        publication.called(_("Nom de la rubrique"), _("Par exemple : Documents utiles.")),
        publication.in_short(),
        editor("description", _("Présentation"), _("Elle paraît au-dessus de ce que la rubrique contient."), rows=6),
        *publication.audience(request, node),
    )


def read(node: Section) -> dict[str, Any]:
    """The answers as they stand."""
    return publication.read(node, "description")


def write(act: Act, node: Section, said: dict[str, Any]) -> None:
    """Keep the answers."""
    publication.write(act, node, said, ("description",))
