"""JSON files of other programs, read within limits of time and memory."""

from typing import Any

from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.strict_json import BadJson, parse

LARGEST_FILE = 8 * 1024 * 1024
MOST_VALUES = 400_000
"""Signs that begin or part values. A file of nothing else takes a second to read; one with texts in it has fewer."""


def json_object(data: bytes) -> dict[str, Any]:
    """The object that a file holds. Raises FileProblem where it is too large, no JSON or no object."""
    if len(data) > LARGEST_FILE:
        raise FileProblem(_("it is larger than {n} megabytes; divide it").format(n=LARGEST_FILE >> 20))
    if sum(map(data.count, (b"{", b"[", b","))) > MOST_VALUES:
        raise FileProblem(_("it has more than {n} values; divide it").format(n=MOST_VALUES))
    try:
        plain = parse(data)
    except BadJson as problem:
        raise FileProblem(_sentence(problem), line=problem.line) from None
    if not isinstance(plain, dict):
        raise FileProblem(_("it is JSON, but not an object with fields; choose another file"))
    return plain


def _sentence(problem: BadJson) -> str:
    if problem.line is None:
        return _("{reason}; correct it and try again").format(reason=problem)
    if problem.column is None:
        return _("line {line}: {reason}; correct it and try again").format(line=problem.line, reason=problem)
    return _("line {line}, column {column}: {reason}; correct it and try again").format(
        line=problem.line, column=problem.column, reason=problem
    )
