"""What a person has to choose when two people's edits are merged, in words: for the command line and the window."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from journeymapper.analysis.comparison import record_differences
from journeymapper.commands.difference_text import neighbour_text, place_text, sentences_of
from journeymapper.commands.record_names import record_name
from journeymapper.commands.value_text import field_title, in_sentence, value_text
from journeymapper.edit.merge import Conflict, Edit, Merged, Note
from journeymapper.edit.merging.units import ORDER, PLACE, WHOLE, fields_of_unit, with_units
from journeymapper.model.document import Document
from journeymapper.model.fields import value_of
from journeymapper.model.i18n import _
from journeymapper.model.records import Record

MOST_TOLD = 6
"""Edits told of one side of a conflict; the others are counted."""


class ConflictWords(NamedTuple):
    """A conflict for people: what it is about, which part of it, and the three states, each on one or more lines.

    `edits` tells that the states are what each side did, not values of a field.
    """

    name: str
    part: str
    base: str
    ours: str
    theirs: str
    edits: bool


def conflict_words(merged: Merged, conflict: Conflict) -> ConflictWords:
    """A conflict in words."""
    document, record = _holder(merged, conflict)
    name = record_name(document, record)
    values = _values(merged, record, conflict)
    if values is not None:
        return ConflictWords(name, _part(record, conflict.unit), *values, edits=False)
    return ConflictWords(
        name,
        "",
        _("without either change"),
        _about(name, merged.ours, record.id, _deeds(merged.base, merged.ours, conflict.ours, record.id)),
        _about(
            name, merged.theirs, record.id, _deeds(merged.base, merged.theirs, conflict.theirs, record.id)
        ),
        edits=True,
    )


def conflict_line(merged: Merged, conflict: Conflict) -> str:
    """A conflict on one line."""
    words = conflict_words(merged, conflict)
    base, ours, theirs = ("; ".join(text.splitlines()) or _("nothing") for text in words[2:5])
    if words.edits:
        return _("{name}: ours: {ours} | theirs: {theirs}").format(name=words.name, ours=ours, theirs=theirs)
    return _("{name}: {part}: base: {base} | ours: {ours} | theirs: {theirs}").format(
        name=words.name, part=in_sentence(words.part), base=base, ours=ours, theirs=theirs
    )


def note_line(merged: Merged, note: Note) -> str:
    """What merging did that people should know, in a sentence."""
    record = merged.document.get(note.record)
    name = record_name(merged.document, record) if record else note.record
    if note.kind == "renumbered":
        return _("{name} was {before}, a code that another new card has too").format(
            name=name, before=note.before
        )
    return _("{name}: both added it; it is there once").format(name=name)


def _about(name: str, side: Document, key: str, deeds: str) -> str:
    """What a side did, without the name of what it is about, which stands above it."""
    record = side.get(key)
    names = {name, record_name(side, record) if record else name}
    lines = deeds.splitlines()
    for known in names:
        lines = [line.removeprefix(f"{known}: ") for line in lines]
    return "\n".join(lines)


def _holder(merged: Merged, conflict: Conflict) -> tuple[Document, Record]:
    """The record that a conflict is about, and a map that holds it."""
    for document in (merged.base, merged.document, merged.ours, merged.theirs):
        record = document.get(conflict.record)
        if record is not None:
            return document, record
    raise LookupError(conflict.record)


def _values(merged: Merged, record: Record, conflict: Conflict) -> tuple[str, str, str] | None:
    """The three values where a conflict is about nothing but two values of one unit; else None."""
    own = {Edit(record.id, conflict.unit)}
    if conflict.unit == WHOLE or set(conflict.ours) != own or set(conflict.theirs) != own:
        return None
    texts: list[str] = []
    for document in (merged.base, merged.ours, merged.theirs):
        found = document.get(record.id)
        if found is None or type(found) is not type(record):
            return None
        texts.append(_value(document, found, conflict.unit))
    return texts[0], texts[1], texts[2]


def _part(record: Record, unit: str) -> str:
    titles = {PLACE: _("Place"), ORDER: _("Place"), "ends": _("Ends"), "picture": _("Content")}
    return titles.get(unit) or field_title(record, unit)


def _value(document: Document, record: Record, unit: str) -> str:
    if unit in (PLACE, ORDER):
        return ", ".join(filter(None, (place_text(document, record), neighbour_text(document, record))))
    fields = fields_of_unit(type(record), unit)
    texts = [value_text(document, record, field, value_of(record, field)) for field in fields]
    return ", ".join(filter(None, texts))


def _deeds(base: Document, side: Document, edits: Iterable[Edit], about: str) -> str:
    """What a side did, a line each, what is about the record in question first."""
    units: dict[str, set[str]] = {}
    for edit in edits:
        units.setdefault(edit.record, set()).add(edit.unit)
    if about in units and about in base and about not in side:
        return _removal(base, side, units, about)
    keys = sorted(units, key=lambda key: (key != about, key))
    told = [text for key in keys for text in _told(base, side, key, units[key])]
    rest = len(told) - MOST_TOLD
    if rest > 1:
        told = [*told[:MOST_TOLD], _("and {n} more").format(n=rest)]
    return "\n".join(told) or _("left as it was")


def _removal(base: Document, side: Document, keys: Iterable[str], about: str) -> str:
    name = record_name(base, base[about])
    more = sum(key in base and key not in side for key in keys) - 1
    if more < 1:
        return _("{name}: removed").format(name=name)
    return _("{name}: removed, with {n} more that hung on it").format(name=name, n=more)


def _told(base: Document, side: Document, key: str, units: set[str]) -> Iterator[str]:
    """What some edits did to one record."""
    before, after = base.get(key), side.get(key)
    if before is not None and after is not None and WHOLE not in units:
        after = with_units(before, after, units)
    found = False
    for difference in record_differences(before, after):
        for sentence in sentences_of(difference, base, side):
            found = True
            yield sentence.text
    if after is not None and not found:
        yield _("{name}: moved {place}").format(
            name=record_name(side, after), place=neighbour_text(side, side[key])
        )
