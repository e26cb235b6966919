"""When the canvas paints, and with what: frames that take little time each, until everything is sharp."""

import time

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractScrollArea

from journeymapper.analysis.ways import Ways, ways
from journeymapper.interact.view import View
from journeymapper.model.records import Card, Step
from journeymapper.ui.canvas.feedback import Flash
from journeymapper.ui.canvas.frame import Frame
from journeymapper.ui.canvas.outdated import Damage
from journeymapper.ui.canvas.overlay import Over, Overlay
from journeymapper.ui.canvas.pointing import Pointing
from journeymapper.ui.canvas.seen import Seen
from journeymapper.ui.canvas.viewing import Viewing
from journeymapper.ui.editor import Editor

SETTLES = 90
"""Milliseconds without zooming after which the map is painted at its new size."""
SHOWN_EVERY = 0.03
"""Seconds after which tiles are shown that came meanwhile, though others are still lacking."""
IDLE = 80
"""Milliseconds without painting after which tiles are painted that may be seen next."""


class Painting(QObject):
    """Paints a viewport. `sharp` tells whether the last frame owed nothing."""

    sharpened = Signal()
    """The overview shows more of the map than before."""

    def __init__(
        self, editor: Editor, viewing: Viewing, pointing: Pointing, area: QAbstractScrollArea
    ) -> None:
        super().__init__(area)
        self._editor = editor
        self._viewing = viewing
        self._pointing = pointing
        self._area = area
        self._viewport = viewport = area.viewport()
        self.flash = Flash(editor.theme.motion_ms["drop_flash"], self)
        self.flash.changed.connect(viewport.update)
        self._more = self._timer(0, self._go_on)
        self._shown = 0.0
        self._settle = self._timer(SETTLES, viewport.update)
        self._idle = self._timer(IDLE, self._look_ahead)
        self.sharp = False
        self._ways: tuple[object, Ways] = (None, Ways())
        self._make()

    def reset(self) -> None:
        """Another document is open."""
        self._idle.stop()
        self._make()
        self._viewport.update()

    def show_grid(self, damage: list[Damage] | None) -> None:
        """The map lies otherwise."""
        self.frame.show(self._editor.grid, damage)
        self._viewport.update()

    def follow(self, before: View) -> None:
        """The map is seen otherwise."""
        view = self._viewing.view
        if before.zoom != view.zoom and before.width == view.width and before.height == view.height:
            self.frame.leave(before, self._viewing.camera.ratio)
            self._settle.start()
        self._viewport.update()

    def paint(self) -> None:
        """Paint the viewport."""
        view, ratio = self._viewing.view, self._viewing.camera.ratio
        painter = QPainter(self._viewport)
        done = self.frame.paint(painter, view, ratio, zooming=self._settle.isActive())
        self._overlay.paint(painter, Seen(self._editor.grid, view, ratio), self._over())
        painter.end()
        self._shown = time.perf_counter()
        self._editor.spare_collector()
        self.sharp = done
        if done:
            self._idle.start(IDLE)
        elif not self._settle.isActive():
            self._more.start()

    def _make(self) -> None:
        editor = self._editor
        self.frame = Frame(editor.painter, editor.drawing, editor.grid)
        self._overlay = Overlay(editor.painter, editor.drawing)

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _go_on(self) -> None:
        """Paint what the last frame owed; the whole viewport is not painted anew for each tile."""
        done = self.frame.go_on(self._viewing.view, self._viewing.camera.ratio)
        if done or time.perf_counter() - self._shown > SHOWN_EVERY:
            self._viewport.update()
        else:
            self._more.start()

    def _look_ahead(self) -> None:
        if self._pointing.busy or not self._viewport.isVisible():
            return
        if not self.frame.look_ahead(self._viewing.view, self._viewing.camera.ratio):
            self._idle.start(0)
        self._editor.spare_collector()
        self.sharpened.emit()

    def _over(self) -> Over:
        session, preview = self._editor.store.session, self._pointing.preview
        return Over(
            selection=frozenset(session.selection),
            focus=session.focus,
            hovered=self._pointing.hovered,
            flashed=self.flash.keys,
            flash=self.flash.strength,
            ways=self._ways_now(session.selection),
            preview=preview,
            keyboard=self._area.hasFocus(),
        )

    def _ways_now(self, selection: tuple[str, ...]) -> Ways:
        """The ways into and out of the step or card that alone is selected."""
        if len(selection) != 1 or not isinstance(self._editor.document.get(selection[0]), Step | Card):
            return Ways()
        key = (selection, self._editor.grid)
        if self._ways[0] != key:
            self._ways = key, ways(self._editor.document, selection[0])
        return self._ways[1]
