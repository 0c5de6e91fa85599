"""Answers already found, given again to the same reader of the same tree and index."""

from collections.abc import Callable, Hashable
from typing import Any

from mobee_pyr.content.site import Site
from mobee_pyr.search.index import Index, View
from mobee_pyr.workflows.access import Reader


def remembered(index: Index, reader: Reader, asked: Hashable, work: Callable[[View], Any]) -> Any:
    """What ``work`` makes of the index as it is now, unless the same was asked before: by this reader, of this tree."""
    view, moment = index.view(), snapshot(reader.site)
    key = (asked, _eyes(reader), reader.watcher and _eyes(reader.watcher), reader.within, view.generation, moment)
    found = None if moment is None else index.memory.get(key)
    if found is None:
        found = work(view)
        if moment is not None:
            index.memory.keep(key, found)
    return found


def _eyes(reader: Reader) -> Hashable:
    return reader.person_id, reader.tokens, reader.inside


def snapshot(site: Site) -> bytes | None:
    """The transaction that the site is read from; ``None`` when it holds changes of its own, and nothing may be remembered."""
    connection = site._p_jar
    if connection is None or connection._registered_objects:
        return None
    storage = connection._storage
    start: bytes | None = getattr(storage, "_start", None)
    return storage.lastTransaction() if start is None else start
