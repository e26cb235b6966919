"""What every harness shares: how much to try, what came of it, and seeds by which a failure can be had again.

A harness is a module of this package with `run(size, report)`. It tries things that must not go wrong, counts them,
and tries its controls, which are broken on purpose: one that is not caught is a failure of the harness.
"""

import os
import random
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Literal, TypeVar

import msgspec

T = TypeVar("T")
Report = Callable[[str], None]
"""Takes a line for whoever watches; nothing is decided by it."""

MOST_TOLD = 20
"""Failures that are told in words; the others are only counted."""


class Size(msgspec.Struct, frozen=True):
    """How much to try: `small` runs with the other tests, `large` is for a release. `seed` makes chance repeatable."""

    name: Literal["small", "large"] = "small"
    seed: int = 1

    def pick(self, small: T, large: T) -> T:
        """The one that goes with the size."""
        return small if self.name == "small" else large

    def dice(self, *parts: object) -> random.Random:
        """A source of chance of its own for each part of a run."""
        return random.Random(f"{self.seed} {' '.join(map(str, parts))}")


SMALL, LARGE = Size("small"), Size("large")


class Counts(msgspec.Struct, frozen=True):
    """What was tried and what came of it.

    `done` counts what was tried ("kills", "states", "events"); the harness itself checks that it is enough.
    `lost` counts acknowledged work that was not there, `unopenable` files that did not open, `crashes` exceptions and
    deaths that nobody asked for. `failures` says in a sentence each what was wrong, these and anything else, with
    what it takes to have it again. `controls` tells of each thing broken on purpose whether it was caught.
    `figures` are measured values for people, already in words.
    """

    done: Mapping[str, int] = {}
    lost: int = 0
    unopenable: int = 0
    crashes: int = 0
    failures: tuple[str, ...] = ()
    controls: Mapping[str, bool] = {}
    figures: Mapping[str, str] = {}

    @property
    def good(self) -> bool:
        """Whether nothing went wrong and every control was caught."""
        return not (self.lost or self.unopenable or self.crashes or self.failures) and all(
            self.controls.values()
        )

    def lines(self) -> list[str]:
        """All of it for people, a line each."""
        caught = sum(self.controls.values())
        missed = [name for name, found in self.controls.items() if not found]
        parts = [f"{name} {count:,}" for name, count in self.done.items()]
        parts += [f"lost {self.lost:,}", f"unopenable {self.unopenable:,}", f"crashes {self.crashes:,}"]
        parts += [f"failures {len(self.failures):,}", f"controls caught {caught} of {len(self.controls)}"]
        lines = [" · ".join(parts)]
        lines += [f"  {name}: {value}" for name, value in self.figures.items()]
        lines += [f"  control not caught: {name}" for name in missed]
        return lines + [f"  {failure}" for failure in self.failures[:MOST_TOLD]]


def merged(parts: Iterable[Counts]) -> Counts:
    """The sum of what several processes or parts of a harness counted; a control is caught where any caught it."""
    total = Counts()
    for part in parts:
        done = {key: total.done.get(key, 0) + part.done.get(key, 0) for key in {**total.done, **part.done}}
        controls = dict(total.controls)
        for name, caught in part.controls.items():
            controls[name] = controls.get(name, False) or caught
        total = Counts(
            done=done,
            lost=total.lost + part.lost,
            unopenable=total.unopenable + part.unopenable,
            crashes=total.crashes + part.crashes,
            failures=(*total.failures, *part.failures),
            controls=controls,
            figures={**total.figures, **part.figures},
        )
    return total


def spread(work: Callable[[T], Counts], parts: Sequence[T]) -> Counts:
    """Do the parts on all cores, each in a forked process, and give the sum; a part that dies counts as a crash."""
    context = get_context("fork")
    with ProcessPoolExecutor(min(cores(), len(parts)), mp_context=context) as pool:
        return merged(pool.map(_guarded, [work] * len(parts), parts))


def cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _guarded(work: Callable[[T], Counts], part: T) -> Counts:
    try:
        return work(part)
    except Exception:  # noqa: BLE001 - told as what it is: a harness that fell over
        return Counts(crashes=1, failures=(f"the harness fell over at {part!r}:\n{traceback.format_exc()}",))
