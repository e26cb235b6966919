"""`-` in place of a file: what comes from the standard input, and what goes to the standard output."""

import io
import sys
from pathlib import Path
from typing import BinaryIO, cast

from journeymapper.files.source import LARGEST_FILE, read_bytes
from journeymapper.files.writer import write_file
from journeymapper.model.errors import FileProblem, JourneyError
from journeymapper.model.i18n import _

STREAM = Path("-")


def read_input(source: Path) -> bytes:
    """The bytes of a file, or of the standard input. Raises FileProblem."""
    if source != STREAM:
        return read_bytes(source)
    stream = _binary(sys.stdin, _("the standard input is closed: name a file"))
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise FileProblem(
            _("the standard input holds more than {n} megabytes: choose a smaller file").format(
                n=LARGEST_FILE >> 20
            )
        )
    return data


def write_output(output: Path, data: bytes) -> None:
    """Write a file, whole or not at all, or write to the standard output. Raises FileProblem."""
    if output != STREAM:
        write_file(output, data)
        return
    out = _binary(sys.stdout, _("there is nowhere to write to: the standard output is closed"))
    rest = memoryview(data)
    try:
        # Where Python is told not to buffer, less may be taken than is given.
        while rest:
            rest = rest[out.write(rest) or 0 :]
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise FileProblem(
            _("the standard output could not be written: {reason}; make room and try again").format(
                reason=problem.strerror or str(problem)
            )
        ) from problem


def name_of(source: Path) -> str:
    """What a source is called in sentences, and by which its format may be told."""
    return _("standard input") if source == STREAM else source.name


def _binary(stream: object, closed: str) -> BinaryIO:
    buffer = getattr(stream, "buffer", None)
    if not isinstance(buffer, io.IOBase):
        raise JourneyError(closed)
    return cast(BinaryIO, buffer)
