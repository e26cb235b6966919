"""`journeymapper unpack` and `pack`."""

import json
from pathlib import Path

import pytest

from journeymapper.files.codec import decode, encode
from journeymapper.files.journey import load
from tests.files.maps import every_type, large

from .running import EXAMPLE, is_one_sentence, journeymapper


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file that this version wrote."""
    path = tmp_path / "map.journey"
    path.write_bytes(encode(every_type()))
    return path


def test_a_map_unpacked_and_packed_is_the_same_file(source, tmp_path):
    ran = journeymapper("unpack", source, "-o", tmp_path / "folder", qt=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"Unpacked: {tmp_path / 'folder'} (stages: 1, ")
    ran = journeymapper("pack", tmp_path / "folder", "-o", tmp_path / "again.journey", qt=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"Written: {tmp_path / 'again.journey'} (stages: 1, ")
    assert (tmp_path / "again.journey").read_bytes() == source.read_bytes()


def test_the_example_comes_back_with_every_record(tmp_path):
    journeymapper("unpack", EXAMPLE, "-o", tmp_path / "folder")
    journeymapper("pack", tmp_path / "folder", "-o", tmp_path / "again.journey")
    assert load(tmp_path / "again.journey").document.snapshot() == load(EXAMPLE).document.snapshot()


def test_an_edit_by_hand_changes_one_line_and_the_map(source, tmp_path):
    journeymapper("unpack", source, "-o", tmp_path / "folder")
    path = tmp_path / "folder" / "lane.jsonl"
    lane = json.loads(path.read_text("utf-8"))
    path.write_text("\n" + json.dumps(lane | {"title": "By hand"}) + "\n\n", "utf-8")
    assert journeymapper("pack", tmp_path / "folder", "-o", source).returncode == 2
    assert journeymapper("pack", tmp_path / "folder", "-o", source, "--force").returncode == 0
    assert [lane.title for lane in load(source).document.lanes] == ["By hand"]


def test_a_bad_line_is_one_sentence_and_the_file_stays(source, tmp_path):
    before = source.read_bytes()
    journeymapper("unpack", source, "-o", tmp_path / "folder")
    with (tmp_path / "folder" / "step.jsonl").open("ab") as file:
        file.write(b"=======\n")
    ran = journeymapper("pack", tmp_path / "folder", "-o", source, "--force")
    assert ran.returncode == 2
    assert is_one_sentence(ran.stderr)
    assert "step.jsonl”, line 2: it is not valid JSON" in ran.stderr
    assert source.read_bytes() == before


def test_a_folder_that_holds_other_things_is_asked_about(source, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "letter.txt").write_bytes(b"mine")
    ran = journeymapper("unpack", source, "-o", folder)
    assert ran.returncode == 2
    assert is_one_sentence(ran.stderr)
    assert "holds other things, such as “letter.txt”" in ran.stderr
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    assert journeymapper("unpack", source, "-o", folder, "--force").returncode == 0
    assert (folder / "letter.txt").read_bytes() == b"mine"
    assert journeymapper("pack", folder, "-o", tmp_path / "out.journey").returncode == 0


def test_another_map_takes_the_place_of_the_one_before_in_its_folder(source, tmp_path):
    journeymapper("unpack", source, "-o", tmp_path / "folder")
    source.write_bytes(encode(large(40)))
    assert journeymapper("unpack", source, "-o", tmp_path / "folder").returncode == 0
    assert not (tmp_path / "folder" / "link.jsonl").exists()
    journeymapper("pack", tmp_path / "folder", "-o", tmp_path / "again.journey")
    assert decode((tmp_path / "again.journey").read_bytes()).document.snapshot() == large(40).snapshot()


def test_what_is_no_folder_or_no_map_is_one_sentence(source, tmp_path):
    for folder in (source, tmp_path / "missing"):
        ran = journeymapper("pack", folder, "-o", tmp_path / "out.journey")
        assert ran.returncode == 2
        assert is_one_sentence(ran.stderr)
    ran = journeymapper("unpack", source, "-o", source / "in" / "a file")
    assert ran.returncode == 2
    assert is_one_sentence(ran.stderr)
