"""What the program remembers between starts: the window's size, its panels, and the maps opened lately."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, QStandardPaths

FILE_NAME = "window.ini"
MOST_RECENT = 10


def settings_path() -> Path:
    """Where the settings lie: in the person's own configuration folder."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "journeymapper" / FILE_NAME


class Settings(QObject):
    """Settings in a file. Nothing of a map is kept, but where it lies."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values = QSettings(str(path), QSettings.Format.IniFormat, self)

    def recent(self) -> Sequence[Path]:
        """Maps opened lately that are still there, the last first."""
        return [path for path in self._recent() if path.is_file()]

    def note_recent(self, path: Path) -> None:
        """Put a map at the head of those opened lately."""
        paths = [path, *(other for other in self._recent() if other != path)]
        self._values.setValue("recent", [str(each) for each in paths[:MOST_RECENT]])

    def panel_shown(self, name: str) -> bool:
        """Whether a panel is to be seen."""
        return bool(self._values.value(f"panels/{name}", defaultValue=True, type=bool))

    def note_panel(self, name: str, *, shown: bool) -> None:
        """Remember whether a panel is to be seen."""
        self._values.setValue(f"panels/{name}", shown)

    def bytes_of(self, name: str) -> QByteArray | None:
        """A geometry or a state, as Qt packed it; None where none was kept."""
        found = self._values.value(f"layout/{name}")
        return found if isinstance(found, QByteArray) and not found.isEmpty() else None

    def note_bytes(self, name: str, packed: QByteArray) -> None:
        """Remember a geometry or a state."""
        self._values.setValue(f"layout/{name}", packed)

    def _recent(self) -> list[Path]:
        found = self._values.value("recent")
        texts = [found] if isinstance(found, str) else found if isinstance(found, list) else []
        return [Path(str(text)) for text in texts if text]
