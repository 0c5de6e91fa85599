"""What is asked of a link that a network recommends."""

from typing import Any
from urllib.parse import urlsplit

import colander
from pyramid.request import Request

from mobee_pyr.content.link import Link
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import publication
from mobee_pyr.views.forms.questions import line
from mobee_pyr.workflows.act import Act


def questions(request: Request, node: Link) -> colander.Schema:
    """A new one, or one that is corrected."""
    return colander.Schema(
        publication.called(_("Nom du lien")),
        line(
            "address",
            _("Adresse"),
            _("Elle commence par https://"),
            500,
            needed=True,
            attributes={"type": "url", "inputmode": "url"},
            validator=_leads_elsewhere,
        ),
        publication.in_short(),
        *publication.audience(request, node),
    )


def read(node: Link) -> dict[str, Any]:
    """The answers as they stand."""
    return publication.read(node, "address")


def write(act: Act, node: Link, said: dict[str, Any]) -> None:
    """Keep the answers."""
    publication.write(act, node, said, ("address",))


def _leads_elsewhere(node: colander.SchemaNode, value: str) -> None:
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not any(sign.isspace() for sign in value)
    except ValueError:
        sound = False
    if not sound:
        raise colander.Invalid(node, _("Écrivez une adresse comme https://exemple.org."))
