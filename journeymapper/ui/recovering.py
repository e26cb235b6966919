"""Work that a crash left: looked for at the start and whenever a map is opened, and offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from journeymapper.commands.ports import Found, Option, Ports, ReportLine
from journeymapper.files.recovery import Recoverable, discard, find_recoverable, put_off
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.ui.moments import moment
from journeymapper.ui.opening import FoundAgain, Room, recover_kept

if TYPE_CHECKING:
    from journeymapper.ui.files import MapFile
    from journeymapper.ui.workers import Answer

HELPLESS = ("base_missing", "other_version")
"""Verdicts of work that cannot be brought back now."""

Front = Callable[[], "MapFile"]
"""The file of the window that was used last."""


class Recovery:
    """The work that this process has found and that nobody has decided about yet."""

    def __init__(self, room: Room, front: Front) -> None:
        self._room = room
        self._front = front
        self._waiting: dict[str, Recoverable] = {}
        self._asked: set[str] = set()

    def begin(self, ports: Ports) -> None:
        """Look for work beside the window's thread, and show what there is and was not asked about already."""

        def show(answer: Answer[list[Recoverable]]) -> None:
            self._note(answer.value or [])
            self._show([each for each in self._waiting.values() if each.key not in self._asked], ports)

        self._room.workers.run("recovery", self._find, show)

    def show(self, ports: Ports) -> bool:
        """Look for work and show it; whether there is any."""
        self._note(self._find())
        return self._show(list(self._waiting.values()), ports)

    def offer(self, path: Path, file: MapFile, ports: Ports) -> bool:
        """Where there is work on this file, ask what is to be opened; whether that took care of it."""
        self._note(self._find())
        found = self._on(path)
        if found is None or found.verdict in HELPLESS:
            return False
        self._asked.add(found.key)
        answer = ports.choose(
            _("There is work on “{title}” that had not been saved.").format(title=_title(found)),
            f"{moment(found.when)} · {_what(found)}",
            (*_answers(found), Option("cancel", _("Cancel"))),
        )
        match answer:
            case "recover" | "both":
                self._recover(found, file, ports)
                if answer == "both":
                    file.open_as_it_is(path)
                return True
            case "file":
                return False
        return True

    def put_off(self) -> None:
        """Leave what nobody has decided about for the next start."""
        for found in self._waiting.values():
            put_off(found)
        self._waiting.clear()

    # the parts

    def _find(self) -> list[Recoverable]:
        try:
            return find_recoverable(self._room.state)
        except OSError:
            # Without a state folder nothing has been left.
            return []

    def _note(self, found: list[Recoverable]) -> None:
        self._waiting.update((each.key, each) for each in found)

    def _on(self, path: Path) -> Recoverable | None:
        place = path.resolve()
        here = [each for each in self._waiting.values() if each.path is not None]
        return next((each for each in here if each.path is not None and each.path.resolve() == place), None)

    def _show(self, found: Sequence[Recoverable], ports: Ports) -> bool:
        if not found:
            return False

        def act(key: str, option: str) -> bool:
            return self._act(key, option, ports)

        ports.show_found([_shown(each) for each in found], act)
        return True

    def _act(self, key: str, option: str, ports: Ports) -> bool:
        found, file = self._waiting.get(key), self._front()
        if found is None:
            return True
        match option:
            case "discard":
                return self._discard(found, ports)
            case "file":
                if found.path is not None:
                    file.open_as_it_is(found.path)
                return False
            case "both":
                done = self._recover(found, file, ports)
                if found.path is not None:
                    file.open_as_it_is(found.path)
                return done
        return self._recover(found, file, ports)

    def _recover(self, found: Recoverable, file: MapFile, ports: Ports) -> bool:
        try:
            again = recover_kept(self._room, found)
        except JourneyError as problem:
            ports.notify(str(problem), "problem")
            return False
        del self._waiting[found.key]
        file.open_found(again)
        return True

    def _discard(self, found: Recoverable, ports: Ports) -> bool:
        answer = ports.choose(
            _("Throw away what was recovered of “{title}”?").format(title=_title(found)),
            _("It is {what}. It cannot be brought back afterwards; the map’s file stays as it is.").format(
                what=_what(found)
            ),
            (Option("cancel", _("Keep it")), Option("discard", _("Throw away"))),
        )
        if answer != "discard":
            return False
        try:
            discard(found)
        except JourneyError as problem:
            ports.notify(str(problem), "problem")
            return False
        del self._waiting[found.key]
        return True


def put_in_draft(found: FoundAgain, ports: Ports) -> None:
    """Put the text that was being typed back, as an edit; one that has no place any more is shown, to be copied."""
    from journeymapper.commands.drafts import keep_found

    kept, draft = found.kept, found.draft
    lines = []
    if draft is not None and not keep_found(kept.store, draft):
        lines.append(ReportLine(_("text being typed"), "changed", draft.text))
    if found.missing:
        sentence = _("{n} of the last steps could not be brought back.").format(n=found.missing)
        lines.append(ReportLine(_("steps"), "lost", sentence))
    if lines:
        ports.show_report(_("What found no place in the recovered map"), lines)
    # Only when it has been seen: until then a crash must not take it.
    kept.keeper.note_draft(None)


def _shown(found: Recoverable) -> Found:
    where = str(found.path) if found.path is not None else ""
    return Found(
        found.key, _title(found), where, moment(found.when), _what(found), (*_answers(found), _throw_away())
    )


def _throw_away() -> Option:
    return Option("discard", _("Throw away…"))


def _answers(found: Recoverable) -> tuple[Option, ...]:
    recover, as_it_is = Option("recover", _("Open recovered")), Option("file", _("Open the file as it is"))
    match found.verdict:
        case "ready":
            return recover, as_it_is
        case "diverged" if found.file_there:
            return Option("both", _("Open both")), recover, as_it_is
        case "base_missing" | "other_version":
            return (as_it_is,) if found.file_there else ()
    return (recover,)


def _title(found: Recoverable) -> str:
    return found.title or (found.path.stem if found.path is not None else _("Untitled map"))


def _what(found: Recoverable) -> str:
    """What was found, in a few words."""
    steps = _("1 step") if found.steps == 1 else _("{n} steps").format(n=found.steps)
    words = []
    if found.steps or not found.text:
        words.append(_("{steps} not saved").format(steps=steps))
    if found.text:
        words.append(_("a text that was being typed"))
    match found.verdict:
        case "unsaved_map":
            words.append(_("never saved to a file"))
        case "diverged":
            words.append(_("the file has been changed since") if found.file_there else _("its file is gone"))
        case "base_missing":
            words.append(
                _("needs the file as it was") if found.path is not None else _("cannot be brought back")
            )
        case "other_version":
            words.append(_("made by another version of JourneyMapper, which can open it"))
    return ", ".join(words)
