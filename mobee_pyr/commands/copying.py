"""Copies every object of one storage into another, as RelStorage's ``zodbconvert`` does, and compares the two."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ZODB.utils import u64
from zope.interface import directlyProvides, providedBy

EVERY = 100
"""Objects between two reports of progress."""

Progress = Callable[[int], Any]


class CopyDiffers(RuntimeError):
    """The copy is not what was copied; the message names the first difference."""


class Record(NamedTuple):
    """One object as it is stored."""

    oid: bytes
    tid: bytes
    data: bytes


def copy(source: Any, destination: Any, progress: Progress) -> None:
    """Fill an empty storage."""
    if hasattr(destination, "zap_all"):
        destination.zap_all()
    destination.copyTransactionsFrom(_Watched(source, progress))


def compare(source: Any, destination: Any, progress: Progress) -> int:
    """The number of objects, the same in both, with the same content of the same transaction. Raises `CopyDiffers`."""
    there, count = _records(destination), 0
    for record in _records(source):
        found = next(there, None)
        if found != record:
            raise CopyDiffers(f"the copy differs from its source at object {u64(record.oid):#x}")
        count += 1
        if count % EVERY == 0:
            progress(EVERY)
    if (more := next(there, None)) is not None:
        raise CopyDiffers(f"the copy holds an object that its source does not, {u64(more.oid):#x}")
    return count


def _records(storage: Any) -> Iterator[Record]:
    """The present state of each object, by the objects' numbers."""
    cookie, first = None, True
    while first or cookie is not None:
        try:
            oid, tid, data, cookie = storage.record_iternext(cookie)
        except (ValueError, StopIteration):
            if first:
                return  # an empty storage says so in either way
            raise
        first = False
        yield Record(oid, tid, bytes(data))


class _Watched:
    """A storage that tells how much of it was read, object by object or transaction by transaction."""

    def __init__(self, storage: Any, progress: Progress) -> None:
        self._storage, self._progress = storage, progress
        directlyProvides(self, providedBy(storage))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    def __len__(self) -> int:
        return len(self._storage)

    def record_iternext(self, cookie: Any = None) -> Any:
        """As the storage's own."""
        self._progress(1)
        return self._storage.record_iternext(cookie)

    def iterator(self, start: bytes | None = None, stop: bytes | None = None) -> Any:
        """As the storage's own."""
        return _Transactions(self._storage.iterator(start, stop), self._progress)


class _Transactions:
    def __init__(self, transactions: Any, progress: Progress) -> None:
        self._transactions, self._progress = transactions, progress

    def __len__(self) -> int:
        return len(self._transactions)

    def __iter__(self) -> Iterator[Any]:
        for written in self._transactions:
            yield written
            self._progress(1)

    def close(self) -> None:
        """As the storage's own."""
        getattr(self._transactions, "close", lambda: None)()
