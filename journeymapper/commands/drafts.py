"""Texts that were being typed when the program ended: put into the map as edits of their own."""

from collections.abc import Sequence

from journeymapper.commands.forms import Form, fields_of
from journeymapper.commands.readings import AGE, READINGS
from journeymapper.commands.setting import set_field
from journeymapper.edit.store import Store
from journeymapper.files.journal.entries import Draft
from journeymapper.interact.focus import focused_cell
from journeymapper.interact.texts import keep_draft, keep_text, written
from journeymapper.model.errors import JourneyError
from journeymapper.model.records import Record


def keep_found(store: Store, draft: Draft) -> bool:
    """Put a draft where it was being typed, as one edit; whether there is such a place, and it takes the text.

    A draft's key is a record's id, or several with spaces between; "" where a card was being made, in the cell whose
    focus the field gives.
    """
    cell = focused_cell(draft.field) if not draft.key else None
    try:
        if cell is not None:
            return bool(keep_draft(store, cell, draft.text)) or not draft.text.strip()
        keys = [key for key in draft.key.split() if key in store.document]
        records = [store.document[key] for key in keys]
        if not records:
            return False
        target = written(records[0])
        if len(records) == 1 and target is not None and target.field == draft.field:
            keep_text(store, keys[0], draft.text)
            return True
        return _set(store, records, draft)
    except (JourneyError, ValueError):
        return False


def _set(store: Store, records: Sequence[Record], draft: Draft) -> bool:
    form = next((field.form for field in fields_of(records) if field.key == draft.field), None)
    if form not in READINGS:
        return False
    set_field(store, [record.id for record in records], draft.field, _read(form, draft))
    return True


def _read(form: Form, draft: Draft) -> object:
    reading = AGE if draft.field == "age" else READINGS[form]
    return reading.read(draft.text)
