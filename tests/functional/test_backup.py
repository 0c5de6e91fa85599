"""A site in one file, made while it is served, and back (A: ``backup``/``restore``)."""

import os
import tarfile

import pytest

from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content import tree
from mobee_pyr.mail.delivery import post
from mobee_pyr.settings import read
from mobee_pyr.uploads import Uploads
from tests.functional.shell import a_demonstration, files, opened, refused, told


@pytest.fixture
def data(tmp_path):
    return a_demonstration(tmp_path)


def titles(data):
    """Every node's place and title."""
    with DataFolder(data).reading() as site:
        return {oid: (node.__name__, node.title, node.state) for oid, node in site.nodes.items()}


def test_a_backup_holds_everything_that_a_site_needs(data, tmp_path):
    told("backup", tmp_path / "copy.tar.gz", data=data)
    said = told("restore", tmp_path / "copy.tar.gz", data=tmp_path / "new")
    assert "documents are indexed" in said
    assert titles(tmp_path / "new") == titles(data)
    for name in ("mobee.ini", "secret"):
        assert (tmp_path / "new" / name).read_bytes() == (data / name).read_bytes()
    assert (tmp_path / "new" / "secret").stat().st_mode & 0o777 == 0o600
    assert "everything is consistent" in told("check", data=tmp_path / "new")
    assert told("search", "architecte", data=tmp_path / "new") == told("search", "architecte", data=data)


def test_mails_that_were_not_sent_are_in_the_backup(data, tmp_path):
    letters = data / "mail"
    letters.mkdir(exist_ok=True)
    (letters / "one.eml").write_text("Subject: one")
    told("backup", tmp_path / "copy.tar.gz", data=data)
    told("restore", tmp_path / "copy.tar.gz", data=tmp_path / "new")
    assert (tmp_path / "new" / "mail" / "one.eml").read_text() == "Subject: one"
    assert post(read(DataFolder(tmp_path / "new").settings)).outbox.folder == tmp_path / "new" / "mail"


def test_uploaded_files_are_in_the_backup(data, tmp_path):
    from ZODB.blob import Blob

    with opened(data) as run:
        run(lambda site: site._p_jar.root().update({"file": Blob(b"a photograph")}))
    told("backup", tmp_path / "copy.tar.gz", data=data)
    told("restore", tmp_path / "copy.tar.gz", data=tmp_path / "new")
    with DataFolder(tmp_path / "new").reading() as site, site._p_jar.root()["file"].open() as file:
        assert file.read() == b"a photograph"


def test_files_that_only_wait_for_a_form_are_not_in_the_backup(data, tmp_path):
    Uploads(data / "uploads").keep("rose", "statuts.pdf", b"half sent")
    told("backup", tmp_path / "copy.tar.gz", data=data)
    told("restore", tmp_path / "copy.tar.gz", data=tmp_path / "new")
    assert not (tmp_path / "new" / "uploads").exists()


def test_a_backup_ends_with_the_last_whole_transaction(data, tmp_path):
    """A transaction that a server has begun to write, and not finished, is left out."""
    with opened(data) as run:
        run(lambda site: setattr(tree.find(site, "/culture"), "summary", "Avant."))
    with open(data / "tree.fs", "ab") as file:
        file.write(b"\0" * 11)
    told("backup", tmp_path / "copy.tar.gz", data=data)
    told("restore", tmp_path / "copy.tar.gz", data=tmp_path / "new")
    assert (tmp_path / "new" / "tree.fs").stat().st_size == (data / "tree.fs").stat().st_size - 11
    with DataFolder(tmp_path / "new").reading() as site:
        assert site["culture"].summary == "Avant."


def test_a_backup_into_a_folder_gets_a_name_of_its_own(data, tmp_path):
    (tmp_path / "backups").mkdir()
    told("backup", tmp_path / "backups", data=data)
    (made,) = os.listdir(tmp_path / "backups")
    assert made.startswith("mobee-") and made.endswith(".tar.gz")
    assert (tmp_path / "backups" / made).stat().st_mode & 0o777 == 0o600


def test_a_backup_overwrites_nothing(data, tmp_path):
    (tmp_path / "copy.tar.gz").write_text("precious")
    assert "exists already" in refused("backup", tmp_path / "copy.tar.gz", data=data)
    assert (tmp_path / "copy.tar.gz").read_text() == "precious"
    assert "there is no folder" in refused("backup", tmp_path / "nowhere" / "copy.tar.gz", data=data)


def test_a_restore_overwrites_nothing(data, tmp_path):
    told("backup", tmp_path / "copy.tar.gz", data=data)
    before = files(data)
    assert "is not empty" in refused("restore", tmp_path / "copy.tar.gz", data=data)
    assert files(data) == before


def a_text(path, copy):
    path.write_text("not a tar")


def cut(path, copy):
    path.write_bytes(copy[: len(copy) // 2])


def of_another_program(path, copy):
    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("notes"))


def with_another_tree(path, copy):
    folder = path.parent / "unpacked"
    path.write_bytes(copy)
    with tarfile.open(path) as archive:
        archive.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    (folder / "tree.fs").write_bytes((folder / "tree.fs").read_bytes()[:-100] + b"\0" * 100)
    with tarfile.open(path, "w:gz") as archive:
        archive.add(folder, ".")


def that_climbs_out(path, copy):
    (path.parent / "evil").write_text("x")
    with tarfile.open(path, "w:gz") as archive:
        archive.add(path.parent / "evil", "../../evil-was-here")


@pytest.mark.parametrize("spoil", [a_text, cut, of_another_program, with_another_tree, that_climbs_out])
def test_a_damaged_backup_restores_nothing(data, tmp_path, spoil):
    told("backup", tmp_path / "copy.tar.gz", data=data)
    spoilt = tmp_path / "spoilt" / "copy.tar.gz"
    spoilt.parent.mkdir()
    spoil(spoilt, (tmp_path / "copy.tar.gz").read_bytes())
    assert "nothing was restored" in refused("restore", spoilt, data=tmp_path / "new")
    assert not (tmp_path / "new").exists() and not list(tmp_path.glob(".new*")) and not list(tmp_path.rglob("evil-was-here"))


def test_restore_fills_an_empty_folder(data, tmp_path):
    told("backup", tmp_path / "copy.tar.gz", data=data)
    (tmp_path / "new").mkdir()
    told("restore", tmp_path / "copy.tar.gz", data=tmp_path / "new")
    assert titles(tmp_path / "new") == titles(data)
