"""The tree in its database: where it is kept, how a request reaches it, and how writers take turns."""

import random
import threading
import time
from collections.abc import Callable
from typing import Any

import transaction
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid_retry import BeforeRetry
from pyramid_zodbconn import get_connection
from transaction.interfaces import TransientError
from ZODB.utils import p64, u64

from mobee_pyr import hosts
from mobee_pyr.content.site import Site

ROOT = "mobee"
"""The key of the site in the database root."""

WRITES = threading.Lock()
"""FileStorage commits one at a time: taking turns outside the transaction costs nothing and never fails (TRAPS.md)."""

PAUSE = 0.05
"""Seconds. Processes that met on PostgreSQL try again after a random part of it, longer each time, so that they do not meet again."""

SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
DEED_COOKIE = "deed"
"""The transaction of somebody's last deed: a list waits briefly until the index has seen it."""


def root_factory(request: Request) -> Site:
    """The site, as this request's own snapshot of the database shows it."""
    connection = get_connection(request)
    request.last_seen = connection._storage.lastTransaction()
    site: Site = connection.root()[ROOT]
    hosts.begin(request, site)
    return site


def snapshot(request: Request) -> bytes:
    """The identity of the snapshot that this request reads: equal for two requests that see the same tree."""
    storage = get_connection(request)._storage
    start: bytes | None = getattr(storage, "_start", None)
    return p64(u64(storage.lastTransaction()) + 1) if start is None else start


def database(registry: Any) -> Any:
    """The open ZODB database of an application."""
    return registry._zodb_databases[""]


def last_deed(request: Request) -> int:
    """The transaction id (an integer) of this browser's last deed, in whatever process; 0 if unknown or not yet to be expected."""
    written = request.cookies.get(DEED_COOKIE, "")
    deed = int(written, 16) if written and len(written) <= 16 and set(written) <= set("0123456789abcdef") else 0
    return deed if deed < u64(snapshot(request)) else 0


def writer_tween(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    """One writer at a time in this process; afterwards the indexer is woken and the browser remembers its deed."""

    def tween(request: Request) -> Response:
        if request.method in SAFE_METHODS:
            return handler(request)
        with WRITES:
            response = handler(request)
            deed = _written(request)
        if deed:
            registry.indexer.wake()
            response.set_cookie(DEED_COOKIE, f"{deed:x}", max_age=60, httponly=True, samesite="Lax", secure=request.scheme == "https")
        return response

    return tween


def _written(request: Request) -> int:
    """The transaction that this request committed, 0 if none: asked of its own connection, the only one that RelStorage tells."""
    before = getattr(request, "last_seen", None)
    after = None if before is None else get_connection(request)._storage.lastTransaction()
    return u64(after) if after != before else 0


def pause(event: Any) -> None:
    """A moment before a request that met a conflict is tried again."""
    _pause(event.environ.get("retry.attempt", 0))


def _pause(attempt: int) -> None:
    time.sleep(random.uniform(0, PAUSE * (attempt + 1)))


def includeme(config: Configurator) -> None:
    """Let requests reach the tree, each in one transaction, tried again when it meets a conflict."""
    config.include("pyramid_retry")
    config.include("pyramid_tm")
    config.include("pyramid_zodbconn")
    config.set_root_factory(root_factory)
    config.add_tween("mobee_pyr.database.writer_tween", over="pyramid_tm.tm_tween_factory")
    config.add_subscriber(pause, BeforeRetry)


def with_site(db: Any, work: Callable[[Site], Any], attempts: int = 1) -> Any:
    """Run ``work(site)`` in a transaction of its own, with its own manager, and give back what it returns.

    Other processes may write too where the tree is in PostgreSQL: with more ``attempts`` it is done anew after a conflict.
    """
    for attempt in range(1, attempts):
        try:
            return _once(db, work)
        except TransientError:
            _pause(attempt)
    return _once(db, work)


def _once(db: Any, work: Callable[[Site], Any]) -> Any:
    manager = transaction.TransactionManager(explicit=True)
    with WRITES:
        manager.begin()
        connection = db.open(transaction_manager=manager)
        try:
            result = work(connection.root()[ROOT])
            manager.commit()
            return result
        except BaseException:
            manager.abort()
            raise
        finally:
            connection.close()
