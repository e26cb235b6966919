"""`journeymapper merge`."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from journeymapper.cli.parser import CommandLineProblem
from journeymapper.cli.paths import refuse_existing, refuse_foreign_name, refuse_same
from journeymapper.cli.reading import read_either
from journeymapper.cli.telling import content_of
from journeymapper.commands.conflict_text import conflict_line, note_line
from journeymapper.edit.merge import Merged, merge
from journeymapper.files.codec import Loaded
from journeymapper.files.foreign import MergedForeign, merge_foreign
from journeymapper.files.journey import save
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.strict_json import one_line

CONFLICTS = 1


def run_merge(arguments: argparse.Namespace) -> int:
    """Write a map with the edits of two others; 1 where something is left for people to choose."""
    output: Path = arguments.output
    refuse_foreign_name(output)
    for source in (arguments.base, arguments.theirs):
        refuse_same(source, output)
    if output.is_dir():
        raise CommandLineProblem(
            _("“{path}” is a folder: name a file for -o, and unpack it afterwards").format(path=output)
        )
    refuse_existing(output, force=arguments.force)
    base, ours, theirs = (_whole(path) for path in (arguments.base, arguments.ours, arguments.theirs))
    _require_kin(base, ours, theirs)
    merged = merge(base.document, ours.document, theirs.document)
    foreign = merge_foreign(base.foreign, ours.foreign, theirs.foreign)
    save(merged.document, output, foreign=foreign.foreign)
    for line in merge_lines(merged, foreign, output):
        print(one_line(line))
    return CONFLICTS if merged.conflicts or foreign.conflicts else 0


def merge_lines(merged: Merged, foreign: MergedForeign, output: Path) -> Iterator[str]:
    """What a merge tells: what is left to choose, and what was done that people should know."""
    for conflict in merged.conflicts:
        yield _("conflict: {what}").format(what=conflict_line(merged, conflict))
    for name in foreign.conflicts:
        yield _("conflict: {name}, which this version does not know: both changed it").format(name=name)
    for note in merged.notes:
        yield _("note: {what}").format(what=note_line(merged, note))
    yield _("Written: {path} ({content})").format(path=output, content=content_of(merged.document))
    open_ones = len(merged.conflicts) + len(foreign.conflicts)
    if open_ones:
        yield _("Conflicts: {n}. There the map holds what it held before either changed it.").format(
            n=open_ones
        )


def _whole(path: Path) -> Loaded:
    """A map that this version understands as a whole: of another it would lose a part."""
    loaded = read_either(path)
    if loaded.read_only:
        raise FileProblem(
            _("“{path}” needs a newer version of JourneyMapper; install it to merge this map").format(
                path=path
            )
        )
    return loaded


def _require_kin(base: Loaded, ours: Loaded, theirs: Loaded) -> None:
    """Raise where the maps did not begin as one: then everything would be a conflict."""
    if len({loaded.document.map.id for loaded in (base, ours, theirs)}) > 1:
        raise FileProblem(
            _(
                "these are not three states of one map, so they cannot be merged: name the map that both began with"
            )
        )
