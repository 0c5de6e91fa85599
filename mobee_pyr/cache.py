"""Pages kept as they were rendered: exact, or absent.

A kept page is found again only by the same reader, in the same language, on the same day, from the same snapshot of the
tree: a commit, a sign-out or a dated change asks for a new one. A page that holds something of one session (a form's token,
a message), that says how long ago something was, or that lists what an index lagging behind the snapshot finds, or that is
seen with somebody else's eyes, is made for one answer only.
"""

import secrets
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.settings import asbool

from mobee_pyr import assets
from mobee_pyr.database import snapshot

KEPT = 6_000_000
"""Bytes of pages, compressed, and of their addresses. The longest unused go first."""

MARK = secrets.token_hex(24)
"""Stands in a kept page where each reader's own token goes (`page.Page.later_csrf`); unknown outside of this process."""

Key = tuple[Any, ...]
Kept = tuple[str, bytes]
"""A page's content type and body."""


class Pages:
    """The pages of one snapshot."""

    def __init__(self, most: int = KEPT) -> None:
        self._most, self._size = most, 0
        self._lock = threading.Lock()
        self._snapshot = b""
        self._pages: OrderedDict[Key, Kept] = OrderedDict()

    def get(self, seen: bytes, key: Key) -> Kept | None:
        """A page of this snapshot."""
        with self._lock:
            page = self._pages.get(key) if seen == self._snapshot else None
            if page is not None:
                self._pages.move_to_end(key)
        return None if page is None else (page[0], zlib.decompress(page[1]))

    def keep(self, seen: bytes, key: Key, page: Kept) -> None:
        """Keep a page; those of an older snapshot go, and this one if it is itself of an older one."""
        page = page[0], zlib.compress(page[1], 1)
        with self._lock:
            if seen > self._snapshot:
                self._pages.clear()
                self._snapshot, self._size = seen, 0
            if seen == self._snapshot and key not in self._pages:
                self._pages[key] = page
                self._size += _size(key, page)
                while self._size > self._most:
                    self._size -= _size(*self._pages.popitem(last=False))


def _size(key: Key, page: Kept) -> int:
    return len(page[1]) + sum(len(part) for part in key if isinstance(part, str))


def kept(view: Callable[[Any, Request], Response], info: Any) -> Callable[[Any, Request], Response]:
    """A view deriver: ``@view_config(..., kept=True)`` keeps the page and answers 304 to who has it already.

    Not where templates are read again when they change: whoever writes them wants to see it.
    """
    if not info.options.get("kept") or asbool(info.settings.get("reload_templates")):
        return view

    def wrapped(context: Any, request: Request) -> Response:
        if request.look is not None or request.method not in ("GET", "HEAD") or "lang" in request.GET or _has_flashes(request):
            return view(context, request)
        seen, key = snapshot(request), _key(context, request)
        tag = _tag(request, seen, key)
        if tag in request.if_none_match:
            return _marked(Response(status=304), tag)
        page = request.registry.pages.get(seen, key)
        if page is None:
            response = _with_mark(view, context, request)
            if response.status_code != 200 or getattr(request, "unkept", False) or request.words.passing:
                return _own(response, request)
            page = (response.content_type, response.body)
            request.registry.pages.keep(seen, key, page)
        return _marked(_own(Response(body=page[1], content_type=page[0], charset="utf-8"), request), tag)

    return wrapped


def _key(context: Any, request: Request) -> Key:
    """All that a page is made from, beside the tree: who reads what, in which language, on which day (of roles, and of readers)."""
    reader, days = request.reader, (request.today, request.words.today)
    stands = request.site.maintenance
    told = "" if stands is None else stands.said(request.language, request.now)
    asked = request.foreign, request.view_name, context.oid, request.path_qs, request.language
    return *asked, reader.person_id, told, reader.tokens, days


def _tag(request: Request, seen: bytes, key: Key) -> str:
    """Names the page for browsers: another tree, another reader, another session of theirs or another program is another page."""
    *plain, tokens, days = key
    own = "" if request.person is None else request.session.get_csrf_token()
    return sha256(repr((request.registry.build, seen, plain, sorted(tokens), days, own)).encode()).hexdigest()[:24]


def _with_mark(view: Callable[[Any, Request], Response], context: Any, request: Request) -> Response:
    """Make the page with the mark; a page about a fault, made elsewhere, goes without."""
    request.token_mark = MARK
    try:
        return view(context, request)
    finally:
        request.token_mark = None


def _own(response: Response, request: Request) -> Response:
    """The page with its reader's token where the mark stands: visitors' pages have none."""
    mark = MARK.encode()
    if request.person is not None and mark in response.body:
        response.body = response.body.replace(mark, request.session.get_csrf_token().encode())
    return response


def _marked(answer: Response, tag: str) -> Response:
    """What a browser needs to ask for it again; that it is for this reader alone is said of every answer (`security`)."""
    answer.etag = tag
    answer.vary = "Cookie, Accept-Language"
    return answer


def _has_flashes(request: Request) -> bool:
    return request.has_session and bool(request.session.peek_flash())


kept.options = ("kept",)  # type: ignore[attr-defined]


def includeme(config: Configurator) -> None:
    """Offer ``kept=True`` to views."""
    settings = config.registry.mobee
    config.registry.pages = Pages()
    config.registry.build = sha256(repr((assets.program(), settings.url, settings.languages)).encode()).hexdigest()
    config.add_view_deriver(kept, name="kept", under="secured_view")
