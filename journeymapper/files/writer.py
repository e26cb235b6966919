"""The one way in which JourneyMapper writes a user's file: whole or not at all.

A temporary file in the same folder is written, synced, read back and compared, and only then takes the file's place
in one step; a crash, a full disk or a lost network folder at any moment leaves the old file as it was.
"""

import errno
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from journeymapper.files.disk import sync, sync_folder
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _, mark

Access = Callable[[Path, int], bool]
"""Tells whether this process may do to a file what `os.access` is asked for."""
Verify = Callable[[bytes], None]

_PREFIX = ".journeymapper-"
_NEW = 0o666
_PRIVATE = 0o600

_CANNOT_REPLACE, _IN_USE = -1, -2
_HELD_BY_OTHERS = (5, 32)
"""What Windows says of a file that a virus scanner or a program for synchronising folders is reading just then."""
_PAUSES = (0.05, 0.1, 0.2, 0.3, 0.35, 0.0)
"""How long such a file is waited for, in seconds; after the last try it is told."""
_NO_REPLACING = (
    *(errno.EBUSY, errno.EEXIST, errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP),
    errno.ETXTBSY,
)
"""What systems say, network folders above all, that let files be written but not put in place of others."""

_REASONS = {
    _CANNOT_REPLACE: mark("files in that folder cannot be replaced"),
    _IN_USE: mark("another program is using the file, or writing there is not allowed"),
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
    errno.ESTALE: mark("the network folder is gone"),
    errno.ENOTCONN: mark("the network folder is gone"),
    errno.EHOSTDOWN: mark("the network folder is gone"),
    errno.ETIMEDOUT: mark("the network folder does not answer"),
}


def write_file(
    path: Path,
    data: bytes,
    *,
    verify: Verify | None = None,
    ready: Callable[[], None] | None = None,
    private: bool = False,
) -> None:
    """Write `data` to `path` in one step; a link stays a link, and what it points at is written.

    `verify` gets the bytes read back from the disk before they take the file's place; `ready` is called when nothing
    but that is left to do. What they raise goes through. A `private` file, where it is a new one, is for its owner
    alone.

    Raises FileProblem, and leaves the old file as it was, where the system refuses any step; only where the last one
    fails, which is to make it last, the new bytes are in the file, but perhaps not after a power cut.
    """
    try:
        target = _target(path)
        old = _replaceable(target)
        temporary = target.parent / f"{_PREFIX}{_short(target)}-{secrets.token_hex(8)}.tmp"
        handle = _create(temporary, _NEW if old is None and not private else _PRIVATE)
        try:
            _fill(handle, data, old)
            _check(temporary, data, verify)
            if ready is not None:
                ready()
            _take_place(temporary, target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise _problem(path, error) from error
    try:
        sync_folder(target.parent)
    except OSError as error:
        raise _not_for_good(path, error) from error


def remove_leftovers(path: Path) -> None:
    """Delete temporary files of writers of this file that were killed. Only for who keeps others from writing it."""
    with suppress(OSError):
        target = _target(path)
        for left in target.parent.glob(f"{_PREFIX}{_short(target)}-*.tmp"):
            left.unlink(missing_ok=True)


def _short(target: Path) -> str:
    return hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]


def _take_place(temporary: Path, target: Path) -> None:
    for pause in _PAUSES:
        try:
            temporary.replace(target)
        except OSError as error:
            if error.errno in _NO_REPLACING:
                raise OSError(_CANNOT_REPLACE, os.strerror(error.errno or 0)) from error
            if getattr(error, "winerror", None) not in _HELD_BY_OTHERS:
                raise
            if not pause:
                raise OSError(_IN_USE, str(error)) from error
            time.sleep(pause)
        else:
            return


def may_write(path: Path, access: Access = os.access) -> bool:
    """Whether what lies there, or will, can be replaced as far as its permissions tell; `access` is the system's."""
    try:
        target = _target(path)
        return _allows(target.stat(), target, access)
    except OSError:
        # What is not there hinders nobody; anything else is told when it is written.
        return True


def _allows(found: os.stat_result, target: Path, access: Access) -> bool:
    return bool(found.st_mode & 0o222) and access(target, os.W_OK)


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
    if not _allows(found, target, os.access):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    return found


def _create(temporary: Path, mode: int) -> int:
    """A file that was not there before, opened for writing; until it is whole, only its owner reads an old one's."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    return os.open(temporary, flags, mode)


def _fill(handle: int, data: bytes, old: os.stat_result | None) -> None:
    try:
        if old is not None and hasattr(os, "fchmod"):
            _take_over(handle, old)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        sync(handle)
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


def why_not(error: OSError) -> str:
    """What the system says of a step that it refused, in words for a sentence."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)


def _not_for_good(path: Path, error: OSError) -> FileProblem:
    return FileProblem(
        _(
            "“{path}” holds the new content, but that may not survive a power cut: {reason}; save it again, or a copy"
            " in another place"
        ).format(path=path, reason=why_not(error))
    )


def _problem(path: Path, error: OSError) -> FileProblem:
    return FileProblem(
        _(
            "“{path}” could not be written: {reason}; choose another place or name, or make room and try again"
        ).format(path=path, reason=why_not(error))
    )
