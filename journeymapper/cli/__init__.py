"""The command line. A command's modules are imported when it runs, and Qt only by those that open a window."""

import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module

from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _

__all__ = ["main"]

PROBLEM = 2
INTERRUPTED = 130
"""As shells report a program that Ctrl+C ended."""
NOBODY_READS = 141
"""As shells report a program whose output was closed, by `| head` for instance."""

SHOW_TRACE = "JOURNEYMAPPER_TRACE"
"""Set in the environment, it adds the trace to the one sentence about a fault of the program."""

MODULES = {
    "open": "window",
    "demo": "window",
    "self-test": "window",
    "new": "making",
    "import": "importing",
    "export": "exporting",
    "show": "showing",
    "check": "checking",
    "diff": "comparing",
    "merge": "merging",
    "salvage": "keeping",
    "unpack": "keeping",
    "pack": "keeping",
}
"""Where each command lives, in a function `run_<name>`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give the exit code. A problem is one sentence on the error output, and exit code 2."""
    _speak_utf8()
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except JourneyError as problem:
        return _complain(str(problem))
    except BrokenPipeError:
        return _end_quietly()
    except KeyboardInterrupt:
        return INTERRUPTED
    except MemoryError:
        return _complain(_("there is not enough memory for this; close other programs and try again"))
    except Exception as error:  # noqa: BLE001 - the last resort: a person gets a sentence, not a trace
        return _complain(_fault(error))
    return code


def _run(argv: Sequence[str]) -> int:
    if not argv:
        return _command("open")()
    if any("\0" in word for word in argv):
        raise JourneyError(_("a word of the command line holds a NUL character, which no name can have"))
    # The bare start above, which opens the window, is spared argparse.
    from journeymapper.cli.parser import parse

    arguments = parse(argv)
    return 0 if arguments is None else _command(arguments.command)(arguments)


def _command(name: str) -> Callable[..., int]:
    module = import_module(f"journeymapper.cli.{MODULES[name]}")
    command: Callable[..., int] = getattr(module, f"run_{name.replace('-', '_')}")
    return command


def _complain(sentence: str) -> int:
    line = " ".join(sentence.split())
    print(f"journeymapper: {line}", file=sys.stderr)
    return PROBLEM


def _fault(error: Exception) -> str:
    if os.environ.get(SHOW_TRACE):
        traceback.print_exception(error)
    if isinstance(error, OSError):
        return _("{file} cannot be used: {reason}").format(
            file=error.filename or _("a file"), reason=error.strerror or str(error)
        )
    return _(
        "this is a fault of the program ({kind}: {text}); please report it, with what {variable}=1 adds"
    ).format(kind=type(error).__name__, text=error, variable=SHOW_TRACE)


def _end_quietly() -> int:
    """Leave nothing to be written at exit, when Python would try once more and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return NOBODY_READS


class _Closed(io.TextIOBase):
    """Stands for an output that was closed before the program began, so that saying something into it is a problem."""

    def write(self, _text: str) -> int:
        """Raise JourneyError."""
        raise JourneyError(_("there is nowhere to write to: the standard output is closed"))


def _speak_utf8() -> None:
    """Write UTF-8 whatever the system's encoding, and never fail for a character that a terminal lacks."""
    # Python has None for a closed output, and prints for a closed error output onto the other one.
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
