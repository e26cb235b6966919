"""What is kept of a fault: its kind and where it happened. Never what an exception says, which may be a map's text."""

import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple

from journeymapper import __version__

Whereabouts = Literal["window", "worker", "cleaning up", "Qt"]

MOST_FRAMES = 40
LONGEST_CHAIN = 5
PACKAGE = Path(__file__).resolve().parent.parent
LIBRARY = re.compile(r".*[/\\](?:site-packages|dist-packages)[/\\](.*)")
PYTHON = re.compile(r".*[/\\](python[\d.]+[/\\].*)", re.IGNORECASE)
QUOTED = re.compile(r"""(["'“‘«]).*?(["'”’»])""", re.DOTALL)
PATH = re.compile(r"(?:[A-Za-z]:)?(?:[/\\][^\s/\\:]+)+[/\\]?|\w+://\S+")
DUMPED_FRAME = re.compile(r'  File "(.*)", line (\d+) in (.*)')
DUMPED_HEAD = re.compile(
    r"(?:Fatal Python error|Windows fatal exception): [\w \-.()]+|(?:Current t|T)hread 0x\w+.*"
)
LONGEST_MESSAGE = 300


class Fault(NamedTuple):
    """One fault: the kind of exception, in what it happened, and the frames from the outermost in."""

    kind: str
    where: Whereabouts
    frames: tuple[str, ...]


def fault_of(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None, where: Whereabouts
) -> Fault:
    """A fault as it may be kept, with those that led to it."""
    return Fault(kind.__qualname__, where, tuple(_frames(error, trace)))


def qt_fault(message: str) -> Fault:
    """What Qt complained of."""
    return Fault("Qt critical", "Qt", (scrubbed(message),))


def scrubbed(message: str) -> str:
    """A message of Qt without what it quotes and without paths, in which names of people and of maps may stand."""
    return PATH.sub("…", QUOTED.sub("“…”", message))[:LONGEST_MESSAGE]


def report(faults: Mapping[Fault, int], about: Iterable[str], crash: str = "") -> str:
    """What a person can send on: versions and faults, with how often each happened. No map text, no paths of theirs.

    `about` are lines on the window system; `crash` is what `dumped` gives.
    """
    lines = [
        f"JourneyMapper {__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} {platform.machine()}",
        *about,
    ]
    for fault, count in faults.items():
        lines += ["", f"{fault.kind} in the {fault.where}" + (f", {count} times" if count > 1 else "")]
        lines += [f"  {frame}" for frame in fault.frames]
    if crash:
        lines += ["", "The program ended in the middle of its work.", crash]
    return "\n".join((*lines, ""))


def dumped(text: str) -> str:
    """What `faulthandler` wrote in a crash, with paths as `report` gives them; other lines are left out."""
    return "\n".join(_dumped_lines(text))


def _dumped_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        frame = DUMPED_FRAME.fullmatch(line)
        if frame:
            yield f"  {short_path(frame[1])}:{frame[2]} in {frame[3]}"
        elif DUMPED_HEAD.fullmatch(line):
            yield line


def short_path(name: str) -> str:
    """Where a module lies in its package; nothing of where that lies on this machine."""
    if name.startswith("<"):
        return name
    path = Path(name)
    if path.is_relative_to(PACKAGE):
        return path.relative_to(PACKAGE.parent).as_posix()
    found = LIBRARY.fullmatch(name) or PYTHON.fullmatch(name)
    return found[1].replace("\\", "/") if found else path.name


def _frames(error: BaseException | None, trace: TracebackType | None) -> Iterator[str]:
    lines = [_line(each) for each in _walk(trace)]
    yield from lines[-MOST_FRAMES:]
    seen: list[BaseException] = []
    while error is not None and len(seen) < LONGEST_CHAIN:
        seen.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is not None and not any(error is other for other in seen):
            yield f"after {type(error).__qualname__}"
            yield from [_line(each) for each in _walk(error.__traceback__)][-MOST_FRAMES:]


def _walk(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _line(trace: TracebackType) -> str:
    code = trace.tb_frame.f_code
    name = getattr(code, "co_qualname", code.co_name)
    return f"{short_path(code.co_filename)}:{trace.tb_lineno} in {name}"
