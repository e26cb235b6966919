"""The display list: everything a renderer has to know to draw a map, on a screen, in a PDF or in an SVG.

Six kinds of op. Units are layout points, y points down, angles do not occur. Colours are "#RRGGBB" or "#RRGGBBAA",
resolved from the theme. A renderer handles every op; `assert_never` at the end of its `match` keeps it so.
"""

from typing import Literal

import msgspec

from journeymapper.layout.shaped import GlyphRun

Segment = (
    tuple[Literal["M"], float, float]
    | tuple[Literal["L"], float, float]
    | tuple[Literal["C"], float, float, float, float, float, float]
    | tuple[Literal["Z"]]
)


class Stroke(msgspec.Struct, frozen=True):
    """A pen. `dash` alternates lengths of ink and gap, in points; round caps make dots of short dashes."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    round: bool = False


class Gradient(msgspec.Struct, frozen=True):
    """A linear gradient from (x1, y1) to (x2, y2); `stops` are (offset 0–1, colour)."""

    x1: float
    y1: float
    x2: float
    y2: float
    stops: tuple[tuple[float, str], ...]


Fill = str | Gradient | None


class Rect(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A rectangle. `radius` rounds its corners: one for all, or (top left, top right, bottom right, bottom left)."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill = None
    stroke: Stroke | None = None
    radius: float | tuple[float, float, float, float] = 0.0


class Path(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Straight lines and cubic curves, filled by the non-zero rule, stroked, or both.

    `pivot` is for what must not be mirrored, a face or a QR code: the x of the middle of the picture it is a part of.
    """

    segments: tuple[Segment, ...]
    fill: Fill = None
    stroke: Stroke | None = None
    pivot: float | None = None


class Text(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A shaped run with its origin at (x, y) on the baseline; `upright` turns it a quarter to the left about that.

    `middle` is how far right of x the middle of the text lies that the run is a part of: see `drawing.mirror`.
    """

    x: float
    y: float
    run: GlyphRun
    colour: str
    upright: bool = False
    middle: float = 0.0


class Icon(msgspec.Struct, frozen=True, eq=False, gc=False):
    """An icon of `resources/icons/icons.json` in a square; `weight` is the stroke's width in 24ths of the square.

    `mirrored` draws it as a mirror shows it.
    """

    x: float
    y: float
    size: float
    name: str
    colour: str
    weight: float = 2.0
    mirrored: bool = False


class Picture(msgspec.Struct, frozen=True, eq=False, gc=False):
    """An image of the document's media, by its SHA-256, filling the rectangle (cropped to its centre)."""

    x: float
    y: float
    width: float
    height: float
    sha256: str
    radius: float = 0.0


class Group(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Ops in coordinates of their own, put down at (x, y). `owner` is the id of the record they show.

    `language` is that of their texts, a BCP 47 tag; "" for that of what they stand in.

    (`left`, `top`, `right`, `bottom`) bound the ink in the group's own coordinates. The same `ops` tuple may stand
    in many groups and over many frames: renderers cache by its identity.
    """

    x: float
    y: float
    ops: "tuple[Op, ...]"
    left: float
    top: float
    right: float
    bottom: float
    owner: str = ""
    language: str = ""


Op = Rect | Path | Text | Icon | Picture | Group
DisplayList = tuple[Op, ...]


class Page(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A sheet of paper: its size in PDF points (1/72 inch) and what stands on it, already scaled to those points.

    `scale` is how many PDF points one layout point of `ops` takes; the list is drawn scaled by it after moving the
    origin to (`x`, `y`) PDF points from the top left corner. `notes` are sentences for whoever prints it: what of the
    map the page does not show.
    """

    width: float
    height: float
    ops: DisplayList
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    label: str = ""
    bookmarks: "tuple[Bookmark, ...]" = ()
    notes: tuple[str, ...] = ()


class Bookmark(msgspec.Struct, frozen=True):
    """An outline entry that leads to (x, y) on its page, in layout points."""

    title: str
    x: float
    y: float
