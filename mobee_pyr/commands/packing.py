"""``mobee pack``: what was deleted leaves the disk."""

import click

from mobee_pyr import packing
from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.following import follow
from mobee_pyr.commands.progress import bar


@click.command()
@data_option
@click.option(
    "--days",
    type=click.FloatRange(min=0, max=36500),
    default=packing.DAYS,
    show_default=True,
    help="Keep the history of the last DAYS days.",
)
def pack_(folder: DataFolder, days: float) -> None:
    """Drop from the disk what was deleted, replaced or changed, with its files: afterwards nobody can bring it back.

    The server does the same once a week, by itself, while it serves. To pack at once, stop it first: one process holds the tree.
    Backups made before keep what they held.
    """
    with folder.database() as db:
        with bar("Packing", 1) as progress:
            done = packing.pack(db, days)
            progress.update(1)
        follow(folder.index, db)
    if folder.tree_file is None:
        click.echo("Packed.")
    else:
        click.echo(f"Packed: {_kilobytes(done.before)} on disk before, {_kilobytes(done.after)} now.")


def _kilobytes(size: int) -> str:
    return f"{size // 1024} kB"
