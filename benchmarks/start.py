"""From the start of a process to the first paint of its window: the editor's, empty, beside a bare one of Qt."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Row, Target
from benchmarks.timing import Effort, Taken, paired

START = "start to first paint"
TARGET = Target("×", 1.5)
LONGEST = 60.0
"""Seconds after which a window that does not come is given up."""


def measure_start(effort: Effort, folder: Path) -> Iterator[Row]:
    """Fresh processes by turns; the first of each, which compiles modules and fills caches, is not counted."""
    environment = {**os.environ, "HOME": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        environment[f"XDG_{name}_HOME"] = str(folder / name.lower())
    taken: list[Taken] = []
    beside: list[Taken] = []
    for _run in range(effort.starts + 1):
        taken.append(_start("editor", environment))
        beside.append(_start("bare", environment))
    yield Row("empty", START, paired(taken[1:], beside[1:]), "bare PySide6 window", TARGET)


def _start(what: str, environment: dict[str, str]) -> Taken:
    root = Path(__file__).resolve().parent.parent
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.first_paint", what],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env=environment,
        timeout=LONGEST,
    )
    painted, busy = done.stdout.split()[-2:]
    return Taken(float(painted) - begun, float(busy))
