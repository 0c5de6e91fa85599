"""A PostgreSQL server of the tests' own, on a free port: Debian's package, never the machine's database."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from tests.soak.served import free_port

SERVER = "postgres"
"""Debian's user of that name: the server refuses to run as root."""
USER, PASSWORD = "mobee", "p:ss w%rd\\1"
"""Nothing that would be read otherwise in an address, in a file of passwords, or in ``mobee.ini``."""
SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off", "lc_messages": "C", "max_connections": "80"}

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), default=Path()).parent


def missing() -> str:
    """Why there is none here; empty if there is."""
    if not (PROGRAMS / "pg_ctl").exists():
        return os.environ.get("MOBEE_NO_POSTGRES") or "no PostgreSQL here; `make test` fetches it (sudo apt install postgresql)"
    if find_spec("relstorage") is None or find_spec("psycopg2") is None:
        return "RelStorage is not installed: pip install 'mobee[postgres]'"
    return ""


class Cluster:
    """One server with its databases."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def url(self, name: str, password: str = PASSWORD) -> str:
        """The address of a database, as an operator writes it."""
        return f"postgresql://{USER}:{quote(password, safe='')}@127.0.0.1:{self.port}/{name}"

    def make(self, name: str, template: str = "template1") -> str:
        """A new database, empty or a copy; its address."""
        self.do(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def do(self, statement: str, name: str = "postgres") -> None:
        """Have something done by the server, whatever mobee thinks of it."""
        import psycopg2

        with closing(psycopg2.connect(host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname=name)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)

    def control(self, *words: str) -> None:
        """Start, stop, restart."""
        options = " ".join([f"-p {self.port}", *(f"-c {name}='{value}'" for name, value in SETTINGS.items())])
        run(PROGRAMS / "pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w", "-o", options, *words)


@contextmanager
def running() -> Iterator[Cluster]:
    """A new server, for as long as the block lasts. Not in pytest's folders, which nobody but their owner may enter."""
    folder = Path(tempfile.mkdtemp(prefix="mobee-postgres-"))
    (folder / "password").write_text(PASSWORD)
    if as_root():
        for path in (folder, folder / "password"):
            shutil.chown(path, SERVER, SERVER)
    cluster = Cluster(folder, free_port())
    try:
        words = ("-U", USER, "-A", "scram-sha-256", f"--pwfile={folder / 'password'}", "-E", "UTF8", "--locale=C", "--no-sync")
        run(PROGRAMS / "initdb", "-D", folder / "data", *words)
        cluster.control("start")
        yield cluster
        cluster.control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(*words: object) -> None:
    """Run one of the server's programs as a user that is not root."""
    before = ["runuser", "-u", SERVER, "--"] if as_root() else []
    done = subprocess.run([*before, *map(str, words)], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert done.returncode == 0, done.stderr.decode()


def as_root() -> bool:
    """Tests in a container often are."""
    return pwd.getpwuid(os.getuid()).pw_uid == 0
