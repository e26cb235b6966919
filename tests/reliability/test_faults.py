"""System calls that fail."""

from pathlib import Path

from tests.reliability.running import small_run


def test_no_failing_call_loses_anything_and_every_control_is_caught(root: Path, tmp_path: Path) -> None:
    counts = small_run("faults", root, tmp_path)
    assert counts.good, "\n".join(counts.lines())
    assert counts.done["faults met"] >= 4 * counts.done["system calls"]
    assert len(counts.controls) == 2
