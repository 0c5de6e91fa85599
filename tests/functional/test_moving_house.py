"""A network moves to another house: ``mobee export`` here, ``mobee import network`` there, and nothing half in between."""

import json
import resource
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest

from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content import tree
from mobee_pyr.content.attachment import Attachment
from mobee_pyr.content.person import by_mail
from mobee_pyr.exchange import form
from tests.exported import compared
from tests.functional.shell import a_demonstration, files, opened, refused, told


@pytest.fixture
def data(tmp_path):
    return a_demonstration(tmp_path)


@pytest.fixture
def exported(data, tmp_path):
    """The culture network of the demonstration, with a file of 300 kB in it."""

    def join(site):
        mission = tree.find(site, "/culture/pierres-vivantes/consolider-nos-comptes-annuels")
        paper = Attachment("plan.pdf", "application/pdf", bytes(range(256)) * 1200, "lea", datetime(2025, 1, 1, tzinfo=UTC))
        mission.attachments = {"a1": paper}

    with opened(data) as run:
        run(join)
    told("export", "culture", tmp_path / "culture.zip", data=data)
    return tmp_path / "culture.zip"


def test_export_import_export_is_identical(data, exported, tmp_path):
    """Beside itself under another name; the reports tell how many of each; everything is consistent."""
    said = told("import", "network", exported, "--as", "arts", data=data)
    assert "The network is at /arts: 1 network" in said and "Known here already: 14 people" in said
    told("export", "arts", tmp_path / "arts.zip", data=data)
    assert compared(tmp_path / "arts.zip") == compared(exported)
    assert "everything is consistent" in told("check", data=data)


def test_a_network_moves_to_a_house_where_nobody_is_known(exported, tmp_path):
    """Whoever comes along has an account without a password; their files came too."""
    new = tmp_path / "new"
    told("init", "--admin-mail", "ann@example.org", data=new)
    said = told("import", "network", exported, data=new)
    assert "14 people" in said
    assert "everything is consistent" in told("check", data=new)
    with DataFolder(new).reading() as site:
        mission = tree.find(site, "/culture/pierres-vivantes/consolider-nos-comptes-annuels")
        assert mission.attachments["a1"].read() == bytes(range(256)) * 1200
        assert by_mail(site, "rose@example.org").password is None
    assert not (new / "mail").exists() or not list((new / "mail").iterdir())


def test_an_export_is_made_while_another_process_holds_the_tree(data, tmp_path):
    """Reading needs nobody's leave; an import that would have to write is refused in words."""
    with DataFolder(data).database():
        assert "1 network" in told("export", "/culture", tmp_path / "one.zip", data=data)
        assert "is being changed by" in refused("import", "network", tmp_path / "one.zip", "--as", "x", data=data)
    assert (tmp_path / "one.zip").stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_exported_is_told_and_leaves_no_file(data, tmp_path):
    assert "there are: culture, environnement, horizon, sports" in refused("export", "nowhere", tmp_path / "one.zip", data=data)
    (tmp_path / "one.zip").write_text("mine")
    assert "exists already" in refused("export", "culture", tmp_path / "one.zip", data=data)
    assert (tmp_path / "one.zip").read_text() == "mine"


def test_a_name_that_is_taken_or_that_a_page_has_is_refused(data, exported):
    before = (data / "tree.fs").read_bytes()
    assert "'culture' is taken here: choose another one with --as" in refused("import", "network", exported, data=data)
    assert "name of a page" in refused("import", "network", exported, "--as", "bourse", data=data)
    assert "../../x" in refused("import", "network", exported, "--as", "../../x", data=data)
    assert (data / "tree.fs").read_bytes() == before


def rewritten(source, target, manifest=None, leave_out=(), add=(), sizes=None):
    """An export that somebody has changed."""
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in packed.namelist():
            data = packed.read(name)
            if name == form.MANIFEST and manifest:
                data = json.dumps(json.loads(data) | manifest).encode()
            if name not in leave_out:
                made.writestr(name, data)
        for name, data in add:
            made.writestr(name, data)
        for part in made.filelist:
            part.file_size = (sizes or {}).get(part.filename, part.file_size)
    return target


BAD = {
    "a path outside": ({"add": [("../../x", b"x")]}, "'../../x' is no part of an export"),
    "an absolute path": ({"add": [("/etc/passwd", b"x")]}, "'/etc/passwd' is no part of an export"),
    "ten gigabytes": ({"sizes": {form.NODES: 10_000_000_000}}, "10.0 GB when unpacked, more than 4.0 GB"),
    "a newer form": ({"manifest": {"version": 2}}, "newer than this one (1): install a newer mobee"),
    "a newer tree": ({"manifest": {"tree": 999}}, "newer than this one"),
    "an older tree": ({"manifest": {"tree": 1}}, "mobee evolve"),
    "something else": ({"manifest": {"format": "photos"}}, "no export of a network"),
    "a part missing": ({"leave_out": [form.PEOPLE]}, "people.jsonl is missing"),
    "a file too many": ({"add": [("blobs/" + "0" * 64, b"x")]}, "is there or in the manifest, but not both"),
    "a manifest of another": ({"manifest": {"parts": {}}}, "but not both"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_refused_with_its_reason_and_changes_nothing(data, exported, tmp_path, bad):
    changes, reason = BAD[bad]
    file = rewritten(exported, tmp_path / "bad.zip", **changes)
    before = files(data)
    assert reason in refused("import", "network", file, "--as", "arts", data=data)
    assert files(data) == before


def test_a_damaged_or_foreign_file_is_refused(data, exported, tmp_path):
    before = files(data)
    whole = exported.read_bytes()
    for number, content in enumerate((b"", b"not a zip", whole[: len(whole) // 2], whole[:2000] + bytes(50) + whole[2050:])):
        (tmp_path / f"{number}.zip").write_bytes(content)
        assert "nothing was imported" in refused("import", "network", tmp_path / f"{number}.zip", "--as", "arts", data=data)
    assert files(data) == before


def test_a_bomb_takes_no_memory(data, exported, tmp_path):
    """Half a gigabyte of one line: it is read by its declared size, a block at a time, and never as a whole."""
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        for name in form.PARTS:
            with made.open(name, "w", force_zip64=True) as part:
                for _block in range(500 if name == form.NODES else 0):
                    part.write(bytes(1_000_000))
        parts = {name: {"sha256": "", "size": 0} for name in form.PARTS}
        with zipfile.ZipFile(exported) as packed:
            manifest = json.loads(packed.read(form.MANIFEST))
        made.writestr(form.MANIFEST, json.dumps(manifest | {"parts": parts}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "is not what was written" in refused("import", "network", bomb, "--as", "arts", data=data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000, "kilobytes"


KILLED = """
import os, sys
from pathlib import Path
from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.exchange import arriving, form, parcel
from mobee_pyr import evolve
form.AT_ONCE = 3
done = []
def die(count):
    done.append(count)
    if len(done) == int(sys.argv[3]):
        os.kill(os.getpid(), 9)
with parcel.opened(Path(sys.argv[2]), evolve.newest()) as opened, DataFolder(Path(sys.argv[1])).changing() as run:
    run(lambda site: arriving.enter(site, opened, "arts", die))
"""


@pytest.mark.parametrize("moment", [1, 30, 70])
def test_killed_in_the_middle_nothing_is_there(data, exported, tmp_path, moment):
    """As if it had never begun; then it is done again."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", KILLED, str(data), str(exported), str(moment)], check=False)
    assert done.returncode == -9
    with DataFolder(data).reading() as site:
        assert site.get("arts") is None
    assert "everything is consistent" in told("check", data=data)
    told("import", "network", exported, "--as", "arts", data=data)
    assert "everything is consistent" in told("check", data=data)
