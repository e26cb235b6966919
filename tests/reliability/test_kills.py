"""SIGKILL at any moment."""

from pathlib import Path

from tests.reliability.running import small_run


def test_no_kill_loses_anything_and_every_control_is_caught(root: Path, tmp_path: Path) -> None:
    counts = small_run("kills", root, tmp_path)
    assert counts.good, "\n".join(counts.lines())
    assert counts.done["kills"] >= 300
    assert counts.done["kills of somebody at work"] >= 150
    assert counts.done["cases"] == 4
    assert len(counts.controls) == 3
