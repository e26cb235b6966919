"""The text of a record that is written in place: which field it is, and how it is kept."""

import msgspec

from journeymapper.edit.cards import change_items
from journeymapper.edit.places import Place
from journeymapper.edit.store import Store
from journeymapper.interact.adding import New, make_item
from journeymapper.interact.selecting import select
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Lane, Link, Measure, Owner, Record, Stage, Step
from journeymapper.model.tables import KINDS, kind_of_lane


class Written(msgspec.Struct, frozen=True):
    """What can be written in place: the field and its text, whether it may have several lines, the edit's name."""

    field: str
    text: str
    lines: bool
    name: str


def written(record: Record | None) -> Written | None:
    """What can be written of a record; None where there is nothing."""
    match record:
        case Card():
            return Written("text", record.text, lines=True, name=_("Edit text"))
        case Measure():
            return Written("label", record.label, lines=True, name=_("Edit text"))
        case Owner():
            return Written("name", record.name, lines=False, name=_("Rename owner"))
        case Stage():
            return Written("title", record.title, lines=False, name=_("Rename stage"))
        case Step():
            return Written("title", record.title, lines=False, name=_("Rename step"))
        case Lane():
            return Written("title", record.title, lines=False, name=_("Rename lane"))
        case Link():
            return Written("label", record.label, lines=False, name=_("Edit link label"))
        case _:
            return None


def keep_text(store: Store, key: str, text: str) -> bool:
    """Write a text into a record as one edit; returns whether it was another one."""
    target = written(store.document.get(key))
    if target is None:
        return False
    text = tidy(text, lines=target.lines)
    if text == target.text:
        return False
    with store.edit(target.name) as tx:
        if isinstance(store.document[key], Card | Measure | Owner):
            change_items(tx, (key,), **{target.field: text})
        else:
            tx.change(key, **{target.field: text})
    return True


def keep_draft(store: Store, place: Place, text: str) -> str:
    """Make what a lane is for at a place, saying this; returns its id, or "" for an empty text."""
    text = tidy(text, lines=True)
    if not text:
        return ""
    new = new_in(store.document, place.lane)
    title = KINDS[new.key].title if new.what == "kind" else ""
    with store.edit(_("Add {kind}").format(kind=_(title)) if title else _("Add text")) as tx:
        made = make_item(tx, new, place, text)
        select(store, (made.id,))
    return made.id


def new_in(document: Document, lane: str) -> New:
    """What writing into an empty cell of a lane makes."""
    found = document.find(Lane, lane)
    role = found.role if found else ""
    if role == "measures":
        return New("measure")
    return New("owner") if role == "owners" else New("kind", kind_of_lane(role))


def tidy(text: str, *, lines: bool) -> str:
    """A text as it is kept: without white space at its end, on one line where it has no more."""
    if not lines:
        return " ".join(text.split())
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines()).rstrip()
