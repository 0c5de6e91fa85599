"""A site served by a process of its own, as in real life, and people at their browsers."""

import re
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

from tests.functional.shell import PROGRAM

PATIENCE = 30.0
"""Seconds for a start, a stop, or the index to follow, on a busy machine."""


class Gone(ConnectionError):
    """The server did not answer."""


class Answer(NamedTuple):
    """What came back."""

    status: int
    text: str
    location: str


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


class Browser:
    """Somebody at a browser; signs in with the password of all."""

    def __init__(self, port: int) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _Stay())
        self.csrf = ""

    def get(self, path: str) -> Answer:
        return self._ask(path, None)

    def post(self, path: str, **fields: str) -> Answer:
        return self._ask(path, urlencode({"csrf_token": self.csrf, **fields}).encode())

    def sign_in(self, mail: str, password: str) -> None:
        self.get("/sign-in")
        answer = self.post("/sign-in", mail=mail, password=password, next="/my-space")
        assert answer.status == 303, answer.text[:2000]
        self.get("/sign-out")

    def _ask(self, path: str, body: bytes | None) -> Answer:
        try:
            answer = self._answer(path, body)
        except (URLError, HTTPException, OSError) as error:
            raise Gone(str(error)) from error
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"|value="([^"]+)"[^>]* name="csrf_token"', answer.text)
        if found:
            self.csrf = found[1] or found[2]
        return answer

    def _answer(self, path: str, body: bytes | None) -> Answer:
        """A refusal is an answer too, and may be cut short as any other."""
        try:
            with self._opener.open(self.site + path, body, timeout=PATIENCE) as response:
                return Answer(response.status, response.read().decode(), "")
        except HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode(), error.headers.get("Location", ""))


class Server:
    """``mobee serve`` in a process of its own."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.log = data.parent / "server.log"
        with self.log.open("ab") as log:
            words = [*PROGRAM, "serve", "--data", str(data), "--port", str(port)]
            self.process = subprocess.Popen(words, stdout=log, stderr=log)
        until(lambda: self._answers(), self.log.read_text)

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return Browser(self.port).get("/healthz").status == 200
        except Gone:
            return False

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """As an operator does; the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()


@contextmanager
def served(data: Path, port: int):
    """A site served for a while."""
    server = Server(data, port)
    try:
        yield server
    finally:
        if server.process.poll() is None and server.stop():
            raise AssertionError(server.log.read_text())


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def until(true, why) -> None:
    """Wait for something to become true; ``why()`` is told if it does not."""
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while not true():
        assert time.monotonic() < deadline, why()
        pause.wait(0.05)


def at_once(*deeds):
    """Do all of it at the same moment, each in a thread of its own; what each gave back."""
    start, given = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(position):
        start.wait()
        given[position] = deeds[position]()

    threads = [threading.Thread(target=run, args=(position,)) for position in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given
