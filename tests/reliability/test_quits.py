"""Leaving the program in the middle of everything, in the size that runs with the other tests."""

from tests.reliability import quits
from tests.reliability.harness import SMALL


def test_the_program_ends_by_itself_200_times_of_200_with_nothing_to_say() -> None:
    counts = quits.run(SMALL, print)
    assert counts.good, "\n".join(counts.lines())
    assert counts.done["quits"] >= 200
    assert len(counts.controls) == len(quits.CONTROLS)
