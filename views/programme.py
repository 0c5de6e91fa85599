"""A programme's page: one objective, and the requests that serve it (M03, M39)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.managing import managing, serving
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access


@view_config(context=Programme, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/programme.pt", kept=True)
def show(programme: Programme, request: Request) -> dict[str, Any]:
    """Its requests, as this reader may see them, the latest first."""
    organisation = organisation_of(programme)
    served = () if organisation is None else (node for node in organisation.inside("mission", "need") if _serves(node, programme))
    requests = sorted(access.visible(request.reader, served), key=lambda node: node.created, reverse=True)
    description = phrases.in_short(programme.summary, programme.description, 160)
    return {
        "page": Page(request, programme.title, description, request.full_url(programme)),
        "organisation": None if organisation is None else (request.node_url(organisation), organisation.title),
        "summary": programme.summary,
        "text": markdown(programme.description),
        "state": cards.state_of(request, programme),
        "requests": [cards.request_card(request, node, False, False) for node in requests if isinstance(node, MeansRequest)],
        "buttons": buttons(request, programme, primary=False),
        "managing": managing(request, programme),
        "added": serving(request, programme),
    }


def _serves(node: Any, programme: Programme) -> bool:
    return bool(node.programme == programme.oid)
