"""A site's data folder as commands meet it: its settings, its tree to read or to change, and who is using it now."""

import os
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from configparser import Error as SettingsUnreadable
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
from zc.lockfile import LockError
from ZODB import DB
from zodburi import resolve_uri

from mobee_pyr import evolve, postgres
from mobee_pyr.commands.following import follow
from mobee_pyr.content.site import Site
from mobee_pyr.database import ROOT, with_site

INI = "mobee.ini"
PID = "server.pid"
"""Written by the server while it serves: its process id, then its address."""

ATTEMPTS = 10
"""How often a command does its work anew when servers of the same database, writing too, were quicker."""

Result = TypeVar("Result")
Run = Callable[[Callable[[Site], Any]], Any]
"""Does some work on the site in a transaction of its own, and gives back what it returned."""


class Served(NamedTuple):
    """The process that holds the tree; ``url`` is empty when it is a command."""

    pid: str
    url: str


class DataFolder:
    """One folder, one site."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    def __str__(self) -> str:
        return os.path.relpath(self.path) if self.path.is_relative_to(Path.cwd()) else str(self.path)

    @property
    def ini(self) -> Path:
        """The settings file."""
        return self.path / INI

    @cached_property
    def sections(self) -> ConfigParser:
        """The settings, read once. A folder without them is no site."""
        if not self.ini.is_file():
            raise click.ClickException(f"there is no site in {self}: make one with `mobee init --data {self}` (add --demo to try mobee)")
        parser = ConfigParser(defaults={"here": str(self.path).replace("%", "%%"), "__file__": str(self.ini).replace("%", "%%")})
        try:
            parser.read(self.ini, encoding="utf-8")
        except (SettingsUnreadable, UnicodeDecodeError) as error:
            raise click.ClickException(f"the settings cannot be read: {error}") from error
        return parser

    def forget_settings(self) -> None:
        """They were written anew."""
        self.__dict__.pop("sections", None)

    def section(self, name: str) -> dict[str, str]:
        """One section as the server gets it, without the lines that are for the loader."""
        if name not in self.sections:
            raise click.ClickException(f"{self.ini}: the section [{name}] is missing")
        lines = dict(self.sections[name])
        for name in ("use", *self.sections.defaults()):
            lines.pop(name, None)
        return lines

    @property
    def settings(self) -> dict[str, str]:
        """What the application is told."""
        return self.section("app:main")

    @property
    def uri(self) -> str:
        """Where the tree is kept."""
        return self.settings["zodbconn.uri"]

    @property
    def in_postgres(self) -> bool:
        """A PostgreSQL server keeps the tree: several processes may change it at once."""
        return self.uri.startswith(postgres.SCHEME)

    @property
    def index(self) -> str:
        """The folder of the search index."""
        return self.settings["mobee.index"]

    @property
    def tree_file(self) -> Path | None:
        """The file of the tree; ``None`` when a database server keeps it."""
        return Path(self.uri.removeprefix("file://").partition("?")[0]) if self.uri.startswith("file://") else None

    @property
    def holder(self) -> Served | None:
        """Who holds the tree to change it, as far as their marks tell."""
        lock = None if self.tree_file is None else self.tree_file.with_name(f"{self.tree_file.name}.lock")
        pid = lock.read_text().strip() if lock is not None and lock.exists() else ""
        lines = (self.path / PID).read_text(encoding="utf-8").split() if (self.path / PID).exists() else []
        if lines and (not pid or lines[0] == pid):
            return Served(lines[0], lines[1])
        return Served(pid, "") if pid else None

    @contextmanager
    def database(self, read_only: bool = False) -> Iterator[Any]:
        """The open database; refuses, in words, when another process may change it and we want to."""
        uri = self.uri if not read_only else f"{self.uri}{'&' if '?' in self.uri else '?'}read_only=1"
        if read_only and self.tree_file is not None and not self.tree_file.exists():
            raise click.ClickException(f"the tree is missing: {self.tree_file}")
        try:
            factory, options = resolve_uri(uri)
            storage = factory()
        except LockError as error:
            raise click.ClickException(self._held()) from error
        except postgres.DatabaseRefused as refused:
            raise click.ClickException(str(refused)) from refused
        db = DB(storage, **options)
        try:
            yield db
        finally:
            db.close()

    @contextmanager
    def reading(self) -> Iterator[Site]:
        """The site as it is now, beside a live server too; nothing can be changed."""
        with self.database(read_only=True) as db:
            connection = db.open()
            try:
                yield connection.root()[ROOT]
            finally:
                connection.transaction_manager.abort()
                connection.close()

    @contextmanager
    def changing(self) -> Iterator[Run]:
        """The means to change the site; the index follows. Refuses a tree that is older or newer than the program."""
        with self.database() as db:
            try:
                with_site(db, evolve.refuse_other_age)
            except (evolve.TreeTooNew, evolve.TreeTooOld) as error:
                raise click.ClickException(str(error)) from error
            yield lambda work: with_site(db, work, ATTEMPTS)
            follow(self.index, db)

    def _held(self) -> str:
        holder = self.holder
        if holder is None or not holder.url:
            by = f"process {holder.pid}" if holder else "another process"
            return f"the site in {self} is being changed by {by}: wait until it has finished, then run this again"
        return (
            f"the site in {self} is being served by process {holder.pid} at {holder.url}: "
            f"stop the server first (`kill {holder.pid}`, or Ctrl-C where it runs), run this again, then start it again"
        )


def data_option(command: Callable[..., Result]) -> Callable[..., Result]:
    """``--data DIR``; the command receives a `DataFolder` as ``folder``."""
    return click.option(
        "--data",
        "folder",
        envvar="MOBEE_DATA",
        default="var",
        show_default=True,
        show_envvar=True,
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        callback=lambda context, parameter, value: DataFolder(value),
        help="The folder of the site.",
    )(command)
