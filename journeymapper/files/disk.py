"""Waiting for the disk: what this returns from lasts through a power cut, as far as the system can tell."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_NO_SYNCING = (errno.EINVAL, errno.ENOTSUP)
"""What systems say of folders that cannot be synced, on a network above all."""

if sys.platform == "win32":
    _FULL_SYNC = None

    def _ask(_handle: int, _request: int) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

else:
    import fcntl

    # macOS: fsync brings bytes no further than into the drive, which may forget them.
    _FULL_SYNC: int | None = getattr(fcntl, "F_FULLFSYNC", None)

    def _ask(handle: int, request: int) -> None:
        fcntl.fcntl(handle, request)


def sync(handle: int) -> None:
    """Wait until what was written to an open file is on the disk. Raises OSError."""
    if _FULL_SYNC is not None:
        with suppress(OSError):  # some disks cannot do it; what fails for another reason fails below, too
            _ask(handle, _FULL_SYNC)
            return
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where folders can be synced. Raises OSError."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    try:
        sync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNCING:
            raise
    finally:
        os.close(handle)
