"""What must hold at every moment: a sentence for each thing that does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from PySide6.QtCore import QModelIndex

from journeymapper.analysis.numbering import numbering
from journeymapper.commands.setting import value_of
from journeymapper.edit.store import Store, open_stores
from journeymapper.files.journey import load
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.model.checks import document_problems
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.records import Record
from journeymapper.ui.inspector.choice_editors import ChoiceEditor, RatingEditor
from journeymapper.ui.inspector.inspector import Inspector
from journeymapper.ui.outline_model import OutlineModel
from journeymapper.ui.window import MainWindow
from journeymapper.ui.workspace import Workspace

MOST_TOLD = 3


def document_faults(store: Store) -> Iterator[str]:
    """The map obeys every rule, no edit is open, and its indexes are those of a document made anew."""
    if store.open or open_stores():
        yield "an edit is open"
    yield from (f"the document breaks a rule: {problem}" for problem in document_problems(store.document))
    yield from index_faults(store.document)


def index_faults(document: Document) -> Iterator[str]:
    """What is looked up in a document is what a document made anew of its records would say."""
    fresh = Document(document, document.media)
    for name in ("stages", "lanes", "lines", "steps", "rows", "personas", "evidence"):
        if getattr(document, name) != getattr(fresh, name):
            yield f"the document's {name} are not in the order of its records"
    for lane in fresh.lanes:
        for stage in fresh.stages:
            if document.cell(lane.id, stage.id) != fresh.cell(lane.id, stage.id):
                yield f"the cell of lane {lane.id} and stage {stage.id} is not what its records say"
    for record in fresh:
        if document.referring_ids(record.id) != fresh.referring_ids(record.id):
            yield f"what points at {record.id} is not what the records say"


def layout_faults(workspace: Workspace) -> Iterator[str]:
    """Numbers and grid are those of a layout made anew."""
    editor = workspace.editor
    numbers = numbering(editor.document)
    if editor.numbers != numbers:
        yield "the steps' numbers are not those of the document"
    fresh = Layouter(editor.engine, editor.theme).grid(editor.document, numbers)
    yield from (f"the layout differs from one made anew: {place}" for place in differing(editor.grid, fresh))


def differing(shown: Grid, fresh: Grid) -> list[str]:
    """Where two grids differ, the first few places."""
    found: list[str] = []
    _compare(shown, fresh, "grid", found)
    return found


def outline_faults(model: OutlineModel, document: Document) -> Iterator[str]:
    """The outline holds stages, in them the lanes with something in them, in them the cards."""
    shown = list(_rows(model, QModelIndex(), 0))
    wanted: list[tuple[int, str]] = []
    for stage in document.stages:
        wanted.append((0, stage.id))
        for lane in document.lanes:
            cell = document.cell(lane.id, stage.id)
            if cell:
                wanted.append((1, lane.id))
                wanted += [(2, item.id) for item in cell]
    if shown != wanted:
        yield f"the outline shows {len(shown)} rows, not the {len(wanted)} of the document in their order"


def inspector_faults(inspector: Inspector, store: Store) -> Iterator[str]:
    """The inspector shows what is selected, with its values, but for a field that is being typed in."""
    keys = [key for key in store.session.selection if key in store.document] or [store.document.map.id]
    form = inspector.form
    if form is None or form.keys != keys[:2000]:
        yield "the inspector shows something else than what is selected"
        return
    records: list[Record] = [store.document[key] for key in form.keys]
    for key, editor in form.editors.items():
        if isinstance(editor, ChoiceEditor | RatingEditor) and editor.value != value_of(records, key):
            yield f"the inspector shows {editor.value!r} as {key}"


def outside_faults(window: MainWindow) -> Iterator[str]:
    """The window says what is so: counts, whether all is saved, which steps can be undone."""
    store = window.workspace.editor.store
    for name, step in (("edit.undo", store.undo_name), ("edit.redo", store.redo_name)):
        if window.actions_by_id[name].isEnabled() != bool(step):
            yield f"{name} can be given or not, as it should not be"
    if window.isWindowModified() != window.file.modified:
        yield "the window's title says the wrong thing of what is saved"


def file_faults(path: Path, document: Document) -> Iterator[str]:
    """What was just saved is what the document holds."""
    try:
        kept = load(path).document
    except JourneyError as problem:
        yield f"the saved file does not open: {problem}"
        return
    if kept.snapshot() != document.snapshot():
        lost = [key for key, record in document.snapshot().items() if kept.get(key) != record]
        yield f"the saved file differs from the document in {len(lost)} records"
    if kept.media != document.media:
        yield "the saved file differs from the document in its media"


def _rows(model: OutlineModel, parent: QModelIndex, depth: int) -> Iterator[tuple[int, str]]:
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        record = model.record(index)
        yield depth, record.id if record is not None else ""
        yield from _rows(model, index, depth + 1)


def _compare(one: object, other: object, place: str, found: list[str]) -> None:
    """Note where two values differ; values that are the same object are not looked into."""
    if one is other or len(found) >= MOST_TOLD or isinstance(one, Document):
        return
    if type(one) is not type(other):
        found.append(f"{place} is {type(one).__name__}, not {type(other).__name__}")
    elif isinstance(one, Record):
        if one != other:
            found.append(f"{place} is an old record")
    elif isinstance(one, msgspec.Struct | tuple | list):
        _compare_parts(_parts(one), _parts(other), place, found)
    elif one != other:
        found.append(f"{place} is {one!r}, not {other!r}"[:300])


def _compare_parts(one: dict[str, object], other: dict[str, object], place: str, found: list[str]) -> None:
    if len(one) != len(other):
        found.append(f"{place} has {len(one)} parts, not {len(other)}")
    for name in one.keys() & other.keys():
        _compare(one[name], other[name], f"{place}{name}", found)


def _parts(value: object) -> dict[str, object]:
    if isinstance(value, msgspec.Struct):
        return {f".{name}": getattr(value, name) for name in value.__struct_fields__}
    if isinstance(value, tuple | list):
        return {f"[{number}]": part for number, part in enumerate(value)}
    return {}
