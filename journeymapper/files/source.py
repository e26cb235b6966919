"""The bytes of a user's file, read without ever waiting for a pipe or filling the memory from a device."""

import errno
import os
import stat
from pathlib import Path

from journeymapper.files.writer import why_not
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes; no map that this program writes with its pictures comes near."""


def require_file(path: Path) -> None:
    """Raise FileProblem, a sentence, unless there is a file at this place that is worth being opened."""
    reason = _why_not(path)
    if reason:
        raise FileProblem(_("“{path}” cannot be opened: {reason}").format(path=path, reason=reason))


def read_bytes(path: Path) -> bytes:
    """The bytes of a user's file. Raises FileProblem where there is none or it cannot be read."""
    require_file(path)
    try:
        with path.open("rb") as source:
            data = source.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = _system_says(error)
    else:
        if len(data) <= LARGEST_FILE:
            return data
        reason = _too_large()
    raise FileProblem(_("“{path}” cannot be opened: {reason}").format(path=path, reason=reason))


def _why_not(path: Path) -> str:
    try:
        found = path.stat()
    except FileNotFoundError:
        return _("there is no such file; check the name")
    except OSError as error:
        return _system_says(error)
    except ValueError:  # a name that holds NUL
        return why_not(OSError(errno.EINVAL, os.strerror(errno.EINVAL)))
    if stat.S_ISDIR(found.st_mode):
        return _("it is a folder; choose a file in it")
    if not stat.S_ISREG(found.st_mode):
        return _("it is a device, a pipe or a socket; choose a file")
    return _too_large() if found.st_size > LARGEST_FILE else ""


def _system_says(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return _("reading it is not allowed; change its permissions")
    return why_not(error)


def _too_large() -> str:
    return _("it is larger than {n} megabytes; choose another file").format(n=LARGEST_FILE >> 20)
