"""How the window looks: the bundled font, a palette and a style sheet, made from the theme by role."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLoggingCategory
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from journeymapper.model.resources import resource
from journeymapper.ui.look import Look

if TYPE_CHECKING:
    from journeymapper.layout.theme import Theme

STYLE = "fusion"
STYLED = "journeymapper.style"
"""The application's property that names its style: to ask Qt for the style itself takes 10 ms."""
HAS_FONTS = "journeymapper.fonts"
HAS_SCRIPTS = "journeymapper.scripts"
FONTS = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold")
"""Those of the first page."""
FAMILIES = (
    "Inter",
    "Noto Sans",
    "Noto Sans Math",
    "Noto Sans Symbols 2",
    "Noto Sans Symbols",
    "Noto Sans Hebrew",
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Thai",
    "Noto Sans JP",
    "Noto Sans SC",
    "Noto Sans KR",
    "Noto Emoji",
)
"""The families of the window's text, as maps ask for them: a character comes from the first that has it."""

# For every script that a family of the list lacks, Qt warns of it, though the next one has it.
_NO_WARNING = "qt.text.font.db.warning=false"
WEIGHTS = {
    400: QFont.Weight.Normal,
    500: QFont.Weight.Medium,
    600: QFont.Weight.DemiBold,
    700: QFont.Weight.Bold,
}


def dress(app: QApplication, theme: Look | Theme) -> None:
    """Give the application its font, colours and style. Calling it again changes to another theme."""
    if app.property(HAS_FONTS) is None:
        _load_fonts()
        app.setProperty(HAS_FONTS, True)
    if app.property(STYLED) != STYLE:
        app.setStyle(STYLE)
        app.setProperty(STYLED, STYLE)
    app.setPalette(window_palette(theme))
    app.setFont(font(theme))
    app.setStyleSheet(style_sheet(theme))


def _load_fonts() -> None:
    """Make the bundled Inter known to Qt."""
    QLoggingCategory.setFilterRules(_NO_WARNING)
    for name in FONTS:
        QFontDatabase.addApplicationFont(str(resource("fonts") / f"{name}.ttf"))


def load_scripts() -> None:
    """Make the fonts of all other scripts, and the italic, known to Qt, and show what waited for them.

    Called when the first window has been painted: they are not needed for the program's own words.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication) or app.property(HAS_SCRIPTS) is not None:
        return
    app.setProperty(HAS_SCRIPTS, True)
    fonts = resource("fonts")
    for path in (fonts / "Inter-Italic.ttf", *sorted(fonts.glob("Noto*.ttf"))):
        QFontDatabase.addApplicationFont(str(path))
    for window in app.topLevelWidgets():
        window.update()
        for label in window.findChildren(QLabel):
            # It remembers how large its text was in the fonts that stood in for these.
            app.sendEvent(label, QEvent(QEvent.Type.FontChange))


def font(theme: Look | Theme, role: str = "text", weight: int = 400, *, italic: bool = False) -> QFont:
    """The window's font in the size of a role of the theme's `font_px`."""
    found = QFont(families())
    found.setPixelSize(int(theme.window["font_px"][role]))
    found.setWeight(WEIGHTS[weight])
    found.setItalic(italic)
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return found


def families() -> list[str]:
    """The families of the window's text, the main one first."""
    return list(FAMILIES)


def size_px(theme: Look | Theme, role: str) -> int:
    """A size of the window in logical pixels."""
    return int(theme.window["size_px"][role])


def colour(theme: Look | Theme, role: str) -> str:
    """A colour of the window, "#RRGGBB"."""
    return str(theme.window[role])


def window_palette(theme: Look | Theme) -> QPalette:
    """What the style sheet does not reach: disabled text, selections, tool tips, places where text is to be typed."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for target, source in {
        role.Window: "bar",
        role.WindowText: "text",
        role.Base: "field",
        role.AlternateBase: "panel",
        role.Text: "text",
        role.PlaceholderText: "placeholder",
        role.Button: "button",
        role.ButtonText: "text",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.ToolTipBase: "tooltip",
        role.ToolTipText: "tooltip_text",
        role.Link: "link",
        role.Accent: "accent",
    }.items():
        palette.setColor(target, QColor(colour(theme, source)))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, target, QColor(colour(theme, "disabled")))
    return palette


def style_sheet(theme: Look | Theme) -> str:
    """`resources/themes/window.qss` with the theme's colours and sizes put in."""
    template = Template((resource("themes") / "window.qss").read_text(encoding="utf-8"))
    values = {key: str(value) for key, value in theme.window.items() if isinstance(value, str | int | float)}
    values |= {f"font_{key}": str(value) for key, value in theme.window["font_px"].items()}
    values |= {key: str(value) for key, value in theme.window["size_px"].items()}
    return template.substitute(values)
