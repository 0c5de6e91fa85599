"""The search index of a site, as commands open it, bring it up to date and make it anew."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from mobee_pyr.commands.progress import bar
from mobee_pyr.search import Index, IndexBusy, Indexer, IndexMissing

MANY = 20
"""Transactions. Fewer are taken in within a moment."""
RECORDS = 3
"""About how many database records go with a document."""


def opened(folder: str) -> Index:
    """The index, to read."""
    try:
        return Index(folder, read_only=True)
    except IndexMissing as error:
        raise click.ClickException("there is no search index: `mobee index rebuild` makes it") from error


def follow(folder: str, db: Any) -> None:
    """Let the index see what a command has changed; one that a server writes follows by itself."""
    with suppress(IndexBusy):
        _with_writer(folder, db, _catch_up)


def make_anew(folder: str, db: Any) -> int:
    """Make the index of a site that nobody serves; the number of documents."""
    try:
        count: int = _with_writer(folder, db, _rebuild)
    except IndexBusy as busy:
        raise click.ClickException(
            f"the index is being written by process {busy.pid}, which keeps it up to date: to make it anew, stop that process first"
        ) from busy
    return count


def _with_writer(folder: str, db: Any, work: Callable[[Indexer], Any]) -> Any:
    indexer = Indexer(db, Index(folder))
    try:
        return work(indexer)
    finally:
        indexer.stop()


def _rebuild(indexer: Indexer) -> int:
    with bar("Indexing", 100) as progress:
        return indexer.rebuild(lambda done, expected: progress.update(100 * done // max(1, expected) - progress.pos))


def _catch_up(indexer: Indexer) -> None:
    """Take in what is new. When most of the tree is, the index is made anew instead: that takes no longer, and shows how far it is."""
    found = indexer.status()
    if found.tid is None or (found.behind > MANY and 2 * found.documents < len(indexer.database.storage) / RECORDS):
        _rebuild(indexer)
    else:
        indexer.catch_up()
