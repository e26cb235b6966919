"""What is found after a crash, case by case: where it came, and what the file on the disk is by then."""

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from journeymapper.edit.new import new_document
from journeymapper.edit.replay import replay
from journeymapper.files.codec import encode
from journeymapper.files.journal.entries import Draft
from journeymapper.files.journal.frames import framed, payloads
from journeymapper.files.journal.journal import Journal
from journeymapper.files.journal.tape import Tape
from journeymapper.files.keeping import keep_recovered
from journeymapper.files.recovery import Recoverable, discard, put_off, recover
from journeymapper.files.versions import NEWEST, versions_of
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source
from tests.files.desk import Desk, Killed, same


def start() -> Document:
    return new_document(id_source(1), title="start")


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    """A map with a file, open."""
    with Desk(tmp_path, start()) as found:
        yield found.open()


@pytest.fixture
def new_desk(tmp_path: Path) -> Any:
    """A map without a file, open."""
    with Desk(tmp_path) as found:
        yield found.new(start())


def nobody(_state: object, _sha256: str) -> None:
    """No versions."""


def write_another(desk: Desk) -> bytes:
    data = encode(new_document(id_source(9), title="another"))
    desk.path.write_bytes(data)
    return data


def die_at(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, *, after: bool = False) -> None:
    """Let the program be killed before, or after, a step of its own."""
    real = getattr(owner, name)

    def deadly(*arguments: Any, **named: Any) -> None:
        if after:
            real(*arguments, **named)
        raise Killed

    monkeypatch.setattr(owner, name, deadly)


def refused(*_arguments: object, **_named: object) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def die_saving(desk: Desk, path: Path | None = None) -> None:
    with pytest.raises(Killed):
        desk.save(path)
    desk.kill()


# what is found


def test_nothing_is_found_where_nothing_was_done(desk):
    desk.kill()
    assert desk.found() == []


def test_what_was_not_saved_is_found(desk):
    desk.edit("one")
    desk.edit("two")
    desk.kill()
    (found,) = desk.found()
    assert (found.verdict, found.title, found.path, found.steps) == ("ready", "two", desk.path, 2)
    assert found.file_there
    assert not found.text
    assert found.when.tzinfo is not None


def test_what_a_running_program_has_is_not_found(desk):
    desk.edit("one")
    assert desk.found() == []


def test_what_one_start_has_found_another_does_not_until_it_is_put_off(desk):
    desk.edit("one")
    desk.kill()
    (found,) = desk.found()
    assert desk.found() == []
    put_off(found)
    (again,) = desk.found()
    assert again.key == found.key


def test_what_is_discarded_is_gone(desk):
    desk.edit("one")
    desk.kill()
    (found,) = desk.found()
    discard(found)
    assert desk.found() == []
    assert list(desk.state.journals.iterdir()) == []


@pytest.mark.parametrize("changes", [("undo",), ("undo", "redo", "undo"), ("back",)])
def test_what_came_to_nothing_is_not_found(desk, changes):
    desk.edit("one", merge="a")
    for change in changes:
        if change == "back":
            desk.edit("start", merge="a")
        else:
            getattr(desk.store, change)()
    desk.kill()
    assert desk.found() == []
    assert list(desk.state.journals.iterdir()) == []


def test_a_text_that_was_being_written_is_found(desk):
    desk.keeper.note_draft(Draft(desk.map.id, "footnote", "half a sen"))
    desk.kill()
    (found,) = desk.found()
    assert (found.text, found.steps, found.verdict) == (True, 0, "ready")


def test_several_maps_are_found_the_latest_first(desk, tmp_path):
    desk.edit("first")
    desk.keeper.close(discard=False)
    second = tmp_path / "second.journey"
    second.write_bytes(encode(start()))
    desk.open(second).edit("second")
    desk.kill()
    earlier, later = desk.journals
    os.utime(earlier, (100, 100))
    os.utime(later, (200, 200))
    assert [each.key for each in desk.found()] == [later.parent.name, earlier.parent.name]


def test_an_empty_folder_and_other_things_are_passed_over(desk):
    journals = desk.state.journals
    (journals / "empty").mkdir()
    (journals / "file").write_bytes(b"x")
    (journals / "other").mkdir()
    (journals / "other" / "1.journal").write_bytes(b"nothing that is whole")
    assert desk.found() == []
    assert sorted(path.name for path in journals.iterdir()) == ["file"]


def test_a_journal_of_another_version_is_kept_and_told(desk):
    folder = desk.state.journals / "newer"
    folder.mkdir()
    newer = b'{"type":"head","format":99,"version":1,"path":"","title":"x"}'
    (folder / "1.journal").write_bytes(framed([newer])[0])
    (found,) = desk.found()
    assert found.verdict == "other_version"
    with pytest.raises(FileProblem, match="another version"):
        recover(found)
    put_off(found)
    assert (folder / "1.journal").exists()


# where the crash came


def test_a_save_killed_before_the_file_is_replaced_loses_nothing(desk, monkeypatch):
    desk.edit("one")
    with monkeypatch.context() as patch:
        die_at(patch, Path, "replace")
        die_saving(desk)
    assert desk.on_disk.map.title == "start"
    assert desk.recover().steps == 1
    assert (desk.map.title, desk.store.modified) == ("one", True)


@pytest.mark.parametrize("edits", [0, 1])
def test_a_save_killed_after_the_file_was_replaced_is_known_to_be_saved(desk, monkeypatch, edits):
    desk.edit("one")
    job = desk.keeper.job(desk.store.document, desk.store.position)
    for _each in range(edits):
        desk.edit("two")
    with monkeypatch.context() as patch:
        die_at(patch, Journal, "follow_save")
        with pytest.raises(Killed):
            desk.keeper.run(job)
        desk.kill()
    assert desk.on_disk.map.title == "one"
    if not edits:
        assert desk.found() == []
        return
    assert desk.recover().steps == 1
    assert (desk.map.title, desk.store.modified) == ("two", True)
    desk.store.undo()
    assert (desk.map.title, desk.store.modified) == ("one", False)
    desk.store.undo()
    assert (desk.map.title, desk.store.modified) == ("start", True)


@pytest.mark.parametrize("moment", ["begin", "sync"])
def test_a_journal_killed_while_it_is_made_anew_loses_nothing(desk, monkeypatch, moment):
    desk.edit("one")
    job = desk.keeper.job(desk.store.document, desk.store.position)
    desk.edit("two")
    with monkeypatch.context() as patch:
        die_at(patch, Journal, "_begin_after", after=moment == "sync")
        with pytest.raises(Killed):
            desk.keeper.run(job)
        desk.kill()
    assert len(desk.journals) == (1 if moment == "begin" else 2)
    desk.recover()
    assert desk.map.title == "two"
    desk.store.undo()
    assert not desk.store.modified


def test_the_newest_whole_journal_counts(desk):
    desk.edit("one")
    (journal,) = desk.journals
    entries = list(payloads(journal.read_bytes()))
    for number, count in ((2, len(entries)), (3, 2)):
        journal.with_name(f"{number}.journal").write_bytes(framed(entries[:count])[0])
    journal.write_bytes(b"")
    desk.kill()
    desk.recover()
    assert desk.map.title == "one"


def test_a_file_put_back_to_what_it_was_gets_all_steps_since(desk, monkeypatch):
    before = desk.path.read_bytes()
    desk.edit("one")
    job = desk.keeper.job(desk.store.document, desk.store.position)
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "follow_save", lambda *_each: None)
        desk.keeper.run(job)
    desk.edit("two")
    desk.path.write_bytes(before)
    desk.kill()
    assert desk.recover().steps == 2
    assert desk.map.title == "two"


def test_two_crashes_in_a_row_lose_nothing(desk):
    desk.edit("one")
    desk.kill()
    desk.recover()
    desk.edit("two")
    desk.kill()
    desk.recover()
    assert desk.map.title == "two"
    desk.store.undo()
    desk.store.undo()
    assert desk.map.title == "start"
    assert not desk.store.modified


def test_a_crash_between_recovering_and_keeping_loses_nothing(desk):
    desk.edit("one")
    desk.kill()
    (found,) = desk.found()
    recover(found)
    desk.kill()
    desk.recover()
    assert desk.map.title == "one"


def test_the_old_journal_stays_until_the_new_one_is_on_the_disk(desk):
    desk.edit("one")
    desk.kill()
    desk.recover()
    assert [path.name for path in desk.journals] == ["1.journal", "2.journal"]
    assert desk.keeper.flush()
    assert [path.name for path in desk.journals] == ["2.journal"]


def test_a_journal_that_cannot_be_made_anew_leaves_the_old_one(desk, monkeypatch):
    desk.edit("one")
    desk.kill()

    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Tape, "begin", full)
        desk.recover()
        assert not desk.keeper.protected
        desk.kill()
    desk.recover()
    assert desk.map.title == "one"


@pytest.mark.parametrize("with_file", [True, False])
def test_a_journal_of_which_not_all_could_be_replayed_stays(tmp_path, with_file):
    with Desk(tmp_path, start() if with_file else None) as desk:
        desk.open() if with_file else desk.new(start())
        desk.edit("one")
        desk.edit("two")
        desk.kill()
        (found,) = desk.found()
        recovered = recover(found)
        replayed = replay(recovered.loaded.document, recovered.steps[:1], new_id=desk.new_id)
        keeper = keep_recovered(desk.state, recovered, lock=None, applied=1, tell=desk.told.append)
        desk._sit(replayed.store, keeper)
        desk.edit("three")
        desk.kill()
        assert sorted(each.title for each in desk.found()) == ["three", "two"]
        desk.kill()
        for each in desk.found():
            desk.take(each)
            assert desk.map.title == each.title


# Save As


def test_a_map_saved_under_another_name_goes_on_there(desk, tmp_path):
    desk.edit("one")
    desk.save(tmp_path / "other.journey")
    desk.edit("two")
    desk.kill()
    assert desk.recover().path == tmp_path / "other.journey"
    assert desk.map.title == "two"
    desk.store.undo()
    assert not desk.store.modified
    assert desk.on_disk.map.title == "start"


@pytest.mark.parametrize("replaced", [True, False])
def test_a_save_under_another_name_that_is_killed_goes_on_where_it_came_to(
    desk, monkeypatch, tmp_path, replaced
):
    other = tmp_path / "other.journey"
    desk.edit("one")
    with monkeypatch.context() as patch:
        if replaced:
            die_at(patch, Journal, "follow_save")
        else:
            die_at(patch, Path, "replace")
        die_saving(desk, other)
    if replaced:
        assert desk.found() == []
    else:
        assert desk.recover().path == desk.path
        assert desk.map.title == "one"


# a map without a file


def test_a_map_never_saved_is_recovered_with_all_of_it(new_desk):
    new_desk.edit("one")
    new_desk.kill()
    found = new_desk.recover()
    assert (found.verdict, found.path, found.steps) == ("unsaved_map", None, 1)
    assert new_desk.map.title == "one"
    assert new_desk.store.modified
    new_desk.store.undo()
    assert same(new_desk.store.document, start())
    assert not new_desk.store.modified


def test_a_new_map_that_nobody_touched_is_not_found(new_desk):
    new_desk.kill()
    assert new_desk.found() == []


def test_a_map_brought_in_is_found_untouched(tmp_path):
    with Desk(tmp_path) as desk:
        desk.new(start(), brought_in=True)
        desk.kill()
        assert desk.recover().verdict == "unsaved_map"
        assert same(desk.store.document, start())
        assert desk.store.modified


def test_a_map_never_saved_goes_on_from_its_first_save(new_desk, tmp_path):
    new_desk.edit("one")
    new_desk.save(tmp_path / "map.journey")
    new_desk.edit("two")
    new_desk.kill()
    assert new_desk.recover().verdict == "ready"
    assert new_desk.map.title == "two"
    assert list((tmp_path / "state" / "journals").glob("*/*.base")) == []


def test_two_crashes_of_a_map_never_saved_lose_nothing(new_desk):
    for title in ("one", "two", "three"):
        new_desk.edit(title)
        new_desk.kill()
        new_desk.recover()
        new_desk.keeper.flush()
    assert new_desk.map.title == "three"
    assert len(new_desk.journals) == 1


def test_a_map_without_a_file_whose_base_never_came_to_the_disk_is_no_riddle_for_ever(new_desk):
    new_desk.edit("one")
    new_desk.kill()
    (base,) = new_desk.state.journals.glob("*/*.base")
    base.write_bytes(base.read_bytes()[:100])
    assert new_desk.found() == []
    assert list(new_desk.state.journals.iterdir()) == []


def test_nor_is_one_that_was_about_to_be_saved_for_the_first_time(new_desk, monkeypatch, tmp_path):
    new_desk.edit("one")
    with monkeypatch.context() as patch:
        die_at(patch, Path, "replace")
        die_saving(new_desk, tmp_path / "map.journey")
    (base,) = new_desk.state.journals.glob("*/*.base")
    base.unlink()
    assert new_desk.found() == []


def test_a_base_that_cannot_be_read_just_now_is_offered_the_next_time(new_desk, monkeypatch):
    new_desk.edit("one")
    new_desk.kill()

    real = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        return refused() if path.suffix == ".base" else real(path, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert new_desk.found() == []
    assert new_desk.recover().verdict == "unsaved_map"
    assert new_desk.map.title == "one"


def test_a_file_about_to_be_saved_that_cannot_be_read_just_now_keeps_the_journal(
    new_desk, monkeypatch, tmp_path
):
    new_desk.edit("one")
    with monkeypatch.context() as patch:
        die_at(patch, Journal, "follow_save")
        die_saving(new_desk, tmp_path / "map.journey")
    (base,) = new_desk.state.journals.glob("*/*.base")
    base.unlink()
    real = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        return refused() if path.name == "map.journey" else real(path, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert new_desk.found(nobody) == []
    assert new_desk.journals


def test_a_map_never_saved_whose_journal_is_damaged_is_offered_as_it_began(new_desk):
    new_desk.edit("one")
    new_desk.kill()
    (journal,) = new_desk.journals
    data = bytearray(journal.read_bytes())
    data[20] ^= 1
    journal.write_bytes(data)
    found = new_desk.recover()
    assert (found.verdict, found.title, found.steps, found.path) == ("unsaved_map", "start", 0, None)
    assert same(new_desk.store.document, start())
    assert new_desk.store.modified
    new_desk.edit("two")
    new_desk.kill()
    new_desk.recover()
    assert new_desk.map.title == "two"


def test_a_map_never_saved_whose_journal_is_gone_is_offered_as_it_began(new_desk):
    new_desk.edit("one")
    new_desk.kill()
    new_desk.journals[0].unlink()
    assert new_desk.recover().title == "start"


def test_a_map_never_saved_whose_base_is_damaged_of_which_nothing_is_lost_is_recovered(new_desk):
    new_desk.edit("one")
    new_desk.kill()
    (base,) = new_desk.state.journals.glob("*/*.base")
    data = bytearray(base.read_bytes())
    data[-3] ^= 1
    base.write_bytes(data)
    found = new_desk.recover()
    assert (found.verdict, found.title) == ("unsaved_map", "one")
    assert new_desk.map.title == "one"
    new_desk.edit("two")
    new_desk.kill()
    new_desk.recover()
    assert new_desk.map.title == "two"


def test_a_base_of_which_only_a_part_can_be_read_is_kept_and_not_taken_for_the_map(new_desk):
    new_desk.edit("one")
    new_desk.kill()
    (base,) = new_desk.state.journals.glob("*/*.base")
    data = base.read_bytes()
    base.write_bytes(data[: len(data) // 2])
    assert new_desk.found() == []
    assert new_desk.journals
    base.write_bytes(data)
    new_desk.recover()
    assert new_desk.map.title == "one"


def test_a_base_of_its_own_is_for_its_owner_alone(new_desk):
    (base,) = new_desk.state.journals.glob("*/*.base")
    assert stat.S_IMODE(base.stat().st_mode) == 0o600


# a file that has moved on


@pytest.mark.parametrize("gone", [True, False])
def test_a_file_that_has_moved_on_leaves_both_sides_to_open(desk, gone):
    desk.edit("one")
    assert desk.keeper.flush()
    desk.kill()
    if gone:
        desk.path.unlink()
    else:
        write_another(desk)
    found = desk.recover()
    assert (found.verdict, found.path, found.file_there) == ("diverged", desk.path, not gone)
    assert desk.map.title == "one"
    assert desk.keeper.path is None
    assert desk.store.modified
    desk.store.undo()
    assert same(desk.store.document, start())
    assert desk.store.modified
    assert gone or desk.on_disk.map.title == "another"


def test_a_copy_of_a_file_that_moved_on_outlasts_the_next_crash(desk):
    desk.edit("one")
    desk.keeper.flush()
    desk.kill()
    write_another(desk)
    desk.recover()
    desk.edit("two")
    desk.kill()
    found = desk.recover(nobody)
    assert (found.verdict, found.path) == ("unsaved_map", None)
    assert desk.map.title == "two"


def test_without_a_copy_of_what_the_file_was_the_journal_is_kept(desk):
    before = desk.path.read_bytes()
    desk.edit("one")
    desk.kill()
    write_another(desk)
    (found,) = desk.found(nobody)
    assert (found.verdict, found.steps) == ("base_missing", 1)
    with pytest.raises(FileProblem, match="put the file back"):
        recover(found)
    put_off(found)
    desk.path.write_bytes(before)
    desk.recover(nobody)
    assert desk.map.title == "one"


def test_what_was_put_off_can_be_recovered_however_often_the_file_is_saved_meanwhile(desk):
    desk.edit("one")
    desk.kill()
    (found,) = desk.found()
    put_off(found)
    desk.open()
    for number in range(NEWEST + 2):
        desk.edit(f"save {number}")
        desk.save()
    desk.close()
    assert desk.recover().verdict == "diverged"
    assert desk.map.title == "one"
    assert desk.keeper.flush()
    assert len(versions_of(desk.state, desk.path)) > NEWEST
    desk.close(discard=True)
    desk.open().edit("last")
    desk.save()
    assert len(versions_of(desk.state, desk.path)) == NEWEST


def test_times_decide_nothing(desk):
    desk.edit("one")
    desk.kill()
    os.utime(desk.path, (2**31, 2**31))
    for journal in desk.journals:
        os.utime(journal, (1, 1))
    assert desk.recover().verdict == "ready"


def test_a_file_that_changes_while_it_is_recovered_is_told(desk):
    desk.edit("one")
    desk.kill()
    (found,) = desk.found()
    write_another(desk)
    with pytest.raises(FileProblem, match="has just been changed"):
        recover(found)


# texts


def test_a_text_recovered_and_not_dealt_with_outlasts_the_next_crash(desk):
    draft = Draft("", "a card in the first cell", "half a sen")
    desk.keeper.note_draft(draft)
    desk.kill()
    desk.recover()
    desk.kill()
    desk.recover()
    assert desk.draft == draft


# what is left in good order


@pytest.mark.parametrize("saved", [True, False])
def test_closing_in_good_order_leaves_what_is_not_saved_for_the_next_start(desk, saved):
    desk.edit("one")
    if saved:
        desk.save()
    desk.close()
    found: list[Recoverable] = desk.found()
    assert len(found) == (0 if saved else 1)
    assert saved or desk.journals


def test_closing_in_good_order_leaves_a_text_that_was_being_written(desk):
    desk.keeper.note_draft(Draft(desk.map.id, "footnote", "half a sen"))
    desk.close()
    (found,) = desk.found()
    assert found.text


def test_what_is_not_wanted_is_gone_when_the_map_is_closed(desk):
    desk.edit("one")
    desk.close(discard=True)
    assert list(desk.state.journals.iterdir()) == []


def test_a_journal_whose_deletion_a_power_cut_undid_is_not_offered(desk, monkeypatch):
    desk.edit("one")
    copies = []
    real = Tape.remove

    def remembering(self: Tape, last: bytes) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(os, "unlink", lambda _path: None)
            real(self, last)
        copies.append(desk.journals)

    monkeypatch.setattr(Tape, "remove", remembering)
    desk.close(discard=True)
    assert copies[0]
    assert desk.found() == []
