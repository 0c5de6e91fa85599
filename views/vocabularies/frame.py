"""What the pages of vocabularies share: which list and which term an address names, and the way back."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from mobee_pyr.content.network import Network
from mobee_pyr.content.terms import KINDS
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page

GONE = _("Ce terme n’est plus dans la liste.")


def kind_of(request: Request) -> str:
    """The list that the address names. Raises `HTTPNotFound`."""
    kind = request.GET.get("list", "")
    if kind not in KINDS:
        raise HTTPNotFound
    return str(kind)


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
