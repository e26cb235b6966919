"""The person in front of the window, reached through Qt's dialogs, the notice and the clipboard.

The dialogs are loaded when the first of them is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtWidgets import QApplication, QWidget

from journeymapper.commands.ports import (
    CARDS_MIME,
    Clip,
    FileKind,
    Found,
    Offer,
    Option,
    PictureWish,
    ReportLine,
    StartsDesk,
    TableChoice,
    TemplateWish,
    Tone,
    VersionsDesk,
)
from journeymapper.model.i18n import _
from journeymapper.ui.look import Look
from journeymapper.ui.plain import plain_menu_text
from journeymapper.ui.toast import Toast

if TYPE_CHECKING:
    from journeymapper.edit.merge import Merged
    from journeymapper.formats.tables import Table
    from journeymapper.ui.notices import Notices


class QtPorts:
    """Asks and tells with dialogs over a window."""

    def __init__(self, window: QWidget, toast: Toast, theme: Look) -> None:
        self._window = window
        self._toast = toast
        self._theme = theme
        self._notices: Notices | None = None

    def ask_open_path(self, title: str, kinds: Sequence[FileKind], folder: Path | None) -> Path | None:
        """A file to read."""
        from PySide6.QtWidgets import QFileDialog

        filters = ";;".join(_filter(kind) for kind in kinds)
        name, _filter_used = QFileDialog.getOpenFileName(
            self._window, title, str(folder or Path.home()), filters
        )
        return Path(name) if name else None

    def ask_save_path(self, title: str, kind: FileKind, suggested: Path) -> Path | None:
        """Where to write a file."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, title, str(suggested.parent), _filter(kind))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind.suffixes[0].lstrip("."))
        dialog.selectFile(suggested.name)
        chosen = dialog.exec() == dialog.DialogCode.Accepted
        names = dialog.selectedFiles()
        dialog.deleteLater()
        return Path(names[0]) if chosen and names else None

    def choose(self, question: str, detail: str, options: Sequence[Option]) -> str:
        """The answer to a question; Esc and closing it are no answer."""
        from PySide6.QtWidgets import QMessageBox

        from journeymapper.ui.dialogs import plain_message

        self._appear()
        box = plain_message(self._window, _("JourneyMapper"), question, detail)
        buttons = {}
        for position, option in enumerate(options):
            cancels = option.key == "cancel"
            role = QMessageBox.ButtonRole.RejectRole if cancels else QMessageBox.ButtonRole.AcceptRole
            if option.key == "discard":
                role = QMessageBox.ButtonRole.DestructiveRole
            button = box.addButton(plain_menu_text(option.title), role)
            buttons[button] = option.key
            if position == 0:
                box.setDefaultButton(button)
            if cancels:
                box.setEscapeButton(button)
        box.exec()
        answer = buttons.get(box.clickedButton(), "")  # type: ignore[call-overload]
        box.deleteLater()
        return str(answer)

    def ask_start(self, desk: StartsDesk) -> str:
        """What a new map begins with."""
        from journeymapper.ui.template_dialogs import StartDialog

        dialog = StartDialog(desk, self._theme, self._window)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def ask_template(self, wish: TemplateWish, check: Callable[[str], str]) -> TemplateWish | None:
        """What is kept as a template."""
        from journeymapper.ui.template_dialogs import TemplateDialog

        dialog = TemplateDialog(wish, check, self._window)
        accepted = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.wish if accepted else None

    def ask_text(self, title: str, text: str, check: Callable[[str], str]) -> str:
        """A short text."""
        from journeymapper.ui.template_dialogs import NameDialog

        dialog = NameDialog(title, text, check, self._window)
        accepted = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.text if accepted else ""

    def ask_paper(self, papers: Sequence[Option], chosen: str) -> str:
        """For which paper."""
        from journeymapper.ui.dialogs import PaperDialog

        dialog = PaperDialog(papers, chosen, self._window)
        accepted = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.paper if accepted else ""

    def ask_picture(self, width: float, height: float) -> PictureWish | None:
        """How large a picture is to be, and on what."""
        from journeymapper.ui.choosing import PictureDialog

        dialog = PictureDialog((width, height), self._window)
        accepted = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.wish if accepted else None

    def ask_part(self, question: str, names: Sequence[str]) -> int | None:
        """Which part of a file."""
        from journeymapper.ui.choosing import PartDialog

        self._appear()
        dialog = PartDialog(question, names, self._window)
        accepted = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.part if accepted else None

    def ask_table(self, name: str, tables: Sequence[Table]) -> TableChoice | None:
        """What the parts of a table mean."""
        from journeymapper.ui.importing.window import ImportWindow

        self._appear()
        dialog = ImportWindow(name, tables, self._theme, self._window)
        accepted = dialog.exec() == dialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.choice if accepted else None

    def show_report(self, title: str, lines: Sequence[ReportLine]) -> None:
        """What an import made of a file."""
        from journeymapper.ui.dialogs import ReportDialog

        self._appear()
        dialog = ReportDialog(title, lines, self._window)
        dialog.exec()
        dialog.deleteLater()

    def notify(self, sentence: str, tone: Tone = "done") -> None:
        """Show a sentence at the foot of the window."""
        self._toast.say(sentence, tone)

    def offer(self, offer: Offer, answer: Callable[[str], None]) -> None:
        """Show a card at the lower right of the window."""
        from journeymapper.ui.notices import Notices

        if self._notices is None:
            self._notices = Notices(self._theme, self._window)
        self._notices.offer(offer, answer)

    def withdraw(self, about: str) -> None:
        """Take a card away."""
        if self._notices is not None:
            self._notices.withdraw(about)

    def settle(self, merged: Merged) -> Merged | None:
        """Ask about conflicts."""
        from journeymapper.ui.conflict_window import ask_about_conflicts

        return ask_about_conflicts(merged, self._theme, self._window)

    def show_versions(self, desk: VersionsDesk) -> None:
        """Show the versions window over this one."""
        from journeymapper.ui.versions_window import VersionsWindow

        VersionsWindow(desk, self._theme, self._window).show()

    def show_found(self, found: Sequence[Found], act: Callable[[str, str], bool]) -> None:
        """Show the recovery window over this one."""
        from journeymapper.ui.recovery_window import RecoveryWindow

        RecoveryWindow(found, act, self._theme, self._window).show()

    def set_clipboard(self, clip: Clip) -> None:
        """Put cards and their text on the clipboard."""
        data = QMimeData()
        data.setText(clip.text)
        if clip.cards:
            data.setData(CARDS_MIME, QByteArray(clip.cards))
        QApplication.clipboard().setMimeData(data)

    def clipboard(self) -> Clip:
        """What is on the clipboard."""
        data = QApplication.clipboard().mimeData()
        cards = data.data(CARDS_MIME).data() if data.hasFormat(CARDS_MIME) else b""
        html = data.html() if data.hasHtml() else ""
        return Clip(data.text() if data.hasText() else "", bytes(cards), html)

    def show_shortcuts(self) -> None:
        """The shortcut sheet."""
        from journeymapper.ui.dialogs import ShortcutSheet

        dialog = ShortcutSheet(self._window)
        dialog.exec()
        dialog.deleteLater()

    def show_about(self) -> None:
        """What this program is."""
        from journeymapper.ui.about import AboutDialog

        dialog = AboutDialog(self._theme, self._window)
        dialog.exec()
        dialog.deleteLater()

    def _appear(self) -> None:
        """Stand under a dialog: a question about the map of the command line comes before the first paint."""
        if not self._window.isVisible():
            self._window.show()


def _filter(kind: FileKind) -> str:
    patterns = " ".join(f"*{suffix}" for suffix in kind.suffixes)
    return f"{_(kind.title)} ({patterns})"
