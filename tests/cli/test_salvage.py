"""`journeymapper salvage`."""

from pathlib import Path

import pytest

from journeymapper.cli import main
from journeymapper.files.codec import encode
from journeymapper.files.journey import load
from journeymapper.model.records import Card
from tests.files.maps import large

from .running import EXAMPLE, is_one_sentence, journeymapper


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A map of 5,000 cards in whose file a block was lost."""
    data = encode(large(5000))
    path = tmp_path / "damaged.journey"
    path.write_bytes(data[:40_960] + bytes(4096) + data[45_056:])
    return path


def test_most_of_a_damaged_map_is_written_and_the_rest_is_listed(damaged, tmp_path):
    before = damaged.read_bytes()
    assert journeymapper("check", damaged).returncode == 2
    ran = journeymapper("salvage", damaged, "-o", tmp_path / "out.journey", qt=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    first, *rest = ran.stdout.splitlines()
    assert first.startswith(f"Written: {tmp_path / 'out.journey'} (stages: 1, lanes: 1, cards: 4")
    assert any(line.startswith("Lost: cards, about ") and "data/card-" in line for line in rest)
    assert 4800 < load(tmp_path / "out.journey").document.count(Card) < 5000
    assert damaged.read_bytes() == before


def test_a_map_that_is_not_damaged_comes_out_as_it_is(tmp_path):
    ran = journeymapper("salvage", EXAMPLE, "-o", tmp_path / "out.journey")
    assert ran.returncode == 0
    assert ran.stdout.splitlines()[1:] == ["Nothing was lost: the file is not damaged."]
    assert (tmp_path / "out.journey").read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.parametrize("place", range(0, len(EXAMPLE.read_bytes()), 4096))
def test_what_is_written_opens_wherever_a_block_was_lost(tmp_path, place, capsys):
    data = EXAMPLE.read_bytes()
    damaged, output = tmp_path / "damaged.journey", tmp_path / "out.journey"
    damaged.write_bytes(data[:place] + bytes(4096) + data[place + 4096 :])
    assert main(["salvage", str(damaged), "-o", str(output)]) == 0
    told = capsys.readouterr().out
    assert "not damaged" not in told
    if "No record is known to be lost." in told:
        assert load(output).document.snapshot() == load(EXAMPLE).document.snapshot()
    else:
        assert "Lost: " in told
        load(output)


def test_where_characters_may_be_wrong_is_told(tmp_path):
    data = bytearray(encode(large(5000)))
    for place in range(30_000, 60_000, 1500):
        data[place] ^= 2
    (tmp_path / "flipped.journey").write_bytes(data)
    ran = journeymapper("salvage", tmp_path / "flipped.journey", "-o", tmp_path / "out.journey")
    assert ran.returncode == 0
    assert "Characters may be wrong in " in ran.stdout


def test_what_was_never_a_map_is_one_sentence_and_writes_nothing(tmp_path):
    (tmp_path / "no.journey").write_bytes(b"Dear diary" * 500)
    ran = journeymapper("salvage", tmp_path / "no.journey", "-o", tmp_path / "out.journey")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert is_one_sentence(ran.stderr)
    assert "no.journey" in ran.stderr
    assert "nothing of a map can be found" in ran.stderr
    assert not (tmp_path / "out.journey").exists()


def test_the_damaged_file_and_others_are_not_written_over(damaged, tmp_path):
    (tmp_path / "other.journey").write_bytes(b"mine")
    for output in (damaged, tmp_path / "other.journey", tmp_path / "out.pdf"):
        ran = journeymapper("salvage", damaged, "-o", output)
        assert ran.returncode == 2
        assert is_one_sentence(ran.stderr)
    assert (tmp_path / "other.journey").read_bytes() == b"mine"
    assert journeymapper("salvage", damaged, "-o", tmp_path / "other.journey", "--force").returncode == 0
    assert load(tmp_path / "other.journey").document.count(Card) > 4800


def test_a_cut_file_of_which_nothing_was_lost_is_written_anew_and_opens(tmp_path):
    path, output = tmp_path / "cut.journey", tmp_path / "out.journey"
    path.write_bytes(EXAMPLE.read_bytes()[:-40])
    assert journeymapper("show", path).returncode == 2
    ran = journeymapper("salvage", path, "-o", output)
    assert "not damaged" not in ran.stdout
    assert ran.stdout.splitlines()[-1] == "No record is known to be lost."
    assert journeymapper("show", output).stdout == journeymapper("show", EXAMPLE).stdout
