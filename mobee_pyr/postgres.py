"""A tree in PostgreSQL, kept there by RelStorage: what ``zodbconn.uri = postgresql://…`` says, and what is refused in words.

The address is libpq's own (``postgresql://USER@HOST:PORT/NAME?sslmode=require``); its query may also hold RelStorage's
options (``blob_dir=…``) and ZODB's (``connection_pool_size=8``), as the address of a FileStorage does.
"""

import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

SCHEME = "postgresql://"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))"
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
LEAVING = 2.0
"""Seconds for connections that were just closed to be gone."""

OBJECTS = "object_state"
"""RelStorage's table of them."""
MORE_THAN_A_ROOT = f"SELECT 1 FROM {OBJECTS} WHERE zoid <> 0 LIMIT 1"
"""ZODB writes a root as soon as it opens a database, before there is anything in it."""

ALWAYS = {"keep_history": False, "shared_blob_dir": False, "driver": "psycopg2"}
"""A deleted record is gone, files are in the database too, one driver (docs/decisions/0022-…)."""


class DatabaseRefused(RuntimeError):
    """The database cannot be used; the message says why and how to go on, and never holds a password."""


class DatabaseHolds(DatabaseRefused):
    """It is not empty: a tree is there already."""


def resolve(uri: str) -> tuple[Callable[[], Any], dict[str, Any]]:
    """What zodburi asks for: how to open the storage, and what is for ZODB. Nothing is connected to yet."""
    for_zodb, for_storage, for_libpq = _sorted(_query(uri))

    def opened() -> Any:
        relstorage, adapter, _driver = _libraries()
        read_only = for_storage.get("read_only") in ("1", "true")
        if (OBJECTS,) not in asked(uri, TABLES) and read_only:
            raise DatabaseRefused(f"{shown(uri)} holds no site: `mobee init --database …` makes one")
        options = relstorage.options.Options(**_typed(relstorage, ALWAYS | for_storage), create_schema=not read_only)
        return _in_words(uri, lambda: relstorage.storage.RelStorage(adapter(dsn=dsn(uri, for_libpq), options=options), options=options))

    return opened, for_zodb


def dsn(uri: str, query: dict[str, str] | None = None) -> str:
    """The address as libpq's ``name=value`` words."""
    _relstorage, _adapter, driver = _libraries()
    parts = urlsplit(uri)
    words = {"user": parts.username, "password": parts.password, "host": parts.hostname, "dbname": parts.path.lstrip("/")}
    told = {name: unquote(value) for name, value in words.items() if value} | ({"port": str(parts.port)} if parts.port else {})
    return str(driver.extensions.make_dsn(**told, **(_sorted(_query(uri))[2] if query is None else query)))


def password_of(uri: str) -> str:
    """The password in an address, empty if there is none."""
    return unquote(urlsplit(uri).password or "")


def without_password(uri: str) -> str:
    """The address as it may be written down and shown."""
    parts = urlsplit(uri)
    user, at, place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{place}"))


def shown(uri: str) -> str:
    """The address for people: without password and options."""
    return without_password(uri).partition("?")[0]


def asked(uri: str, question: str) -> list[tuple[Any, ...]]:
    """The rows that the database answers, on a connection of its own. Raises `DatabaseRefused`."""
    _relstorage, _adapter, driver = _libraries()

    def ask() -> list[tuple[Any, ...]]:
        connection = driver.connect(dsn(uri))
        try:
            with connection.cursor() as cursor:
                cursor.execute(question)
                return list(cursor.fetchall())
        finally:
            connection.close()

    return _in_words(uri, ask)


def refuse_unless_empty(uri: str) -> None:
    """Raise `DatabaseRefused` when the database holds anything: a site, or what belongs to another program."""
    tables = {name for (name,) in asked(uri, TABLES)}
    if tables and OBJECTS not in tables:
        raise DatabaseRefused(f"{shown(uri)} holds tables of another program: name a database of its own (`createdb`)")
    if tables and asked(uri, MORE_THAN_A_ROOT):
        raise DatabaseHolds(f"{shown(uri)} holds a tree already, and nothing is written over it: name an empty database (`createdb`)")


def in_use(uri: str) -> int:
    """How many connections others have to this database, and keep."""
    until = time.monotonic() + LEAVING
    while (others := int(asked(uri, OTHERS)[0][0])) and time.monotonic() < until:
        time.sleep(0.1)
    return others


def is_away(error: BaseException) -> bool:
    """Does this error tell that the database server has gone, or does not answer?"""
    driver = sys.modules.get("psycopg2")
    return driver is not None and isinstance(error, driver.OperationalError | driver.InterfaceError)


def _in_words(uri: str, work: Callable[[], Any]) -> Any:
    """What it returns; what the database server or RelStorage refuses is told with what to do."""
    relstorage, _adapter, driver = _libraries()
    try:
        return work()
    except driver.OperationalError as error:
        raise DatabaseRefused(_refusal(uri, str(error))) from error
    except (driver.ProgrammingError, relstorage.storage.StorageError) as error:
        raise DatabaseRefused(f"{shown(uri)}: {str(error).strip()}") from error


def _refusal(uri: str, said: str) -> str:
    """Libpq's own reason stands in its first line; which of them it is shows in the English words of the server."""
    reason = said.strip().splitlines()[0].rpartition("FATAL:")[2].rpartition("failed:")[2].strip()
    if "password" in said or "authentication" in said:
        how = "give it in the environment variable PGPASSWORD, or in the address at `mobee init --database`"
    elif "does not exist" in said and "database" in said:
        how = "make it first: createdb --owner USER NAME"
    else:
        how = "is the database server running, and is it the right host and port?"
    return f"{shown(uri)} cannot be opened ({reason}): {how}"


def _libraries() -> tuple[Any, Any, Any]:
    """RelStorage, its adapter and the driver, which only the extra ``postgres`` installs."""
    try:
        import psycopg2
        import relstorage.options
        import relstorage.storage
        from relstorage.adapters.postgresql import PostgreSQLAdapter
    except ImportError as error:
        raise DatabaseRefused(f"a tree in PostgreSQL needs the extra `postgres`: pip install 'mobee[postgres]' ({error})") from error
    return relstorage, PostgreSQLAdapter, psycopg2


def _query(uri: str) -> dict[str, str]:
    """Not by ``parse_qsl``: a + in a folder's name is no space."""
    pairs = (pair.partition("=") for pair in urlsplit(uri).query.split("&") if pair)
    return {name: unquote(value) for name, _equals, value in pairs}


def _sorted(query: dict[str, str]) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    """What is for ZODB, for RelStorage, for libpq."""
    relstorage, _adapter, _driver = _libraries()
    known = set(relstorage.options.Options.valid_option_names())
    for_zodb = {name: value for name, value in query.items() if name.startswith("connection_") or name == "database_name"}
    for_storage = {name: value for name, value in query.items() if name in known}
    return for_zodb, for_storage, {name: value for name, value in query.items() if name not in for_zodb and name not in known}


def _typed(relstorage: Any, words: dict[str, Any]) -> dict[str, Any]:
    """Each option in the form of its default."""
    return {name: _like(getattr(relstorage.options.Options, name), value) for name, value in words.items()}


def _like(default: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if isinstance(default, bool):
        return value.lower() in ("1", "true", "yes", "on")
    return type(default)(value) if isinstance(default, int | float) else int(value) if value.isdigit() else value
