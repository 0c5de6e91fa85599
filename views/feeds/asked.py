"""Who reads a feed, and of what: everybody where the address carries no key; with one, the person whose it is."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.site import Site
from mobee_pyr.views.bourse import asked as bourse
from mobee_pyr.workflows import access, feeds

SIZE = 50
"""Announcements of one feed."""


def public(request: Request, node: Node) -> Node:
    """The node, as everybody may open it, whoever asks. Raises `HTTPNotFound`."""
    if not access.permits(access.reader(request.site, None, request.today), Permission.VIEW, node):
        raise HTTPNotFound
    _read_as(request, None)
    return node


def personal(request: Request) -> Node:
    """``…/<key>/culture``: the node, as the key's person may open it. Raises `HTTPNotFound`, whatever is wrong."""
    key, *rest = request.subpath
    person = feeds.reader_of(request.site, key)
    node = tree.find(request.site, "/".join(rest))
    reader = None if person is None else access.reader(request.site, person, request.today)
    if reader is None or not isinstance(node, Site | Network | Organisation) or not access.permits(reader, Permission.VIEW, node):
        raise HTTPNotFound
    _read_as(request, person)
    return node


def _read_as(request: Request, person: Any) -> None:
    """From here on all that the request finds is what this person may open; the cookie it came with says nothing."""
    request.person = person
    request.reader = access.reader(request.site, person, request.today)


def open_requests(request: Request, node: Node, **more: Any) -> list[MeansRequest]:
    """What can be answered now, the latest first: of the whole site by the bourse's question, of a network or an organisation."""
    networks = [each for each in access.visible(request.reader, request.site.inside("network")) if isinstance(each, Network)]
    question = bourse.question(bourse.read(request, networks)) | {"open": True, "sort": "date", "size": SIZE, "facets": ()}
    if isinstance(node, Network):
        question["network"] = node.oid
    elif isinstance(node, Organisation):
        question["organisation"] = node.oid
    found = request.search(**(question | more)).nodes
    return [one for one in found if isinstance(one, MeansRequest)]
