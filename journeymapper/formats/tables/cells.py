"""What stands in a cell: the cards that its text lists, and the text that lists given cards."""

import re
from collections.abc import Sequence
from itertools import pairwise

NOTHING = frozenset(("", "-", "–", "—"))
"""What people write into a cell that is to stay empty."""

# Four spaces before a bullet make it part of the card above: so it is written, where a card has lists of its own.
_INDENT = "    "
_BULLET = re.compile(r" {0,3}([-*–•‣▪◦●○·])[ \u00a0\u3000]+(?=\S)")
_INLINE = "•‣▪●"
_CLOSING = {"“": "”", "„": "“", "«": "»", "「": "」", "『": "』", "(": ")", "（": "）", "[": "]", '"': '"'}
_WINK = re.compile(r"-?\)")

# A cell of this beginning is calculated by spreadsheets; an apostrophe before it makes it a text.
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_QUOTED_FORMULA = re.compile("''*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def cards_in(text: str, *, by_lines: bool = False) -> tuple[str, ...]:
    """The texts of the cards that a cell lists: by bullets, else by lines, else by semicolons.

    `by_lines` takes semicolons for what they are, as in the sheets that this program writes.
    """
    plain = text.strip()
    if plain in NOTHING:
        return ()
    lines = plain.split("\n")
    if any(map(_BULLET.match, lines)):
        found = _listed(lines)
    elif len(lines) > 1:
        found = [line.strip() for line in lines]
    else:
        found = [plain] if by_lines else _parted(plain)
    return tuple(part for part in found if part.strip())


def joined(texts: Sequence[str], *, lines: bool = False) -> str:
    """The text of a cell that lists these tidy texts so that `cards_in` gives them again.

    `lines` puts each on a line of its own, for those who read them by lines.
    """
    wanted = tuple(texts)
    listed = "\n".join(texts)
    for attempt in (listed,) if lines else ("; ".join(texts), listed):
        if cards_in(attempt, by_lines=lines) == wanted:
            return attempt
    return "\n".join(f"- {text}".replace("\n", f"\n{_INDENT}") for text in texts)


def quoted(text: str) -> str:
    """The text as it is safe in a sheet: one that would be calculated gets an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unquoted(text: str) -> str:
    """The text that `quoted` was given."""
    return text[1:] if _QUOTED_FORMULA.match(text) else text


def _listed(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        bullet = _BULLET.match(line)
        if bullet:
            rest = line[bullet.end() :]
            found += re.split(rf"\s+[{_INLINE}]\s+", rest) if bullet[1] in _INLINE else [rest]
        elif line.startswith(_INDENT) and found:
            found[-1] += f"\n{line.removeprefix(_INDENT)}"
        elif line.strip():
            found[-1:] = [f"{found[-1]}\n{line.strip()}"] if found else [line.strip()]
    return [part.strip() for part in found]


def _parted(text: str) -> list[str]:
    """A line's parts between semicolons, but not within quotation marks and brackets that are closed again."""
    places = [match.start() for match in re.finditer("[;；]", text) if not _WINK.match(text, match.end())]
    if not places:
        return [text]
    inside = _inside(text)
    edges = [-1, *(place for place in places if not inside[place]), len(text)]
    return [text[low + 1 : high].strip() for low, high in pairwise(edges)]


def _inside(text: str) -> list[bool]:
    """For each character whether it stands within marks; marks that are not closed count for nothing."""
    inside = [False] * len(text)
    place = 0
    while place < len(text):
        closing = _CLOSING.get(text[place])
        end = text.find(closing, place + 1) if closing else -1
        if end > 0:
            inside[place : end + 1] = [True] * (end + 1 - place)
            place = end
        place += 1
    return inside
