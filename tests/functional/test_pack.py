"""What is deleted leaves the disk: ``mobee pack``, and the server by itself once a week (M69, K07)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from mobee_pyr import jobs, packing
from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content import tree
from mobee_pyr.content.attachment import Read
from mobee_pyr.content.node import now
from mobee_pyr.content.qualification import Criterion
from mobee_pyr.database import database
from mobee_pyr.workflows import evidence
from mobee_pyr.workflows.act import Act
from tests.builders import a_person
from tests.functional.shell import a_demonstration, opened, refused, told

SECRET = b"%PDF-1.4 un papier tres secret %%EOF"
NAME = "statuts-de-la-fresque.pdf"
CRITERION = Criterion("identity", "Identité", evidence="document")
CHOIR, STONES = "/culture/choeur-des-deux-rives", "/culture/pierres-vivantes"


@pytest.fixture
def data(tmp_path):
    """A site in which a document was given, and withdrawn."""
    data = a_demonstration(tmp_path)
    with opened(data) as run:
        run(lambda site: evidence.give(act(site), tree.find(site, CHOIR), CRITERION, file=Read(NAME, "application/pdf", SECRET)))
    assert holds(data)
    with opened(data) as run:
        run(lambda site: evidence.withdraw(act(site), tree.find(site, CHOIR), CRITERION))
    return data


def act(site):
    return Act(site, a_person(site, "rose"))


def holds(data):
    """The files in which the document, or its name, can still be read."""
    files = [path for path in data.rglob("*") if path.is_file()]
    return [path.name for path in files if SECRET in (said := path.read_bytes()) or NAME.encode() in said]


def test_a_withdrawn_document_leaves_the_disk_with_its_name(data):
    """Until then it can be read in the history of the tree, and in its file."""
    assert sorted(name.rpartition(".")[2] for name in holds(data)) == ["blob", "fs"]
    assert "on disk before" in told("pack", "--days", 0, data=data)
    assert holds(data) == []
    assert not list(data.rglob("*.old")) and "everything is consistent" in told("check", data=data)
    assert "nef romane" in told("search", "architecte", data=data)


def test_the_history_of_the_last_day_is_kept_unless_told_otherwise(data):
    told("pack", data=data)
    assert holds(data)


def test_a_document_that_is_still_needed_stays(data):
    with opened(data) as run:
        run(lambda site: evidence.give(act(site), tree.find(site, CHOIR), CRITERION, file=Read(NAME, "application/pdf", SECRET)))
    told("pack", "--days", 0, data=data)
    with DataFolder(data).reading() as site:
        assert tree.find(site, CHOIR).evidence["identity"].document.read() == SECRET


def test_while_the_site_is_held_it_says_how_to_go_on(data):
    with opened(data):
        assert "wait until it has finished" in refused("pack", data=data)
    assert holds(data)
    refused("pack", "--days", "-1", data=data, code=2)


def test_the_server_packs_once_a_week(data):
    """From the first time it is served on; a server that is restarted every day packs too."""
    moments = [now() + timedelta(days=days) for days in (0, 1, 6, 7, 8, 14)]
    with opened(data) as run:
        due = [run(lambda site, moment=moment: packing.is_due(site, moment)) for moment in moments]
    assert due == [False, False, False, True, False, True]


def test_the_clock_packs_what_is_due(data):
    with DataFolder(data).database() as db:
        with db.transaction() as connection:
            connection.root()["mobee"].jobs[packing.JOB] = now() - timedelta(days=8)
        clock = jobs.Clock(db, SimpleNamespace(), 5)
        clock.pack()
        with db.transaction() as connection:
            assert now() - connection.root()["mobee"].jobs[packing.JOB] < timedelta(minutes=5)
        clock.pack()
    assert not list(data.rglob("*.old"))


def test_a_site_is_packed_while_it_is_served(app, sign_in, site, server, searchable):
    """Pages are read, deeds are done and found, before and after."""
    with site() as tree_:
        evidence.give(act(tree_), tree.find(tree_, STONES), CRITERION, file=Read(NAME, "application/pdf", SECRET))
    with site() as tree_:
        evidence.withdraw(act(tree_), tree.find(tree_, STONES), CRITERION)
    searchable()
    assert holds(server.data)
    packing.pack(database(server.registry), days=0)
    assert [name for name in holds(server.data) if not name.endswith(".eml")] == []
    form = sign_in(app, "rose").get(f"{STONES}/plan-de-la-nef/edit").forms["form"]
    form["title"], form["summary"], form["description"], form["city"] = (
        "Un xylophone à réparer",
        "Il sonne faux.",
        "Depuis l’orage.",
        "Tournus",
    )
    form.submit("save", status=303)
    searchable()
    app.get("/bourse?words=xylophone").mustcontain("Un xylophone à réparer")
