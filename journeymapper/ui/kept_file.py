"""The file of the map that is open in a window: keeping it, saving it, leaving it.

What is needed for that is loaded with the map, so that the first page stands at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from journeymapper.commands.ports import Option, Ports
from journeymapper.model.i18n import _
from journeymapper.ui.title_row import SavedState

if TYPE_CHECKING:
    from journeymapper.files.journal.entries import Draft
    from journeymapper.files.keeping import ChangedOnDisk
    from journeymapper.ui.file_host import Host, Others
    from journeymapper.ui.kept import Kept
    from journeymapper.ui.saving import Saving
    from journeymapper.ui.watch import Watch


class KeptFile:
    """The map of a window, if it has one, and its file; where else to save is left to the class below it."""

    def __init__(self, host: Host, others: Others, ports: Ports) -> None:
        self._host = host
        self._others = others
        self._ports = ports
        self._kept: Kept | None = None
        self._saving: Saving | None = None
        self._watch: Watch | None = None
        self._closing = False
        self._asks = True
        self._discard = False

    @property
    def path(self) -> Path | None:
        """The file, None for a map never saved."""
        return self._kept.path if self._kept is not None else None

    @property
    def modified(self) -> bool:
        """Whether the map holds what its file does not."""
        return self._kept is not None and self._kept.modified

    @property
    def saving(self) -> bool:
        """Whether the map is being written."""
        return self._saving is not None and self._saving.busy

    @property
    def state(self) -> SavedState:
        """What is to be said of the map and its file."""
        if self.saving:
            return "saving"
        if self._kept is None or self._kept.path is None:
            return "unnamed"
        if self._kept.read_only:
            return "read_only_changed" if self.modified else "read_only"
        return "edited" if self.modified else "saved"

    @property
    def protected(self) -> bool:
        """Whether a crash of the program would lose nothing now."""
        return self._kept is None or self._kept.keeper.protected

    @property
    def asks(self) -> bool:
        """Whether closing asks about changes; not where the program has to end at once."""
        return self._asks

    def take(self, kept: Kept) -> None:
        """Show a map in this window."""
        from journeymapper.ui.saving import Saving

        self._kept = kept
        self._saving = Saving(kept, self._others.workers, self._ports, self)
        kept.troubles.listen(self._tell_problem)
        self._host.show_map(kept.store)
        self._host.show_state()
        if kept.notes:
            self._ports.notify(" ".join(kept.notes), "problem" if kept.read_only else "done")
        if kept.report is not None:
            kept.report.show(self._ports)

    # keeping

    def note_draft(self, draft: Draft | None) -> None:
        """Keep a text that is being typed; None: no text is any more."""
        if self._kept is not None:
            self._kept.keeper.note_draft(draft)

    def tick(self) -> bool:
        """Look after the journal, each second while something changes; whether a crash would lose nothing."""
        if self._kept is not None:
            self._kept.keeper.tick()
        return self.protected

    def flush(self) -> None:
        """Have all that was noted on the disk."""
        if self._kept is not None:
            self._kept.keeper.flush()

    def look_at_disk(self) -> None:
        """See whether somebody else has written the file, and offer to load it anew where nothing is unsaved."""
        if self._kept is None or self._saving is None or self.saving:
            return
        if self._watch is None:
            from journeymapper.ui.watch import Watch

            self._watch = Watch(self._kept, self._others.workers, self._ports, self._load_anew)
        self._watch.look()

    # writing

    def save(self) -> None:
        """Begin to write the map to its file, asking for one where it has none."""
        kept = self._kept
        if kept is None or self._saving is None:
            return
        if not self.saving and (kept.path is None or kept.read_only):
            self.save_as()
        else:
            self._saving.begin()

    def save_as(self) -> None:
        """Ask for a file and begin to write the map to it."""
        path = self.ask_path() if self._saving is not None else None
        if path is not None and self._saving is not None:
            self._saving.begin(path)

    def ask_path(self) -> Path | None:
        """Ask for a file to save to."""
        raise NotImplementedError

    def show_saving(self, saved: Path | None) -> None:
        """Show whether the map is saved; `saved` is the file that has just been written."""
        if saved is not None:
            self._others.note_recent(saved)
        self._host.show_state()

    def changed_on_disk(self, problem: ChangedOnDisk) -> None:
        """Ask what is to become of a file that somebody else has written."""
        self._ask_about_change(problem.path)

    def merge(self) -> None:
        """Bring into the map what somebody else wrote to its file, and save."""
        from journeymapper.ui.changed import merge_with_file

        if self._kept is not None and merge_with_file(self._kept, self._ports):
            self.save()

    def reload(self) -> None:
        """Take the map as its file has it; nothing is written."""
        from journeymapper.ui.changed import open_anew, reload_from_file

        if self._kept is None or self.saving:
            return
        match reload_from_file(self._kept, self._ports):
            case "done":
                self._host.show_state()
            case "anew":
                self._stop()
                self.take(open_anew(self._others, self._kept, self._ports))

    # leaving

    def leaves_text(self) -> bool:
        """Whether the person closes although the map did not take a text that is being typed; it stays for the next
        start then.
        """
        answer = self._ports.choose(
            _("A text that you are typing could not be put into the map."),
            _("If you close now, it is offered again at the next start."),
            (Option("stay", _("Go back to it")), Option("leave", _("Close"))),
        )
        return answer == "leave"

    def may_close(self) -> bool:
        """Whether the window may go: nothing is unsaved, or the person has decided about it."""
        if self._closing:
            # Somebody waits for the disk already, and the window is asked to close once more.
            return False
        self._closing = True
        try:
            return self._kept is None or not self._asks or self._decided(self._kept)
        finally:
            self._closing = False

    def leave(self) -> None:
        """The window is going: let go of the file. What is not saved and not thrown away stays for the next start."""
        self._stop()
        if self._saving is not None:
            self._saving.leave(discard=self._discard)

    def abandon(self) -> None:
        """The program has to end now: ask nothing, lose nothing."""
        self._asks = False
        self._host.note_drafts()

    # the parts

    def _decided(self, kept: Kept) -> bool:
        if self._saving is None or not self._saving.wait() or not kept.modified:
            return True
        answer = self._ports.choose(
            _("Save the changes to “{title}”?").format(
                title=kept.store.document.map.title or _("Untitled map")
            ),
            _("What is not saved is lost when the window closes."),
            (Option("save", _("Save")), Option("discard", _("Don’t save")), Option("cancel", _("Cancel"))),
        )
        match answer:
            case "save":
                self.save()
                return not self._saving.wait() or not kept.modified
            case "discard":
                self._discard = True
                return True
        return False

    def _ask_about_change(self, path: Path) -> None:
        from journeymapper.ui.changed import ask
        from journeymapper.ui.watch import CHANGED

        if self._kept is None:
            return
        self._ports.withdraw(CHANGED)
        match ask(self._kept, path, self._ports):
            case "merge":
                self.merge()
            case "reload":
                self.reload()
            case "copy":
                self.save_as()

    def _load_anew(self) -> None:
        """The person wants what somebody else wrote; what was edited since that was offered is asked about."""
        if self._kept is not None and self._kept.path is not None and self._kept.modified:
            self._ask_about_change(self._kept.path)
        else:
            self.reload()

    def _stop(self) -> None:
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def _tell_problem(self, sentence: str) -> None:
        self._ports.notify(sentence, "problem")
