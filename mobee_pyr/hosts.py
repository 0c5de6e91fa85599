"""Which host a request came to: the site's own, a network's, or one that nobody knows, where nothing is to be found (M10, DESIGN §3).

On a network's host the tree begins at the network (Pyramid's virtual root); the pages of the site (sign-in, My space…) are there too.
A host that nobody knows is answered as one of a network that the reader may not see: to the letter.
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from pyramid.config import Configurator
from pyramid.request import Request

from mobee_pyr.content import hosts
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node, path
from mobee_pyr.content.site import Site

VIRTUAL_ROOT = "HTTP_X_VHM_ROOT"
"""What Pyramid's traversal begins with. Whatever a browser sends under that name is dropped."""

NOWHERE = "-"
"""No node can be called so."""

AT_HOME = frozenset(("localhost", "127.0.0.1", "[::1]", "::1"))
"""Hosts of the machine itself: the site's own, for tests, checks and development."""


def host_of(request: Request) -> str:
    """The host without its port, as it is compared; empty for the site's own."""
    name = (urlsplit(f"//{request.host}").hostname or "").rstrip(".")
    return "" if name in AT_HOME or name == urlsplit(request.registry.mobee.url).hostname else name


def begin(request: Request, site: Site) -> None:
    """Let traversal begin where the host says."""
    request.environ.pop(VIRTUAL_ROOT, None)
    request.hosted = None
    request.foreign = _named(request)
    if not request.foreign:
        return
    request.hosted = hosts.network_at(site, request.foreign)
    name = NOWHERE if request.hosted is None else request.hosted.__name__
    first = request.environ.get("PATH_INFO", "").lstrip("/").partition("/")[0]
    if first not in hosts.OF_THE_SITE and (first != name or request.hosted is None):
        request.environ[VIRTUAL_ROOT] = f"/{name}"


def _named(request: Request) -> str:
    """A host that is no host at all is nobody's."""
    try:
        return host_of(request)
    except ValueError:
        return NOWHERE


def address(request: Request, node: Node) -> str:
    """Where a node is, from the host of this request: on a network's own what is inside begins there, all else is on the site's."""
    place = path(node)
    network: Network | None = request.hosted
    if not request.foreign:
        return place
    if network is None or not f"{place}/".startswith(f"/{network.__name__}/"):
        return place if place == "/" else f"{request.registry.mobee.url}{place}"
    return hosts.shortened(network, place)


def full_url(request: Request, node: Node, *views: str, **query: Any) -> str:
    """The address in full, on the site's own host: the one that search engines, feeds and letters know."""
    place = str(request.registry.mobee.url) + "/".join((path(node).rstrip("/"), *views))
    return f"{place}?{urlencode(query, doseq=True)}" if query else place


def elsewhere(request: Request, host: str) -> str:
    """The beginning of an address on another host of this site: the same scheme and port."""
    own = urlsplit(request.registry.mobee.url)
    return f"{own.scheme}://{host}" + (f":{own.port}" if own.port else "")


def includeme(config: Configurator) -> None:
    """Let views ask."""
    config.add_request_method(full_url, "full_url")
    config.add_request_method(elsewhere, "elsewhere")


def urls(request: Request, known: dict[str, str]) -> dict[str, Any]:
    """The pages that every page links to: some of them only make sense on the site's own host."""
    if not request.foreign:
        return known
    own = request.registry.mobee.url
    return known | {name: own + known[name] for name in ("home", "networks", "admin")}
