"""The program's own folder: journals, versions, locks and logs. Nothing in it is a user's file."""

import os
from pathlib import Path

import msgspec
import platformdirs

VARIABLE = "JOURNEYMAPPER_STATE"
"""The environment variable that names another folder."""

_PRIVATE = 0o700


class StateFolder(msgspec.Struct, frozen=True):
    """A state folder. The folders in it are made when they are first needed, for their owner alone.

    Asking for one raises OSError where it can be neither found nor made.
    """

    root: Path

    @property
    def journals(self) -> Path:
        """Where the journals of open maps lie, and those that a crash left."""
        return self._made("journals")

    @property
    def versions(self) -> Path:
        """Where the versions of saved maps lie."""
        return self._made("versions")

    @property
    def locks(self) -> Path:
        """Where the locks of open files lie."""
        return self._made("locks")

    @property
    def logs(self) -> Path:
        """Where logs lie; no map's text is in them."""
        return self._made("logs")

    def _made(self, name: str) -> Path:
        folder = self.root / name
        if not folder.is_dir():
            # Those above the root, in a home that is quite new, are the user's and get the usual permissions.
            self.root.parent.mkdir(parents=True, exist_ok=True)
            self.root.mkdir(mode=_PRIVATE, exist_ok=True)
            folder.mkdir(mode=_PRIVATE, exist_ok=True)
        return folder


def state_folder() -> StateFolder:
    """The user's state folder, or the one that `JOURNEYMAPPER_STATE` names."""
    chosen = os.environ.get(VARIABLE)
    return StateFolder(Path(chosen) if chosen else _usual())


def _usual() -> Path:
    return platformdirs.user_state_path("journeymapper", appauthor=False)
