"""A plain HTTP client that keeps its connection and its cookies, and counts what it gets through."""

import http.client
import re
import time
from collections.abc import Callable
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"')


class Client:
    """One browser, without its window."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """The status and the body."""
        return self._ask("GET", path, None, headers)

    def page(self, path: str) -> bytes:
        """The body of a page that must be there."""
        status, body = self.get(path)
        assert status == 200, f"{path}: {status}"
        return body

    def post(self, path: str, **fields: str) -> int:
        """The status of a form sent."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{self.port}"}
        return self._ask("POST", path, urlencode(fields), headers)[0]

    def token(self, path: str) -> str:
        """The token of a page's form."""
        status, body = self.get(path)
        found = TOKEN.search(body.decode())
        assert found is not None, f"{path}: no form ({status})"
        return found.group(1) or found.group(2)

    def sign_in(self, mail: str, password: str) -> None:
        """Sign in through the page."""
        status = self.post("/sign-in", csrf_token=self.token("/sign-in"), mail=mail, password=password, next="/", sign_in="sign_in")
        assert status == 303, f"signing in as {mail} gave {status}"

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        headers = {"Host": f"localhost:{self.port}", **headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        for line in response.msg.get_all("Set-Cookie", []):
            name, _equals, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, content


def rate(work: Callable[[], object], seconds: float) -> float:
    """How often ``work()`` runs in a second."""
    begun, done = time.perf_counter(), 0
    while (passed := time.perf_counter() - begun) < seconds:
        work()
        done += 1
    return done / passed
