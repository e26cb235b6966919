"""Scrolling while something is dragged near an edge, with a still pointer too."""

from journeymapper.interact.view import View

ZONE = 48.0
"""Pixels from an edge of the body within which dragging scrolls."""
DELAY = 0.2
"""Seconds that the pointer must have been in the zone."""
EASE = 0.5
"""Seconds in which the speed rises to its full."""
FASTEST = 900.0
"""Pixels a second, at the edge and beyond."""


class EdgeScroll:
    """How far to scroll after each tick; it remembers how long the pointer has been near an edge."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def after(self, seconds: float, view: View, x: float, y: float, axes: str) -> tuple[float, float]:
        """Pixels to scroll by on both axes, with the pointer at (x, y) for some more seconds."""
        pull_x = _pull(x, view.gutter, view.width) if "x" in axes else 0.0
        pull_y = _pull(y, view.header, view.height) if "y" in axes else 0.0
        if not pull_x and not pull_y:
            self._seconds = 0.0
            return 0.0, 0.0
        self._seconds += seconds
        eased = min(max(self._seconds - DELAY, 0.0) / EASE, 1.0)
        far = FASTEST * eased * seconds
        return pull_x * far, pull_y * far


def _pull(at: float, low: float, high: float) -> float:
    """From -1 at the low edge and before it to 1 at the high edge and past it; 0 away from both."""
    zone = min(ZONE, (high - low) / 4)
    if zone <= 0:
        return 0.0
    if at < low + zone:
        return -min((low + zone - at) / zone, 1.0)
    if at > high - zone:
        return min((at - high + zone) / zone, 1.0)
    return 0.0
