"""``mobee demo``: fills a demonstration site."""

import click

from mobee_pyr import demo
from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.progress import bar
from mobee_pyr.commands.setting_up import init_
from mobee_pyr.content.node import now
from mobee_pyr.content.site import Site


@click.command()
@data_option
@click.option("--missions", type=click.IntRange(min=0), default=0, metavar="N", help="Add N made-up missions, to see a large site.")
@click.pass_context
def demo_(context: click.Context, folder: DataFolder, missions: int) -> None:
    """Fill a demonstration site; an empty folder becomes one.

    Only a site made by `mobee init --demo` is filled: what is made up must never stand among what is real.
    """
    if not folder.path.exists() or not any(folder.path.iterdir()):
        context.invoke(init_, folder=folder, demo=True)
    with folder.changing() as run:
        run(_build)
        if missions:
            with bar(f"Adding {missions} missions", missions) as progress:
                demo.many(run, missions, progress.update)
    click.echo(f"The demonstration is in {folder}{f', with {missions} more missions' if missions else ''}.")


def _build(site: Site) -> None:
    if not site.demonstration:
        raise click.ClickException("this site is not a demonstration: `mobee init --demo --data DIR` makes one in an empty folder")
    if not any(site.inside("network")):
        demo.build(site, now().date())
