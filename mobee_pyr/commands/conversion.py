"""``mobee convert``: moves a site's tree into PostgreSQL, or back into a file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from zodburi import resolve_uri

from mobee_pyr import postgres
from mobee_pyr.commands.copying import CopyDiffers, compare, copy
from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.following import follow
from mobee_pyr.commands.progress import bar
from mobee_pyr.commands.where import DATABASE, FILES, address, point_to_file, point_to_postgres

FILE = "file"


@click.command()
@data_option
@click.option(
    "--to",
    "target",
    required=True,
    envvar=DATABASE,
    show_envvar=True,
    metavar="URL|file",
    help="postgresql://USER:PASSWORD@HOST/NAME, an empty database; or `file`: back into the data folder.",
)
def convert_(folder: DataFolder, target: str) -> None:
    """Move the tree into PostgreSQL, or back into a file, with all uploaded files; nobody may serve the site meanwhile.

    The copy is compared with its source, object by object, before the settings lead to it. The source stays as it was: throw it
    away when you are content. Earlier versions of objects are not copied: PostgreSQL keeps the present one only.
    """
    try:
        count = _to_file(folder) if target == FILE else _to_postgres(folder, address(target))
    except (postgres.DatabaseRefused, CopyDiffers) as refused:
        raise click.ClickException(f"{refused}. The site is where it was.") from refused
    with folder.database() as db:
        follow(folder.index, db)
    click.echo(f"{count} objects, each compared with its source. Now: mobee serve --data {folder}")


def _to_postgres(folder: DataFolder, uri: str) -> int:
    tree = folder.tree_file
    if tree is None:
        raise click.ClickException("this tree is in PostgreSQL already: to move it to another server, pg_dump and pg_restore")
    postgres.refuse_unless_empty(uri)
    with folder.database() as db:
        count = _copied(db.storage, f"{uri}{'&' if '?' in uri else '?'}blob_dir={folder.path / FILES}")
    point_to_postgres(folder, uri)
    kept = _put_aside(folder, tree)
    click.echo(f"The tree is in {postgres.shown(uri)}. The former one is kept in {kept}.")
    return count


def _to_file(folder: DataFolder) -> int:
    if not folder.in_postgres:
        raise click.ClickException("this tree is in a file already")
    tree = folder.path / "tree.fs"
    if tree.exists():
        raise click.ClickException(f"{tree} exists already, and nothing is written over it: move it away first")
    if others := postgres.in_use(folder.uri):
        raise click.ClickException(f"{others} connections to the database are open: stop every server of this site, on each machine, first")
    before = postgres.shown(folder.uri)
    with folder.database() as db:
        count = _copied(db.storage, f"file://{tree}?blobstorage_dir={folder.path}/blobs")
    point_to_file(folder)
    click.echo(f"The tree is in {tree}. The database {before} is as it was.")
    return count


def _copied(source: Any, uri: str) -> int:
    """Copy, compare; when either fails, leave an empty database, or no file."""
    destination = resolve_uri(uri)[0]()
    try:
        with bar("Copying", len(source)) as progress:
            copy(source, destination, progress.update)
        with bar("Comparing", len(source)) as progress:
            return compare(source, destination, progress.update)
    except BaseException:
        _take_away(destination, uri)
        raise
    finally:
        destination.close()


def _take_away(destination: Any, uri: str) -> None:
    if uri.startswith(postgres.SCHEME):
        destination.zap_all()
    else:
        destination.cleanup()


def _put_aside(folder: DataFolder, tree: Path) -> Path:
    """The file and its uploaded files, out of the way of a later way back."""
    aside = folder.path / f"before-{datetime.now(UTC):%Y-%m-%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for path in (*tree.parent.glob(f"{tree.name}*"), folder.path / "blobs"):
        if path.exists():
            path.rename(aside / path.name)
    return aside
