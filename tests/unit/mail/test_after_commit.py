"""A mail is kept when its transaction is committed, and never was when that is aborted."""

import os
import stat

import pytest
import transaction

from mobee_pyr.mail.outbox import ABANDONED, DRAFTS, Outbox
from mobee_pyr.mail.post import Post


@pytest.fixture
def manager():
    manager = transaction.TransactionManager(explicit=True)
    manager.begin()
    return manager


@pytest.fixture
def outbox(tmp_path):
    return Outbox(tmp_path / "mail")


@pytest.fixture
def post(outbox, manager):
    return Post(outbox, "mobee <mobee@example.org>", "https://mobee.example", lambda node: "https://mobee.example/x", manager=manager)


def drafts(outbox):
    return list((outbox.folder / DRAFTS).iterdir())


class Refusing:
    """A database that has a conflict at one of the phases of the commit."""

    def __init__(self, manager, phase):
        self.transaction_manager, self.phase = manager, phase
        manager.get().join(self)

    def _reach(self, phase):
        if phase == self.phase:
            raise RuntimeError(f"conflict at {phase}")

    def sortKey(self):
        return "database"

    def abort(self, trans):
        pass

    def tpc_begin(self, trans):
        self._reach("begin")

    def commit(self, trans):
        self._reach("commit")

    def tpc_vote(self, trans):
        self._reach("vote")

    def tpc_finish(self, trans):
        pass

    def tpc_abort(self, trans):
        pass


def test_nothing_is_kept_before_the_commit(post, manager, outbox):
    post.send("welcome", "lea@example.org")
    assert outbox.kept() == [] and drafts(outbox) == []
    manager.commit()
    (kept,) = outbox.kept()
    assert (kept.to, kept.subject) == ("lea@example.org", "Bienvenue sur mobee")
    assert drafts(outbox) == []


def test_every_database_has_finished_before_a_mail_is_kept(post, manager, outbox, monkeypatch):
    kept = []
    monkeypatch.setattr(Refusing, "tpc_finish", lambda self, trans: kept.append(outbox.kept()))
    post.send("welcome", "lea@example.org")
    Refusing(manager, "never")
    manager.commit()
    assert kept == [[]] and len(outbox.kept()) == 1


def test_an_abort_drops_the_mail(post, manager, outbox):
    post.send("welcome", "lea@example.org")
    manager.abort()
    manager.begin()
    manager.commit()
    assert outbox.kept() == [] and drafts(outbox) == []


@pytest.mark.parametrize("phase", ["begin", "commit", "vote"])
def test_a_conflict_drops_the_mail_without_a_fault_in_the_log(post, manager, outbox, phase, caplog):
    post.send("welcome", "lea@example.org")
    Refusing(manager, phase)
    with pytest.raises(RuntimeError, match="conflict"):
        manager.commit()
    manager.abort()
    assert outbox.kept() == [] and drafts(outbox) == []
    assert not [record for record in caplog.records if "conflict" not in str(record.exc_info)]


def test_a_deed_undone_to_a_savepoint_sends_nothing(post, manager, outbox):
    post.send("welcome", "lea@example.org")
    savepoint = manager.savepoint()
    post.send("welcome", "max@example.org")
    savepoint.rollback()
    manager.commit()
    assert [kept.to for kept in outbox.kept()] == ["lea@example.org"]


def test_what_is_sent_after_a_savepoint_was_undone_goes(post, manager, outbox):
    savepoint = manager.savepoint()
    post.send("welcome", "max@example.org")
    savepoint.rollback()
    for name in ("lea", "rose"):
        post.send("welcome", f"{name}@example.org")
    savepoint = manager.savepoint()
    post.send("welcome", "noe@example.org")
    savepoint.rollback()
    manager.commit()
    assert [kept.to for kept in outbox.kept()] == ["rose@example.org", "lea@example.org"]


def test_the_mails_of_a_transaction_are_waited_for_once(post, manager, outbox, monkeypatch):
    waited, fsync = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (waited.append(descriptor), fsync(descriptor)))
    for name in ("lea", "rose", "max"):
        post.send("welcome", f"{name}@example.org")
    manager.commit()
    assert len(waited) == 1
    assert [kept.to for kept in outbox.kept()] == ["max@example.org", "rose@example.org", "lea@example.org"]
    assert [path.suffix for path in outbox.folder.iterdir() if path.is_file() and not path.name.startswith(".")] == [".eml"] * 3


def test_a_process_that_goes_on_waits_for_the_disk_beside_its_transactions(post, manager, outbox, monkeypatch):
    waited, fsync = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (waited.append(os.readlink(f"/proc/self/fd/{descriptor}")), fsync(descriptor)))
    outbox.gather()
    for name in ("lea", "rose"):
        post.send("welcome", f"{name}@example.org")
    manager.commit()
    (bundle,) = (path for path in outbox.folder.iterdir() if path.suffix == ".several")
    outbox.settle()
    assert waited == [str(bundle), str(outbox.folder)] and not outbox.gathers
    assert [kept.to for kept in outbox.kept()] == ["rose@example.org", "lea@example.org"]


def test_what_went_on_its_way_meanwhile_is_waited_for_no_more(post, manager, outbox):
    outbox.gather()
    post.send("welcome", "lea@example.org")
    manager.commit()
    outbox.waiting()[0].unlink()
    outbox.settle()
    assert outbox.kept() == []


def test_a_bundle_left_half_taken_apart_doubles_and_loses_nothing(post, manager, outbox, monkeypatch):
    for name in ("lea", "rose"):
        post.send("welcome", f"{name}@example.org")
    manager.commit()
    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        replace, moved = os.replace, []

        def once(source, target):
            if moved:
                raise KeyboardInterrupt
            moved.append(replace(source, target))

        killed.setattr(os, "replace", once)
        outbox.waiting()
    assert [kept.to for kept in outbox.kept()] == ["rose@example.org", "lea@example.org"]
    assert drafts(outbox) == []


def test_a_full_disk_undoes_the_deed_instead_of_losing_its_mail(post, manager, outbox, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    database = Refusing(manager, "never")
    finished = []
    monkeypatch.setattr(Refusing, "tpc_finish", lambda self, trans: finished.append(self))
    monkeypatch.setattr(os, "fsync", full)
    post.send("welcome", "lea@example.org")
    with pytest.raises(OSError, match="No space"):
        manager.commit()
    manager.abort()
    assert database and finished == [] and drafts(outbox) == []


def test_a_mail_that_cannot_be_kept_does_not_break_what_is_committed(post, manager, outbox, monkeypatch, caplog):
    def gone(source, target):
        raise OSError(2, "No such file or directory")

    post.send("welcome", "lea@example.org")
    monkeypatch.setattr(os, "replace", gone)
    manager.commit()
    assert len(drafts(outbox)) == 1 and "stayed among the drafts" in caplog.text


def test_the_outbox_is_its_owners_alone(post, manager, outbox):
    post.send("welcome", "lea@example.org")
    manager.commit()
    assert stat.S_IMODE(outbox.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(outbox.waiting()[0].stat().st_mode) == 0o600


def test_a_draft_of_a_killed_process_is_cleared_away(tmp_path):
    outbox = Outbox(tmp_path)
    old, young = (outbox.folder / DRAFTS / name for name in ("old", "young"))
    old.touch(), young.touch()
    os.utime(old, (0, young.stat().st_mtime - ABANDONED - 1))
    Outbox(tmp_path)
    assert drafts(outbox) == [young]


def test_the_latest_mail_comes_first_and_is_read_by_its_name(post, manager, outbox):
    post.send("welcome", "lea@example.org")
    post.send("confirm-address", "max@example.org", url="/confirm/abc")
    manager.commit()
    latest, first = outbox.kept()
    assert (latest.to, first.to) == ("max@example.org", "lea@example.org")
    assert "https://mobee.example/confirm/abc" in outbox.read(latest.name).text


@pytest.mark.parametrize("name", ["../secret", "", ".", ".drafts", "x.eml", "0" * 20 + "-" + "0" * 8 + ".eml"])
def test_no_other_file_can_be_read(outbox, name):
    (outbox.folder.parent / "secret").write_text("x")
    with pytest.raises(LookupError):
        outbox.read(name)
