"""What changed in the storage since a transaction, whoever changed it: other threads, other processes, other machines."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from types import TracebackType
from typing import Any, TypeVar

import transaction
import ZODB
from ZODB.Connection import Connection
from ZODB.FileStorage.FileStorage import CorruptedError, FileIterator
from ZODB.TimeStamp import TimeStamp
from ZODB.utils import get_pickle_metadata, p64, u64

from mobee_pyr.content.types import TYPES
from mobee_pyr.search.lanes import KINDS

Answer = TypeVar("Answer")

_CLASSES = {(kind.cls.__module__, kind.cls.__name__): kind.name for kind in TYPES.values()}
_DOCUMENTED = frozenset(key for key, name in _CLASSES.items() if name in KINDS)
_OF_WORKFLOWS = frozenset(key for key, name in _CLASSES.items() if name in ("network", "blueprint")) | {
    ("persistent.mapping", "PersistentMapping")
}
"""The records that may hold another version of a workflow."""

_ATTEMPTS = 8
_MOST_COUNTED = 1000


class HistoryGone(LookupError):
    """The storage no longer tells what changed: it was restored from an older copy, packed, or something was undone."""


@dataclass
class Changes:
    """``records``: the storage's ids of the nodes that changed; ``workflows``: may a workflow have changed?"""

    records: set[bytes] = field(default_factory=set)
    workflows: bool = False


@contextmanager
def reading(database: ZODB.DB) -> Iterator[tuple[Connection, bytes]]:
    """A connection of its own, and the last transaction that it shows for certain."""
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    try:
        yield connection, _last_shown(connection._storage)
    finally:
        manager.abort()
        connection.close()


def since(connection: Connection, tid: bytes, until: bytes) -> Changes:
    """What changed after ``tid``, up to ``until`` inclusive, which is the last one that the connection shows. Raises `HistoryGone`."""
    if tid > until:
        raise HistoryGone("the storage is behind the index")
    has_history = connection.db().supportsUndo()
    return Changes() if tid == until else _patiently(connection, tid, until, lambda found: _read(found, tid, until, has_history))


def behind(connection: Connection, tid: bytes, last: bytes) -> tuple[int, float]:
    """How many transactions there are after ``tid`` (at most a thousand are counted), and the seconds since the first of them."""
    if tid >= last:
        return 0, 0.0
    after = _patiently(connection, p64(u64(tid) + 1), last, lambda found: [written.tid for written in islice(found, _MOST_COUNTED)])
    return len(after), max(0.0, time.time() - TimeStamp(after[0]).timeTime()) if after else 0.0


def _last_shown(storage: Any) -> bytes:
    """The last transaction of a snapshot just opened: asked of the connection's own storage, as RelStorage wants it.

    ZODB's adapter knows a transaction a moment before it is written to the end; asking for the last one waits for that.
    """
    last: bytes = storage.lastTransaction()
    start: bytes | None = getattr(storage, "_start", None)
    return last if start is None else min(last, p64(u64(start) - 1))


@contextmanager
def _iterated(connection: Connection, start: bytes, stop: bytes) -> Iterator[Iterator[Any]]:
    """The transactions from one to another; FileStorage holds a file meanwhile.

    RelStorage is asked through the connection: what stands behind the whole database keeps the snapshot of its first question for good.
    """
    storage = connection._storage if hasattr(connection._storage, "iterator") else connection.db().storage
    transactions = storage.iterator(start, stop)
    try:
        yield iter(transactions)
    finally:
        getattr(transactions, "close", lambda: None)()


def _patiently(connection: Connection, start: bytes, stop: bytes, read: Callable[[Iterator[Any]], Answer]) -> Answer:
    """What ``read`` makes of some transactions.

    FileStorage's iterator stumbles over a transaction that is just being written (and its fallback has a misspelt name).
    """
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with _iterated(connection, start, stop) as transactions:
                return read(transactions)
        except (CorruptedError, ValueError, AttributeError) as error:
            _let_go(error.__traceback__)
            if attempt == _ATTEMPTS:
                raise
            time.sleep(0.01)
    raise AssertionError("the last attempt returns or raises")


def _let_go(stumbled: TracebackType | None) -> None:
    """Close the file of an iterator that stumbled while it was made: nobody else knows of it."""
    while stumbled is not None:
        made = stumbled.tb_frame.f_locals.get("self")
        if isinstance(made, FileIterator):
            made.close()
        stumbled = stumbled.tb_next


def _read(transactions: Any, tid: bytes, until: bytes, has_history: bool) -> Changes:
    found, reached = Changes(), b""
    for written in transactions:
        if not reached and written.tid != tid and has_history:
            raise HistoryGone("the last transaction in the index is no longer in the storage")
        reached = written.tid
        if reached == tid:
            continue
        if has_history and written.status in ("p", b"p"):
            raise HistoryGone("history was packed since the last transaction in the index")
        for record in written:
            if record.data is None:
                raise HistoryGone("the making of an object was undone")
            made_of = get_pickle_metadata(record.data)
            if made_of in _DOCUMENTED:
                found.records.add(record.oid)
            found.workflows = found.workflows or made_of in _OF_WORKFLOWS
    if has_history and reached != until:
        raise ValueError("the last transactions cannot be read yet")
    return found
