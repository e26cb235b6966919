"""The salvage matrix, small."""

from tests.reliability import salvage
from tests.reliability.harness import SMALL


def test_a_damaged_file_gives_back_what_it_still_holds():
    counts = salvage.run(SMALL, print)
    assert counts.good, "\n".join(counts.lines())
    assert counts.done["damaged files"] >= 250
    assert len(counts.controls) == 4
