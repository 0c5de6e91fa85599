"""The search index of a site, as commands open it, bring it up to date and make it anew."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from mobee_pyr.commands.progress import bar
from mobee_pyr.search import Index, IndexBusy, Indexer, IndexMissing


def opened(folder: str) -> Index:
    """The index, to read."""
    try:
        return Index(folder, read_only=True)
    except IndexMissing as error:
        raise click.ClickException("there is no search index: `mobee index rebuild` makes it") from error


def follow(folder: str, db: Any) -> None:
    """Let the index see what a command has changed; a new or outdated one is made anew, one that a server writes follows by itself."""
    with suppress(IndexBusy):
        _with_writer(folder, db, lambda indexer: _rebuild(indexer) if indexer.index.tid is None else indexer.catch_up())


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
