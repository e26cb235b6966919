"""Bytes of a text file as text, whatever the machine that wrote them called characters."""

import codecs

from journeymapper.formats.report import Note
from journeymapper.formats.words import feelings, folded, lane_words
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

LARGEST_TEXT = 4 * 1024 * 1024
MOST_LINES = 100_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHERS = ("cp1252", "cp932", "gb18030", "cp1251")
"""What spreadsheets write where they do not write Unicode, the usual one first."""

_SAMPLE = 20_000
_WORDS = 5_000
"""Bytes that tell the encoding: by their zeros, and by words in them."""


def decoded(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text, with line breaks of one kind, and what had to be guessed. Raises FileProblem."""
    if len(data) > LARGEST_TEXT:
        raise FileProblem(_("it is larger than {n} megabytes; divide it").format(n=LARGEST_TEXT >> 20))
    encoding = _unicode(data)
    notes: tuple[Note, ...] = ()
    if not encoding:
        encoding = _best_of_others(data)
        told = _("it is not Unicode; it is read as {encoding}, so look whether its letters are right")
        notes = (Note("", "guessed", told.format(encoding=encoding)),)
    # What even a guessed encoding does not know is shown as such.
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    if text.count("\x00") > 0:
        raise FileProblem(_("it is not a text file; choose another file"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MOST_LINES:
        raise FileProblem(_("it has more than {n} lines; divide it").format(n=MOST_LINES))
    return text, notes


def _unicode(data: bytes) -> str:
    """The Unicode encoding of the bytes, "" where they are in none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_SAMPLE]
    zeros = head[::2].count(0), head[1::2].count(0)
    if len(head) > 3 and max(zeros) * 4 > len(head):
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def _best_of_others(data: bytes) -> str:
    """The encoding in which the text has most of the words that maps have."""
    return max(_OTHERS, key=lambda encoding: _known_words(data[:_WORDS].decode(encoding, "replace")))


def _known_words(text: str) -> int:
    words = folded(text)
    lanes = sum(len(pattern.findall(words)) for _role, pattern in lane_words())
    return lanes + len(feelings().words.findall(words))
