"""`check`: findings for people and for programs, and the exit code."""

import json

import pytest

from journeymapper.cli import main
from journeymapper.files.journey import save
from journeymapper.model.records import Asset
from tests.analysis.maps import Sketch
from tests.cli.running import EXAMPLE


def saved(sketch: Sketch, folder):
    path = folder / "map.journey"
    save(sketch.document, path)
    return str(path)


def test_a_map_in_order_says_so(capsys):
    assert main(["check", str(EXAMPLE)]) == 0
    assert capsys.readouterr().out == "Nothing found: the map is in order.\n"


def test_warnings_and_hints_are_told_and_leave_the_exit_code_at_0(tmp_path, capsys):
    sketch = Sketch(3)
    sketch.link("1", "3")
    sketch.card("b", "1", "backstage")
    assert main(["check", saved(sketch, tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("warning: Step 2 “text of a2” cannot be reached")
    assert lines[1].startswith("warning: B “text of b” supports nothing.")
    assert lines[-1] == "Errors: 0, warnings: 2, hints: 1."


def test_an_error_makes_the_exit_code_1(tmp_path, capsys):
    sketch = Sketch(1)
    sketch.put(Asset(id="p", sha256="0" * 64, media_type="image/png", title="Maya"))
    assert main(["check", saved(sketch, tmp_path)]) == 1
    assert "error: The picture “Maya” is not in the file." in capsys.readouterr().out


@pytest.mark.parametrize("steps", [1, 3])
def test_programs_get_level_code_message_and_ids(steps, tmp_path, capsys):
    sketch = Sketch(steps)
    sketch.card("b", "1", "backstage")
    assert main(["check", saved(sketch, tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    assert found[0] == {
        "level": "warning",
        "code": "idle_offstage",
        "message": "B “text of b” supports nothing. Link it to the onstage card that it makes possible, or delete it.",
        "ids": ["b"],
    }
    assert all(set(finding) == {"level", "code", "message", "ids"} for finding in found)


def test_a_map_in_order_is_an_empty_list_for_programs(capsys):
    assert main(["check", str(EXAMPLE), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"findings": []}
