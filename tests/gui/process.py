"""The program as a process: started, listened to, ended."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 30.0


class Running:
    """The program as a process, and what it says."""

    def __init__(self, root: Path, home: Path, act: str, *files: Path) -> None:
        folders = {
            f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "CACHE", "DATA")
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.gui.as_process", act, *map(str, files)],
            cwd=root,
            env={
                **os.environ,
                **folders,
                "QT_QPA_PLATFORM": "offscreen",
                "JOURNEYMAPPER_STATE": str(home / "state"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: list[Any] = []
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def wait_for(self, holds: Callable[[Any], bool]) -> Any:
        """The first thing said for which this holds."""
        while line := self._lines.get(timeout=PATIENCE):
            self.said.append(json.loads(line))
            if holds(self.said[-1]):
                return self.said[-1]
        raise AssertionError(f"the program ended: {self.end()}")

    def wait_stands(self) -> None:
        self.wait_for(lambda said: said == "stands")

    def end(self) -> tuple[int, str]:
        """Wait for the end: the exit code, and what stands on the error output."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        while not self._lines.empty():
            line = self._lines.get()
            self.said += [json.loads(line)] if line else []
        assert self.process.stderr is not None
        return code, self.process.stderr.read()

    def kill(self) -> None:
        """End it as nothing can be prepared for."""
        self.process.kill()
        self.process.wait()
        self.end()
