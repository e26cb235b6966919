"""A display list for a map that is read from right to left: the one step between layout and paper or screen.

Layout and drawing count x from where reading begins, whatever the direction. Mirrored, that is the right edge: every
x becomes `width` - x. Shapes are mirrored with their corners, dashes and gradients. What is read or recognised is
moved as a whole and stays as it is: text, pictures, drawn faces, codes, and icons that show no direction.
"""

from typing import assert_never

import msgspec

from journeymapper.drawing.ops import (
    DisplayList,
    Fill,
    Gradient,
    Group,
    Icon,
    Op,
    Path,
    Picture,
    Rect,
    Segment,
    Text,
)

CACHED_GROUPS = 8_000

TURNING_ICONS = frozenset(
    (
        "arrow-left",
        "arrow-right",
        "bubble",
        "car",
        "card-text",
        "cart",
        "chart",
        "chat",
        "check-list",
        "chevron-left",
        "chevron-right",
        "connect",
        "export",
        "file",
        "flag",
        "import",
        "megaphone",
        "note",
        "plane",
        "quote",
        "receipt",
        "redo",
        "share",
        "shoe",
        "stage",
        "steps",
        "thought",
        "truck",
        "undo",
    )
)
"""Icons that show a direction: what goes or points somewhere, what lines of text stand in, what rises in time."""


class Mirror:
    """Mirrors display lists. What became of a group's ops is kept, by the identity of their tuple."""

    def __init__(self) -> None:
        self._groups: dict[int, tuple[DisplayList, DisplayList]] = {}

    def ops(self, ops: DisplayList, width: float = 0.0) -> DisplayList:
        """The ops with every x become `width` - x."""
        return tuple(self._op(op, width) for op in ops)

    def _op(self, op: Op, width: float) -> Op:
        match op:
            case Rect():
                return msgspec.structs.replace(
                    op, x=width - op.x - op.width, fill=_fill(op.fill, width), radius=_radius(op.radius)
                )
            case Path():
                return _path(op, width)
            case Text():
                return msgspec.structs.replace(op, x=width - op.x - 2 * op.middle)
            case Icon():
                turned = op.mirrored != (op.name in TURNING_ICONS)
                return msgspec.structs.replace(op, x=width - op.x - op.size, mirrored=turned)
            case Picture():
                return msgspec.structs.replace(op, x=width - op.x - op.width)
            case Group():
                return msgspec.structs.replace(
                    op, x=width - op.x, ops=self._within(op.ops), left=-op.right, right=-op.left
                )
            case _:
                assert_never(op)

    def _within(self, ops: DisplayList) -> DisplayList:
        """The ops of a group, mirrored about its own x = 0; the same tuple for the same."""
        found = self._groups.get(id(ops))
        if found is None:
            if len(self._groups) >= CACHED_GROUPS:
                for old in list(self._groups)[: CACHED_GROUPS // 4]:
                    del self._groups[old]
            # The tuple is kept beside what became of it: its id is its own only as long as it lives.
            found = self._groups[id(ops)] = ops, self.ops(ops)
        return found[1]


def _path(op: Path, width: float) -> Path:
    if op.pivot is not None:
        away = width - 2 * op.pivot
        moved = tuple(_placed(segment, 1, away) for segment in op.segments)
        return msgspec.structs.replace(
            op, segments=moved, fill=_moved_fill(op.fill, 1, away), pivot=op.pivot + away
        )
    mirrored = tuple(_placed(segment, -1, width) for segment in op.segments)
    return msgspec.structs.replace(op, segments=mirrored, fill=_fill(op.fill, width))


def _placed(segment: Segment, sign: int, away: float) -> Segment:
    """The segment with every x become `away` ± x."""
    match segment:
        case ("M", x, y):
            return "M", away + sign * x, y
        case ("L", x, y):
            return "L", away + sign * x, y
        case ("C", x1, y1, x2, y2, x, y):
            return "C", away + sign * x1, y1, away + sign * x2, y2, away + sign * x, y
        case ("Z",):
            return segment
        case _:
            assert_never(segment)


def _fill(fill: Fill, width: float) -> Fill:
    return _moved_fill(fill, -1, width)


def _moved_fill(fill: Fill, sign: int, away: float) -> Fill:
    if isinstance(fill, Gradient):
        return msgspec.structs.replace(fill, x1=away + sign * fill.x1, x2=away + sign * fill.x2)
    return fill


def _radius(
    radius: float | tuple[float, float, float, float],
) -> float | tuple[float, float, float, float]:
    if isinstance(radius, tuple):
        top_left, top_right, bottom_right, bottom_left = radius
        return top_right, top_left, bottom_left, bottom_right
    return radius
