"""The canvas: tiles, overlay, gestures and writing in place, put together in `Canvas`."""

from journeymapper.ui.canvas.canvas import Canvas

__all__ = ["Canvas"]
