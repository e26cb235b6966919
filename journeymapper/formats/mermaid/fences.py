"""The diagrams in a file: the file itself, or the Mermaid blocks of a Markdown file."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from journeymapper.formats.mermaid.source import prepared
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

LARGEST_FILE = 1024 * 1024
_MOST_BLOCKS = 1_000
_LONGEST_HEAD = 20_000  # characters in which a diagram must say what it is of

_OPENING = re.compile(
    r"(?P<before>[ \t>]*)(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>.*)"
)
_MERMAID = re.compile(r"\{?[.\s]*mermaid\b", re.IGNORECASE)


class Block(NamedTuple):
    """A diagram's text and the line of the file in which it begins."""

    text: str
    line: int


def text_in(data: bytes) -> str:
    """The text of a file. Raises FileProblem where it is none, or far too large."""
    if len(data) > LARGEST_FILE:
        raise FileProblem(_("it is larger than {n} megabytes; divide it").format(n=LARGEST_FILE >> 20))
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileProblem(
            _("line {line}: it is not UTF-8 text; save it as UTF-8 and try again").format(line=line),
            line=line,
        ) from None


def first_word(text: str) -> str:
    """The word with which a diagram begins, which tells what it is of."""
    words = prepared(text[:_LONGEST_HEAD]).code.text.split(maxsplit=1)
    return words[0] if words else ""


def is_journey(text: str) -> bool:
    """Whether a diagram begins as a journey does."""
    return prepared(text[:_LONGEST_HEAD]).is_journey or first_word(text).casefold() == "journey"


def blocks(text: str) -> Iterator[Block]:
    """The Mermaid blocks of a Markdown text; a block within another block is that one's text."""
    inner: list[str] = []
    before = fence = ""
    begin = 0
    mermaid = False
    for number, line in enumerate(re.split(r"\r\n?|\n", text), 1):
        if fence:
            content = _content(line, before)
            if content.strip(" \t") and not content.strip(" \t" + fence[0]) and fence in content:
                if mermaid:
                    yield Block("\n".join(inner), begin)
                fence = ""
            else:
                inner.append(content)
        elif opening := _OPENING.fullmatch(line):
            before, fence = opening["before"], opening["fence"]
            mermaid = _MERMAID.match(opening["info"]) is not None
            inner, begin = [], number + 1
            if fence[0] == "`" and "`" in opening["info"]:
                fence = ""
    if fence and mermaid:
        yield Block("\n".join(inner), begin)


def journeys(text: str) -> tuple[Block, ...]:
    """The journeys among the Mermaid blocks of a Markdown text. Raises FileProblem where there are far too many."""
    likely = (block for block in blocks(text) if "journey" in block.text.casefold())
    found: list[Block] = []
    for count, block in enumerate(likely):
        if count >= _MOST_BLOCKS:
            raise FileProblem(_("it holds more than {n} diagrams; divide it").format(n=_MOST_BLOCKS))
        if is_journey(block.text):
            found.append(block)
    return tuple(found)


def _content(line: str, before: str) -> str:
    """A line of a block without the marks of the quotation that the block stands in."""
    for _mark in range(before.count(">")):
        line = line.removeprefix(" ").removeprefix(" ").removeprefix(" ").removeprefix(">").removeprefix(" ")
    return line
