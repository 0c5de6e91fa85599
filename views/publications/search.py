"""Looking by words for what a network publishes: pages, news, sections, documents, pictures and links (B11, L04)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.publication import KINDS, Publication
from mobee_pyr.content.section import Section
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import published
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages

SIZE = 20
LONGEST = 200

TITLE = _("Chercher dans les pages et les documents")
EMPTY = _("Essayez un mot plus général, ou un autre mot pour dire la même chose.")


@view_config(
    context=Network, name="search", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/publications_found.pt", kept=True
)
@view_config(
    context=Section, name="search", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/publications_found.pt", kept=True
)
def search(within: Node, request: Request) -> dict[str, Any]:
    """``?words=&kind=``: what this reader may open, in the whole network or in one section; without words the latest first."""
    words, kind = request.GET.get("words", "").strip()[:LONGEST], request.GET.get("kind", "")
    asked = {"words": words, "types": (kind,) if kind in KINDS else KINDS, "prefix": True, "size": SIZE, "facets": ()}
    asked["network" if isinstance(within, Network) else "organisation"] = within.oid
    found = request.search(page=page_number(request), **asked)
    if found.page > found.pages:
        found = request.search(page=found.pages, **asked)
    return {
        "page": Page(request, TITLE),
        "within": (request.node_url(within), _title(request, within)),
        "action": request.node_url(within, "search"),
        "words": words,
        "kinds": [(name, request.translate(text), name == kind) for name, text in published.GROUPS.items()],
        "count": request.words.plural(_("${count} résultat"), _("${count} résultats"), found.total),
        "lines": [_line(request, node) for node in found.nodes if isinstance(node, Publication)],
        "pages": pages(request, found.page, found.pages),
        "empty_title": request.translate(_("Rien ne répond à cette recherche")),
        "empty_text": request.translate(EMPTY),
        "empty_href": request.node_url(within, "search") if words or kind else None,
        "empty_action": request.translate(_("Tout voir")),
    }


def _line(request: Request, node: Publication) -> published.Listed:
    """As lists show it, its kind before its facts."""
    line = published.listed(request, node)
    return line._replace(facts=(request.translate(TYPES[node.type_name].label), *line.facts))


def _title(request: Request, within: Node) -> str:
    return published.title_of(request, within) if isinstance(within, Publication) else within.title
