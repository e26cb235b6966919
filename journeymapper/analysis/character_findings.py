"""Characters that no font can show: boxes stand in their place, on the screen and on paper."""

from collections.abc import Callable, Iterator

import msgspec

from journeymapper.analysis.finding import Finding
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Record

Lacking = Callable[[str], frozenset[str]]
"""Which characters of a text no font has."""

MOST_NAMED = 12


def character_findings(document: Document, lacking: Lacking) -> Iterator[Finding]:
    """One finding about all characters that no font has, and the records they stand in."""
    missing: set[str] = set()
    ids = []
    for record in sorted(document, key=lambda record: record.id):
        lost = {char for text in _texts(record) for char in lacking(text)}
        if lost:
            missing |= lost
            ids.append(record.id)
    if not missing:
        return
    named = [_("{char} (U+{code:04X})").format(char=char, code=ord(char)) for char in sorted(missing)]
    if len(named) > MOST_NAMED:
        named[MOST_NAMED:] = [_("and {n} more").format(n=len(named) - MOST_NAMED)]
    advice = _(
        "No font has these characters: {characters}. Boxes stand in their place; "
        "write them otherwise, or install a font that has them."
    )
    yield Finding("warning", "missing_character", advice.format(characters=", ".join(named)), tuple(ids))


def _texts(record: Record) -> Iterator[str]:
    """Every text of a record that is not plain ASCII."""
    for name in record.__struct_fields__:
        if name != "extra":
            yield from _texts_in(getattr(record, name))


def _texts_in(value: object) -> Iterator[str]:
    match value:
        case str():
            if not value.isascii():
                yield value
        case tuple():
            for part in value:
                yield from _texts_in(part)
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _texts_in(getattr(value, name))
