"""Earlier versions: which are kept, whose they are, and what happens where they cannot be kept."""

import hashlib
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.files.codec import encode
from journeymapper.files.map_id import map_id
from journeymapper.files.versions import (
    DAYS,
    NEWEST,
    Version,
    expired,
    find_version,
    keep_version,
    read_version,
    versions_of,
)
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.records import JourneyMap

from .maps import documents, every_type

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


class Folder(NamedTuple):
    versions: Path
    journals: Path


@pytest.fixture
def state(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "state" / "versions", tmp_path / "state" / "journals")


def bytes_of(title: str, key: str = "one") -> bytes:
    return encode(Document([JourneyMap(id=key, title=title)]))


def saved(state: Folder, path: Path, data: bytes, now: datetime = NOON) -> None:
    """Write a file as a save does and keep its version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    keep_version(state, path, data, now=now)


def titles(state: Folder, path: Path) -> list[bytes]:
    return [read_version(version) for version in versions_of(state, path)]


# which are kept


def pruned(times: list[datetime]) -> list[Version]:
    """What is left after a save at each of these times, each pruned as it is made; the last saved first."""
    left: list[Version] = []
    for number, when in enumerate(times):
        left.insert(0, Version(Path(f"{number}"), when, "", number))
        gone = expired(left, when)
        left = [version for version in left if version not in gone]
    return left


anywhen = st.integers(0, 60 * 86400).map(lambda seconds: NOON + timedelta(seconds=seconds))


@given(st.lists(anywhen, max_size=60))
def test_the_last_ten_are_kept_whatever_the_clock_says_and_few_more(times):
    left = pruned(times)
    assert [version.size for version in left[:NEWEST]] == list(range(len(times)))[::-1][:NEWEST]
    assert len(left) <= NEWEST + DAYS
    assert not times or not expired(left, times[-1])


@given(st.lists(anywhen, max_size=80).map(sorted))
def test_the_last_of_each_of_the_last_fourteen_days_is_kept_and_nothing_else(times):
    left = {version.size for version in pruned(times)}
    today = times[-1].date() if times else None
    last_of_day = {when.date(): number for number, when in enumerate(times)}
    due = {number for day, number in last_of_day.items() if today and (today - day).days < DAYS}
    assert left == due | set(range(len(times))[-NEWEST:])


@given(st.lists(anywhen, max_size=40), anywhen)
def test_versions_dated_by_a_clock_that_was_put_back_leave_after_ten_more(wrong, now):
    ahead = [when.replace(year=2099) for when in wrong]
    later = [now + timedelta(seconds=number) for number in range(NEWEST + 1)]
    left = pruned([*ahead, *later])
    assert sum(version.when.year == 2099 for version in left) <= 1
    assert [version.when for version in left[:NEWEST]] == later[::-1][:NEWEST]


def test_saving_drops_what_is_no_longer_due(state, tmp_path):
    path = tmp_path / "map.journey"
    for number in range(30):
        saved(state, path, bytes_of(f"{number}"), NOON + timedelta(hours=number))
    kept = versions_of(state, path)
    assert [version.when for version in kept] == [
        NOON + timedelta(hours=number) for number in [*range(29, 19, -1), 11]
    ]
    assert read_version(kept[0]) == bytes_of("29")
    assert len(list(state.versions.rglob("*.journey"))) == 11


# what a version is


def test_a_version_has_the_bytes_time_and_hash_of_the_save(state, tmp_path):
    data = bytes_of("A")
    saved(state, tmp_path / "map.journey", data)
    [version] = versions_of(state, tmp_path / "map.journey")
    assert read_version(version) == data
    assert (version.when, version.size) == (NOON, len(data))
    assert version.sha256 == hashlib.sha256(data).hexdigest()


def test_the_same_bytes_are_not_kept_twice_in_a_row(state, tmp_path):
    path = tmp_path / "map.journey"
    for title in ("A", "A", "B", "A"):
        saved(state, path, bytes_of(title))
    assert titles(state, path) == [bytes_of("A"), bytes_of("B"), bytes_of("A")]


def test_a_clock_put_back_changes_no_order(state, tmp_path):
    path = tmp_path / "map.journey"
    for number in range(12):
        saved(state, path, bytes_of(f"{number}"), NOON - timedelta(days=number))
    assert titles(state, path)[0] == bytes_of("11")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_versions_are_for_their_owner_alone(state, tmp_path):
    old = os.umask(0)
    try:
        saved(state, tmp_path / "map.journey", bytes_of("A"))
    finally:
        os.umask(old)
    found = list(state.versions.rglob("*"))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in found if path.is_file()}
    assert modes == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in [state.versions, *found] if path.is_dir()} == {
        0o700
    }


def test_a_version_that_was_damaged_is_told_and_not_found(state, tmp_path):
    saved(state, tmp_path / "map.journey", bytes_of("A"))
    [version] = versions_of(state, tmp_path / "map.journey")
    assert find_version(state, version.sha256) == version.path
    version.path.write_bytes(b"PK")
    with pytest.raises(FileProblem, match="choose another"):
        read_version(version)
    assert find_version(state, version.sha256) is None


def test_a_hash_is_found_among_all_maps(state, tmp_path):
    for name in ("a", "b", "c"):
        saved(state, tmp_path / f"{name}.journey", bytes_of(name, key=name))
    found = find_version(state, hashlib.sha256(bytes_of("b", key="b")).hexdigest())
    assert found is not None
    assert found.read_bytes() == bytes_of("b", key="b")
    assert find_version(state, "0" * 64) is None


# whose it is


def test_versions_follow_a_file_that_was_moved(state, tmp_path):
    old, new = tmp_path / "old.journey", tmp_path / "sub" / "new.journey"
    saved(state, old, bytes_of("A"))
    new.parent.mkdir()
    old.rename(new)
    assert titles(state, new) == [bytes_of("A")]
    saved(state, new, bytes_of("B"))
    assert titles(state, new) == [bytes_of("B"), bytes_of("A")]
    assert titles(state, old) == []
    new.rename(old)
    assert titles(state, old) == [bytes_of("B"), bytes_of("A")]


def test_a_copy_has_versions_of_its_own(state, tmp_path):
    first, copy = tmp_path / "first.journey", tmp_path / "copy.journey"
    saved(state, first, bytes_of("A"))
    saved(state, copy, bytes_of("B"))
    assert titles(state, first) == [bytes_of("A")]
    assert titles(state, copy) == [bytes_of("B")]
    first.unlink()
    saved(state, copy, bytes_of("C"))
    assert titles(state, copy) == [bytes_of("C"), bytes_of("B")]


def test_another_map_at_the_same_place_is_another_file(state, tmp_path):
    path, away = tmp_path / "map.journey", tmp_path / "away.journey"
    saved(state, path, bytes_of("A", key="one"))
    path.rename(away)
    saved(state, path, bytes_of("B", key="two"))
    assert titles(state, path) == [bytes_of("B", key="two")]
    assert titles(state, away) == [bytes_of("A", key="one")]


def test_a_file_that_cannot_be_read_any_more_still_has_its_versions(state, tmp_path):
    path = tmp_path / "map.journey"
    saved(state, path, bytes_of("A"))
    path.write_bytes(b"\0" * 500)
    assert titles(state, path) == [bytes_of("A")]
    path.unlink()
    assert titles(state, path) == [bytes_of("A")]


def test_a_link_to_a_file_shows_its_versions(state, tmp_path):
    saved(state, tmp_path / "map.journey", bytes_of("A"))
    (tmp_path / "link.journey").symlink_to(tmp_path / "map.journey")
    assert titles(state, tmp_path / "link.journey") == [bytes_of("A")]


def test_a_name_that_is_no_text_is_taken(state, tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.journey")
    saved(state, path, bytes_of("A"))
    saved(state, path, bytes_of("B"))
    assert len(versions_of(state, path)) == 2


@given(documents())
def test_the_map_in_a_file_is_told_without_reading_the_rest(document):
    data = encode(document)
    assert map_id(data) == document.map.id
    assert map_id(data[: len(data) * 9 // 10]) in ("", document.map.id)


@given(st.binary(max_size=80), st.integers(0, 200))
def test_any_bytes_may_be_asked_which_map_they_hold(data, at):
    whole = encode(every_type())
    assert isinstance(map_id(data), str)
    assert isinstance(map_id(data + whole[at:] + data), str)


# where it cannot be kept


def test_a_state_folder_that_cannot_be_made_is_one_sentence(state, tmp_path):
    state.versions.parent.write_bytes(b"a file")
    with pytest.raises(FileProblem, match="the map is saved, but this version of “map") as caught:
        keep_version(state, tmp_path / "map.journey", bytes_of("A"), now=NOON)
    assert "\n" not in str(caught.value)
    assert versions_of(state, tmp_path / "map.journey") == []
    assert find_version(state, "0" * 64) is None


def test_a_full_disk_is_one_sentence_and_the_older_versions_stay(state, tmp_path, monkeypatch):
    path = tmp_path / "map.journey"
    saved(state, path, bytes_of("A"))

    def full(handle: int, data: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(FileProblem, match="could not be kept beside it: the disk is full"):
            saved(state, path, bytes_of("B"))
    assert titles(state, path) == [bytes_of("A")]
    assert not list(state.versions.rglob("*.tmp"))


def test_what_a_crash_left_behind_goes_and_is_no_version(state, tmp_path):
    path = tmp_path / "map.journey"
    saved(state, path, bytes_of("A"))
    folder = versions_of(state, path)[0].path.parent
    (folder / ".journeymapper-0123.tmp").write_bytes(b"half")
    (folder / "file.json").unlink()
    assert titles(state, path) == [bytes_of("A")]
    saved(state, path, bytes_of("B"))
    assert titles(state, path) == [bytes_of("B"), bytes_of("A")]
    assert not list(folder.glob("*.tmp"))
