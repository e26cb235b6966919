"""A file that somebody else has written while its map is open: merge with it, save a copy, or take it as it is."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal, NamedTuple

from journeymapper.commands.conflict_text import note_line
from journeymapper.commands.ports import Option, Ports, ReportLine
from journeymapper.edit.merge import Merged, merge, patch_between
from journeymapper.files.codec import Loaded, decode
from journeymapper.files.foreign import foreign_changes
from journeymapper.files.source import read_bytes
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem, JourneyError
from journeymapper.model.i18n import _
from journeymapper.ui.kept import Kept
from journeymapper.ui.opening import Room, keep_loaded, open_kept

MOST_TOLD = 2
"""Changes of a merge that are told one by one."""


class Other(NamedTuple):
    """The map that somebody else wrote, the SHA-256 of its file, and the bytes of that."""

    loaded: Loaded
    sha256: str
    data: bytes


def ask(kept: Kept, path: Path, ports: Ports) -> str:
    """What is to become of it: "merge", "copy", "reload" or "" for nothing."""
    options = [Option("copy", _("Save a copy…")), Option("cancel", _("Cancel"))]
    try:
        refusal = refusal_to_merge(kept, read_other(path))
        options.insert(1, Option("reload", _("Reload")))
    except FileProblem as problem:
        refusal = f"{problem}."
    if refusal:
        detail = _("{why} Nothing has been written.").format(why=refusal)
    else:
        options.insert(0, Option("merge", _("Merge…")))
        detail = _(
            "Merging keeps what both have done. Reloading takes the map as the file has it, without what you did;"
            " undo brings that back. Nothing has been written."
        )
    question = _("“{name}” was changed by another program since it was opened.").format(name=path.name)
    return ports.choose(question, detail, options)


def read_other(path: Path) -> Other:
    """The map that lies in the file now. Raises FileProblem."""
    data = read_bytes(path)
    return Other(decode(data), hashlib.sha256(data).hexdigest(), data)


def refusal_to_merge(kept: Kept, other: Other) -> str:
    """Why the two cannot be merged, in a sentence; "" where they can."""
    if is_another(kept, other):
        return _("Another map lies there now, so the two cannot be merged.")
    if holds_more(kept, other):
        return _("The file holds what only a newer version knows, so the two cannot be merged.")
    if kept.base is None:
        return _("Nobody knows any more what the file held before, so the two cannot be merged.")
    return ""


def is_another(kept: Kept, other: Other) -> bool:
    """Whether the file holds another map altogether, and not another state of this one."""
    return kept.store.document.map.id != other.loaded.document.map.id


def holds_more(kept: Kept, other: Other) -> bool:
    """Whether the file differs in what an edit of this map cannot bring, since only a newer version knows it."""
    return other.loaded.read_only or any(
        True for _each in foreign_changes(kept.foreign, other.loaded.foreign)
    )


def take_other(kept: Kept, other: Other) -> None:
    """Make the map what the file holds, as one edit; nothing is written. Raises JourneyError."""
    _apply(kept, other.loaded.document, _("Reload"))
    kept.adopt(other.sha256, other.data, other.loaded.document)


def merge_other(kept: Kept, other: Other, ports: Ports) -> bool:
    """Bring into the map what the file holds, as one edit; False where the person gave up. Raises JourneyError."""
    if kept.base is None:
        return False
    base = Document(kept.base.records.values(), kept.base.media)
    merged = merge(base, kept.store.document, other.loaded.document)
    settled = ports.settle(merged) if merged.conflicts else merged
    if settled is None:
        return False
    before, came = kept.store.position, _what_came(kept.store.document, settled.document)
    _apply(kept, settled.document, _("Merge with the file"))
    kept.accept(other.sha256, other.data, before)
    if not merged.conflicts:
        # Where there are conflicts, they are told together with these.
        _tell_notes(settled, came, ports)
    return True


def _what_came(mine: Document, merged: Document) -> str:
    """What a merge brings into the map, in a sentence or two."""
    from journeymapper.analysis.comparison import compare
    from journeymapper.analysis.wording import shortened
    from journeymapper.commands.difference_text import told

    sections = told(compare(mine, merged), mine, merged)
    lines = [shortened(sentence.text) for section in sections for sentence in section.sentences]
    if not lines:
        return _("Merged: the file held nothing that the map lacked.")
    named, more = "; ".join(lines[:MOST_TOLD]), len(lines) - MOST_TOLD
    if more > 0:
        return _("Merged. From the file came {changes} – and {n} changes more.").format(changes=named, n=more)
    return _("Merged. From the file came {changes}.").format(changes=named)


def _tell_notes(merged: Merged, came: str, ports: Ports) -> None:
    lines = [note_line(merged, note) for note in merged.notes]
    ports.notify(f"{came} {lines[0]}" if len(lines) == 1 else came)
    if len(lines) > 1:
        ports.show_report(
            _("What merging changed"), [ReportLine(_("merge"), "changed", line) for line in lines]
        )


def _apply(kept: Kept, wanted: Document, name: str) -> None:
    patch = patch_between(kept.store.document, wanted)
    # Media are named after their content and never change; they have to be there before a record names them.
    kept.store.document.media.update(wanted.media)
    if patch:
        kept.store.apply(patch, name)


def merge_with_file(kept: Kept, ports: Ports) -> bool:
    """Bring into the map what somebody else wrote to its file; whether that was done, and is to be saved."""
    other = _other_of(kept, ports)
    if other is None:
        return False
    refusal = refusal_to_merge(kept, other)
    if refusal:
        ports.notify(refusal, "problem")
        return False
    try:
        return merge_other(kept, other, ports)
    except JourneyError as problem:
        ports.notify(str(problem), "problem")
        return False


def reload_from_file(kept: Kept, ports: Ports) -> Literal["done", "anew", ""]:
    """Take the map as its file has it: "done" as an edit; "anew" where it has to be opened anew."""
    other = _other_of(kept, ports)
    if other is None:
        return ""
    if is_another(kept, other) or holds_more(kept, other):
        return "anew" if _agrees_to_lose(kept, ports) else ""
    try:
        take_other(kept, other)
    except JourneyError as problem:
        ports.notify(str(problem), "problem")
        return ""
    return "done"


def open_anew(room: Room, kept: Kept, ports: Ports) -> Kept:
    """Open a map's file once more, without what was done to it since; the map as it was where that fails after all."""
    path = kept.path
    kept.close(discard=True)
    found = open_kept(room, path, ports) if path is not None else None
    return found or keep_loaded(room, Loaded(kept.store.document, foreign=kept.foreign), brought_in=True)


def _other_of(kept: Kept, ports: Ports) -> Other | None:
    path = kept.path
    try:
        return read_other(path) if path is not None else None
    except FileProblem as problem:
        ports.notify(str(problem), "problem")
        return None


def _agrees_to_lose(kept: Kept, ports: Ports) -> bool:
    if not kept.modified:
        return True
    answer = ports.choose(
        _("Reload the file without what you did?"),
        _(
            "It holds another map, or what only a newer version knows: undo cannot bring back what you did then."
            " Save a copy to keep it."
        ),
        (Option("cancel", _("Cancel")), Option("discard", _("Reload"))),
    )
    return answer == "discard"
