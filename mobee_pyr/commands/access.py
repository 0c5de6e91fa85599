"""``mobee acl`` and ``mobee why``: who may do what, and why."""

import click

from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.commands.users import the_node, the_person
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import now, path
from mobee_pyr.content.person import name_of
from mobee_pyr.content.site import Site
from mobee_pyr.workflows import access
from mobee_pyr.workflows.explain import Explanation, acl, explain, place_of_token

VISITOR = "visitor"


@click.command()
@data_option
@click.argument("path")
def acl_(folder: DataFolder, path: str) -> None:
    """Show the whole access list of the node at PATH: gates first, then who holds each permission in its present state."""
    with folder.reading() as site:
        for action, token, permission in acl(the_node(site, path)):
            click.echo(f"{action:5}  {permission:12}  {token:40}  {_meant(site, token)}".rstrip())


@click.command()
@data_option
@click.argument("person")
@click.argument("permission", type=click.Choice([permission.value for permission in Permission]))
@click.argument("path")
def why_(folder: DataFolder, person: str, permission: str, path: str) -> None:
    """Say why PERSON (an address, or `visitor`) may or may not do PERMISSION on the node at PATH. Exit 1 if not."""
    with folder.reading() as site:
        node = the_node(site, path)
        who = None if person == VISITOR else the_person(site, person)
        told = explain(access.reader(site, who, now().date()), permission, node)
        called = "A visitor" if who is None else who.title
        click.echo(f"{called} {'may' if told.allowed else 'may NOT'} {permission} {path} ({Permission(permission).meaning}).")
        for line in _reasons(site, told):
            click.echo(f"  {line}")
    if not told.allowed:
        raise SystemExit(1)


def _reasons(site: Site, told: Explanation) -> list[str]:
    lines = ["They applied or pledged here, and keep sight of it for good."] * told.kept
    lines += [f"Gate {path(answer.gate)}: {'open to them' if answer.open else 'closed to them'}." for answer in told.gates]
    lines.append(f"In its present state it is for: {', '.join(told.roles) or 'nobody'}.")
    lines.append(f"They hold, of these: {', '.join(_meant(site, token) or token for token in sorted(told.held)) or 'nothing'}.")
    if not told.held:
        lines.append(f"Any of these would do: {', '.join(_meant(site, token) or token for token in sorted(told.needed)) or 'nothing'}.")
    return lines


def _meant(site: Site, token: str) -> str:
    """``referent@1234`` → ``referent of /culture/pierres-vivantes``; empty for what explains itself."""
    if token.startswith("person:"):
        return name_of(site, token.removeprefix("person:"))
    node = place_of_token(site, token)
    return "" if node is None else f"{token.partition('@')[0]} of {path(node)}"
