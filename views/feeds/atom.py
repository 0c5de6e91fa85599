"""Announcements as an Atom feed (RFC 4287): of the bourse's question, of a network, of an organisation (L15)."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.arrivals import VIA
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.feeds import asked
from mobee_pyr.views.feeds.answering import answer

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@view_config(context=Site, name="feed", permission=Permission.VIEW, request_method="GET")
def of_site(site: Site, request: Request) -> Response:
    """Everybody's, or with ``/feed/<key>`` one person's; the query is the bourse's."""
    return _feed(request, asked.personal(request) if request.subpath else asked.public(request, site))


@view_config(context=Network, name="feed", permission=Permission.VIEW, request_method="GET")
@view_config(context=Organisation, name="feed", permission=Permission.VIEW, request_method="GET")
def of_node(node: Node, request: Request) -> Response:
    """What everybody may open of it."""
    return _feed(request, asked.public(request, node))


def _feed(request: Request, node: Node) -> Response:
    found = asked.open_requests(request, node)
    title = request.translate(_("La bourse")) if isinstance(node, Site) else node.title
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": request.language})
    _says(feed, title=f"{title} – mobee", id=_identity(request, node, request.query_string), updated=_moment(_latest(node, found)))
    here = request.registry.mobee.url
    SubElement(feed, "link", {"rel": "self", "type": TYPE, "href": here + request.path_qs})
    page = request.node_url(node, "bourse", **request.GET.dict_of_lists()) if isinstance(node, Site) else request.node_url(node)
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": here + page})
    for one in found:
        feed.append(_entry(request, one))
    return answer(request, ElementTree.tostring(feed, "utf-8", xml_declaration=True), TYPE)


def _entry(request: Request, node: MeansRequest) -> Element:
    """An announcement; an application to it changes nothing here."""
    entry, when = Element("entry"), _moment(node.published or node.created)
    _says(entry, title=node.title, id=_identity(request, node), updated=when, published=when)
    query: dict[str, Any] = {VIA: "feed"} if isinstance(node, Mission) else {}
    SubElement(entry, "link", {"rel": "alternate", "href": request.full_url(node, **query)})
    organisation = organisation_of(node)
    _says(SubElement(entry, "author"), name="mobee" if organisation is None else organisation.title)
    said = (phrases.kind(request, node), phrases.where(request, node), phrases.when(request, node))
    _says(entry, summary=" · ".join(filter(None, said)) + "\n" + phrases.in_short(node.summary, node.description, 600))
    return entry


def _says(element: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(element, name).text = _NO_XML.sub("", text)


def _identity(request: Request, node: Node, query: str = "") -> str:
    """The same for life, wherever the node moves (RFC 4151)."""
    host = urlsplit(request.registry.mobee.url).hostname
    return f"tag:{host},2026:{node.oid}" + (f"?{query}" if query else "")


def _latest(node: Node, found: Iterable[MeansRequest]) -> datetime:
    return max((one.published or one.created for one in found), default=node.created)


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
