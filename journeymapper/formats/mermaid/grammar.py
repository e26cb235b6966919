"""A journey diagram as Mermaid's grammar reads it, and what becomes of that which Mermaid would refuse.

Mermaid gives up a whole diagram at its first fault. Here each fault is told with its line, and the rest is read: a
task that Mermaid would not have read is not made up, but a section or a title keeps its name, for what follows would
otherwise stand in the wrong place.
"""

import math
import re
from collections.abc import Callable

import msgspec

from journeymapper.formats.mermaid.escapes import decoded, is_blank
from journeymapper.formats.mermaid.letters import WHITE, trimmed
from journeymapper.formats.mermaid.lexer import Lexer, Word
from journeymapper.formats.mermaid.scores import number_in
from journeymapper.formats.mermaid.source import prepared
from journeymapper.formats.report import Report
from journeymapper.model.checks import LONGEST_TEXT
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

LONGEST_DIAGRAM = 250_000
"""Characters; five times what Mermaid draws unless told otherwise."""
MOST_PARTS = 5_000
MOST_FAULTS = 1_000

_INDENTS = re.compile(rf"\n[{WHITE}]+")


class Section(msgspec.Struct, frozen=True):
    """A section; one that comes again is another one."""

    line: int
    name: str


class Task(msgspec.Struct, frozen=True):
    """A task in the section of this number, -1 for none. `score` is NaN where `written` is no number."""

    line: int
    section: int
    name: str
    score: float
    written: str
    people: tuple[str, ...]


class Diagram(msgspec.Struct):
    """What a diagram says. `above` is the title in its front matter.

    `fault` is the first line that Mermaid refuses, None where it accepts the diagram. `first` is the word with which
    the diagram begins, and `headed` tells whether it is “journey”, in whatever case and with whatever behind it.
    """

    title: str = ""
    above: str = ""
    acc_title: str = ""
    acc_descr: str = ""
    sections: list[Section] = []
    tasks: list[Task] = []
    fault: int | None = None
    first: str = ""
    headed: bool = True


def parse(text: str, report: Report, first_line: int = 1) -> Diagram:
    """The diagram in `text`, whose first line is this one of the file. Raises FileProblem where it is far too large."""
    if len(text) > LONGEST_DIAGRAM:
        raise FileProblem(
            _("the diagram has more than {n} characters; divide it").format(n=LONGEST_DIAGRAM),
            line=first_line,
        )
    return _Parser(text, report, first_line).diagram()


def at_line(line: int) -> str:
    """The path of a line in reports."""
    return _("line {n}").format(n=line)


def shown(text: str) -> str:
    """A part of a source as it stands in a sentence: on one line, and not too long."""
    line = " ".join(decoded(text).split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _is_number(text: str) -> bool:
    return bool(trimmed(text)) and not math.isnan(number_in(text))


class _Parser:
    def __init__(self, text: str, report: Report, first_line: int) -> None:
        self._source = prepared(text, first_line)
        self._code = self._source.code
        self._lexer = Lexer(self._code.text)
        self._report = report
        self._found = Diagram(above=self._source.title)
        self._faults = 0
        self._separators = 0
        self._statements: dict[str, Callable[[Word], None]] = {
            "newline": lambda _word: None,
            "title": self._title,
            "acc_title": self._acc_title,
            "acc_descr": self._acc_descr,
            "acc_block": self._acc_block,
            "section": self._section,
            "name": self._task,
            "data": self._nameless,
            "bad": self._bad,
            "journey": self._second_journey,
        }

    def diagram(self) -> Diagram:
        self._header()
        while (word := self._word()).sort != "end":
            self._statements[word.sort](word)
        for line in self._source.settings:
            self._report.dropped(at_line(line), _("settings of Mermaid’s drawing have no place in a map"))
        within = map(self._code.line, self._lexer.comments)
        for line in sorted((*self._source.comments, *within)):
            self._report.dropped(at_line(line), _("a comment has no place in a map"))
        return self._found

    # words

    def _word(self) -> Word:
        while (word := self._lexer.word()).sort == "note":
            if self._lexer.before(word.begin):
                ends = _("“{text}” is a comment for Mermaid, which “#” begins, and is left out")
                self._report.dropped(self._path(word), ends.format(text=shown(word.text)))
            else:
                self._lexer.comments.append(word.begin)
        return word

    def _line(self, word: Word) -> int:
        return self._code.line(word.begin)

    def _path(self, word: Word) -> str:
        return at_line(self._line(word))

    def _text(self, text: str, word: Word) -> str:
        found = decoded(text)
        if len(found) > LONGEST_TEXT:
            raise FileProblem(
                _("line {line}: a text has more than {n} characters; shorten it").format(
                    line=self._line(word), n=LONGEST_TEXT
                ),
                line=self._line(word),
            )
        return "" if is_blank(found) else found

    # faults

    def _fault(self, line: int) -> None:
        """Note that Mermaid refuses the diagram."""
        if self._found.fault is None:
            self._found.fault = line
        self._faults += 1
        if self._faults > MOST_FAULTS:
            raise FileProblem(
                _("more than {n} lines are no part of a journey diagram; choose another file").format(
                    n=MOST_FAULTS
                ),
                line=self._found.fault,
            )

    def _refuse(self, word: Word, reason: str) -> None:
        """Leave out a word that Mermaid refuses, and tell it with the reason, in which {text} is the word."""
        self._fault(self._line(word))
        self._report.dropped(self._path(word), reason.format(text=shown(word.text)))

    def _rest_of_line(self, word: Word) -> Word:
        """A word with all that follows it in its line, which is passed."""
        self._lexer.place = self._lexer.line_end(word.begin)
        return Word(word.sort, self._code.text[word.begin : self._lexer.place], word.begin, self._lexer.place)

    # statements

    def _header(self) -> None:
        word = self._word()
        is_first = word.sort != "newline"
        while word.sort == "newline":
            word = self._word()
        if self._source.unclosed:
            self._unclosed(word)
            word = self._word()
        self._found.first = next(iter(word.text.split(maxsplit=1)), "")
        self._found.headed = word.text.casefold().startswith("journey")
        if self._source.is_journey and is_first and word.sort == "journey":
            return
        self._fault(self._line(word))
        if word.sort == "journey":
            wanted = _(
                "Mermaid wants “journey” in small letters, with nothing above it but comments with “%%”"
            )
            self._report.guessed(self._path(word), wanted)
        elif self._found.headed:
            self._refuse(
                self._rest_of_line(word), _("“{text}” is left out: “journey” should stand there alone")
            )
        else:
            self._report.guessed(self._path(word), _("the word “journey” is missing; it is read as one"))
            self._lexer.place = word.begin

    def _unclosed(self, word: Word) -> None:
        """Pass a front matter without an end: go on where a line is “journey”."""
        self._fault(self._line(word))
        self._report.dropped(self._path(word), _("the front matter, which begins with “---”, has no end"))
        begin = re.compile(r"^[^\S\n]*(?=journey\b)", re.MULTILINE).search(self._code.text, word.begin)
        self._lexer.place = begin.end() if begin else len(self._code.text)

    def _title(self, word: Word) -> None:
        title = self._text(word.text[6:], word)
        if self._found.title:
            again = _("the title “{text}” takes the place of the one before")
            self._report.changed(self._path(word), again.format(text=shown(title)))
        elif any(_is_number(piece) for piece in title.split(":")[1:]):
            like = _("“{text}” is the title: a line that begins with “title” is no task for Mermaid")
            self._report.guessed(self._path(word), like.format(text=shown(title)))
        self._found.title = title

    def _acc_title(self, word: Word) -> None:
        value = self._lexer.value()
        if value is None:
            self._refuse(word, _("“{text}” is left out: no text follows"))
        else:
            self._found.acc_title = self._text(trimmed(value), word)

    def _acc_descr(self, word: Word) -> None:
        value = self._lexer.value()
        if value is None:
            self._refuse(word, _("“{text}” is left out: no text follows"))
        else:
            self._found.acc_descr = self._text(trimmed(value), word)

    def _acc_block(self, word: Word) -> None:
        value = self._lexer.block()
        if value is None:
            self._refuse(self._rest_of_line(word), _("“{text}” is left out: its brace is not closed"))
        elif value:
            self._found.acc_descr = self._text(_INDENTS.sub("\n", trimmed(value)), word)

    def _section(self, word: Word) -> None:
        colon = self._code.text.startswith(":", word.end)
        if not colon:
            self._put_section(word, word.text[8:])
        elif "\n" in word.text:
            # “section” alone in its line, which takes the name of the task below for its own.
            self._lexer.place = word.begin + word.text.index("\n")
            self._fault(self._line(word))
            self._report.guessed(self._path(word), _("the section has no name; Mermaid refuses that"))
            self._put_section(word, "")
        else:
            self._section_with_colon(word)

    def _section_with_colon(self, word: Word) -> None:
        match = re.compile(r"[^#\n;]*").match(self._code.text, word.begin)
        line = match[0] if match else word.text
        self._lexer.place = word.begin + len(line)
        first = line[len(word.text) + 1 :].partition(":")[0]
        whole = Word("section", line, word.begin, self._lexer.place)
        if _is_number(first):
            reason = _("“{text}” is left out: a line that begins with “section” is no task for Mermaid")
            self._refuse(whole, reason)
            return
        self._fault(self._line(word))
        named = _("the section is named “{text}”, though Mermaid refuses a colon in a name")
        self._report.guessed(self._path(word), named.format(text=shown(line[8:])))
        self._put_section(word, line[8:])

    def _put_section(self, word: Word, name: str) -> None:
        self._count()
        self._found.sections.append(Section(self._line(word), self._text(name, word)))

    def _task(self, word: Word) -> None:
        data = self._word()
        if data.sort != "data":
            self._lexer.place = data.begin
            self._refuse(word, _("“{text}” is left out: Mermaid wants a colon and a score behind a task"))
            return
        self._count()
        score, *rest = data.text[1:].split(":")
        people = tuple(self._text(trimmed(name), data) for name in rest[0].split(",")) if rest else ()
        if rest[1:]:
            unread = _("“{text}” is left out: Mermaid reads nothing behind a third colon")
            self._report.dropped(self._path(word), unread.format(text=shown(":".join(rest[1:]))))
        self._found.tasks.append(
            Task(
                line=self._line(word),
                section=len(self._found.sections) - 1,
                name=self._text(word.text, word),
                score=number_in(score),
                written=self._text(trimmed(score), data),
                people=people,
            )
        )

    def _nameless(self, word: Word) -> None:
        self._refuse(word, _("“{text}” is left out: no task stands before the colon"))

    def _second_journey(self, word: Word) -> None:
        whole = self._rest_of_line(word)
        self._refuse(
            whole, _("“{text}” is left out: Mermaid takes “journey” for the word that begins a diagram")
        )

    def _bad(self, word: Word) -> None:
        if word.text == ":":
            self._nameless(word)
            return
        line = self._line(word)
        self._fault(line)
        if self._separators != line:
            self._separators = line
            ends = _("“;” is taken for the end of a statement, though Mermaid refuses it")
            self._report.guessed(self._path(word), ends)

    def _count(self) -> None:
        if len(self._found.sections) + len(self._found.tasks) >= MOST_PARTS:
            raise FileProblem(
                _("it has more than {most} sections and tasks; divide it into several maps").format(
                    most=MOST_PARTS
                )
            )
