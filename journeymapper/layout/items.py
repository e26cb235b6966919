"""Text cut into items: what HarfBuzz can shape in one go, since it has one face, one script and one level."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from journeymapper.layout.breaks import LineBreaks
from journeymapper.layout.fonts import FontSet, visible

MOST_MARKS = 4
CACHED_GRAPHEMES = 20_000

# The combining grapheme joiner: seen by nobody, and a part of the letter before it.
_NOTHING = "\u034f"
_NEUTRAL = frozenset(("Zyyy", "Zinh", "Zzzz"))
_MARKS = ("Mn", "Me")
_AS_PICTURE, _AS_TEXT = "\ufe0f", "\ufe0e"
_PICTURES = "\U0001f000"


class Item(NamedTuple):
    """`text` is what is shown. `boxed`: no font has it."""

    face: str
    script: str
    text: str
    level: int = 0
    boxed: bool = False


class _Choice(NamedTuple):
    """The face of a grapheme, what of it is shown, and what no font has. `boxed`: a box stands for all of it."""

    face: str
    shown: str
    missing: frozenset[str] = frozenset()
    boxed: bool = False


class Items:
    """Cuts text into items, with the faces of a stack: grapheme by grapheme the first one that has it."""

    def __init__(self, fonts: FontSet, stack: tuple[str, ...], breaks: LineBreaks) -> None:
        self._fonts = fonts
        self._stack = stack
        self._breaks = breaks
        self._choices: dict[str, _Choice] = {}

    def split(self, text: str, levels: bytes | None) -> tuple[list[Item], frozenset[str]]:
        """The items of a text in its order, and what of it no font has. `levels`: of each character; None: all 0."""
        if levels is None:
            return self._split(text if text.isascii() else _thinned(text), 0)
        shown = _thinned(text)
        items: list[Item] = []
        missing: set[str] = set()
        start = 0
        for level, group in groupby(levels):
            end = start + len(list(group))
            more, lost = self._split(shown[start:end], level)
            items += more
            missing |= lost
            start = end
        return items, frozenset(missing)

    def _split(self, text: str, level: int) -> tuple[list[Item], frozenset[str]]:
        if not text:
            return [], frozenset()
        main = self._stack[0]
        if self._fonts.characters(main).issuperset(text):
            return [Item(main, script, part, level) for script, part in _scripts(text)], frozenset()
        items: list[Item] = []
        missing: set[str] = set()
        for face, boxed, group in self._runs(text):
            shown = ""
            for choice in group:
                shown += choice.shown
                missing |= choice.missing
            if boxed:
                items += (Item(face, "Zyyy", choice.shown, level, boxed=True) for choice in group)
            else:
                items += (Item(face, script, part, level) for script, part in _scripts(shown))
        return items, frozenset(missing)

    def _runs(self, text: str) -> Iterator[tuple[str, bool, list[_Choice]]]:
        """Neighbouring graphemes of one face."""
        choices = [self._choice(text[start:end]) for start, end in self._breaks.clusters(text)]
        for (face, boxed), group in groupby(choices, lambda choice: (choice.face, choice.boxed)):
            yield face, boxed, list(group)

    def _choice(self, grapheme: str) -> _Choice:
        found = self._choices.get(grapheme)
        if found is None:
            if len(self._choices) >= CACHED_GRAPHEMES:
                self._choices.clear()
            found = self._choices[grapheme] = self._choose(grapheme)
        return found

    def _choose(self, grapheme: str) -> _Choice:
        needed = visible(grapheme)
        stack = (*self._fonts.emoji, *self._stack) if _is_picture(grapheme) else self._stack
        face = self._first(stack, needed) or self._first(self._fonts.others(), needed)
        if face is not None:
            return _Choice(face, grapheme)
        base = self._first(self._stack, needed[0])
        if base is None:
            return _Choice(self._stack[0], grapheme, frozenset(needed), boxed=True)
        lost = frozenset(char for char in needed if not self._fonts.covers(base, char))
        shown = "".join(_NOTHING if char in lost else char for char in grapheme)
        return _Choice(base, shown, lost)

    def _first(self, stack: tuple[str, ...], needed: str) -> str | None:
        # HarfBuzz composes what it can, and draws every kind of space from the common one.
        composed = unicodedata.normalize("NFC", needed)
        for face in stack:
            characters = self._fonts.characters(face)
            if characters.issuperset(needed) or characters.issuperset(composed):
                return face
        return None


def _is_picture(grapheme: str) -> bool:
    """Whether it is to be seen as an emoji, as far as the text itself says so."""
    return _AS_PICTURE in grapheme or (max(grapheme) >= _PICTURES and _AS_TEXT not in grapheme)


def _thinned(text: str) -> str:
    """The text with no more than four marks on a letter: more would tower over the lines above."""
    marks = 0
    kept = []
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in _MARKS else 0
        kept.append(char if marks <= MOST_MARKS else _NOTHING)
    return "".join(kept)


def _scripts(text: str) -> list[tuple[str, str]]:
    """The text split into (ISO 15924 script, part); what belongs to every script goes with its neighbour."""
    if text.isascii():
        return [("Latn", text)]
    own = set(map(_script_of, text)) - _NEUTRAL
    if len(own) < 2:
        return [(next(iter(own), _script_of(text[0])), text)]
    parts: list[tuple[str, str]] = []
    for char in text:
        script = _script_of(char)
        if parts and (script in _NEUTRAL or script == parts[-1][0] or parts[-1][0] in _NEUTRAL):
            kept = script if parts[-1][0] in _NEUTRAL else parts[-1][0]
            parts[-1] = (kept, parts[-1][1] + char)
        else:
            parts.append((script, char))
    return parts


@lru_cache(maxsize=1 << 16)
def _script_of(char: str) -> str:
    """The script of a character; a mark goes with its letter."""
    from fontTools.unicodedata import script

    return "Zinh" if unicodedata.category(char)[0] == "M" else str(script(char))
