"""The page of a document: what it is, its file, and for those who may change it its versions (B11)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.document import Document
from mobee_pyr.views.publications.frame import frame
from mobee_pyr.views.publications.versions import past


@view_config(context=Document, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/document.pt", kept=True)
def show(node: Document, request: Request) -> dict[str, Any]:
    """Format, size, version and day stand beside the button."""
    return frame(request, node) | {
        "file": None if node.current is None else request.node_url(node, "file"),
        "name": "" if node.current is None else node.current.file.name,
        "past": past(request, node),
    }
