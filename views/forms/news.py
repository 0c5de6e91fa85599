"""What is written in a piece of news."""

from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.news import News
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import publication
from mobee_pyr.views.forms.editor import editor
from mobee_pyr.workflows.act import Act


def questions(request: Request, node: News) -> colander.Schema:
    """A new one, or one that is corrected."""
    return colander.Schema(
        publication.called(_("Titre de l’actualité"), _("Par exemple : La soirée annuelle aura lieu le 12 mars.")),
        publication.in_short(needed=True),
        editor("description", _("Texte"), "", rows=16),
        *publication.audience(request, node),
    )


def read(node: News) -> dict[str, Any]:
    """The answers as they stand."""
    return publication.read(node, "description")


def write(act: Act, node: News, said: dict[str, Any]) -> None:
    """Keep the answers."""
    publication.write(act, node, said, ("description",))
