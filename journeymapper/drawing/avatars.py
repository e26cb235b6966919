"""Drawn portraits for personas: nobody's photograph is needed to give a persona a face."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from journeymapper.drawing.ops import Op, Path, Segment
from journeymapper.model.resources import resource

SQUARE = 100.0


def avatar_names() -> tuple[str, ...]:
    """The names of the drawn portraits."""
    return tuple(_avatars())


def avatar_ops(name: str, x: float, y: float, size: float) -> Iterator[Op]:
    """The portrait of this name in a square; nothing where there is none of that name."""
    scale = size / SQUARE
    for layer in _avatars().get(name, ()):
        segments = tuple(_placed(segment, x, y, scale) for segment in layer["path"])
        yield Path(segments, layer["fill"], pivot=x + size / 2)


@cache
def _avatars() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = msgspec.json.decode(resource("avatars.json").read_bytes())
    return found


def _placed(segment: list[Any], x: float, y: float, scale: float) -> Segment:
    letter, *numbers = segment
    moved = [value * scale + (y if index % 2 else x) for index, value in enumerate(numbers)]
    return (letter, *moved)
