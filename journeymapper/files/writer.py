"""The one way in which JourneyMapper writes a user's file: whole or not at all.

A temporary file in the same folder is written, synced, read back and compared, and only then takes the file's place
in one step; a crash, a full disk or a lost network folder at any moment leaves the old file as it was.
"""

import errno
import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _, mark

Verify = Callable[[bytes], None]

_PREFIX = ".journeymapper-"
_NEW = 0o666
_PRIVATE = 0o600

_REASONS = {
    errno.EACCES: mark("writing there is not allowed"),
    errno.EPERM: mark("writing there is not allowed"),
    errno.EROFS: mark("the disk is read-only"),
    errno.ENOSPC: mark("the disk is full"),
    errno.EDQUOT: mark("your share of the disk is used up"),
    errno.EFBIG: mark("the file is larger than the disk allows"),
    errno.ENAMETOOLONG: mark("the name is too long"),
    errno.ENOENT: mark("its folder is not there"),
    errno.ENOTDIR: mark("its folder is not a folder"),
    errno.EISDIR: mark("there is a folder of that name"),
    errno.ELOOP: mark("its links lead in a circle"),
    errno.EIO: mark("the disk reports a fault"),
}


def write_file(path: Path, data: bytes, *, verify: Verify | None = None) -> None:
    """Write `data` to `path` in one step; a link stays a link, and what it points at is written.

    `verify` gets the bytes read back from the disk before they take the file's place; what it raises goes through.
    Raises FileProblem, and leaves the old file as it was, where the system refuses any step.
    """
    try:
        target = Path(os.path.realpath(path))
        mode = _old_mode(target)
        temporary = target.parent / f"{_PREFIX}{secrets.token_hex(8)}.tmp"
        try:
            _write_new(temporary, data, mode)
            _check(temporary, data, verify)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise _problem(path, error) from error


def _old_mode(target: Path) -> int | None:
    """The permissions of the file that is to be replaced, None where there is none.

    A rename asks for leave to write in the folder only; a file marked read-only is to be respected all the same.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    mode = stat.S_IMODE(found.st_mode)
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def _write_new(temporary: Path, data: bytes, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, _NEW if mode is None else _PRIVATE)
    try:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(handle, mode)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _check(temporary: Path, data: bytes, verify: Verify | None) -> None:
    found = temporary.read_bytes()
    if found != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    if verify is not None:
        verify(found)


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, on systems whose folders can be synced."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders cannot be synced
            raise
    finally:
        os.close(handle)


def _problem(path: Path, error: OSError) -> FileProblem:
    known = _REASONS.get(error.errno or 0)
    return FileProblem(
        _(
            "“{path}” could not be written: {reason}; choose another place or name, or make room and try again"
        ).format(path=path, reason=_(known) if known else error.strerror or str(error))
    )
