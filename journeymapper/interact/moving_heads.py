"""Dragging the heads of stages, steps and lanes, and the pills of lines: what stands in them goes along."""

from collections.abc import Sequence

from journeymapper.edit.lanes import move_row
from journeymapper.edit.places import moves
from journeymapper.edit.stages import move_stage, move_step
from journeymapper.interact.preview import UNDONE, Gesture, Ghost, Outcome, Preview
from journeymapper.interact.surface import Pointer
from journeymapper.interact.wording import cancels, name_of, short, stage_name, step_name
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import row_gap, stage_gap, step_gap
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Lane, Line, Stage, Step
from journeymapper.model.tables import SIDES


def drag_stage(pointer: Pointer, key: str) -> Gesture:
    """Drag a stage between two others."""
    box = next((box for box in pointer.grid.stages if box.stage.id == key), None)
    if box is None:
        return UNDONE
    grip = (pointer.pressed_x - box.x) * pointer.view.scale
    phase = "moving"
    index: int | None = None
    while phase == "moving":
        index, x = _stage_target(pointer.grid, pointer.map_x, key)
        preview = Preview(
            ghost=Ghost("stage", (key,), pointer.x - grip, 0.0),
            faded=frozenset((key,)),
            line=None if index is None else (x, -pointer.grid.stage_head, x, pointer.grid.height),
            cursor="grabbing",
            scroll=pointer.scroll,
            says=_stage_saying(pointer.grid.document, key, index),
            hints=(cancels(),),
        )
        phase = pointer.follow((yield preview), scrolls="x")
        if key not in pointer.grid.document:
            return UNDONE
    index, _x = _stage_target(pointer.grid, pointer.map_x, key)
    if phase == "cancelled" or index is None:
        return UNDONE
    document = pointer.store.document
    with pointer.store.edit(_("Move stage")) as tx:
        move_stage(tx, key, index)
    position = [stage.id for stage in document.stages].index(key) + 1
    return Outcome(
        (key,), _("Moved {stage} to position {n}").format(stage=name_of(document, key), n=position)
    )


def drag_step(pointer: Pointer, key: str) -> Gesture:
    """Drag a step to another place in its stage or in another one."""
    column = next((column for column in pointer.grid.columns if column.step == key), None)
    if column is None:
        return UNDONE
    grip = (pointer.pressed_x - column.left) * pointer.view.scale
    phase = "moving"
    while phase == "moving":
        stage, index, x = _step_target(pointer.grid, pointer.map_x, key)
        preview = Preview(
            ghost=Ghost("step", (key,), pointer.x - grip, 0.0),
            faded=frozenset((key,)),
            line=None if index is None else (x, -pointer.grid.stage_head, x, pointer.grid.height),
            cursor="grabbing",
            scroll=pointer.scroll,
            says=_step_saying(pointer.grid, key, stage, index),
            hints=(cancels(),),
        )
        phase = pointer.follow((yield preview), scrolls="x")
        if key not in pointer.grid.document:
            return UNDONE
    stage, index, _x = _step_target(pointer.grid, pointer.map_x, key)
    if phase == "cancelled" or index is None:
        return UNDONE
    document = pointer.store.document
    name = step_name(pointer.grid, key)
    with pointer.store.edit(_("Move step")) as tx:
        move_step(tx, key, stage, index)
    return Outcome((key,), _("Moved {step} to {stage}").format(step=name, stage=stage_name(document, stage)))


def drag_row(pointer: Pointer, key: str) -> Gesture:
    """Drag a lane or a line between two other rows; crossing the line of visibility changes a lane's side."""
    grid = pointer.grid
    top = next((top for row, top in zip(grid.rows, grid.tops, strict=True) if row.record.id == key), None)
    if top is None:
        return UNDONE
    grip = (pointer.pressed_y - top) * pointer.view.scale
    phase = "moving"
    while phase == "moving":
        index, y = _row_target(pointer.grid, pointer.map_y, key)
        preview = Preview(
            ghost=Ghost("row", (key,), 0.0, pointer.y - grip),
            faded=frozenset((key,)),
            line=None if index is None else (-pointer.grid.head_width, y, pointer.grid.width, y),
            cursor="grabbing",
            scroll=pointer.scroll,
            says=_row_saying(pointer.grid.document, key, index),
            hints=(cancels(),),
        )
        phase = pointer.follow((yield preview), scrolls="y")
        if key not in pointer.grid.document:
            return UNDONE
    index, _y = _row_target(pointer.grid, pointer.map_y, key)
    if phase == "cancelled" or index is None:
        return UNDONE
    return _row_moved(pointer, key, index)


def side_notice(lanes: list[Lane]) -> str:
    """What to say of lanes that came to the other side of the line of visibility; "" for none."""
    sentences = []
    for side in SIDES:
        titles = ", ".join(f"“{short(lane.title)}”" for lane in lanes if lane.side == side)
        if titles and side == "onstage":
            sentences.append(_("{lanes} is now onstage: the customer sees it.").format(lanes=titles))
        elif titles:
            sentences.append(_("{lanes} is now offstage: the customer does not see it.").format(lanes=titles))
    return " ".join(sentences)


def _row_moved(pointer: Pointer, key: str, index: int) -> Outcome:
    document = pointer.store.document
    is_lane = isinstance(document.get(key), Lane)
    with pointer.store.edit(_("Move lane") if is_lane else _("Move line")) as tx:
        crossed = move_row(tx, key, index)
    position = [row.id for row in document.rows].index(key) + 1
    says = _("Moved {row} to row {n}").format(row=name_of(document, key), n=position)
    notice = side_notice(crossed)
    return Outcome((key,), f"{says}. {notice}" if notice else says, notice)


def _stage_target(grid: Grid, x: float, key: str) -> tuple[int | None, float]:
    """The position among the other stages that a drop brings a stage to, None for its own; and the border's x."""
    border, at = stage_gap(grid, x)
    return _among_others(grid.document.stages, key, border), at


def _row_target(grid: Grid, y: float, key: str) -> tuple[int | None, float]:
    border, at = row_gap(grid, y)
    return _among_others(grid.document.rows, key, border), at


def _step_target(grid: Grid, x: float, key: str) -> tuple[str, int | None, float]:
    gap = step_gap(grid, x)
    step = grid.document.find(Step, key)
    if step is None or gap is None:
        return "", None, 0.0
    stage, border, at = gap
    siblings = grid.document.steps_of(stage)
    return stage, border if step.stage != stage else _among_others(siblings, key, border), at


def _among_others(siblings: Sequence[Stage | Step | Lane | Line], key: str, border: int) -> int | None:
    keys = [sibling.id for sibling in siblings]
    if key not in keys:
        return None
    index = border - 1 if keys.index(key) < border else border
    return index if moves(siblings, [key], index) else None


def _stage_saying(document: Document, key: str, index: int | None) -> str:
    name = name_of(document, key)
    if index is None:
        return _("Moving {stage} with everything in it").format(stage=name)
    return _("Moving {stage} with everything in it to position {n}").format(stage=name, n=index + 1)


def _step_saying(grid: Grid, key: str, stage: str, index: int | None) -> str:
    name = step_name(grid, key)
    if index is None:
        return _("Moving {step} with everything in it").format(step=name)
    place = stage_name(grid.document, stage)
    return _("Moving {step} with everything in it to {stage}, position {n}").format(
        step=name, stage=place, n=index + 1
    )


def _row_saying(document: Document, key: str, index: int | None) -> str:
    name = name_of(document, key)
    if index is None:
        return _("Moving {row}").format(row=name)
    return _("Moving {row} to row {n}").format(row=name, n=index + 1)
