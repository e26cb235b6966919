"""Power cuts: sessions are recorded, and every state that a cut may leave of them is opened and recovered.

How a disk may fail is told in `tests.reliability.disk.crashes`. A control is a session that syncs less than it should,
or a recovery that loses a step.
"""

from collections import Counter

import msgspec

from tests.reliability.disk.crashes import cuts
from tests.reliability.harness import Counts, Report, Size, cores, merged, spread
from tests.reliability.places import scratch
from tests.reliability.power.controls import CONTROLS, NORMAL, Control
from tests.reliability.power.judge import Judge, Verdict
from tests.reliability.power.session import record

ACTS = 120
"""What somebody does in a session."""
MOST_TOLD = 3


class Part(msgspec.Struct, frozen=True):
    """The sessions of one process."""

    seeds: tuple[int, ...]
    states: int
    control: str = ""


def run(size: Size, report: Report) -> Counts:
    """40,000 states, or a million."""
    sessions, states = size.pick((20, 2_000), (250, 4_000))
    seeds = [size.seed * 100_000 + number for number in range(sessions)]
    report(f"{sessions} sessions, {states:,} states of each")
    parts = [Part(tuple(seeds[number :: cores() * 4]), states) for number in range(cores() * 4)]
    found = spread(_work, [part for part in parts if part.seeds])
    report("controls")
    controls = [Part((size.seed * 100_000 + 1, size.seed * 100_000 + 2), 600, name) for name in CONTROLS]
    return merged([found, spread(_control, controls)])


def _work(part: Part) -> Counts:
    return merged(_session(seed, part.states) for seed in part.seeds)


def _control(part: Part) -> Counts:
    """A control is caught where with any state just that is wrong which it breaks."""
    control = CONTROLS[part.control]
    caught = any(
        wrong.kind == control.kind for seed in part.seeds for wrong in _judged(seed, part.states, control)[1]
    )
    return Counts(controls={part.control: caught})


def _judged(seed: int, states: int, control: Control) -> tuple[Judge, list[Verdict]]:
    with scratch() as folder:
        root = folder / "home"  # the same place for both: a journal says where its map lies
        root.mkdir()
        with control.under():
            recording = record(root, seed, acts=ACTS, skips=control.skips)
        judge = Judge(recording, root, lose=control.lose)
        found = [
            judge.verdict(cut) for cut in cuts(recording.operations, states, Size(seed=seed).dice("cuts"))
        ]
        return judge, [verdict for verdict in found if verdict is not None]


def _session(seed: int, states: int) -> Counts:
    judge, wrong = _judged(seed, states, NORMAL)
    kinds = Counter(verdict.kind for verdict in wrong)
    return Counts(
        done={"sessions": 1, "states": states, "different states": judge.different},
        lost=kinds["lost"],
        unopenable=kinds["unopenable"],
        crashes=kinds["crash"],
        failures=tuple(verdict.sentence for verdict in wrong[:MOST_TOLD]),
    )
