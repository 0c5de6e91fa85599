"""The real application for journeys: one a worker, and for each test a fresh copy of the tree of `hive.py`.

    def test_a_visitor_reads(app, site, sign_in):
        with site() as tree:                         # a transaction of its own: read or change anything, with tests.builders
            a_mission(find(tree, "/culture/pierres-vivantes"), "relire-un-bail")
        sign_in(app, "lea")
        app.get("/culture/pierres-vivantes/relire-un-bail").mustcontain("Relire un bail")

`app` is a browser (WebTest) with cookies of its own and its ``csrf``, `another_app()` one more, `mails()` the letters sent so far (the
oldest first), `searchable()` waits until the index has seen every deed.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import pytest
import transaction
import ZODB
import ZODB.FileStorage
from pyramid.interfaces import ISessionFactory
from pyramid.request import Request
from pyramid.response import Response
from webtest import Form, TestApp, TestRequest, TestResponse
from ZODB.utils import u64

from mobee_pyr.application import make_app
from mobee_pyr.cache import Pages
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import Site
from mobee_pyr.database import ROOT, WRITES, database
from mobee_pyr.mail.outbox import Kept, Outbox
from mobee_pyr.search import Index, Indexer
from mobee_pyr.search.index import Writer
from mobee_pyr.sessions import COOKIE
from mobee_pyr.throttle import Throttle
from tests.functional import hive

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)

WAIT = 5.0
"""Seconds: the index follows within one, on a busy machine too."""


class FormOfPage(Form):
    """A form read from its own part of the page; WebTest would read the whole page for each that has an id."""

    def _parse_fields(self) -> None:
        named, self.id = self.id, None if f'form="{self.id}"' not in self.response.testbody else self.id
        super()._parse_fields()
        self.id = named


class Page(TestResponse):
    """An answer of which no more is read than a test asks for."""

    def _parse_forms(self) -> None:
        forms = [FormOfPage(self, text) for text in FORM.findall(self.testbody)]
        self._forms_indexed = dict(enumerate(forms)) | {form.id: form for form in forms if form.id}


class Asked(TestRequest):
    """A request that a `Page` answers."""

    ResponseClass = Page


class Browser(TestApp):
    """A browser of somebody; ``csrf`` is the token of its session, for a POST without its page."""

    RequestClass = Asked

    @property
    def csrf(self) -> str:
        """Asks for a session when there is none yet."""
        session = self.session()
        if "csrf_token" not in session:
            self.keep(session)
        return str(session.get_csrf_token())

    def do_request(self, *args: Any, **kwargs: Any) -> Any:
        """Tests read pages with plain spaces; the spaces of French have tests of their own (tests/unit/i18n)."""
        response = super().do_request(*args, **kwargs)
        if response.content_type == "text/html":
            response.text = response.text.replace("\N{NO-BREAK SPACE}", " ")
        return response

    def session(self) -> Any:
        """What the server would read in this browser's cookie."""
        request = Request.blank("/", cookies={name: value.strip('"') for name, value in self.cookies.items()})
        request.registry = self.app.registry
        return self.app.registry.getUtility(ISessionFactory)(request)

    def keep(self, session: Any) -> None:
        """Take a session that a test has made."""
        session.get_csrf_token()
        response = Response()
        session._set_cookie(response)
        for former in [cookie for cookie in self.cookiejar if cookie.name == COOKIE]:
            self.cookiejar.clear(former.domain, former.path, former.name)
        self.set_cookie(COOKIE, response.headers["Set-Cookie"].split(";")[0].partition("=")[2])


class Following(Indexer):
    """Ends without a last look: what a test leaves behind is thrown away."""

    def _follow(self, writer: Writer) -> None:
        if not self._stopping.is_set():
            super()._follow(writer)

    def _save(self, writer: Writer, tid: bytes) -> None:
        if not self._stopping.is_set():
            super()._save(writer, tid)


@dataclass(frozen=True)
class Server:
    """The application of this worker, and the folder in which it keeps everything."""

    wsgi: Any
    data: Path

    @property
    def registry(self) -> Any:
        """The services of the application."""
        return self.wsgi.registry


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tree of every test, and its index."""
    data = tmp_path_factory.mktemp("seed")
    (data / "blobs").mkdir()
    db = _opened(data)
    with db.transaction() as connection:
        connection.root()[ROOT] = hive.grow()
    indexer = Indexer(db, Index(data / "index"))
    indexer.start()
    indexer.wait_for(u64(db.storage.lastTransaction()), timeout=30)
    indexer.stop()
    db.close()
    return data


@pytest.fixture(scope="session")
def worker(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application, put together once a worker as the site's settings for tests say."""
    data = tmp_path_factory.mktemp("site")
    shutil.copytree(seed, data, dirs_exist_ok=True)
    text = (files("mobee_pyr") / "etc" / "testing.ini").read_text(encoding="utf-8")
    served = Server(make_app({}, **_settings(Template(text).substitute(data=data, port=0))), data)
    yield served
    served.registry.indexer.stop()
    database(served.registry).close()


@pytest.fixture
def server(worker: Server, seed: Path) -> Iterator[Server]:
    """The application with a fresh copy of the tree and the index, no mail, and nothing counted or kept."""
    registry, data = worker.registry, worker.data
    registry.indexer.stop()
    database(registry).close()
    for part in ("tree.fs", "tree.fs.index", "tree.fs.tmp", "tree.fs.lock"):
        (data / part).unlink(missing_ok=True)
    for folder in ("index", "blobs"):
        shutil.rmtree(data / folder, ignore_errors=True)
    shutil.copytree(seed, data, dirs_exist_ok=True)
    for mail in (data / "mail").glob("[0-9]*"):
        mail.unlink()
    registry._zodb_databases[""] = _opened(data)
    registry.index = Index(data / "index")
    registry.indexer = Following(database(registry), registry.index)
    registry.indexer.start()
    registry.throttle, registry.pages = Throttle(), Pages()
    yield worker


@pytest.fixture
def app(server: Server) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(server.wsgi)


@pytest.fixture
def another_app(server: Server) -> Callable[[], Browser]:
    """Makes one more browser."""
    return lambda: Browser(server.wsgi)


@pytest.fixture
def site(server: Server) -> Callable[[], AbstractContextManager[Site]]:
    """``with site() as tree``: the tree in a transaction of its own, kept at the end of the block."""

    @contextmanager
    def opened() -> Iterator[Site]:
        manager = transaction.TransactionManager(explicit=True)
        manager.begin()
        connection = database(server.registry).open(transaction_manager=manager)
        try:
            yield connection.root()[ROOT]
            with WRITES:
                manager.commit()
            server.registry.indexer.wake()
        except BaseException:
            manager.abort()
            raise
        finally:
            connection.close()

    return opened


@pytest.fixture
def sign_in(site: Callable[[], AbstractContextManager[Site]]) -> Callable[[Browser, str], Browser]:
    """``sign_in(app, "lea")``: as if they had just done so on the page (which tests/functional/test_accounts.py proves)."""

    def signed_in(browser: Browser, name: str) -> Browser:
        with site() as tree:
            person = by_id(tree, name)
            assert person is not None, f"nobody is called {name}"
            session = browser.session()
            session.clear()
            session.update(person=person.id, epoch=person.epoch)
        browser.keep(session)
        return browser

    return signed_in


@pytest.fixture
def mails(server: Server) -> Callable[[], list[Kept]]:
    """``mails()``: what was sent in this test, the oldest first, each with ``to``, ``subject``, ``text``, ``html``."""
    return lambda: list(reversed(Outbox(server.data / "mail").kept()))


@pytest.fixture
def searchable(server: Server) -> Callable[[], None]:
    """``searchable()``: wait until the index has seen all that was committed."""

    def wait() -> None:
        last = u64(database(server.registry).storage.lastTransaction())
        assert server.registry.indexer.wait_for(last, timeout=WAIT) is not False

    return wait


def _opened(data: Path) -> Any:
    return ZODB.DB(ZODB.FileStorage.FileStorage(str(data / "tree.fs"), blob_dir=str(data / "blobs")), databases={}, database_name="")


def _settings(text: str) -> dict[str, str]:
    """The lines of the application's section."""
    section = text.partition("[app:main]")[2].partition("\n[")[0]
    lines = (line.partition("=") for line in section.splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _equals, value in lines if name.strip() != "use"}
