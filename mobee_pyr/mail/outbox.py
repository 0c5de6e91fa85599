"""The outbox: a folder in which each mail is one file, from the moment when what it tells is committed.

The mails of one transaction are written as one file: a single mail as itself, several as a bundle, which whoever looks into the
outbox next takes apart. A process that goes on waits for the disk beside its transactions, twice a second for all of them.
"""

import fcntl
import os
import re
import secrets
import threading
import time
from collections import deque
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

GATHER = 0.5
"""Seconds for which mails are gathered before the disk is waited for."""

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
        """Put them on the disk, so that nothing but a change of name is left to do. Raises `OSError`, on a full disk for instance."""
        content = self.contents[0] if len(self.contents) == 1 else _bundled(self.contents)
        _write(self._path, content, waiting=not self._outbox.gathers)

    def keep(self) -> None:
        """The transaction is committed: the mails are in the outbox."""
        os.replace(self._path, self._outbox.folder / self._name)
        self._outbox.came(self._outbox.folder / self._name)

    def drop(self) -> None:
        """The transaction is aborted: there never was a mail."""
        self._path.unlink(missing_ok=True)


class Outbox:
    """Made if it is not there, for its owner's eyes alone: mails hold names and links that let people in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.arrived = threading.Event()
        """Set when this process puts a mail in."""
        self._unsettled: deque[Path] = deque()
        self._settling: threading.Thread | None = None
        self._over = threading.Event()
        (folder / DRAFTS).mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        for draft in (folder / DRAFTS).iterdir():
            if draft.stat().st_mtime < time.time() - ABANDONED:
                draft.unlink(missing_ok=True)

    @property
    def gathers(self) -> bool:
        """Is the disk waited for beside the transactions?"""
        return self._settling is not None

    def gather(self) -> None:
        """From now on wait for the disk in a thread of its own, until `settle`: for processes that go on."""
        if self._settling is None:
            self._over.clear()
            self._settling = threading.Thread(target=self._settle_now_and_then, name="mobee outbox", daemon=True)
            self._settling.start()

    def settle(self) -> None:
        """End that thread; whatever came is on the disk then."""
        if self._settling is not None:
            self._over.set()
            self._settling.join()
            self._settling = None

    def came(self, path: Path) -> None:
        """A file is there from now on."""
        if self.gathers:
            self._unsettled.append(path)
        self.arrived.set()

    def _settle_now_and_then(self) -> None:
        over = False
        while not over:
            over = self._over.wait(GATHER)
            came = len(self._unsettled)
            for _number in range(came):
                _settle(self._unsettled.popleft())
            if came:
                _settle(self.folder)

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


def _write(path: Path, content: bytes, waiting: bool = True) -> None:
    """A new file, for its owner alone, that has its room on the disk and, when ``waiting``, is there. Raises `OSError`."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        if waiting:
            os.fsync(file.fileno())


def _settle(path: Path) -> None:
    """Wait until a file, or what a folder holds, is on the disk; one that went on its way meanwhile needs it no more."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
