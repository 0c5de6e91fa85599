"""Files that wait for the rest of their form: for one person, for an hour."""

import os
import time

import pytest

from mobee_pyr.uploads import Uploads


@pytest.fixture
def uploads(tmp_path):
    return Uploads(tmp_path / "uploads")


def test_a_file_is_given_back_to_whoever_sent_it_and_to_nobody_else(uploads):
    key = uploads.keep("rose", "statuts.pdf", b"a\nb\0c")
    assert uploads.get("rose", key) == ("statuts.pdf", b"a\nb\0c")
    assert uploads.get("lea", key) is uploads.get("rose", "../tree.fs") is uploads.get("rose", "") is None


def test_only_its_owner_may_read_the_folder(uploads, tmp_path):
    uploads.keep("rose", "statuts.pdf", b"x")
    (made,) = (tmp_path / "uploads").iterdir()
    assert made.stat().st_mode & 0o777 == 0o600 and made.parent.stat().st_mode & 0o777 == 0o700
    assert "statuts" not in made.name and "rose" not in made.name


def test_after_an_hour_it_is_forgotten(uploads, tmp_path):
    old = uploads.keep("rose", "statuts.pdf", b"x")
    for path in (tmp_path / "uploads").iterdir():
        os.utime(path, (time.time() - 3601,) * 2)
    new = uploads.keep("rose", "autre.pdf", b"y")
    assert uploads.get("rose", old) is None and uploads.get("rose", new) == ("autre.pdf", b"y")


def test_nothing_to_forget_is_no_fault(uploads):
    uploads.sweep()
