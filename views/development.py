"""The letters of the mail folder, for whoever develops or shows mobee: on a development site only.

Who reads somebody's letters can act in their name, so this module is not even loaded in production (`mobee_pyr.application`).
"""

import re
from collections.abc import Iterator
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.views.rows import Row

SIZE = 30
"""Letters on a page."""

AROUND = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""The page that frames a letter."""

INSIDE = (
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; default-src 'none'; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""The letter itself: its own styles and links, no script, no form, nothing fetched, no cookie of ours."""

_LINK = re.compile(r"(https?://[^\s<>]+)")


@view_config(context=Site, name="mail", permission=Permission.VIEW, request_method="GET", renderer="mobee_pyr.views:templates/mail.pt")
def mail(site: Site, request: Request) -> dict[str, Any] | Response:
    """``/mail``: the list; ``/mail/NAME``: one letter; ``/mail/NAME/html``: what its frame shows."""
    match request.subpath:
        case ():
            return _list(request)
        case (name,):
            return _one(request, _letter(request, name))
        case (name, "html"):
            return _framed(_letter(request, name))
    raise HTTPNotFound()


def _list(request: Request) -> dict[str, Any]:
    outbox = request.registry.post.outbox
    names = [path.name for path in reversed(outbox.waiting())]
    total = max(1, -(-len(names) // SIZE))
    number = min(page_number(request), total)
    shown = [outbox.read(name) for name in names[(number - 1) * SIZE : number * SIZE]]
    return {
        "page": Page(request, _("Courriels de ce site")),
        "lines": [Row(f"/mail/{letter.name}", letter.subject, f"{letter.to} · {request.words.ago(letter.when)}", None) for letter in shown],
        "pages": pages(request, number, total),
        "letter": None,
    }


def _one(request: Request, letter: Any) -> dict[str, Any]:
    request.response.headers["Content-Security-Policy"] = AROUND
    return {
        "page": Page(request, letter.subject),
        "letter": letter,
        "when": request.words.date(letter.when),
        "frame": f"/mail/{letter.name}/html",
        "text": list(_pieces(letter.text)),
    }


def _framed(letter: Any) -> Response:
    """The HTML as it was sent; a link opens in the whole window."""
    html = letter.html.replace("<head>", '<head><base target="_top">', 1)
    response = Response(html, charset="utf-8", content_type="text/html")
    response.headers.update({"Content-Security-Policy": INSIDE, "X-Frame-Options": "SAMEORIGIN"})
    return response


def _letter(request: Request, name: str) -> Any:
    try:
        return request.registry.post.outbox.read(name)
    except LookupError as error:
        raise HTTPNotFound() from error


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The plain text in pieces; true for those that are links."""
    for position, piece in enumerate(_LINK.split(text)):
        if piece:
            yield piece, bool(position % 2)
