"""The pages of pages, news, recommended links and pictures (C11, L04, M57)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.link import Link
from mobee_pyr.content.news import News
from mobee_pyr.content.page import Page
from mobee_pyr.content.picture import Picture
from mobee_pyr.content.publication import Publication
from mobee_pyr.views.publications.frame import frame
from mobee_pyr.views.publications.versions import past
from mobee_pyr.views.shots import alt_of, source, srcset


@view_config(context=Page, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/publication.pt", kept=True)
@view_config(context=News, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/publication.pt", kept=True)
def text(node: Publication, request: Request) -> dict[str, Any]:
    """A text in the reader's language."""
    return frame(request, node)


@view_config(context=Link, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/link.pt", kept=True)
def link(node: Link, request: Request) -> dict[str, Any]:
    """Where it leads, and why."""
    return frame(request, node) | {"address": node.address}


@view_config(context=Picture, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/picture.pt", kept=True)
def picture(node: Picture, request: Request) -> dict[str, Any]:
    """The picture, what it shows in words, and for those who may change it its versions."""
    largest = None if node.current is None else node.current.sizes[-1]
    return frame(request, node) | {
        "source": None if largest is None else source(request, node, largest),
        "srcset": srcset(request, node),
        "size": (0, 0) if largest is None else (largest.width, largest.height),
        "alt": alt_of(node),
        "decorative": node.decorative,
        "credit": node.credit,
        "past": past(request, node),
    }
