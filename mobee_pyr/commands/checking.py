"""``mobee check``: is everything in the tree consistent?"""

import click

from mobee_pyr import check, evolve
from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.following import opened
from mobee_pyr.commands.progress import bar
from mobee_pyr.content.site import Site
from mobee_pyr.search import Indexer, inconsistencies


@click.command()
@data_option
def check_(folder: DataFolder) -> None:
    """Walk the tree: parents, names, references, people, grants, lists of things to do, counts, states, workflows, index.

    One line a fault; exit 1 if there is any. Works beside a live server.
    """
    with folder.reading() as site:
        with bar("Checking", len(site.nodes)) as progress:
            faults = list(check.faults(site, progress.update))
        faults += _age(site) + _index(folder, site)
        count = len(site.nodes)
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.ClickException(f"{len(faults)} faults in {count} nodes")
    click.echo(f"{count} nodes: everything is consistent.")


def _age(site: Site) -> list[str]:
    try:
        evolve.refuse_other_age(site)
    except (evolve.TreeTooOld, evolve.TreeTooNew) as error:
        return [f"/: {error}"]
    return []


def _index(folder: DataFolder, site: Site) -> list[str]:
    """What the index says otherwise than the tree. One that only lags is no fault: whoever serves the site next lets it catch up."""
    try:
        index = opened(folder.index)
    except click.ClickException as error:
        return [f"index: {error.message}"]
    status = Indexer(site._p_jar.db(), index).status()
    if status.behind:
        click.echo(f"The index is {status.behind} transactions behind, so it was not compared; `mobee serve` catches up.", err=True)
        return []
    return [f"index: {found.path or f'document {found.oid}'}: {found.fault}" for found in inconsistencies(index, site)]
