"""The overview at the right: the whole map, and what of it is seen; press or drag to see another part."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journeymapper.layout.theme import Theme
from journeymapper.model.i18n import _
from journeymapper.ui.canvas.canvas import Canvas
from journeymapper.ui.canvas.reading import turn
from journeymapper.ui.panel import Panel
from journeymapper.ui.style import colour, size_px

HEIGHT = 164
INSET = 9
STAGES = 10
"""Pixels above the map in which its stages are shown."""


class Minimap(QWidget):
    """The small picture."""

    def __init__(self, canvas: Canvas, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._theme = theme
        self.setMinimumSize(120, 80)
        self.setAccessibleName(_("Overview"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        canvas.scrolled.connect(self.update)
        canvas.zoom_changed.connect(self.update)
        canvas.overview_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as in the design."""
        return QSize(size_px(self._theme, "right_panel"), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map, and the part that is seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour(self._theme, "panel_border")), 1))
        painter.setBrush(QColor(colour(self._theme, "bar")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.save()
        if self._canvas.grid.mirrored:
            turn(painter, self.width(), self.devicePixelRatioF())
        self._canvas.paint_overview(painter, self._area())
        self._draw_stages(painter)
        painter.restore()
        ring = QColor(colour(self._theme, "view_rectangle"))
        fill = QColor(ring)
        fill.setAlphaF(float(self._theme.window["view_rectangle_alpha"]))
        painter.setPen(QPen(ring, 1.6))
        painter.setBrush(fill)
        painter.drawRoundedRect(self.seen(), 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See what lies there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._look_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See what lies there, on the way."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position())

    def seen(self) -> QRectF:
        """Where the part that is seen lies in this widget."""
        x, y, scale = self._frame()
        part = self._canvas.visible_rect()
        box = QRectF(x + part.x() * scale, y + part.y() * scale, part.width() * scale, part.height() * scale)
        if self._canvas.grid.mirrored:
            box.moveRight(self.width() - box.x())
        return box.intersected(QRectF(self.rect()).adjusted(2, 2, -2, -2))

    def _draw_stages(self, painter: QPainter) -> None:
        """The stages in their colours, above the map."""
        x, y, scale = self._frame()
        painter.setPen(Qt.PenStyle.NoPen)
        for stage in self._canvas.grid.stages:
            painter.setBrush(QColor(self._theme.stage(stage.colour).fill))
            width = max(stage.width * scale - 1.5, 1.0)
            painter.drawRoundedRect(QRectF(x + stage.x * scale, y - STAGES, width, STAGES - 3), 1, 1)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(INSET, INSET + STAGES, -INSET, -INSET)

    def _frame(self) -> tuple[float, float, float]:
        """Where the map begins in this widget, and pixels a point."""
        area, grid = self._area(), self._canvas.grid
        width, height = max(grid.width, 1.0), max(grid.height, 1.0)
        scale = min(area.width() / width, area.height() / height)
        return area.center().x() - width * scale / 2, area.center().y() - height * scale / 2, scale

    def _look_at(self, point: QPointF) -> None:
        x, y, scale = self._frame()
        part = self._canvas.visible_rect()
        across = self.width() - point.x() if self._canvas.grid.mirrored else point.x()
        left, top = (across - x) / scale - part.width() / 2, (point.y() - y) / scale - part.height() / 2
        self._canvas.look_at(left, top)


class OverviewPanel(Panel):
    """The panel with the small picture."""

    def __init__(self, canvas: Canvas, theme: Theme, parent: QWidget) -> None:
        super().__init__("overview", _("Overview"), theme, parent)
        self.map = Minimap(canvas, theme, self)
        pad = size_px(theme, "pad")
        column = QVBoxLayout()
        column.setContentsMargins(pad + 1, 2, pad, 18)
        column.addWidget(self.map)
        self.body.addLayout(column, 1)
