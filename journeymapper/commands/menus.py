"""Where the menus, the toolbar and the context menus show which commands. Data only, and cheap to load.

The commands themselves stand in `commands.registry`, by the ids that are used here.
"""

from collections.abc import Iterator
from typing import NamedTuple

from journeymapper.model.i18n import mark
from journeymapper.model.tables import KINDS, LINES, ROLES

SEPARATOR = "-"
RECENT = "@recent"
"""Stands in a menu where the maps opened lately are listed."""


PERSONAS = "@personas"
"""Stands in a menu where the map's personas are listed."""
LISTS = (RECENT, PERSONAS)


class Menu(NamedTuple):
    """A menu: ids of commands, `SEPARATOR`, `LISTS`, and menus within it."""

    title: str
    entries: "tuple[str | Menu, ...]"


PANELS = {
    "palette": mark("Palette"),
    "outline": mark("Outline"),
    "inspector": mark("Inspector"),
    "overview": mark("Overview"),
}
"""The panels by name, with their titles."""

STRUCTURE_IDS = ("insert.stage", "insert.step", "insert.lane")
LANE_IDS = tuple(f"insert.lane.{role}" for role in ROLES)
LINE_IDS = tuple(f"insert.line.{line}" for line in LINES)
CARD_IDS = (*(f"insert.card.{kind}" for kind in KINDS), "insert.measure", "insert.owner", "insert.series")

EXPORTS = (
    *(
        "pdf",
        "svg",
        "png",
        "html",
        "mermaid",
        "markdown",
        "csv",
        "tsv",
        "xlsx",
        "ojf",
        "canvas",
        "drawio",
        "slides",
    ),
)
"""The formats in which a map can be handed over, as `export.targets` and the command line name them."""

EXPORT_IDS = (
    *(f"file.export_{key}" for key in EXPORTS),
    SEPARATOR,
    *("file.export_selection_png", "file.export_selection_svg"),
)

MENUS = (
    Menu(
        mark("File"),
        (
            "file.new",
            "file.open",
            Menu(mark("Open recent"), (RECENT,)),
            SEPARATOR,
            "file.save",
            "file.save_as",
            "file.save_template",
            "file.versions",
            "file.found_work",
            SEPARATOR,
            "file.import",
            "file.new_from_clipboard",
            Menu(mark("Export"), EXPORT_IDS),
            SEPARATOR,
            "file.close",
            "file.quit",
        ),
    ),
    Menu(
        mark("Edit"),
        (
            "edit.undo",
            "edit.redo",
            SEPARATOR,
            "edit.cut",
            "edit.copy",
            "edit.paste",
            "edit.duplicate",
            "edit.delete",
            SEPARATOR,
            "edit.select_all",
            "edit.text",
            "edit.find",
        ),
    ),
    Menu(
        mark("View"),
        (
            "view.zoom_in",
            "view.zoom_out",
            "view.actual_size",
            "view.fit_map",
            "view.fit_selection",
            SEPARATOR,
            "view.select_tool",
            "view.connect_tool",
            SEPARATOR,
            *(f"view.panel.{name}" for name in PANELS),
        ),
    ),
    Menu(
        mark("Insert"),
        (
            *STRUCTURE_IDS,
            Menu(mark("Lane by meaning"), LANE_IDS),
            Menu(mark("Line"), LINE_IDS),
            SEPARATOR,
            *CARD_IDS,
            SEPARATOR,
            "insert.connect",
        ),
    ),
    Menu(
        mark("Map"),
        (
            "map.properties",
            SEPARATOR,
            Menu(mark("Personas"), (PERSONAS,)),
            "map.new_persona",
            "map.portrait",
            "map.no_portrait",
            "map.sources",
            "map.new_source",
            SEPARATOR,
            "map.check",
        ),
    ),
    Menu(mark("Help"), ("help.shortcuts", "help.about")),
)

CARD_MENU = Menu(mark("Card"), CARD_IDS)
LANE_MENU = Menu(mark("Lane"), LANE_IDS)

CONTEXT_MENU = Menu(
    "",
    (
        "edit.text",
        SEPARATOR,
        "edit.cut",
        "edit.copy",
        "edit.paste",
        "edit.duplicate",
        "edit.delete",
        SEPARATOR,
        Menu(mark("Insert"), (*STRUCTURE_IDS, SEPARATOR, *CARD_IDS)),
        "insert.connect",
        SEPARATOR,
        "view.fit_selection",
    ),
)
"""What a press of the right button on the map offers; nothing here is missing from the menus above."""

GRID_ONLY = frozenset(
    ("edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.delete", "edit.select_all", "edit.text")
)
"""Commands whose keys belong to the map and the outline, so that a field with the cursor keeps its own."""


def listed(menu: Menu) -> Iterator[str]:
    """The ids of a menu's commands, those of the menus within it included."""
    for entry in menu.entries:
        if isinstance(entry, Menu):
            yield from listed(entry)
        elif entry not in (SEPARATOR, *LISTS):
            yield entry
