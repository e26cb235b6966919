"""Stage heads drawn: chevrons, goals, steps."""

from collections.abc import Iterator

from journeymapper.drawing.ops import Op, Path, Rect, Segment
from journeymapper.drawing.shapes import block_ops, disc, line_ops
from journeymapper.layout.shaped import TextBlock
from journeymapper.layout.stages import AFTER_DISC, DISC_LEFT, Chevron, StageHeads
from journeymapper.layout.theme import POINTS_PER_MM, Theme

MM = POINTS_PER_MM


def chevron_ops(heads: StageHeads, top: float, left: float, right: float, theme: Theme) -> Iterator[Op]:
    """The chevrons that show between two x, their upper edge at `top`."""
    point = theme.space["stage_point"]
    for index, chevron in enumerate(heads.chevrons):
        box = chevron.box
        if box.x + box.width + point >= left and box.x <= right:
            yield from _chevron(chevron, heads.chevron, top, theme, first=index == 0)


def lower_ops(heads: StageHeads, top: float, left: float, right: float, theme: Theme) -> Iterator[Op]:
    """The rows of goals and of steps below the chevrons that start at `top`."""
    cells = [
        *(
            (box.x, box.x + box.width, goal, box.colour, heads.goals_top, heads.goal_row)
            for box, goal in heads.goals
        ),
        *(
            (step.column.left, step.column.right, step.title, step.colour, heads.steps_top, heads.step_row)
            for step in heads.steps
        ),
    ]
    for start, end, text, colour, down, height in cells:
        if height and end >= left and start <= right:
            paint, y = theme.stage(colour), top + down
            radius = theme.space["goal_radius"]
            yield Rect(start + 0.5 * MM, y, end - start - 1 * MM, height, paint.tint, None, radius)
            yield from _centred(text, start, end, y, height, paint.text)


def _centred(
    block: TextBlock, left: float, right: float, y: float, height: float, colour: str
) -> Iterator[Op]:
    yield from block_ops(
        block, left, y + (height - block.height) / 2, colour, align="centre", width=right - left
    )


def _chevron(chevron: Chevron, height: float, top: float, theme: Theme, *, first: bool) -> Iterator[Op]:
    box, paint = chevron.box, theme.stage(chevron.box.colour)
    yield _outline(
        box.x,
        top,
        box.width,
        height,
        theme.space["stage_point"],
        paint.fill,
        theme.space["stage_gap"],
        first=first,
    )
    size = theme.space["stage_disc"]
    middle = top + height / 2
    radius = max(size, chevron.letter.width + 5) / 2
    centre = box.x + DISC_LEFT + size / 2
    yield disc(centre, middle, radius, fill=paint.on_fill)
    style = theme.styles["stage_letter"]
    yield from line_ops(
        chevron.letter, centre - chevron.letter.width / 2, middle + style.size * 0.365, paint.text
    )
    x = box.x + DISC_LEFT + size + AFTER_DISC
    tall = chevron.title.height + (0.0 if chevron.beside else chevron.duration.height)
    y = middle - tall / 2
    yield from block_ops(chevron.title, x, y, paint.on_fill)
    if chevron.beside:
        end = box.x + box.width - theme.space["stage_point"] - 1.2 * MM
        yield from block_ops(
            chevron.duration,
            end - chevron.duration.width,
            middle - chevron.duration.height / 2,
            paint.on_fill,
        )
    else:
        yield from block_ops(chevron.duration, x, y + chevron.title.height, paint.on_fill)


def _outline(
    x: float, top: float, width: float, height: float, point: float, fill: str, gap: float, *, first: bool
) -> Path:
    """A chevron: it points into the next stage's, which is cut out to fit, with a gap between them."""
    start = x if first else x - point + 0.6 * gap
    tip = x + width - 0.4 * gap
    shoulder, middle, bottom = tip - point, top + height / 2, top + height
    notch: tuple[Segment, ...] = () if first else (("L", start + point, middle),)
    corners: tuple[Segment, ...] = (
        ("M", start, top),
        ("L", shoulder, top),
        ("L", tip, middle),
        ("L", shoulder, bottom),
        ("L", start, bottom),
    )
    return Path((*corners, *notch, ("Z",)), fill)
