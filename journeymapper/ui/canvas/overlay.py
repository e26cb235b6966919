"""What is drawn over the map: selection, focus, hover, the ways of a step, and what a gesture shows."""

from collections.abc import Iterator, Set

import msgspec
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from journeymapper.analysis.ways import Ends, Ways
from journeymapper.drawing.faces import emotion_ops
from journeymapper.drawing.links import link_label_ops, piece_ops
from journeymapper.drawing.ops import Op, Path, Rect, Stroke
from journeymapper.drawing.rows import ground_ops
from journeymapper.drawing.screen import MapDrawing
from journeymapper.drawing.shapes import disc, line_ops
from journeymapper.edit.places import Place
from journeymapper.interact.focus import focused_cell
from journeymapper.interact.picking import chevron_share
from journeymapper.interact.preview import NOTHING, Area, Bubble, DraggedPoint, Preview, Segment
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import Spot
from journeymapper.layout.shaped import Style
from journeymapper.model.records import Series
from journeymapper.ui.canvas.felt import with_dragged
from journeymapper.ui.canvas.ghosts import Ghosts
from journeymapper.ui.canvas.marks import FADED, GAP, Marks, columns_of, row_of
from journeymapper.ui.canvas.reading import turn
from journeymapper.ui.canvas.rings import Rings, RingStyle, veil
from journeymapper.ui.canvas.seen import Seen
from journeymapper.ui.canvas.tints import Tints
from journeymapper.ui.painter import Painter

BUBBLE = Style(12.0, 600)


class Over(msgspec.Struct, frozen=True):
    """What there is to be shown over the map at a moment. `flash` is how strong the flash of `flashed` is, 0 to 1."""

    selection: frozenset[str] = frozenset()
    focus: str = ""
    hovered: str = ""
    flashed: frozenset[str] = frozenset()
    flash: float = 0.0
    ways: Ways = Ways()
    preview: Preview = NOTHING
    keyboard: bool = False


class Overlay:
    """Paints what is over the map."""

    def __init__(self, painter: Painter, drawing: MapDrawing) -> None:
        self._painter = painter
        self._drawing = drawing
        self._ghosts = Ghosts(painter, drawing)
        self._tints = Tints(painter, drawing)
        self._rings = Rings()
        # Where lane heads begin, right of the bands, from the left edge of the viewport.
        self._head_left = drawing.theme.space["group_band"] + drawing.theme.space["group_gap"]

    def paint(self, painter: QPainter, seen: Seen, over: Over) -> None:
        """Paint in pixels of the viewport."""
        marks = Marks(seen, self._drawing.theme)
        view, preview = seen.view, over.preview
        painter.save()
        if seen.grid.mirrored:
            turn(painter, view.width, seen.ratio)
        painter.save()
        painter.setClipRect(QRectF(view.gutter, view.header, view.body_width, view.body_height))
        if preview.point is not None:
            self._put_curve(painter, seen, preview.point)
        if preview.tint is not None:
            self._tints.put(painter, marks, _with_line(preview.tint, preview.line, 10.0 / view.scale))
        self._put_veils(painter, marks, preview.faded)
        self._put_rings(painter, marks, over)
        self._painter.draw(painter, tuple(self._gesture(marks, preview)))
        painter.restore()
        self._painter.draw(painter, tuple(self._heads(marks, over)))
        if preview.ghost is not None:
            self._ghosts.put(painter, preview.ghost, marks)
        painter.restore()

    def _put_veils(self, painter: QPainter, marks: Marks, faded: frozenset[str]) -> None:
        by_colour: dict[str, list[QRect]] = {}
        for colour, area in marks.faded(faded):
            by_colour.setdefault(colour, []).append(_whole(marks.pixels(area), 0.0))
        for colour, areas in by_colour.items():
            veil(painter, areas, self._painter.colour(f"{colour}{round(FADED * 255):02X}"))

    def _put_rings(self, painter: QPainter, marks: Marks, over: Over) -> None:
        """Rings round cards and points, and links drawn thicker."""
        selection = over.selection if over.preview.selection is None else frozenset(over.preview.selection)
        ways = over.ways
        for links, role in (
            (ways.inward.links, "path_in"),
            (ways.outward.links, "path_out"),
            (selection, "selection"),
        ):
            self._put_links(painter, marks, links, role)
        lit = {over.hovered, over.preview.lit, *over.flashed} - {""}
        boxes = list(marks.boxes()) if selection or ways.inward.cards or ways.outward.cards or lit else []
        self._ring_items(painter, marks, boxes, ways.inward.cards - selection, "path_in", 2)
        self._ring_items(painter, marks, boxes, ways.outward.cards - selection, "path_out", 2)
        self._ring_items(painter, marks, boxes, {over.hovered} - selection, "hover", 1)
        self._ring_items(painter, marks, boxes, selection, "selection", 2)
        if over.preview.lit:
            self._ring_items(painter, marks, boxes, {over.preview.lit}, "drop", 3)
        if over.flash:
            self._ring_items(painter, marks, boxes, over.flashed, "drop_flash", 4, over.flash)
        dragged = over.preview.point is not None
        others = [
            *(() if dragged else marks.points(selection, "selection")),
            *(marks.points(over.flashed, "drop_flash") if over.flash else ()),
        ]
        cell = focused_cell(over.focus)
        area = cell_area(marks.seen.grid, cell) if cell is not None and over.keyboard else None
        if area is not None:
            others.append(marks.ring(area, "focus", gap=-3.0))
        self._painter.draw(painter, tuple(others))

    def _put_links(self, painter: QPainter, marks: Marks, keys: Set[str], role: str) -> None:
        """Links drawn thicker: a broad line, and over it the link again with its label."""
        for index in marks.seen.rows() if keys else ():
            pieces = [piece for piece in marks.seen.grid.rows[index].pieces if piece.link in keys]
            if not pieces:
                continue
            top = marks.seen.grid.tops[index]
            self._painter.draw(painter, tuple(marks.broad(piece, top, role) for piece in pieces))
            painter.save()
            painter.translate(marks.seen.view.pixel_x(0.0), marks.seen.view.pixel_y(top))
            painter.scale(marks.seen.view.scale, marks.seen.view.scale)
            for make in (piece_ops, link_label_ops):
                self._painter.draw(
                    painter, tuple(op for piece in pieces for op in make(piece, self._drawing.theme))
                )
            painter.restore()

    def _ring_items(
        self,
        painter: QPainter,
        marks: Marks,
        boxes: list[Spot],
        keys: Set[str],
        role: str,
        width: int,
        alpha: float = 1.0,
    ) -> None:
        """Rings round those of the boxes that show these items."""
        found: dict[int, list[QRect]] = {}
        for spot in boxes if keys else ():
            if spot.box.item.id in keys:
                radius = round(marks.radius(spot.box) + GAP + width)
                found.setdefault(radius, []).append(_whole(marks.pixels(spot.rect), GAP + width))
        colour = self._painter.colour(marks.colour(role, alpha))
        for radius, areas in found.items():
            self._rings.draw(painter, areas, RingStyle(colour, width, radius), marks.seen.ratio)

    def _gesture(self, marks: Marks, preview: Preview) -> Iterator[Op]:
        if preview.wire is not None:
            yield from self._wire(marks, preview.wire)
        if preview.line is not None:
            yield from marks.insertion(preview.line)
        if preview.band is not None:
            yield marks.tinted(preview.band, "focus", 0.08, radius=0.0)
            yield marks.ring(preview.band, "focus", radius=0.0, width=1.0, gap=-1.0)
        if preview.bubble is not None:
            yield from self._bubble(marks, preview.bubble)

    def _heads(self, marks: Marks, over: Over) -> Iterator[Op]:
        """Marks on the frozen heads, each within them."""
        view = marks.seen.view
        selection = over.selection
        yield from self._stage_marks(marks, selection, "selection")
        for ends, role in ((over.ways.inward, "path_in"), (over.ways.outward, "path_out")):
            yield from self._step_marks(marks, ends, role)
        for index in marks.seen.rows() if selection else ():
            row, at = marks.seen.grid.rows[index], marks.seen.grid.tops[index]
            if row.record.id in selection:
                top = max(view.pixel_y(at), view.header)
                bottom = min(view.pixel_y(at + row.height), view.height)
                left = 0.0 if view.blocks else self._head_left * view.scale
                pen = Stroke(marks.colour("selection"), 2.0)
                yield Rect(left + 1, top + 1, view.gutter - left - 3, bottom - top - 2, None, pen, 4)
        if over.preview.line is not None:
            yield from self._line_on_heads(marks, over.preview.line)

    def _stage_marks(self, marks: Marks, keys: frozenset[str], role: str) -> Iterator[Op]:
        view, grid = marks.seen.view, marks.seen.grid
        share = chevron_share(grid, view)
        stages = {box.stage.id for box in grid.stages} & keys
        steps = {column.step for column in grid.columns} & keys
        for found, low, high in ((stages, 0.0, share), (steps, share, 1.0)):
            for left, right in columns_of(grid, found):
                x1, x2 = max(view.pixel_x(left), view.gutter), min(view.pixel_x(right), view.width)
                if x2 > x1 and high > low:
                    pen = Stroke(marks.colour(role), 2.0)
                    y, height = low * view.header + 1, (high - low) * view.header - 3
                    yield Rect(x1 + 1, y, x2 - x1 - 2, height, None, pen, 4)

    def _step_marks(self, marks: Marks, ends: Ends, role: str) -> Iterator[Op]:
        view = marks.seen.view
        for left, right in columns_of(marks.seen.grid, ends.steps):
            x1, x2 = max(view.pixel_x(left), view.gutter), min(view.pixel_x(right), view.width)
            if x2 > x1:
                yield Rect(x1 + 2, view.header - 5, x2 - x1 - 4, 4, marks.colour(role), None, 2)

    def _line_on_heads(self, marks: Marks, line: Area) -> Iterator[Op]:
        """An insertion line that begins on the heads, which the body's clip cuts off."""
        grid, view = marks.seen.grid, marks.seen.view
        x1, y1, x2, y2 = line
        if y1 < 0 and x1 == x2 and view.gutter <= view.pixel_x(x1) <= view.width:
            yield from marks.insertion((x1, view.map_y(0.0), x2, view.map_y(view.height)))
        elif x1 < 0 and y1 == y2 and view.header <= view.pixel_y(y1) <= view.height:
            end = min(view.map_x(view.width), grid.width)
            yield from marks.insertion((view.map_x(0.0), y1, end, y2))

    def _put_curve(self, painter: QPainter, seen: Seen, dragged: DraggedPoint) -> None:
        """The lane of a curve, painted anew with the curve as the drag makes it."""
        grid, view = seen.grid, seen.view
        series = grid.document.find(Series, dragged.series)
        found = row_of(grid, series.lane) if series is not None else None
        if found is None or found[0].emotion is None:
            return
        row, top = found
        theme, engine = self._drawing.theme, self._drawing.engine
        ground = ground_ops(grid, grid.rows.index(row), view.left, view.right, theme)
        emotion = with_dragged(found[0].emotion, dragged)
        painter.save()
        painter.translate(view.pixel_x(0.0), view.pixel_y(top))
        painter.scale(view.scale, view.scale)
        painter.setClipRect(QRectF(view.left, 0, view.right - view.left, emotion.height))
        self._painter.draw(painter, tuple(ground))
        self._painter.draw(
            painter, tuple(emotion_ops(emotion, grid.width, view.left, view.right, theme, engine))
        )
        painter.restore()

    def _wire(self, marks: Marks, wire: Area) -> Iterator[Op]:
        x1, y1, x2, y2 = marks.pixels(wire)
        pen = Stroke(marks.colour("drop"), 2.0, round=True)
        bend = max(abs(x2 - x1) / 2, 24.0)
        if x2 < x1:
            bend = -bend
        yield Path((("M", x1, y1), ("C", x1 + bend, y1, x2 - bend, y2, x2, y2)), None, pen)
        yield disc(x1, y1, 4.0, fill=marks.colour("handle"), stroke=pen)
        yield disc(x2, y2, 4.0, fill=marks.colour("drop"))

    def _bubble(self, marks: Marks, bubble: Bubble) -> Iterator[Op]:
        line = self._drawing.engine.line(bubble.text, BUBBLE)
        x, y = marks.pixels((bubble.x, bubble.y, 0, 0))[:2]
        left = x + self._drawing.theme.space["face"] / 2 * marks.seen.view.scale + 8
        theme = self._drawing.theme.window
        yield Rect(left, y - 12, line.width + 16, 24, theme["tooltip"], None, 12)
        yield from line_ops(line, left + 8, y + BUBBLE.size * 0.36, theme["tooltip_text"])


def cell_area(grid: Grid, cell: Place) -> Area | None:
    """The area of a cell: a step's column, or all of a stage, in a lane."""
    found = row_of(grid, cell.lane)
    span = next(columns_of(grid, {cell.step or cell.stage}), None)
    if found is None or span is None:
        return None
    return span[0], found[1], span[1], found[1] + found[0].height


def _whole(area: Area, out: float) -> QRect:
    """The whole pixels nearest to an area, so much larger on each side."""
    left, top, right, bottom = area
    x, y = round(left - out), round(top - out)
    return QRect(x, y, round(right + out) - x, round(bottom + out) - y)


def _with_line(tint: Area, line: Segment | None, room: float) -> Area:
    """The area to tint, reaching beyond an insertion line that runs along its foot."""
    left, top, right, bottom = tint
    if line is None or line[1] != line[3]:
        return tint
    return left, top, right, max(bottom, line[1] + room)
