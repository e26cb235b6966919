"""Maps as folders of text: what they look like, that they come back, and what is said of a folder that is wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from journeymapper.files.archive import Entry
from journeymapper.files.codec import Loaded, decode, encode
from journeymapper.files.manifest import Foreign
from journeymapper.files.twin import map_of_twin, strangers_in, twin_of, write_twin
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.records import RECORD_TYPES

from .maps import PICTURE, PICTURE_SHA, documents, entries_of, every_type, large, repacked


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A map of every type, unpacked."""
    write_twin(Loaded(every_type()), tmp_path / "twin")
    return tmp_path / "twin"


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def packed(folder: Path) -> bytes:
    loaded = map_of_twin(folder)
    return encode(loaded.document, foreign=loaded.foreign)


def unpacked(data: bytes, folder: Path) -> Path:
    write_twin(decode(data), folder)
    return folder


# coming back


@given(documents())
def test_a_packed_twin_is_the_file_byte_for_byte(tmp_path_factory, document):
    data = encode(document)
    assert packed(unpacked(data, tmp_path_factory.mktemp("twin"))) == data


def test_what_this_version_does_not_know_comes_back(tmp_path):
    entries = (
        Entry("data/review-0.jsonl", b'{"id":"r"}\n'),
        Entry("deep/hint.bin", b"\0hint", stored=True),
        Entry(f"media/{'0' * 64}.png".replace("0" * 64, PICTURE_SHA), PICTURE, stored=True),
    )
    bare = Document(
        [record for record in every_type() if record.id not in ("asset", "persona", "series", "point")]
    )
    data = encode(bare, foreign=Foreign(entries, {"mood": [1, 2]}))
    folder = unpacked(data, tmp_path / "twin")
    assert {"foreign/data/review-0.jsonl", "foreign/deep/hint.bin"} <= names(folder)
    assert packed(folder) == data


def test_packing_gives_the_same_bytes_in_any_place(folder, tmp_path):
    unpacked(packed(folder), tmp_path / "other" / "place")
    assert packed(tmp_path / "other" / "place") == packed(folder) == encode(every_type())


# what it looks like


def test_each_type_has_a_file_of_lines(folder):
    assert names(folder) == {f"{kind}.jsonl" for kind in RECORD_TYPES} | {
        "manifest.json",
        f"media/{PICTURE_SHA}.png",
    }


def test_lines_are_sorted_by_id_and_their_keys_by_name(tmp_path):
    write_twin(Loaded(large(100)), tmp_path)
    lines = [json.loads(line) for line in (tmp_path / "card.jsonl").read_bytes().splitlines()]
    assert len(lines) == 100
    assert [line["id"] for line in lines] == sorted(line["id"] for line in lines)
    assert all(list(line) == sorted(line) for line in lines)


def test_the_manifest_of_a_folder_changes_with_no_record(folder, tmp_path):
    write_twin(Loaded(large(100)), tmp_path / "other")
    assert (tmp_path / "other" / "manifest.json").read_bytes() == (folder / "manifest.json").read_bytes()


def test_what_stands_twice_in_a_file_stands_once_in_its_twin():
    assert not [name for name in twin_of(decode(encode(every_type()))) if "spare" in name]


# edited by hand


def test_lines_edited_by_hand_are_taken(folder):
    path = folder / "card.jsonl"
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    lines[0]["text"] = "By hand"
    edited = "\r\n\r\n".join(
        json.dumps(dict(reversed(line.items())), indent=None) + "  " for line in reversed(lines)
    )
    path.write_bytes(b"\n\n" + edited.encode("utf-8-sig"))
    document = map_of_twin(folder).document
    assert {card.text for card in document.all(RECORD_TYPES["card"])} == {"By hand", ""}  # type: ignore[attr-defined]
    assert len(document) == len(every_type())


def test_a_folder_without_a_manifest_is_of_this_version(folder):
    (folder / "manifest.json").unlink()
    assert packed(folder) == encode(every_type())


def test_what_editors_and_git_leave_behind_is_passed_over(folder):
    for name in (
        ".git/config",
        ".card.jsonl.swp",
        "card.jsonl~",
        "lane.jsonl.orig~",
        "README.md",
        "notes/todo.txt",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    assert packed(folder) == encode(every_type())


def said_of(folder: Path) -> str:
    with pytest.raises(FileProblem) as caught:
        map_of_twin(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "it is not valid JSON"),
        (b"<<<<<<< HEAD", "it is not valid JSON"),
        (b"[1]", "it is not an object"),
        (b'{"id":"x","id":"x"}', "stands twice"),
        (b'{"id":"x","kind":"note"}', "does not fit"),
        (b'{"id":"x","kind":"odd","lane":"lane","stage":"stage","order":"a0"}', "unknown value"),
        (b'{"id":"x","kind":"note","lane":"gone","stage":"stage","order":"a0"}', "points at"),
        (b'{"id":"card","kind":"note","lane":"lane","stage":"stage","order":"a0"}', "same id"),
        (b'{"id":"x","kind":"note","lane":"lane","stage":"stage","order":"a0","text":"\xff"}', "UTF-8"),
    ],
)
def test_a_bad_line_is_named_by_file_and_number_with_a_cure(folder, line, reason):
    with (folder / "card.jsonl").open("ab") as file:
        file.write(b"\n" + line + b"\n")
    sentence = said_of(folder)
    assert f"“{folder / 'card.jsonl'}”, line 4: " in sentence
    assert reason in sentence
    assert sentence.endswith("; correct that line or remove it")


def test_a_name_that_is_nearly_one_is_told(folder):
    (folder / "card.jsonl").rename(folder / "cards.jsonl")
    assert "cards.jsonl”: no type of records has this name; call it one of map.jsonl" in said_of(folder)


def test_a_picture_that_was_changed_is_told(folder):
    (folder / "media" / f"{PICTURE_SHA}.png").write_bytes(b"another")
    assert "it is not the picture that it is named after; put the old one back" in said_of(folder)


def test_a_picture_that_was_removed_is_missed_and_nothing_else(folder):
    (folder / "media" / f"{PICTURE_SHA}.png").unlink()
    assert map_of_twin(folder).document.media == {}


@pytest.mark.parametrize("name", ["lane.jsonl", "media", "foreign", "README.md"])
def test_links_are_refused(folder, tmp_path, name):
    target = tmp_path / "elsewhere"
    if (folder / name).exists():
        (folder / name).rename(target)
    (folder / name).symlink_to(target)
    assert f"“{folder / name}” is a link" in said_of(folder)
    with pytest.raises(FileProblem, match="is a link"):
        write_twin(Loaded(every_type()), folder)


@pytest.mark.parametrize("name", ["data/card-0.jsonl", "manifest.json", "a:b", "media/x.png"])
def test_foreign_entries_cannot_take_the_place_of_a_maps_own(folder, name):
    path = folder / "foreign" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"{}")
    assert "what a map holds cannot have this name" in said_of(folder)


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"format":"other"}', b'{"format":"journeymapper","version":"x"}']
)
def test_a_manifest_that_says_nothing_is_told(folder, content):
    (folder / "manifest.json").write_bytes(content)
    assert "manifest.json" in said_of(folder)


def test_a_folder_of_a_newer_version_is_refused(folder):
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"min_reader": 1', b'"min_reader": 9'))
    assert "needs a newer version" in said_of(folder)


def test_a_folder_with_nothing_in_it_is_no_map(tmp_path):
    assert "holds no unpacked map" in said_of(tmp_path)
    assert "holds no unpacked map" in said_of(tmp_path / "missing")
    (tmp_path / "file").write_bytes(b"")
    assert "is not a folder" in said_of(tmp_path / "file")


def test_a_map_that_only_a_newer_version_understands_is_not_unpacked(tmp_path):
    data = repacked(entries_of(encode(every_type())), manifest=lambda content: content.update(min_reader=9))
    with pytest.raises(FileProblem, match="needs a newer version"):
        write_twin(decode(data), tmp_path / "twin")
    assert not (tmp_path / "twin").exists()


# writing over


def test_what_the_map_no_longer_has_leaves_the_folder(folder):
    write_twin(Loaded(large(3)), folder)
    assert names(folder) == {
        "card.jsonl",
        "lane.jsonl",
        "manifest.json",
        "map.jsonl",
        "stage.jsonl",
        "step.jsonl",
    }
    assert packed(folder) == encode(large(3))


def test_other_files_stay(folder):
    (folder / "README.md").write_bytes(b"mine")
    (folder / ".gitattributes").write_bytes(b"mine")
    assert strangers_in(folder) == ("README.md",)
    write_twin(Loaded(large(3)), folder)
    assert (folder / "README.md").read_bytes() == (folder / ".gitattributes").read_bytes() == b"mine"


def test_files_of_a_folder_that_is_no_twin_are_strangers_whatever_their_names(tmp_path):
    (tmp_path / "card.jsonl").write_bytes(b"{}")
    (tmp_path / ".git").mkdir()
    assert strangers_in(tmp_path) == ("card.jsonl",)
    assert strangers_in(tmp_path / "missing") == ()


def test_a_folder_of_somebodys_own_where_foreign_entries_would_go_is_left_alone(tmp_path):
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "letters.txt").write_bytes(b"mine")
    with pytest.raises(FileProblem, match="choose another"):
        write_twin(Loaded(every_type()), tmp_path)
    assert names(tmp_path) == {"foreign/letters.txt"}
