"""A monkey at the real window: random events of every kind, and all that must hold looked at again and again.

Rounds are independent of each other and of the machine: a seed gives the same events and the same faults again.
`python -m tests.reliability.monkey --seed 1 --round 7` plays one of them and shortens its log to what the fault takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from tests.reliability.harness import Counts, Report, Size, merged
from tests.reliability.monkey.shortening import shortened
from tests.reliability.nursery import End, Job, run_all

MODULE = "tests.reliability.monkey.rounds"
MAPS = ("small", "example", "small", "linked", "small", "high", "small", "wide")
FEWEST = 200
"""Edits that each 1,000 events must hold."""
ROUND = 5_000
HANG = 3_600.0
CONTROL_EVENTS = 1_600
CONTROLS = {
    "an outline that loses changes": "the outline shows",
    "a layout that misses a change": "the layout differs",
    "an undo that does not bring back one field": "did not bring back the map",
    "an operation that leaves a link to nothing": "which is not there",
    "a canvas that does not repaint a changed card": "the screen differs",
    "an exception that Qt swallows": "on purpose",
}
"""What is broken on purpose (`broken`), and what is said when it is found."""


def run(size: Size, report: Report) -> Counts:
    """Play all rounds and the controls on all cores."""
    rounds = [*plan(size), *controls(size)]
    counts = []
    with TemporaryDirectory(prefix="monkey-") as place:
        jobs = [job_of(given, Path(place)) for given in rounds]
        for given, (job, end) in zip(rounds, run_all([MODULE], jobs), strict=True):
            one = told(given, end)
            if one.crashes or len(one.failures) > 1 or (one.failures and "edits in" not in one.failures[0]):
                one = with_log(one, job)
            report(f"{given['name']}: {'ok' if one.good else 'FAILED'} in {end.seconds:.0f} s")
            counts.append(one)
    return with_figures(merged(counts), counts)


def plan(size: Size) -> Iterator[dict[str, object]]:
    """The rounds of a run; those on the large map, which take longest, come first."""
    large = size.pick(2_000, 20_000)
    rest = size.pick(100_000, 1_000_000) - large
    for number in range(0, large, ROUND):
        steps = size.pick(30, 200)
        yield given(size, -number // ROUND, "large", min(ROUND, large - number), steps=steps)
    for number in range(1, rest // ROUND + 2):
        events = min(ROUND, rest - (number - 1) * ROUND)
        if events > 0:
            # In some rounds the history reaches to the very beginning of the map.
            steps = 1_000 if number % 9 == 1 else size.pick(60, 200)
            yield given(size, number, MAPS[number % len(MAPS)], events, steps=steps)


def controls(size: Size) -> Iterator[dict[str, object]]:
    """Short rounds for each thing that is broken on purpose: chance may pass by one of them."""
    for control in CONTROLS:
        for name in ("linked", "small"):
            yield given(size, f"{control} {name}", name, CONTROL_EVENTS, steps=1_000, control=control)


def given(
    size: Size, number: object, name: str, events: int, *, steps: int = 200, control: str = ""
) -> dict[str, object]:
    """What `rounds.play` is given, and under `name` what the round is called."""
    return {
        "name": f"control, {control}" if control else f"seed {size.seed} round {number} ({name})",
        "seed": f"{size.seed} {number}",
        "map": name,
        "events": events,
        "steps": steps,
        "control": control,
    }


def job_of(given: dict[str, object], place: Path) -> Job:
    """The job of a round, with a folder below a place."""
    folder = place / str(given["seed"]).replace(" ", "-")
    folder.mkdir()
    return Job(
        f"{MODULE}:play", {key: each for key, each in given.items() if key != "name"}, str(folder), HANG
    )


def told(given: dict[str, object], end: End) -> Counts:
    """What came of a round, in counts."""
    control = str(given["control"])
    result = end.result or {}
    faults = list(result.get("faults", ()))
    if control:
        return Counts(controls={control: any(CONTROLS[control] in fault for fault in faults)})
    if not end.well or not result:
        faults.append(f"the process ended with {end}")
    elif not faults and result["fewest"] < FEWEST:
        faults.append(f"only {result['fewest']} edits in 1,000 events")
    return Counts(
        done={
            "events": result.get("events", 0),
            "edits": result.get("edits", 0),
            "undone": result.get("undone", 0),
        },
        crashes=sum("exception" in fault or "the process ended" in fault for fault in faults),
        failures=tuple(f"{given['name']}: {fault}" for fault in faults),
        figures={"fewest": str(result.get("fewest", 0))},
    )


def with_log(counts: Counts, job: Job) -> Counts:
    """The counts of a round that failed, with the events that it takes to fail."""
    log = "\n    ".join(shortened(job))
    return msgspec.structs.replace(counts, failures=(*counts.failures, f"the events it takes:\n    {log}"))


def with_figures(total: Counts, parts: list[Counts]) -> Counts:
    """The sum with what people want to know of it."""
    fewest = min((int(part.figures["fewest"]) for part in parts if "fewest" in part.figures), default=0)
    events, edits = total.done.get("events", 0), total.done.get("edits", 0)
    figures = {
        "edits in 1,000 events": f"{edits * 1000 / max(events, 1):.0f}, at least {fewest} in each",
    }
    return msgspec.structs.replace(total, figures=figures)
