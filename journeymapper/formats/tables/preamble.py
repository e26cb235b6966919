"""What stands above a table and says something of the whole map: its title, the persona, the scenario."""

import re
from collections.abc import Iterator, Sequence

from journeymapper.formats.words import is_head

_LABELLED = re.compile(r"\s*([^:：]{1,40})[:：]\s*(\S.*)", re.DOTALL)
_SAID = ("persona", "scenario", "expectation")


def about_line(text: str) -> tuple[str, str] | None:
    """What a line such as “Persona: Ada” says of the map: which part and what; None for another line."""
    match = _LABELLED.fullmatch(text)
    return _said(match[1], match[2]) if match else None


def stands_above(row: Sequence[str], widest: int) -> bool:
    """Whether a row is too narrow for the head of a table whose widest row fills so many cells.

    The corner of a head may be empty; what stands above the table, a title say, begins at its left.
    """
    filled = _filled(row)
    if not row or filled == 0 or filled > 2:
        return filled == 0
    begins_left = bool(row[0].strip())
    if filled == 2:
        return begins_left and (widest > 3 or _said(row[0], "") is not None)
    return begins_left or widest > 2


def widest_of(rows: Sequence[Sequence[str]]) -> int:
    """How many cells the widest row fills."""
    return max(map(_filled, rows), default=0)


def title_above(rows: Sequence[Sequence[str]]) -> str:
    """The title that stands alone in the first row of a table whose other rows are wider, "" for none."""
    first = next((row for row in rows if _filled(row)), ())
    text = next((cell for cell in first if cell.strip()), "")
    is_alone = _filled(first) == 1 and stands_above(first, widest_of(rows))
    return text if is_alone and about_line(text) is None else ""


def about_rows(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What the narrow rows above a table say of the map."""
    widest = widest_of(rows)
    for row in rows:
        if not stands_above(row, widest):
            return
        texts = [cell.strip() for cell in row if cell.strip()]
        said = _said(texts[0], texts[1]) if len(texts) == 2 else about_line(texts[0]) if texts else None
        if said:
            yield said


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _said(label: str, text: str) -> tuple[str, str] | None:
    return next(((what, text.strip()) for what in _SAID if is_head(label, what)), None)
