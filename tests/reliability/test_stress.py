"""Large maps. How long they take is measured by the command, not here: `python -m tests.reliability stress --large`."""

from pathlib import Path

from tests.reliability.running import small_run


def test_a_map_is_opened_edited_and_saved_in_a_worker(root: Path, tmp_path: Path) -> None:
    counts = small_run("stress", root, tmp_path)
    assert counts.good, "\n".join(counts.lines())
    assert counts.done["saves"] == 3
    assert counts.done["saves in the window"] == 3
    assert len(counts.controls) == 2
