"""JSON from outside, read strictly: what the standard library lets through is refused with line and column.

Refused are duplicate keys, NaN and Infinity, numbers out of range, texts too long, nesting too deep and halves of
characters. Readers of files and of other formats share these limits.
"""

import json
import math
from collections.abc import Iterator
from typing import Any, NoReturn

from journeymapper.model.checks import LARGEST_NUMBER, LONGEST_TEXT
from journeymapper.model.i18n import _

DEEPEST = 64

_MOST_DIGITS = (
    300  # longer than any finite float; int() would refuse far longer ones with an error of its own
)


class BadJson(ValueError):
    """Text that is not acceptable JSON: the message says why; `line` and `column` are 1-based, None if unknown."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def parse(data: bytes) -> Any:
    """The value that the JSON text in `data` stands for (UTF-8, or UTF-16 and UTF-32 as JSON tells them apart).

    Raises BadJson. Numbers are not limited in size here (`plain_problem` does), only finite.
    """
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise BadJson(_("it is not UTF-8 text"), line=data.count(b"\n", 0, error.start) + 1) from None
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_finite, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        message = _("it is not valid JSON ({reason})").format(reason=error.msg)
        raise BadJson(message, error.lineno, error.colno) from None
    except RecursionError:
        raise BadJson(_("it is nested too deep")) from None
    problem = _first_problem(value, largest=math.inf)
    if problem:
        raise BadJson(problem)
    return value


def plain_problem(value: object) -> str:
    """Why a plain value (of dicts, lists, texts, numbers) may not stand in a map, or "" where it may."""
    return _first_problem(value, largest=LARGEST_NUMBER)


def text_problem(text: str) -> str:
    """Why a text may not stand in a map, or "" where it may."""
    if len(text) > LONGEST_TEXT:
        return _("it holds a text of more than {n} characters").format(n=LONGEST_TEXT)
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        return _("it holds half of a character (a lone surrogate)")
    return ""


def one_line(text: str) -> str:
    """A text from outside as it may stand in a sentence for the user: without line breaks and control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _first_problem(value: object, *, largest: float) -> str:
    return next(_problems(value, largest), "")


def _problems(root: object, largest: float) -> Iterator[str]:
    """A walk with its own stack: what is nested too deep must not exhaust Python's."""
    waiting: list[tuple[object, int]] = [(root, 1)]
    while waiting:
        value, depth = waiting.pop()
        match value:
            case str():
                yield from filter(None, (text_problem(value),))
            case bool() | None:
                pass
            case int() | float() if not -largest <= value <= largest:
                yield _("it holds the number {value:.6g}, which is out of range").format(value=float(value))
            case dict() | list() | tuple() if depth > DEEPEST:
                yield _("it is nested too deep")
            case dict():
                waiting.extend((part, depth + 1) for pair in value.items() for part in pair)
            case list() | tuple():
                waiting.extend((part, depth + 1) for part in value)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise BadJson(_("the key “{key}” stands twice in one object").format(key=one_line(twice[:40])))
    return found


def _constant(text: str) -> NoReturn:
    raise BadJson(_("{text} is not a number").format(text=text))


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise BadJson(_("the number {text} is out of range").format(text=text[:40]))
    return number


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise BadJson(_("the number {text} is out of range").format(text=text[:40] + "…"))
    return int(text)
