"""A diagram's text as Mermaid's parser gets it: without front matter, directives and comments, codes hidden.

What is done, and in which order, follows mermaid 11 (`preprocess.ts`, `frontmatter.ts`, `comments.ts`,
`detectType.ts`, `encodeEntities`), save that blank lines may stand above the front matter, as they do where a
diagram is taken from a page. Everything takes time in proportion to the text, which Mermaid's own patterns do not.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from journeymapper.formats.mermaid.letters import ENDS, WHITE, WHITES, trimmed

_TAG = re.compile(r"<[A-Za-z0-9_]+[^>]*>")
_QUOTED = re.compile(r'="([^"]*)"')
_BODY = r"[^}\u2028\u2029]*(?:}(?!%%)[^}\u2028\u2029]*)*"
_DIRECTIVE = re.compile(
    rf"%%{{[{WHITE}]*(?:\w+[{WHITE}]*:|\w+)[{WHITE}]*(?:\w+|{_BODY})[{WHITE}]*(?:}}%%)?", re.ASCII
)
_CODE = re.compile(r"#\w+;", re.ASCII)
_STYLE = re.compile(rf":[^{WHITE}:#]*#")
_YAML_TITLE = re.compile(r"title[ \t]*:(?:[ \t]+(.*))?")

Edit = tuple[int, int, str]


class Text(NamedTuple):
    """A text, and for each of its characters the line of the file that it is from."""

    text: str
    lines: "array[int]"

    def edited(self, edits: Iterable[Edit]) -> "Text":
        """The text with some parts replaced: begin, end and what stands there instead, in order."""
        parts: list[str] = []
        lines = array("L")
        last = 0
        for begin, end, new in edits:
            parts += (self.text[last:begin], new)
            lines.extend(self.lines[last:begin])
            lines.extend(array("L", self.lines[begin : begin + 1]) * len(new))
            last = end
        parts.append(self.text[last:])
        lines.extend(self.lines[last:])
        return Text("".join(parts), lines)

    def line(self, place: int) -> int:
        """The line of the file of the character at this place, or of the last one."""
        return self.lines[min(place, len(self.lines) - 1)] if self.lines else 1


class Prepared(NamedTuple):
    """What is left for the parser, and what was found on the way there.

    `title` is the front matter's. `unclosed` tells that there is a front matter without an end. `is_journey` tells
    whether Mermaid takes it for a journey, `settings` and `comments` hold the lines of settings of the
    drawing and of comments.
    """

    code: Text
    title: str
    unclosed: bool
    is_journey: bool
    settings: tuple[int, ...]
    comments: tuple[int, ...]


def prepared(text: str, first_line: int = 1) -> Prepared:
    """The diagram in `text`, whose first line is this one of the file."""
    whole = _numbered(_straightened(text), first_line)
    blank = _blank_lines(whole.text)
    whole = whole.edited([(0, blank, "")])
    body, front, settings = _front_matter(whole)
    unclosed = not body and whole.text.lstrip().startswith("---")
    found = whole.edited([(0, body, "")])
    directives = [(*match.span(), "") for match in _DIRECTIVE.finditer(found.text)]
    settings += tuple(found.line(begin) for begin, _end, _new in directives)
    found = found.edited(directives)
    is_journey = _is_journey(found.text)
    comments = list(_comments(found.text))
    noted = tuple(found.line(begin) for begin, _end, _new in comments)
    found = found.edited(comments)
    blank = len(found.text) - len(found.text.lstrip("".join(WHITES)))
    found = found.edited([(0, blank, "")])
    for word in ("style", "classDef"):
        found = found.edited(_style_ends(found.text, word))
    code = found.edited(
        (match.start(), match.end(), _hidden(match[0][1:-1])) for match in _CODE.finditer(found.text)
    )
    ended = Text(code.text + "\n", code.lines)
    return Prepared(ended, front, unclosed, is_journey, settings, noted)


def _straightened(text: str) -> str:
    """The text with line ends of one sort, and quotes in tags as Mermaid has them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Behind the last “>” no tag can end: each “<” there would be sought an end for.
    last = text.rfind(">") + 1
    tags = _TAG.sub(lambda tag: _QUOTED.sub(r"='\1'", tag[0]), text[:last])
    return tags + text[last:]


def _numbered(text: str, first_line: int) -> Text:
    lines = array("L")
    for number, line in enumerate(text.split("\n"), first_line):
        lines.extend(array("L", [number]) * (len(line) + 1))
    return Text(text, lines[: len(text)])


def _blank_lines(text: str) -> int:
    """How many characters the blank lines above a text have."""
    blank = len(text) - len(text.lstrip("".join(WHITES)))
    return text.rfind("\n", 0, blank) + 1


def _front_matter(whole: Text) -> tuple[int, str, tuple[int, ...]]:
    """Where the diagram begins behind the front matter (0 for none), its title and the lines of other settings."""
    lines = whole.text.split("\n")
    indent, dashes, rest = lines[0].partition("---")
    if not dashes or trimmed(indent) or trimmed(rest):
        return 0, "", ()
    fence = indent + dashes
    # Mermaid wants a line between the two, and a line end behind the second.
    ends = (place for place in range(2, len(lines) - 1) if _is_fence(lines[place], fence))
    end = next(ends, None)
    if end is None:
        return 0, "", ()
    inner = [line.removeprefix(indent) for line in lines[1:end]]
    begin = sum(len(line) + 1 for line in lines[: end + 1])
    begin += _blank_lines(whole.text[begin:])
    others = any(line and line[0] not in " \t#" and not _YAML_TITLE.match(line) for line in inner)
    return begin, _yaml_title(inner), (whole.line(0),) if others else ()


def _is_fence(line: str, fence: str) -> bool:
    return line.startswith(fence) and not trimmed(line[len(fence) :])


def _yaml_title(lines: list[str]) -> str:
    """The title in the lines of a front matter: a plain or quoted text, or the indented lines below."""
    for place, line in enumerate(lines):
        match = _YAML_TITLE.fullmatch(line)
        if match is None:
            continue
        value = (match[1] or "").strip()
        if value[:1] in ("|", ">"):
            below = (each for each in lines[place + 1 :])
            return " ".join(each.strip() for each in _indented(below))
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
        return value.partition(" #")[0].rstrip() if not value.startswith("#") else ""
    return ""


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line.strip() and line[0] not in " \t":
            return
        yield line


def _is_journey(text: str) -> bool:
    """Whether Mermaid takes what is left of a text for a journey: comments may stand before its first word."""
    place = 0
    while True:
        while place < len(text) and text[place] in WHITES:
            place += 1
        if not text.startswith("%%", place):
            return text.startswith("journey", place)
        end = text.find("\n", place)
        if end < 0 or any(each in text[place:end] for each in ENDS):
            return False
        place = end + 1


def _comments(text: str) -> Iterator[Edit]:
    r"""The lines that Mermaid takes out before parsing: `/^\s*%%(?!{)[^\n]+\n?/gm`."""
    last = 0
    place = text.find("%%")
    while place >= 0:
        begin = _line_start(text, last, place)
        if begin is None or text[place + 2 : place + 3] in ("", "{", "\n"):
            place = text.find("%%", place + 1)
            continue
        last = text.find("\n", place) + 1 or len(text)
        yield begin, last, ""
        place = text.find("%%", last)


def _line_start(text: str, first: int, place: int) -> int | None:
    """The first start of a line before a place with nothing but white space between them, None for none."""
    begin = place
    while begin > first and text[begin - 1] in WHITES:
        begin -= 1
    if begin == 0 or text[begin - 1] in ENDS:
        return begin
    return next((at + 1 for at in range(begin, place) if text[at] in ENDS), None)


def _style_ends(text: str, word: str) -> Iterator[Edit]:
    """The semicolons that Mermaid drops behind colours of styles, also where a text only looks like one."""
    place = 0
    for line in re.split(f"(?<=[{ENDS}])", text):
        begin = line.find(word)
        colour = _STYLE.search(line, begin + len(word)) if begin >= 0 else None
        end = line.rfind(";")
        if colour and end >= colour.end():
            yield place + end, place + end + 1, ""
        place += len(line)


def _hidden(code: str) -> str:
    return f"ﬂ°{'°' if code.isdecimal() else ''}{code}¶ß"
