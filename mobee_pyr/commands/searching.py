"""``mobee search``: what the bourse would find, for whom."""

import json

import click

from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.following import opened
from mobee_pyr.commands.users import the_person
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node, now, path
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.site import Site
from mobee_pyr.search import Indexer, Results, ask
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader


@click.command()
@data_option
@click.argument("words", nargs=-1, required=True)
@click.option("--network", metavar="NAME", help="Only in this network.")
@click.option("--as", "mail", metavar="PERSON", help="As this person (an address) sees it.  [default: as a visitor does]")
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True, help="How many to show.")
def search_(folder: DataFolder, words: tuple[str, ...], network: str | None, mail: str | None, as_json: bool, limit: int) -> None:
    """Search missions and needs as the bourse does, beside a live server too. Each reader finds what they may open, nothing else."""
    index = opened(folder.index)
    with folder.reading() as site:
        reader = access.reader(site, the_person(site, mail) if mail else None, now().date())
        within = _network(site, reader, network) if network else None
        results = ask(index, site, reader, words=" ".join(words), network=within, size=limit)
        click.echo(_json(results) if as_json else _text(results))
        status = Indexer(site._p_jar.db(), index).status()
    if status.behind:
        click.echo(f"The index is {status.behind} transactions behind; `mobee serve` catches up.", err=True)


def _network(site: Site, reader: Reader, name: str) -> int:
    """Its oid; for whoever may not see it there is no such network."""
    node = site.get(name.strip("/"))
    if node is None or node.type_name != "network" or not access.permits(reader, Permission.VIEW, node):
        raise click.ClickException(f"there is no network {name!r} for this reader")
    return node.oid


def _text(results: Results) -> str:
    lines = [f"{results.total} found" + (f", the first {len(results.nodes)}:" if results.total > len(results.nodes) else "")]
    for node in results.nodes:
        lines += [f"  {node.title}", f"      {_giver(node)}, {node.state}, {path(node)}"]
    return "\n".join(lines)


def _json(results: Results) -> str:
    found = [
        {"title": node.title, "type": node.type_name, "organisation": _giver(node), "state": node.state, "path": path(node)}
        for node in results.nodes
    ]
    return json.dumps({"total": results.total, "results": found}, ensure_ascii=False, indent=1)


def _giver(node: Node) -> str:
    organisation = organisation_of(node)
    return "" if organisation is None else organisation.title
