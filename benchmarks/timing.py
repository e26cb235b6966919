"""Taking times: a subject and its reference by turns, so that what else the machine does falls on both."""

import gc
import math
import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

Work = Callable[[], object]


class Pair(msgspec.Struct, frozen=True):
    """Seconds that the subject took, run by run, and its reference.

    `busy` and `reference_busy` are the seconds of them in which the processor worked for it: on a machine that has
    other things to do they tell what a program needs from what it waited for.
    """

    subject: tuple[float, ...]
    reference: tuple[float, ...]
    busy: tuple[float, ...]
    reference_busy: tuple[float, ...]


class Effort(msgspec.Struct, frozen=True):
    """How often to measure: `runs` of what takes long, `frames` of what is short, `starts` of fresh processes.

    `references` are frames of the reference before those of the subject, and as many after them.
    """

    runs: int
    frames: int
    starts: int
    references: int


THOROUGH = Effort(runs=7, frames=300, starts=9, references=20)
QUICK = Effort(runs=2, frames=12, starts=1, references=3)


class Taken(NamedTuple):
    """How long something took, and for how long of that the processor worked for it; in seconds."""

    seconds: float
    busy: float


def by_turns(subject: Work, reference: Work, runs: int, *, first: Work | None = None) -> Pair:
    """Run both `runs` times, one after the other; `first` goes before each subject and is not counted."""
    taken: list[Taken] = []
    beside: list[Taken] = []
    for _run in range(runs):
        if first is not None:
            first()
        gc.collect()
        taken.append(timed(subject))
        beside.append(timed(reference))
    return paired(taken, beside)


def paired(taken: Sequence[Taken], beside: Sequence[Taken]) -> Pair:
    """What was taken of the subject and of its reference."""
    return Pair(
        tuple(one.seconds for one in taken),
        tuple(one.seconds for one in beside),
        tuple(one.busy for one in taken),
        tuple(one.busy for one in beside),
    )


def timed(work: Work) -> Taken:
    """How long it takes, once."""
    start, busy = time.perf_counter(), time.thread_time()
    work()
    return Taken(time.perf_counter() - start, time.thread_time() - busy)


def median(values: Sequence[float]) -> float:
    """The middle value; not a number where there is none."""
    return statistics.median(values) if values else math.nan


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of them does not exceed; not a number where there is none."""
    ranked = sorted(values)
    return ranked[max(math.ceil(share * len(ranked)) - 1, 0)] if ranked else math.nan
