"""What the window shows of an open map: toolbar, palette, outline, canvas, inspector, overview, status line."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from journeymapper.analysis.finding import Finding
from journeymapper.commands.finding_text import matches
from journeymapper.commands.menus import CONTEXT_MENU
from journeymapper.commands.selecting import select
from journeymapper.edit.session import Session
from journeymapper.edit.store import Store
from journeymapper.files.journal.entries import Draft
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import Theme
from journeymapper.model.ids import IdSource
from journeymapper.model.records import Card, Lane
from journeymapper.ui.actions import Actions
from journeymapper.ui.canvas.canvas import Canvas
from journeymapper.ui.editor import Editor
from journeymapper.ui.findings_panel import FindingsPanel
from journeymapper.ui.inspector.inspector import Inspector
from journeymapper.ui.map_check import MapCheck
from journeymapper.ui.menus import make_menu
from journeymapper.ui.minimap import OverviewPanel
from journeymapper.ui.outline import Outline
from journeymapper.ui.palette import Palette
from journeymapper.ui.settings import Settings
from journeymapper.ui.status_line import StatusLine, parted
from journeymapper.ui.style import size_px
from journeymapper.ui.tools import Tools

DESIGNED = QSize(1600, 876)
"""The room for the panels and the canvas in the window's first size."""
PALETTE_HEIGHT = 459
OVERVIEW_HEIGHT = 208


class Workspace(QWidget):
    """Assembles the parts for one map and connects them; what they do stands in them."""

    refused = Signal(str)
    """A value was not taken; a sentence says why."""
    noticed = Signal(str)
    """Something happened that is worth a notice."""
    state_changed = Signal()
    """The map, the selection, the tool or a panel is another."""
    typed = Signal()
    """A text is being typed, or is no longer."""

    def __init__(
        self,
        store: Store,
        engine: TextEngine,
        actions: Actions,
        settings: Settings,
        theme: Theme,
        new_id: IdSource,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("workspace")
        self._actions = actions
        self._settings = settings
        self._found: list[str] = []
        self.editor = Editor(store.document, engine, theme, new_id=new_id, store=store, parent=self)
        self.tools = Tools(actions, theme, self)
        self.canvas = Canvas(self.editor, self)
        self.palette_panel = Palette(theme, self)
        self.outline = Outline(store, theme, self)
        self.inspector = Inspector(store, actions, theme, self)
        self.findings = FindingsPanel(theme, self)
        self.overview = OverviewPanel(self.canvas, theme, self)
        self.status = StatusLine(actions, theme, self)
        self.check = MapCheck(store, self)
        self._arrange(theme)
        self._connect()
        self._show_counts()
        actions.give_keys_to(self.canvas)
        actions.give_keys_to(self.outline, but="edit.text")
        for name in ("palette", "outline", "inspector", "overview"):
            self._panel(name).setVisible(settings.panel_shown(name))
        self._hide_empty_sides()

    def leave(self) -> None:
        """Let go of the store; the window is about to close."""
        self.check.forget_store()
        self.outline.forget_store()
        self.inspector.forget_store()
        self._settings.note_bytes("across", self._across.saveState())
        self._settings.note_bytes("left", self._left.saveState())
        self._settings.note_bytes("right", self._right.saveState())

    # what commands ask for

    def commit_drafts(self) -> None:
        """End every editor that is open, keeping what was typed."""
        self.canvas.commit_edit()
        self.inspector.commit()
        self.outline.commit()

    def so_far(self) -> Draft | None:
        """What is being typed and is not in the map yet."""
        return self.canvas.writing.so_far() or self.inspector.so_far() or self.outline.so_far()

    def panel_shown(self, name: str) -> bool:
        """Whether a panel is to be seen."""
        if name == "findings":
            return self._side.currentWidget() is self.findings
        return not self._panel(name).isHidden()

    def show_panel(self, name: str, shown: bool) -> None:
        """Show or hide a panel."""
        if name == "findings":
            self._side.setCurrentWidget(self.findings if shown else self.inspector)
            if shown:
                self.check.look()
                self.show_panel("inspector", shown=True)
        else:
            self._panel(name).setVisible(shown)
            self._settings.note_panel(name, shown=shown)
            self._hide_empty_sides()
        self.state_changed.emit()

    def inspect(self, key: str, field: str, *, whole: bool = False) -> None:
        """Show a record in the inspector, with the cursor in a field, or all of its text selected."""
        self.show_panel("inspector", shown=True)
        self._side.setCurrentWidget(self.inspector)
        select(self.editor.store, [key])
        if field:
            self.inspector.put_cursor(field, whole=whole)

    def find_text(self) -> None:
        """Put the cursor into the search field."""
        self.tools.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.search.selectAll()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button on the map: what can be done with what is selected."""
        surface = self.canvas.viewport()
        if not surface.rect().contains(surface.mapFromGlobal(event.globalPos())):
            event.ignore()
            return
        menu = make_menu(CONTEXT_MENU, self._actions, self.canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    # the parts

    def _panel(self, name: str) -> QWidget:
        match name:
            case "palette":
                return self.palette_panel
            case "outline":
                return self.outline
            case "overview":
                return self.overview
        return self._side

    def _arrange(self, theme: Theme) -> None:
        self._side = QStackedWidget(self)
        self._side.addWidget(self.inspector)
        self._side.addWidget(self.findings)
        self._left = _stack(self.palette_panel, self.outline, self, growing=1)
        self._right = _stack(self._side, self.overview, self, growing=0)
        self._across = QSplitter(Qt.Orientation.Horizontal, self)
        for part in (self._left, self.canvas, self._right):
            self._across.addWidget(part)
        self._across.setHandleWidth(1)
        self._across.setStretchFactor(1, 1)
        self._across.setCollapsible(1, False)
        left, right = size_px(theme, "left_panel"), size_px(theme, "right_panel")
        self._left.setMinimumWidth(190)
        self._right.setMinimumWidth(230)
        self._across.setSizes([left, DESIGNED.width() - left - right, right])
        self._left.setSizes([PALETTE_HEIGHT, DESIGNED.height() - PALETTE_HEIGHT])
        self._right.setSizes([DESIGNED.height() - OVERVIEW_HEIGHT, OVERVIEW_HEIGHT])
        for name, splitter in (("across", self._across), ("left", self._left), ("right", self._right)):
            kept = self._settings.bytes_of(name)
            if kept is not None:
                splitter.restoreState(kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self._across, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        self.canvas.status_changed.connect(self._show_gesture)
        self.canvas.notice.connect(self.noticed)
        self.canvas.disarmed.connect(self._disarmed)
        self.canvas.tool_changed.connect(self.state_changed)
        self.canvas.zoom_changed.connect(self.status.show_zoom)
        self.status.zoom_wanted.connect(self._zoom)
        self.palette_panel.armed.connect(self._arm)
        self.editor.changed.connect(self._changed)
        self.editor.session_changed.connect(self._looks_at)
        self.inspector.refused.connect(self.refused)
        self.canvas.writing.typed.connect(self.typed)
        self.canvas.writing.ended.connect(self.typed)
        self.inspector.typed.connect(self.typed)
        self.outline.typed.connect(self.typed)
        self.check.found.connect(self._show_findings)
        self.findings.chosen.connect(self._go_to)
        self.findings.closed.connect(self._close_findings)
        self.tools.search.textChanged.connect(self._search)
        self.tools.search.next_wanted.connect(self._next)
        self.tools.search.left.connect(self.canvas.setFocus)

    def _hide_empty_sides(self) -> None:
        self._left.setHidden(self.palette_panel.isHidden() and self.outline.isHidden())
        self._right.setHidden(self._side.isHidden() and self.overview.isHidden())

    # what the parts tell

    def _show_gesture(self, status: str) -> None:
        self.status.show_gesture(*parted(status))

    def _zoom(self, zoom: float) -> None:
        self.canvas.set_zoom(zoom, None)

    def _arm(self, payload: str) -> None:
        self.canvas.arm_palette(payload or None)

    def _disarmed(self) -> None:
        self.palette_panel.show_armed("")

    def _changed(self) -> None:
        self._show_counts()
        if self.tools.search.text().strip():
            self._search(self.tools.search.text())
        self.state_changed.emit()

    def _looks_at(self, session: Session) -> None:
        if session.selection and self._found and session.selection[0] in self._found:
            self.tools.search.show_found(self._found.index(session.selection[0]) + 1, len(self._found))
        self.state_changed.emit()

    def _show_counts(self) -> None:
        document = self.editor.store.document
        self.status.show_counts(
            len(document.stages), len(document.steps), document.count(Lane), document.count(Card)
        )
        self.status.show_zoom(self.canvas.zoom)

    def _show_findings(self, findings: list[Finding]) -> None:
        self.tools.show_count(sum(1 for finding in findings if finding.level != "hint"))
        self.findings.show_findings(findings)

    def _go_to(self, finding: Finding) -> None:
        document = self.editor.store.document
        keys = [key for key in finding.ids if key in document]
        if keys:
            select(self.editor.store, keys)
            self.canvas.ensure_visible(keys[0])

    def _close_findings(self) -> None:
        self.show_panel("findings", shown=False)

    def _search(self, words: str) -> None:
        self._found = matches(self.editor.store.document, words)
        selected = self.editor.store.session.selection
        at = self._found.index(selected[0]) + 1 if selected and selected[0] in self._found else 0
        self.tools.search.show_found(at, len(self._found))

    def _next(self, by: int) -> None:
        if not self._found:
            return
        selected = self.editor.store.session.selection
        if selected and selected[0] in self._found:
            at = (self._found.index(selected[0]) + by) % len(self._found)
        else:
            at = 0 if by > 0 else len(self._found) - 1
        select(self.editor.store, [self._found[at]])
        self.canvas.ensure_visible(self._found[at])
        self.tools.search.show_found(at + 1, len(self._found))


def _stack(upper: QWidget, lower: QWidget, parent: QWidget, growing: int) -> QSplitter:
    """One panel above another; `growing` is the position of the one that takes what room is left."""
    splitter = QSplitter(Qt.Orientation.Vertical, parent)
    splitter.addWidget(upper)
    splitter.addWidget(lower)
    splitter.setHandleWidth(2)
    for position in (0, 1):
        splitter.setStretchFactor(position, int(position == growing))
    return splitter
