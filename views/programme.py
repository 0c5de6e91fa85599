"""A programme's page: one objective, and the requests that serve it."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.views import cards
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access


@view_config(context=Programme, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/programme.pt")
def show(programme: Programme, request: Request) -> dict[str, Any]:
    """Its requests, as this reader may see them."""
    organisation = organisation_of(programme)
    requests = () if organisation is None else access.visible(request.reader, organisation.inside("mission", "need"))
    return {
        "page": Page(request, programme.title, description=programme.summary),
        "summary": programme.summary,
        "text": markdown(programme.description),
        "state": cards.state_of(request, programme),
        "requests": [
            cards.request_card(request, node, False, False)
            for node in requests
            if isinstance(node, MeansRequest) and node.programme == programme.oid
        ],
        "buttons": buttons(request, programme),
    }
