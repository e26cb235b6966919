"""The kept versions of a map, as the versions window works with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from journeymapper.commands.ports import Ports
from journeymapper.edit.merge import patch_between
from journeymapper.files.codec import Loaded, decode
from journeymapper.files.state import StateFolder
from journeymapper.files.versions import Version, read_version, versions_of
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.ui.kept import Kept


class Desk:
    """What `commands.ports.VersionsDesk` asks for. `open_loaded` opens a map that has no file yet."""

    def __init__(
        self, kept: Kept, state: StateFolder, ports: Ports, open_loaded: Callable[[Loaded], None]
    ) -> None:
        self._kept = kept
        self._state = state
        self._ports = ports
        self._open_loaded = open_loaded

    @property
    def title(self) -> str:
        """What the map is called."""
        return self._kept.store.document.map.title or _("Untitled map")

    def versions(self) -> Sequence[Version]:
        """The versions, the last saved first. Raises FileProblem."""
        path = self._kept.path
        return versions_of(self._state, path) if path is not None else ()

    def document_of(self, version: Version) -> Document:
        """What a version holds. Raises FileProblem."""
        return decode(read_version(version)).document

    def now(self) -> Document:
        """The map as it is now."""
        return self._kept.store.document

    def restore(self, version: Version) -> bool:
        """Make the map what a version holds, as one edit."""
        store = self._kept.store
        try:
            wanted = self.document_of(version)
            patch = patch_between(store.document, wanted)
            store.document.media.update(wanted.media)
            if patch:
                store.apply(patch, _("Restore version"))
        except JourneyError as problem:
            self._ports.notify(str(problem), "problem")
            return False
        self._ports.notify(_("The version is back; undo takes it away again."))
        return True

    def open_beside(self, version: Version) -> None:
        """Open a version as a map of its own."""
        try:
            loaded = decode(read_version(version))
        except JourneyError as problem:
            self._ports.notify(str(problem), "problem")
            return
        self._open_loaded(Loaded(loaded.document, foreign=loaded.foreign, notes=loaded.notes))
