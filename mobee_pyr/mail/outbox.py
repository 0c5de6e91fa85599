"""The outbox: a folder in which each mail is one file, from the moment when what it tells is committed."""

import os
import re
import secrets
import threading
import time
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
    """One mail of a transaction that is not over yet."""

    def __init__(self, outbox: "Outbox", content: bytes) -> None:
        self._outbox = outbox
        self._content = content
        self._name = f"{time.time_ns():020}-{secrets.token_hex(4)}.eml"

    @property
    def _path(self) -> Path:
        return self._outbox.folder / DRAFTS / self._name

    def write(self) -> None:
        """Put it on the disk, so that nothing but a change of name is left to do. Raises `OSError`."""
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self._content)
            file.flush()
            os.fsync(file.fileno())

    def keep(self) -> None:
        """The transaction is committed: the mail is in the outbox."""
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

    def draft(self, content: bytes) -> Draft:
        """A mail that is written when its transaction votes."""
        return Draft(self, content)

    def waiting(self) -> list[Path]:
        """The files of the mails, the oldest first."""
        return sorted(path for path in self.folder.iterdir() if _NAME.fullmatch(path.name))

    def kept(self) -> list[Kept]:
        """The mails, the latest first."""
        return [_read(path) for path in reversed(self.waiting())]

    def read(self, name: str) -> Kept:
        """The mail of that name. Raises `LookupError`."""
        path = self.folder / name
        if not _NAME.fullmatch(name) or not path.is_file():
            raise LookupError(name)
        return _read(path)


def _read(path: Path) -> Kept:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    parts = {kind: part.get_content() for kind in ("plain", "html") if (part := message.get_body((kind,))) is not None}
    when = parsedate_to_datetime(message["Date"])
    return Kept(path.name, str(message["To"]), str(message["Subject"]), when, parts.get("plain", ""), parts.get("html", ""))
