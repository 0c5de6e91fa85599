"""The outbox: a folder in which each mail is one file, from the moment when what it tells is committed.

The mails of one transaction are written, and waited for, as one file: a single mail as itself, several as a bundle, which
whoever looks into the outbox next takes apart.
"""

import fcntl
import os
import re
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

DRAFTS = ".drafts"
"""Where a mail stands between the vote and the end of its commit."""

ABANDONED = 24 * 3600
"""Seconds after which a draft belongs to no commit any more: its process was killed."""

_NAME = re.compile(r"\d{20}-[0-9a-f]{8}\.eml")
_BUNDLE = re.compile(r"(\d{20})-([0-9a-f]{8})\.several")


@dataclass(frozen=True)
class Kept:
    """A mail in the folder, for whoever reads it there."""

    name: str
    to: str
    subject: str
    when: datetime
    text: str
    html: str


class Draft:
    """The mails of a transaction that is not over yet."""

    def __init__(self, outbox: "Outbox") -> None:
        self._outbox = outbox
        self._stem = f"{time.time_ns():020}-{secrets.token_hex(4)}"
        self.contents: list[bytes] = []

    @property
    def _name(self) -> str:
        return f"{self._stem}.{'eml' if len(self.contents) == 1 else 'several'}"

    @property
    def _path(self) -> Path:
        return self._outbox.folder / DRAFTS / self._name

    def write(self) -> None:
        """Put them on the disk, so that nothing but a change of name is left to do. Raises `OSError`."""
        _write(self._path, self.contents[0] if len(self.contents) == 1 else _bundled(self.contents))

    def keep(self) -> None:
        """The transaction is committed: the mails are in the outbox."""
        os.replace(self._path, self._outbox.folder / self._name)
        self._outbox.arrived.set()

    def drop(self) -> None:
        """The transaction is aborted: there never was a mail."""
        self._path.unlink(missing_ok=True)


class Outbox:
    """Made if it is not there, for its owner's eyes alone: mails hold names and links that let people in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.arrived = threading.Event()
        """Set when this process puts a mail in."""
        (folder / DRAFTS).mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        for draft in (folder / DRAFTS).iterdir():
            if draft.stat().st_mtime < time.time() - ABANDONED:
                draft.unlink(missing_ok=True)

    def draft(self) -> Draft:
        """Mails that are written when their transaction votes."""
        return Draft(self)

    def waiting(self) -> list[Path]:
        """The files of the mails, the oldest first."""
        self._take_apart()
        return sorted(path for path in self.folder.iterdir() if _NAME.fullmatch(path.name))

    def _take_apart(self) -> None:
        """Make a file of each mail of a bundle; whoever is killed meanwhile leaves the bundle, and its mails get the same names again."""
        if not any(_BUNDLE.fullmatch(name) for name in os.listdir(self.folder)):
            return
        with (self.folder / ".bundles").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for bundle in sorted(path for path in self.folder.iterdir() if _BUNDLE.fullmatch(path.name)):
                begun, chance, _ending = re.split(r"[-.]", bundle.name)
                for number, content in enumerate(_contents(bundle.read_bytes())):
                    name = f"{int(begun) + number:020}-{chance}.eml"
                    (self.folder / DRAFTS / name).unlink(missing_ok=True)
                    _write(self.folder / DRAFTS / name, content)
                    os.replace(self.folder / DRAFTS / name, self.folder / name)
                bundle.unlink()

    def kept(self) -> list[Kept]:
        """The mails, the latest first."""
        return [_read(path) for path in reversed(self.waiting())]

    def read(self, name: str) -> Kept:
        """The mail of that name. Raises `LookupError`."""
        path = self.folder / name
        if not _NAME.fullmatch(name) or not path.is_file():
            raise LookupError(name)
        return _read(path)


def _write(path: Path, content: bytes) -> None:
    """A new file, for its owner alone, that is on the disk. Raises `OSError`."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _bundled(contents: list[bytes]) -> bytes:
    """A line with the length of each, then all of them."""
    return " ".join(str(len(content)) for content in contents).encode() + b"\n" + b"".join(contents)


def _contents(bundle: bytes) -> Iterator[bytes]:
    head, _line, rest = bundle.partition(b"\n")
    for length in map(int, head.split()):
        yield rest[:length]
        rest = rest[length:]


def _read(path: Path) -> Kept:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    parts = {kind: part.get_content() for kind in ("plain", "html") if (part := message.get_body((kind,))) is not None}
    when = parsedate_to_datetime(message["Date"])
    return Kept(path.name, str(message["To"]), str(message["Subject"]), when, parts.get("plain", ""), parts.get("html", ""))
