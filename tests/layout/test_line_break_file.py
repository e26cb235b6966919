"""Unicode's own test of line breaking against what ICU does, and every place where they differ.

The file is that of Unicode 15; ICU follows the rules as later versions have changed them.
"""

from __future__ import annotations

from importlib.metadata import version

import pytest

from journeymapper.layout.breaks import LineBreaks
from tests.unicode_files import unicode_lines

HYPHEN = "LB 20a: a hyphen that begins a word stays with it"
FIGURE = "LB 25: no break before a figure that a comma or full stop precedes"
DECIMAL = "LB 15c: a number may begin a line with its decimal point, and is not parted from it"
QUOTED = "LB 15a: only a quotation mark that opens, after a space or at the start, keeps what follows"
HEBREW = "LB 21a: no more than the first letter after a Hebrew hyphen is kept, and no Hebrew one"

DIFFERENCES = {
    **dict.fromkeys(
        (f"-{mark}{letter}" for mark in ("", "\u0308") for letter in ("#", "א", "§", "\U00050005", "ก")),
        HYPHEN,
    ),
    **dict.fromkeys(
        (
            *(",0", ",\u03080"),
            *("a.2 ", "a.2 क", "a.2 本", "a.2\u3000本", "a.2\u3000ま", "a.2\u30003", "a.2\u3000「"),
            *("A.1 못", "봤어. A.2 볼", "봐요. A.3 못", "요. A.4 못"),
        ),
        FIGURE,
    ),
    "equals .35 cents": DECIMAL,
    **dict.fromkeys(
        (
            *('" \u2329', '"\u0308 \u2329', '" (', '"\u0308 ('),
            *("ambigu(« \u0308 »)(e\u0308)", "ambigu« ( \u0308 ) »(e\u0308)"),
            *("ambigu{« \u0308 »}(e\u0308)", "ambigu« { \u0308 } »(e\u0308)"),
        ),
        QUOTED,
    ),
    "א-א": HEBREW,
}


def test_every_difference_to_the_test_of_unicode_is_known() -> None:
    if not version("icu4py").startswith("1.2."):
        pytest.skip("the differences are those of ICU 78, which icu4py 1.2 brings")
    breaks = LineBreaks("en")
    differing = set()
    count = 0
    for line in unicode_lines("auxiliary/LineBreakTest.txt"):
        marks = line.split()
        text = "".join(chr(int(code, 16)) for code in marks[1::2])
        expected = [place for place, mark in enumerate(marks[::2]) if mark == "÷"]
        count += 1
        if [end for _start, end in breaks.segments(text)] != expected:
            differing.add(text)
    assert count >= 7_654
    assert differing == set(DIFFERENCES)
