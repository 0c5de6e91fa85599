"""A site past one machine (A: scale): its tree in PostgreSQL, several servers of it, each with an index of its own."""

import json
import re
import shutil
import sys
from contextlib import ExitStack, closing
from datetime import timedelta
from urllib.parse import quote
from urllib.request import Request, build_opener

import pytest
import transaction
from persistent.mapping import PersistentMapping
from pyramid.request import Request as PyramidRequest
from ZODB import DB
from ZODB.blob import Blob
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError
from ZODB.utils import u64

from mobee_pyr import jobs
from mobee_pyr.application import configure
from mobee_pyr.commands.copying import CopyDiffers, compare, copy
from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content import tree
from mobee_pyr.content.attachment import Read
from mobee_pyr.content.node import now
from mobee_pyr.content.qualification import Criterion
from mobee_pyr.database import ROOT, database, last_deed, snapshot, with_site
from mobee_pyr.mail.delivery import post
from mobee_pyr.passwords import Passwords
from mobee_pyr.search import Index, Indexer
from mobee_pyr.settings import read
from mobee_pyr.workflows import evidence
from mobee_pyr.workflows.act import Act
from tests.builders import a_mission, a_network, a_person, an_application, an_organisation
from tests.functional.cluster import PASSWORD as SECRET_WORD
from tests.functional.cluster import missing, running
from tests.functional.shell import a_demonstration, mobee, opened, refused, told
from tests.soak.served import Browser, at_once, free_port, served, until

pytestmark = [pytest.mark.skipif(bool(missing()), reason=missing()), pytest.mark.xdist_group("postgres")]

PASSWORD = "trois petits pois verts"
STONES = "/culture/pierres-vivantes"
VOLUNTEERS = ("noe", "iris", "nora", "hugo")
ACCEPT = {"name": "accept", "reason": "Bienvenue !"}


@pytest.fixture(scope="session")
def cluster():
    """One database server for all of these tests."""
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def seed(cluster, tmp_path_factory):
    """A site in the database `seed`: an association with two référents, missions, volunteers; and its data folder."""
    data = tmp_path_factory.mktemp("seed") / "site"
    told("init", "--admin-mail", "ada@example.org", "--database", cluster.make("seed"), data=data, MOBEE_PASSWORD=PASSWORD)
    with opened(data) as run:
        run(_grow)
    return data


def _grow(site):
    network = a_network(site, manager="maud")
    stones = an_organisation(network, referent=["rose", "rania"])
    for name in ("plan-de-la-nef", "vitrail", "charpente", "toiture"):
        a_mission(stones, name, places=None)
    contested = a_mission(stones, "une-place", places=1)
    decided = a_mission(stones, "une-reponse", places=None)
    for mission, who in ((contested, "noe"), (contested, "iris"), (decided, "noe")):
        an_application(mission, by=who)
    for name in VOLUNTEERS:
        a_person(site, name)
    kept = Passwords().hash(PASSWORD)
    for person in site.people.inside("person"):
        person.password = kept


@pytest.fixture
def make(cluster):
    """``make()``: a new database of this test; `make("seed")`: a copy of one; its address."""
    made = []

    def one(template="template1"):
        name = f"test-{len(made)}-{free_port()}"
        made.append(name)
        return cluster.make(name, template)

    yield one
    for name in made:
        cluster.do(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def data(make, seed, tmp_path):
    """A copy of the seed, database and folder."""
    return a_copy(seed, make("seed"), tmp_path / "first")


def a_copy(seed, url, data):
    shutil.copytree(seed, data)
    ini = data / "mobee.ini"
    ini.write_text(ini.read_text().replace("/seed?", f"/{url.rpartition('/')[2]}?"))
    return data


def another(data, url, folder):
    """One more machine's folder for a site that has one."""
    told("init", "--join", "--database", url, data=folder, MOBEE_SECRET=(data / "secret").read_text())
    return folder


# init ---------------------------------------------------------------------------------------------------------------------


def test_init_puts_the_tree_into_the_database_and_the_password_into_no_setting(make, tmp_path):
    data = tmp_path / "site"
    said = told("init", "--demo", "--database", make(), data=data)
    assert "the tree is in postgresql://mobee@127.0.0.1:" in said and SECRET_WORD not in said
    ini = (data / "mobee.ini").read_text()
    assert "postgresql://mobee@127.0.0.1" in ini and "retry.attempts = 12\n" in ini
    assert not [written for written in (SECRET_WORD, quote(SECRET_WORD, safe=""), quote(SECRET_WORD)) if written in ini]
    assert (data / "database-password").stat().st_mode & 0o777 == 0o600
    assert not (data / "tree.fs").exists() and not (data / "blobs").exists()
    assert "everything is consistent" in told("check", data=data)
    data.rename(tmp_path / "moved")
    assert "behind: 0 transactions" in told("index", "status", data=tmp_path / "moved")


def test_the_password_may_come_from_the_environment_alone(make, tmp_path):
    url, data = make(), tmp_path / "site"
    bare = re.sub(":[^/@]+@", "@", url)
    told("init", "--demo", data=data, MOBEE_DATABASE=bare, PGPASSWORD=SECRET_WORD)
    assert not (data / "database-password").exists()
    assert "PGPASSWORD" in refused("check", data=data)
    assert "everything is consistent" in told("check", data=data, PGPASSWORD=SECRET_WORD)


def test_init_writes_over_no_site_and_beside_no_other_program(cluster, seed, make, tmp_path):
    assert "holds a tree already" in refused("init", "--demo", "--database", make("seed"), data=tmp_path / "site")
    url = make()
    cluster.do("CREATE TABLE accounts (id int)", url.rpartition("/")[2])
    assert "tables of another program" in refused("init", "--demo", "--database", url, data=tmp_path / "site")
    assert "holds no site yet" in refused("init", "--join", "--database", make(), data=tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_what_the_database_server_refuses_is_told_with_what_to_do(cluster, tmp_path):
    away = f"postgresql://mobee:x@127.0.0.1:{free_port()}/mobee"
    for url, why, how in (
        (cluster.url("mobee", "wrong word"), "password authentication failed", "PGPASSWORD"),
        (cluster.url("nowhere"), 'database "nowhere" does not exist', "createdb"),
        (away, "Connection refused", "is the database server running"),
    ):
        said = refused("init", "--demo", "--database", url, data=tmp_path / "site")
        assert why in said and how in said and "wrong word" not in said and "Traceback" not in said
    for url in ("mysql://a@b/c", "postgresql://127.0.0.1", "postgresql://127.0.0.1:x/mobee"):
        assert "must be like postgresql://" in refused("init", "--demo", "--database", url, data=tmp_path / "site", code=2)
    assert not (tmp_path / "site").exists()


def test_without_the_extra_one_reads_what_to_install(data, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg2", None)
    assert "pip install 'mobee[postgres]'" in refused("check", data=data)


# each command -------------------------------------------------------------------------------------------------------------


def test_every_command_works_on_a_tree_in_the_database(data, tmp_path):
    told("user", "add", "zoe@example.org", "--name", "Zoé", data=data, MOBEE_PASSWORD=PASSWORD)
    told("network", "add", "france", "--title", "France", "--manager", "maud@example.org", data=data)
    assert "Step" not in told("evolve", data=data)
    assert "1 found" in told("search", "vitrail", data=data)
    assert "documents are indexed" in told("index", "rebuild", data=data)
    assert "behind: 0" in told("index", "status", data=data)
    assert "Allow" in told("acl", STONES, data=data)
    assert "may view" in told("why", "visitor", "view", STONES, data=data)
    assert "reminders sent" in told("jobs", "run", data=data)
    (tmp_path / "missions.json").write_text("[]")
    assert "0 created" in told("import", "missions", tmp_path / "missions.json", "--network", "france", data=data)
    assert "pg_dump" in refused("backup", tmp_path / "copy.tar.gz", data=data)
    assert "everything is consistent" in told("check", data=data)


# convert ------------------------------------------------------------------------------------------------------------------


def titles(data):
    with DataFolder(data).reading() as site:
        return {oid: (node.__name__, node.title, node.state, node.created) for oid, node in site.nodes.items()}


def test_a_site_moves_into_the_database_and_back(make, tmp_path):
    data = a_demonstration(tmp_path)
    with opened(data) as run:
        run(lambda site: site._p_jar.root().update({"file": Blob(b"a photograph")}))
    before, found = titles(data), told("search", "architecte", data=data)
    assert "each compared with its source" in told("convert", "--to", make(), data=data)
    assert titles(data) == before and told("search", "architecte", data=data) == found
    with opened(data) as run:
        run(lambda site: setattr(tree.find(site, "/culture"), "summary", "Depuis PostgreSQL."))
    assert not (data / "tree.fs").exists() and len(list(data.glob("before-*/tree.fs"))) == 1
    shutil.rmtree(data / "blob-cache")
    (data / "blob-cache").mkdir()
    assert "is as it was" in told("convert", "--to", "file", data=data)
    assert titles(data) == before and "behind: 0" in told("index", "status", data=data)
    with DataFolder(data).reading() as site, site._p_jar.root()["file"].open() as file:
        assert (site["culture"].summary, file.read()) == ("Depuis PostgreSQL.", b"a photograph")
    assert "everything is consistent" in told("check", data=data)
    assert "in a file already" in refused("convert", "--to", "file", data=data)


def test_convert_writes_over_nothing(seed, make, tmp_path):
    file, tables = a_demonstration(tmp_path), a_copy(seed, make("seed"), tmp_path / "tables")
    said = refused("convert", "--to", make("seed"), data=file)
    assert "holds a tree already" in said and "The site is where it was" in said
    assert "everything is consistent" in told("check", data=file)
    (tables / "tree.fs").write_text("precious")
    assert "exists already" in refused("convert", "--to", "file", data=tables)
    assert (tables / "tree.fs").read_text() == "precious"


def test_convert_waits_for_no_server_to_be_there(data):
    """What is written while it is copied would be lost."""
    with DataFolder(data).reading():
        assert "stop every server of this site" in refused("convert", "--to", "file", data=data)
    assert not (data / "tree.fs").exists()


def test_a_copy_that_fails_leaves_an_empty_database(make, tmp_path, monkeypatch):
    data, url = a_demonstration(tmp_path), make()
    monkeypatch.setattr("mobee_pyr.commands.copying.EVERY", 0)
    with pytest.raises(ZeroDivisionError):
        mobee("convert", "--to", url, data=data)
    monkeypatch.undo()
    assert "everything is consistent" in told("check", data=data)
    assert "each compared" in told("convert", "--to", url, data=data)


def test_a_copy_that_is_not_its_source_is_told(tmp_path):
    source, destination = (FileStorage(str(tmp_path / name)) for name in ("one.fs", "other.fs"))
    with closing(DB(source)) as db:
        with db.transaction() as connection:
            connection.root().update(one=PersistentMapping(), other=PersistentMapping())
        progress = [].append
        copy(source, destination, progress)
        assert compare(source, destination, progress) == 3
        with db.transaction() as connection:
            connection.root()["other"]["word"] = "changed"
        with pytest.raises(CopyDiffers, match="differs from its source at object 0x2"):
            compare(source, destination, progress)
        with closing(FileStorage(str(tmp_path / "empty.fs"))) as empty, pytest.raises(CopyDiffers):
            compare(source, empty, progress)
    destination.close()


# two servers --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two(cluster, seed, tmp_path_factory):
    """Two servers of one site, each with a folder and an index of its own."""
    place = tmp_path_factory.mktemp("two")
    url = cluster.make("two", "seed")
    first = a_copy(seed, url, place / "first")
    folders = (first, another(first, url, place / "second"))
    with ExitStack() as stack:
        yield at_once(*(lambda folder=folder: stack.enter_context(served(folder, free_port())) for folder in folders))


@pytest.fixture
def ports(two):
    return [server.port for server in two]


def signed_in(port, name):
    browser = Browser(port)
    browser.sign_in(f"{name}@example.org", PASSWORD)
    return browser


def go(browser, port):
    """The proxy sends the next request of this browser to another server."""
    browser.site = f"http://127.0.0.1:{port}"
    return browser


def apply(browser, mission):
    return browser.post(f"{STONES}/{mission}/apply", motivation="Je sais faire.", availability="", time_basis="own", send="send")


def ask(port, path, **headers):
    """Status, page, and its tag."""
    with build_opener().open(Request(f"http://127.0.0.1:{port}{path}", headers=headers)) as answer:
        return answer.status, answer.read().decode(), answer.headers["ETag"]


def is_found(port, name):
    until(lambda: f"{STONES}/{name}" in ask(port, f"/bourse?words={name}")[1], lambda: "the index did not follow")


def test_a_sign_in_and_its_forms_hold_on_both(ports):
    here, there = ports
    nora = signed_in(here, "nora")
    assert apply(go(nora, there), "vitrail").status == 303
    assert "Vitrail" in go(nora, here).get("/my-space").text


def test_ones_own_deed_shows_on_the_next_page_wherever_that_comes_from(ports):
    here, there = ports
    rose = signed_in(here, "rose")
    for name, state in (("pause", False), ("resume", True), ("pause", False), ("resume", True)):
        assert rose.post(f"{STONES}/toiture/transition", name=name, reason="Travaux").status == 303
        listed = lambda port=there, state=state: (f"{STONES}/toiture" in go(rose, port).get("/bourse").text) == state  # noqa: E731
        until(listed, lambda: "the index did not follow")
        here, there = there, here


def test_what_a_command_did_is_found_on_both(two):
    with opened(two[0].data) as run:
        run(lambda site: a_mission(tree.find(site, STONES), "campanile"))
    for server in two:
        is_found(server.port, "campanile")


def test_kept_pages_are_exact_on_both(two, ports):
    here, there = ports
    path = f"{STONES}/charpente"
    for title in ("Charpente ancienne", "Charpente neuve"):
        with opened(two[0].data) as run:
            run(lambda site, title=title: setattr(tree.find(site, path), "title", title))
        assert title in ask(here, path)[1] and title in ask(there, path)[1]
        assert title in ask(here, path)[1] and title in ask(there, path)[1], "kept"


def test_the_last_place_is_taken_once(two, ports):
    here, there = ports
    rose, rania = signed_in(here, "rose"), signed_in(there, "rania")
    answers = at_once(
        lambda: rose.post(f"{STONES}/une-place/noe/transition", **ACCEPT),
        lambda: rania.post(f"{STONES}/une-place/iris/transition", **ACCEPT),
    )
    assert [answer.status for answer in answers] == [303, 303]
    with DataFolder(two[0].data).reading() as site:
        mission = tree.find(site, f"{STONES}/une-place")
        assert sorted(application.state for application in mission.inside()) == ["accepted", "waiting_list"]
        assert (mission.places_taken, mission.places_left) == (1, 0)


def test_of_two_who_decide_at_once_one_reads_that_the_other_did(ports):
    browsers = [signed_in(port, name) for port, name in zip(ports, ("rose", "rania"), strict=True)]
    answers = at_once(*(lambda b=b: b.post(f"{STONES}/une-reponse/noe/transition", **ACCEPT) for b in browsers))
    assert sorted(answer.status for answer in answers) == [303, 409]
    assert "a déjà répondu le " in next(answer.text for answer in answers if answer.status == 409)


def test_a_crowd_loses_nothing(two, ports):
    """Everybody applies to the same missions at once, half of them here, half there."""
    crowd = [(name, signed_in(ports[number % 2], name)) for number, name in enumerate(VOLUNTEERS)]
    for mission in ("plan-de-la-nef", "charpente"):
        answers = at_once(*(lambda b=b, m=mission: apply(b, m) for _name, b in crowd))
        assert [answer.status for answer in answers] == [303] * len(crowd), [answer.text[:500] for answer in answers]
    with DataFolder(two[0].data).reading() as site:
        for mission in ("plan-de-la-nef", "charpente"):
            assert sorted(node.__name__ for node in tree.find(site, f"{STONES}/{mission}").inside()) == sorted(VOLUNTEERS)
    for server in two:
        assert "everything is consistent" in told("check", data=server.data)


def test_the_tree_is_in_use_while_it_is_served(two):
    assert "stop every server of this site" in refused("convert", "--to", "file", data=two[0].data)


# what a request knows of its database --------------------------------------------------------------------------------------


@pytest.fixture
def application(data):
    """The application of a data folder, in this process, without its threads."""
    settings = DataFolder(data).settings
    found = configure(read(settings), settings)
    yield found
    database(found.registry).close()


def a_request(application, **cookies):
    request = PyramidRequest.blank("/", cookies=cookies)
    request.registry, request.tm = application.registry, transaction.TransactionManager(explicit=True)
    request.tm.begin()
    return request


def commit(data):
    """Another process does something; its transaction."""
    with DataFolder(data).database() as db:
        with_site(db, lambda site: setattr(site["culture"], "summary", f"{site['culture'].summary}."))
        with db.transaction() as connection:
            return u64(connection._storage.lastTransaction())


def test_a_deed_of_another_process_is_waited_for_and_one_to_come_is_not(application, data):
    """What the whole database answers is of the moment of its first question: each request asks its own connection."""
    database(application.registry).storage.lastTransaction()
    for _again in range(2):
        deed = commit(data)
        request = a_request(application, deed=f"{deed:x}")
        assert (last_deed(request), u64(snapshot(request))) == (deed, deed + 1)
        ahead = a_request(application, deed=f"{deed + 1:x}")
        assert last_deed(ahead) == 0
        for one in (request, ahead):
            one.tm.abort()
            one._process_finished_callbacks()


# jobs, kills --------------------------------------------------------------------------------------------------------------


REMINDER = "Ce qui attend votre réponse"


def test_the_jobs_of_one_hour_are_run_once(data):
    """At once: the second one's commit is refused, and nothing of it is sent. Later: they are no longer due."""
    moment = now().replace(minute=30, second=0, microsecond=0)
    letters = post(read(DataFolder(data).settings))
    with ExitStack() as stack:
        databases = [stack.enter_context(DataFolder(data).database()) for _process in range(2)]
        managers = [transaction.TransactionManager(explicit=True) for _process in databases]
        for manager in managers:
            manager.begin()
        sites = [db.open(manager).root()[ROOT] for db, manager in zip(databases, managers, strict=True)]
        assert [jobs.rest(site, moment) for site in sites] == [0, 0]
        sent = [jobs.run(site, letters, moment) for site in sites]
        assert sent[0] == sent[1] > 0
        managers[0].commit()
        with pytest.raises(ConflictError):
            managers[1].commit()
        managers[1].abort()
        assert sum(letter.subject == REMINDER for letter in letters.outbox.kept()) == sent[0]
        managers[1].begin()
        assert jobs.rest(sites[1], moment) == 1800 + jobs.MARGIN
        assert jobs.rest(sites[1], moment + timedelta(minutes=30)) == 0, "at each full hour"
        managers[1].abort()
        for site in sites:
            site._p_jar.close()


def test_clocks_of_two_servers_keep_one_hour_together(data):
    letters = post(read(DataFolder(data).settings))
    with ExitStack() as stack:
        clocks = [jobs.Clock(stack.enter_context(DataFolder(data).database()), letters, 5, first=0.01) for _server in range(2)]
        for clock in clocks:
            clock.start()
        until(letters.outbox.kept, lambda: "nothing was sent")
        for clock in clocks:
            clock.stop()
    told = [(letter.to, letter.subject, letter.text) for letter in letters.outbox.kept()]
    assert len(told) == len(set(told)) > 0


def test_the_index_takes_in_what_changed_and_no_more(data):
    """A storage that keeps no history calls each of its transactions packed: that is no reason to make the index anew."""
    with DataFolder(data).database() as here, DataFolder(data).database() as there:
        indexer = Indexer(here, Index(DataFolder(data).index))
        indexer.catch_up()
        for title in ("Vitrail bleu", "Vitrail rouge"):
            before = indexer.written
            with_site(there, lambda site, title=title: setattr(tree.find(site, f"{STONES}/vitrail"), "title", title))
            assert indexer.status().behind == 1
            indexer.catch_up()
            assert (indexer.written - before, indexer.status().behind) == (1, 0)
        indexer.stop()


# The last two, in this order: after them the two servers are no longer what they were.


def test_a_database_server_that_goes_and_comes_back(cluster, two, ports):
    """Whoever asks meanwhile is told so, and a proxy asks another machine; nobody has to start anything again."""
    cluster.control("-m", "fast", "stop")
    try:
        for port, path in zip(ports, ("/bourse", "/healthz"), strict=True):
            answer = Browser(port).get(path)
            assert answer.status == 503 and "Le site revient dans un instant" in answer.text and "back in a moment" in answer.text
        assert "is the database server running" in refused("check", data=two[0].data)
    finally:
        cluster.control("start")
    for port in ports:
        assert ask(port, "/bourse")[0] == 200
        until(lambda port=port: Browser(port).get("/healthz").status == 200, lambda port=port: Browser(port).get("/healthz").text)


def test_a_server_takes_over_the_index_of_one_that_was_killed(two):
    """Two servers of one folder share its index; both commits of a killed one heal."""
    with served(two[1].data, free_port()) as follower:
        two[1].kill()
        with opened(two[0].data) as run:
            run(lambda site: a_mission(tree.find(site, STONES), "clocher"))
        is_found(follower.port, "clocher")
        assert json.loads(ask(follower.port, "/healthz")[1])["well"]
        assert apply(signed_in(follower.port, "nora"), "toiture").status == 303
    for server in two:
        assert "everything is consistent" in told("check", data=server.data)
    assert "behind: 0" in told("index", "status", data=two[1].data)


PAPER = b"%PDF-1.4 un papier tres secret %%EOF"


def copies(data):
    """The files of a machine in which the document can be read."""
    return [path.name for path in data.rglob("*") if path.is_file() and PAPER in path.read_bytes()]


def test_a_withdrawn_document_leaves_the_database_and_each_machine(data):
    """M69: a machine's copy goes too; what is still needed is fetched again."""
    wanted, kept = (Criterion(name, "", evidence="document") for name in ("identity", "kept"))

    def given(site):
        stones, act = tree.find(site, STONES), Act(site, a_person(site, "rose"))
        for criterion, content in ((wanted, PAPER), (kept, b"%PDF-1.4 garde %%EOF")):
            evidence.give(act, stones, criterion, file=Read("statuts.pdf", "application/pdf", content))

    with opened(data) as run:
        run(given)
    assert copies(data)
    with opened(data) as run:
        run(lambda site: evidence.withdraw(Act(site, a_person(site, "rose")), tree.find(site, STONES), wanted))
    assert told("pack", "--days", "0", data=data).strip() == "Packed."
    assert copies(data) == []
    with DataFolder(data).reading() as site:
        assert tree.find(site, STONES).evidence["kept"].document.read() == b"%PDF-1.4 garde %%EOF"
        (count,) = site._p_jar._storage._load_connection.call(lambda _connection, cursor, *_: _counted(cursor), can_reconnect=True)
        assert count == 1


def _counted(cursor):
    cursor.execute("SELECT COUNT(DISTINCT zoid) FROM blob_chunk")
    return cursor.fetchone()
