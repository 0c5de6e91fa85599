"""What is written on a page of a network."""

from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.page import Page
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import publication
from mobee_pyr.views.forms.editor import editor
from mobee_pyr.workflows.act import Act


def questions(request: Request, node: Page) -> colander.Schema:
    """A new one, or one that is corrected."""
    return colander.Schema(
        publication.called(_("Titre de la page"), _("Par exemple : Accueillir un bénévole.")),
        publication.in_short(),
        editor("description", _("Texte"), "", rows=16),
        *publication.audience(request, node),
    )


def read(node: Page) -> dict[str, Any]:
    """The answers as they stand."""
    return publication.read(node, "description")


def write(act: Act, node: Page, said: dict[str, Any]) -> None:
    """Keep the answers."""
    publication.write(act, node, said, ("description",))
