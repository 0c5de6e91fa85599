"""``mobee index``: the search index, made anew or looked at."""

import click
from ZODB.utils import readable_tid_repr

from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.following import make_anew, opened
from mobee_pyr.search import Indexer


@click.group()
def index_() -> None:
    """Rebuild the search index, or look at it."""


@index_.command()
@data_option
def rebuild(folder: DataFolder) -> None:
    """Make the search index anew from the tree. While the site is served this is refused: the server keeps its index itself."""
    with folder.database(read_only=True) as db:
        count = make_anew(folder.index, db)
    click.echo(f"{count} documents are indexed.")


@index_.command()
@data_option
def status(folder: DataFolder) -> None:
    """Say whether the index follows the tree; exit 1 if it does not."""
    with folder.database(read_only=True) as db:
        found = Indexer(db, opened(folder.index)).status()
    click.echo(f"documents: {found.documents}")
    click.echo(f"last transaction seen: {readable_tid_repr(found.tid) if found.tid else 'none'}")
    click.echo(f"behind: {found.behind} transactions" + (f", for {found.seconds:.0f} seconds" if found.behind else ""))
    click.echo(f"written by: {f'process {found.writer_pid}' if found.writer_pid else 'nobody now'}")
    late = found.behind and not (found.writer_pid and found.follows)
    if found.fault or late or found.tid is None:
        why = found.fault or ("it is late" if found.writer_pid else "nobody writes it")
        raise click.ClickException(
            f"the index does not follow the tree ({why}): `mobee serve` catches up, `mobee index rebuild` makes it anew"
        )
