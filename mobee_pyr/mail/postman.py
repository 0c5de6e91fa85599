"""The postman: takes the mails of the outbox to an SMTP server, and comes back as long as one could not be delivered."""

import fcntl
import logging
import re
import smtplib
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr
from pathlib import Path
from typing import NamedTuple

from mobee_pyr.mail.message import PASSING
from mobee_pyr.mail.outbox import Outbox

LOG = logging.getLogger(__name__)

TIMEOUT = 30
PATIENCE = 5 * 24 * 3600
"""Seconds after which a mail that nobody takes is put aside."""
ROUND = 60
"""Seconds between two rounds when nothing was put in by this process."""
SHORTEST, LONGEST = 30, 900
"""Seconds of the first and of the longest pause after a failure; each is twice as long as the one before."""
REFUSED = "refused"
"""The folder, inside the outbox, of the mails that were put aside."""


class Outcome(NamedTuple):
    """What came of one mail: its address, its id, and why it will never be delivered (empty: a server took it)."""

    address: str
    mail: str
    why: str = ""


@dataclass(frozen=True)
class Server:
    """How to reach an SMTP server. ``starttls``: encrypt, or do not send; ``implicit_tls``: encrypted from the first byte."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = False
    implicit_tls: bool = False

    @contextmanager
    def connected(self) -> Iterator[smtplib.SMTP]:
        """A connection, signed in. Raises `OSError` (every error of smtplib is one)."""
        context = ssl.create_default_context() if self.starttls or self.implicit_tls else None
        if self.implicit_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        with connection:
            if self.starttls:
                connection.starttls(context=context)
            if self.user:
                connection.login(self.user, self.password)
            yield connection


class Postman:
    """One round at a time, in one process at a time."""

    def __init__(self, outbox: Outbox, server: Server) -> None:
        self._outbox = outbox
        self._server = server
        self.report: Callable[[list[Outcome]], None] = lambda outcomes: None
        """Who is told, after each round, of the addresses that were reached or refused for good."""
        self._outcomes: list[Outcome] = []
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self._thread: threading.Thread | None = None
        self._over = threading.Event()

    def start(self) -> None:
        """Go round in a thread of its own, until `stop` or the end of the process."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._go_round, name="mobee postman", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread, after the mail in hand."""
        if self._thread is not None:
            self._over.set()
            self._outbox.arrived.set()
            self._thread.join()
            self._thread = None

    def round(self) -> int:
        """Deliver whatever is due, tell what came of it, and say how many mails went."""
        try:
            return self._round()
        finally:
            told, self._outcomes = self._outcomes, []
            self.report(told)

    def _round(self) -> int:
        with _alone(self._outbox.folder / ".postman") as alone:
            due = [path for path in self._outbox.waiting() if self._not_before.get(path.name, 0) <= time.monotonic()] if alone else []
            if not due or self._not_before.get("", 0) > time.monotonic():
                return 0
            try:
                with self._server.connected() as connection:
                    self._succeed("")
                    return sum([self._take(connection, path) for path in due])
            except OSError as error:
                self._fail("")
                LOG.warning("%s:%s takes no mail now, %s wait: %s", self._server.host, self._server.port, len(due), error)
                return 0

    def _take(self, connection: smtplib.SMTP, path: Path) -> bool:
        """Deliver one mail; ``False`` if it has to wait or was put aside. Raises `OSError` when the server is lost."""
        content = path.read_bytes()
        message = message_from_bytes(content, policy=policy.default)
        sender, to = parseaddr(str(message["From"]))[1], parseaddr(str(message["To"]))[1]
        try:
            connection.sendmail(sender, [to], re.sub(rb"\r?\n", b"\r\n", content))
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError, UnicodeError) as error:
            if _is_passing(message):
                self._try_again_or_forget(path, error)
            else:
                self._keep_or_put_aside(path, error, to)
            return False
        path.unlink()
        if not _is_passing(message):
            self._outcomes.append(Outcome(to, path.name))
        self._succeed(path.name)
        LOG.info("mail %s delivered to %s:%s", message["Message-ID"], self._server.host, self._server.port)
        return True

    def _try_again_or_forget(self, path: Path, error: Exception) -> None:
        """A mail whose address nobody may keep: refused for good it is gone, and what the server said of it is not written down."""
        if _is_over(path, error):
            path.unlink()
            self._succeed(path.name)
            LOG.info("mail %s was refused, and is not kept", path.name)
        else:
            self._fail(path.name)
            LOG.warning("mail %s has to wait", path.name)

    def _keep_or_put_aside(self, path: Path, error: Exception, to: str) -> None:
        """A passing refusal waits for another round; a lasting one, or one that has lasted, is for people to look at."""
        if _is_over(path, error):
            aside = path.parent / REFUSED
            aside.mkdir(mode=0o700, exist_ok=True)
            path.replace(aside / path.name)
            self._succeed(path.name)
            why = _about_the_address(error)
            if why:
                self._outcomes.append(Outcome(to, path.name, why))
            LOG.error("mail %s was refused and put into %s: %s", path.name, aside, error)
        else:
            self._fail(path.name)
            LOG.warning("mail %s has to wait: %s", path.name, error)

    def _fail(self, what: str) -> None:
        failures = self._failures[what] = self._failures.get(what, 0) + 1
        self._not_before[what] = time.monotonic() + min(SHORTEST * 2 ** (failures - 1), LONGEST)

    def _succeed(self, what: str) -> None:
        self._failures.pop(what, None)
        self._not_before.pop(what, None)

    def _pause(self) -> float:
        """Seconds until a round may find something to do."""
        next_try = self._not_before.get("") or min(self._not_before.values(), default=time.monotonic() + ROUND)
        return max(1.0, min(ROUND, next_try - time.monotonic()))

    def _go_round(self) -> None:
        while not self._over.is_set():
            self._outbox.arrived.clear()
            try:
                self.round()
            except Exception:
                LOG.exception("a round of the postman failed")
                self._fail("")
            self._outbox.arrived.wait(self._pause())


def _is_passing(message: Message) -> bool:
    return str(message["Message-ID"]).startswith(f"<{PASSING}+")


def _is_over(path: Path, error: Exception) -> bool:
    """Refused for good, or for too long?"""
    return _is_lasting(error) or path.stat().st_mtime < time.time() - PATIENCE


def _is_lasting(error: Exception) -> bool:
    """Will the same mail be refused again? Answers of the 500s say so."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return not isinstance(error, smtplib.SMTPDataError) or error.smtp_code >= 500


def _about_the_address(error: Exception) -> str:
    """What a server says of the address itself; empty when it refuses the sender or the content (5.7.x of RFC 3463)."""
    if isinstance(error, smtplib.SMTPNotSupportedError | UnicodeError):
        return "the address cannot be written in a mail"
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return ""
    code, text = next(iter(error.recipients.values()))
    said = " ".join(text.decode("utf-8", "replace").split()) if isinstance(text, bytes) else str(text)
    return "" if code == 530 or said.startswith("5.7.") else f"{code} {said}"


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Hold a lock file; ``False`` if another process holds it."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
