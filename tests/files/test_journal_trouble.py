"""When the journal cannot be written: no edit is lost or kept waiting, it is told once, and mended by itself."""

import errno
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from journeymapper.edit.new import new_document
from journeymapper.edit.personas import add_persona, set_portrait
from journeymapper.files import writer
from journeymapper.files.journal import journal
from journeymapper.files.journal.entries import Draft
from journeymapper.files.journal.tape import _File
from journeymapper.files.keeping import Keeper
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source
from journeymapper.model.records import Asset
from tests.files.desk import Desk, done_of, same

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="asks the system what a handle is of"
)

ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES)


def start() -> Document:
    return new_document(id_source(1), title="start")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A map with a file, open; a journal in trouble is tried again at once."""
    monkeypatch.setattr(journal, "RETRY_SECONDS", 0)
    with Desk(tmp_path, start()) as found:
        yield found.open()


@contextmanager
def failing(call: str, number: int, *, written: int = 0) -> Iterator[None]:
    """A system that refuses a call in the journals' folder; a write gets so many bytes down first."""
    real = getattr(os, call)

    def fail(*arguments: Any, **named: Any) -> Any:
        target = arguments[0]
        place = str(Path(f"/proc/self/fd/{target}").readlink() if isinstance(target, int) else target)
        if "journals" not in place:
            return real(*arguments, **named)
        if call == "write" and written:
            return real(target, bytes(arguments[1])[:written])
        raise OSError(number, os.strerror(number))

    setattr(os, call, fail)
    try:
        yield
    finally:
        setattr(os, call, real)


def recovered(desk: Desk) -> None:
    """Kill the program and start again; what is there then is what there was."""
    before = desk.store
    desk.kill()
    desk.recover()
    assert same(desk.store.document, before.document)
    assert done_of(desk.store) == done_of(before)


def mended(keeper: Keeper) -> None:
    """Wait, as the window does, until the journal is mended."""
    for _time in range(200):
        if keeper.protected:
            return
        keeper.tick()
        time.sleep(0.01)
    pytest.fail("the journal was not mended")


@pytest.mark.parametrize("number", ERRORS)
@pytest.mark.parametrize("call", ["open", "write", "mkdir", "fsync"])
@pytest.mark.parametrize("when", ["first", "later"])
def test_no_edit_is_lost_and_the_journal_is_mended(desk, call, number, when):
    if when == "later":
        desk.edit("before")
        desk.keeper.flush()
    with failing(call, number):
        desk.edit("one")
        desk.edit("two")
        whole = when == "later" and call in ("open", "mkdir")
        assert desk.keeper.flush() == whole
        assert desk.keeper.protected == whole
    assert len(desk.told) == (0 if whole else 1)
    desk.keeper.tick()
    assert desk.keeper.flush()
    assert desk.keeper.protected
    recovered(desk)
    assert desk.map.title == "two"


def test_where_the_system_has_no_thread_to_spare_edits_go_on_and_are_kept(desk, monkeypatch):
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refuse)
        desk.edit("one")
        desk.edit("two")
    assert not desk.told
    recovered(desk)
    assert desk.map.title == "two"


@pytest.mark.parametrize("written", [1, 7, 20, 150])
def test_half_a_frame_is_no_reason_to_lose_what_follows(desk, written):
    desk.edit("before")
    with failing("write", errno.ENOSPC, written=written):
        desk.edit("one")
    desk.edit("two")
    assert desk.keeper.flush()
    recovered(desk)


def test_what_was_written_before_the_trouble_is_there_whatever_comes(desk):
    desk.edit("before")
    with failing("write", errno.ENOSPC):
        desk.edit("one")
    desk.kill()
    desk.recover()
    assert desk.map.title == "before"


def test_trouble_is_told_once_in_one_sentence_and_again_when_it_comes_again(desk):
    for times in (1, 2):
        with failing("write", errno.ENOSPC):
            for title in ("one", "two", "three"):
                desk.edit(title)
                desk.keeper.flush()
        assert len(desk.told) == times
        assert desk.keeper.flush()
    assert "the disk is full" in desk.told[0]
    assert "\n" not in desk.told[0]


@pytest.mark.parametrize("synced", [True, False])
@pytest.mark.parametrize("folder", ["its own", "all journals", "the state folder"])
def test_a_journal_that_somebody_deleted_is_made_anew(desk, folder, synced):
    desk.edit("one")
    assert not synced or desk.keeper.flush()
    gone = {"its own": desk.journals[0].parent, "all journals": desk.state.journals}
    shutil.rmtree(gone.get(folder, desk.state.root))
    assert not desk.keeper.flush()
    desk.keeper.tick()
    assert desk.keeper.flush()
    desk.edit("two")
    recovered(desk)


def test_pictures_and_texts_come_along_into_the_mended_journal(desk):
    with desk.store.edit("Portrait") as tx:
        persona = add_persona(tx, "P")
        set_portrait(tx, persona.id, b"first", width=1, height=1)
    with failing("write", errno.ENOSPC):
        with desk.store.edit("Portrait") as tx:
            set_portrait(tx, persona.id, b"second", width=1, height=1)
        desk.keeper.note_draft(Draft(desk.map.id, "footnote", "half"))
    assert desk.keeper.flush()
    recovered(desk)
    assert desk.draft == Draft(desk.map.id, "footnote", "half")
    desk.store.undo()
    (asset,) = desk.store.document.all(Asset)
    assert desk.store.document.media[asset.sha256] == b"first"


def test_a_mended_journal_belongs_to_the_file_still(desk):
    desk.edit("one")
    with failing("write", errno.ENOSPC):
        desk.edit("two")
    assert desk.keeper.flush()
    assert len(list(desk.journals[-1].parent.glob("*.base"))) == 1
    desk.edit("three")
    desk.kill()
    found = desk.recover()
    assert (found.verdict, found.path, found.steps) == ("ready", desk.path, 3)
    assert desk.store.modified
    for _time in range(3):
        desk.store.undo()
    assert not desk.store.modified
    desk.edit("four")
    desk.save()
    desk.edit("five")
    assert list(desk.journals[-1].parent.glob("*.base")) == []
    recovered(desk)


def test_a_mended_journal_of_a_file_that_moved_on_needs_no_version(desk):
    with failing("write", errno.ENOSPC):
        desk.edit("one")
    assert desk.keeper.flush()
    desk.path.unlink()
    before = desk.store.document
    desk.kill()
    assert desk.recover(lambda _state, _sha256: None).verdict == "diverged"
    assert same(desk.store.document, before)


def test_a_save_goes_through_while_the_journal_is_in_trouble(desk):
    with failing("write", errno.ENOSPC), failing("open", errno.ENOSPC):
        desk.edit("one")
        desk.save()
        assert desk.on_disk.map.title == "one"
        assert not desk.store.modified
        desk.edit("two")
    desk.keeper.tick()
    assert desk.keeper.flush()
    recovered(desk)
    desk.store.undo()
    assert not desk.store.modified


def test_a_journal_mended_after_a_save_goes_on_from_the_file(desk):
    with failing("write", errno.ENOSPC):
        desk.edit("one")
        desk.save()
    desk.keeper.tick()
    assert desk.keeper.flush()
    assert list(desk.journals[-1].parent.glob("*.base")) == []
    desk.kill()
    assert desk.found() == []


@pytest.mark.parametrize("edited", [True, False])
def test_a_save_that_failed_after_all_was_written_is_known_to_a_mended_journal(desk, monkeypatch, edited):
    def fail(_folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    desk.edit("one")
    with monkeypatch.context() as patch:
        patch.setattr(writer, "sync_folder", fail)
        with pytest.raises(FileProblem):
            desk.save()
    with failing("write", errno.ENOSPC):
        desk.edit("two")
    if not edited:
        desk.store.undo()
    assert desk.keeper.flush()
    before = desk.store.document
    desk.kill()
    if edited:
        assert desk.recover().verdict == "ready"
        assert same(desk.store.document, before)
        desk.store.undo()
        assert not desk.store.modified
        assert same(desk.store.document, desk.on_disk)
    else:
        assert desk.found() == []


def test_trouble_while_going_on_from_a_save_leaves_the_old_journal_in_use(desk):
    desk.edit("one")
    desk.keeper.flush()
    work = desk.keeper.job(desk.store.document, desk.store.position)
    desk.edit("two")
    with failing("open", errno.ENOSPC):
        desk.keeper.run(work)
    assert desk.keeper.protected
    desk.edit("three")
    assert len(desk.journals) == 1
    recovered(desk)
    desk.store.undo()
    desk.store.undo()
    assert not desk.store.modified


def test_edits_made_while_the_journal_is_being_mended_are_in_it(desk, monkeypatch):
    real = _File.append
    middle, go_on = threading.Event(), threading.Event()

    def slow(self: _File, payloads: list[bytes]) -> None:
        if threading.current_thread() is not threading.main_thread():
            middle.set()
            go_on.wait(5)
        real(self, payloads)

    desk.edit("one")
    with failing("write", errno.ENOSPC):
        desk.edit("two")
    monkeypatch.setattr(_File, "append", slow)
    mending = threading.Thread(target=desk.keeper._journal._settle)
    mending.start()
    assert middle.wait(5)
    desk.edit("three")
    desk.store.undo()
    go_on.set()
    mending.join()
    assert desk.keeper.protected
    monkeypatch.undo()
    recovered(desk)
    assert desk.map.title == "two"
    assert desk.store.redo_name == "Rename"


def test_a_map_brought_in_that_cannot_be_journalled_at_once_is_later(tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "RETRY_SECONDS", 0)
    with Desk(tmp_path) as desk:
        with failing("write", errno.ENOSPC):
            desk.new(start(), brought_in=True)
            desk.edit("one")
            assert not desk.keeper.flush()
        desk.keeper.tick()
        assert desk.keeper.flush()
        recovered(desk)


def test_the_journal_is_mended_without_anybody_doing_anything_but_tick(tmp_path):
    with Desk(tmp_path, start()) as desk:
        desk.set(journal, "RETRY_SECONDS", 0.02)
        desk.set(journal, "SYNC_SECONDS", 0.01)
        desk.open()
        with failing("write", errno.ENOSPC):
            desk.edit("one")
            time.sleep(0.05)
            desk.keeper.tick()
            time.sleep(0.05)
            assert not desk.keeper.protected
        mended(desk.keeper)
        recovered(desk)


def test_closing_with_the_journal_in_trouble_tries_once_more(desk):
    with failing("write", errno.ENOSPC):
        desk.edit("one")
    before = desk.store.document
    desk.close()
    desk.recover()
    assert same(desk.store.document, before)


@pytest.mark.parametrize("begun", [True, False])
def test_whatever_goes_wrong_with_one_note_the_journal_is_made_anew_with_all_edits(desk, monkeypatch, begun):
    if begun:
        desk.edit("before")
        desk.keeper.flush()
    with monkeypatch.context() as patch:
        patch.setattr(journal, "edit_entry", lambda *_each, **_named: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.edit("one")
    assert not desk.keeper.protected
    desk.edit("two")
    assert desk.keeper.flush()
    assert desk.keeper.protected
    desk.edit("three")
    recovered(desk)
    assert desk.map.title == "three"


def test_a_text_that_could_not_be_noted_leaves_a_journal_that_is_mended(desk, monkeypatch):
    desk.edit("one")
    with monkeypatch.context() as patch:
        patch.setattr(journal, "sound", lambda _text: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.keeper.note_draft(Draft(desk.map.id, "footnote", "half"))
    assert not desk.keeper.protected
    assert desk.keeper.flush()
    desk.keeper.note_draft(Draft(desk.map.id, "footnote", "half a sen"))
    recovered(desk)
    assert (desk.map.title, desk.draft.text) == ("one", "half a sen")


def test_an_edit_that_is_missed_while_the_journal_is_made_anew_is_in_the_one_after(desk, monkeypatch):
    desk.edit("one")
    with failing("write", errno.ENOSPC):
        desk.edit("two")
    real = journal.Journal._begin_anew

    def missing_one(self: journal.Journal, moment: journal.Moment) -> None:
        monkeypatch.setattr(journal.Journal, "_begin_anew", real)
        with monkeypatch.context() as patch:
            patch.setattr(journal, "edit_entry", lambda *_each, **_named: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                desk.edit("three")
        real(self, moment)

    monkeypatch.setattr(journal.Journal, "_begin_anew", missing_one)
    assert not desk.keeper.flush()
    assert not desk.keeper.protected
    assert desk.keeper.flush()
    recovered(desk)
    assert desk.map.title == "three"


def test_a_moment_that_cannot_be_written_at_all_leaves_a_journal_in_trouble_that_is_tried_again(
    desk, monkeypatch
):
    with failing("write", errno.ENOSPC):
        desk.edit("one")
    with monkeypatch.context() as patch:
        patch.setattr(journal, "image", lambda *_each: 1 / 0)
        assert not desk.keeper.flush()
    assert desk.keeper.flush()
    recovered(desk)
