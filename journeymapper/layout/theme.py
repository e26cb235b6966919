"""The theme: every colour, size, stroke and type style by role, read from `resources/themes/<name>.json`."""

from typing import Any

import msgspec

from journeymapper.layout.shaped import Style
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.model.resources import resource

POINTS_PER_MM = 72 / 25.4


class KindPaint(msgspec.Struct, frozen=True):
    """Colours of a card kind. `bar` is its saturated colour, `mark` that of its icon on the tint."""

    bg: str | None
    fg: str
    bar: str
    on_bar: str
    border: str | None
    mark: str
    icon: str


class StagePaint(msgspec.Struct, frozen=True):
    """Colours of a stage: its chevron, its tint and text on the tint."""

    fill: str
    on_fill: str
    tint: str
    text: str


class Pair(msgspec.Struct, frozen=True):
    """A filled shape and what is written on it."""

    fill: str
    on_fill: str


class Chip(msgspec.Struct, frozen=True):
    """A small pill: ground, ink, outline and icon, each where it has one."""

    fg: str = ""
    bg: str | None = None
    border: str | None = None
    icon: str | None = None


class LinePaint(msgspec.Struct, frozen=True):
    """A line by the names of its stroke width and its dash."""

    colour: str = ""
    stroke: str = ""
    dash: str | None = None
    bg: str = ""


class Dash(msgspec.Struct, frozen=True):
    """Ink and gap in multiples of the stroke width."""

    pattern: tuple[float, ...]
    round: bool


class Theme(msgspec.Struct, frozen=True, eq=False):
    """All roles. `space` and `strokes` are in layout points; colours are "#RRGGBB"."""

    name: str
    scheme: str
    map: dict[str, str]
    head: dict[str, str]
    chips: dict[str, Chip]
    stages: tuple[StagePaint, ...]
    bands: dict[str, Pair]
    kinds: dict[str, KindPaint]
    legend: dict[str, str]
    footer: dict[str, str]
    emotion: dict[str, Any]
    measures: dict[str, str]
    links: dict[str, LinePaint]
    lines: dict[str, Any]
    overlay: dict[str, Any]
    styles: dict[str, Style]
    upper: frozenset[str]
    space: dict[str, float]
    strokes: dict[str, float]
    dashes: dict[str, Dash]
    motion_ms: dict[str, int]
    window: dict[str, Any]

    def stage(self, index: int) -> StagePaint:
        """The colours of the stage at a 0-based position; the palette comes round again."""
        return self.stages[index % len(self.stages)]

    def dash(self, name: str, width: float) -> tuple[float, ...]:
        """A dash in points for a stroke of this width."""
        return tuple(part * width for part in self.dashes[name].pattern)


def load_theme(name: str = "light") -> Theme:
    """Read a bundled theme. Raises JourneyError where there is none of that name or it is not whole."""
    path = resource("themes") / f"{name}.json"
    try:
        return _theme(msgspec.json.decode(path.read_bytes()))
    except (OSError, KeyError, msgspec.MsgspecError) as error:
        raise JourneyError(
            _("The theme “{name}” cannot be read ({error}); install JourneyMapper again.").format(
                name=name, error=error
            )
        ) from error


def _theme(raw: dict[str, Any]) -> Theme:
    points = {
        "space": {key: size * POINTS_PER_MM for key, size in raw.pop("space_mm").items()},
        "strokes": {key: size * POINTS_PER_MM for key, size in raw.pop("stroke_mm").items()},
    }
    styles = raw.pop("font")["styles"]
    names = {
        "styles": {
            key: {k: v for k, v in style.items() if k in Style.__struct_fields__}
            for key, style in styles.items()
        },
        "upper": [key for key, style in styles.items() if style.get("case") == "upper"],
        "dashes": raw.pop("dash"),
    }
    return msgspec.convert({**raw, **points, **names}, Theme)
