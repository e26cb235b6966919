"""The same work over and over for a long time: memory does not grow, and what was closed is gone.

Every cache is made so small that it is full after a moment and cannot hide what grows; each must stay within its bound.
Growth is looked for in two ways: by the memory that the process holds, and, far more finely, by classes of objects of
which there are more after each cycle than after the one before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.reliability.harness import Counts, Report, Size, merged
from tests.reliability.nursery import End, Job, run_all

CHILD = "tests.reliability.soak_child"
HANG = 3_600.0
MEGABYTE = 1 << 20
MOST = MEGABYTE / 100_000
"""Bytes by which memory may grow with an action."""
MOST_A_WINDOW = 100_000
"""Bytes that a window may leave behind: what Python and Qt keep of its classes, fonts and files."""
STEADY = 0.8
"""The share of cycles in which there must have been more of something for it to count as growing."""
ENOUGH = 50_000
"""Actions from which on the memory that is held says something: it is had from the system by the megabyte."""
ENVIRONMENT = {"PYTHONMALLOC": "malloc"}
"""All memory comes from the C library, which knows to the byte how much is in use."""


def run(size: Size, report: Report) -> Counts:
    """Do the same work over and over on a map, with a listener that leaks and without, and open and close windows."""
    with TemporaryDirectory(prefix="soak-") as place:
        jobs = list(_jobs(size, Path(place)))
        counts = merged(_told(job, end) for job, end in run_all([CHILD], jobs, ENVIRONMENT))
    report(f"{counts.done.get('actions', 0)} actions, {counts.done.get('windows', 0)} windows")
    return counts


def _jobs(size: Size, place: Path) -> Iterator[Job]:
    work = {"events": 300, "warm": 4, "seed": f"{size.seed} soak"}
    cycles = size.pick(8, 500)
    for name, call, given in (
        ("small", "again_and_again", {**work, "map_name": "small", "cycles": cycles}),
        ("windows", "open_and_close", {"times": 200}),
        ("example", "again_and_again", {**work, "map_name": "example", "cycles": size.pick(6, 300)}),
        ("leak", "again_and_again", {**work, "map_name": "small", "cycles": 6, "leaks": True}),
    ):
        folder = place / name
        folder.mkdir()
        yield Job(f"{CHILD}:{call}", given, str(folder), HANG)


def _told(job: Job, end: End) -> Counts:
    name = Path(job.folder).name
    if not end.well or end.result is None:
        return Counts(crashes=1, failures=(f"soak, {name}: the process ended with {end}",))
    result = end.result
    if name == "leak":
        return Counts(controls={"a listener that keeps every change": bool(_growing(result["objects"]))})
    faults = list(result["faults"])
    if name == "windows":
        faults += [
            f"{count} of {result['times']} are still there: {what}" for what, count in result["left"].items()
        ]
        growth = _growth(result["used"])
        if growth > MOST_A_WINDOW:
            faults.append(f"each window leaves {growth:,.0f} bytes behind")
        done, figures = {"windows": result["times"]}, {"memory left by a window": f"{growth / 1000:.0f} kB"}
    else:
        actions = result["actions"] * len(result["held"])
        growth = _growth(result["held"]) / result["actions"]
        faults += [f"there are ever more of {what}" for what in _growing(result["objects"])]
        if actions >= ENOUGH and growth > MOST:
            faults.append(f"memory grows by {growth * 100_000 / MEGABYTE:.1f} MB in 100,000 actions")
        figures = {
            f"memory growth, {name}": f"{growth * 100_000 / MEGABYTE:.1f} MB in 100,000 actions"
            f" (over {actions:,}; {result['held'][-1] / MEGABYTE:.0f} MB held)"
        }
        done = {"actions": actions}
    return Counts(done=done, failures=tuple(f"soak, {name}: {fault}" for fault in faults), figures=figures)


def _growth(used: Sequence[int]) -> float:
    """How much more is in use from one time to the next: least in the second half against least in the first.

    Between two cycles memory rises and falls with what is kept for a while; the least of many is what stays.
    """
    half = len(used) // 2
    return (min(used[half:]) - min(used[:half])) / max(len(used) - half, 1)


def _growing(cycles: Sequence[Mapping[str, Any]]) -> list[str]:
    """What there is more of after nearly every cycle than after the one before.

    What fills a cache grows less and less; what leaks grows as much in the second half as in the first.
    """
    found = []
    steps = len(cycles) - 1
    for name in sorted(cycles[-1]):
        numbers = [cycle.get(name, 0) for cycle in cycles]
        rises = sum(after > before for before, after in pairwise(numbers))
        early, late = numbers[steps // 2] - numbers[0], numbers[-1] - numbers[steps // 2]
        if rises >= STEADY * steps and early + late >= steps and late >= early / 2:
            found.append(f"{name} ({numbers[0]} to {numbers[-1]} in {steps} cycles)")
    return found
