"""An export as it comes in: opened without trusting it, proved whole before anything is entered, read a line at a time."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from mobee_pyr.content.attachment import DAMAGED_ZIP
from mobee_pyr.exchange import form
from mobee_pyr.exchange.form import ImportRefused


class Parcel:
    """Nothing is ever unpacked to a disk: parts are read where they are, by the names that an export may have and no others."""

    def __init__(self, packed: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
        self._packed, self.manifest = packed, manifest

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """The values of a part. Raises `ImportRefused`, which names the line."""
        with self._packed.open(name) as part:
            number = 0
            while line := part.readline(form.LONGEST_LINE + 1):
                number += 1
                yield _object(line, f"{name}, line {number}")

    @contextmanager
    def blob(self, digest: str) -> Iterator[IO[bytes]]:
        """A file. Raises `ImportRefused` if the export does not hold it."""
        if f"blobs/{digest}" not in self.manifest["parts"]:
            raise ImportRefused(f"a file is missing: blobs/{digest}")
        with self._packed.open(f"blobs/{digest}") as part:
            yield part

    def count(self, name: str) -> int:
        """How many lines a part has, as its maker says."""
        lines = self.manifest["parts"][name].get("lines")
        return lines if isinstance(lines, int) else 0


@contextmanager
def opened(file: Path, tree: int, largest: int = form.LARGEST) -> Iterator[Parcel]:
    """An export that may be entered in a site of that evolution. Raises `ImportRefused`."""
    with ExitStack() as stack:
        try:
            packed = stack.enter_context(zipfile.ZipFile(file))
            _refuse_parts(packed.infolist(), largest)
            manifest = _manifest(packed, tree)
            _prove(packed, manifest["parts"])
        except ImportRefused:
            raise
        except DAMAGED_ZIP as error:
            raise ImportRefused(f"{file.name} is no export of mobee, or it is damaged ({error})") from error
        yield Parcel(packed, manifest)


def _refuse_parts(parts: list[zipfile.ZipInfo], largest: int) -> None:
    """By what the list of contents says, before a single byte is unpacked: no more than it says is ever read."""
    if len(parts) > form.MOST_PARTS:
        raise ImportRefused(f"{len(parts)} parts: more than any export has")
    seen: set[str] = set()
    for part in parts:
        name = part.filename
        if name not in (form.MANIFEST, *form.PARTS) and not form.BLOB.fullmatch(name):
            raise ImportRefused(f"{name[:200]!r} is no part of an export: nothing else may stand in the file")
        if name in seen:
            raise ImportRefused(f"{name} stands in the file twice")
        seen.add(name)
        if part.flag_bits & 1:
            raise ImportRefused(f"{name} is locked with a password: an export has none")
    size = sum(part.file_size for part in parts)
    if size > largest:
        told = f"{size / 1e9:.1f} GB when unpacked, more than {largest / 1e9:.1f} GB"
        raise ImportRefused(f"{told}: if that is right, say so with --largest")
    missing = [name for name in (form.MANIFEST, *form.PARTS) if name not in seen]
    if missing:
        raise ImportRefused(f"this is no export of mobee, or not a whole one: {', '.join(missing)} is missing")


def _manifest(packed: zipfile.ZipFile, tree: int) -> dict[str, Any]:
    if packed.getinfo(form.MANIFEST).file_size > form.LARGEST_MANIFEST:
        raise ImportRefused(f"{form.MANIFEST} is larger than any export's")
    said = _object(packed.read(form.MANIFEST), form.MANIFEST)
    if said.get("format") != form.FORMAT:
        raise ImportRefused(f"{form.MANIFEST}: this is no export of a network of mobee")
    made_by = f"the export was made by mobee {said.get('mobee')!s:.40}"
    for name, known in (("version", form.VERSION), ("tree", tree)):
        number = said.get(name)
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise ImportRefused(f"{form.MANIFEST}: {name} must be a number")
        if number > known:
            raise ImportRefused(
                f"{made_by} ({name} {number}), which is newer than this one ({known}): install a newer mobee, then import it"
            )
    if said["tree"] < tree:
        way = "enter it with that mobee in a site of its own, bring that up to date (`mobee evolve`) with this one, export it again"
        raise ImportRefused(f"{made_by} (tree {said['tree']}), whose content has another shape than this one's (tree {tree}): {way}")
    _refuse_misshapen(said)
    return said


def _refuse_misshapen(said: dict[str, Any]) -> None:
    network, parts = said.get("network"), said.get("parts")
    if not isinstance(network, dict) or not all(isinstance(network.get(name), str) for name in ("name", "title", "oid")):
        raise ImportRefused(f"{form.MANIFEST}: network must tell name, title and oid")
    if not isinstance(parts, dict) or not all(isinstance(part, dict) for part in parts.values()):
        raise ImportRefused(f"{form.MANIFEST}: parts must tell each part's size and sha256")


def _prove(packed: zipfile.ZipFile, told: dict[str, Any]) -> None:
    """Is every part what was written, and nothing else in the file?"""
    there = {name for name in packed.namelist() if name != form.MANIFEST}
    if there != told.keys():
        raise ImportRefused(f"damaged: {', '.join(sorted(there ^ told.keys())[:3])} is there or in the manifest, but not both")
    for name in sorted(there):
        digest = hashlib.sha256()
        with packed.open(name) as part:
            while block := part.read(form.BLOCK):
                digest.update(block)
        if digest.hexdigest() != told[name].get("sha256") or (name.startswith("blobs/") and name != f"blobs/{digest.hexdigest()}"):
            raise ImportRefused(f"damaged: {name} is not what was written")


def _object(data: bytes, where: str) -> dict[str, Any]:
    if len(data) > max(form.LONGEST_LINE, form.LARGEST_MANIFEST if where == form.MANIFEST else 0):
        raise ImportRefused(f"{where}: longer than {form.LONGEST_LINE} bytes")
    try:
        said = json.loads(data)
    except RecursionError as error:
        raise ImportRefused(f"{where}: nested too deeply") from error
    except ValueError as error:
        raise ImportRefused(f"{where}: not JSON ({error})") from error
    if not isinstance(said, dict):
        raise ImportRefused(f"{where}: must be an object")
    return said
