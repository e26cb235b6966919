"""`python -m tests.reliability.monkey --seed N --round M [--seconds 300]`: play one round, and shorten its log."""

# ruff: noqa: T201 - printing is what it is for

import argparse
import sys
from pathlib import Path
from tempfile import mkdtemp

from tests.reliability.harness import Size
from tests.reliability.monkey import MODULE, controls, job_of, plan, told
from tests.reliability.monkey.shortening import shortened
from tests.reliability.nursery import Nursery


def main() -> int:
    """Play it; 1 where it failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.monkey")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--round", default="1")
    parser.add_argument("--large", action="store_true", help="a round of the large run")
    parser.add_argument(
        "--seconds", type=float, default=120.0, help="how long to shorten the log of a failure"
    )
    chosen = parser.parse_args()
    size = Size("large" if chosen.large else "small", chosen.seed)
    given = next(
        each for each in (*plan(size), *controls(size)) if each["seed"] == f"{chosen.seed} {chosen.round}"
    )
    place = Path(mkdtemp(prefix="monkey-"))
    job = job_of(given, place)
    with Nursery(MODULE) as nursery:
        end = nursery.run(job)
    counts = told(given, end)
    print(f"{given['name']} in {end.seconds:.0f} s, kept in {place}", *counts.lines(), sep="\n")
    if not counts.good:
        print(*shortened(job, chosen.seconds), sep="\n    ")
    return 0 if counts.good else 1


if __name__ == "__main__":
    sys.exit(main())
