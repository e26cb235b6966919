"""Rows drawn: their ground, their borders, their heads, and the lines between them."""

from collections.abc import Iterator

from journeymapper.drawing.ops import Gradient, Icon, Op, Path, Rect, Stroke
from journeymapper.drawing.shapes import block_ops, line, line_ops
from journeymapper.layout.grid import Grid, Row
from journeymapper.layout.heads import ICON_LEFT, TEXT_LEFT, Band, Head
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, LinePaint, Theme
from journeymapper.model.records import Lane, Line
from journeymapper.model.tables import LINES

MM = POINTS_PER_MM
LINE_MIDDLE = 6.7 / 9.6
"""Where the line of visibility runs in its band, as a share of the band's height, where discs stand above it."""


def ground_ops(grid: Grid, index: int, left: float, right: float, theme: Theme) -> Iterator[Op]:
    """The ground of a row between two x: its tint, the borders of stages and the rule at its foot."""
    row = grid.rows[index]
    left, right = max(left, 0.0), min(right, grid.width)
    if right <= left:
        return
    offstage = is_offstage(grid, index)
    match row.record:
        case Lane():
            name = (
                ("offstage_b" if row.shade else "offstage_a")
                if offstage
                else ("lane_a" if row.shade else "lane_b")
            )
            yield Rect(left, 0, right - left, row.height, theme.map[name])
        case Line(role="visibility"):
            top, bottom = theme.lines["visibility_band"]
            yield Rect(
                left, 0, right - left, row.height, Gradient(0, 0, 0, row.height, ((0, top), (1, bottom)))
            )
        case Line():
            yield Rect(left, 0, right - left, row.height, theme.map[_thin_ground(grid, index)])
    yield from _borders(grid, index, left, right, offstage, theme)
    if isinstance(row.record, Line):
        yield _line_path(row, row.record.role, left, right, theme)


def head_ops(grid: Grid, index: int, theme: Theme) -> Iterator[Op]:
    """A row's head: from -head_width to 0, right of the band column; y from the row's top."""
    row = grid.rows[index]
    left = lane_head_left(grid, theme)
    name = "offstage_head" if is_offstage(grid, index) else "lane_head"
    match row.record:
        case Lane():
            yield Rect(left, 0, -left, row.height, theme.map[name])
            if row.head is not None:
                yield from _head_text(row, row.head, left, theme)
            if index + 1 < len(grid.rows) and isinstance(grid.rows[index + 1].record, Lane):
                y = row.height - theme.strokes["hairline"] / 2
                yield line(left, y, 0, y, _hair(theme, is_offstage(grid, index)))
        case Line(role="visibility"):
            top, bottom = theme.lines["visibility_band"]
            yield Rect(left, 0, -left, row.height, Gradient(0, 0, 0, row.height, ((0, top), (1, bottom))))
        case Line():
            yield Rect(left, 0, -left, row.height, theme.map[_thin_ground(grid, index, head=True)])


def label_ops(grid: Grid, index: int, theme: Theme, engine: TextEngine) -> Iterator[Op]:
    """The pill that names a line, over its head; it may reach over the borders of its row."""
    row = grid.rows[index]
    if not isinstance(row.record, Line):
        return
    role = row.record.role
    left = lane_head_left(grid, theme)
    yield _line_path(row, role, left if role != "visibility" else -grid.head_width, 0, theme)
    middle = line_y(row)
    strong = role == "visibility"
    word = engine.line(
        engine.say(LINES[role].title), theme.styles["line_label_strong" if strong else "line_label"]
    )
    height = theme.space["visibility_pill_height" if strong else "line_pill_height"]
    icon = 3.4 * MM if strong else 0.0
    x, inside = left + 1.2 * MM, word.width + (icon + 1.4 * MM if strong else 0.0)
    # Beyond the heads a window shows nothing of it: a long name stands closer to the pill's ends.
    pad = min(1.7 * MM, max((-x - inside) / 2, 0.8 * MM))
    width = inside + 2 * pad
    if strong:
        pill = theme.lines["visibility_pill"]
        yield Rect(x, middle - height / 2, width, height, pill["bg"], None, height / 2)
        yield Icon(x + pad, middle - icon / 2, icon, pill["icon"], pill["fg"])
        ink = pill["fg"]
        text_x = x + pad + icon + 1.4 * MM
    else:
        chip = theme.chips["lines"]
        yield Rect(
            x,
            middle - height / 2,
            width,
            height,
            chip.bg,
            Stroke(chip.border or chip.fg, theme.strokes["border"]),
            height / 2,
        )
        ink, text_x = chip.fg, x + pad
    size = theme.styles["line_label_strong" if strong else "line_label"].size
    yield from line_ops(word, text_x, middle + size * 0.36, ink)


def band_ops(grid: Grid, band: Band, theme: Theme, engine: TextEngine) -> Iterator[Op]:
    """A band at the far left with its label turned upright; y in map points."""
    top = grid.tops[band.first]
    bottom = grid.tops[band.last] + grid.rows[band.last].height
    paint = theme.bands[band.role]
    width = theme.space["group_band"]
    left = -grid.head_width
    inset = 0.4 * MM
    yield Rect(
        left, top + inset, width, bottom - top - 2 * inset, paint.fill, None, theme.space["group_radius"]
    )
    style = theme.styles["band"]
    word = engine.line(engine.capitals(band.label), style)
    middle = (top + bottom) / 2
    yield from line_ops(
        word, left + width / 2 + style.size * 0.36, middle + word.width / 2, paint.on_fill, upright=True
    )


def lane_head_left(grid: Grid, theme: Theme) -> float:
    """The left edge of the lane heads, right of the bands."""
    return -grid.head_width + theme.space["group_band"] + theme.space["group_gap"]


def is_offstage(grid: Grid, index: int) -> bool:
    """Whether a row stands in the shade: an offstage lane."""
    record = grid.rows[index].record
    return isinstance(record, Lane) and record.side == "offstage"


def line_y(row: Row) -> float:
    """Where a line runs in its row."""
    return row.height * (LINE_MIDDLE if row.stubs else 0.5)


def _head_text(row: Row, head: Head, left: float, theme: Theme) -> Iterator[Op]:
    size = theme.space["lane_icon"]
    # Few words stand in the middle of a low row; a high one keeps them at its top, beside the first card.
    tall = head.title.height + (0.5 * MM + head.hint.height if head.hint.lines else 0.0)
    top = (row.height - tall) / 2 if row.height < tall + 2 * head.top else head.top
    yield Icon(
        left + ICON_LEFT, top + (head.title.line_height - size) / 2, size, head.icon, theme.map["ink_2"]
    )
    yield from block_ops(head.title, left + TEXT_LEFT, top, theme.map["ink"])
    yield from block_ops(head.hint, left + TEXT_LEFT, top + head.title.height + 0.5 * MM, theme.map["ink_2"])


def _borders(grid: Grid, index: int, left: float, right: float, offstage: bool, theme: Theme) -> Iterator[Op]:
    row = grid.rows[index]
    shaded = offstage or (isinstance(row.record, Line) and row.record.role == "internal_interaction")
    pen = _hair(theme, shaded)
    for stage in grid.stages[1:]:
        if left <= stage.x <= right and not (
            isinstance(row.record, Line) and row.record.role == "visibility"
        ):
            yield line(stage.x, 0, stage.x, row.height, pen)
    if (
        index + 1 < len(grid.rows)
        and isinstance(row.record, Lane)
        and isinstance(grid.rows[index + 1].record, Lane)
    ):
        y = row.height - theme.strokes["hairline"] / 2
        yield line(left, y, right, y, pen)


def _hair(theme: Theme, offstage: bool) -> Stroke:
    return Stroke(theme.map["offstage_hair" if offstage else "hair"], theme.strokes["hairline"])


def _thin_ground(grid: Grid, index: int, *, head: bool = False) -> str:
    """A thin line stands on the ground of the lane below it, or of the one above where it is the last row."""
    for other in (index + 1, index - 1):
        if 0 <= other < len(grid.rows) and isinstance(grid.rows[other].record, Lane):
            if is_offstage(grid, other):
                return "offstage_head" if head else "offstage_a"
            return "lane_head" if head else ("lane_a" if grid.rows[other].shade else "lane_b")
    return "lane_head" if head else "lane_a"


def _line_path(row: Row, role: str, left: float, right: float, theme: Theme) -> Path:
    raw = theme.lines[role]
    paint = LinePaint(**raw)
    width = theme.strokes[paint.stroke]
    dash = theme.dashes[paint.dash] if paint.dash else None
    pattern = theme.dash(paint.dash, width) if paint.dash else ()
    period = sum(pattern) or 1.0
    # Tiles begin anywhere; a dash must run on from one to the next.
    start = (left // period if left >= 0 else -(-left // period)) * period
    y = line_y(row)
    return line(start, y, right, y, Stroke(paint.colour, width, pattern, round=bool(dash and dash.round)))
