"""The window as commands see it."""

from PySide6.QtCore import Qt

from journeymapper.commands.ports import Tool
from journeymapper.ui.workspace import Workspace


class WorkspaceView:
    """What commands ask of a window that shows a map."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._canvas = workspace.canvas

    @property
    def tool(self) -> Tool:
        """What pressing on a card does."""
        return "connect" if self._canvas.tool == "connect" else "select"

    def set_tool(self, tool: Tool) -> None:
        """Change what pressing on a card does."""
        self._canvas.set_tool(tool)
        self._workspace.state_changed.emit()

    def zoom_by(self, notches: int) -> None:
        """Zoom by so many notches."""
        for _each in range(abs(notches)):
            if notches > 0:
                self._canvas.zoom_in()
            else:
                self._canvas.zoom_out()

    def set_zoom(self, zoom: float) -> None:
        """Set the scale."""
        self._canvas.set_zoom(zoom, None)

    def fit_map(self) -> None:
        """Show the whole map."""
        self._canvas.fit_map()

    def fit_selection(self) -> None:
        """Show what is selected."""
        self._canvas.fit_selection()

    def reveal(self, key: str) -> None:
        """Scroll so that a record is seen."""
        self._canvas.ensure_visible(key)

    def start_edit(self, key: str) -> None:
        """Open the editor for a text where it stands."""
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._canvas.start_edit(key)

    def commit_drafts(self) -> None:
        """Keep what is being typed."""
        self._workspace.commit_drafts()

    def panel_shown(self, name: str) -> bool:
        """Whether a panel is seen."""
        return self._workspace.panel_shown(name)

    def show_panel(self, name: str, shown: bool) -> None:
        """Show or hide a panel."""
        self._workspace.show_panel(name, shown)

    def find(self) -> None:
        """Put the cursor into the search field."""
        self._workspace.find_text()

    def inspect(self, key: str, field: str = "", *, whole: bool = False) -> None:
        """Show a record in the inspector."""
        self._workspace.inspect(key, field, whole=whole)
