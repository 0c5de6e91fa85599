"""``mobee import``: brings in what others publish."""

from pathlib import Path
from typing import Any

import click

from mobee_pyr import evolve
from mobee_pyr.commands.data_folder import DataFolder, Run, data_option
from mobee_pyr.commands.exports import GIGABYTE, counted
from mobee_pyr.commands.progress import bar
from mobee_pyr.commands.users import the_person
from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import now
from mobee_pyr.content.person import name_of
from mobee_pyr.content.site import Site
from mobee_pyr.exchange import arriving, form, parcel
from mobee_pyr.i18n.translator import translate
from mobee_pyr.importing import files, source
from mobee_pyr.importing import missions as importer
from mobee_pyr.importing.outcomes import Line
from mobee_pyr.importing.records import FileRefused
from mobee_pyr.workflows import access

SHOWN = 50
"""Lines. The reasons beyond these are only counted."""


@click.group()
def import_() -> None:
    """Bring in organisations, missions or a whole network from a file."""


@import_.command(name="network")
@data_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "name", default="", metavar="NAME", help="The first part of its address here.  [default: as it was]")
@click.option("--largest", type=float, default=form.LARGEST / GIGABYTE, show_default=True, help="Gigabytes it may have when unpacked.")
def network_import(folder: DataFolder, file: Path, name: str, largest: float) -> None:
    """Enter the network in FILE, which `mobee export` wrote here or elsewhere: its content, history, files and roles.

    People are recognised by their address; whoever is not here yet gets an account without a password, and is told nothing.
    Everything comes in at once or not at all. A file that is damaged, too large or made by a newer mobee is refused.
    """
    try:
        with parcel.opened(file, evolve.newest(), int(largest * GIGABYTE)) as opened, folder.changing() as run:
            entered = _entered(run, opened, name, file.name)
    except form.ImportRefused as refused:
        raise click.ClickException(f"nothing was imported: {refused}") from refused
    click.echo(f"The network is at /{entered.name}: {counted(entered.made)} entered.")
    if entered.known:
        click.echo(f"Known here already: {counted(entered.known)}.")
    if entered.lost:
        click.echo("To know:\n" + _listed(entered.lost))
    click.echo("People who are new here have no password: they choose one with “forgotten password”.")


def _entered(run: Run, opened: parcel.Parcel, name: str, called: str) -> arriving.Entered:
    with bar(f"Importing {called}", 2 * opened.count(form.NODES)) as progress:
        entered: arriving.Entered = run(lambda site: arriving.enter(site, opened, name, progress.update))
    return entered


@import_.command()
@data_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--network", "name", required=True, metavar="NAME", help="The network they go into, such as culture.")
@click.option("--by", metavar="MAIL", help="In whose name they are qualified.  [default: the network's first manager]")
def missions(folder: DataFolder, file: Path, name: str, by: str | None) -> None:
    """Enter the missions of FILE, a JSON list as the French public missions API gives it, with their organisations.

    Missions are published; the journal says that they were qualified by import, by whom and when. The network's managers
    answer for an organisation until it names its référent. The command may be repeated, also after it was killed: what is
    there already follows its source, unless it was edited here since. A broken file is refused whole, with line and reason.

    The last line is `N created, N updated, N unchanged, N refused`, counting missions.
    """
    try:
        items = source.read(file)
    except source.SourceRefused as refused:
        raise click.ClickException("nothing was imported, because of\n" + _listed(refused.faults)) from refused
    with folder.changing() as run:
        network, who, called, managed = run(lambda site: _where(site, name, by))
        if not managed:
            click.echo(f"The network has no manager, so nobody stands in as référent: mobee user grant manager /{name} MAIL", err=True)
        report = _bring_in(run, network, items, who)
    click.echo(f"Read {len(items)} missions from {file.name}; qualified by import, by {called or 'the system'}.")
    click.echo(f"{report.organisations} organisations created; the network's managers stand in as référent of {report.acting}.")
    if report.skipped:
        click.echo("To know:\n" + _listed(report.skipped))
    click.echo(report.last_line)


@import_.command(name="file")
@data_option
@click.argument("kind", type=click.Choice(tuple(files.KINDS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--network", "name", required=True, metavar="NAME", help="The network it goes into, such as culture.")
@click.option("--by", metavar="MAIL", help="In whose name it is qualified.  [default: the network's first manager]")
@click.option("--dry-run", is_flag=True, help="Tell what would become of each line, and change nothing.")
def any_file(folder: DataFolder, kind: str, file: Path, name: str, by: str | None, dry_run: bool) -> None:
    """Enter FILE: associations of the RNA, a list of organisations or of missions, a feed of the API Engagement or FPXML 0.1.

    What is here already follows its source, unless it was edited here since. The last line counts the lines of the file.
    """
    try:
        with file.open("rb") as opened:
            found = files.read(kind, opened)
    except FileRefused as refused:
        raise click.ClickException(f"nothing was imported: {translate(refused.message, 'en')}") from refused
    with folder.changing() as run:
        lines, unread = run(lambda site: _lines(site, name, by, found, dry_run))
    told = [f"line {line.place}, “{line.title[:60]}”: {translate(line.why, 'en')}" for line in lines if line.why]
    if told:
        click.echo("To know:\n" + _listed(told))
    if unread:
        click.echo("Columns that nothing here asks for were left aside: " + ", ".join(f"“{heading}”" for heading in unread))
    counts = (f"{sum(line.what == what for line in lines)} {what}" for what in importer.Report().missions)
    click.echo(", ".join(counts) + (" (nothing was changed)" if dry_run else ""))


def _lines(site: Site, name: str, by: str | None, found: list[Any], dry_run: bool) -> tuple[list[Line], tuple[str, ...]]:
    """What became of each line, and the columns that nobody reads."""
    network, who, _called, _managed = _where(site, name, by)
    point = site._p_jar.transaction_manager.savepoint()
    lines, unread = files.enter(site, network, found, who, now()), files.unread(site, network, found)
    if dry_run:
        point.rollback()
    return lines, unread


def _where(site: Site, name: str, by: str | None) -> tuple[int, str | None, str, bool]:
    """The network's oid; the id and the name of the person in whose name the import is done; whether anybody manages the network."""
    network = site.get(name.strip("/"))
    if not isinstance(network, Network):
        known = ", ".join(node.__name__ for node in site.inside("network")) or "none yet: mobee network add NAME --title …"
        raise click.ClickException(f"there is no network {name!r}; there are: {known}")
    managers = sorted(site.membership.holders(Role.MANAGER, network.oid, now().date()))
    who = _qualifier(site, network, by) if by else next(iter(managers), None)
    return network.oid, who, name_of(site, who), bool(managers)


def _qualifier(site: Site, network: Network, mail: str) -> str:
    """The id of somebody who may qualify here: nobody else's name goes into the journal."""
    person = the_person(site, mail)
    if not access.permits(access.reader(site, person, now().date()), Permission.QUALIFY, network):
        raise click.ClickException(f"{person.title} may not qualify in {network.title}: choose a manager or a qualifier of this network")
    return person.id


def _bring_in(run: Run, network: int, items: list[source.Item], who: str | None) -> importer.Report:
    report = importer.Report()
    with bar(f"Importing {len(items)} missions", len(items)) as progress:
        importer.bring_in(run, network, items, who, now(), report, progress.update)
    return report


def _listed(lines: list[str]) -> str:
    more = [f"  … and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return "\n".join([*(f"  {line}" for line in lines[:SHOWN]), *more])
