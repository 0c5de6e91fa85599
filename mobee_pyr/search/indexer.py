"""Keeps the index in step with the tree, behind the requests' backs: after each commit, and for those of other processes."""

import logging
import threading
import time
from typing import NamedTuple

import ZODB
from ZODB.POSException import POSKeyError, ReadConflictError
from ZODB.utils import p64

from mobee_pyr.database import ROOT
from mobee_pyr.search.batch import Batch, Progress
from mobee_pyr.search.changes import HistoryGone, behind, reading, since
from mobee_pyr.search.index import Index, IndexBusy, Writer

log = logging.getLogger(__name__)

POLL = 1.0
"""Seconds between two looks at what other processes have done."""

GATHER = 0.5
"""Seconds in which deeds gather for one commit of the index, unless somebody waits for theirs: it costs as much for one as for many."""

LAST_SEEN_EVERY = 60.0
"""Seconds after which a last transaction that touched no document is written down, so that a restart has less to read."""

PATIENCE = 30.0
"""Seconds that the index may be behind before it no longer follows."""


class Stopped(Exception):
    """The indexer was asked to end in the middle of a long work; the next start begins it again."""


class Status(NamedTuple):
    """How the index is: ``documents`` in it, the last transaction it has seen (``tid``), how many transactions it is ``behind``
    (a thousand stands for more) and for how many ``seconds``; who writes it; the last ``fault``, empty when all is well.
    """

    documents: int
    tid: bytes | None
    behind: int
    seconds: float
    writer_pid: int | None
    fault: str

    @property
    def follows(self) -> bool:
        """Is what people find up to date?"""
        return not self.fault and self.tid is not None and self.seconds < PATIENCE


class Indexer:
    """Writes ``index`` from ``database``, in a thread of its own between `start` and `stop`.

    One process a machine writes. In another one `start` does not fail: it follows, and takes over when the writer is gone;
    `rebuild` and `catch_up` say who writes by raising `IndexBusy`.
    """

    def __init__(self, database: ZODB.DB, index: Index, poll: float = POLL) -> None:
        self.database = database
        self.index = index
        self.poll = poll
        self.fault = ""
        self._writer: Writer | None = None
        self._thread: threading.Thread | None = None
        self._turn = threading.Lock()
        self._woken = threading.Event()
        self._hurried = threading.Event()
        self._stopping = threading.Event()
        self._news = threading.Condition()
        self._seen: bytes | None = None
        self._sound = False
        self._saved = time.monotonic()

    @property
    def written(self) -> int:
        """How many documents this process has written or removed."""
        return 0 if self._writer is None else self._writer.written

    def start(self) -> None:
        """Begin to follow; what happened meanwhile is caught up with first, in the background."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="mobee-indexer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, after a last look, and let another process write. May be called twice."""
        self._stopping.set()
        self._hurry()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._writer is not None and self._seen is not None and self._seen != self.index.tid:
            self._save(self._writer, self._seen)
        self._drop_writer()

    def wake(self) -> None:
        """Something was committed. Costs nothing; call it after the commit."""
        self._woken.set()

    def wait_for(self, tid: int | bytes, timeout: float) -> bool:
        """Wait until the index has seen a transaction, so that somebody's own deed shows; ``False`` if it has not in time."""
        wanted = p64(tid) if isinstance(tid, int) else tid
        if self._has_seen(wanted):
            return True
        self._hurry() if timeout > 0 else self.wake()
        if self._thread is None or self._writer is None:
            return self.index.wait_for(wanted, timeout)
        with self._news:
            return self._news.wait_for(lambda: self._has_seen(wanted), timeout)

    def catch_up(self) -> None:
        """Take in all that was committed, now and in this thread. Raises `IndexBusy`."""
        with self._turn:
            self._follow(self._writing())

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the index anew, and say how many documents it holds. What it held is found until then. Raises `IndexBusy`."""
        with self._turn, reading(self.database) as (connection, last):
            return self._rebuild(self._writing(), connection, last, progress)

    def status(self) -> Status:
        """How the index is, compared with the storage; also right for an index that another process writes."""
        with reading(self.database) as (connection, last):
            tid = self._seen or self.index.seen
            count, seconds = behind(connection, tid, last) if tid is not None else (0, 0.0)
        return Status(self.index.documents, tid, count, seconds, self.index.writing_pid(), self.fault)

    def _run(self) -> None:
        pause, last = self.poll, False
        while not last:
            last = self._stopping.is_set()
            self._woken.clear()
            self._hurried.clear()
            try:
                self.catch_up()
                self.fault, pause = "", self.poll
            except IndexBusy:
                self.index.view()
            except Stopped:
                return
            except Exception as error:
                log.exception("the index could not follow")
                self._drop_writer()
                self.fault, pause = f"{type(error).__name__}: {error}", min(30.0, pause * 2)
                self._stopping.wait(pause)
            if not last and self._woken.wait(pause):
                self._hurried.wait(GATHER)

    def _hurry(self) -> None:
        """Somebody waits: do not gather any longer."""
        self._hurried.set()
        self._woken.set()

    def _follow(self, writer: Writer) -> None:
        """Take in what was committed since the last look."""
        with reading(self.database) as (connection, last):
            known = self._seen or self.index.tid
            if known == last and self._seen is not None:
                self._save_now_and_then(writer, last)
                return
            try:
                if known is None:
                    raise HistoryGone("the index is new")
                self._take_in(writer, connection, known, last)
            except (HistoryGone, POSKeyError, ReadConflictError) as reason:
                log.info("the index is made anew: %s", reason)
                self._rebuild(writer, connection, last, self._may_go_on)

    def _take_in(self, writer: Writer, connection: ZODB.Connection.Connection, known: bytes, last: bytes) -> None:
        changes = since(connection, known, last)
        before, batch = writer.written, Batch(self.index, writer)
        for record in sorted(changes.records):
            batch.update(connection.get(record))
        site = connection.root().get(ROOT)
        if site is not None and (changes.workflows or self._seen is None):
            batch.renew_lanes(site)
        if writer.written != before:
            self._save(writer, last)
        self._show(last)

    def _rebuild(self, writer: Writer, connection: ZODB.Connection.Connection, last: bytes, progress: Progress | None = None) -> int:
        site = connection.root().get(ROOT)
        if site is None:
            return 0
        done = Batch(self.index, writer).everything(site, progress)
        connection.cacheMinimize()
        self._save(writer, last)
        self._show(last)
        return done

    def _may_go_on(self, _done: int, _expected: int) -> None:
        """A rebuild of a large site in the background does not keep the server from ending."""
        if self._stopping.is_set() and threading.current_thread() is self._thread:
            raise Stopped

    def _save(self, writer: Writer, tid: bytes) -> None:
        writer.commit(tid)
        self._saved = time.monotonic()

    def _save_now_and_then(self, writer: Writer, tid: bytes) -> None:
        if tid != self.index.tid and time.monotonic() - self._saved > LAST_SEEN_EVERY:
            self._save(writer, tid)

    def _show(self, tid: bytes) -> None:
        """Tell those who wait, here and in other processes, that all up to ``tid`` can be found."""
        self.index.note_seen(tid)
        with self._news:
            self._seen = tid
            self._news.notify_all()

    def _has_seen(self, tid: bytes) -> bool:
        """Until the first look, what the index was left with counts, unless it is ahead of the storage."""
        if self._seen is not None:
            return self._seen >= tid
        left = self.index.seen
        return left is not None and tid <= left and self._is_sound(left)

    def _is_sound(self, left: bytes) -> bool:
        """Once it is not ahead, it stays so: whoever writes it follows the storage."""
        if not self._sound:
            with reading(self.database) as (_connection, last):
                self._sound = left <= last
        return self._sound

    def _writing(self) -> Writer:
        if self._writer is None:
            self._writer = self.index.writer()
            self._seen = None
        return self._writer

    def _drop_writer(self) -> None:
        """Forget what was not committed; the next look begins from what the index holds."""
        with self._turn:
            writer, self._writer, self._seen = self._writer, None, None
            if writer is not None:
                writer.close()
