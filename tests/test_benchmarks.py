"""The benchmarks run and print what they promise. How long anything takes is for people to read, not for tests."""

import json
import re
import subprocess
import sys
from pathlib import Path

from benchmarks import disk, frames, layouts, pdf, scripts, start
from benchmarks.maps import SIZES, sized_map
from journeymapper.model.checks import document_problems
from journeymapper.model.records import Card, Link

MEASURES = {
    *(layouts.COLD, layouts.ONE_EDIT),
    *(scripts.COLD, scripts.WARM, scripts.LONG),
    *(disk.LOAD, disk.SAVE, disk.SAVE_AGAIN),
    *(pdf.PDF, pdf.OPERATORS),
    *(frames.FIRST_PAINT, frames.FIRST_SHARP, frames.PAN, frames.PAN_FAR, frames.SHARP_AFTER_JUMP),
    *(frames.ZOOM, frames.SHARP_AFTER_ZOOM, frames.DRAG_ONE, frames.DRAG_MANY, frames.DROP_MANY, frames.EDIT),
    start.START,
}


def test_every_measure_of_a_small_map_is_printed_beside_its_reference(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    command = [sys.executable, "-m", "benchmarks", "--sizes", "S", "--quick", "--json", str(out)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    printed = [re.split(r" {2,}", line) for line in done.stdout.splitlines()[2:]]
    assert {line[1] for line in printed} == MEASURES
    rows = json.loads(out.read_bytes())["rows"]
    assert {row["measure"] for row in rows} == MEASURES
    assert all(row["pair"]["reference"] for row in rows)


def test_a_generated_map_is_sound_and_the_same_again() -> None:
    for size in SIZES.values():
        document = sized_map(size)
        assert (len(document.lanes), len(document.stages)) == (size.lanes, size.stages)
        assert (document.count(Card), document.count(Link)) == (size.cards, size.links)
        assert document.snapshot() == sized_map(size).snapshot()
        assert not list(document_problems(document))
