"""The part of a theme that the window itself takes, read by what Qt brings along.

The whole theme is `layout.theme.Theme`; it is loaded with the first map. The first page needs little of it, and has
to stand at once. Both have the same names, so whatever takes a `Look` takes a `Theme` too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QJsonDocument

from journeymapper.model.resources import resource


class StageLook(NamedTuple):
    """Colours of a stage."""

    fill: str
    on_fill: str
    tint: str
    text: str


class KindLook(NamedTuple):
    """Colours of a kind of card, and its icon."""

    bg: str | None
    fg: str
    bar: str
    on_bar: str
    border: str | None
    mark: str
    icon: str


class Look(NamedTuple):
    """Colours, fonts and sizes by role, as in `resources/themes/<name>.json`."""

    name: str
    window: Mapping[str, Any]
    map: Mapping[str, str]
    stages: tuple[StageLook, ...]
    kinds: Mapping[str, KindLook]
    emotion: Mapping[str, Any]
    motion_ms: Mapping[str, int]

    def stage(self, index: int) -> StageLook:
        """The colours of the stage at a 0-based position; the palette comes round again."""
        return self.stages[index % len(self.stages)]


def load_look(name: str = "light") -> Look:
    """The window's part of a bundled theme."""
    # Python's own json costs two milliseconds to import.
    raw: Any = QJsonDocument.fromJson(resource("themes", f"{name}.json").read_bytes()).toVariant()
    return Look(
        name,
        raw["window"],
        raw["map"],
        tuple(StageLook(**stage) for stage in raw["stages"]),
        {key: KindLook(**kind) for key, kind in raw["kinds"].items()},
        raw["emotion"],
        raw["motion_ms"],
    )
