"""What JavaScript takes for white space and for the end of a line: not what Python takes for them."""

WHITE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
r"""JavaScript's `\s`, as the inside of a class of a regular expression."""

ENDS = "\n\r\u2028\u2029"
"""What ends a line for `^` and `.` of JavaScript."""

WHITES = frozenset("\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff") | {
    chr(code) for code in range(0x2000, 0x200B)
}


def trimmed(text: str) -> str:
    """The text as JavaScript's `trim` gives it."""
    return text.strip("".join(WHITES))
