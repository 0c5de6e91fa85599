"""What a server does by itself beside the requests: rounds, each in a thread that looks, does what is due, and waits again."""

import logging
import threading

from ZODB.POSException import ConflictError

LOG = logging.getLogger(__name__)


class Rounds(threading.Thread):
    """Goes on between `start` and `stop`. ``work`` says in a log what could not be done; it is tried again at the next look."""

    def __init__(self, work: str, first: float, pause: float) -> None:
        super().__init__(name=f"mobee {work}", daemon=True)
        self._work, self._first, self._pause = work, first, pause
        self.over = threading.Event()
        """Set when the process wants to end."""

    def look(self) -> float | None:
        """Do what is due; give the seconds until the next look, ``None`` for the usual ones."""
        raise NotImplementedError

    def run(self) -> None:
        """Wait, look, and again."""
        pause = self._first
        while not self.over.wait(pause):
            pause = self.looked()

    def looked(self) -> float:
        """Look once, whatever happens; give the seconds until the next time."""
        try:
            pause = self.look()
            return self._pause if pause is None else pause
        except ConflictError:
            LOG.info("%s: another process does the same", self._work)
        except Exception:
            LOG.exception("%s failed and is tried again", self._work)
        return self._pause

    def stop(self) -> None:
        """End after the work in hand."""
        self.over.set()
        if self.is_alive():
            self.join()
