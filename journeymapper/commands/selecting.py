"""What is selected, and where something new goes."""

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from journeymapper.edit.places import Place
from journeymapper.edit.store import Store
from journeymapper.interact.focus import focused_cell
from journeymapper.model.document import Item
from journeymapper.model.records import Lane, Placed, Record, Stage, Step
from journeymapper.model.tables import KINDS

R = TypeVar("R", bound=Record)


def selected(store: Store, kind: type[R]) -> list[R]:
    """The selected records of a type, in the order in which they were selected."""
    found = (store.document.get(key) for key in store.session.selection)
    return [record for record in found if isinstance(record, kind)]


def selected_items(store: Store) -> list[Item]:
    """The selected cards, measures and owners."""
    found = (store.document.get(key) for key in store.session.selection)
    return [record for record in found if isinstance(record, Item)]


def select(store: Store, keys: Iterable[str]) -> None:
    """Select these records and nothing else; the last one has the keyboard."""
    chosen = tuple(dict.fromkeys(keys))
    focus = chosen[-1] if chosen else store.session.focus
    store.session = replace(store.session, selection=chosen, focus=focus)


def has_items(store: Store) -> bool:
    """Whether a card, measure or owner is selected."""
    return any(isinstance(store.document.get(key), Item) for key in store.session.selection)


def stage_at(store: Store) -> str:
    """The stage that the selection is in; the last one where it is in none, "" for a map without stages."""
    cell = cell_at(store)
    if cell is not None:
        return cell.stage
    document = store.document
    for key in reversed(_looked_at(store)):
        match document.get(key):
            case Placed(stage=stage) | Step(stage=stage):
                return stage
            case Stage(id=stage):
                return stage
    return document.stages[-1].id if document.stages else ""


def step_at(store: Store) -> str:
    """The step that the selection is in, "" for none."""
    cell = cell_at(store)
    if cell is not None:
        return cell.step
    for key in reversed(_looked_at(store)):
        match store.document.get(key):
            case Placed(step=step) if step:
                return step
            case Step(id=step):
                return step
    return ""


def lane_at(store: Store) -> str:
    """The lane that the selection is in, "" for none."""
    cell = cell_at(store)
    if cell is not None:
        return cell.lane
    for key in reversed(_looked_at(store)):
        match store.document.get(key):
            case Placed(lane=lane):
                return lane
            case Lane(id=lane):
                return lane
    return ""


def cell_at(store: Store) -> Place | None:
    """The empty cell that has the keyboard, None where nothing or a record has it."""
    cell = None if store.session.selection else focused_cell(store.session.focus)
    if (
        cell is None
        or store.document.find(Lane, cell.lane) is None
        or store.document.find(Stage, cell.stage) is None
    ):
        return None
    known = {step.id for step in store.document.steps_of(cell.stage)}
    return cell if cell.step in known else Place(cell.lane, cell.stage)


def lane_for(store: Store, kind: str) -> str:
    """The lane that a new card of this kind goes to.

    It is that of the empty cell with the keyboard, else one in which the kind is at home, else the selected lane; ""
    for none.
    """
    cell = cell_at(store)
    if cell is not None:
        return cell.lane
    here = lane_at(store)
    role = KINDS[kind].role
    homes = [lane.id for lane in store.document.lanes if lane.role == role]
    return here if here in homes else homes[0] if homes else here


def place_behind(store: Store, lane: str) -> Place:
    """A place in a lane: behind the selected item where it stands there, else at the selection's step or stage."""
    document = store.document
    items = [item for item in selected_items(store) if item.lane == lane]
    if items:
        last = items[-1]
        cell = [item.id for item in document.cell(lane, last.stage)]
        return Place(lane, last.stage, last.step, cell.index(last.id) + 1)
    stage, step = stage_at(store), step_at(store)
    if step and step not in {other.id for other in document.steps_of(stage)}:
        step = ""
    return Place(lane, stage, step)


def _looked_at(store: Store) -> tuple[str, ...]:
    session = store.session
    return session.selection or (session.focus,)
