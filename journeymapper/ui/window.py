"""The window: the title row, and below it the first page or a map. It only assembles.

The first page has to stand at once: commands, and all that a map takes, are loaded after it has been painted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget

from journeymapper.commands.command import Context
from journeymapper.commands.menus import PERSONAS, RECENT
from journeymapper.commands.ports import Ports
from journeymapper.model.i18n import _
from journeymapper.model.resources import resource
from journeymapper.model.tables import STATES
from journeymapper.ui.drop_hint import DropHint
from journeymapper.ui.files import MapFile
from journeymapper.ui.look import Look
from journeymapper.ui.menus import fill_menus, make_menu_titles, personas, recent_maps
from journeymapper.ui.qt_ports import QtPorts
from journeymapper.ui.settings import Settings
from journeymapper.ui.style import load_scripts
from journeymapper.ui.title_row import TitleRow
from journeymapper.ui.toast import Toast
from journeymapper.ui.welcome import Welcome

if TYPE_CHECKING:
    from journeymapper.edit.store import Store
    from journeymapper.export.targets import Job
    from journeymapper.ui.actions import Actions
    from journeymapper.ui.drafts import Drafts
    from journeymapper.ui.file_host import Others
    from journeymapper.ui.workspace import Workspace

FIRST_SIZE = QSize(1600, 1000)
SMALLEST = QSize(860, 560)
FRAME = QSize(12, 44)
"""What a window manager's frame may take of the screen."""
OPENED = (
    *(".journey", ".json", ".ojf", ".canvas", ".mmd", ".mermaid", ".md", ".markdown", ".mdown", ".mkd"),
    *(".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".html", ".htm", ".xhtml", ".txt"),
)
"""Endings of files that can be dropped on the window; the formats themselves are loaded when one is."""


class MainWindow(QMainWindow):
    """One window, which shows the first page or one map."""

    gone = Signal(object)
    """The window has closed."""
    stands = Signal()
    """The window has been painted for the first time."""

    def __init__(self, others: Others, settings: Settings, theme: Look, ports: Ports | None = None) -> None:
        super().__init__()
        self.setObjectName("main")
        self._settings = settings
        self._theme = theme
        self.toast = Toast(theme, self)
        self.ports: Ports = ports or QtPorts(self, self.toast, theme)
        self.file = MapFile(self, others, self.ports)
        self.context = Context(self.file, self.ports)
        self._others = others
        self._actions: Actions | None = None
        self._drafts: Drafts | None = None
        self._painted = False
        self.title_row = TitleRow(theme, self)
        self._menus = make_menu_titles(self.title_row.menu_bar)
        self.setMenuWidget(self.title_row)
        self._pages = QStackedWidget(self)
        self.setCentralWidget(self._pages)
        self.welcome = Welcome(self.file.starts_desk(), others.recent, theme, self._pages)
        self.welcome.start_chosen.connect(self.file.new_from)
        self.welcome.recent_chosen.connect(self.file.open)
        self.welcome.open_wanted.connect(self._ask_for_map)
        self._pages.addWidget(self.welcome)
        self._drop_hint = DropHint(theme, self)
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST)
        self._take_place()
        self.setWindowTitle(_("JourneyMapper"))

    @property
    def actions_by_id(self) -> Actions:
        """The commands as Qt's actions, by the ids of the commands."""
        if self._actions is None:
            from journeymapper.commands.registry import all_commands
            from journeymapper.ui.actions import Actions

            self._actions = Actions(all_commands(), self.context, self)
            listings = {
                RECENT: recent_maps(self._others.recent, self.file.open),
                PERSONAS: personas(self.context),
            }
            fill_menus(self._menus, self._actions, listings)
        return self._actions

    # what its file asks for

    @property
    def store(self) -> Store | None:
        """The store of the map that is shown."""
        return self.context.store

    def show_map(self, store: Store) -> None:
        """Show a map in place of the first page, or of another map."""
        # Loaded with the first map: the first page has to stand at once.
        from journeymapper.layout.fonts import load_fonts
        from journeymapper.layout.text import TextEngine
        from journeymapper.layout.theme import load_theme
        from journeymapper.ui.drafts import Drafts
        from journeymapper.ui.window_view import WorkspaceView
        from journeymapper.ui.workspace import Workspace

        theme = load_theme(self._theme.name)
        engine = TextEngine(load_fonts(), store.document.map.language)
        workspace = Workspace(
            store, engine, self.actions_by_id, self._settings, theme, self._others.new_id, self._pages
        )
        before = self._pages.currentWidget()
        self.workspace = workspace
        self._drafts = Drafts(workspace, self.file)
        self.context.show(workspace.editor.store, WorkspaceView(workspace))
        workspace.state_changed.connect(self.show_state)
        workspace.refused.connect(self._tell_problem)
        workspace.noticed.connect(self.ports.notify)
        self._pages.addWidget(workspace)
        self._pages.setCurrentWidget(workspace)
        if isinstance(before, Workspace):
            self._dismiss(before)
            # What they compare with, and would restore into, is not shown any more.
            for dialog in self.findChildren(QDialog, "versions"):
                dialog.close()
        self.actions_by_id.refresh()
        workspace.canvas.setFocus()

    def show_state(self) -> None:
        """Show what the map is called, whether it is saved, and which commands can be given."""
        self.actions_by_id.refresh()
        store = self.store
        if store is None:
            return
        about = store.document.map
        persona = next(iter(store.document.personas), None)
        state = _(STATES[about.state].title)
        whose = f"{persona.name} · {state.lower()}" if persona and persona.name else state
        modified, path = self.file.modified, self.file.path
        self.title_row.show_map(about.title, whose, self.file.state)
        name = path.name if path is not None else about.title or _("Untitled map")
        # Qt reads "[*]" as the place of the mark for what is not saved; twice it stands for itself.
        self.setWindowTitle(f"{name.replace('[*]', '[*][*]')}[*] — {_('JourneyMapper')}")
        self.setWindowModified(modified)

    def note_drafts(self) -> None:
        """Have what is being typed kept now."""
        if self._drafts is not None:
            self._drafts.look()

    def shut(self) -> None:
        """Close, asking about changes."""
        self.close()

    def job(self, *, selected: bool) -> Job:
        """What is to be exported: the map that is shown, or what is selected of it."""
        from journeymapper.export.targets import Job
        from journeymapper.layout.grid import Layouter

        editor = self.workspace.editor
        only = frozenset(editor.store.session.selection) if selected else frozenset()
        document = editor.store.document
        return Job(document, editor.numbers, lambda: Layouter(editor.engine, editor.theme), only=only)

    def _learn_scripts(self) -> None:
        load_scripts()
        self.title_row.place()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Once the first page is seen, the commands are made ready, and the fonts of other scripts."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._stand)
            QTimer.singleShot(0, self._learn_scripts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The notice stays at the foot."""
        super().resizeEvent(event)
        self.toast.stay()

    def changeEvent(self, event: QEvent) -> None:
        """The person comes back to the window: somebody may have written its file."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self._painted:
            self.file.look_at_disk()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about changes, and remember the window's place."""
        if self.store is not None and self.file.asks and not self._texts_are_in():
            event.ignore()
            return
        if not self.file.may_close():
            event.ignore()
            return
        self._settings.note_bytes("window", self.saveGeometry())
        self.file.leave()
        if self.store is not None:
            self.workspace.leave()
        event.accept()
        self.gone.emit(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that can be opened or brought in, and show where they will go."""
        if _files(event):
            here, beside = _("Drop to open the map here"), _("Drop to open the map in a new window")
            self._drop_hint.show_over(self._pages, here if self.store is None else beside)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file is not over the window any more."""
        super().dragLeaveEvent(event)
        self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self._drop_hint.hide()
        paths = _files(event)
        event.acceptProposedAction()
        for path in paths:
            self.file.open(path)

    # the parts

    def _stand(self) -> None:
        QApplication.setWindowIcon(QIcon(str(resource("app-icon", "journeymapper-64.png"))))
        self.show_state()
        self.stands.emit()

    def _texts_are_in(self) -> bool:
        """End what is being typed; whether the window may go on closing, for all of it is in the map or kept."""
        self.workspace.commit_drafts()
        self.note_drafts()
        return self.workspace.so_far() is None or self.file.leaves_text()

    def _dismiss(self, workspace: Workspace) -> None:
        workspace.leave()
        self._pages.removeWidget(workspace)
        workspace.hide()
        workspace.deleteLater()

    def _ask_for_map(self) -> None:
        self.file.open()

    def _take_place(self) -> None:
        kept = self._settings.bytes_of("window")
        if kept is not None and self.restoreGeometry(kept):
            return
        room = self.screen().availableGeometry().size() - FRAME
        self.resize(FIRST_SIZE.boundedTo(room).expandedTo(SMALLEST))

    def _tell_problem(self, sentence: str) -> None:
        self.ports.notify(sentence, "problem")


def _files(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.name.lower().endswith(OPENED)]
