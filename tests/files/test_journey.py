"""Opening and saving files on the disk."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from journeymapper.files import source
from journeymapper.files.codec import encode
from journeymapper.files.journey import load, save
from journeymapper.files.lines import RecordCache
from journeymapper.model.errors import FileProblem

from .maps import entries_of, every_type, large, repacked, same, with_line, zipped


def why_not(path: Path) -> str:
    with pytest.raises(FileProblem) as caught:
        load(path)
    assert path.name in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "map.journey"
    path.write_bytes(data)
    return path


def test_what_is_saved_can_be_opened(tmp_path):
    save(every_type(), tmp_path / "map.journey")
    assert same(load(tmp_path / "map.journey"), every_type())


def test_saving_tells_the_hash_of_what_is_on_the_disk(tmp_path):
    digest = save(every_type(), tmp_path / "map.journey")
    assert digest == hashlib.sha256((tmp_path / "map.journey").read_bytes()).hexdigest()


def test_open_and_save_leaves_the_file_as_it_was(tmp_path):
    path = written(tmp_path, encode(large(100)))
    before = path.read_bytes()
    loaded = load(path)
    save(loaded.document, path, foreign=loaded.foreign)
    assert path.read_bytes() == before


def test_what_this_version_does_not_know_survives_on_the_disk(tmp_path):
    path = written(tmp_path, repacked({**entries_of(encode(every_type())), "data/review-0.jsonl": b"{}\n"}))
    loaded = load(path)
    save(loaded.document, path, foreign=loaded.foreign)
    assert entries_of(path.read_bytes())["data/review-0.jsonl"] == b"{}\n"


def test_a_save_with_the_cache_filled_by_opening_gives_the_same_file(tmp_path):
    path = written(tmp_path, encode(every_type()))
    before, cache = path.read_bytes(), RecordCache()
    loaded = load(path, cache=cache)
    save(loaded.document, path, foreign=loaded.foreign, cache=cache)
    assert path.read_bytes() == before


def test_a_missing_file_is_told(tmp_path):
    assert "there is no such file" in why_not(tmp_path / "gone.journey")


def test_a_folder_is_told(tmp_path):
    assert "it is a folder" in why_not(tmp_path)


def test_an_empty_file_is_told(tmp_path):
    assert (
        why_not(written(tmp_path, b"")) == "“map.journey” cannot be opened: the file is empty; restore a copy"
    )


def test_a_file_of_another_program_is_told(tmp_path):
    assert "choose a .journey file" in why_not(written(tmp_path, b"%PDF-1.7\n"))


def test_an_archive_of_something_else_is_told(tmp_path):
    assert "ZIP archive of something else" in why_not(written(tmp_path, zipped({"a.txt": b"a"})))


def test_a_file_cut_short_is_told(tmp_path):
    data = encode(every_type())
    assert "cut short" in why_not(written(tmp_path, data[: len(data) // 2]))


def test_a_bad_line_is_named_with_file_entry_and_line(tmp_path):
    path = written(tmp_path, with_line(encode(every_type()), "data/card-0.jsonl", "{"))
    with pytest.raises(FileProblem) as caught:
        load(path)
    assert (caught.value.entry, caught.value.line) == ("data/card-0.jsonl", 3)
    assert str(caught.value).startswith("“map.journey” cannot be opened")
    assert "“journeymapper salvage”" in str(caught.value)
    assert "(data/card-0.jsonl, line 3: " in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_told(tmp_path):
    path = written(tmp_path, encode(every_type()))
    path.chmod(0)
    assert "not allowed" in why_not(path)


def test_a_name_that_no_file_can_have_is_told():
    assert "cannot be opened" in why_not(Path("a\0b"))


def test_a_name_too_long_for_any_file_is_told(tmp_path):
    assert "cannot be opened" in why_not(tmp_path / ("n" * 300))


def test_a_pipe_is_told_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.journey")
    assert "it is a device, a pipe or a socket" in why_not(tmp_path / "pipe.journey")


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="a device of Unix")
def test_a_device_without_end_is_told(tmp_path):
    (tmp_path / "zero.journey").symlink_to("/dev/zero")
    assert "it is a device, a pipe or a socket" in why_not(tmp_path / "zero.journey")


def test_a_file_larger_than_any_map_is_told_before_it_is_read(tmp_path):
    path = written(tmp_path, b"")
    os.truncate(path, source.LARGEST_FILE + 1)  # takes no room on the disk
    assert "it is larger than 512 megabytes" in why_not(path)


def test_a_file_that_grows_while_it_is_read_is_cut_off(tmp_path, monkeypatch):
    path = written(tmp_path, b"x" * 100)
    monkeypatch.setattr(source, "require_file", lambda _path: None)
    monkeypatch.setattr(source, "LARGEST_FILE", 99)
    assert "it is larger than" in why_not(path)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EIO, "the disk reports a fault"),
        (errno.ESTALE, "the network folder is gone"),
        (errno.EACCES, "reading it is not allowed"),
    ],
)
@pytest.mark.parametrize("call", ["stat", "open"])
def test_why_a_file_cannot_be_read_is_told_in_words_of_the_program(
    tmp_path, monkeypatch, call, number, words
):
    path = tmp_path / "map.journey"
    path.write_bytes(b"x")

    def fail(*_arguments: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Path, call, fail)
        with pytest.raises(FileProblem, match=words):
            source.read_bytes(path)
