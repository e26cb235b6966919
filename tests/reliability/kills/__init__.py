"""SIGKILL at any moment: what was acknowledged is there again, each file opens, and the next start goes on from it."""

import gc
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import msgspec

from tests.reliability.harness import Counts, Report, Size, merged, spread
from tests.reliability.kills.cases import CASES, Amiss
from tests.reliability.kills.chain import Chain, Wrong
from tests.reliability.kills.controls import CONTROLS
from tests.reliability.places import Place, scratch

CHAIN = 10
"""Kills over one map."""
MOST_TOLD = 3


class Part(msgspec.Struct, frozen=True):
    """The chains of one process."""

    first: int
    chains: int
    control: str = ""


def run(size: Size, report: Report) -> Counts:
    """300 kills, or 10,000."""
    chains = size.pick(16, 520) * 2
    parts = size.pick(4, 40)
    first = size.seed * 1_000_000
    report(f"{chains} maps, {CHAIN} kills over each")
    found = spread(_work, [Part(first + number * 50_000, chains // parts) for number in range(parts)])
    report("cases")
    cases = spread(_case, list(CASES))
    report("controls")
    return merged([found, cases, spread(_control, [Part(first + 7, 30, name) for name in CONTROLS])])


def _work(part: Part) -> Counts:
    gc.freeze()  # a fork copies what the collector touches
    return merged(_chain(part.first + number * 100) for number in range(part.chains))


def _case(name: str) -> Counts:
    done = {"cases": 1}
    try:
        with scratch() as folder:
            CASES[name](Place(folder))
    except Amiss as amiss:
        return Counts(done=done, lost=1, failures=(f"{name}: {amiss}",))
    return Counts(done=done)


def _control(part: Part) -> Counts:
    """A control is caught where after any kill just that is wrong which it breaks."""
    control = CONTROLS[part.control]
    caught = any(
        wrong.kind == control.kind
        for number in range(part.chains)
        for wrong in _killed(part.first + number * 100, control.under)[1]
    )
    return Counts(controls={part.control: caught})


def _killed(seed: int, under: Callable[[], AbstractContextManager[None]]) -> tuple[Chain, list[Wrong]]:
    with scratch() as folder:
        chain = Chain(Place(folder), seed, under)
        return chain, [wrong for wrong in chain.kills(CHAIN) if wrong is not None]


def _chain(seed: int) -> Counts:
    chain, wrong = _killed(seed, nullcontext)
    kinds = Counter(one.kind for one in wrong)
    return Counts(
        done={"kills": chain.killed, "kills of somebody at work": chain.opened},
        lost=kinds["lost"],
        unopenable=kinds["unopenable"],
        crashes=kinds["crash"],
        failures=tuple(one.sentence for one in wrong[:MOST_TOLD]),
    )
