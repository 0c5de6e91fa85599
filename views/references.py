"""Links between pages: people write and read addresses, the tree keeps references, so that a move breaks no link (content/mentions.py).

Whoever writes sees the address of what they may open; a reference to anything else stays as it is, and tells nothing.
"""

import re
from urllib.parse import unquote, urlsplit

from pyramid.request import Request

from mobee_pyr.content import names, tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.mentions import SCHEME
from mobee_pyr.content.node import Node
from mobee_pyr.workflows import access

_TARGET = re.compile(r"(\]\()([^()\s<>]+)(?=[\s)])")
"""In Markdown, what stands between the brackets of a link or of a picture."""
_REFERENCE = re.compile(r"mobee:(\d{1,19})(#[\w-]*)?")


def node_of(request: Request, reference: str) -> tuple[Node, str] | None:
    """The node that ``mobee:123#part`` names, with the part, if this reader may open it."""
    found = _REFERENCE.fullmatch(reference)
    node = None if found is None else request.site.node(int(found[1]))
    if found is None or node is None or not access.permits(request.reader, Permission.VIEW, node):
        return None
    return node, found[2] or ""


def addressed(request: Request, text: str) -> str:
    """A stored text as people write it: with addresses."""

    def address(found: re.Match[str]) -> str:
        named = node_of(request, found[2])
        return found[0] if named is None else found[1] + request.node_url(named[0]) + named[1]

    return _TARGET.sub(address, text)


def referenced(request: Request, text: str) -> str:
    """What somebody wrote, as it is stored: the addresses of this site's own pages become references."""

    def reference(found: re.Match[str]) -> str:
        address = urlsplit(found[2])
        node = tree.find(request.site, unquote(address.path)) if _is_here(request, found[2]) else None
        if node is None or not access.permits(request.reader, Permission.VIEW, node):
            return found[0]
        part = f"#{address.fragment}" if address.fragment else ""
        return f"{found[1]}{SCHEME}{node.oid}{part}"

    return _TARGET.sub(reference, text)


def _is_here(request: Request, address: str) -> bool:
    parts = urlsplit(address)
    here = address.startswith("/") and not address.startswith("//")
    return (here or address.startswith((f"{request.registry.mobee.url}/", f"{request.host_url}/"))) and not parts.query


def astray(request: Request, text: str) -> list[str]:
    """What a text would lead to and cannot: addresses of this site where there is no page for this reader, and addresses without https://."""
    return [address for _bracket, address in _TARGET.findall(text) if not _leads_somewhere(request, address)]


def _leads_somewhere(request: Request, address: str) -> bool:
    if address.startswith("#") or urlsplit(address).scheme in ("http", "https", "mailto", "tel", "mobee"):
        return True
    path = unquote(urlsplit(address).path)
    if not address.startswith("/") or address.startswith("//"):
        return False
    above, _slash, last = path.rstrip("/").rpartition("/")
    nodes = [tree.find(request.site, path), tree.find(request.site, above) if last in names.RESERVED else None]
    return any(node is not None and access.permits(request.reader, Permission.VIEW, node) for node in nodes)
