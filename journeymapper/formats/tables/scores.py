"""Feelings in cells: numbers on any of the scales that people use, stars, faces and words, as −2 to +2."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from journeymapper.formats.tables.cells import NOTHING, cards_in
from journeymapper.formats.words import feelings, folded
from journeymapper.model.i18n import mark as marked

SCALES: dict[str, str] = {
    "-2..+2": marked("−2 to +2"),
    "-5..+5": marked("−5 to +5"),
    "1..5": marked("1 to 5"),
    "0..10": marked("0 to 10"),
    "1..10": marked("1 to 10"),
    "0..100": marked("0 to 100"),
    "words": marked("Words and faces"),
}
"""The scales by key, with their titles."""

_ENDS: dict[str, tuple[float, float]] = {
    "-2..+2": (-2, 2),
    "-5..+5": (-5, 5),
    "1..5": (1, 5),
    "0..10": (0, 10),
    "1..10": (1, 10),
    "0..100": (0, 100),
}
_OUT_OF = {"5": "1..5", "10": "1..10", "100": "0..100"}

# At most nine digits: what is longer is no score, and Python refuses to read numbers of thousands of digits.
_NUMBER = r"\d{1,9}(?:[.,]\d{1,9})?"
_FRACTION = re.compile(rf"(?<![\d.,/])({_NUMBER})\s*/\s*(5|10|100)(?![\d/.,])")
_LEADING = re.compile(rf"([+\-−–]?\s?{_NUMBER})\s*%?(?=$|[\s:)(,–—-])(?!\s*/)")
_BRACKETED = re.compile(rf"[(\[]\s*([+\-−–]?\s?{_NUMBER})\s*[)\]]")
_STARS = re.compile("([★⭐]+)(☆*)")
_SEPARATOR = re.compile(r"\s*:\s?|\s*[–—-]\s+|\s+|")
_ENDS_IN_TITLE = re.compile(r"([+\-−–]?\d+)\s*(?:\.\.+|…|–|—|-|to|bis|a|à|до|至|から|~|/)\s*([+\-−–]?\d+)")
_LONGEST_LABEL = 60
_LONGEST_FEELING = 200
"""Characters of a text in which words for feelings are looked for: each takes a try of all words."""


class Score(NamedTuple):
    """A feeling from -2 to +2. `label` says it in words, `number` and `scale` keep how it was given.

    `scale` is a key of SCALES, or "faces". `beyond` tells that the number lies beyond its scale.
    """

    value: float
    label: str
    number: str
    scale: str
    beyond: bool = False


class _Figure(NamedTuple):
    number: str
    scale: str
    label: str


def read_score(text: str, scale: str) -> Score | None:
    """The feeling in a text whose numbers are on this scale; None where it says none."""
    figure = _figure(text)
    if figure and (figure.scale or scale in _ENDS):
        own = "0..10" if (figure.scale, scale) == ("1..10", "0..10") else figure.scale or scale
        low, high = _ENDS[own]
        number = _value(figure.number)
        value = (min(max(number, low), high) - low) / (high - low) * 4 - 2
        return Score(round(value, 3), figure.label, figure.number, own, not low <= number <= high)
    return _face_score(text) or _word_score(text)


def is_figure(text: str) -> bool:
    """Whether a text says a number that is plainly a score: signed, out of five or ten, or in stars."""
    figure = _figure(text)
    return figure is not None and (bool(figure.scale) or figure.number[:1] in "+-")


def guessed_scale(title: str, texts: Iterable[str]) -> str:
    """The scale of a lane of this name with these texts in its cells; "" where they say no feelings."""
    firsts = (parts[0] for parts in map(cards_in, texts) if parts)
    cells = [text for text in firsts if text not in NOTHING]
    figures = [figure for figure in map(_figure, cells) if figure]
    if figures and len(figures) * 2 >= len(cells):
        return _scale_in(title) or _scale_of(figures)
    return "words" if any(read_score(text, "words") for text in cells) else ""


def score_text(value: float, label: str) -> str:
    """A feeling as a cell says it so that it is read again: a face, the number with its sign, the label."""
    nearest = int(value + 2.5)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    number = f"{abs(round(value, 3)):g}"
    return f"{'😞🙁😐🙂😀'[nearest]} {sign}{number}{': ' if label else ''}{label}"


def feeling_in(text: str, scale: str) -> tuple[Score | None, tuple[str, ...]]:
    """The feeling in a cell whose numbers are on this scale, and what it says besides."""
    parts = cards_in(text)
    if parts and parts[0] in NOTHING:
        return None, parts[1:]
    if not scale or not parts:
        return None, parts
    first = read_score(parts[0], scale)
    if first and first.scale not in ("faces", "words"):
        return first, parts[1:]
    whole = read_score(text, scale)
    if whole is None or (not whole.label and any(map(_says_something, parts))):
        # What is too long for the label of its feeling stands beside it.
        return whole, parts
    return whole, ()


def _says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


# numbers


def _figure(text: str) -> _Figure | None:
    """The number in a text that may be a score, and what the text says beside it."""
    leading = _LEADING.match(text, _behind_faces(text))
    if leading and (leading[1][0] in "+-−–" or text.startswith(":", leading.end())):
        return _leading_figure(text, leading)
    fraction = _FRACTION.search(text)
    if fraction:
        rest = f"{text[: fraction.start()].strip(' (:–-')} {text[fraction.end() :].lstrip(' ):–-')}"
        return _Figure(fraction[1], _OUT_OF[fraction[2]], rest.strip())
    stars = _STARS.search(text)
    if stars and len(stars[0]) <= 5:
        return _Figure(str(len(stars[1])), "1..5", _without(text, stars))
    if leading:
        return _leading_figure(text, leading)
    bracketed = _BRACKETED.search(text)
    return _Figure(_plain(bracketed[1]), "", _without(text, bracketed)) if bracketed else None


def _leading_figure(text: str, leading: re.Match[str]) -> _Figure:
    separator = _SEPARATOR.match(text, leading.end())
    return _Figure(_plain(leading[1]), "", text[separator.end() :] if separator else "")


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()].strip()} {text[match.end() :].strip()}".strip()


def _behind_faces(text: str) -> int:
    match = feelings().before.match(text, 0, _LONGEST_FEELING)
    return match.end() if match else 0


def _plain(number: str) -> str:
    return re.sub("[−–]", "-", number).replace(" ", "")


def _value(number: str) -> float:
    return float(number.replace(",", "."))


def _scale_in(title: str) -> str:
    """The scale that a lane's name says, as in “Emotion (1–10)”."""
    for match in _ENDS_IN_TITLE.finditer(title):
        ends = (_value(_plain(match[1])), _value(_plain(match[2])))
        for key, known in _ENDS.items():
            if ends in (known, known[::-1]):
                return key
    return ""


def _scale_of(figures: list[_Figure]) -> str:
    told = [figure.scale for figure in figures if figure.scale]
    if told:
        return max(set(told), key=told.count)
    values = [_value(figure.number) for figure in figures]
    low, high = min(values), max(values)
    if low < 0 or any(figure.number[0] == "+" for figure in figures) or high == 0:
        return "-2..+2" if max(-low, high) <= 2 else "-5..+5"
    for key in ("1..5", "0..10" if low < 1 else "1..10"):
        if _ENDS[key][0] <= low and high <= _ENDS[key][1]:
            return key
    return "0..100"


# faces and words


def _face_score(text: str) -> Score | None:
    known = feelings()
    found = list(known.faces.finditer(text[:_LONGEST_FEELING]))
    if not found:
        return None
    value = sum(known.face_values[face[0]] for face in found) / len(found)
    label = known.faces.sub(" ", text).replace("\ufe0f", "").replace("\u200d", "")
    return Score(round(value, 3), _label(" ".join(label.split())), text, "faces")


def _word_score(text: str) -> Score | None:
    known = feelings()
    values = [
        (-1 if match["no"] else 1) * known.values[match["word"]]
        for match in known.words.finditer(folded(text[:_LONGEST_FEELING]))
    ]
    if not values:
        return None
    return Score(round(sum(values) / len(values), 3), _label(text.strip()), text, "words")


def _label(text: str) -> str:
    """What is short enough to be written at the curve."""
    return text if len(text) <= _LONGEST_LABEL else ""
