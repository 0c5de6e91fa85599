"""``mobee user``: people, their passwords and their roles."""

import os
import secrets
import sys
from datetime import date, datetime

import click

from mobee_pyr.commands.data_folder import DataFolder, data_option
from mobee_pyr.content import tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.node import Node, path
from mobee_pyr.content.person import MailTaken, Person, by_mail, change_mail
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.i18n.translator import translate
from mobee_pyr.passwords import Passwords
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.appointments import appoint, dismiss, held, is_last

PASSWORD = "MOBEE_PASSWORD"
"""The environment variable from which commands take a new password: on a command line others could read it."""

HELD_ON = {
    Role.ADMIN: ("site",),
    Role.MANAGER: ("network", "organisation"),
    Role.QUALIFIER: ("network",),
    Role.MEMBER: ("network", "organisation"),
    Role.REFERENT: ("organisation",),
    Role.HR: ("organisation",),
}
"""Where a role means something; reader and editor do everywhere."""


@click.group()
def user_() -> None:
    """Add people, give them passwords and roles."""


@user_.command()
@data_option
@click.argument("mail")
@click.option("--name", required=True, help="First name and name, as others read it.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="fr", show_default=True)
def add(folder: DataFolder, mail: str, name: str, language: str) -> None:
    """Make an account for MAIL.

    The password is taken from the environment variable MOBEE_PASSWORD, or asked for on a terminal; otherwise one is made up
    and printed once.
    """
    with folder.changing() as run:
        password, made_up = new_password(ask=True, demonstration=run(lambda site: site.demonstration))
        try:
            run(lambda site: add_person(site, mail, name, language, password).id)
        except MailTaken as error:
            raise click.ClickException(f"{mail} has an account already: `mobee user password {mail}` gives it a new password") from error
    click.echo(f"{name} <{mail}> has an account." + (f" One-time password: {made_up}" if made_up else ""))


@user_.command()
@data_option
@click.argument("mail")
def password(folder: DataFolder, mail: str) -> None:
    """Give MAIL a new password, and sign the account out everywhere.

    It is taken from the environment variable MOBEE_PASSWORD, or asked for on a terminal; otherwise one is made up and
    printed once.
    """
    with folder.changing() as run:
        demonstration = run(lambda site: the_person(site, mail) is not None and site.demonstration)
        chosen, made_up = new_password(ask=True, demonstration=demonstration)

        def change(site: Site) -> None:
            person = the_person(site, mail)
            person.password = Passwords().hash(chosen)
            person.epoch += 1
            person.record(None, "password changed")

        run(change)
    click.echo(f"{mail} has a new password." + (f" One-time password: {made_up}" if made_up else ""))


@user_.command("grant")
@data_option
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.argument("path")
@click.argument("mail")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day.  [default: at once]")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day.  [default: no end]")
def grant_(folder: DataFolder, role: str, path: str, mail: str, since: datetime | None, until: datetime | None) -> None:
    """Give the account MAIL a ROLE on the node at PATH (`/` is the site, `/culture` a network, `/culture/pierres-vivantes` …)."""
    first, last = (None if day is None else day.date() for day in (since, until))
    if first and last and last < first:
        raise click.UsageError("--until is before --since")
    with folder.changing() as run:
        told = run(lambda site: grant(site, the_person(site, mail), Role(role), the_node(site, path), first, last))
    click.echo(told)


def grant(site: Site, person: Person, role: Role, node: Node, since: date | None, until: date | None) -> str:
    """Give the role where it means something; say it."""
    where = HELD_ON.get(role, (node.type_name,))
    if node.type_name not in where:
        raise click.ClickException(f"{role.value} is a role on a {' or '.join(where)}; {path(node)} is a {node.type_name}")
    appoint(Act(site), node, person, Grant(role, node.oid, since, until))
    days = (f" from {since}" if since else "") + (f" until {until}" if until else "")
    return f"{person.title} <{person.mail}> is {role.value} on {path(node)}{days}: {role.meaning}."


@user_.command("revoke")
@data_option
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.argument("path")
@click.argument("mail")
@click.option("--reason", default="", help="Kept in the history.")
def revoke_(folder: DataFolder, role: str, path: str, mail: str, reason: str) -> None:
    """Take the ROLE on the node at PATH away from the account MAIL, at once.

    The last one in charge (of the site, a network, an organisation) keeps the role until somebody else has it.
    """
    with folder.changing() as run:
        told = run(lambda site: revoke(site, the_person(site, mail), Role(role), the_node(site, path), reason))
    click.echo(told)


def revoke(site: Site, person: Person, role: Role, node: Node, reason: str) -> str:
    """End the role if it is held and somebody else is in charge; say it."""
    where, now = path(node), Act(site)
    if held(node, person, role, now.today) is None:
        raise click.ClickException(f"{person.title} <{person.mail}> is not {role.value} on {where}: {_roles_there(site, person, node)}")
    if is_last(node, person, role, now.today):
        raise click.ClickException(
            f"nobody else is {role.value} on {where}: give the role to somebody first (`mobee user grant {role.value} {where} MAIL`)"
        )
    dismiss(now, node, person, role, reason)
    return f"{person.title} <{person.mail}> is no longer {role.value} on {where}."


def _roles_there(site: Site, person: Person, node: Node) -> str:
    there = [
        grant.role for grant in site.membership.own(person.id) if grant.oid == node.oid and held(node, person, grant.role, Act(site).today)
    ]
    return f"only {', '.join(there)}" if there else "no role there"


def add_person(site: Site, mail: str, name: str, language: str, chosen: str) -> Person:
    """An account with a password. Raises `person.MailTaken`."""
    if by_mail(site, mail) is not None:
        raise MailTaken(mail)
    person = tree.add(site.people, Person(name, mail, language))
    change_mail(site, person, mail)
    person.password = Passwords().hash(chosen)
    return person


def new_password(ask: bool, demonstration: bool = False) -> tuple[str, str]:
    """A password that is strong enough, and the same again if it was made up here and has to be told."""
    given = os.environ.get(PASSWORD)
    if given is None and ask and sys.stdin.isatty():
        given = click.prompt("New password", hide_input=True, confirmation_prompt=True)
    if given is None:
        made_up = secrets.token_urlsafe(12)
        return made_up, made_up
    fault = Passwords().fault(given, demonstration)
    if fault is not None:
        raise click.ClickException(f"this password will not do: {translate(fault, 'en')}")
    return given, ""


def the_person(site: Site, mail: str) -> Person:
    """The account of an address, or a refusal in words."""
    found = by_mail(site, mail)
    if found is None:
        raise click.ClickException(f"nobody has the address {mail}: `mobee user add {mail} --name …` makes an account")
    return found


def the_node(site: Site, place: str) -> Node:
    """The node at a path, or a refusal that says how far the path leads."""
    node: Node = site
    for name in filter(None, place.split("/")):
        inside = node.get(name)
        if inside is None:
            raise click.ClickException(f"there is nothing at {place}: {path(node)} holds no {name!r}")
        node = inside
    return node
