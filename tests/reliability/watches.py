"""Times by the clock, and those of them in which the processor worked."""

import time
from collections.abc import Iterable

import msgspec


class Took(msgspec.Struct, frozen=True):
    """Seconds by the clock, and those of them in which the processor worked for this program.

    On a machine that has other things to do the second tell what the program needs from what it waited for.
    """

    clock: float
    busy: float

    def __str__(self) -> str:
        return f"{self.clock:.3f} s (busy {self.busy:.3f} s)"


class Watch:
    """Takes times."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Begin anew."""
        self._clock, self._busy = time.perf_counter(), time.process_time()

    def took(self) -> Took:
        """How long it was since the beginning; two threads may be busy at once, but that counts once."""
        clock = time.perf_counter() - self._clock
        return Took(clock, min(time.process_time() - self._busy, clock))


def longest(taken: Iterable[Took]) -> Took:
    """The longest of each kind of time."""
    times = list(taken)
    return Took(max(took.clock for took in times), max(took.busy for took in times))
