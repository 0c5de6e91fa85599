"""What the page of any publication shows around its own matter."""

from typing import Any

from pyramid.request import Request

from mobee_pyr.content.publication import Publication
from mobee_pyr.content.types import TYPES
from mobee_pyr.views import cards, phrases, published
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.prose import prose


def frame(request: Request, node: Publication) -> dict[str, Any]:
    """Its words in the reader's language, its state where it is not simply to be read, what may be done."""
    said = published.said(request, node)
    kind = () if node.type_name in ("page", "section") else (request.translate(TYPES[node.type_name].label),)
    return {
        "page": Page(request, said.title, phrases.in_short(said.summary, "", 160) or None, request.full_url(node)),
        "said": said,
        "text": prose(request, said.text) if said.text else "",
        "about": " · ".join((*kind, *published.facts(request, node))),
        "state": None if node.state == "published" else cards.state_of(request, node),
        "members": node.members_only,
        "managing": managing(request, node),
        "buttons": buttons(request, node, primary=node.type_name in ("page", "news", "section")),
    }
