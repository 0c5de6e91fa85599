"""Servers for the bench: each a process of its own, on a free port of this machine."""

import contextlib
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.client import Client

PATIENCE = 120
"""Seconds within which a server must answer."""


@contextlib.contextmanager
def floor(folder: Path) -> Iterator[int]:
    """The bare server; yields its port."""
    port = free_port()
    with _process([sys.executable, str(Path(__file__).with_name("floor.py")), str(port), str(folder)]):
        wait_for(port, "/hello")
        yield port


@contextlib.contextmanager
def mobee(data: Path) -> Iterator[tuple[int, float, "subprocess.Popen[bytes]"]]:
    """A site on its data folder; yields its port, the seconds to its first page, and the process."""
    port = free_port()
    begun = time.perf_counter()
    with _process([str(Path(sys.executable).with_name("mobee")), "serve", "--data", str(data), "--port", str(port)]) as process:
        wait_for(port, "/")
        yield port, time.perf_counter() - begun, process


def grow(data: Path, missions: int) -> None:
    """A demonstration site with so many missions more."""
    command = str(Path(sys.executable).with_name("mobee"))
    subprocess.run([command, "init", "--demo", "--data", str(data)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([command, "demo", "--missions", str(missions), "--data", str(data)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([command, "index", "rebuild", "--data", str(data)], check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, path: str) -> None:
    """Wait until a server answers with 200."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if Client(port).get(path)[0] == 200:
                return
        time.sleep(0.02)
    raise TimeoutError(f"no answer on port {port}")


def memory_mb(process: "subprocess.Popen[bytes]") -> float:
    """What a process holds in memory now."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return 0.0 if found is None else int(found.group(1)) / 1024


@contextlib.contextmanager
def _process(command: list[str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
