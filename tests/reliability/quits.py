"""Leaves the program in every way and in the middle of everything: each time it ends of itself, with nothing to say.

A quit is a process of its own that runs the program as `journeymapper FILE` does, does something with real events and
is asked to leave; see `quits_child` for the states and the ways.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reliability.harness import Counts, Report, Size, cores, merged
from tests.reliability.nursery import End, Job, run_all

CHILD = "tests.reliability.quits_child"
SECONDS = 5.0
"""Within so many seconds of being asked the program has ended, where the machine has a core for it.

This tells a hang from an end and measures nothing: where more wants to run than there are cores, it may take longer.
"""
TIMEOUT = 40.0
STATES = (
    *("idle", "first page", "edited", "typing", "composing", "dragging", "panning", "carrying", "inspecting"),
    *("renaming", "saving", "checking", "menu", "undone", "two windows", "untitled", "zooming"),
)
WAYS = ("menu", "keys", "close", "system", "term")
ANSWERS = ("discard", "save")
CONTROLS = {"leave hanging": "hung", "leave with a fault": "exit code", "leave with words": "it wrote"}


def run(size: Size, report: Report) -> Counts:
    """Leave so many times, and leave badly in each of the ways that must be caught."""
    with TemporaryDirectory(prefix="quits-") as place:
        jobs = [*quits(size, Path(place)), *controls(Path(place))]
        counts = merged(_told(job, end) for job, end in run_all([CHILD], jobs))
    report(f"{counts.done.get('quits', 0)} quits")
    return counts


def quits(size: Size, place: Path) -> Iterator[Job]:
    """Every state with every way to leave, as often as the size says; every other one saves what is unsaved."""
    dice = size.dice("quits")
    pairs = [(state, way) for state in STATES for way in WAYS]
    for number in range(size.pick(200, 2_000)):
        state, way = pairs[number % len(pairs)]
        folder = place / f"{number:04}"
        folder.mkdir()
        answer = ANSWERS[(number // len(pairs) + number) % len(ANSWERS)]
        given = {"state": state, "way": way, "answer": answer, "seed": dice.randrange(10**6)}
        yield Job(f"{CHILD}:leave", given, str(folder), TIMEOUT)


def controls(place: Path) -> Iterator[Job]:
    """Programs that do not end as they should."""
    for name in CONTROLS:
        folder = place / name.replace(" ", "-")
        folder.mkdir()
        function = name.replace(" ", "_")
        yield Job(f"{CHILD}:{function}", {}, str(folder), 8.0)


def _told(job: Job, end: End) -> Counts:
    name = job.call.partition(":")[2].replace("_", " ")
    problems = list(_problems(job, end))
    if name in CONTROLS:
        return Counts(controls={name: any(CONTROLS[name] in problem for problem in problems)})
    given = job.given
    what = f"{given['state']}, {given['way']}, {given['answer']}, seed {given['seed']}"
    return Counts(
        done=Counter(quits=1, **{f"by {given['way']}": 1}),
        crashes=int(end.code != 0 or end.hung),
        failures=tuple(f"leaving while {what}: {problem}" for problem in problems),
    )


def _problems(job: Job, end: End) -> Iterator[str]:
    asked = Path(job.folder) / "asked"
    if not end.well or end.out:
        yield f"{'hung, ' if end.hung else ''}{end}{end.out[-500:]}"
    if not asked.is_file():
        yield "it ended before it was asked to"
    elif end.ended - float(asked.read_text()) > SECONDS * max(1.0, os.getloadavg()[0] / cores()):
        yield f"it hung for {end.ended - float(asked.read_text()):.1f} s"
    if list(Path(job.folder).glob("core*")):
        yield "it left a core dump"
