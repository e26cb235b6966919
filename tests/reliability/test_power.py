"""Power cuts, simulated."""

from pathlib import Path

from tests.reliability.running import small_run


def test_no_power_cut_loses_what_was_synced_and_every_control_is_caught(root: Path, tmp_path: Path) -> None:
    counts = small_run("power", root, tmp_path)
    assert counts.good, "\n".join(counts.lines())
    assert counts.done["states"] >= 40_000
    assert counts.done["different states"] >= 10_000
    assert len(counts.controls) == 5
