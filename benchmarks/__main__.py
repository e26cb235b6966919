"""`python -m benchmarks`: measures, and prints one table. The figures are for people: the exit code is always 0."""

import argparse
import gc
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.disk import measure_files
from benchmarks.layouts import measure_layout
from benchmarks.maps import SIZES, Size, sized_map
from benchmarks.pdf import measure_pdf
from benchmarks.scripts import measure_scripts
from benchmarks.start import measure_start
from benchmarks.table import Row, as_json, table
from benchmarks.timing import QUICK, THOROUGH, Effort

GROUPS = ("layout", "scripts", "files", "pdf", "canvas", "start")
LARGEST = "10000"
"""The map that the targets are for."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what was asked for."""
    arguments = _parser().parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    effort = QUICK if arguments.quick else THOROUGH
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for row in _measure(arguments.sizes, arguments.only, effort, Path(folder)):
            print(f"{row.size}: {row.measure}", file=sys.stderr)
            rows.append(row)
    print(table(rows))
    if arguments.json:
        arguments.json.write_bytes(as_json(rows, machine()))
    return 0


def machine() -> dict[str, str]:
    """What the figures were taken on, as far as it may be told."""
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "platform": os.environ["QT_QPA_PLATFORM"],
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how long things take.")
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), default=list(SIZES), help="which maps")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS), help="which measures")
    parser.add_argument("--json", type=Path, help="write all single runs to this file")
    parser.add_argument("--quick", action="store_true", help="few runs: to see that it works, not how fast")
    return parser


def _measure(sizes: Sequence[str], groups: Sequence[str], effort: Effort, folder: Path) -> Iterator[Row]:
    if "start" in groups:
        yield from measure_start(effort, folder)
    for name in sizes:
        yield from _measure_map(SIZES[name], groups, effort, folder)
        gc.collect()


def _measure_map(size: Size, groups: Sequence[str], effort: Effort, folder: Path) -> Iterator[Row]:
    document, largest = sized_map(size), size.name == LARGEST
    if "layout" in groups:
        yield from measure_layout(size.name, document, effort, targeted=largest)
    if "scripts" in groups:
        yield from measure_scripts(size.name, document, effort, targeted=largest)
    if "files" in groups:
        yield from measure_files(size.name, document, effort, folder)
    if "pdf" in groups:
        yield from measure_pdf(size.name, document, effort, targeted=largest)
    if "canvas" in groups:
        # Loaded here, so that what needs no window can be measured without Qt.
        from benchmarks.frames import measure_canvas

        yield from measure_canvas(size.name, document, effort, targeted=largest)


if __name__ == "__main__":
    sys.exit(main())
