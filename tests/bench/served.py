"""Servers for the bench: each a process of its own, on a free port of this machine."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mobee_pyr.passwords import DEMONSTRATION
from tests.bench.client import Client

PATIENCE = 120
"""Seconds within which a server must answer."""

MOBEE = str(Path(sys.executable).with_name("mobee"))


@contextlib.contextmanager
def floor(folder: Path) -> Iterator[int]:
    """The bare server; yields its port."""
    port = free_port()
    with _process([sys.executable, str(Path(__file__).with_name("floor.py")), str(port), str(folder)]) as process:
        wait_for(process, port, "/hello")
        yield port


@contextlib.contextmanager
def mobee(data: Path) -> Iterator[tuple[int, float, "subprocess.Popen[bytes]"]]:
    """A site on its data folder; yields its port, the seconds to its first page, and the process."""
    port = free_port()
    begun = time.perf_counter()
    with _process([MOBEE, "serve", "--data", str(data), "--port", str(port)]) as process:
        wait_for(process, port, "/")
        yield port, time.perf_counter() - begun, process


def start_seconds(data: Path) -> float:
    """From the command to the first page."""
    with mobee(data) as (_port, seconds, _process):
        return seconds


def grow(data: Path, missions: int) -> None:
    """A demonstration site with so many missions more, set as a site for real people: templates are read once."""
    command("init", "--demo", "--data", str(data))
    command("demo", "--missions", str(missions), "--data", str(data))
    settings = data / "mobee.ini"
    text, changed = re.subn(r"(?m)^pyramid.reload_templates = true$", "pyramid.reload_templates = false", settings.read_text("utf-8"))
    assert changed == 1, f"{settings}: where is pyramid.reload_templates?"
    settings.write_text(text, encoding="utf-8")


def add_person(data: Path, mail: str) -> None:
    """An account with the password of the demonstration."""
    command("user", "add", mail, "--name", mail.partition("@")[0], "--data", str(data), MOBEE_PASSWORD=DEMONSTRATION)


def check(data: Path) -> None:
    """Is everything in the tree consistent?"""
    command("check", "--data", str(data))


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(process: "subprocess.Popen[bytes]", port: int, path: str) -> None:
    """Wait until a server answers with 200."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        with contextlib.suppress(OSError):
            if Client(port).get(path)[0] == 200:
                return
        time.sleep(0.02)
    raise TimeoutError(f"no answer on port {port}")


def most_memory_mb(process: "subprocess.Popen[bytes]") -> float:
    """The most that a process has held in memory so far."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    assert found is not None, status
    return int(found.group(1)) / 1024


def command(*arguments: str, **environment: str) -> None:
    """Run a command of mobee to its end, with nothing said."""
    subprocess.run([MOBEE, *arguments], check=True, stdout=subprocess.DEVNULL, env=_environment() | environment)


def _environment() -> dict[str, str]:
    """As where it is installed: a program that ran before finds its compiled modules."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "mobee-bench-compiled")}


@contextlib.contextmanager
def _process(command: list[str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_environment())
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
