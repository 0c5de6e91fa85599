"""What the pages of vocabularies share: which term an address names, and the way back."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from mobee_pyr.content.named_places import KIND as PLACES
from mobee_pyr.content.network import Network
from mobee_pyr.content.terms import KINDS
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page

GONE = _("Ce terme n’est plus dans la liste.")


def form_title(kind: str, known: bool) -> str:
    """What the form of a term is called, and the link that leads to it; ``known``: is the term there already?"""
    if kind == PLACES:
        return _("Modifier un lieu") if known else _("Ajouter un lieu")
    return _("Modifier un terme") if known else _("Ajouter un terme")


def frame(request: Request, network: Network, kind: str, title: str, **names: Any) -> dict[str, Any]:
    """What the head of each of these pages says."""
    return {
        "page": Page(request, request.translate(title, **names)),
        "about": request.translate(KINDS[kind]),
        "back": f"{request.node_url(network, 'vocabularies')}#{kind}",
    }


def back(request: Request, network: Network, kind: str, sort: str, text: str, **names: Any) -> Response:
    """The lists, with a word."""
    request.session.flash((sort, request.translate(text, **names)))
    return HTTPSeeOther(f"{request.node_url(network, 'vocabularies')}#{kind}")
