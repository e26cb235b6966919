"""Measure a built folder: its size, and how long it takes until its window is seen.

    python scripts/measure_build.py dist/journeymapper [--starts 9]

It needs Xvfb and xdotool. The time runs from the start of the process to the moment when the X server shows the
window, which is asked every few milliseconds. The first start, which fills the system's caches, is told apart.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST = 60.0
"""Seconds after which a window that does not come is given up."""


def size_of(folder: Path) -> tuple[int, int]:
    """Bytes and files in a folder; a link counts as a file of no size."""
    files = [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
    return sum(path.stat().st_size for path in files if not path.is_symlink()), len(files)


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """An X server of its own; given is the environment for programs that are to appear on it."""
    ours, theirs = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(theirs),
        "-screen",
        "0",
        "1600x1000x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(command, pass_fds=[theirs])
    os.close(theirs)
    try:
        with os.fdopen(ours) as told:
            # It says which display it has taken as soon as programs may come.
            display = f":{told.readline().strip()}"
        yield {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def start(program: Path, environment: dict[str, str]) -> float:
    """Seconds until the window is seen."""
    search = ["xdotool", "search", "--onlyvisible", "--name", "JourneyMapper"]
    begun = time.monotonic()
    with subprocess.Popen([str(program)], env=environment) as running:
        try:
            while not subprocess.run(search, env=environment, capture_output=True, check=False).stdout:
                if time.monotonic() - begun > LONGEST or running.poll() is not None:
                    raise SystemExit(f"{program} shows no window")
            return time.monotonic() - begun
        finally:
            running.terminate()


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description="Measure a built folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--starts", type=int, default=9)
    arguments = parser.parse_args()
    size, files = size_of(arguments.folder)
    print(f"size: {size / 1e6:.0f} MB in {files} files")
    with tempfile.TemporaryDirectory() as home, screen() as environment:
        for name in ("CONFIG", "STATE", "CACHE", "DATA"):
            environment[f"XDG_{name}_HOME"] = home
        program = arguments.folder / "journeymapper"
        taken = [start(program, environment) for _time in range(arguments.starts + 1)]
    first, rest = taken[0], sorted(taken[1:])
    print(
        f"start: {statistics.median(rest):.2f} s ({rest[0]:.2f} to {rest[-1]:.2f}), the first {first:.2f} s"
    )


if __name__ == "__main__":
    main()
