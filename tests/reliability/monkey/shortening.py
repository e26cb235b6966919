"""Shortens the log of a round that failed: what can be left out, with the fault still there, is left out."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tests.reliability.monkey.events import Event, packed, unpacked
from tests.reliability.nursery import Job, Nursery

BUDGET = 60.0
"""Seconds that shortening may take."""
HANG = 60.0
MOST_LINES = 40
KIND = 48
"""Characters of a fault by which it is known again."""


def shortened(job: Job, seconds: float = BUDGET) -> list[str]:
    """The events that it takes to have the fault of a round again, in words; the last ones where they are many."""
    folder = Path(job.folder)
    log = folder / "events.log"
    if not log.is_file():
        return ["nothing had been done yet"]
    events = unpacked(log.read_bytes())
    tries = Tries(job, folder, time.monotonic() + seconds)
    with tries.nursery:
        wanted = tries.fault(events)
        if wanted:
            events = tries.shorten(events, wanted)
    words = [str(event) for event in events[-MOST_LINES:]]
    missing = (
        [] if wanted else ["(played again by itself the log does not fail: a check between two events did)"]
    )
    return [*missing, f"{len(events)} events, of which the last:", *words]


class Tries:
    """Plays parts of a log until there is no time left."""

    def __init__(self, job: Job, folder: Path, deadline: float) -> None:
        self.nursery = Nursery(job.call.partition(":")[0])
        self._job = job
        self._folder = folder
        self._deadline = deadline
        self._tried = 0

    def fault(self, events: Sequence[Event]) -> str:
        """What fails when these events are played, the beginning of the sentence; "" for nothing."""
        self._tried += 1
        folder = self._folder / f"try{self._tried}"
        folder.mkdir()
        script = folder / "script.log"
        script.write_bytes(packed(events))
        given: Mapping[str, Any] = {**self._job.given, "script": str(script), "steps": 1_000}
        job = msgspec.structs.replace(self._job, given=given, folder=str(folder), timeout=HANG)
        end = self.nursery.run(job)
        if end.result is None:
            return f"exit code {end.code}"
        faults = end.result["faults"]
        return faults[0].partition(": ")[2][:KIND] if faults else ""

    def shorten(self, events: list[Event], wanted: str) -> list[Event]:
        """Leave out ever smaller pieces as long as the same fault remains."""
        size = len(events) // 2
        while size >= 1:
            start = 0
            while start < len(events):
                if time.monotonic() > self._deadline:
                    return events
                fewer = events[:start] + events[start + size :]
                if fewer and self.fault(fewer) == wanted:
                    events = fewer
                else:
                    start += size
            size //= 2
        return events
