"""What stands inside a card: texts, icons and marks at places, before anything is drawn.

Coordinates are points from the card's top left corner; where `bottom` is set, y counts from the card's bottom edge
(and is negative), so that a card stretched to its row keeps its foot at its foot.
"""

import msgspec

from journeymapper.layout.shaped import Line, TextBlock


class TextAt(msgspec.Struct, frozen=True, eq=False):
    """A block of text with its top left corner at (x, y). `role` names its colour; `key` what the text is."""

    x: float
    y: float
    block: TextBlock
    role: str = "fg"
    key: str = ""
    bottom: bool = False


class WordAt(msgspec.Struct, frozen=True, eq=False):
    """A line of text with the left end of its baseline at (x, y)."""

    x: float
    y: float
    line: Line
    role: str = "fg"
    bottom: bool = False


class IconAt(msgspec.Struct, frozen=True, eq=False):
    """An icon in a square."""

    x: float
    y: float
    size: float
    name: str
    role: str = "mark"
    bottom: bool = False


class BadgeAt(msgspec.Struct, frozen=True, eq=False):
    """A filled rounded rectangle in the stage's colour, for the number of a step or the initials of an owner."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    bottom: bool = False


class RatingAt(msgspec.Struct, frozen=True, eq=False):
    """A rating: `filled` of `total` marks, `shape` dot or bar, from x on, centred on y."""

    x: float
    y: float
    shape: str
    filled: int
    total: int
    bottom: bool = False


class TrendAt(msgspec.Struct, frozen=True, eq=False):
    """A sparkline of values in a rectangle."""

    x: float
    y: float
    width: float
    height: float
    values: tuple[float, ...]
    bottom: bool = False


Part = TextAt | WordAt | IconAt | BadgeAt | RatingAt | TrendAt


class Inner(msgspec.Struct, frozen=True, eq=False):
    """The inside of a card: its form, its size where nothing stretches it, and its parts."""

    form: str
    width: float
    height: float
    parts: tuple[Part, ...]
    missing: frozenset[str] = frozenset()
    cut: bool = False
