"""``mobee init``: makes a site, or leaves the folder as it was."""

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parseaddr
from importlib.resources import files
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

import click
import transaction

from mobee_pyr import demo as demonstration
from mobee_pyr import evolve, postgres
from mobee_pyr.commands.data_folder import INI, DataFolder, data_option
from mobee_pyr.commands.following import follow
from mobee_pyr.commands.joining import database_for, join_site
from mobee_pyr.commands.users import add_person, grant, new_password
from mobee_pyr.commands.where import DATABASE, point_to_file, point_to_postgres
from mobee_pyr.content import tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.blueprint import Blueprint, packaged
from mobee_pyr.content.node import now
from mobee_pyr.content.site import Site
from mobee_pyr.database import ROOT

LOCAL_PORT = 6543


@click.command()
@data_option
@click.option("--demo", is_flag=True, help="Fill it with the demonstration: four networks, and accounts to try them with.")
@click.option("--production", is_flag=True, help="For real people, behind a proxy that speaks https; needs --url.")
@click.option("--url", metavar="URL", help="Where the site is reached from outside, such as https://mobee.example.org.")
@click.option("--sender", metavar="ADDRESS", help="Who mails come from.  [default: mobee <noreply@HOST>]")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=LOCAL_PORT, show_default=True, help="Where the server listens on this machine."
)
@click.option("--title", default="mobee", show_default=True, help="The name of the site.")
@click.option("--admin-mail", metavar="MAIL", help="The address of the first administrator (asked for if missing).")
@click.option("--admin-name", metavar="NAME", help="Their name.  [default: what stands before the @]")
@click.option(
    "--database",
    envvar=DATABASE,
    show_envvar=True,
    metavar="URL",
    help="Keep the tree in PostgreSQL: postgresql://USER:PASSWORD@HOST/NAME, an empty database.",
)
@click.option("--join", is_flag=True, help="Serve the site that the database holds already from this machine too.")
def init_(
    folder: DataFolder,
    demo: bool,
    production: bool,
    url: str | None,
    sender: str | None,
    port: int,
    title: str,
    admin_mail: str | None,
    admin_name: str | None,
    database: str | None,
    join: bool,
) -> None:
    """Make a new site in an empty folder.

    The first administrator's password is taken from the environment variable MOBEE_PASSWORD; without it one is made up and
    printed once. A demonstration has its own accounts, which `mobee serve` prints.

    With --database the folder holds the settings, the search index and mails only. The database's password may be left out of
    URL and stand in the environment variable PGPASSWORD, then and whenever the site is used.
    """
    if demo and production:
        raise click.UsageError("a demonstration has one password that everybody knows: it cannot be a production site")
    if production:
        _check_url(url)
    elif url or sender:
        raise click.UsageError("--url and --sender are for --production")
    uri = database_for(database, join)
    if not demo and not join:
        admin_mail = _mail(admin_mail)
    with _new(folder):
        _write_settings(folder, production, url or "", sender, port)
        point_to_postgres(folder, uri) if uri else point_to_file(folder)
        password = join_site(folder, production) if join else _grow(folder, title, demo, admin_mail, admin_name)
    _tell(folder, production, admin_mail, password, uri)


def _tell(folder: DataFolder, production: bool, admin_mail: str | None, password: str, uri: str) -> None:
    click.echo(f"A new site is in {folder}." if not uri else f"The settings are in {folder}, the tree is in {postgres.shown(uri)}.")
    if password:
        click.echo(f"Administrator: {admin_mail}, one-time password: {password}  (choose your own after signing in: it is shown only here)")
    if production:
        click.echo(
            "Set MOBEE_SECRET to 32 random characters or more in the server's environment, and keep it: it signs sessions and links."
            + (" It must be the same on every machine." if uri else "")
        )
    click.echo(f"Now: mobee serve --data {folder}")


def _check_url(url: str | None) -> None:
    if not url:
        raise click.UsageError("--production needs --url: links in mails begin with it")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise click.UsageError(f"--url {url}: must be like https://mobee.example.org")


def _mail(given: str | None) -> str:
    if given is None:
        if not sys.stdin.isatty():
            raise click.UsageError("--admin-mail is missing: who administers the site? (or --demo, which has its own accounts)")
        given = click.prompt("Address of the first administrator")
    name, address = parseaddr(given)
    if name or "@" not in address.strip("@") or " " in address:
        raise click.UsageError(f"{given!r} is no mail address")
    return address


@contextmanager
def _new(folder: DataFolder) -> Iterator[None]:
    """An empty folder to fill; if that fails, whatever was put there is taken away again."""
    there = folder.path.exists()
    if there and any(folder.path.iterdir()):
        raise click.ClickException(f"{folder} is not empty: choose another folder, or serve what is there with `mobee serve`")
    try:
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield
    except BaseException:
        for part in folder.path.iterdir() if folder.path.exists() else ():
            shutil.rmtree(part) if part.is_dir() else part.unlink()
        if not there:
            shutil.rmtree(folder.path, ignore_errors=True)
        raise


def _write_settings(folder: DataFolder, production: bool, url: str, sender: str | None, port: int) -> None:
    """The settings, from the packaged templates; the folder is written as ``%(here)s``, so that it can be moved."""
    template = files("mobee_pyr") / "etc" / ("production.ini" if production else "development.ini")
    host = urlsplit(url).hostname or "localhost"
    words = {"data": "%(here)s", "port": port, "url": url.rstrip("/").replace("%", "%%")}
    words["sender"] = (sender or f"mobee <noreply@{host}>").replace("%", "%%")
    (folder.path / INI).write_text(Template(template.read_text(encoding="utf-8")).substitute(words), encoding="utf-8")
    if not production:
        _write_secret(folder.path / "secret")


def _write_secret(path: Path) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48) + "\n")


def _grow(folder: DataFolder, title: str, demo: bool, admin_mail: str | None, admin_name: str | None) -> str:
    """Write the tree and its index; give the password that was made up, if one was."""
    password, made_up = "", ""
    site = _site(title)
    if demo:
        site.demonstration = True
        demonstration.build(site, now().date())
    elif admin_mail:
        password, made_up = new_password(ask=False)
        admin = add_person(site, admin_mail, admin_name or admin_mail.partition("@")[0], "fr", password)
        grant(site, admin, Role.ADMIN, site, None, None)
    with folder.database() as db:
        manager = transaction.TransactionManager(explicit=True)
        with manager:
            connection = db.open(transaction_manager=manager)
            root = connection.root()
            root[ROOT], root[evolve.NUMBER] = site, evolve.newest()
        connection.close()
        follow(folder.index, db)
    return made_up


def _site(title: str) -> Site:
    """A site with the blueprints that the program ships."""
    site = tree.new_site(title)
    for file in sorted((files("mobee_pyr.content") / "blueprints").iterdir(), key=lambda file: file.name):
        source, _dot, kind = file.name.partition(".")
        if kind == "toml":
            tree.add(site.blueprints, Blueprint(packaged(source)["title"], source), source.replace("_", "-"))
    return site
