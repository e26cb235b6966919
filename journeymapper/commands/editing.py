"""Commands of the Edit menu."""

from journeymapper.commands.clips import clip_of, clipped_from, paste
from journeymapper.commands.command import Command, Context, with_map
from journeymapper.commands.deleting import can_delete, delete_records, delete_selected
from journeymapper.commands.selecting import has_items, lane_at, place_behind, select, selected_items
from journeymapper.edit.cards import duplicate_items, reading_order
from journeymapper.model.document import Item
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _, mark
from journeymapper.model.records import Lane, Stage, Step


def undo(context: Context) -> None:
    """Take the last step back."""
    context.map.undo()


def redo(context: Context) -> None:
    """Do the step that was taken back again."""
    context.map.redo()


def undo_title(context: Context) -> str:
    """What is undone."""
    name = context.store.undo_name if context.store else ""
    return _("Undo “{step}”").format(step=name) if name else _("Undo")


def redo_title(context: Context) -> str:
    """What is done again."""
    name = context.store.redo_name if context.store else ""
    return _("Redo “{step}”").format(step=name) if name else _("Redo")


def copy_selected(context: Context) -> None:
    """Put the selected cards on the clipboard."""
    store = context.map
    context.ports.set_clipboard(clip_of(store.document, store.session.selection))


def cut_selected(context: Context) -> None:
    """Put the selected cards on the clipboard and take them off the map."""
    copy_selected(context)
    store = context.map
    keys = [item.id for item in selected_items(store)]
    with store.edit(_("Cut {n} cards").format(n=len(keys)) if len(keys) > 1 else _("Cut card")) as tx:
        delete_records(tx, keys)


def paste_cards(context: Context) -> None:
    """Add the cards on the clipboard behind the selected one, or in the selected lane and stage."""
    store = context.map
    clipped = clipped_from(context.ports.clipboard())
    lane = lane_at(store)
    place = place_behind(store, lane)
    if not lane or not place.stage:
        raise JourneyError(_("Select the card behind which, or the lane in which, the cards are to stand."))
    count = len(clipped.sequence)
    with store.edit(_("Paste {n} cards").format(n=count) if count > 1 else _("Paste card")) as tx:
        keys = paste(tx, clipped, place)
        select(store, keys)
    if keys:
        context.view.reveal(keys[0])


def duplicate_selected(context: Context) -> None:
    """Copy the selected cards, each group right behind itself."""
    store = context.map
    keys = [item.id for item in selected_items(store)]
    with store.edit(
        _("Duplicate {n} cards").format(n=len(keys)) if len(keys) > 1 else _("Duplicate card")
    ) as tx:
        copies = duplicate_items(tx, keys)
        select(store, [copy.id for copy in copies])
    context.view.reveal(copies[0].id)


def select_all(context: Context) -> None:
    """Select every card of the map."""
    store = context.map
    select(store, reading_order(store.document, [item.id for item in store.document.items()]))


def edit_text(context: Context) -> None:
    """Open the text of the selected card, stage, step or lane for writing."""
    store = context.map
    context.view.start_edit(store.session.selection[-1])


def can_edit_text(context: Context) -> bool:
    """Whether one thing is selected that has a text on the map."""
    if context.store is None or len(context.store.session.selection) != 1:
        return False
    record = context.store.document.get(context.store.session.selection[0])
    return isinstance(record, Item | Stage | Step | Lane)


def _has_items(context: Context) -> bool:
    return context.store is not None and has_items(context.store)


def _can_undo(context: Context) -> bool:
    return context.store is not None and bool(context.store.undo_name)


def _can_redo(context: Context) -> bool:
    return context.store is not None and bool(context.store.redo_name)


def find(context: Context) -> None:
    """Go to the search field."""
    context.view.find()


COMMANDS = (
    Command(
        id="edit.undo",
        title=mark("Undo"),
        keys=("Ctrl+Z",),
        icon="undo",
        run=undo,
        when=_can_undo,
        named=undo_title,
        help=mark("Takes the last step back, with what was selected then."),
    ),
    Command(
        id="edit.redo",
        title=mark("Redo"),
        keys=("Ctrl+Shift+Z", "Ctrl+Y"),
        icon="redo",
        run=redo,
        when=_can_redo,
        named=redo_title,
        help=mark("Does again what was undone."),
    ),
    Command(
        id="edit.cut",
        title=mark("Cut"),
        keys=("Ctrl+X",),
        icon="cut",
        run=cut_selected,
        when=_has_items,
        help=mark("Moves the selected cards to the clipboard."),
    ),
    Command(
        id="edit.copy",
        title=mark("Copy"),
        keys=("Ctrl+C",),
        icon="copy",
        run=copy_selected,
        when=_has_items,
        help=mark("Copies the selected cards; other programs get them as text."),
    ),
    Command(
        id="edit.paste",
        title=mark("Paste"),
        keys=("Ctrl+V",),
        icon="paste",
        run=paste_cards,
        when=with_map,
        help=mark("Adds the copied cards behind the selected one, from this window or another."),
    ),
    Command(
        id="edit.duplicate",
        title=mark("Duplicate"),
        keys=("Ctrl+D",),
        icon="duplicate",
        run=duplicate_selected,
        when=_has_items,
        help=mark("Copies the selected cards right behind themselves."),
    ),
    Command(
        id="edit.delete",
        title=mark("Delete"),
        keys=("Del",),
        icon="trash",
        run=delete_selected,
        when=can_delete,
        help=mark("Deletes what is selected: cards, stages, steps, lanes, lines, links or emotion points."),
    ),
    Command(
        id="edit.select_all",
        title=mark("Select all cards"),
        keys=("Ctrl+A",),
        run=select_all,
        help=mark("Selects every card of the map."),
    ),
    Command(
        id="edit.text",
        title=mark("Edit text"),
        keys=("F2",),
        icon="edit",
        run=edit_text,
        when=can_edit_text,
        help=mark("Opens the selected card, or renames the selected stage, step or lane."),
    ),
    Command(
        id="edit.find",
        title=mark("Find"),
        keys=("Ctrl+F",),
        icon="search",
        run=find,
        help=mark("Searches the texts, tags, owners and codes of all cards."),
    ),
)
