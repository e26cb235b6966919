"""Pages for print: the whole map on one page, with its head, legend and footer."""

from collections.abc import Iterator, Mapping

import msgspec

from journeymapper.drawing.footer import Footer
from journeymapper.drawing.legend import Legend
from journeymapper.drawing.masthead import masthead
from journeymapper.drawing.mirror import Mirror
from journeymapper.drawing.notes import page_notes
from journeymapper.drawing.ops import Bookmark, Group, Icon, Op, Page, Stroke
from journeymapper.drawing.screen import MapDrawing
from journeymapper.drawing.shapes import line, line_ops
from journeymapper.drawing.stages import chevron_ops, lower_ops
from journeymapper.layout.columns import REFERENCE_WIDTH
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.layout.heads import ICON_LEFT, TEXT_LEFT
from journeymapper.layout.stages import StageHeads, lay_print_heads
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.collector import collector_paused
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.fingerprint import fingerprint
from journeymapper.model.i18n import _

MM = POINTS_PER_MM
PAPERS: dict[str, tuple[float, float]] = {
    "A4": (297.0, 210.0),
    "A3": (420.0, 297.0),
    "letter": (279.4, 215.9),
    "tabloid": (431.8, 279.4),
}
"""Paper sizes in mm, landscape."""

TITLES = {"A4": "A4", "A3": "A3", "letter": "Letter", "tabloid": "Tabloid"}
MARGIN = 9.0
SMALLEST_GOOD = 6.0
CARD_SIZE = 8.0
LONGEST_SIDE = 14_400.0
"""A PDF page is at most this long, in points."""

AFTER_HEAD = 1.5 * MM
BEFORE_LEGEND = 1.2 * MM


class Overview(msgspec.Struct, frozen=True, eq=False):
    """The content of a one-page map in layout points, its top left corner at (0, 0).

    (`map_x`, `map_y`) is where the grid's own (0, 0) came to stand, in a map from right to left near the right edge.
    """

    ops: tuple[Op, ...]
    width: float
    height: float
    map_x: float
    map_y: float
    bookmarks: tuple[Bookmark, ...]


@collector_paused()
def overview(
    document: Document,
    numbers: Mapping[str, int],
    layouter: Layouter,
    paper: str,
    drawing: MapDrawing | None = None,
) -> Page:
    """The whole map on one page: "A4", "A3", "letter", "tabloid", or "map" for a page as large as the map.

    The map is made smaller where the paper asks for it, never larger. Raises JourneyError for another paper.
    """
    if paper != "map" and paper not in PAPERS:
        raise JourneyError(
            _("There is no paper “{paper}”; choose one of {papers}.").format(
                paper=paper, papers=", ".join([*PAPERS, "map"])
            )
        )
    grid = layouter.grid(document, numbers)
    drawing = drawing or MapDrawing(layouter.theme, layouter.engine)
    content = _content(grid, layouter, drawing)
    called = layouter.engine.say("fitted to the map") if paper == "map" else TITLES[paper]
    footer = Footer(document.map, called, content.width, layouter.engine, layouter.theme)
    whole = content.height + footer.height
    margin = MARGIN * MM
    if paper == "map":
        longest = LONGEST_SIDE - 2 * margin
        scale = min(1.0, longest / content.width, longest / whole)
        size = (content.width * scale + 2 * margin, whole * scale + 2 * margin)
    else:
        size = _turned(PAPERS[paper], content.width, whole)
        room = size[0] - 2 * margin, size[1] - 2 * margin
        scale = min(1.0, room[0] / content.width, room[1] / whole)
    bottom = (size[1] - 2 * margin) / scale
    ops = (*content.ops, *_as_read(grid, tuple(footer.ops(bottom, scale)), content.width))
    x = margin + max(size[0] - 2 * margin - content.width * scale, 0.0) / 2
    return Page(*size, ops, scale, x, margin, "", content.bookmarks, page_notes(grid, ops))


def small_print(page: Page) -> str:
    """A sentence that warns where a page's text has become too small to read, or ""."""
    size = CARD_SIZE * page.scale
    if size >= SMALLEST_GOOD:
        return ""
    return _(
        "The cards’ text is {size:.1f} pt on this paper, too small to read well: choose larger paper."
    ).format(size=size)


def content_of(document: Document, numbers: Mapping[str, int], layouter: Layouter) -> Overview:
    """The one-page content alone, for those who place it themselves."""
    return _content(layouter.grid(document, numbers), layouter, MapDrawing(layouter.theme, layouter.engine))


def _turned(paper: tuple[float, float], width: float, height: float) -> tuple[float, float]:
    """The paper in points, upright where that makes the map larger."""
    wide, low = paper[0] * MM, paper[1] * MM
    margin = 2 * MARGIN * MM
    landscape = min(1.0, (wide - margin) / width, (low - margin) / height)
    portrait = min(1.0, (low - margin) / width, (wide - margin) / height)
    return (low, wide) if portrait > landscape + 1e-9 else (wide, low)


def _content(grid: Grid, layouter: Layouter, drawing: MapDrawing) -> Overview:
    engine, theme = layouter.engine, layouter.theme
    document = grid.document
    width = max(REFERENCE_WIDTH, grid.head_width + grid.width)
    head = masthead(document, width, fingerprint(document)[:4].upper(), engine, theme)
    heads = lay_print_heads(document, grid.layout, engine, theme)
    map_x, map_y = grid.head_width, head.height + AFTER_HEAD + heads.height
    ops: list[Op] = [*head.ops]
    ops.append(_moved(map_x, map_y, tuple(_stage_row(grid, heads, engine, theme))))
    ops.extend(_moved(map_x, map_y, part) for part in _body(grid, drawing))
    legend, legend_height = Legend(grid, engine, theme).draw(map_y + grid.height + BEFORE_LEGEND, width)
    ops.extend(legend)
    height = map_y + grid.height + BEFORE_LEGEND + legend_height + 0.6 * MM
    lefts = [width - map_x - box.x - box.width if grid.mirrored else map_x + box.x for box in grid.stages]
    bookmarks = tuple(
        Bookmark(f"{box.letter} {box.stage.title}".strip(), left, map_y - heads.height)
        for box, left in zip(grid.stages, lefts, strict=True)
    )
    origin = width - map_x if grid.mirrored else map_x
    return Overview(_as_read(grid, tuple(ops), width), width, height, origin, map_y, bookmarks)


def _as_read(grid: Grid, ops: tuple[Op, ...], width: float) -> tuple[Op, ...]:
    """Ops of a page of this width as the map is read."""
    return Mirror().ops(ops, width) if grid.mirrored else ops


def _body(grid: Grid, drawing: MapDrawing) -> Iterator[tuple[Op, ...]]:
    """Rows, then heads, then what reaches over borders, each as ops in the grid's own coordinates."""
    for index, top in enumerate(grid.tops):
        yield (_moved(0.0, top, drawing.row_ops(grid, index, 0.0, grid.width)),)
    for index, top in enumerate(grid.tops):
        yield (_moved(0.0, top, drawing.lane_head_ops(grid, index)),)
    for index, top in enumerate(grid.tops):
        labels = drawing.label_ops(grid, index)
        if labels:
            yield (_moved(0.0, top, labels),)
    yield drawing.band_ops(grid)
    yield (_frame(grid, drawing.theme),)


def _frame(grid: Grid, theme: Theme) -> Op:
    left = -grid.head_width + theme.space["group_band"] + theme.space["group_gap"]
    return line(
        left, grid.height, grid.width, grid.height, Stroke(theme.map["hair"], theme.strokes["hairline"] * 1.5)
    )


def _moved(x: float, y: float, ops: tuple[Op, ...]) -> Group:
    return Group(x, y, ops, float("-inf"), float("-inf"), float("inf"), float("inf"))


def _stage_row(grid: Grid, heads: StageHeads, engine: TextEngine, theme: Theme) -> Iterator[Op]:
    yield from chevron_ops(heads, -heads.height, 0.0, grid.width, theme)
    yield from lower_ops(heads, -heads.height, 0.0, grid.width, theme)
    left = -grid.head_width
    middle = -heads.height + heads.chevron / 2
    title = engine.line(engine.capitals(engine.say("Stages")), theme.styles["overline"])
    counts = _counts(len(grid.stages), len(grid.columns), engine)
    yield from line_ops(title, left, middle - 1.5, theme.map["overline"])
    yield from line_ops(engine.line(counts, theme.styles["legend"]), left, middle + 8.5, theme.map["ink_2"])
    head = left + theme.space["group_band"] + theme.space["group_gap"]
    rows = (
        (heads.goals_top, heads.goal_row, "flag", engine.say("Customer goal")),
        (heads.steps_top, heads.step_row, "step", engine.say("Steps")),
    )
    size, style = theme.space["lane_icon"], theme.styles["lane_title"]
    for down, row, icon, name in rows:
        if row:
            middle = -heads.height + down + row / 2
            yield Icon(head + ICON_LEFT, middle - size / 2, size, icon, theme.map["ink_2"])
            yield from line_ops(
                engine.line(name, style), head + TEXT_LEFT, middle + style.size * 0.36, theme.map["ink"]
            )


def _counts(stages: int, steps: int, engine: TextEngine) -> str:
    said = engine.say("{stages}, {steps}")
    first = engine.say("{n} stage") if stages == 1 else engine.say("{n} stages")
    second = engine.say("{n} step") if steps == 1 else engine.say("{n} steps")
    return said.format(stages=first.format(n=stages), steps=second.format(n=steps))
