"""The file of a backup: a gzipped tar with a manifest, the tree, and whatever else a site cannot do without."""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, NamedTuple

from ZODB.FileStorage import FileStorage

from mobee_pyr.commands.data_folder import INI, PID, DataFolder

FORMAT = 1
MANIFEST = "mobee-backup.json"
TREE = "tree.fs"
BLOCK = 1 << 20

MADE_AGAIN = ("index", PID, "uploads")
"""What a site makes by itself, and what only waits for an hour."""


class ArchiveRefused(ValueError):
    """The file is no backup, or it is damaged, or there is no room for it; the message says which."""


class Written(NamedTuple):
    """What a backup holds."""

    transaction: str
    objects: int


def pack(folder: DataFolder, target: Path, progress: Callable[[int], Any]) -> Written:
    """Write a backup of a site, served or not. A backup that fails leaves no file."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=5) as archive:
                written = _pack(folder, archive, progress)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return written


def _pack(folder: DataFolder, archive: tarfile.TarFile, progress: Callable[[int], Any]) -> Written:
    assert folder.tree_file is not None
    tree, size, transaction, objects = _opened(folder.tree_file)
    with tree:
        digest = _digest(tree, size)
        tree.seek(0)
        manifest = {"format": FORMAT, "mobee": version("mobee"), "transaction": transaction, "size": size, "sha256": digest}
        _add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
        entry = tarfile.TarInfo(TREE)
        entry.size, entry.mode = size, 0o600
        archive.addfile(entry, _Watched(tree, progress))  # type: ignore[arg-type]
    for path in _others(folder):
        try:
            archive.add(path, str(path.relative_to(folder.path)), recursive=False)
        except FileNotFoundError:
            continue  # a mail that was sent meanwhile
    return Written(transaction, objects)


def _opened(path: Path) -> tuple[IO[bytes], int, str, int]:
    """The tree, how far it is complete, its last transaction and how many objects it has; anew if it was packed at that very moment."""
    while True:
        tree = open(path, "rb")  # noqa: SIM115 (whoever asked closes it)
        storage = FileStorage(str(path), read_only=True)
        try:
            found = storage.getSize(), storage.lastTransaction().hex(), len(storage)
        finally:
            storage.close()
        if os.path.samestat(os.fstat(tree.fileno()), os.stat(path)):
            return tree, *found
        tree.close()


def _others(folder: DataFolder) -> Iterator[Path]:
    """Everything of the site but the tree and what is made again: settings, secret, files, mails."""
    tree = folder.tree_file
    for path in sorted(folder.path.rglob("*")):
        first = path.relative_to(folder.path).parts[0]
        if first in MADE_AGAIN or (tree is not None and path.parent == tree.parent and path.name.startswith(tree.name)):
            continue
        if path.is_symlink() or path.is_dir() or path.is_file():
            yield path


def _extract(archive: tarfile.TarFile, made: Path) -> None:
    """All that stays inside; Debian 12's Python has no filter yet, so there each member is judged here. Raises `tarfile.TarError`."""
    if hasattr(tarfile, "data_filter"):
        archive.extractall(made, filter="data")
        return
    inside = made.resolve()
    for member in archive.getmembers():
        places = [inside / member.name] + ([(inside / member.name).parent / member.linkname] if member.issym() else [])
        plain = member.isreg() or member.isdir() or member.issym()
        if not plain or not all(place.resolve().is_relative_to(inside) for place in places):
            raise tarfile.TarError(f"{member.name} does not stay inside")
        archive.extract(member, made, set_attrs=not member.issym())


def unpack(file: Path, folder: DataFolder) -> None:
    """Make a site of a backup. Raises `ArchiveRefused`; the folder is then as it was."""
    there = folder.path.exists()
    if there and any(folder.path.iterdir()):
        raise ArchiveRefused(f"{folder} is not empty: name a new folder")
    folder.path.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.path.name}-", dir=folder.path.parent))
    try:
        try:
            with tarfile.open(file, "r:gz") as archive:
                _extract(archive, made)
        except (tarfile.TarError, EOFError, OSError) as error:
            raise ArchiveRefused(f"{file} is no backup, or it is damaged ({error})") from error
        _prove(file, made)
        made.chmod(folder.path.stat().st_mode & 0o777 if there else 0o700)
        os.replace(made, folder.path)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _prove(file: Path, made: Path) -> None:
    """Is what was unpacked what was packed?"""
    try:
        manifest = json.loads((made / MANIFEST).read_bytes())
        with open(made / TREE, "rb") as tree:
            whole = _digest(tree, manifest["size"]) == manifest["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveRefused(f"{file} is no backup of mobee") from error
    if manifest.get("format") != FORMAT:
        raise ArchiveRefused(f"{file} was made by mobee {manifest.get('mobee')}, in a form that this one does not read")
    if not whole or not (made / INI).exists():
        raise ArchiveRefused(f"{file} is damaged: the tree is not the one that was copied")
    (made / MANIFEST).unlink()


class _Watched:
    """A file that tells how much of it was read."""

    def __init__(self, file: IO[bytes], progress: Callable[[int], Any]) -> None:
        self._file, self._progress = file, progress

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._progress(len(data))
        return data


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o600
    archive.addfile(entry, io.BytesIO(data))


def _digest(file: IO[bytes], size: int) -> str:
    digest = hashlib.sha256()
    left = size
    while left > 0 and (block := file.read(min(BLOCK, left))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest() if not left else ""
