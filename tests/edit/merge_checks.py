"""What one side did to a map, and whether it is in a merged one."""

from journeymapper.edit.merge import Edit, Merged
from journeymapper.edit.merging.units import SORTS, WHOLE, fields_of_unit, units_between
from journeymapper.model.document import Document
from journeymapper.model.fields import changed_fields, value_of
from journeymapper.model.records import Record
from journeymapper.model.siblings import place_of, siblings_of


def edits_of(base: Document, document: Document) -> set[Edit]:
    keys = base.snapshot().keys() | document.snapshot().keys()
    return {Edit(key, unit) for key in keys for unit in units_between(base.get(key), document.get(key))}


def is_done(merged: Merged, document: Document, edit: Edit) -> bool:
    wanted, found, before = (each.get(edit.record) for each in (document, merged.document, merged.base))
    if wanted is None or found is None:
        left_out = {note.before for note in merged.notes if note.kind == "once"}
        return wanted is found or edit.record in left_out
    if edit.unit == WHOLE:
        renumbered = {note.record for note in merged.notes if note.kind == "renumbered"}
        names = [name for name in found.__struct_fields__ if name != "code" or edit.record not in renumbered]
        return all(getattr(found, name) == getattr(wanted, name) for name in names)
    assert before is not None
    if (type(found), edit.unit) in SORTS:
        was, is_, should = (set(getattr(each, edit.unit)) for each in (before, found, wanted))
        return (should - was <= is_ and not (was - should) & is_) or edit.unit == "channels"
    changed = set(changed_fields(before, wanted)) & set(fields_of_unit(type(found), edit.unit))
    if "order" in changed and stands_where_it_stood(merged.base, document, before, wanted):
        changed.remove("order")
    return all(value_of(found, name) == value_of(wanted, name) for name in changed)


def stands_where_it_stood(base: Document, document: Document, before: Record, after: Record) -> bool:
    """Whether the change of an order key cannot be seen."""
    was, now = siblings_of(base, place_of(before)), siblings_of(document, place_of(after))
    ids = [{record.id for record in found} for found in (was, now)]
    return place_of(before) == place_of(after) and [record.id for record in was if record.id in ids[1]] == [
        record.id for record in now if record.id in ids[0]
    ]
