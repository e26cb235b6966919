"""Which bytes files hold, told by their SHA-256."""

import hashlib
import stat
from pathlib import Path

from journeymapper.files.source import read_bytes
from journeymapper.model.errors import FileProblem


class Digests:
    """The SHA-256 of files, each read once; "" where there is none. `refused` tells that one could not be read now,
    though it is there or may be.
    """

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}
        self.refused = False

    def of(self, path: Path) -> str:
        """The SHA-256 of a file, in hex."""
        if path not in self._known:
            try:
                self._known[path] = hashlib.sha256(read_bytes(path)).hexdigest()
            except FileProblem:
                self._known[path] = ""
                self.refused |= _may_be_there(path)
        return self._known[path]


def _may_be_there(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a name that holds NUL
        return False
    except OSError:
        return True
