"""What is asked of a document, and of each new version of its file."""

from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.attachment import Attachment
from mobee_pyr.content.document import Document
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import publication
from mobee_pyr.views.forms.files import file
from mobee_pyr.views.forms.questions import line
from mobee_pyr.workflows.act import Act


def questions(request: Request, node: Document) -> colander.Schema:
    """A new one with its file; or what is said of one, whose file has a page of its own."""
    asked = [file("file", _("Fichier"), needed=True)] if node.__parent__ is None else []
    return colander.Schema(
        publication.called(_("Nom du document"), _("Par exemple : Convention type.")),
        *asked,
        publication.in_short(),
        *publication.audience(request, node),
    )


def read(node: Document) -> dict[str, Any]:
    """The answers as they stand."""
    return publication.read(node)


def write(act: Act, node: Document, said: dict[str, Any]) -> None:
    """Keep the answers."""
    publication.write(act, node, said)
    if "file" in said:
        take(act, node, said)


def newer(request: Request) -> colander.Schema:
    """Another file in place of the present one."""
    return colander.Schema(
        file("file", _("Nouveau fichier"), needed=True),
        line("note", _("Ce qui change"), _("Par exemple : nouveaux montants pour 2027."), 200),
    )


def take(act: Act, node: Document, said: dict[str, Any]) -> None:
    """Keep the file as the newest version."""
    node.take(Attachment(*said["file"], act.who or "", act.now), said.get("note", ""))
