"""The index on disk: opened by anybody, written by one process at a time, remade when the program writes another shape."""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import tantivy
import zc.lockfile

from mobee_pyr.search.documents import Facts, Mark, write
from mobee_pyr.search.memory import Memory
from mobee_pyr.search.schema import schema, shape

WATERMARK = "#watermark"
"""The ``oid`` of the one document that is no node: it holds the last transaction that the index has seen."""

SEEN = "seen"
"""A small file beside the index, for those who only read."""

HEAP = 15_000_000
"""Bytes that the writer may fill before it writes a segment: the least that tantivy takes."""


class IndexMissing(LookupError):
    """There is no index that this program can read; ``mobee index rebuild`` makes one."""


class IndexBusy(RuntimeError):
    """Another process writes the index; ``pid`` is its number (0 when it cannot be told)."""

    def __init__(self, folder: Path, pid: int) -> None:
        super().__init__(f"{folder}: process {pid or '?'} is writing this index (is the site being served?)")
        self.pid = pid


class View(NamedTuple):
    """The index as of one of its commits. ``generation`` changes with every commit; ``tid`` is the last transaction seen."""

    generation: int
    searcher: tantivy.Searcher
    tid: bytes | None
    languages: tuple[str, ...]


class Index:
    """The index in ``folder``. Opening it takes no lock; see `writer`. Safe to share among threads.

    Raises `IndexMissing` when it is opened ``read_only`` and is not there.
    """

    def __init__(self, folder: str | os.PathLike[str], read_only: bool = False) -> None:
        self.folder = Path(folder)
        self.path = self.folder / shape()
        if read_only and not (self.path / "meta.json").exists():
            raise IndexMissing(f"{self.folder}: no index that this program can read")
        if not read_only:
            self.path.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(schema(), str(self.path))
        self._index.config_reader(reload_policy="manual")
        self._lock = threading.Lock()
        self._signature: tuple[int, int] | None = None
        self._view: View | None = None
        self.memory = Memory(128)
        """Answers already found; see `questions`."""

    def view(self) -> View:
        """The latest commit, by whatever process. Costs one look at a file's date when nothing has changed."""
        signature = self._signed()
        if self._view is None or signature != self._signature:
            with self._lock:
                if self._view is None or signature != self._signature:
                    self._view = self._load(1 if self._view is None else self._view.generation + 1)
                    self._signature = signature
                    self.memory.clear()
        return self._view

    @property
    def tid(self) -> bytes | None:
        """The last transaction in the index, ``None`` for a new one."""
        return self.view().tid

    @property
    def seen(self) -> bytes | None:
        """The last transaction that the writing process has seen, documents to write or not; its own note says so."""
        try:
            noted = bytes.fromhex((self.path / SEEN).read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return self.tid
        return max(noted, self.tid or b"")

    def note_seen(self, tid: bytes) -> None:
        """Leave that note for other processes; it is only a shortcut, the truth is in the index."""
        (self.path / SEEN).write_text(tid.hex(), encoding="ascii")

    def lanes(self) -> set[str]:
        """The lanes that documents stand in."""
        found = self.view().searcher.terms_with_prefix("lane", "", tantivy.Query.all_query())
        return {lane for lane, count in found if count}

    @property
    def documents(self) -> int:
        """How many nodes the index holds."""
        view = self.view()
        return view.searcher.num_docs - (view.tid is not None)

    def mark(self, oid: int) -> Mark | None:
        """What is kept with the document of a node, ``None`` if it has none."""
        stored = _stored(self.view().searcher, str(oid))
        return None if stored is None else Mark(*json.loads(stored))

    def wait_for(self, tid: bytes, timeout: float) -> bool:
        """Wait until the index has seen a transaction, whatever process writes it; ``False`` if it has not in time."""
        deadline = time.monotonic() + timeout
        while self.tid is None or (seen := self.seen) is None or seen < tid:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)
        return True

    def writer(self) -> "Writer":
        """The right to write. Raises `IndexBusy`, naming the process that has it."""
        lock = _locked(self.folder)
        for other in self.folder.iterdir():
            if other.is_dir() and other != self.path:
                shutil.rmtree(other)
        return Writer(self, lock, lambda: self._index.writer(HEAP, 1))

    def writing_pid(self) -> int | None:
        """The process that writes the index now, ``None`` if there is none."""
        try:
            _locked(self.folder).close()
        except IndexBusy as busy:
            return busy.pid
        return None

    def _signed(self) -> tuple[int, int]:
        try:
            found = os.stat(self.path / "meta.json")
        except FileNotFoundError as error:
            raise IndexMissing(f"{self.folder}: the index is gone") from error
        return found.st_mtime_ns, found.st_ino

    def _load(self, generation: int) -> View:
        self._index.reload()
        searcher = self._index.searcher()
        stored = _stored(searcher, WATERMARK)
        languages = tuple(sorted(term for term, _count in searcher.terms_with_prefix("language", "")))
        return View(generation, searcher, None if stored is None else bytes.fromhex(json.loads(stored)), languages)


class Writer:
    """Writes documents; nothing is seen before `commit`. ``written`` counts what was put or removed since the process began.

    Whoever has the right to write holds ``lock``; the threads and the memory of tantivy's writer come with the first thing to write.
    """

    def __init__(self, index: Index, lock: zc.lockfile.LockFile, begin: Callable[[], tantivy.IndexWriter]) -> None:
        self.index = index
        self.written = 0
        self._begin = begin
        self._writer: tantivy.IndexWriter | None = None
        self._lock: zc.lockfile.LockFile | None = lock

    def put(self, facts: Facts, new: bool = False) -> None:
        """Write the document of a node over the one it has; it has none when ``new``."""
        if not new:
            self._open.delete_documents_by_term("oid", str(facts.oid))
        self._open.add_document(write(facts))
        self.written += 1

    def remove(self, field: str, value: str) -> None:
        """Remove the documents with a value: of one node (``oid``), of all that stands beneath one (``ancestors``), of a ``lane``."""
        self._open.delete_documents_by_term(field, value)
        self.written += 1

    def clear(self) -> None:
        """Remove everything."""
        self._open.delete_all_documents()

    def commit(self, tid: bytes) -> None:
        """Let everybody see what was written, together with the last transaction that it takes into account."""
        watermark = tantivy.Document()
        watermark.add_text("oid", WATERMARK)
        watermark.add_bytes("mark", json.dumps(tid.hex()).encode())
        self._open.delete_documents_by_term("oid", WATERMARK)
        self._open.add_document(watermark)
        self._open.commit()
        self.index.view()

    def rollback(self) -> None:
        """Forget what was written since the last commit."""
        self._open.rollback()

    def close(self) -> None:
        """Give the right to write back; what was not committed is forgotten."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.rollback()
            writer.wait_merging_threads()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def _open(self) -> tantivy.IndexWriter:
        if self._lock is None:
            raise RuntimeError("this writer is closed")
        if self._writer is None:
            self._writer = self._begin()
        return self._writer


def _locked(folder: Path) -> zc.lockfile.LockFile:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "writer.lock"
    try:
        return zc.lockfile.LockFile(str(path), content_template="{pid}")
    except zc.lockfile.LockError as error:
        text = path.read_text(encoding="ascii", errors="replace").strip()
        raise IndexBusy(folder, int(text) if text.isdigit() else 0) from error


def _stored(searcher: tantivy.Searcher, oid: str) -> bytes | None:
    query = tantivy.Query.term_query(schema(), "oid", oid, "basic")
    hits = searcher.search(query, 1, count=False).hits
    return bytes(searcher.doc(hits[0][1]).get_first("mark")) if hits else None
