"""Taking back, from the message that told of it, what one has just done; under the same rules as the deed itself."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.tree.chosen import MOST, pointing_at
from mobee_pyr.workflows import access, arranging

UNDONE = _("C’est annulé : tout est comme avant.")


@view_config(context=Site, name="undo-arranging", permission=Permission.ACCOUNT, request_method="POST")
def undo(site: Site, request: Request) -> Response:
    """What can be taken back is; the first reason why something cannot is told."""
    items = request.GET.getall("item")[:MOST]
    nodes = [node for item in items if (node := _node(site, item)) is not None]
    refusal = None if nodes else arranging.GONE
    for node in nodes:
        try:
            _take_back(request, node)
        except arranging.ArrangingRefused as refused:
            refusal = refused.message
    request.session.flash(("success", request.translate(UNDONE)) if refusal is None else ("warning", request.translate(refusal)))
    return HTTPSeeOther(_after(request, nodes))


def _node(site: Site, number: str) -> Node | None:
    return site.node(int(number)) if number.isascii() and number.isdigit() and len(number) < 20 else None


def _take_back(request: Request, node: Node) -> None:
    deed, act, asked = request.GET.get("deed"), request.act, request.GET
    if deed == "move":
        place = _node(request.site, asked.get("place", ""))
        if place is None:
            raise arranging.ArrangingRefused(arranging.PLACE_GONE)
        arranging.move_back(act, node, place)
    elif deed == "delete":
        arranging.restore(act, node)
    elif deed == "copy":
        arranging.delete(act, node, pointing_at(request, node))
    elif deed == "rename":
        arranging.rename(act, node, asked.get("title", "").strip()[:200] or node.title, asked.get("name", ""))
    else:
        raise arranging.ArrangingRefused(arranging.GONE)


def _after(request: Request, nodes: list[Node]) -> Any:
    """The table in which they stand now."""
    parent = nodes[0].__parent__ if nodes else None
    if parent is None or not access.permits(request.reader, Permission.HISTORY, parent):
        return (
            request.node_url(nodes[0]) if nodes and access.permits(request.reader, Permission.VIEW, nodes[0]) else request.urls["my_space"]
        )
    return request.node_url(parent, "contents")
