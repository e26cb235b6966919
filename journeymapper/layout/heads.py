"""Lane heads: icon, title and a line of explanation; and the bands that group lanes at the left."""

from collections.abc import Sequence

import msgspec

from journeymapper.layout.shaped import TextBlock
from journeymapper.layout.sheet import whole_text
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.records import Lane, Line
from journeymapper.model.tables import ROLES

MM = POINTS_PER_MM
ICON_LEFT = 2.4 * MM
TEXT_LEFT = 7.2 * MM
TOP = 2.3 * MM
SCALE_ROOM = 7.5 * MM
IMPROVING = frozenset(("opportunities", "measures", "owners"))


class Head(msgspec.Struct, frozen=True, eq=False):
    """A lane's head: its texts stand `TEXT_LEFT` from the head's left edge, from `top` down; `height` is the least."""

    title: TextBlock
    hint: TextBlock
    icon: str
    top: float
    height: float


class Band(msgspec.Struct, frozen=True, eq=False):
    """Lanes that belong together: label, rows `first` to `last`, colours by `role`; `length` is its label's width."""

    label: str
    first: int
    last: int
    role: str
    length: float


def head_width(theme: Theme) -> float:
    """The width of what stands left of the grid: band, gap and lane heads."""
    return theme.space["group_band"] + theme.space["group_gap"] + theme.space["lane_header_width"] - 0.6 * MM


def lay_head(lane: Lane, engine: TextEngine, theme: Theme) -> Head:
    """A lane's head at the width that the theme gives it."""
    width = head_width(theme) - theme.space["group_band"] - theme.space["group_gap"] - TEXT_LEFT - 1.0 * MM
    if lane.role == "emotion":
        width -= SCALE_ROOM
    title = whole_text(engine, lane.title, theme.styles["lane_title"], width)
    hint = whole_text(engine, lane.hint, theme.styles["lane_hint"], width)
    role = ROLES.get(lane.role)
    height = TOP + title.height + (0.5 * MM + hint.height if hint.lines else 0.0) + 1.5 * MM
    return Head(title, hint, role.icon if role else "note", TOP, height)


def lay_bands(rows: Sequence[Lane | Line], engine: TextEngine, theme: Theme) -> tuple[Band, ...]:
    """Bands over neighbouring lanes with the same label; lines between them do not part a band."""
    bands: list[Band] = []
    for index, row in enumerate(rows):
        if not isinstance(row, Lane) or not row.band.strip():
            continue
        if bands and bands[-1].label == row.band and _adjoins(rows, bands[-1].last, index):
            bands[-1] = msgspec.structs.replace(bands[-1], last=index)
        else:
            length = engine.width(engine.capitals(row.band), theme.styles["band"]) + 4 * MM
            bands.append(Band(row.band, index, index, band_role(row), length))
    return tuple(bands)


def band_role(lane: Lane) -> str:
    """The role under which the theme keeps a band's colours."""
    if lane.side in ("onstage", "offstage"):
        return lane.side
    return "improve" if lane.role in IMPROVING else "experience"


def _adjoins(rows: Sequence[Lane | Line], last: int, index: int) -> bool:
    between = rows[last + 1 : index]
    return all(isinstance(row, Line) and row.role != "visibility" for row in between)
