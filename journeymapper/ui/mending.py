"""A file that cannot be opened: what can be had of it, or of its earlier versions, is offered."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from journeymapper.commands.ports import Option, Ports, ReportLine
from journeymapper.files.codec import Loaded, decode
from journeymapper.files.losses import lost_sentences
from journeymapper.files.salvage import Salvaged, can_be_salvaged, salvage
from journeymapper.files.source import read_bytes
from journeymapper.files.state import StateFolder
from journeymapper.files.versions import Version, read_version, versions_of
from journeymapper.model.document import Document
from journeymapper.model.errors import Damaged, FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.patch import make_patch
from journeymapper.ui.kept import Report
from journeymapper.ui.moments import moment


class Mended(NamedTuple):
    """A map in place of one that cannot be opened, and what is to be told of it."""

    loaded: Loaded
    report: Report | None = None


def mend(state: StateFolder, path: Path, problem: FileProblem, ports: Ports) -> Mended | None:
    """What the person chooses to have in place of a file that cannot be opened; None where there is nothing."""
    data = _damaged(path)
    versions = _versions(state, path)
    options = []
    if data:
        options.append(Option("salvage", _("Salvage what can be read")))
    if versions:
        options.append(Option("version", _("Open the last version kept")))
    if not options:
        ports.notify(str(problem), "problem")
        return None
    answer = ports.choose(
        *_question(problem),
        (*options, Option("cancel", _("Cancel"))),
    )
    match answer:
        case "salvage":
            return _salvaged(path, data, ports)
        case "version":
            return _last(versions, ports)
    return None


def _question(problem: FileProblem) -> tuple[str, str]:
    """What is asked about a file, and beneath it what an answer leads to and, for those who want to know, the fault."""
    stays = _(
        "The file stays as it is. What is opened in its place is a new map, to be saved under another name."
    )
    if not isinstance(problem, Damaged):
        return f"{problem}.", stays
    question = _("“{name}” cannot be opened, since a part of it is damaged.").format(name=problem.name)
    return question, "\n\n".join((stays, _("Damage: {reason}.").format(reason=problem.reason)))


def _damaged(path: Path) -> bytes:
    """The bytes of a file that is a map, though a damaged one; none of any other."""
    try:
        data = read_bytes(path)
    except FileProblem:
        return b""
    return data if can_be_salvaged(data) else b""


def _versions(state: StateFolder, path: Path) -> list[Version]:
    try:
        return versions_of(state, path)
    except (FileProblem, OSError):
        return []


def _last(versions: list[Version], ports: Ports) -> Mended | None:
    for version in versions:
        try:
            loaded = decode(read_version(version))
        except FileProblem:
            continue
        note = _("This is the map as it was saved: {when}.").format(when=moment(version.when))
        notes = (note, *loaded.notes)
        return Mended(Loaded(loaded.document, foreign=loaded.foreign, notes=notes))
    ports.notify(_("None of the versions that were kept can be read."), "problem")
    return None


def _salvaged(path: Path, data: bytes, ports: Ports) -> Mended | None:
    try:
        found = salvage(data)
    except FileProblem as problem:
        ports.notify(str(problem), "problem")
        return None
    report = Report(_("What could be salvaged of “{name}”").format(name=path.name), tuple(_lines(found)))
    notes = () if found.lost else (_("Nothing of “{name}” is known to be lost.").format(name=path.name),)
    return Mended(Loaded(_renamed(found.document), foreign=found.foreign, notes=notes), report)


def _renamed(document: Document) -> Document:
    about = document.map
    title = _("{title} (recovered)").format(title=about.title or _("Untitled map"))
    if about.id:
        document.apply(make_patch({about.id: (about, replace(about, title=title))}))
    return document


def _without_level(sentence: str) -> str:
    """A sentence about a loss in a report, which says before each line that it is one."""
    told = sentence.removeprefix(_("Lost: {things}").format(things=""))
    return told[:1].upper() + told[1:]


def _lines(found: Salvaged) -> list[ReportLine]:
    lines = [ReportLine("", "lost", _without_level(sentence)) for sentence in lost_sentences(found.lost)]
    lines += [ReportLine("", "changed", note) for note in found.notes]
    if found.doubtful:
        sentence = _("The texts of {n} records may have wrong characters: read them through.")
        lines.append(ReportLine("", "changed", sentence.format(n=len(found.doubtful))))
    count = len(found.document)
    lines.append(ReportLine("", "placed", _("{n} records of the map are here.").format(n=count)))
    return lines
