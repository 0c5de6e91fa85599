"""``mobee serve``: serves a site until it is told to stop."""

import ctypes
import errno
import logging.config
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import waitress
from transaction.interfaces import NoTransaction

from mobee_pyr import compiled, demo
from mobee_pyr.alerts.herald import Herald
from mobee_pyr.application import make_app
from mobee_pyr.arrivals import Writer
from mobee_pyr.commands.data_folder import PID, DataFolder, data_option
from mobee_pyr.commands.evolution import run_steps
from mobee_pyr.database import database, with_site
from mobee_pyr.jobs import Clock
from mobee_pyr.mail import bounces
from mobee_pyr.moves import Mover
from mobee_pyr.passwords import DEMONSTRATION
from mobee_pyr.settings import SettingsRefused
from mobee_pyr.workflows.loader import WorkflowRefused


@click.command()
@data_option
@click.option("--port", type=click.IntRange(1, 65535), help="Listen here.  [default: what the settings say]")
def serve_(folder: DataFolder, port: int | None) -> None:
    """Serve the site until Ctrl-C, or until the process is told to stop (SIGTERM).

    The tree is brought up to date first. One process holds a tree kept in a file: a second server is refused. A tree in PostgreSQL
    is served by as many as you like, on one machine or several.
    """
    signal.signal(signal.SIGTERM, _stop)
    _keep_memory_together()
    logging.config.fileConfig(str(folder.ini) if folder.sections else "", disable_existing_loggers=False)
    settings, listening = _settings(folder, port)
    with folder.database() as db:
        run_steps(db)
        demonstration = with_site(db, lambda site: site.demonstration)
    with _application(folder, settings) as app:
        server = _listen(app, listening)
        pid = folder.path / PID
        try:
            pid.write_text(f"{os.getpid()}\n{settings['mobee.url']}\n", encoding="utf-8")
            _greet(folder, settings["mobee.url"], listening, demonstration)
            server.run()
        finally:
            _take_back(pid)
            server.close()
    click.echo("Stopped.")


def _take_back(pid: Path) -> None:
    """Our own mark: where the tree is in PostgreSQL, a second server of the folder may have put its own."""
    if pid.exists() and pid.read_text(encoding="utf-8").split()[:1] == [str(os.getpid())]:
        pid.unlink(missing_ok=True)


ARENAS = -8, 2
"""Where the C library keeps memory (its name for it, and how many): one place a thread, unless told otherwise, of which each keeps
what it once had."""

LARGE = -3, 128 * 1024
"""What is so large, in bytes, goes back to the system as soon as it is free. Unless it is said, the library asks for ever more."""


def _keep_memory_together() -> None:
    """On glibc: the index's threads come and go, and each leaves memory behind (some 80 MB after a thousand writes); so do the large
    pieces that the index and long pages are made in (some 25 MB)."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for name, value in (ARENAS, LARGE):
            mallopt(name, value)


CONNECTIONS = 2000
"""At the same time, by themselves or through a proxy: a browser keeps six open, for two minutes after it has read a page."""


def _for_a_crowd() -> dict[str, Any]:
    """As many connections as that, and half of the files at most that the system lets this process open."""
    _now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    allowed = CONNECTIONS if most == resource.RLIM_INFINITY else min(CONNECTIONS, most // 2)
    return {"connection_limit": allowed, "asyncore_use_poll": True}


def _stop(number: int, frame: Any) -> None:
    raise SystemExit(0)


def _settings(folder: DataFolder, port: int | None) -> tuple[dict[str, str], dict[str, str]]:
    """What the application and the server are told; on one's own machine links follow the port."""
    settings, listening = folder.settings, folder.section("server:main")
    if port is not None:
        listening["port"] = str(port)
        if settings.get("mobee.mode") == "development" and urlsplit(settings["mobee.url"]).hostname in ("localhost", "127.0.0.1"):
            settings["mobee.url"] = f"http://localhost:{port}"
    return settings, listening


@contextmanager
def _application(folder: DataFolder, settings: dict[str, str]) -> Iterator[Any]:
    """The application with its threads; at the end they come home and the tree is closed."""
    compiled.keep(folder.path)
    try:
        app = make_app({"here": str(folder.path), "__file__": str(folder.ini)}, **settings)
    except SettingsRefused as error:
        raise click.ClickException(f"{folder.ini}: {error}") from error
    except WorkflowRefused as error:
        raise click.ClickException(f"a packaged workflow is not sound:\n{error}") from error
    rounds = (
        Clock(database(app.registry), app.registry.post, app.registry.mobee.reminder_days, uploads=app.registry.uploads),
        Herald(database(app.registry), app.registry.indexer, app.registry.post),
        Mover(database(app.registry), app.registry.post),
        Writer(app.registry.arrivals, database(app.registry)),
    )
    try:
        app.registry.post.reporting(bounces.reporter(database(app.registry), app.registry.post.outbox))
        app.registry.post.start()
        for each in rounds:
            each.start()
        yield app
    finally:
        for each in rounds:
            each.stop()
        app.registry.post.stop()
        app.registry.indexer.stop()
        close(database(app.registry))


def close(db: Any) -> None:
    """A database server that went away may have left connections half open or half closed, which end with the process."""
    try:
        db.close()
    except (NoTransaction, KeyError):
        db.storage.close()


def _listen(app: Any, listening: dict[str, str]) -> Any:
    try:
        return waitress.create_server(app, **_for_a_crowd() | listening)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        why = "another program listens there" if error.errno == errno.EADDRINUSE else "this user may not listen there"
        raise click.ClickException(f"port {listening['port']}: {why}; choose another one with --port") from error


def _greet(folder: DataFolder, url: str, listening: dict[str, str], demonstration: bool) -> None:
    click.echo(f"mobee serves {folder} at {url}")
    here = f"http://{listening['host']}:{listening['port']}"
    if urlsplit(url).hostname != "localhost":
        click.echo(f"on this machine: {here}")
    if demonstration:
        click.echo(f"\nThe demonstration accounts, all with the password {DEMONSTRATION}")
        for mail, about in demo.accounts():
            click.echo(f"  {mail:26} {about}")
    click.echo(f"\nStop it with Ctrl-C, or `kill {os.getpid()}`.")
