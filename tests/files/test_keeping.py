"""Keeping one open map: saving it, its lock, and what another program does to its file."""

import errno
import hashlib
import os
import stat
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from journeymapper.edit.new import new_document
from journeymapper.files import saving, writer
from journeymapper.files.codec import encode
from journeymapper.files.journal import journal
from journeymapper.files.journal.journal import Journal
from journeymapper.files.journey import load, save
from journeymapper.files.keeping import ChangedOnDisk, SaveJob, keep_file, open_file
from journeymapper.files.locks import lock_file
from journeymapper.files.versions import find_version, versions_of
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source
from journeymapper.model.patch import make_patch
from tests.files.desk import Desk


def start() -> Document:
    return new_document(id_source(1), title="start")


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    """A map with a file, open."""
    with Desk(tmp_path, start()) as found:
        yield found.open()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def job(desk: Desk, path: Path | None = None) -> SaveJob:
    return desk.keeper.job(desk.store.document, desk.store.position, path=path)


def write_another(desk: Desk) -> bytes:
    data = encode(new_document(id_source(9), title="another"))
    desk.path.write_bytes(data)
    return data


def load_anew(desk: Desk) -> None:
    """Another program writes the map, and the window takes what it wrote."""
    theirs = open_file(desk.path).loaded.document
    theirs.apply(
        make_patch({theirs.map.id: (theirs.map, msgspec.structs.replace(theirs.map, title="their"))})
    )
    data = encode(theirs)
    desk.path.write_bytes(data)
    with desk.store.edit("Reload") as tx:
        tx.change(desk.map.id, title="their")
    desk.keeper.adopt(hashlib.sha256(data).hexdigest(), desk.store.position, data)
    desk.store.mark_saved(desk.store.position)


def full(*_arguments: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


# saving


def test_a_save_writes_the_map_and_says_which_state_it_holds(desk):
    desk.edit("one")
    saved = desk.save()
    assert (saved.path, saved.sha256) == (desk.path, digest(desk.path))
    assert desk.keeper.sha256 == saved.sha256
    assert desk.on_disk.map.title == "one"
    assert not desk.store.modified


def test_what_is_edited_while_a_save_is_under_way_is_not_said_to_be_saved(desk):
    desk.edit("one")
    work = job(desk)
    desk.edit("two")
    saved = desk.keeper.run(work)
    desk.keeper.finished(saved)
    desk.store.mark_saved(saved.position)
    assert desk.on_disk.map.title == "one"
    assert desk.store.modified
    desk.store.undo()
    assert not desk.store.modified


def test_saving_what_has_not_changed_writes_nothing(desk):
    before = desk.path.stat()
    assert desk.save().sha256 == digest(desk.path)
    desk.edit("one")
    desk.store.undo()
    desk.save()
    desk.edit("one")
    desk.edit("start")
    desk.save()
    assert not desk.store.modified
    after = desk.path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_another_program_wrote_for_the_same_map_stays_as_it_is(tmp_path):
    with Desk(tmp_path, start()) as desk:
        with_comment = desk.path.read_bytes()
        desk.open().save()
        assert desk.path.read_bytes() == with_comment


def test_each_saved_state_is_kept_as_a_version_the_opened_one_first(desk):
    opened = digest(desk.path)
    hashes = [opened]
    for title in ("one", "two"):
        desk.edit(title)
        hashes.append(desk.save().sha256)
    assert [version.sha256 for version in reversed(versions_of(desk.state, desk.path))] == hashes


def test_what_was_opened_is_kept_soon_after_the_first_edit(desk):
    assert find_version(desk.state, digest(desk.path)) is None
    desk.edit("one")
    assert desk.keeper.flush()
    assert find_version(desk.state, digest(desk.path)) is not None


def test_a_version_that_cannot_be_kept_is_told_and_the_save_stands(desk, monkeypatch):
    def full(*_arguments: object, **_named: object) -> None:
        raise FileProblem("no room")

    monkeypatch.setattr(saving, "keep_version", full)
    desk.edit("one")
    desk.save()
    assert desk.told == ["no room"]
    assert not desk.store.modified


def test_two_saves_at_once_wait_for_each_other(desk, monkeypatch):
    running, most = [], []
    real = writer.write_file

    def slow(*arguments: Any, **named: Any) -> None:
        running.append(1)
        most.append(len(running))
        time.sleep(0.05)
        real(*arguments, **named)
        running.pop()

    monkeypatch.setattr(saving, "write_file", slow)
    jobs = []
    for title in ("one", "two", "three"):
        desk.edit(title)
        jobs.append(job(desk))
    threads = [threading.Thread(target=desk.keeper.run, args=(each,)) for each in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert desk.on_disk.map.title == "three"


def test_an_older_save_that_comes_late_does_not_undo_a_newer_one(desk):
    desk.edit("one")
    older = job(desk)
    desk.edit("two")
    newest = desk.keeper.run(job(desk))
    assert desk.keeper.run(older) == newest
    assert desk.on_disk.map.title == "two"


def test_what_does_not_read_back_as_a_map_never_takes_the_files_place(desk, monkeypatch):
    before = desk.path.read_bytes()
    monkeypatch.setattr(saving, "encode_records", lambda *_each, **_named: b"PK no map")
    desk.edit("one")
    with pytest.raises(FileProblem):
        desk.save()
    assert desk.path.read_bytes() == before
    assert [path.name for path in desk.folder.iterdir() if "tmp" in path.name] == []


def test_what_a_killed_save_left_beside_the_file_goes_with_the_next(desk):
    left = desk.path.with_name(f".journeymapper-{writer._short(desk.path)}-00.tmp")
    other = desk.path.with_name(".journeymapper-somebody-elses.tmp")
    left.write_bytes(b"half")
    other.write_bytes(b"half")
    desk.edit("one")
    desk.save()
    assert not left.exists()
    assert other.exists()


def test_unknown_entries_come_through(tmp_path, desk):
    desk.edit("one")
    desk.save()
    assert load(desk.path).foreign == open_file(desk.path).loaded.foreign


# another name


def test_a_map_without_a_file_asks_for_one(tmp_path):
    with Desk(tmp_path) as desk:
        desk.new(start())
        with pytest.raises(FileProblem, match="no file yet"):
            job(desk)
        desk.save(tmp_path / "map.journey")
        assert desk.keeper.path == tmp_path / "map.journey"
        desk.edit("one")
        desk.save()
        assert desk.on_disk.map.title == "one"


def test_saving_under_another_name_moves_the_lock(desk, tmp_path):
    other = tmp_path / "other.journey"
    desk.save(other)
    assert desk.keeper.path == other
    assert lock_file(desk.state, desk.path) is not None
    assert lock_file(desk.state, other) is None


def test_a_file_open_elsewhere_is_not_written_over(desk, tmp_path):
    other = tmp_path / "other.journey"
    save(start(), other)
    assert lock_file(desk.state, other) is not None
    desk.edit("one")
    with pytest.raises(FileProblem, match="open in another window"):
        desk.save(other)
    assert load(other).document.map.title == "start"
    assert desk.keeper.path == desk.path


def test_a_map_opened_without_its_lock_is_not_written_over(desk):
    opened = open_file(desk.path)
    second = keep_file(desk.state, desk.path, opened, lock=None, tell=desk.told.append)
    with pytest.raises(FileProblem, match="open in another window"):
        second.run(second.job(opened.loaded.document, 0))
    second.close(discard=True)


def test_a_map_opened_without_its_lock_is_written_once_the_other_window_is_closed(desk):
    opened = open_file(desk.path)
    second = keep_file(desk.state, desk.path, opened, lock=None, tell=desk.told.append)
    desk.close()
    second.run(second.job(opened.loaded.document, 1))
    assert lock_file(desk.state, desk.path) is None
    second.close(discard=True)
    assert lock_file(desk.state, desk.path) is not None


def test_a_path_that_is_relative_is_kept_whole(desk, tmp_path, monkeypatch):
    desk.close()
    monkeypatch.chdir(tmp_path)
    desk.open(Path(desk.path.name)).edit("one")
    assert desk.keeper.path == desk.path
    desk.kill()
    monkeypatch.chdir("/")
    assert desk.recover().verdict == "ready"
    monkeypatch.chdir(tmp_path)
    assert desk.save(Path("other.journey")).path == tmp_path / "other.journey"
    desk.edit("two")
    desk.kill()
    monkeypatch.chdir("/")
    assert desk.recover().path == tmp_path / "other.journey"


def test_a_save_under_another_name_that_fails_lets_its_lock_go(desk, tmp_path):
    with pytest.raises(FileProblem):
        desk.save(tmp_path / "gone" / "other.journey")
    assert lock_file(desk.state, tmp_path / "gone" / "other.journey") is not None
    assert desk.keeper.path == desk.path
    desk.edit("one")
    desk.save()


def test_closing_lets_the_lock_go(desk):
    desk.close()
    assert lock_file(desk.state, desk.path) is not None


def test_a_map_of_a_newer_version_is_saved_under_another_name_only(desk, tmp_path):
    opened = open_file(desk.path)
    newer = msgspec.structs.replace(opened, loaded=msgspec.structs.replace(opened.loaded, read_only=True))
    desk.close()
    lock = lock_file(desk.state, desk.path)
    keeper = keep_file(desk.state, desk.path, newer, lock=lock, tell=desk.told.append)
    document = newer.loaded.document
    with pytest.raises(FileProblem, match="newer version; saving it here would lose something"):
        keeper.run(keeper.job(document, 1))
    keeper.run(keeper.job(document, 1, path=tmp_path / "other.journey"))
    keeper.close(discard=True)


# somebody else


def test_what_somebody_else_wrote_is_not_written_over(desk):
    desk.edit("one")
    theirs = write_another(desk)
    with pytest.raises(ChangedOnDisk) as caught:
        desk.save()
    assert caught.value.path == desk.path
    assert caught.value.sha256 == hashlib.sha256(theirs).hexdigest()
    assert desk.path.read_bytes() == theirs
    assert desk.store.modified


def test_what_somebody_writes_while_a_save_is_under_way_is_not_written_over(desk, monkeypatch):
    desk.edit("one")
    real = writer._check

    def meanwhile(*arguments: Any) -> None:
        real(*arguments)
        write_another(desk)

    monkeypatch.setattr(writer, "_check", meanwhile)
    with pytest.raises(ChangedOnDisk):
        desk.save()
    assert desk.on_disk.map.title == "another"


def test_what_was_accepted_is_written_over(desk):
    desk.edit("one")
    write_another(desk)
    with pytest.raises(ChangedOnDisk) as caught:
        desk.save()
    desk.keeper.accept(caught.value.sha256)
    desk.save()
    assert desk.on_disk.map.title == "one"


def test_what_came_after_what_was_accepted_is_not_written_over(desk):
    desk.edit("one")
    write_another(desk)
    with pytest.raises(ChangedOnDisk) as caught:
        desk.save()
    desk.keeper.accept(caught.value.sha256)
    desk.path.write_bytes(encode(new_document(id_source(8), title="third")))
    with pytest.raises(ChangedOnDisk):
        desk.save()


def test_what_was_accepted_is_kept_as_a_version_before_it_is_written_over(desk, monkeypatch):
    desk.edit("one")
    theirs = write_another(desk)
    desk.keeper.accept(hashlib.sha256(theirs).hexdigest(), theirs)
    with monkeypatch.context() as patch:
        patch.setattr(saving, "write_file", lambda *_each, **_named: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.save()
    assert find_version(desk.state, hashlib.sha256(theirs).hexdigest()) is not None
    assert desk.path.read_bytes() == theirs


def test_what_was_accepted_is_asked_about_again_after_a_save_that_failed(desk, monkeypatch):
    desk.edit("one")
    theirs = write_another(desk)
    desk.keeper.accept(hashlib.sha256(theirs).hexdigest())
    with monkeypatch.context() as patch:
        patch.setattr(writer, "_check", full)
        with pytest.raises(FileProblem, match="disk is full"):
            desk.save()
    desk.store.undo()
    with pytest.raises(ChangedOnDisk):
        desk.save()
    assert desk.path.read_bytes() == theirs


def test_what_was_accepted_can_be_taken_back(desk):
    desk.edit("one")
    theirs = write_another(desk)
    desk.keeper.accept(hashlib.sha256(theirs).hexdigest())
    desk.keeper.accept("")
    with pytest.raises(ChangedOnDisk):
        desk.save()


@pytest.mark.parametrize("edited", [True, False])
def test_what_was_loaded_anew_counts_as_saved_without_being_written(desk, edited):
    if edited:
        desk.edit("one")
    load_anew(desk)
    before = desk.path.stat()
    assert desk.keeper.sha256 == digest(desk.path)
    assert not desk.store.modified
    desk.save()
    assert desk.path.stat() == before
    desk.kill()
    assert desk.found() == []


def test_the_journal_goes_on_from_what_was_loaded_anew(desk):
    desk.edit("one")
    load_anew(desk)
    desk.edit("two")
    desk.kill()
    found = desk.recover()
    assert (found.verdict, found.steps, desk.map.title) == ("ready", 1, "two")
    desk.store.undo()
    assert not desk.store.modified
    desk.store.undo()
    assert desk.map.title == "one"


def test_what_was_loaded_anew_is_kept_as_a_version(desk):
    desk.edit("one")
    load_anew(desk)
    assert find_version(desk.state, digest(desk.path)) is not None


def test_what_was_accepted_is_forgotten_when_the_file_is_loaded_anew(desk):
    desk.edit("one")
    before = desk.path.read_bytes()
    load_anew(desk)
    desk.keeper.accept("")
    desk.path.write_bytes(before)
    desk.edit("two")
    with pytest.raises(ChangedOnDisk):
        desk.save()


def test_a_map_without_a_file_has_nothing_to_load_anew(tmp_path):
    with Desk(tmp_path) as new, pytest.raises(ValueError, match="no file"):
        new.new(start()).keeper.adopt("", 0)


def test_a_file_rewritten_with_the_same_bytes_is_no_change(desk):
    data = desk.path.read_bytes()
    desk.path.unlink()
    desk.path.write_bytes(data)
    desk.edit("one")
    desk.save()


def test_a_file_that_vanished_is_written_again(desk):
    desk.path.unlink()
    desk.save()
    assert desk.on_disk.map.title == "start"


def test_a_save_that_failed_after_the_file_was_replaced_is_known_as_our_own(desk, monkeypatch):
    def fail(_folder: Path) -> None:
        raise OSError(errno.EIO, "I/O error")

    desk.edit("one")
    with monkeypatch.context() as patch:
        patch.setattr(writer, "sync_folder", fail)
        with pytest.raises(FileProblem, match="fault"):
            desk.save()
    assert desk.store.modified
    inode = desk.path.stat().st_ino
    desk.save()
    assert desk.path.stat().st_ino != inode
    assert not desk.store.modified


# places that cannot be written


def refused(desk: Desk, path: Path | None = None) -> str:
    desk.edit("one")
    before = desk.path.read_bytes() if desk.path.exists() else b""
    with pytest.raises(FileProblem) as caught:
        desk.save(path)
    assert (desk.path.read_bytes() if desk.path.exists() else b"") == before
    assert desk.store.modified
    assert desk.keeper.flush()
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EXDEV, "cannot be replaced"),
        (errno.EBUSY, "cannot be replaced"),
        (errno.EOPNOTSUPP, "cannot be replaced"),
        (errno.EACCES, "not allowed"),
        (errno.ESTALE, "network folder is gone"),
    ],
)
def test_a_folder_that_refuses_to_replace_files_is_told_in_one_sentence(desk, monkeypatch, number, words):
    def refuse(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        assert words in refused(desk)
    assert [path.name for path in desk.folder.iterdir() if "tmp" in path.name] == []
    desk.save()


def test_a_read_only_file_is_told_in_one_sentence(desk):
    desk.path.chmod(0o444)
    assert "not allowed" in refused(desk)


def test_a_folder_that_vanished_is_told_in_one_sentence(tmp_path):
    with Desk(tmp_path) as desk:
        desk.path = tmp_path / "maps" / "map.journey"
        desk.path.parent.mkdir()
        save(start(), desk.path)
        desk.open()
        desk.path.unlink()
        desk.path.parent.rmdir()
        assert "folder is not there" in refused(desk)


def test_a_full_disk_is_told_in_one_sentence(desk, monkeypatch):
    real = writer._fill

    def full(handle: int, data: bytes, old: Any) -> None:
        real(handle, data[:10], old)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(writer, "_fill", full)
        assert "disk is full" in refused(desk)


def test_a_file_that_cannot_be_read_any_more_is_told_in_one_sentence(desk):
    desk.path.unlink()
    desk.path.mkdir()
    desk.edit("one")
    with pytest.raises(FileProblem, match="folder"):
        desk.save()


# the journal's thread


def test_an_edit_comes_to_the_disk_soon_without_being_waited_for(tmp_path, monkeypatch):
    assert journal.SYNC_SECONDS <= 0.5
    with Desk(tmp_path, start()) as desk:
        desk.set(journal, "SYNC_SECONDS", 0.05)
        synced = threading.Event()
        real = os.fsync

        def fsync(handle: int) -> None:
            real(handle)
            synced.set()

        monkeypatch.setattr(os, "fsync", fsync)
        desk.open()
        desk.edit("one")
        assert not synced.is_set()
        assert synced.wait(5)


def test_the_journals_thread_sleeps_while_nothing_happens_and_ends_with_the_map(tmp_path, monkeypatch):
    def threads() -> list[str]:
        return [thread.name for thread in threading.enumerate() if thread.name == "journal"]

    calls: list[int] = []
    real = Journal._settle

    def settle(self: Journal) -> bool:
        calls.append(1)
        return real(self)

    monkeypatch.setattr(Journal, "_settle", settle)
    with Desk(tmp_path, start()) as desk:
        desk.set(journal, "SYNC_SECONDS", 0.01)
        desk.open()
        assert threads() == []
        desk.edit("one")
        for _time in range(200):
            time.sleep(0.02)
            if calls:
                break
        time.sleep(0.1)
        assert (len(calls), threads()) == (1, ["journal"])
        desk.close(discard=True)
        assert threads() == []


def test_what_a_journal_needs_is_on_the_disk_before_it(tmp_path, monkeypatch):
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        real(handle)

    with Desk(tmp_path) as desk:
        desk.new(start(), brought_in=True)
        folder = desk.journals[0].parent
        monkeypatch.setattr(os, "fsync", fsync)
        assert desk.keeper.flush()
        assert synced == ["1.base", "1.journal", folder.name, "journals", "state", tmp_path.name]
        synced.clear()
        desk.edit("one")
        assert desk.keeper.flush()
        assert synced == ["1.journal"]
        synced.clear()
        desk.save(tmp_path / "map.journey")
        ours = [name for name in synced if name in ("1.journal", "2.journal", folder.name, tmp_path.name)]
        assert ours == ["1.journal", tmp_path.name, "2.journal", folder.name]


def test_a_note_never_waits_for_the_disk(tmp_path, monkeypatch):
    release = threading.Event()
    waiting = threading.Event()

    def stuck(_handle: int) -> None:
        waiting.set()
        release.wait(5)

    with Desk(tmp_path, start()) as desk:
        desk.set(journal, "SYNC_SECONDS", 0.01)
        desk.open()
        monkeypatch.setattr(os, "fsync", stuck)
        desk.edit("one")
        assert waiting.wait(5)
        began = time.monotonic()
        desk.edit("two")
        desk.store.undo()
        assert time.monotonic() - began < 3
        release.set()
        desk.close(discard=True)


def test_another_document_is_not_taken_for_this_one(desk):
    with pytest.raises(ValueError, match="another document"):
        desk.keeper.job(start(), 0)


def test_files_keep_their_permissions(desk):
    desk.path.chmod(0o640)
    desk.edit("one")
    desk.save()
    assert stat.S_IMODE(desk.path.stat().st_mode) == 0o640
