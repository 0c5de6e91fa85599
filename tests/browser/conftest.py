"""Journeys in a real browser: Debian's Chromium on a demonstration site that a process of its own serves.

    def test_a_visitor_reads(house):
        house.visitor().go("/culture").reads("Réseau ouvert à tous")
        house.somebody("lea", phone=True).go("/my-space").reads("Mes candidatures")

`house` is one served site a module (and worker), with its letters; whatever a browser complains of fails the test.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from mobee_pyr.mail.outbox import Kept, Outbox
from tests.browser.somebody import Somebody
from tests.functional.shell import a_demonstration
from tests.soak.served import free_port, served

HERE = Path(__file__).parent
CHROMIUM = which("chromium")
WITHOUT = os.environ.get("MOBEE_NO_BROWSER") or ("" if CHROMIUM else "no Chromium here; `make test` fetches it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder drives a browser; where there is none, say why it is left out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if WITHOUT:
                item.add_marker(pytest.mark.skip(reason=WITHOUT))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """What stood in each browser when a test failed."""
    report = yield
    if call.when == "call" and report.failed and "house" in getattr(item, "funcargs", {}):
        for one in item.funcargs["house"].open:
            report.sections.append((f"browser at {one.here}", one.page.locator("body").inner_text(timeout=1000)))
    return report


class House:
    """A served site, the people at their browsers, and the letters that reach them."""

    def __init__(self, chromium: Browser, data: Path, port: int) -> None:
        self.chromium, self.data, self.url = chromium, data, f"http://localhost:{port}"
        self.open: list[Somebody] = []
        self._outside: Somebody | None = None

    def visitor(self, **facts: Any) -> Somebody:
        """Nobody is signed in."""
        self.open.append(Somebody(self.chromium, self.url, **facts))
        return self.open[-1]

    def somebody(self, name: str, **facts: Any) -> Somebody:
        """Somebody with an account of the demonstration, signed in."""
        return self.visitor(**facts).sign_in(name)

    def hidden(self, *paths: str) -> bool:
        """Does whoever is signed out read at each of them that there is no such page?"""
        if self._outside is None:
            self._outside = self.visitor()
        return all(self._outside.context.request.get(path).status == 404 for path in paths)

    def left(self) -> dict[str, list[str]]:
        """Close all browsers; their complaints, by the page where they ended."""
        complaints = {one.here: one.complaints for one in self.open if one.complaints}
        for one in self.open:
            one.context.close()
        self.open, self._outside = [], None
        return complaints

    def letters(self, name: str = "") -> list[Kept]:
        """What was sent to somebody (or to anybody), the oldest first."""
        kept = reversed(Outbox(self.data / "mail").kept())
        return [letter for letter in kept if (f"{name}@example.org" if name else "") in letter.to]

    def letter(self, name: str, *words: str) -> str:
        """The last letter to somebody that says all of this; its text, without its line breaks."""
        read = [" ".join(f"{letter.subject}\n{letter.text}".split()) for letter in self.letters(name)]
        found = [text for text in read if all(" ".join(word.split()) in text for word in words)]
        assert found, f"no letter to {name} says {words}; those that came:\n" + "\n\n".join(read)
        return found[-1]

    def link(self, name: str, *words: str) -> str:
        """The first address in that letter, on this site."""
        found = re.search(r"https?://[^/\s]+(/\S+)", self.letter(name, *words))
        assert found, f"no address in the letter to {name}"
        return found[1]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser program, started once a worker."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def prepare() -> Callable[[Path], None]:
    """What a module does to the demonstration before it is served."""
    return lambda data: None


@pytest.fixture(scope="module")
def serving(chromium: Browser, prepare: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A demonstration, prepared and served, for the tests of one module."""
    data, port = a_demonstration(tmp_path_factory.mktemp("browser")), free_port()
    prepare(data)
    with served(data, port):
        yield House(chromium, data, port)


@pytest.fixture
def house(serving: House) -> Iterator[House]:
    """The same, for one test: its browsers are closed at the end, and none of them may have had a complaint."""
    yield serving
    complaints = serving.left()
    assert not complaints, complaints
