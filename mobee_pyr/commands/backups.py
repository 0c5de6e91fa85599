"""``mobee backup`` and ``mobee restore``: a site in one file, and back."""

from datetime import UTC, datetime
from pathlib import Path

import click

from mobee_pyr.commands.archive import ArchiveRefused, pack, unpack
from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.following import make_anew
from mobee_pyr.commands.progress import bar


@click.command()
@data_option
@click.argument("target", metavar="FILE|DIR", type=click.Path(path_type=Path))
def backup_(folder: DataFolder, target: Path) -> None:
    """Copy the site into FILE (.tar.gz), or into a new file in DIR, while it is served.

    The copy holds the tree up to its last complete transaction, uploaded files, mails not sent yet, the settings and, in
    development, the secret: all that `mobee restore` needs. In production the secret stays in the environment (MOBEE_SECRET):
    keep it elsewhere. The search index is not copied, it is rebuilt. The file holds personal data: only its owner may read it.
    """
    if folder.tree_file is None:
        raise click.ClickException("this tree is kept by a database server: copy it with that server's own means (PostgreSQL: pg_dump)")
    if not folder.tree_file.exists():
        raise click.ClickException(f"the tree is missing: {folder.tree_file}")
    if target.is_dir():
        target = target / f"mobee-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.tar.gz"
    if target.exists():
        raise click.ClickException(f"{target} exists already: name a new file, or a folder")
    if not target.parent.is_dir():
        raise click.ClickException(f"there is no folder {target.parent}")
    size = folder.tree_file.stat().st_size
    with bar("Copying", size) as progress:
        written = pack(folder, target, progress.update)
    click.echo(f"{target}: {written.objects} objects, up to transaction {written.transaction}, {target.stat().st_size // 1024} kB.")


@click.command()
@data_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_(folder: DataFolder, file: Path) -> None:
    """Make the site in --data DIR from the backup FILE; DIR must be empty or new. The search index is rebuilt."""
    try:
        unpack(file, folder)
    except ArchiveRefused as refused:
        raise click.ClickException(f"nothing was restored: {refused}") from refused
    with folder.database(read_only=True) as db:
        count = make_anew(folder.index, db)
    click.echo(f"The site is in {folder}, {count} documents are indexed. Now: mobee serve --data {folder}")
    outside = folder.tree_file is not None and not folder.tree_file.is_relative_to(folder.path)
    if outside:
        click.echo(f"Its settings name another place, {folder.tree_file}: look at {folder.ini} before you serve it.", err=True)
