"""``mobee init`` with a database: an empty one to fill, or that of a site which this machine joins."""

import os
from pathlib import Path

import click

from mobee_pyr import postgres
from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.commands.following import make_anew
from mobee_pyr.commands.where import address

SECRET = "MOBEE_SECRET"


def database_for(given: str | None, join: bool) -> str:
    """Where the tree is to be; empty for a file. A database that holds something is not touched, unless that is what is meant."""
    if not given:
        if join:
            raise click.UsageError("--join needs --database: where is the site?")
        return ""
    uri = address(given)
    try:
        _refuse_unless_a_site(uri) if join else postgres.refuse_unless_empty(uri)
    except postgres.DatabaseHolds as refused:
        raise click.ClickException(f"{refused}, or serve that site from here too with --join") from refused
    except postgres.DatabaseRefused as refused:
        raise click.ClickException(str(refused)) from refused
    return uri


def join_site(folder: DataFolder, production: bool) -> str:
    """Make this machine's own index of a site that is there; nobody's password is new."""
    if not production:
        _share_secret(folder.path / "secret")
    with folder.database(read_only=True) as db:
        make_anew(folder.index, db)
    return ""


def _refuse_unless_a_site(uri: str) -> None:
    tables = {name for (name,) in postgres.asked(uri, postgres.TABLES)}
    if postgres.OBJECTS not in tables or not postgres.asked(uri, postgres.MORE_THAN_A_ROOT):
        raise postgres.DatabaseRefused(f"{postgres.shown(uri)} holds no site yet: leave out --join to make one")


def _share_secret(path: Path) -> None:
    """A development site keeps its secret in a file: here it is that of the others, or sign-ins would not hold from one to the next."""
    secret = os.environ.get(SECRET, "").strip()
    if not secret:
        raise click.ClickException(
            f"sign-ins and links must hold on every server of the site: give the secret of the first one in {SECRET} "
            f'({SECRET}="$(cat FIRST/secret)" mobee init --join …)'
        )
    path.write_text(f"{secret}\n", encoding="utf-8")
