"""The columns of the grid: a stage is divided into steps, a step is a column.

All columns are equally wide. Two to twelve of them share the width that an A3 sheet leaves beside the lane heads, so
that what stands on the screen is what the reference sheet shows; more make the map wider, and one takes half of it.
"""

from collections.abc import Mapping

import msgspec

from journeymapper.layout.theme import POINTS_PER_MM
from journeymapper.model.document import Document, letter_of
from journeymapper.model.records import Stage

REFERENCE_WIDTH = (420 - 2 * 9) * POINTS_PER_MM
"""Width in points of what stands between the margins of an A3 landscape sheet."""

NARROWEST = 29.8 * POINTS_PER_MM
STAGE_PAD = 2.0 * POINTS_PER_MM
SLOT_GAP = 2.8 * POINTS_PER_MM


class Column(msgspec.Struct, frozen=True):
    """A step's column in map points: cards stand from `x` over `width`; the cell reaches from `left` to `right`."""

    step: str
    stage: str
    x: float
    width: float
    left: float
    right: float


class StageBox(msgspec.Struct, frozen=True):
    """A stage's place: cell from `x` over `width`, columns `first` to `last` (0-based), letter and palette index."""

    stage: Stage
    x: float
    width: float
    letter: str
    colour: int
    first: int
    last: int
    numbers: tuple[int, ...]


class Columns(msgspec.Struct, frozen=True):
    """Every column and stage, and where to find them by id."""

    columns: tuple[Column, ...]
    stages: tuple[StageBox, ...]
    width: float
    by_step: Mapping[str, int]
    by_stage: Mapping[str, int]


def step_width(count: int, head_width: float) -> float:
    """The width of one column where a map has `count` of them, in points."""
    return max((REFERENCE_WIDTH - head_width) / max(count, 2), NARROWEST)


def lay_columns(document: Document, numbers: Mapping[str, int], head_width: float) -> Columns:
    """Columns and stages of a document; `numbers` gives each step its number on the path."""
    width = step_width(len(document.steps), head_width)
    columns: list[Column] = []
    stages: list[StageBox] = []
    for position, stage in enumerate(document.stages):
        steps = document.steps_of(stage.id)
        left = len(columns) * width
        slot = (width * len(steps) - 2 * STAGE_PAD - SLOT_GAP * (len(steps) - 1)) / max(len(steps), 1)
        for place, step in enumerate(steps):
            x = left + STAGE_PAD + place * (slot + SLOT_GAP)
            cell_left = left if place == 0 else x - SLOT_GAP / 2
            cell_right = left + width * len(steps) if place == len(steps) - 1 else x + slot + SLOT_GAP / 2
            columns.append(Column(step.id, stage.id, x, slot, cell_left, cell_right))
        first = len(columns) - len(steps)
        stages.append(
            StageBox(
                stage,
                left,
                width * len(steps),
                letter_of(position),
                position,
                first,
                len(columns) - 1,
                tuple(numbers.get(step.id, first + place + 1) for place, step in enumerate(steps)),
            )
        )
    return Columns(
        tuple(columns),
        tuple(stages),
        len(columns) * width,
        {column.step: index for index, column in enumerate(columns)},
        {box.stage.id: index for index, box in enumerate(stages)},
    )
