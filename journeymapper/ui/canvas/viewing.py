"""What part of the map the canvas shows: zooming, scrolling, and the scroll bars."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from journeymapper.interact.camera import Camera
from journeymapper.interact.preview import Area
from journeymapper.interact.view import View, reach
from journeymapper.layout.grid import Grid
from journeymapper.ui.canvas.reading import edge

NOTCH = 120
"""What Qt calls one notch of a wheel."""
PIXELS_A_NOTCH = 96
LINE = 48


class Viewing(QObject):
    """Moves the camera of a scroll area."""

    changed = Signal(object)
    """The map is seen otherwise; the value is the `View` before."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self.camera = Camera()
        self._grid: Grid | None = None
        self._across = area.horizontalScrollBar()
        self._down = area.verticalScrollBar()
        for bar in (self._across, self._down):
            bar.setSingleStep(LINE)
            bar.valueChanged.connect(self._bars_moved)
        self._syncing = False

    @property
    def view(self) -> View:
        """The present view."""
        return self.camera.view

    def across(self, x: float) -> float:
        """A pixel's x as the view counts it, from where reading begins; and the other way round."""
        mirrored = self._grid is not None and self._grid.mirrored
        return edge(self.view.width, self.camera.ratio) - x if mirrored else x

    def measure(self, grid: Grid) -> None:
        """The map lies like this now."""
        self._grid = grid
        # The bar goes the way of the map, whatever the window's own direction is.
        right = Qt.LayoutDirection.RightToLeft
        self._across.setLayoutDirection(right if grid.mirrored else Qt.LayoutDirection.LeftToRight)
        self.move(lambda: self.camera.measure(grid.width, grid.height, grid.head_width, grid.stage_head))
        self._show_on_bars()

    def resize(self, width: float, height: float, ratio: float) -> None:
        """The viewport has this size now; `ratio` is device pixels a pixel."""
        self.camera.ratio = ratio
        self.move(lambda: self.camera.frame(width, height))
        self._show_on_bars()

    def move(self, change: Callable[[], bool]) -> bool:
        """Do something with the camera, and tell when another part of the map is seen."""
        before = self.view
        if not change():
            return False
        self._show_on_bars()
        self.changed.emit(before)
        return True

    def zoom_to(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Show the map at a zoom, about a pixel of the viewport or its middle."""
        point = self._anchor(anchor)
        self.move(lambda: self.camera.zoom_to(zoom, point.x(), point.y()))

    def zoom_by(self, notches: float, anchor: QPointF | None = None) -> None:
        """Zoom by notches about a pixel of the viewport or its middle."""
        point = self._anchor(anchor)
        self.move(lambda: self.camera.zoom_by(notches, point.x(), point.y()))

    def fit(self, area: Area, most: float = 1.0) -> None:
        """Show an area of the map as large as it fits."""
        self.move(lambda: self.camera.fit(*area, most))

    def reveal(self, area: Area) -> None:
        """Scroll as little as shows an area of the map; one without width or height is looked for on one axis."""
        view = self.view
        left, top, right, bottom = area
        if right <= left:
            left = right = (view.left + view.right) / 2
        if bottom <= top:
            top = bottom = (view.top + view.bottom) / 2
        self.move(lambda: self.camera.reveal(left, top, right, bottom))

    def turn(self, event: QWheelEvent) -> None:
        """The wheel was turned: with Ctrl it zooms at the pointer, with Shift it scrolls across, else down.

        Down and forward are the same turn; what is tilted or wiped sideways goes where the hand goes.
        """
        angle, pixels = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by((angle.y() or angle.x()) / NOTCH, event.position())
            return
        far = pixels if not pixels.isNull() else QPoint(angle.x(), angle.y()) * PIXELS_A_NOTCH / NOTCH
        if self._grid is not None and self._grid.mirrored:
            far.setX(-far.x())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not far.x():
            far = QPoint(far.y(), 0)
        self.move(lambda: self.camera.scroll_by(-far.x(), -far.y()))

    def _anchor(self, anchor: QPointF | None) -> QPointF:
        view = self.view
        if anchor is not None:
            return QPointF(self.across(anchor.x()), anchor.y())
        return QPointF(view.gutter + view.body_width / 2, view.header + view.body_height / 2)

    def _show_on_bars(self) -> None:
        if self._grid is None:
            return
        view = self.view
        most_left, most_top = reach(view, self._grid.width, self._grid.height)
        self._syncing = True
        for bar, most, at, page in (
            (self._across, most_left, view.left, view.body_width),
            (self._down, most_top, view.top, view.body_height),
        ):
            bar.setPageStep(int(page))
            bar.setRange(0, round(most * view.scale))
            bar.setValue(round(at * view.scale))
        self._syncing = False

    def _bars_moved(self) -> None:
        if self._syncing:
            return
        # Only the bar that was moved says where to go: the other one has whole pixels, the view may have fractions.
        view = self.view
        left = (
            view.left
            if self._across.value() == round(view.left * view.scale)
            else self._across.value() / view.scale
        )
        top = (
            view.top
            if self._down.value() == round(view.top * view.scale)
            else self._down.value() / view.scale
        )
        self.move(lambda: self.camera.look_at(left, top))
