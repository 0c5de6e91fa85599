"""``mobee export``: a network in one file, for another site."""

from pathlib import Path

import click

from mobee_pyr import evolve
from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.progress import bar
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import now
from mobee_pyr.exchange import leaving
from mobee_pyr.exchange.form import ExportRefused

GIGABYTE = 1_000_000_000

PLURALS = {"person": "people", "legal_entity": "legal bodies", "news": "news"}


def counted(counts: dict[str, int]) -> str:
    """``12 organisations, 1 mission``."""
    told = [f"{count} {name.replace('_', ' ') if count == 1 else PLURALS.get(name, f'{name}s')}" for name, count in counts.items()]
    return ", ".join(told) or "nothing"


@click.command()
@data_option
@click.argument("name", metavar="NETWORK")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_(folder: DataFolder, name: str, file: Path) -> None:
    """Write the network NETWORK into FILE (.zip), while the site is served: all that `mobee import network` needs elsewhere.

    The file holds content, history, joined files, roles, and the names and addresses of everybody who has to do with them: it is
    full of personal data, so that only its owner may read it. Whom you give it to, and what for, is for the network's owner to say.
    What it is made of: docs/format-of-an-export.md.
    """
    if file.exists():
        raise click.ClickException(f"{file} exists already: name a new file")
    if not file.parent.is_dir():
        raise click.ClickException(f"there is no folder {file.parent}")
    with folder.reading() as site:
        network = site.get(name.strip("/"))
        if not isinstance(network, Network):
            known = ", ".join(node.__name__ for node in site.inside("network")) or "none yet"
            raise click.ClickException(f"there is no network {name!r}; there are: {known}")
        try:
            evolve.refuse_other_age(site)
            with bar(f"Exporting {network.__name__}", 0) as progress:
                written = leaving.write(site, network, evolve.number(site), file, now(), progress.update)
        except (ExportRefused, evolve.TreeTooNew, evolve.TreeTooOld) as refused:
            raise click.ClickException(f"nothing was exported: {refused}") from refused
    click.echo(f"{file}: {counted(written.counts)}; {file.stat().st_size // 1024} kB.")
    if written.outside:
        click.echo(f"{written.outside} references lead to other networks, which stay here.")
    click.echo("The file holds personal data: give it only to whoever may read it, and delete it when it has served.")
