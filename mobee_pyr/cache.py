"""Pages kept as they were rendered: exact, or absent.

A kept page is found again only by the same reader, in the same language, on the same day, from the same snapshot of the
tree: a commit, a sign-out or a dated change asks for a new one. A page that holds something of one session (a form's token)
or a list from an index that lags behind the snapshot sets ``request.unkept`` and is given to this reader only.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from mobee_pyr.database import snapshot

KEPT = 2_000
"""Pages. The longest unused go first."""


class Pages:
    """The pages of one snapshot."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot = b""
        self._pages: OrderedDict[tuple[Any, ...], tuple[str, bytes]] = OrderedDict()

    def get(self, seen: bytes, key: tuple[Any, ...]) -> tuple[str, bytes] | None:
        """A page's content type and body."""
        with self._lock:
            if seen != self._snapshot:
                return None
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, seen: bytes, key: tuple[Any, ...], page: tuple[str, bytes]) -> None:
        """Keep a page; those of an older snapshot go."""
        with self._lock:
            if seen > self._snapshot:
                self._pages.clear()
                self._snapshot = seen
            if seen == self._snapshot:
                self._pages[key] = page
                while len(self._pages) > KEPT:
                    self._pages.popitem(last=False)


def kept(view: Callable[[Any, Request], Response], info: Any) -> Callable[[Any, Request], Response]:
    """A view deriver: ``@view_config(..., kept=True)`` keeps the page and answers 304 to who has it already."""
    if not info.options.get("kept"):
        return view

    def wrapped(context: Any, request: Request) -> Response:
        if request.method not in ("GET", "HEAD") or "lang" in request.GET or _has_flashes(request):
            return view(context, request)
        seen, pages = snapshot(request), request.registry.pages
        key = (
            request.view_name,
            context.oid,
            request.path_qs,
            request.language,
            request.reader.person_id,
            request.reader.tokens,
            request.today,
        )
        page = pages.get(seen, key)
        tag = sha256(repr((seen, request.registry.build, key[:5], sorted(key[5]), key[6])).encode()).hexdigest()[:24]
        if page is None:
            response = view(context, request)
            if response.status_code != 200 or getattr(request, "unkept", False):
                return response
            page = (response.content_type, response.body)
            pages.keep(seen, key, page)
        answer = Response(body=page[1], content_type=page[0], charset="utf-8", conditional_response=True)
        answer.etag = tag
        answer.cache_control = "private, no-cache"
        answer.vary = "Cookie, Accept-Language"
        return answer

    return wrapped


def _has_flashes(request: Request) -> bool:
    return request.has_session and bool(request.session.peek_flash())


kept.options = ("kept",)  # type: ignore[attr-defined]


def includeme(config: Configurator) -> None:
    """Offer ``kept=True`` to views."""
    config.registry.pages = Pages()
    config.add_view_deriver(kept, name="kept", under="secured_view")
