"""Drawing a link from one card to another."""

from journeymapper.edit.cards import add_card
from journeymapper.edit.links import connect, default_kind
from journeymapper.edit.places import Place
from journeymapper.interact.moving_items import place_of
from journeymapper.interact.preview import UNDONE, Area, Gesture, Outcome, Preview, Segment
from journeymapper.interact.selecting import select
from journeymapper.interact.surface import Pointer
from journeymapper.interact.wording import cancels, name_of, place_name
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import Drop, box_at, drop_at, rect_of
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Lane
from journeymapper.model.tables import KINDS, LINK_KINDS, kind_of_lane

WITHOUT_CARDS = frozenset(("measures", "owners"))
"""Roles of lanes in which a new item is no card, so that no link could lead to it."""


def draw_link(pointer: Pointer, source: str) -> Gesture:
    """Draw a link from a card; dropped on an empty cell it makes the card at its other end."""
    phase = "moving"
    while phase == "moving":
        target, drop = _aim(pointer, source)
        phase = pointer.follow((yield _preview(pointer, source, target, drop)), scrolls="xy")
        if source not in pointer.grid.document:
            return UNDONE
    target, drop = _aim(pointer, source)
    if phase == "cancelled":
        return UNDONE
    if target:
        return _linked(pointer, source, target)
    return _linked_to_new(pointer, source, drop) if drop is not None else UNDONE


def can_link(document: Document, source: str, target: str) -> bool:
    """Whether a link of the kind that is likely meant can be drawn: between two cards, and not a second time."""
    if source == target or not isinstance(document.get(target), Card):
        return False
    kind = default_kind(document, source, target)
    return all(
        (link.source, link.target, link.kind) != (source, target, kind) for link in document.links_of(source)
    )


def _aim(pointer: Pointer, source: str) -> tuple[str, Drop | None]:
    """The card under the pointer, or the empty cell where one would be made."""
    if pointer.view.part(pointer.x, pointer.y) != "body":
        return "", None
    grid, x, y = pointer.grid, pointer.map_x, pointer.map_y
    found = box_at(grid, x, y)
    if found is not None:
        key = found[0].item.id
        return (key, None) if can_link(grid.document, source, key) else ("", None)
    drop = drop_at(grid, x, y, frozenset(), "card")
    if drop is None or _taken(grid, drop):
        return "", None
    lane = grid.document.find(Lane, drop.lane)
    return ("", None) if lane is None or lane.role in WITHOUT_CARDS else ("", drop)


def _taken(grid: Grid, drop: Drop) -> bool:
    """Whether something stands in the cell at the step of a drop."""
    cell = grid.document.cell(drop.lane, drop.stage)
    return any(not drop.step or item.step in ("", drop.step) for item in cell)


def _preview(pointer: Pointer, source: str, target: str, drop: Drop | None) -> Preview:
    document = pointer.grid.document
    says = _("Linking {card}").format(card=name_of(document, source))
    if target:
        kind = _(LINK_KINDS[default_kind(document, source, target)].title)
        says = _("Linking {card} to {other}: {kind}").format(
            card=name_of(document, source), other=name_of(document, target), kind=kind
        )
    elif drop is not None:
        place = place_name(document, drop.lane, drop.stage)
        says = _("Linking {card} to a new card in {place}").format(
            card=name_of(document, source), place=place
        )
    return Preview(
        lit=target,
        tint=drop.target if drop else None,
        wire=_wire(pointer, source, target),
        cursor="cross",
        scroll=pointer.scroll,
        says=says,
        hints=(cancels(),),
    )


def _wire(pointer: Pointer, source: str, target: str) -> Segment | None:
    """From the middle of the source's nearest side to the pointer, or to the nearest side of the target."""
    start = rect_of(pointer.grid, source)
    if start is None:
        return None
    end = rect_of(pointer.grid, target) if target else None
    towards = _middle(end) if end else (pointer.map_x, pointer.map_y)
    here = _side(start, towards)
    there = _side(end, _middle(start)) if end else towards
    return (*here, *there)


def _side(area: Area, towards: tuple[float, float]) -> tuple[float, float]:
    """The middle of the side of a rectangle that looks towards a point."""
    left, top, right, bottom = area
    x, y = _middle(area)
    if towards[0] < left or towards[0] > right:
        return (right if towards[0] > right else left), y
    return x, (bottom if towards[1] > y else top)


def _middle(area: Area) -> tuple[float, float]:
    return (area[0] + area[2]) / 2, (area[1] + area[3]) / 2


def _linked(pointer: Pointer, source: str, target: str) -> Outcome:
    document = pointer.store.document
    with pointer.store.edit(_("Connect cards")) as tx:
        link = connect(tx, source, target, default_kind(document, source, target))
        select(pointer.store, (link.id,))
    says = _("Linked {card} to {other}").format(
        card=name_of(document, source), other=name_of(document, target)
    )
    return Outcome((source, target), says)


def _linked_to_new(pointer: Pointer, source: str, drop: Drop) -> Outcome:
    document = pointer.store.document
    lane = document.find(Lane, drop.lane)
    kind = kind_of_lane(lane.role if lane else "")
    with pointer.store.edit(_("Add linked {kind}").format(kind=_(KINDS[kind].title))) as tx:
        card = add_card(tx, _end_of(place_of(drop)), kind)
        connect(tx, source, card.id, default_kind(tx.document, source, card.id))
        select(pointer.store, (card.id,))
    says = _("Linked {card} to {other}").format(
        card=name_of(document, source), other=name_of(document, card.id)
    )
    return Outcome((card.id,), says, edit=card.id)


def _end_of(place: Place) -> Place:
    return Place(place.lane, place.stage, place.step)
