"""A process that has loaded the program and starts others from itself, each as fresh as one that was started anew.

Python and Qt take a second to load; a child that is forked before there is an application has all of it at once. Each
child has folders of its own, its output goes to files there, and one that hangs is killed.

    with Nursery("tests.reliability.quits_child") as nursery:
        end = nursery.run(Job("tests.reliability.quits_child:leave", {"how": "menu"}, folder))
"""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NoReturn, Self

import msgspec

from tests.reliability.harness import cores

HANG = 60.0
"""Seconds after which a child that has not ended is taken to hang."""
PAUSE = 0.004
RESULT = "result.json"


class Job(msgspec.Struct, frozen=True):
    """A function to call in a child, "module:function", what it is given, and the child's own empty folder.

    What the function returns is an exit code (`int`), with which the child ends as any program does, or data for
    `End.result`, with which it ends at once. `timeout` is in seconds.
    """

    call: str
    given: Mapping[str, Any]
    folder: str
    timeout: float = HANG


class End(msgspec.Struct, frozen=True):
    """How a child ended: its exit code (minus the signal that killed it), how long it took, what it wrote.

    `ended` is the time of its end by `time.monotonic`, which is the same in all processes.
    """

    code: int
    seconds: float
    hung: bool
    out: str
    err: str
    ended: float
    result: Any = None

    @property
    def well(self) -> bool:
        """Whether it ended of itself, without a fault and without a word."""
        return self.code == 0 and not self.hung and not self.err

    def __str__(self) -> str:
        told = f"exit code {self.code} after {self.seconds:.1f} s" + (
            ", killed as it hung" if self.hung else ""
        )
        return told + (f"; it wrote:\n{self.err[-6000:]}" if self.err else "")


class Nursery:
    """The process; `modules` are loaded in it before the first child, `environment` is added to its own."""

    def __init__(self, *modules: str, environment: Mapping[str, str] | None = None) -> None:
        self._modules = modules
        self._environment = environment or {}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        surroundings = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("QT_", "XDG_"))},
            "QT_QPA_PLATFORM": os.environ.get("JOURNEYMAPPER_MONKEY_SCREEN", "offscreen"),
            # Sets of strings have the same order in every run.
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            **self._environment,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "tests.reliability.nursery", *self._modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=surroundings,
            cwd=Path(__file__).absolute().parents[2],
        )
        return self

    def __exit__(self, *_error: object) -> None:
        process = self._process
        if process is not None and process.stdin is not None and process.stdout is not None:
            with suppress(BrokenPipeError):  # it died, which `run` has told
                process.stdin.close()
            process.wait()
            process.stdout.close()

    def run(self, job: Job) -> End:
        """Call a function in a child of its own, and wait for the child's end."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise RuntimeError("the nursery is not open")
        process.stdin.write(msgspec.json.encode(job) + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"the nursery itself died ({process.wait()})")
        return msgspec.json.decode(line, type=End)


def run_all(
    modules: Sequence[str], jobs: Iterable[Job], environment: Mapping[str, str] | None = None
) -> Iterator[tuple[Job, End]]:
    """Run jobs on all cores; each is given with its end, in the order of the jobs."""
    free: SimpleQueue[Nursery] = SimpleQueue()
    nurseries = [Nursery(*modules, environment=environment) for _core in range(cores())]

    def run(job: Job) -> tuple[Job, End]:
        nursery = free.get()
        try:
            return job, nursery.run(job)
        finally:
            free.put(nursery)

    try:
        for nursery in nurseries:
            free.put(nursery.__enter__())
        with ThreadPoolExecutor(len(nurseries)) as pool:
            yield from pool.map(run, jobs)
    finally:
        for nursery in nurseries:
            nursery.__exit__()


# in the nursery


def main() -> None:
    """Load modules, then start a child for each job that comes in as a line of JSON."""
    for name in sys.argv[1:]:
        import_module(name)
    answers = sys.stdout.buffer
    for line in sys.stdin.buffer:
        job = msgspec.json.decode(line, type=Job)
        start = time.monotonic()
        child = os.fork()
        if child == 0:
            _live(job)
        code, hung = _wait(child, job.timeout)
        end = _end_of(job, code, time.monotonic() - start, hung=hung)
        answers.write(msgspec.json.encode(end) + b"\n")
        answers.flush()


def _live(job: Job) -> NoReturn:
    """Be the child: this never returns to the nursery's loop."""
    folder = Path(job.folder)
    for number, name in ((1, "out"), (2, "err")):
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    faulthandler.enable()
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / name.lower())
    os.environ["HOME"] = str(folder)
    module, _colon, function = job.call.partition(":")
    call: Callable[..., object] = getattr(import_module(module), function)
    try:
        result = call(folder=folder, **job.given)
    except Exception:  # noqa: BLE001 - whoever has the hooks, what the harness itself does wrong is told
        traceback.print_exc()
        sys.exit(1)
    if isinstance(result, int):
        sys.exit(result)
    (folder / RESULT).write_bytes(msgspec.json.encode(result))
    # Windows that were left open by a failure are no business of the end of the interpreter.
    os._exit(0)


def _wait(child: int, timeout: float) -> tuple[int, bool]:
    """The exit code of a child, and whether it had to be killed."""
    deadline = time.monotonic() + timeout
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), False
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGABRT)  # faulthandler says where it hangs
            _done, status = os.waitpid(child, 0)
            return os.waitstatus_to_exitcode(status), True
        time.sleep(PAUSE)


def _end_of(job: Job, code: int, seconds: float, *, hung: bool) -> End:
    folder = Path(job.folder)
    out, err = ((folder / name).read_text("utf-8", "replace") for name in ("out", "err"))
    kept = folder / RESULT
    result = msgspec.json.decode(kept.read_bytes()) if kept.is_file() else None
    return End(code, seconds, hung, out, err, time.monotonic(), result)


if __name__ == "__main__":
    main()
