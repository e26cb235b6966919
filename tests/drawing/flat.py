"""Display lists without groups: every op with where its coordinates count from."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from journeymapper.drawing.ops import Group, Icon, Op, Path, Picture, Rect, Text
from journeymapper.drawing.shapes import CAPITALS
from tests.drawing.places import Area


class Placed(NamedTuple):
    """An op that is no group, and the (x, y) that its coordinates count from."""

    op: Op
    x: float
    y: float


def flat(ops: Iterable[Op], x: float = 0.0, y: float = 0.0) -> Iterator[Placed]:
    """Every op but groups, in drawing order."""
    for op in ops:
        if isinstance(op, Group):
            yield from flat(op.ops, x + op.x, y + op.y)
        else:
            yield Placed(op, x, y)


def extent(placed: Placed) -> Area:
    """The rectangle that bounds an op; of a text, that about the middle which it is moved with."""
    op, x, y = placed
    match op:
        case Rect() | Picture():
            area = op.x, op.y, op.x + op.width, op.y + op.height
        case Icon():
            area = op.x, op.y, op.x + op.size, op.y + op.size
        case Text(upright=True):
            area = op.x - CAPITALS * op.run.size, op.y - op.run.advance, op.x, op.y
        case Text():
            # A run that ends its line beyond its middle lies before it in the mirror: what is mirrored is the block.
            area = op.x + op.middle, op.y, op.x + op.middle, op.y
        case Path():
            numbers = [each for segment in op.segments for each in segment if not isinstance(each, str)]
            xs, ys = numbers[::2], numbers[1::2]
            if op.pivot is not None:
                xs = [op.pivot]
            area = min(xs), min(ys), max(xs), max(ys)
        case _:
            raise AssertionError(op)
    return x + area[0], y + area[1], x + area[2], y + area[3]
