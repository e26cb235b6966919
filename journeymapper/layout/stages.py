"""Stage heads laid out: a chevron with letter, name and duration; below it the goal, or the row of steps."""

import msgspec

from journeymapper.layout.columns import Column, Columns, StageBox
from journeymapper.layout.shaped import Line, TextBlock
from journeymapper.layout.sheet import whole_text
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.document import Document
from journeymapper.model.records import Step

MM = POINTS_PER_MM
DISC_LEFT = 3.4 * MM
AFTER_DISC = 1.7 * MM
MOST_LINES = 3
GAP = 1.0 * MM


class Chevron(msgspec.Struct, frozen=True, eq=False):
    """A stage's head. `beside` tells that the duration stands at the right end of the name's line."""

    box: StageBox
    letter: Line
    title: TextBlock
    duration: TextBlock
    beside: bool
    height: float


class StepHead(msgspec.Struct, frozen=True, eq=False):
    """A step's head: its name within its column."""

    column: Column
    title: TextBlock
    colour: int


class StageHeads(msgspec.Struct, frozen=True, eq=False):
    """All heads: chevrons `chevron` high, below them a row of goals and a row of steps, 0 high where there is none."""

    chevrons: tuple[Chevron, ...]
    chevron: float
    goals: tuple[tuple[StageBox, TextBlock], ...]
    goal_row: float
    steps: tuple[StepHead, ...]
    step_row: float

    @property
    def goals_top(self) -> float:
        """From the top of the chevrons to the row of goals, in points."""
        return self.chevron + GAP

    @property
    def steps_top(self) -> float:
        """From the top of the chevrons to the row of steps."""
        return self.goals_top + (self.goal_row + GAP if self.goal_row else 0.0)

    @property
    def height(self) -> float:
        """From the top of the chevrons to the grid."""
        return self.steps_top + (self.step_row + GAP if self.step_row else 0.0)


def lay_screen_heads(document: Document, columns: Columns, engine: TextEngine, theme: Theme) -> StageHeads:
    """Heads for the window: low chevrons with the duration at their right, and a row of steps."""
    chevrons = tuple(_chevron(box, engine, theme, 0.0, beside=True) for box in columns.stages)
    height = max([9.0 * MM, *(chevron.height for chevron in chevrons)])
    steps = _steps(document, columns, engine, theme)
    return StageHeads(chevrons, height, (), 0.0, steps, max(5.2 * MM, _step_row(steps)))


def lay_print_heads(document: Document, columns: Columns, engine: TextEngine, theme: Theme) -> StageHeads:
    """Heads for paper: chevrons with the duration below the name, a row of goals, one of steps where any is named."""
    chevrons = tuple(
        _chevron(box, engine, theme, theme.space["stage_header"], beside=False) for box in columns.stages
    )
    height = max([theme.space["stage_header"], *(chevron.height for chevron in chevrons)])
    goals = tuple(
        (box, whole_text(engine, box.stage.goal, theme.styles["goal"], max(box.width - 4 * MM, 1.0)))
        for box in columns.stages
    )
    any_goal = any(block.lines for _box, block in goals)
    goal_row = max((block.height + 1.3 * MM for _box, block in goals), default=0.0) if any_goal else 0.0
    named = any(step.title.strip() for step in document.all(Step))
    steps = _steps(document, columns, engine, theme) if named else ()
    return StageHeads(chevrons, height, goals, goal_row, steps, _step_row(steps))


def _steps(document: Document, columns: Columns, engine: TextEngine, theme: Theme) -> tuple[StepHead, ...]:
    steps = []
    for box in columns.stages:
        for index in range(box.first, box.last + 1):
            column = columns.columns[index]
            step = document.find(Step, column.step)
            number = box.numbers[index - box.first]
            text = (step.title if step else "").strip() or engine.say("Step {n}").format(n=number)
            width = max(column.right - column.left - 3 * MM, 1.0)
            steps.append(StepHead(column, whole_text(engine, text, theme.styles["goal"], width), box.colour))
    return tuple(steps)


def _step_row(steps: tuple[StepHead, ...]) -> float:
    return max((step.title.height + 1.4 * MM for step in steps), default=0.0)


def _chevron(box: StageBox, engine: TextEngine, theme: Theme, least: float, *, beside: bool) -> Chevron:
    left = DISC_LEFT + theme.space["stage_disc"] + AFTER_DISC
    room = max(box.width - left - theme.space["stage_point"] - 1.2 * MM, 1.0)
    letter = engine.line(box.letter, theme.styles["stage_letter"])
    duration = whole_text(engine, box.stage.duration, theme.styles["stage_duration"], room)
    title = whole_text(engine, box.stage.title, theme.styles["stage_title"], room)
    if len(title.lines) > MOST_LINES:
        title = whole_text(engine, box.stage.title, theme.styles["stage_title_long"], room)
    fits = len(title.lines) == 1 == len(duration.lines) and title.width + 4 * MM + duration.width <= room
    height = title.height + (0.0 if beside and fits else duration.height) + 1.4 * MM
    return Chevron(box, letter, title, duration, beside and fits, max(height, least))
