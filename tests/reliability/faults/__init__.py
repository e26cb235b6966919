"""System calls that fail: each call of opening, editing and saving with each error, once and from then on."""

import errno
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from tests.reliability.disk.syscalls import watched
from tests.reliability.faults.controls import CONTROLS
from tests.reliability.faults.disks import CASES
from tests.reliability.faults.injector import Fault, Injector
from tests.reliability.faults.scenario import Broken, Kind, Scenario, prepare
from tests.reliability.harness import Counts, Report, Size, cores, merged, spread
from tests.reliability.places import Place, scratch

ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EACCES)
NEVER = Fault("nothing", 1, errno.EIO)


class Part(msgspec.Struct, frozen=True):
    """What one process lets fail, under a control if one is named."""

    faults: tuple[Fault, ...]
    turns: int
    control: str = ""


def run(size: Size, report: Report) -> Counts:
    """Every call × four errors; the large run has, too, all calls from each one on fail."""
    turns = size.pick(2, 4)
    calls = _calls(turns)
    total = sum(calls.values())
    report(f"{total} system calls: {', '.join(f'{name} {count}' for name, count in sorted(calls.items()))}")
    faults = list(_faults(calls, (False,)))
    lasting = list(_faults(calls, (True,)))
    faults += size.pick(lasting[:: max(len(lasting) // 80, 1)], lasting)
    count = cores() * 8
    found = spread(_work, [Part(tuple(faults[number::count]), turns) for number in range(count)])
    report("short writes, interruptions, full disks, folders that vanish")
    cases = spread(_case, list(CASES))
    report("controls")
    few = tuple([fault for fault in faults if fault.call == "write"][::7])
    controls = spread(_control, [Part(few, turns, name) for name in CONTROLS])
    return merged([found, cases, controls, Counts(done={"system calls": total})])


def _calls(turns: int) -> dict[str, int]:
    """How often each call is made when nothing fails."""
    with scratch() as folder:
        place = Place(folder)
        prepare(place)
        injector = Injector(folder)
        with watched(injector):
            Scenario(place, injector.mended, looking=injector.looking, turns=turns).run()
        return dict(injector.counts)


def _faults(calls: dict[str, int], lasting: Iterable[bool]) -> Iterable[Fault]:
    for lasts in lasting:
        for name, count in sorted(calls.items()):
            for number in range(1, count + 1):
                for error in ERRORS:
                    yield Fault(name, number, error, lasts)


def _work(part: Part) -> Counts:
    return merged(_one(fault, part.turns) for fault in part.faults)


def _control(part: Part) -> Counts:
    """A control is caught where just that is wrong which it breaks, and nothing is as long as nothing fails."""
    control = CONTROLS[part.control]
    with control.under():
        sound = _outcome(NEVER, part.turns).kind is None
        caught = any(_outcome(fault, part.turns).kind == control.kind for fault in part.faults)
    return Counts(controls={part.control: sound and caught})


class Outcome(NamedTuple):
    """What came of a fault: what is wrong, None for nothing, and whether the fault was met."""

    kind: Kind | None
    sentence: str
    met: bool


def _one(fault: Fault, turns: int) -> Counts:
    outcome = _outcome(fault, turns)
    kind = outcome.kind
    return Counts(
        done={"faults": 1, "faults met": int(outcome.met)},
        lost=int(kind == "lost"),
        unopenable=int(kind == "unopenable"),
        crashes=int(kind == "crash"),
        failures=(f"{fault}: {outcome.sentence}",) if kind is not None else (),
    )


def _outcome(fault: Fault, turns: int) -> Outcome:
    with scratch() as folder:
        place = Place(folder)
        prepare(place)
        injector = Injector(folder, fault)
        kind: Kind | None = None
        sentence = ""
        try:
            with watched(injector):
                Scenario(
                    place,
                    injector.mended,
                    looking=injector.looking,
                    may_litter=fault.call == "unlink",
                    turns=turns,
                ).run()
        except Broken as broken:
            kind, sentence = broken.kind, str(broken)
        except Exception as error:  # noqa: BLE001 - any other exception is what must not reach the user
            kind, sentence = "crash", f"{type(error).__name__}: {error}"
    return Outcome(kind, sentence, injector.happened > 0)


def _case(name: str) -> Counts:
    try:
        with scratch() as folder:
            told = CASES[name](Place(folder))
    except Broken as broken:
        return Counts(done={"cases": 1}, failures=(f"{name}: {broken}",))
    return Counts(done={"cases": 1}, figures={name: told} if told else {})
