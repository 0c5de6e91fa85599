"""Journeys in a real browser: Debian's Chromium on a demonstration site that a process of its own serves.

    def test_a_visitor_reads(house):
        house.visitor().go("/culture").reads("Réseau ouvert à tous")
        house.somebody("lea", phone=True).go("/my-space").reads("Mes candidatures")

`house` is the served site, with its letters; whatever a browser complains of fails the test.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, sync_playwright

from mobee_pyr.content import tree
from mobee_pyr.content.site import Site
from mobee_pyr.workflows.procedures import drafts
from tests.browser.house import House, a_house, without_complaints
from tests.browser.pages import STONES, VASSEUR
from tests.builders import a_joining, a_person
from tests.functional.shell import a_demonstration, opened, told
from tests.functional.test_import import ITEM, REAL

HERE = Path(__file__).parent
CHROMIUM = which("chromium-headless-shell") or which("chromium")
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


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser program, started once a worker."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def serving(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration, served once a worker: each test tells a story of its own people, in a place of its own."""
    data = a_demonstration(tmp_path_factory.mktemp("browser"))
    with opened(data) as run:
        run(_what_it_lacks)
    with a_house(chromium, data) as house:
        yield house


@pytest.fixture(scope="package")
def imported(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A demonstration with the real missions where they are at hand; with one like them elsewhere."""
    folder = tmp_path_factory.mktemp("imported")
    data, source = a_demonstration(folder), REAL
    if not REAL.exists():
        source = folder / "missions.json"
        source.write_text(json.dumps([ITEM]), encoding="utf-8")
    told("network", "add", "france", "--title", "France", "--manager", "claire@example.org", data=data)
    assert told("import", "missions", source, "--network", "france", data=data).splitlines()[-1].endswith(" 0 refused")
    with a_house(chromium, data) as house:
        yield house


def _what_it_lacks(site: Site) -> None:
    """Noé asks to belong to the Atelier Vasseur; Élise is kept out; validation procedures are being written."""
    a_joining(tree.find(site, VASSEUR), by="noe")
    a_person(site, "elise", blocked=True)
    for owner, subject in (("/culture", "application.before"), (STONES, "application")):
        place = drafts.place_of(tree.find(site, owner), subject)
        drafts.keep(place, drafts.in_force(place))


@pytest.fixture
def house(serving: House) -> Iterator[House]:
    """The same, for one test: its browsers are closed at the end, and none of them may have had a complaint."""
    yield serving
    without_complaints(serving)
