"""Where harnesses work: folders in memory, each with a state folder and a map."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from journeymapper.files.state import StateFolder

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there


class Place(msgspec.Struct, frozen=True):
    """A folder with one map and a state folder, as a person has them."""

    root: Path

    @property
    def state(self) -> StateFolder:
        """The state folder; nothing else is in its parent."""
        return StateFolder(self.root / "state")

    @property
    def map(self) -> Path:
        """The file of the map."""
        return self.root / "maps" / "map.journey"


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder, in memory where the system has such a place, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="journeymapper-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
