"""Outlines that more than one renderer needs: rounded rectangles and icons, as path segments."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from journeymapper.drawing.ops import Rect, Segment
from journeymapper.model.resources import resource

GRID = 24.0
"""Side of the square that icons are drawn in."""

MITRE_LIMIT = 10.0
"""Of every stroke that is not round."""

_HANDLE = 0.5522847498  # of a radius: where the handles of a cubic quarter circle lie


class IconOutline(msgspec.Struct, frozen=True):
    """An icon on the grid: what is stroked, with round caps and joins, and what is filled."""

    strokes: tuple[Segment, ...] = ()
    fills: tuple[Segment, ...] = ()


class Icons:
    """The bundled icons, read when the first one is asked for. An unknown name is an empty icon."""

    def __init__(self) -> None:
        self._raw: dict[str, dict[str, list[list[list[str | float]]]]] | None = None
        self._outlines: dict[str, IconOutline] = {}

    def outline(self, name: str) -> IconOutline:
        """The icon's outline in grid units."""
        found = self._outlines.get(name)
        if found is None:
            if self._raw is None:
                raw = (resource("icons") / "icons.json").read_bytes()
                self._raw = msgspec.json.decode(raw, type=dict[str, dict[str, list[list[list[str | float]]]]])
            parts = self._raw.get(name, {})
            found = IconOutline(_segments(parts.get("strokes", ())), _segments(parts.get("fills", ())))
            self._outlines[name] = found
        return found


def _segments(subpaths: Iterable[Iterable[Iterable[str | float]]]) -> tuple[Segment, ...]:
    return tuple(tuple(segment) for subpath in subpaths for segment in subpath)  # type: ignore[misc]


def rounded(rect: Rect) -> tuple[Segment, ...]:
    """The outline of a rectangle, its radii at most half of its shorter side."""
    radii = rect.radius if isinstance(rect.radius, tuple) else (rect.radius,) * 4
    most = max(min(rect.width, rect.height) / 2, 0.0)
    top_left, top_right, bottom_right, bottom_left = (min(max(radius, 0.0), most) for radius in radii)
    left, top, right, bottom = rect.x, rect.y, rect.x + rect.width, rect.y + rect.height
    return (
        ("M", left + top_left, top),
        ("L", right - top_right, top),
        *_corner((right, top), (1, 0), (0, 1), top_right),
        ("L", right, bottom - bottom_right),
        *_corner((right, bottom), (0, 1), (-1, 0), bottom_right),
        ("L", left + bottom_left, bottom),
        *_corner((left, bottom), (-1, 0), (0, -1), bottom_left),
        ("L", left, top + top_left),
        *_corner((left, top), (0, -1), (1, 0), top_left),
        ("Z",),
    )


def _corner(
    at: tuple[float, float], come: tuple[int, int], go: tuple[int, int], radius: float
) -> tuple[Segment, ...]:
    """A quarter circle round a corner, come to in one direction and left in the other."""
    if radius <= 0:
        return ()
    rest = radius * (1 - _HANDLE)
    (x, y), (cx, cy), (gx, gy) = at, come, go
    return (
        ("C", x - cx * rest, y - cy * rest, x + gx * rest, y + gy * rest, x + gx * radius, y + gy * radius),
    )
