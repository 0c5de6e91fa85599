"""``mobee workflow``: checks and draws workflows."""

from collections.abc import Iterator
from pathlib import Path

import click

from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.content.blueprint import shipped
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import path
from mobee_pyr.i18n.translator import translate
from mobee_pyr.workflows import library
from mobee_pyr.workflows.loader import WorkflowRefused, load
from mobee_pyr.workflows.model import Workflow
from mobee_pyr.workflows.picture import draw as picture
from mobee_pyr.workflows.verify import verify


@click.group()
def workflow_() -> None:
    """Check and draw workflows."""


@workflow_.command()
@data_option
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(folder: DataFolder, files: tuple[Path, ...]) -> None:
    """Prove that workflows are sound: every FILE; without one, those of the program and those that the site's networks hold.

    One line a fault, naming the culprit; exit 1 if there is any.
    """
    checked, faults = 0, []
    for found in map(_of_file, files) if files else _of_program_and_site(folder):
        checked, faults = checked + 1, faults + found
    for fault in faults:
        click.echo(fault)
    if faults:
        raise SystemExit(1)
    click.echo(f"{checked} workflow{'s are' if checked != 1 else ' is'} sound.")


@workflow_.command()
@click.argument("name", required=False, type=click.Choice(library.WITH_WORKFLOW))
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="A file for the one drawn, a folder for all.  [default: print it; the folder workflows.svg]",
)
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
def draw(name: str | None, output: Path | None, language: str) -> None:
    """Draw the workflow NAME as SVG, which a screen reader reads too; without a name, all of them, a file each."""
    if name is not None:
        svg = _drawn(library.packaged(name), language)
        if output is None:
            click.echo(svg)
        else:
            (output / f"{name}.svg" if output.is_dir() else output).write_text(svg, encoding="utf-8")
        return
    folder = output or Path("workflows.svg")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise click.ClickException(f"{folder} is a file: name a folder for all workflows, or one workflow") from error
    for content in library.WITH_WORKFLOW:
        (folder / f"{content}.svg").write_text(_drawn(library.packaged(content), language), encoding="utf-8")
        click.echo(folder / f"{content}.svg")


def _drawn(workflow: Workflow, language: str) -> str:
    return picture(workflow, language, translate=lambda text: translate(text, language))


def _of_file(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return [f"{file}: not UTF-8 text: {error.reason} at byte {error.start}"]
    try:
        return verify(load(text, str(file)))
    except WorkflowRefused as refused:
        return list(refused.faults)


def _of_program_and_site(folder: DataFolder) -> Iterator[list[str]]:
    for content in library.WITH_WORKFLOW:
        try:
            library.packaged(content)
            yield []
        except WorkflowRefused as refused:
            yield list(refused.faults)
        for source in shipped():
            yield [f"blueprint {source}: {fault}" for fault in library.shipped_with(source, content).faults]
    if folder.ini.exists():
        with folder.reading() as site:
            for network in site.inside("network"):
                assert isinstance(network, Network)
                yield [f"{path(network)}: {fault}" for faults in library.frozen(network).values() for fault in faults]
