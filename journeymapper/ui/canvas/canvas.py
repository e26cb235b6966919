"""The canvas: a map in a window, seen and moved by hand.

It assembles: a camera tells what is seen, a frame paints it, an overlay shows what is selected and what a gesture
does, gestures change the map through the store, and a field stands over the text that is being written.
"""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from journeymapper.edit.store import Change
from journeymapper.interact.adding import parse_new
from journeymapper.interact.focus import focused_cell
from journeymapper.interact.navigating import Direction, neighbour
from journeymapper.interact.preview import Cursor, Outcome
from journeymapper.interact.selecting import select
from journeymapper.interact.starting import Tool
from journeymapper.interact.view import View
from journeymapper.layout.grid import Grid
from journeymapper.ui.canvas.area import MapArea
from journeymapper.ui.canvas.feedback import Sayings
from journeymapper.ui.canvas.outdated import Damage
from journeymapper.ui.canvas.seeing import area_of, area_of_all
from journeymapper.ui.editor import Editor

CURSORS: dict[Cursor, Qt.CursorShape] = {
    "": Qt.CursorShape.ArrowCursor,
    "grabbing": Qt.CursorShape.ClosedHandCursor,
    "copy": Qt.CursorShape.DragCopyCursor,
    "refused": Qt.CursorShape.ForbiddenCursor,
    "cross": Qt.CursorShape.CrossCursor,
}


class Canvas(MapArea):
    """A map in a window."""

    status_changed = Signal(str)
    """What a gesture does or did, and what keys make of it, between " · "; "" when there is nothing to say."""
    notice = Signal(str)
    """Something that is worth more than the status line."""
    zoom_changed = Signal(float)
    scrolled = Signal()
    """Another part of the map is seen."""
    overview_changed = Signal()
    """`paint_overview` would paint something else than before."""
    disarmed = Signal()
    """What was armed in the palette is no more."""
    tool_changed = Signal(str)

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(editor, parent)
        self._sayings = Sayings(self)
        self._sayings.changed.connect(self.status_changed)
        self.viewing.changed.connect(self._view_changed)
        self.pointing.shown.connect(self._show_gesture)
        self.pointing.ended.connect(self._gesture_ended)
        self.painting.sharpened.connect(self.overview_changed)
        self.writing.problem.connect(self._tell_problem)
        self.writing.wanted.connect(self._write_next)
        editor.grid_changed.connect(self._grid_changed)
        editor.changed.connect(self._changed)
        editor.replaced.connect(self._replaced)
        editor.session_changed.connect(self._session_changed)
        self.viewing.measure(editor.grid)

    # what is seen

    @property
    def grid(self) -> Grid:
        """The map as it lies."""
        return self.editor.grid

    @property
    def view(self) -> View:
        """What part of it is seen."""
        return self.viewing.view

    @property
    def zoom(self) -> float:
        """The scale; 1.0 is 100 %."""
        return self.view.zoom

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Set the scale; what is seen at the anchor (a pixel of the viewport, its middle unless given) stays."""
        self.viewing.zoom_to(zoom, anchor)

    def zoom_in(self) -> None:
        """Zoom in by a notch."""
        self.viewing.zoom_by(1)

    def zoom_out(self) -> None:
        """Zoom out by a notch."""
        self.viewing.zoom_by(-1)

    def fit_map(self) -> None:
        """Show the whole map, at most at 100 %."""
        self.viewing.fit((0.0, 0.0, self.grid.width, self.grid.height))

    def fit_selection(self) -> None:
        """Show what is selected as large as it fits, at most at 200 %."""
        area = area_of_all(self.grid, self.editor.store.session.selection)
        if area is not None:
            self.viewing.fit(area, 2.0)

    def ensure_visible(self, key: str) -> None:
        """Scroll so that a record is seen."""
        area = area_of(self.grid, key)
        if area is not None:
            self.viewing.reveal(area)

    def look_at(self, left: float, top: float) -> None:
        """Show the map from a point on."""
        self.viewing.move(lambda: self.viewing.camera.look_at(left, top))

    def visible_rect(self) -> QRectF:
        """The part of the map that is seen, in map points."""
        view = self.view
        return QRectF(QPointF(view.left, view.top), QPointF(view.right, view.bottom))

    def paint_overview(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the whole map into a rectangle, as far as it is ready (`overview_changed` tells when more is)."""
        self.painting.frame.overview.paint(painter, rect)

    # what is done

    @property
    def tool(self) -> Tool:
        """What pressing on a card does."""
        return self.pointing.tool

    def set_tool(self, tool: Tool) -> None:
        """Change what pressing on a card does."""
        if tool != self.pointing.tool:
            self.pointing.cancel()
            self.pointing.tool = tool
            self._show_gesture()
            self.tool_changed.emit(tool)

    def arm_palette(self, payload: str | None) -> None:
        """Make this, as the palette names it, where the map is clicked next; None or "" for nothing."""
        new = parse_new(payload.encode()) if payload else None
        if new != self.pointing.armed:
            self.pointing.arm(new)
            if new is None:
                self.disarmed.emit()

    @property
    def editing(self) -> bool:
        """Whether a text is being written in place."""
        return self.writing.active

    def start_edit(self, key: str, *, initial: str = "") -> None:
        """Write the text of a record in place; `initial` is typed behind it."""
        self.pointing.cancel()
        self.ensure_visible(key)
        self.writing.write(key, self.view, initial)

    def commit_edit(self) -> None:
        """Keep the text that is being written."""
        self.writing.commit()

    def cancel_edit(self) -> None:
        """Give up the text that is being written."""
        self.writing.cancel()

    # keys

    def escape(self) -> None:
        """Put away, in this order: what the palette armed, the tool, the selection."""
        if self.pointing.armed is not None:
            self.arm_palette(None)
        elif self.tool != "select":
            self.set_tool("select")
        else:
            select(self.editor.store, (), "")

    def go(self, direction: Direction) -> None:
        """Select the neighbour of what has the keyboard."""
        self._focus_on(neighbour(self.grid, self.editor.store.session.focus, direction))

    def write(self) -> None:
        """Write the text of what has the keyboard."""
        self._write_next(self.editor.store.session.focus)

    # what happens

    def _focus_on(self, focus: str) -> None:
        cell = focused_cell(focus)
        select(self.editor.store, () if cell is not None or not focus else (focus,), focus)
        self.ensure_visible(focus)

    def _write_next(self, focus: str) -> None:
        cell = focused_cell(focus)
        self._focus_on(focus)
        if cell is None:
            self.start_edit(focus)
        else:
            self.writing.write_draft(cell, self.view)

    def _view_changed(self, before: View) -> None:
        self.painting.follow(before)
        self.writing.follow(self.view)
        self.pointing.follow_view()
        if before.zoom != self.zoom:
            self.zoom_changed.emit(self.zoom)
        self.scrolled.emit()

    def _show_gesture(self) -> None:
        preview = self.pointing.preview
        self._sayings.show(preview)
        shape = CURSORS[preview.cursor]
        if not preview.cursor and self.pointing.panning:
            shape = Qt.CursorShape.OpenHandCursor
        elif not preview.cursor and self.tool == "connect":
            shape = Qt.CursorShape.CrossCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        self.viewport().update()

    def _gesture_ended(self, outcome: Outcome) -> None:
        self._sayings.tell(outcome.says)
        if outcome.notice:
            self.notice.emit(outcome.notice)
        self.painting.flash.start(frozenset(outcome.changed))
        if outcome.edit:
            self.start_edit(outcome.edit)
        elif outcome.draft is not None:
            self.writing.write_draft(outcome.draft, self.view)

    def _grid_changed(self, damage: list[Damage] | None) -> None:
        self.painting.show_grid(damage)
        self.viewing.measure(self.grid)
        self.writing.follow(self.view)
        self.pointing.follow_grid()
        self.overview_changed.emit()

    def _changed(self, change: Change) -> None:
        if change.cause != "edit":
            # What undo brought back is worth seeing.
            for key in change.session.selection or tuple(change.patch.changes):
                if area_of(self.grid, key) is not None:
                    self.ensure_visible(key)
                    break

    def _replaced(self) -> None:
        self.writing.cancel()
        self.pointing.cancel()
        self.painting.reset()
        self.viewing.measure(self.grid)
        self.look_at(0.0, 0.0)

    def _session_changed(self) -> None:
        self.viewport().update()

    def _tell_problem(self, sentence: str) -> None:
        self._sayings.tell(sentence)
        self.notice.emit(sentence)
