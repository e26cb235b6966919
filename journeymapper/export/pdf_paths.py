"""Path segments as PDF operators."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import assert_never

from journeymapper.drawing.ops import Rect, Segment
from journeymapper.export.outlines import rounded


def path_code(segments: Iterable[Segment]) -> str:
    """The operators that make the path the present one."""
    parts = []
    for segment in segments:
        match segment:
            case ("M", x, y):
                parts.append(f"{x:.3f} {y:.3f} m")
            case ("L", x, y):
                parts.append(f"{x:.3f} {y:.3f} l")
            case ("C", x1, y1, x2, y2, x, y):
                parts.append(f"{x1:.3f} {y1:.3f} {x2:.3f} {y2:.3f} {x:.3f} {y:.3f} c")
            case ("Z",):
                parts.append("h")
            case _:
                assert_never(segment)
    return " ".join(parts)


def rect_code(rect: Rect) -> str:
    """The operators that make a rectangle the present path."""
    if rect.radius == 0:
        return f"{rect.x:.3f} {rect.y:.3f} {rect.width:.3f} {rect.height:.3f} re"
    return _rounded_code(rect.x, rect.y, rect.width, rect.height, rect.radius)


@lru_cache(maxsize=4096)
def _rounded_code(
    x: float, y: float, width: float, height: float, radius: float | tuple[float, float, float, float]
) -> str:
    # Cards of one width stand at the same place of their groups, so few outlines make most cards.
    return path_code(rounded(Rect(x, y, width, height, radius=radius)))
