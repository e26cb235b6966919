"""Tables in Markdown: lines of cells between upright strokes, with the marks that Markdown has for text."""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from journeymapper.formats.report import Note
from journeymapper.formats.tables.decoding import decoded
from journeymapper.formats.tables.preamble import about_line
from journeymapper.formats.tables.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TABLES,
    Table,
    make_table,
    place_of,
    tidy,
    too_large,
)
from journeymapper.model.checks import LONGEST_TEXT
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?\|?\s*")
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)\s*(\w*)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|i|em|strong|code|sub|sup|p|ul|ol|li|u|s|del|mark|small|span|kbd)\b[^<>]*>", re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)(?:\s+\"[^\"]*\")?\)")
_SAFE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_MARKS = re.compile(r"[\\`<\[*_~&\x02\x03]")
_EMPHASIZING = re.compile("[*_~]")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]*?[^\s*])\1(?![\w*])"
    r"|(?<![\w_])(_{1,3})(?=[^\s_])([^_]*?[^\s_])\3(?![\w_])"
    r"|(~~)(?=\S)([^~]*?\S)~~"
)
_LONGEST_RULE = 10_000
_LONGEST_CONTEXT = 1_000
_MOST_CONTEXT = 2_000
_MOST_TOLD = 20
_LONGEST_SHOWN = 60
_MOST_STROKES = 2 * MOST_COLUMNS

# What is not to be read as a mark is put away: its number stands between controls, which no tidy text has.
_PUT_AWAY = re.compile("\x02(\\d+)\x03")


class _Line(NamedTuple):
    number: int
    text: str


def markdown_tables(data: bytes) -> tuple[Table, ...]:
    """All tables of a Markdown file. Raises FileProblem where it has none."""
    text, notes = decoded(data)
    beside: list[_Line] = []
    found = tuple(_tables(text, beside))
    notes = (*notes, *_left_out(beside))
    tables = tuple(msgspec.structs.replace(table, notes=notes) for table in found)
    if not tables:
        raise FileProblem(_("it holds no table of Markdown; choose another file"))
    return tables


def looks_like_markdown(data: bytes) -> bool:
    """Whether the bytes hold a Markdown table."""
    try:
        text, _notes = decoded(data)
    except FileProblem:
        return False
    lines = text.split("\n")
    return any("|" in line and _is_rule(rule) for line, rule in pairwise(lines))


def _left_out(lines: Sequence[_Line]) -> Iterator[Note]:
    """What stands in paragraphs outside the tables, a note for each."""
    firsts = [
        line for place, line in enumerate(lines) if not place or lines[place - 1].number != line.number - 1
    ]
    for line in firsts[:_MOST_TOLD]:
        said = _("what stands outside the tables is left out: “{text}”").format(text=shortened(line.text))
        yield Note(place_of("line", line.number), "dropped", said)
    if len(firsts) > _MOST_TOLD:
        more = _("and {n} more paragraphs outside the tables").format(n=len(firsts) - _MOST_TOLD)
        yield Note("", "dropped", more)


def shortened(text: str) -> str:
    """The beginning of a paragraph."""
    whole = tidy(text).strip()
    return whole if len(whole) <= _LONGEST_SHOWN else f"{whole[:_LONGEST_SHOWN]}…"


def _tables(text: str, beside: list[_Line]) -> Iterator[Table]:
    """The tables; lines that are in none of them and say nothing of the map are put into `beside`."""
    lines = list(_outside_diagrams([_Line(number, line) for number, line in enumerate(text.split("\n"), 1)]))
    context, place, count = _Context(), 0, 0
    while place < len(lines):
        rule = lines[place + 1].text if place + 1 < len(lines) else ""
        if "|" not in lines[place].text or not _is_rule(rule):
            if not context.take(lines[place].text) and lines[place].text.strip():
                beside.append(lines[place])
            place += 1
            continue
        count += 1
        if count > MOST_TABLES:
            raise FileProblem(_("it has more than {n} tables; divide it").format(n=MOST_TABLES))
        end = _end_of_table(lines, place + 2)
        rows = [lines[place], *lines[place + 2 : end]]
        if len(rows) > MOST_ROWS or any(row.text.count("|") > _MOST_STROKES for row in rows):
            raise FileProblem(too_large())
        numbers, cells = [row.number for row in rows], [_cells(row.text) for row in rows]
        yield make_table(context.title, cells, numbers, about=context.about.items())
        place = end


class _Context:
    """What the lines above a table say of it: the last heading, and what is labelled as persona or scenario."""

    def __init__(self) -> None:
        self.title = ""
        self.about: dict[str, str] = {}
        self._left = _MOST_CONTEXT

    def take(self, line: str) -> bool:
        """Read a line above a table; whether it is a heading or says something of the map."""
        if not line.lstrip().startswith("#") and ":" not in line and "：" not in line:
            return False
        self._left -= 1
        if self._left < 0 or len(line) > _LONGEST_CONTEXT:
            return False
        heading = _HEADING.fullmatch(line)
        text = plain(heading[1] if heading else line.strip())
        said = about_line(text)
        if said:
            self.about.setdefault(*said)
        elif heading:
            self.title = text.replace("\n", " ")
        return bool(said or heading)


def _outside_diagrams(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The lines that are in no diagram; other fenced text may hold tables."""
    closing = ""
    for line in lines:
        fence = _FENCE.match(line.text)
        if closing:
            closing = "" if line.text.strip() == closing else closing
        elif fence and fence[2].casefold() == "mermaid":
            closing = fence[1]
        elif not fence:
            yield line


def _is_rule(line: str) -> bool:
    return (
        len(line) <= _LONGEST_RULE
        and "-" in line
        and "|" in line
        and not line.strip("|:- \t")
        and _RULE.fullmatch(line) is not None
    )


def _end_of_table(lines: Sequence[_Line], place: int) -> int:
    while place < len(lines) and "|" in lines[place].text:
        place += 1
    return place


def _cells(line: str) -> list[str]:
    """The plain texts of a line's cells; a stroke behind a backslash is a stroke."""
    stripped = line.strip().removeprefix("|")
    parts = re.split(r"(?<!\\)((?:\\\\)*)\|", stripped)
    # The backslashes before a stroke, which pair up, belong to the cell.
    cells = ["".join(parts[place : place + 2]) for place in range(0, len(parts), 2)]
    if not cells[-1].strip():
        cells.pop()
    return [plain(cell) if len(cell) <= LONGEST_TEXT else cell for cell in cells]


def plain(text: str) -> str:
    """A cell's text without the marks of Markdown; breaks and lists become lines."""
    kept: list[str] = []

    def put_away(found: str) -> str:
        kept.append(found)
        return f"\x02{len(kept) - 1}\x03"

    if not _MARKS.search(text):
        return text
    text = text.replace("\x02", "").replace("\x03", "")
    text = re.sub(r"\\([!-/:-@\[-`{-~])", lambda match: put_away(match[1]), text)
    text = re.sub(
        r"(?<!`)(`+)(?!`)([^`]+)\1(?!`)", lambda match: put_away(match[2].strip() or match[2]), text
    )
    text = _ITEM.sub("\n- ", _BREAK.sub("\n", text))
    text = _LINK.sub(_link, _TAG.sub("", text))
    nested = 3 if _EMPHASIZING.search(text) else 0
    while nested:
        nested -= 1
        text, count = _EMPHASIS.subn(lambda match: match[2] or match[4] or match[6], text)
        nested = nested if count else 0
    text = html.unescape(text)
    return _PUT_AWAY.sub(lambda match: kept[int(match[1])], text)


def marked(text: str) -> str:
    """The text as a cell of Markdown that `plain` gives again."""
    safe = re.sub(r"[\\`*_|~<\[#]", r"\\\g<0>", text)
    if html.unescape(safe) != safe:
        safe = safe.replace("&", "&amp;")
    return safe.replace("\n", "<br/>")


def _link(match: re.Match[str]) -> str:
    """A link's text, with the address behind it where it may stand in a map."""
    text, address = match[1], match[2]
    is_picture = match[0].startswith("!")
    return text if is_picture or not _SAFE.match(address) or address == text else f"{text} ({address})"
