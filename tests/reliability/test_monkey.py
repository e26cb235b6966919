"""The monkey at the real window, in the size that runs with the other tests."""

from tests.reliability import monkey
from tests.reliability.harness import SMALL


def test_the_monkey_finds_nothing_in_100_000_events_and_everything_that_is_broken_on_purpose() -> None:
    counts = monkey.run(SMALL, print)
    assert counts.good, "\n".join(counts.lines())
    assert counts.done["events"] >= 100_000
    assert len(counts.controls) == len(monkey.CONTROLS)
