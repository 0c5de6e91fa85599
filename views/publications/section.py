"""A section: what it is for, and what it holds; one that holds documents is a library (B11)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.section import Section
from mobee_pyr.views import published
from mobee_pyr.views.publications.adding import adding
from mobee_pyr.views.publications.frame import frame
from mobee_pyr.workflows import publishing


@view_config(context=Section, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/section.pt", kept=True)
def show(section: Section, request: Request) -> dict[str, Any]:
    """What this reader may open, kind by kind: documents with format, size, version and day."""
    found = publishing.listed(request.reader, section)
    return frame(request, section) | {
        "groups": published.groups(request, found),
        "look_for": request.node_url(section, "search") if found else None,
        "adding": adding(request, section),
    }
