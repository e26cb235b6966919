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
    errno.ENODEV: mark("there is a device, a pipe or a socket of that name"),
    errno.EINVAL: mark("no file can have such a name"),
    errno.ELOOP: mark("its links lead in a circle"),
    errno.EIO: mark("the disk reports a fault"),
}


def write_file(path: Path, data: bytes, *, verify: Verify | None = None) -> None:
    """Write `data` to `path` in one step; a link stays a link, and what it points at is written.

    `verify` gets the bytes read back from the disk before they take the file's place; what it raises goes through.
    Raises FileProblem, and leaves the old file as it was, where the system refuses any step.
    """
    try:
        target = _target(path)
        old = _replaceable(target)
        temporary = target.parent / f"{_PREFIX}{secrets.token_hex(8)}.tmp"
        handle = _create(temporary, old)
        try:
            _fill(handle, data, old)
            _check(temporary, data, verify)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise _problem(path, error) from error


def _target(path: Path) -> Path:
    """The place itself, behind all links."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a name that holds NUL
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None


def _replaceable(target: Path) -> os.stat_result | None:
    """Owner and permissions of the file that is to be replaced, None where there is none.

    A rename asks for leave to write in the folder only; a file marked read-only is to be respected all the same.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    return found


def _create(temporary: Path, old: os.stat_result | None) -> int:
    """A file that was not there before, opened for writing; until it is whole, only its owner reads an old one's."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    return os.open(temporary, flags, _NEW if old is None else _PRIVATE)


def _fill(handle: int, data: bytes, old: os.stat_result | None) -> None:
    try:
        if old is not None and hasattr(os, "fchmod"):
            _take_over(handle, old)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _take_over(handle: int, old: os.stat_result) -> None:
    """Give the new file the owner, as far as that is allowed, and the permissions of the old one."""
    made = os.fstat(handle)
    if (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid):
        with suppress(OSError):
            os.fchown(handle, -1, old.st_gid)
        with suppress(OSError):
            os.fchown(handle, old.st_uid, -1)
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


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
