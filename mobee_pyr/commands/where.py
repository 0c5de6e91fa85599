"""Where a site's tree is kept: the lines of ``mobee.ini`` that say so, and the password that they do not hold."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import click

from mobee_pyr import postgres
from mobee_pyr.commands.data_folder import DataFolder

DATABASE = "MOBEE_DATABASE"
"""The environment variable from which commands take the address of a database: on a command line others could read it."""

PASSWORD = "database-password"
"""A file of the data folder in libpq's form. The environment variable PGPASSWORD goes before it."""

FILES = "blob-cache"
"""The folder of this machine's copies of uploaded files; the files themselves are in the database."""

IN_A_FILE = "file://%(here)s/tree.fs?{pool}&blobstorage_dir=%(here)s/blobs"
IN_POSTGRES = "{address}{sign}{pool}&blob_dir=%(here)s/{files}&blob_cache_size=1000000000"

ATTEMPTS = {"file": 5, "postgres": 12}
"""Of a request that meets conflicts: where several processes write, more (`database.pause`)."""


def address(given: str) -> str:
    """An address as libpq and RelStorage read it; refuses, in words, what is none."""
    uri = re.sub(r"^postgres://", postgres.SCHEME, given)
    parts = urlsplit(uri)
    try:
        told = uri.startswith(postgres.SCHEME) and parts.hostname and parts.path.strip("/") and (parts.port or True)
    except ValueError:
        told = False
    if not told:
        raise click.UsageError("the address of the database must be like postgresql://USER:PASSWORD@HOST/NAME")
    return uri


def point_to_postgres(folder: DataFolder, uri: str) -> None:
    """Write the settings of a tree in PostgreSQL; a password goes into a file that only its owner may read."""
    bare, password = postgres.without_password(uri), postgres.password_of(uri)
    words = {"address": bare.replace("%", "%%"), "sign": "&" if "?" in bare else "?", "pool": _pool(folder), "files": FILES}
    line = IN_POSTGRES.format(**words)
    if password:
        _keep(folder.path / PASSWORD, password)
        line += f"&passfile=%(here)s/{PASSWORD}"
    (folder.path / FILES).mkdir(mode=0o700, exist_ok=True)
    _write(folder, line, ATTEMPTS["postgres"])


def point_to_file(folder: DataFolder) -> None:
    """Write the settings of a tree in this folder; the database's password is forgotten."""
    (folder.path / "blobs").mkdir(mode=0o700, exist_ok=True)
    _write(folder, IN_A_FILE.format(pool=_pool(folder)), ATTEMPTS["file"])
    (folder.path / PASSWORD).unlink(missing_ok=True)


def _pool(folder: DataFolder) -> str:
    """What the settings say about ZODB's connections is true in either place."""
    return "&".join(part for part in folder.uri.partition("?")[2].split("&") if part.startswith("connection_"))


def _write(folder: DataFolder, uri: str, attempts: int) -> None:
    text = folder.ini.read_text(encoding="utf-8")
    for name, value in (("zodbconn.uri", uri), ("retry.attempts", str(attempts))):
        text = re.sub(rf"(?m)^{re.escape(name)}\s*=.*$", lambda _found, line=f"{name} = {value}": line, text)
    unfinished = folder.ini.with_name(f".{folder.ini.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, folder.ini)
    folder.forget_settings()


def _keep(path: Path, password: str) -> None:
    escaped = re.sub(r"([\\:])", r"\\\1", password)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(f"*:*:*:*:{escaped}\n")
