"""The words of a journey diagram: the lexical rules of mermaid 11 (`journey.jison`) in their order."""

import re
from typing import NamedTuple

from journeymapper.formats.mermaid.letters import WHITE, trimmed

# The first rule that fits wins. JavaScript sees a character beyond the BMP as two, neither of which is all that
# stands before “%%”, so the second rule of a comment passes it by.
_RULES = re.compile(
    "|".join(
        (
            r"(?P<comment>%(?!\{)[^\n]*|[^}\U00010000-\U0010ffff]%%[^\n]*)",
            r"(?P<newline>\n+)",
            rf"(?P<white>[{WHITE}]+)",
            r"(?P<note>#[^\n]*)",
            r"(?P<journey>journey\b)",
            rf"(?P<title>title[{WHITE}][^#\n;]+)",
            rf"(?P<acc_title>accTitle[{WHITE}]*:[{WHITE}]*)",
            rf"(?P<acc_descr>accDescr[{WHITE}]*:[{WHITE}]*)",
            rf"(?P<acc_block>accDescr[{WHITE}]*\{{[{WHITE}]*)",
            rf"(?P<section>section[{WHITE}][^#:\n;]+)",
            r"(?P<name>[^#:\n;]+)",
            r"(?P<data>:[^#\n;]+)",
            r"(?P<bad>[:;])",
        )
    ),
    re.IGNORECASE | re.ASCII,
)


class Word(NamedTuple):
    """A word by the name of its rule, "end" behind the last one; `begin` and `end` are places in the text."""

    sort: str
    text: str
    begin: int
    end: int


class Lexer:
    """Gives the words of a text one by one from `place` on, which may be set back or forth between two of them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.comments: list[int] = []

    def word(self) -> Word:
        """The next word that is neither white space nor a comment; a comment behind “#” (a note) is given."""
        while True:
            match = _RULES.match(self.text, self.place)
            if match is None or match.lastgroup is None:
                return Word("end", "", self.place, self.place)
            self.place = match.end()
            if match.lastgroup == "comment":
                self.comments.append(match.start())
            elif match.lastgroup != "white":
                return Word(match.lastgroup, match[0], *match.span())

    def value(self) -> str | None:
        """The rest of the line; None at the end of the text, where Mermaid finds no value."""
        begin = self.place
        if begin >= len(self.text):
            return None
        self.place = self.line_end(begin)
        return self.text[begin : self.place]

    def block(self) -> str | None:
        """What stands before the next closing brace, which is passed; None where there is none."""
        begin, end = self.place, self.text.find("}", self.place)
        if end < 0:
            return None
        self.place = end + 1
        return self.text[begin:end]

    def line_end(self, place: int) -> int:
        """Where the line that a place is in ends."""
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end

    def before(self, place: int) -> str:
        """What stands before a place in its line, trimmed."""
        return trimmed(self.text[self.text.rfind("\n", 0, place) + 1 : place])
