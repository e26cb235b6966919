"""How cells of a workbook look: the theme's colours by role, each style made once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from journeymapper.export.colours import rgba
from journeymapper.formats.tables.cells import quoted
from journeymapper.formats.tables.scores import feeling_in
from journeymapper.layout.theme import Theme
from journeymapper.model.tables import kind_of_lane

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_THIN, _THICK_DASHED, _DOTTED, _DASHED = 1, 8, 4, 3
_LINE_BORDERS: Mapping[str, int] = {
    "visibility": _THICK_DASHED,
    "interaction": _DOTTED,
    "internal_interaction": _DASHED,
}
_PLAIN = frozenset(("measures", "owners", "goals", "images"))
"""Lanes whose cells the map shows without the ground of a card."""

_STRONGEST_TINT = 0.35


class Styles:
    """The styles of one workbook."""

    def __init__(self, book: "Workbook", theme: Theme) -> None:
        self._book = book
        self._theme = theme
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def title(self) -> "Format":
        """The map's title."""
        return self._style(bold=True, font_size=18, font_color=self._theme.head["title"], text_wrap=False)

    def about(self) -> "Format":
        """Persona and scenario."""
        return self._style(font_color=self._theme.head["subtitle"], text_wrap=False)

    def corner(self) -> "Format":
        """Heads of columns that no stage has."""
        colours = self._colours("lane_head", "ink_2")
        return self._style(
            bold=True, indent=1, align="left", valign="vcenter", **colours, **self._frame("hair")
        )

    def band_head(self) -> "Format":
        """The head above the bands, where there is no room for a margin."""
        colours = self._colours("lane_head", "ink_2")
        return self._style(bold=True, font_size=8, valign="vcenter", **colours, **self._frame("hair"))

    def stage(self, number: int) -> "Format":
        """The head of the stage at a 0-based place."""
        paint = self._theme.stage(number)
        return self._style(
            bold=True, font_size=12, bg_color=paint.fill, font_color=paint.on_fill, align="center", valign="vcenter",
            **self._frame("paper"),
        )  # fmt: skip

    def below_stage(self, number: int, *, strong: bool) -> "Format":
        """Step, duration and goal of a stage."""
        paint = self._theme.stage(number)
        colours = {"bg_color": paint.tint, "font_color": paint.text}
        return self._style(
            italic=not strong, align="center", valign="vcenter", **colours, **self._frame("paper")
        )

    def band(self, role: str) -> "Format":
        """A band beside lanes, written upright."""
        pair = self._theme.bands.get(role, self._theme.bands["other"])
        colours = {"bg_color": pair.fill, "font_color": pair.on_fill}
        return self._style(
            bold=True,
            rotation=90,
            align="center",
            valign="vcenter",
            font_size=9,
            **colours,
            **self._frame("paper"),
        )

    def lane(self, *, off: bool) -> "Format":
        """The name of a lane."""
        ground = "offstage_head" if off else "lane_head"
        return self._style(
            bold=True, indent=1, align="left", **self._colours(ground, "ink"), **self._frame("hair")
        )

    def name(self) -> "Format":
        """The title of a lane above its hint."""
        return self._style(bold=True, font_color=self._theme.map["ink"])

    def hint(self) -> "Format":
        """The hint of a lane."""
        return self._style(font_size=8, font_color=self._theme.map["ink_3"])

    def side(self, *, off: bool) -> "Format":
        """The side of a lane."""
        ground = "offstage_head" if off else "lane_head"
        return self._style(font_size=9, **self._colours(ground, "ink_2"), **self._frame("hair"))

    def line(self, role: str) -> "Format":
        """A line among the lanes: a border above, thick and dashed for the line of visibility."""
        paint = self._theme.lines.get(role, {})
        colour = paint.get("colour", self._theme.map["ink"])
        ground = self._theme.lines["visibility_band"][1] if role == "visibility" else self._theme.map["paper"]
        border = {"top": _LINE_BORDERS.get(role, _THIN), "top_color": colour}
        placed = {"indent": 1, "align": "left", "valign": "vcenter", "text_wrap": False}
        colours = {"font_color": colour, "bg_color": ground}
        return self._style(bold=role == "visibility", font_size=9, **placed, **colours, **border)

    def cell(self, role: str, text: str, *, off: bool, odd: bool) -> "Format":
        """A cell of a lane of this role with this text."""
        side = "offstage" if off else "lane"
        ground = self._theme.map[f"{side}_{'b' if odd else 'a'}"]
        frame = self._frame("offstage_hair" if off else "hair")
        if not text:
            return self._style(bg_color=ground, **frame)
        marks = {"quote_prefix": True} if quoted(text) != text else {}
        if role == "emotion":
            return self._style(**self._feeling(text, ground), **frame, **marks)
        if role in _PLAIN:
            return self._style(
                bg_color=ground, font_color=self._theme.map["ink"], indent=1, align="left", **frame, **marks
            )
        paint = self._theme.kinds[kind_of_lane(role)]
        italic = role == "thoughts"
        colours = {"bg_color": paint.bg or ground, "font_color": paint.fg}
        return self._style(italic=italic, indent=1, align="left", **colours, **frame, **marks)

    def flat(self, text: str = "", *, head: bool = False) -> "Format":
        """A cell of a flat sheet."""
        marks = {"quote_prefix": True} if quoted(text) != text else {}
        if head:
            return self._style(
                bold=True, **self._colours("lane_head", "ink"), **self._frame("border"), **marks
            )
        return self._style(font_color=self._theme.map["ink"], **self._frame("hair"), **marks)

    def _feeling(self, text: str, ground: str) -> dict[str, Any]:
        score, _rest = feeling_in(text, "-2..+2")
        emotion = self._theme.emotion
        value = score.value if score else 0.0
        colour = (
            emotion["positive"] if value > 0 else emotion["negative"] if value < 0 else emotion["neutral"]
        )
        tint = _mixed(ground, colour, abs(value) / 2 * _STRONGEST_TINT)
        return {"bg_color": tint, "font_color": colour, "bold": True, "align": "center", "valign": "vcenter"}

    def _colours(self, ground: str, ink: str) -> dict[str, str]:
        return {"bg_color": self._theme.map[ground], "font_color": self._theme.map[ink]}

    def _frame(self, colour: str) -> dict[str, Any]:
        return {"border": _THIN, "border_color": self._theme.map[colour]}

    def _style(self, **properties: Any) -> "Format":
        wanted = {"font_size": 10, "text_wrap": True, "valign": "top"} | properties
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


def _mixed(ground: str, colour: str, share: float) -> str:
    """The ground with a share of a colour over it."""
    pairs = zip(rgba(ground)[:3], rgba(colour)[:3], strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02X}" for low, high in pairs)
