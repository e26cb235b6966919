"""`python -m tests.reliability [NAME…|all] [--small|--large] [--seed N]`: runs harnesses, prints what they counted.

Exits 1 where anything was lost, did not open, crashed or failed, or where a control was not caught.
"""

# ruff: noqa: T201 - printing is what it is for

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import msgspec

from tests.reliability.harness import Counts, Report, Size

HARNESSES = ("kills", "power", "faults", "stress", "salvage", "merges", "monkey", "soak", "quits")
"""Each is a module or a package beside this file with `run(size, report)`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run what was asked for."""
    arguments = _parser().parse_args(argv)
    there = [name for name in HARNESSES if find_spec(f"tests.reliability.{name}")]
    chosen = there if "all" in arguments.names else arguments.names
    size = Size("large" if arguments.large else "small", arguments.seed)
    results = {name: _timed(name, size) for name in chosen}
    print(f"\n{size.name} run, seed {size.seed}")
    for name, (counts, seconds) in results.items():
        verdict = "ok" if counts.good else "FAILED"
        first, *rest = counts.lines()
        print(f"{name}: {verdict} in {seconds:,.0f} s: {first}", *rest, sep="\n")
    if arguments.json:
        found = {name: counts for name, (counts, _seconds) in results.items()}
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))
    return 0 if all(counts.good for counts, _seconds in results.values()) else 1


def _timed(name: str, size: Size) -> tuple[Counts, float]:
    run: Callable[[Size, Report], Counts] = import_module(f"tests.reliability.{name}").run
    start = time.monotonic()
    counts = run(size, lambda line: print(f"{name}: {line}", file=sys.stderr, flush=True))
    return counts, time.monotonic() - start


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description="Try to lose work.")
    parser.add_argument(
        "names", nargs="*", choices=[*HARNESSES, "all"], default="all", help="which harnesses"
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--small", action="store_true", help="as in the tests (the default)")
    size.add_argument("--large", action="store_true", help="as before a release: hours")
    parser.add_argument("--json", type=Path, help="write what was counted to this file")
    parser.add_argument("--seed", type=int, default=1, help="another seed tries other things")
    return parser


if __name__ == "__main__":
    sys.exit(main())
