"""Tells the person of faults, in the window that was used last, and gives them a report to send on."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication

from journeymapper.commands.ports import Clip, Offer, Option
from journeymapper.model.i18n import _
from journeymapper.ui.fault_report import Fault, report
from journeymapper.ui.log_file import Folder
from journeymapper.ui.windows import Windows

FAULT, CRASH = "fault", "crash"


class FaultTeller(QObject):
    """Shows one card for all faults, with their number, and one for a crash of the last time."""

    def __init__(self, windows: Windows, logs: Folder, parent: QObject) -> None:
        super().__init__(parent)
        self._windows = windows
        self._logs = logs
        self._reports: dict[str, str] = {}

    def tell(self, counts: Mapping[Fault, int]) -> None:
        """Say that something went wrong, and how often by now."""
        number = sum(counts.values())
        title = _("Something went wrong in the program")
        if number > 1:
            title = _("Something went wrong in the program, {n} times").format(n=number)
        safe = _("Your work is safe: each change is on the disk already. You can go on.")
        unsafe = _("Save the map now: the journal that would keep your work cannot be written.")
        helps = _("The report helps to mend the fault; it holds nothing of your map.")
        detail = f"{safe if self._windows.protected else unsafe} {helps}"
        self._reports[FAULT] = report(counts, _about())
        self._offer(FAULT, title, detail)

    def tell_crash(self, crash: str) -> None:
        """Say that the program ended in the middle of its work the last time."""
        detail = _(
            "It ended without being asked to. What was edited is offered where it had not been saved."
            " The report helps to mend the fault; it holds nothing of your map."
        )
        self._reports[CRASH] = report({}, _about(), crash)
        self._offer(CRASH, _("The program crashed the last time"), detail)

    def _offer(self, about: str, title: str, detail: str) -> None:
        window = self._windows.front()
        if window is None:
            return
        options = (Option("copy", _("Copy report")), Option("logs", _("Show log folder")))
        answer = self._answer_crash if about == CRASH else self._answer_fault
        window.ports.offer(Offer(about, title, detail, options, "problem", stays=True), answer)

    def _answer_fault(self, key: str) -> None:
        self._answer(FAULT, key)

    def _answer_crash(self, key: str) -> None:
        self._answer(CRASH, key)

    def _answer(self, about: str, key: str) -> None:
        window = self._windows.front()
        if key == "logs":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._logs())))
        elif window is not None:
            window.ports.set_clipboard(Clip(self._reports[about]))
            window.ports.notify(_("The report is on the clipboard."))


def _about() -> tuple[str, ...]:
    from PySide6 import __version__

    return (f"Qt {qVersion()}, PySide6 {__version__}, {QGuiApplication.platformName()}",)
