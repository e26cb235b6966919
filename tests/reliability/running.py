"""A harness in a process of its own, as the command starts it: it forks, which a process with a window should not."""

import subprocess
import sys
from pathlib import Path

import msgspec

from tests.reliability.harness import Counts


def small_run(name: str, root: Path, folder: Path) -> Counts:
    """What the small run of a harness counted. `root` is the checkout, `folder` an empty one."""
    out = folder / "counts.json"
    command = [sys.executable, "-m", "tests.reliability", name, "--small", "--json", str(out)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert out.exists(), done.stdout + done.stderr
    counts = msgspec.json.decode(out.read_bytes(), type=dict[str, Counts])[name]
    assert done.returncode == (0 if counts.good else 1), done.stdout + done.stderr
    return counts
