"""``mobee search``: what the bourse would find, for whom."""

import json

import click

from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.following import opened
from mobee_pyr.commands.users import the_person
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node, now, path
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import Site
from mobee_pyr.content.whereabouts import DISTANCES, NEAR, Whereabouts, kilometres, whereabouts
from mobee_pyr.search import Finding, Indexer, find
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader

FAR = click.Choice([str(km) for km in (0, *DISTANCES)])

WIDER = {
    "words": "the words as they may have been meant",
    "prefix": "words that begin so",
    "any_word": "any of the words",
    "within": "farther away",
    "place": "anywhere",
    "facets": "in any network",
    "all": "anywhere, any of the words",
}
"""How a question was made wider."""


@click.command()
@data_option
@click.argument("words", nargs=-1, required=True)
@click.option("--near", metavar="PLACE", default="", help="Near a commune (name, postcode or code), or in a département.")
@click.option("--within", type=FAR, default=str(NEAR), show_default=True, help="Kilometres of it.")
@click.option("--network", metavar="NAME", help="Only in this network.")
@click.option("--as", "mail", metavar="PERSON", help="As this person (an address) sees it.  [default: as a visitor does]")
@click.option("--all", "everything", is_flag=True, help="What is under way or done too.")
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True, help="How many to show.")
def search_(
    folder: DataFolder,
    words: tuple[str, ...],
    near: str,
    within: str,
    network: str | None,
    mail: str | None,
    everything: bool,
    as_json: bool,
    limit: int,
) -> None:
    """Search open missions and needs as the bourse does, beside a live server too. Each reader finds what they may open, nothing else.

    Where nothing answers, what answers to a wider question is shown, and how it is wider.
    """
    there = whereabouts(near)
    if there is not None and not there.known:
        raise click.ClickException(f"nobody knows where {near!r} is: try a postcode, or a commune nearby")
    index = opened(folder.index)
    with folder.reading() as site:
        reader = access.reader(site, the_person(site, mail) if mail else None, now().date())
        inside = _network(site, reader, network) if network else None
        asked = {"words": " ".join(words), "network": inside, "place": near, "within": int(within), "open": not everything}
        found = find(index, site, reader, **asked, today=now().date(), size=limit)
        click.echo(_json(found, there) if as_json else _text(found, there))
        status = Indexer(site._p_jar.db(), index).status()
    if status.behind:
        click.echo(f"The index is {status.behind} transactions behind; `mobee serve` catches up.", err=True)


def _network(site: Site, reader: Reader, name: str) -> int:
    """Its oid; for whoever may not see it there is no such network."""
    node = site.get(name.strip("/"))
    if node is None or node.type_name != "network" or not access.permits(reader, Permission.VIEW, node):
        raise click.ClickException(f"there is no network {name!r} for this reader")
    return node.oid


def _text(found: Finding, there: Whereabouts | None) -> str:
    results = found.results
    lines = [f"{found.asked.total} found" + (f", the first {len(results.nodes)}:" if found.asked.total > len(results.nodes) else "")]
    if found.meant:
        lines += [f"did you mean: {found.meant}"]
    if found.wider is not None:
        lines += [f"{results.total} found for a wider question ({WIDER.get(found.wider.what, f'any {found.wider.what}')}):"]
    for node in results.nodes:
        far = _far(node, there)
        lines += [f"  {node.title}", f"      {_giver(node)}, {node.state}, {'' if far is None else f'{far} km, '}{path(node)}"]
    return "\n".join(lines)


def _json(found: Finding, there: Whereabouts | None) -> str:
    results = [
        {
            "title": node.title,
            "type": node.type_name,
            "organisation": _giver(node),
            "state": node.state,
            "kilometres": _far(node, there),
            "path": path(node),
        }
        for node in found.results.nodes
    ]
    wider = None if found.wider is None else {"by": found.wider.what, "total": found.results.total}
    told = {"total": found.asked.total, "meant": found.meant or None, "wider": wider, "results": results}
    return json.dumps(told, ensure_ascii=False, indent=1)


def _far(node: Node, there: Whereabouts | None) -> int | None:
    """Kilometres from the place that was asked for, where both are known."""
    far = kilometres(node.place, there.point) if isinstance(node, Request) and there is not None and there.point is not None else None
    return None if far is None else round(far)


def _giver(node: Node) -> str:
    organisation = organisation_of(node)
    return "" if organisation is None else organisation.title
