"""The pages by which a node is run, as links for those who may open them."""

from collections.abc import Iterable
from typing import NamedTuple

from pyramid.interfaces import IView, IViewClassifier
from pyramid.request import Request
from zope.interface import providedBy

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.workflows import access


class Link(NamedTuple):
    """A page of a node: the name of its view, what it is called, the permission that it asks for."""

    view: str
    label: str
    permission: Permission


def links(request: Request, node: Node, offered: Iterable[Link]) -> list[tuple[str, str]]:
    """Address and text of each page that the reader may open; none for visitors, who run nothing."""
    if request.person is None:
        return []
    may: dict[str, bool] = {}
    for link in offered:
        if link.permission not in may:
            may[link.permission] = access.permits(request.reader, link.permission, node)
    return [
        (request.node_url(node, *filter(None, (link.view,))), request.translate(link.label))
        for link in offered
        if may[link.permission] and exists(request, node, link.view)
    ]


def exists(request: Request, node: Node, view: str) -> bool:
    """Has this site such a page for such a node?"""
    sought = (IViewClassifier, request.request_iface, providedBy(node))
    return request.registry.adapters.lookup(sought, IView, name=view) is not None
