"""Embedding levels by the Unicode Bidirectional Algorithm (UAX 9, Unicode 15), and the order of a line's parts.

An even level is read from left to right, an odd one from right to left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

import msgspec

from journeymapper.layout.bidi_classes import bidi_classes
from journeymapper.layout.bidi_explicit import explicit_levels, isolating_sequences
from journeymapper.layout.bidi_rules import resolve_sequence

Direction = Literal["", "ltr", "rtl"]
"""Of a paragraph; "" is found from its text."""

# What can make anything run from right to left: the blocks of such scripts, and the marks that say so.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_SURELY_ONE = frozenset(("R", "AL", "NSM", "WS", "ON", "CS", "ES"))


def has_right_to_left(text: str) -> bool:
    """Whether anything in the text can run from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def base_level(text: str, default: int = 0) -> int:
    """The level of a paragraph by its first strong character (rules P2 and P3); `default` where it has none."""
    return _first_strong(bidi_classes(text), default)


def levels(text: str, base: int) -> list[int]:
    """The level of each character of one paragraph. What rule X9 removes has the level of what precedes it."""
    classes = bidi_classes(text)
    if base == 1 and _SURELY_ONE.issuperset(classes):
        return [1] * len(text)
    found, kinds, matching = explicit_levels(classes, base, _first_strong)
    kept = [place for place, level in enumerate(found) if level >= 0]
    for sequence in isolating_sequences(kept, found, classes, matching, base):
        resolve_sequence(sequence, text, classes, kinds, found)
    last = base
    for place, level in enumerate(found):
        if level < 0:
            found[place] = last
        last = found[place]
    _reset_separators(classes, found, base)
    return found


def removed(text: str) -> list[bool]:
    """Which characters rule X9 takes out: they have no place of their own in a line."""
    return [kind in _REMOVED for kind in bidi_classes(text)]


def visual_order(of_parts: Sequence[int]) -> list[int]:
    """The indices of a line's parts from left to right, given the level of each in logical order (rule L2)."""
    order = [*range(len(of_parts))]
    highest = max(of_parts, default=0)
    if not highest:
        return order
    lowest = min((level for level in of_parts if level % 2), default=highest + 1)
    for level in range(highest, lowest - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and of_parts[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


_REMOVED = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "BN"))
_TRAILING = frozenset(("WS", "FSI", "LRI", "RLI", "PDI")) | _REMOVED


def _first_strong(classes: Sequence[str], default: int) -> int:
    """The level by the first strong class that stands in no isolate."""
    depth = 0
    for kind in classes:
        if kind in ("L", "R", "AL") and not depth:
            return 0 if kind == "L" else 1
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI" and depth:
            depth -= 1
        elif kind == "B":
            break
    return default


def _reset_separators(classes: Sequence[str], found: list[int], base: int) -> None:
    """Separators, and white space before them and at the end, have the paragraph's level (rule L1)."""
    resetting = True
    for place in range(len(classes) - 1, -1, -1):
        kind = classes[place]
        if kind in ("B", "S"):
            resetting = True
        elif kind not in _TRAILING:
            resetting = False
        if resetting:
            found[place] = base


class Leveled(msgspec.Struct, frozen=True):
    """The level of each character of a text, and of each of its paragraphs: (where it starts, its level)."""

    levels: bytes
    paragraphs: tuple[tuple[int, int], ...]

    def base(self, place: int) -> int:
        """The level of the paragraph at a place."""
        return self.paragraphs[bisect_right(self.paragraphs, (place, 2)) - 1][1]


# White space in it stands between thousands, or between the parts of a telephone number.
_FIGURE = re.compile(r"[\s+\-\u2013\u2212±~≈<>≤≥]*\d(?:[\d.,:/٫٬\s]|-(?=\d))*(?:[%٪‰°]\s*)?")
_PARAGRAPH = re.compile("[^\n\r\v\f\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029]|$)")


def leveled(text: str, direction: Direction, default: Direction = "ltr") -> Leveled | None:
    """The levels of a text of one or more paragraphs; None where all of it is read from left to right.

    Each paragraph finds its direction by its first strong character, where none is given; `default` is that of a
    paragraph without one. But a lone figure keeps its sign before it and its unit behind it, wherever its line begins.
    """
    if not has_right_to_left(text) and (direction or default) != "rtl":
        return None
    found = bytearray()
    paragraphs = []
    for match in _PARAGRAPH.finditer(text):
        part = match.group()
        if not part:
            continue
        base = int(direction == "rtl") if direction else base_level(part, int(default == "rtl"))
        paragraphs.append((match.start(), base))
        still = not base and not has_right_to_left(part)
        if still or (not direction and _FIGURE.fullmatch(part)):
            found += bytes(len(part))
        else:
            found += bytes(levels(part, base))
    if not any(found) and not any(base for _, base in paragraphs):
        return None
    return Leveled(bytes(found), tuple(paragraphs) or ((0, int((direction or default) == "rtl")),))
