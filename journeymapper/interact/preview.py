"""What a gesture shows while it lasts. Nothing of it is in the document.

Places are in map points unless they are called pixels. Everything has a default: an empty preview shows nothing.
"""

from collections.abc import Generator
from typing import Literal

import msgspec

from journeymapper.edit.places import Place
from journeymapper.interact.events import Event

Area = tuple[float, float, float, float]
"""Left, top, right, bottom in map points."""

Segment = tuple[float, float, float, float]
"""x1, y1, x2, y2 in map points."""

Cursor = Literal["", "grabbing", "copy", "refused", "cross", "text", "resize"]
GhostKind = Literal["items", "stage", "step", "row"]


class Ghost(msgspec.Struct, frozen=True):
    """A picture of what is dragged: its top left corner in pixels. The first of `keys` is the one that was grabbed."""

    kind: GhostKind
    keys: tuple[str, ...]
    x: float
    y: float


class Bubble(msgspec.Struct, frozen=True):
    """A few words beside a map point."""

    text: str
    x: float
    y: float


class DraggedPoint(msgspec.Struct, frozen=True):
    """An emotion point on its way: the curve is drawn through it."""

    series: str
    step: str
    value: float


class Hint(msgspec.Struct, frozen=True):
    """What a key does now."""

    key: str
    does: str


class Preview(msgspec.Struct, frozen=True):
    """One moment of a gesture.

    `faded` are records shown at 40 %; `tint` an area where a drop goes to, `line` where exactly; `lit` a card that
    is aimed at; `wire` a link being drawn; `band` a rubber band; `selection` what would be selected (None: as it
    is). `scroll` asks for a scroll by so many pixels, once. `says` and `hints` are for the status line.
    """

    ghost: Ghost | None = None
    faded: frozenset[str] = frozenset()
    tint: Area | None = None
    line: Segment | None = None
    lit: str = ""
    wire: Segment | None = None
    band: Area | None = None
    selection: tuple[str, ...] | None = None
    point: DraggedPoint | None = None
    bubble: Bubble | None = None
    cursor: Cursor = ""
    scroll: tuple[float, float] = (0.0, 0.0)
    says: str = ""
    hints: tuple[Hint, ...] = ()
    taken: bool = True


class Outcome(msgspec.Struct, frozen=True):
    """How a gesture ended.

    `changed` are records that should be shown to have changed; `says` goes into the status line, and `notice` is
    worth more than that. `edit` is a record whose text is to be written now, `draft` a place for a new one.
    """

    changed: tuple[str, ...] = ()
    says: str = ""
    notice: str = ""
    edit: str = ""
    draft: Place | None = None


NOTHING = Preview()
UNDONE = Outcome()

Gesture = Generator[Preview, Event, Outcome]
"""Started with `next`, fed with `send`; returns its outcome."""
