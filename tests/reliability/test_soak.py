"""The same work over and over, in the size that runs with the other tests."""

from tests.reliability import soak
from tests.reliability.harness import SMALL


def test_nothing_is_left_of_what_was_done_and_undone_nor_of_windows_that_were_closed() -> None:
    counts = soak.run(SMALL, print)
    assert counts.good, "\n".join(counts.lines())
    assert counts.done["windows"] >= 200
    assert counts.controls
