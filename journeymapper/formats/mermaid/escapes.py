"""Text that any character may stand in, within a language in which some mean something.

Mermaid knows codes for characters, `#58;` by number and `#colon;` by name: it hides them from its parser and turns
them into the characters in the drawing. So every character that would end a text, begin a comment, make a directive
or be taken for a keyword is written as such a code, and comes back as it was, in Mermaid's drawing and in ours. What
needs no code is left as it is, for people read these files.
"""

import html
import re
import unicodedata

from journeymapper.formats.mermaid.letters import ENDS, WHITE, WHITES, trimmed

_HIDDEN = re.compile("ﬂ°(°?)([A-Za-z0-9_]{1,40})¶ß")
"""How Mermaid hides a code from its parser; html.unescape must not see a number of a thousand digits."""

_MEANING = rf"[#;<{ENDS}]|%(?=%)|(?<=%)%|\A%|ﬂ(?=°)|¶(?=ß)"
_IN_NAME = re.compile(rf"{_MEANING}|:")
_IN_PERSON = re.compile(rf"{_MEANING}|[:,]")
_IN_TITLE = re.compile(rf"{_MEANING}|:(?! )")
_KEYWORD = re.compile(rf"journey\b|(?:title|section)[{WHITE}]|acctitle|accdescr", re.IGNORECASE | re.ASCII)

_NOTHING = "\u00a0"
"""What is written for a text that must not be empty."""


def decoded(text: str) -> str:
    """The text that Mermaid draws for what its parser has read."""
    if "ﬂ°" not in text:
        return text
    return _HIDDEN.sub(lambda found: html.unescape(f"&{'#' if found[1] else ''}{found[2]};"), text)


def is_blank(text: str) -> bool:
    """Whether nothing is to be seen of a text."""
    return all(letter in WHITES for letter in text)


def cleaned(text: str) -> str:
    """The text without control characters, which SVG cannot hold; tabs and line ends stay."""
    if text.isprintable():
        return text
    return "".join(each for each in text if each in "\t\n\r" or unicodedata.category(each) != "Cc")


def task_name(text: str) -> str:
    """The name of a task, in which a colon would end it and some first words would make it something else."""
    written = _written(_IN_NAME, text)
    return _code(written[0]) + written[1:] if _KEYWORD.match(written) else written


def section_name(text: str) -> str:
    """The name of a section."""
    return _written(_IN_NAME, text)


def person_name(text: str) -> str:
    """The name of a person, in which a comma would begin another one's."""
    return _written(_IN_PERSON, text)


def title(text: str) -> str:
    """A title or a description, in which a colon may stand before a space."""
    return _written(_IN_TITLE, text)


def _written(meaning: re.Pattern[str], text: str) -> str:
    clean = cleaned(text)
    if is_blank(clean):
        return _code(_NOTHING)
    inner = trimmed(clean)
    begin = clean.index(inner)
    written = meaning.sub(lambda found: _code(found[0]), inner)
    return _codes(clean[:begin]) + written + _codes(clean[begin + len(inner) :])


def _codes(letters: str) -> str:
    return "".join(map(_code, letters))


def _code(letter: str) -> str:
    return f"#{ord(letter)};"
