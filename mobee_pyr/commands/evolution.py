"""``mobee evolve``: brings the tree up to date with the program."""

from typing import Any

import click

from mobee_pyr import evolve
from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.following import follow


@click.command()
@data_option
def evolve_(folder: DataFolder) -> None:
    """Run the evolution steps that this site has not had yet. `mobee serve` does the same before it serves."""
    with folder.database() as db:
        if not run_steps(db):
            click.echo(f"The tree is up to date (step {evolve.newest()}).")
        else:
            follow(folder.index, db)


def run_steps(db: Any) -> int:
    """Run what is due and tell each step; give how many there were."""
    done = 0
    try:
        for step in evolve.run(db):
            click.echo(f"Step {step.number}: {step.meaning}")
            done += 1
    except evolve.TreeTooNew as error:
        raise click.ClickException(str(error)) from error
    return done
