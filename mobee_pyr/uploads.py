"""Files that wait: sent with a form of which another question was answered wrongly, and kept until it is sent again.

They are known by a secret name that works for one person alone, and forgotten after an hour.
"""

import hashlib
import os
import secrets
import time
from pathlib import Path

FORGOTTEN = 3600
"""Seconds."""


class Uploads:
    """A folder of the site, outside of the tree: nothing here belongs to anything yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, person: str, name: str, data: bytes) -> str:
        """Keep a file for one person; what gives it back."""
        self.sweep()
        self._folder.mkdir(mode=0o700, exist_ok=True)
        key = secrets.token_urlsafe(24)
        with os.fdopen(os.open(self._path(person, key), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(name.encode() + b"\n" + data)
        return key

    def get(self, person: str, key: str) -> tuple[str, bytes] | None:
        """The name and content of a file that waits; ``None`` when it was forgotten, or is somebody else's."""
        try:
            name, _end, data = self._path(person, key).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        return name.decode(), data

    def drop(self, person: str, key: str) -> None:
        """Forget a file: it has found its place, or is given up."""
        self._path(person, key).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Forget what has waited for too long."""
        for path in self._folder.glob("*"):
            try:
                if path.stat().st_mtime < time.time() - FORGOTTEN:
                    path.unlink()
            except FileNotFoundError:
                continue  # another process was faster

    def _path(self, person: str, key: str) -> Path:
        return self._folder / hashlib.sha256(f"{person} {key}".encode()).hexdigest()
