"""``mobee index``: the search index, made anew or looked at."""

from typing import Any

import click
from ZODB.utils import readable_tid_repr

from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.progress import bar
from mobee_pyr.search import Index, IndexBusy, Indexer, IndexMissing


@click.group()
def index_() -> None:
    """Rebuild the search index, or look at it."""


@index_.command()
@data_option
def rebuild(folder: DataFolder) -> None:
    """Make the search index anew from the tree. While the site is served this is refused: the server keeps its index itself."""
    click.echo(f"{rebuild_in(folder)} documents are indexed.")


@index_.command()
@data_option
def status(folder: DataFolder) -> None:
    """Say whether the index follows the tree; exit 1 if it does not."""
    with folder.database(read_only=True) as db:
        found = Indexer(db, opened(folder)).status()
    click.echo(f"documents: {found.documents}")
    click.echo(f"last transaction seen: {readable_tid_repr(found.tid) if found.tid else 'none'}")
    click.echo(f"behind: {found.behind} transactions" + (f", for {found.seconds:.0f} seconds" if found.behind else ""))
    click.echo(f"written by: {f'process {found.writer_pid}' if found.writer_pid else 'nobody now'}")
    if found.fault or (found.behind and not found.follows):
        why = found.fault or "nobody writes it" if not found.writer_pid else "it is late"
        raise click.ClickException(
            f"the index does not follow the tree ({why}): `mobee serve` catches up, `mobee index rebuild` makes it anew"
        )


def opened(folder: DataFolder) -> Index:
    """The index, to read."""
    try:
        return Index(folder.settings["mobee.index"], read_only=True)
    except IndexMissing as error:
        raise click.ClickException(f"there is no search index: `mobee index rebuild --data {folder}` makes it") from error


def rebuild_in(folder: DataFolder) -> int:
    """Make the index of a site that nobody serves; the number of documents."""
    with folder.database(read_only=True) as db:
        return _with_writer(folder, db, _rebuild)


def follow(folder: DataFolder, db: Any) -> None:
    """Let the index see what a command has changed; a new or outdated one is made anew."""
    _with_writer(folder, db, lambda indexer: _rebuild(indexer) if indexer.index.tid is None else indexer.catch_up())


def _with_writer(folder: DataFolder, db: Any, work: Any) -> Any:
    indexer = Indexer(db, Index(folder.settings["mobee.index"]))
    try:
        return work(indexer)
    except IndexBusy as busy:
        raise click.ClickException(f"the index is being written by process {busy.pid}: the server keeps it up to date by itself") from busy
    finally:
        indexer.stop()


def _rebuild(indexer: Indexer) -> int:
    with bar("Indexing", 100) as progress:
        return indexer.rebuild(lambda done, expected: progress.update(100 * done // max(1, expected) - progress.pos))
