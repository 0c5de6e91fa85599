"""Who decides what: each workflow as a picture and in words, derived from its file."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import library, picture


@view_config(context=Site, name="workflows", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/workflows.pt", kept=True)
def show(site: Site, request: Request) -> dict[str, Any]:
    """One workflow at a time; the first is that of an application."""
    asked = request.GET.get("type")
    name = asked if asked in library.WITH_WORKFLOW else "application"
    workflow, label = library.packaged(name), request.words.label
    return {
        "page": Page(request, _("Qui décide quoi : les parcours")),
        "types": [
            (request.node_url(site, "workflows", type=each), label(library.packaged(each).title), each == name)
            for each in library.WITH_WORKFLOW
        ],
        "title": label(workflow.title),
        "picture": picture.draw(workflow, request.language, translate=request.translate),
        "states": picture.describe(workflow, request.language, request.translate),
    }
