"""An organisation's page: who it is, what it asks for, what it gives."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.vocabulary import BODIES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access

DONE = ("closed",)

LINKS = (
    ("mission-new", _("Écrire une mission"), Permission.ADD),
    ("need-new", _("Écrire un besoin"), Permission.ADD),
    ("qualify", _("Qualifier"), Permission.QUALIFY),
    ("history", _("Historique"), Permission.HISTORY),
)
"""The pages by which it is run, for those who may open them."""


@view_config(context=Organisation, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/organisation.pt")
def show(organisation: Organisation, request: Request) -> dict[str, Any]:
    """Its requests are those that this reader may open; whoever may act finds what to do first."""
    requests = [node for node in access.visible(request.reader, organisation.inside("mission", "need")) if isinstance(node, MeansRequest)]
    entity = organisation.entity
    return {
        "page": Page(request, organisation.title, description=organisation.summary),
        "body": "" if entity is None else request.translate(BODIES.get(entity.body, entity.body)),
        "where": "" if entity is None else phrases.city(entity.place),
        "capacities": cards.capacities(request, organisation),
        "summary": organisation.summary,
        "text": markdown(organisation.description),
        "website": organisation.website,
        "state": None if organisation.state == "active" else cards.state_of(request, organisation),
        "programmes": [(request.node_url(node), node.title) for node in access.visible(request.reader, organisation.inside("programme"))],
        "open": [cards.request_card(request, node, False, False) for node in requests if node.state not in DONE],
        "done": [(request.node_url(node), node.title) for node in requests if node.state in DONE],
        "buttons": buttons(request, organisation),
        "links": [
            (request.node_url(organisation, name), request.translate(label))
            for name, label, permission in LINKS
            if access.permits(request.reader, permission, organisation)
        ],
    }
