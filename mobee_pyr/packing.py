"""Packing: what was deleted, replaced or changed leaves the disk for good, with the files that belonged to it."""

import os
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from mobee_pyr.content.site import Site

DAYS = 1
"""What changed within so many days keeps its history: whoever follows the changes (the index) is never left behind."""

EVERY = timedelta(days=7)
JOB = "pack"
"""Under which name the site remembers when it was last packed."""


class Packed(NamedTuple):
    """Bytes on disk, before and after; both 0 where a database server keeps the tree."""

    before: int
    after: int


def pack(database: Any, days: float = DAYS) -> Packed:
    """Drop everything that nothing has needed for ``days``; others may read and write meanwhile."""
    before = _size(database)
    database.pack(days=days)
    _drop_leftovers(database)
    forget_copies(database, days)
    return Packed(before, _size(database))


def forget_copies(database: Any, days: float = DAYS) -> None:
    """Where a database server keeps the files, each machine has copies of those that it served: what nobody opened lately goes.

    A file that is still there is fetched again when somebody opens it.
    """
    folder = _copies(database)
    for path in () if folder is None else folder.rglob("*.blob"):
        try:
            if path.stat().st_atime <= time.time() - days * 86400:
                path.unlink()
        except FileNotFoundError:
            continue  # another process was faster


def is_due(site: Site, moment: datetime) -> bool:
    """Is it time again? Then it is noted at once: of two processes, the second one's commit fails."""
    last = site.jobs.get(JOB)
    if last is not None and moment - last < EVERY:
        return False
    site.jobs[JOB] = moment
    return last is not None


def _drop_leftovers(database: Any) -> None:
    """FileStorage keeps the tree as it was before, and sometimes its files: they would outlive their deletion by a week."""
    name, blobs = _file(database), _blobs(database)
    if name is not None and os.path.exists(f"{name}.old"):
        os.remove(f"{name}.old")
    if blobs:
        shutil.rmtree(f"{blobs}.old", ignore_errors=True)


def _copies(database: Any) -> Path | None:
    """The folder of a RelStorage's copies; ``None`` for every storage whose folder is the only place of its files."""
    storage = database.storage
    ours = type(storage).__module__.startswith("relstorage.") and not storage._options.shared_blob_dir
    return Path(storage._options.blob_dir) if ours and storage._options.blob_dir else None


def _size(database: Any) -> int:
    name = _file(database)
    if name is None:
        return 0
    files = (os.path.join(folder, file) for folder, _folders, found in os.walk(_blobs(database)) for file in found)
    return os.path.getsize(name) + sum(os.path.getsize(file) for file in files if os.path.exists(file))


def _file(database: Any) -> str | None:
    """The file of the tree, if it is kept in one."""
    name = getattr(database.storage, "_file_name", None)
    return name if isinstance(name, str) else None


def _blobs(database: Any) -> str:
    helper = None if _file(database) is None else getattr(database.storage, "fshelper", None)
    return "" if helper is None else str(helper.base_dir).rstrip(os.sep)
