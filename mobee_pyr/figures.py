"""What the server weighs and how it is, for those who run the site: mails, files, the index. Looked at when asked, in bounded time."""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parseaddr
from pathlib import Path
from typing import Any, NamedTuple

from mobee_pyr.database import database
from mobee_pyr.mail.postman import REFUSED

MOST = 20_000
"""Files that are looked at; a folder that holds more weighs at least what is said."""

SHOWN = 20
AGAIN = timedelta(minutes=10)
"""A mail that waits for longer was tried, and is tried again."""

_MAIL = re.compile(r"(\d{20})-[0-9a-f]{8}\.(eml|several)")


class Refused(NamedTuple):
    """A mail that a server will never take."""

    address: str
    when: datetime


class Figures(NamedTuple):
    """Bytes, numbers, moments. ``leaves``: mails go to a server; otherwise they stay in their folder to be read there."""

    leaves: bool
    waiting: int
    oldest: datetime | None
    retried: int
    refused: int
    latest: list[Refused]
    tree: int
    files: int
    index: int
    free: int
    documents: int
    behind: int
    seconds: float
    fault: str


def figures(registry: Any, moment: datetime) -> Figures:
    """All of them."""
    folder, mobee, status = registry.post.outbox.folder, registry.mobee, registry.indexer.status()
    times = sorted(when for when, _path in _mails(folder))
    aside = sorted(_mails(folder / REFUSED), reverse=True)
    return Figures(
        leaves=registry.post.postman is not None,
        waiting=len(times),
        oldest=times[0] if times else None,
        retried=sum(moment - when > AGAIN for when in times),
        refused=len(aside),
        latest=[Refused(_address(path), when) for when, path in aside[:SHOWN]],
        tree=int(database(registry).storage.getSize()),
        files=_weight(mobee.data / "blobs"),
        index=_weight(Path(mobee.index)),
        free=shutil.disk_usage(mobee.data).free,
        documents=status.documents,
        behind=status.behind,
        seconds=status.seconds,
        fault=status.fault,
    )


def _mails(folder: Path) -> Iterator[tuple[datetime, Path]]:
    """The files of the mails with the moments at which they were written, which are their names."""
    if folder.is_dir():
        for number, entry in enumerate(os.scandir(folder)):
            found = _MAIL.fullmatch(entry.name)
            if found is not None:
                yield datetime.fromtimestamp(int(found.group(1)) / 1e9, UTC), Path(entry.path)
            if number > MOST:
                return


def _address(path: Path) -> str:
    with path.open("rb") as file:
        return parseaddr(str(message_from_bytes(file.read(8192), policy=policy.default)["To"]))[1]


def _weight(folder: Path) -> int:
    total = 0
    for number, path in enumerate(folder.rglob("*") if folder.is_dir() else ()):
        if number > MOST:
            break
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue  # it went meanwhile
    return total
