"""``mobee network``: adds networks."""

import click

from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.users import grant, the_person
from mobee_pyr.content import tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.blueprint import Blueprint, first_accent, first_sentence, shipped
from mobee_pyr.content.names import NameRefused, NameTaken
from mobee_pyr.content.network import ACCENTS, Network
from mobee_pyr.content.site import Site
from mobee_pyr.workflows import engine, opening
from mobee_pyr.workflows.act import Act

DEFAULT_BLUEPRINT = "thematic-shared"


@click.group()
def network_() -> None:
    """Add networks."""


@network_.command()
@data_option
@click.argument("name")
@click.option("--title", required=True, help="As people read it.")
@click.option("--dedicated", is_flag=True, help="Private: it does not exist for whoever has no role in it.")
@click.option("--blueprint", default=DEFAULT_BLUEPRINT, show_default=True, help="What it follows: a name in /blueprints.")
@click.option("--manager", "managers", multiple=True, metavar="MAIL", help="Who runs it; may be given several times.")
@click.option("--accent", type=click.Choice(ACCENTS), help="Its colour.  [default: its blueprint's]")
@click.option("--preparing", is_flag=True, help="Leave it closed: its manager opens it.")
def add(
    folder: DataFolder,
    name: str,
    title: str,
    dedicated: bool,
    blueprint: str,
    managers: tuple[str, ...],
    accent: str | None,
    preparing: bool,
) -> None:
    """Add the network NAME: the first part of its address, such as `culture`."""

    def work(site: Site) -> list[str]:
        model = _blueprint(site, blueprint)
        wanted = Network(title, dedicated, model.oid)
        wanted.accent, wanted.summary = accent or first_accent(model.source), first_sentence(model.source)
        network = _add(site, name, wanted, preparing)
        network.blueprint_version = model.newest
        return [grant(site, the_person(site, mail), Role.MANAGER, network, None, None) for mail in managers]

    with folder.changing() as run:
        told = run(work)
    kind = "dedicated" if dedicated else "shared"
    click.echo(f"The {kind} network “{title}” is at /{name}{', not open yet' if preparing else ''}.")
    for line in told:
        click.echo(line)
    if not managers:
        click.echo(f"It has no manager yet: mobee user grant manager /{name} MAIL")


def _add(site: Site, name: str, network: Network, preparing: bool) -> Network:
    try:
        tree.add(site, network, name)
    except NameTaken as error:
        raise click.ClickException(f"the name {name!r} is taken") from error
    except NameRefused as error:
        raise click.ClickException(str(error)) from error
    act = Act(site)
    engine.begin(act, network)
    if not preparing:
        engine.enter(act, network, "open", "mobee network add")
    return network


def _blueprint(site: Site, name: str) -> Blueprint:
    """One of the site, or one that came with a newer program."""
    found = site.blueprints.get(name)
    if isinstance(found, Blueprint):
        return found
    if (source := name.replace("-", "_")) in shipped():
        return opening.blueprint_of(site, source)
    known = ", ".join(sorted({node.__name__ for node in site.blueprints.inside()} | {each.replace("_", "-") for each in shipped()}))
    raise click.ClickException(f"there is no blueprint {name!r}; there are: {known}")
