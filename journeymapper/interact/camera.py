"""Zooming and scrolling: what part of the map is seen from one moment to the next."""

import msgspec

from journeymapper.interact.view import (
    LARGEST,
    SMALLEST,
    View,
    fitted,
    kept_inside,
    revealing,
    scrolled,
    showing,
)

NOTCH = 2 ** (1 / 6)
"""By how much a notch of the wheel magnifies: six of them double."""


class _Zooming(msgspec.Struct, frozen=True):
    """Notches turned with a still pointer: where it was, what it pointed at, and the zoom it all began with.

    Turning back leads through the very same views, the first included, whatever the map's edges did in between.
    """

    x: float
    y: float
    map_x: float
    map_y: float
    zoom: float
    notches: float
    reached: View


class Camera:
    """The present view. Every method returns whether the view is another one now.

    `ratio` is device pixels a pixel: the map is always seen from a whole device pixel on, so that tiles stay sharp.
    """

    def __init__(self) -> None:
        self.view = View()
        self.ratio = 1.0
        self._width = 0.0
        self._height = 0.0
        self._zooming: _Zooming | None = None

    def frame(self, width: float, height: float) -> bool:
        """The viewport has this size in pixels now."""
        return self._go(msgspec.structs.replace(self.view, width=width, height=height))

    def measure(self, width: float, height: float, lane_heads: float, stage_heads: float) -> bool:
        """The map has this size now, and its heads take this room, in points."""
        self._width, self._height = width, height
        return self._go(msgspec.structs.replace(self.view, lane_heads=lane_heads, stage_heads=stage_heads))

    def scroll_by(self, dx: float, dy: float) -> bool:
        """Move on by so many pixels."""
        return self._go(scrolled(self.view, dx, dy))

    def look_at(self, left: float, top: float) -> bool:
        """Show the map from this point on."""
        return self._go(msgspec.structs.replace(self.view, left=left, top=top))

    def zoom_to(self, zoom: float, x: float, y: float) -> bool:
        """Show the map at this zoom; what is seen at the pixel (x, y) stays there."""
        here = self.view
        return self._go(
            showing(here, zoom, x, y, here.map_x(max(x, here.gutter)), here.map_y(max(y, here.header)))
        )

    def zoom_by(self, notches: float, x: float, y: float) -> bool:
        """Zoom by notches of the wheel, which may be fractions, about the pixel (x, y)."""
        turning = self._zooming
        if turning is None or turning.reached != self.view or (turning.x, turning.y) != (x, y):
            here = self.view
            map_x, map_y = here.map_x(max(x, here.gutter)), here.map_y(max(y, here.header))
            turning = _Zooming(x, y, map_x, map_y, here.zoom, 0.0, here)
        total = turning.notches + notches
        zoom = turning.zoom * NOTCH**total
        if not SMALLEST <= zoom <= LARGEST and turning.reached.zoom in (SMALLEST, LARGEST):
            return False
        changed = self._go(showing(self.view, zoom, x, y, turning.map_x, turning.map_y))
        self._zooming = msgspec.structs.replace(turning, notches=total, reached=self.view)
        return changed

    def fit(self, left: float, top: float, right: float, bottom: float, most: float = 1.0) -> bool:
        """Show a rectangle of the map as large as it fits, at most at the zoom `most`."""
        return self._go(fitted(self.view, left, top, right, bottom, most))

    def reveal(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Scroll as little as shows a rectangle of the map."""
        return self._go(revealing(self.view, left, top, right, bottom))

    def _go(self, view: View) -> bool:
        inside = kept_inside(view, self._width, self._height)
        step = inside.scale * self.ratio
        view = msgspec.structs.replace(
            inside, left=round(inside.left * step) / step, top=round(inside.top * step) / step
        )
        if view == self.view:
            return False
        self.view = view
        return True
