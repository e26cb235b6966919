"""Broken copies of files that readers know: each gives a map that keeps to the rules, or one sentence.

    python -m tests.formats.broken KIND --count 10000

KIND is the key of a reader (`formats.READERS`), or “all”. A read may take 2 seconds of the processor and 512 MB;
both are measured and told. Copy n of a kind is always the same, so `--first n --count 1` makes it again, and
`--keep FOLDER` writes it.
"""

import argparse
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from journeymapper.files.codec import decode, encode
from journeymapper.formats import READERS, Reader
from journeymapper.formats.report import Imported
from journeymapper.model.checks import document_problems
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source

from .breaking import broken_copy
from .broken_samples import samples_of

MOST_SECONDS = 2.0
MOST_MEGABYTES = 512.0
HANGING = 30.0
"""After so many seconds a read is given up, so that a run comes to its end."""

MOST_PARTS = 3
"""Of a file with several tables or diagrams so many are read."""


class Hangs(BaseException):
    """A read that goes on and on. No reader can take it for an error of its own."""


class Outcome(NamedTuple):
    """What became of a copy: “read” or “refused”, and what is wrong with that, "" for nothing."""

    what: str
    seconds: float
    megabytes: float
    wrong: str = ""


class Tally:
    """The outcomes of a run."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.sentences: Counter[str] = Counter()
        self.slowest = (0.0, -1)
        self.largest = (0.0, -1)
        self.wrong: list[tuple[int, str]] = []

    def add(self, number: int, outcome: Outcome) -> None:
        """Count the outcome of a copy."""
        self.counts[outcome.what] += 1
        self.slowest = max(self.slowest, (outcome.seconds, number))
        self.largest = max(self.largest, (outcome.megabytes, number))
        if outcome.wrong:
            self.wrong.append((number, outcome.wrong))


def reader_called(key: str) -> Reader:
    """The reader of this key."""
    return next(reader for reader in READERS if reader.key == key)


def copy_of(key: str, number: int) -> bytes:
    """Broken copy `number` for a reader: always the same bytes."""
    dice = random.Random(f"{key} {number}")
    samples = samples_of(key)
    return broken_copy(dice, dice.choice(samples), samples)


def run(key: str, count: int, *, first: int = 0, limited: bool = True, keep: Path | None = None) -> Tally:
    """Read so many broken copies, from `first` on; `limited` tells whether time and memory count."""
    tally = Tally()
    reader = reader_called(key)
    for number in range(first, first + count):
        data = copy_of(key, number)
        outcome = outcome_of(reader, data, limited=limited)
        tally.add(number, outcome)
        if outcome.wrong and keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{key}-{number}").write_bytes(data)
    return tally


def outcome_of(reader: Reader, data: bytes, *, limited: bool) -> Outcome:
    """What a reader makes of a file: every part of it, up to a few."""
    start, before = time.process_time(), _peak()
    wrong, found = "", list[Imported]()
    what = "read"
    try:
        with _given_up_after(HANGING):
            found = list(_read(reader, data))
    except FileProblem as problem:
        what, wrong = "refused", _wrong_sentence(str(problem))
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - whatever comes is what is looked for, panics of other languages too
        what, wrong = "failed", traceback.format_exc(limit=-4)
    seconds, megabytes = time.process_time() - start, _peak() - before
    wrong = wrong or next(filter(None, map(_wrong_map, found)), "")
    if limited and not wrong:
        wrong = _beyond(seconds, megabytes)
    return Outcome(what, seconds, megabytes, wrong)


def _read(reader: Reader, data: bytes) -> Iterator[Imported]:
    reader.looks_like(data)
    parts = reader.parts(data)
    for part in range(min(len(parts), MOST_PARTS)):
        yield reader.read(data, id_source(f"broken {part}"), part)
    if not parts:
        reader.read(data, id_source("broken"), 0)
        raise AssertionError("a file without parts was read")


def _wrong_sentence(sentence: str) -> str:
    if not sentence.strip() or "\n" in sentence:
        return f"not one sentence: {sentence!r}"
    return f"a sentence of {len(sentence)} characters" if len(sentence) > 1_000 else ""


def _wrong_map(found: Imported) -> str:
    problem = next(document_problems(found.document), "")
    if problem:
        return f"a map that breaks a rule: {problem}"
    try:
        again = decode(encode(found.document)).document
    except FileProblem as problem:
        return f"a map that cannot be opened once it is saved: {problem}"
    if again.snapshot() != found.document.snapshot():
        return "a map that does not come back from a file"
    if any(not note.text or "\n" in note.text for note in found.report):
        return "a note that is not one sentence"
    return ""


def _beyond(seconds: float, megabytes: float) -> str:
    if seconds > MOST_SECONDS:
        return f"it took {seconds:.1f} s"
    return f"it took {megabytes:.0f} MB" if megabytes > MOST_MEGABYTES else ""


def _peak() -> float:
    """The most memory that this process ever had, in megabytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _given_up_after(seconds: float) -> Iterator[None]:
    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise Hangs

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def told(key: str, tally: Tally) -> str:
    """A run in one line."""
    counts = ", ".join(f"{what} {count}" for what, count in sorted(tally.counts.items()))
    slow, large = tally.slowest, tally.largest
    measured = (
        f"slowest {slow[0]:.2f} s (copy {slow[1]}), most memory at once +{large[0]:.0f} MB (copy {large[1]})"
    )
    return f"{key}: {counts}; {measured}; wrong {len(tally.wrong)}"


def main() -> int:
    """Run what the command line asks for; 1 where anything was wrong."""
    keys = [reader.key for reader in READERS]
    parser = argparse.ArgumentParser(prog="python -m tests.formats.broken", description=__doc__)
    parser.add_argument("kind", choices=[*keys, "all"])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the copies that were not read well")
    arguments = parser.parse_args()
    bad = 0
    for key in keys if arguments.kind == "all" else [arguments.kind]:
        tally = run(key, arguments.count, first=arguments.first, keep=arguments.keep)
        lines = [
            told(key, tally),
            *(f"  copy {number}: {wrong.strip()}" for number, wrong in tally.wrong[:10]),
        ]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        bad += len(tally.wrong)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
