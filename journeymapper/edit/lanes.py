"""Operations on lanes, on the lines between them and on the emotion series that run through them.

Lanes and lines are the rows of the grid. A lane is onstage above the line of visibility and offstage below it, if
it has a side at all.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from journeymapper.edit.cards import delete_items
from journeymapper.edit.places import make_room, moves, without
from journeymapper.edit.stages import links_among
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import EmotionPoint, Lane, Line, Placed, Series, Step
from journeymapper.model.tables import ROLES


class LaneContent(msgspec.Struct, frozen=True):
    """How much goes with a lane: cards (with measures and owners), emotion points and links."""

    cards: int
    points: int
    links: int

    def __bool__(self) -> bool:
        return bool(self.cards or self.points)


def add_lane(tx: Transaction, role: str, *, index: int | None = None, title: str = "", **fields: Any) -> Lane:
    """Add a lane at a 0-based position among the rows (None: at the end), with what its role suggests.

    Where an index is given, an onstage or offstage lane takes the side of the line of visibility on which it
    comes to stand, unless `fields` name a side.
    """
    values = _suggested(role) | ({"title": title} if title else {}) | fields
    (order,) = make_room(tx, tx.document.rows, index)
    lane = tx.put(Lane(id=tx.new_id(), order=order, role=role, **values))
    side = sides_by_place(tx.document).get(lane.id)
    if index is None or side is None or "side" in fields or lane.side not in (side, _opposite(side)):
        return lane
    _change_sides(tx, {lane.id: side})
    return tx.find(Lane, lane.id)


def add_line(tx: Transaction, role: str, *, index: int | None = None) -> Line:
    """Add a line at a 0-based position among the rows (None: at the end); a second of a role breaks a rule."""
    (order,) = make_room(tx, tx.document.rows, index)
    return tx.put(Line(id=tx.new_id(), role=role, order=order))


def move_row(tx: Transaction, key: str, index: int | None) -> list[Lane]:
    """Move a lane, with all in it, or a line to a 0-based position among the other rows (None: the end).

    Returned are the lanes that came to the other side of the line of visibility and so changed from onstage to
    offstage or back, as they are now. Such a lane takes the band of its new neighbours, unless it had its own.
    """
    if not isinstance(tx.record(key), Line):
        tx.find(Lane, key)
    if not moves(tx.document.rows, [key], index):
        return []
    before = sides_by_place(tx.document)
    (order,) = make_room(tx, without(tx.document.rows, {key}), index)
    tx.change(key, order=order)
    after = sides_by_place(tx.document)
    crossed = {
        lane.id: after[lane.id]
        for lane in tx.document.lanes
        if before.get(lane.id) != after.get(lane.id) and lane.side == _opposite(after[lane.id])
    }
    _change_sides(tx, crossed)
    return [tx.find(Lane, lane) for lane in crossed]


def sides_by_place(document: Document) -> dict[str, str]:
    """The side of the line of visibility on which each lane stands, by lane; nothing where there is no line."""
    sides: dict[str, str] = {}
    side = "onstage"
    for row in document.rows:
        if isinstance(row, Lane):
            sides[row.id] = side
        elif row.role == "visibility":
            side = "offstage"
    return sides if side == "offstage" else {}


def delete_lane(tx: Transaction, key: str) -> None:
    """Delete a lane with its cards, measures, owners and series."""
    tx.find(Lane, key)
    delete_items(tx, [item.id for item in tx.document.referring(Placed, key)])
    for series in tx.document.series_of(key):
        delete_series(tx, series.id)
    tx.remove(key)


def delete_line(tx: Transaction, key: str) -> None:
    """Delete a line; the lanes keep their sides."""
    tx.find(Line, key)
    tx.remove(key)


def lane_content(document: Document, key: str) -> LaneContent:
    """What deleting a lane would take with it."""
    items = {item.id for item in document.referring(Placed, key)}
    points = sum(
        1 for series in document.series_of(key) for _each in document.referring(EmotionPoint, series.id)
    )
    return LaneContent(len(items), points, len(links_among(document, items)))


def add_series(
    tx: Transaction, lane: str, *, index: int | None = None, title: str = "", **fields: Any
) -> Series:
    """Add a series of emotion points to a lane, at a 0-based position among its series (None: at the end)."""
    tx.find(Lane, lane)
    (order,) = make_room(tx, tx.document.series_of(lane), index)
    return tx.put(Series(id=tx.new_id(), lane=lane, order=order, title=title, **fields))


def delete_series(tx: Transaction, key: str) -> None:
    """Delete a series with its points."""
    tx.find(Series, key)
    for point in list(tx.document.referring(EmotionPoint, key)):
        tx.remove(point.id)
    tx.remove(key)


def set_point(tx: Transaction, series: str, step: str, value: float, **fields: Any) -> EmotionPoint:
    """Set what a series says at a step, from -2 to +2; a point that is there keeps its other fields."""
    tx.find(Series, series)
    tx.find(Step, step)
    point = tx.document.point(series, step) or EmotionPoint(
        id=tx.new_id(), series=series, step=step, value=value
    )
    return tx.put(replace(point, value=value, **fields))


def clear_point(tx: Transaction, series: str, step: str) -> None:
    """Leave a series without a value at a step."""
    point = tx.document.point(series, step)
    if point is not None:
        tx.remove(point.id)


def _opposite(side: str) -> str:
    return "onstage" if side == "offstage" else "offstage"


def _suggested(role: str) -> dict[str, str]:
    known = ROLES.get(role)
    if known is None:
        return {"title": role}
    texts = {"title": known.title, "band": known.band, "hint": known.hint}
    # The translation of an empty text is the catalogue's header.
    return {"side": known.side} | {field: _(text) for field, text in texts.items() if text}


def _change_sides(tx: Transaction, sides: dict[str, str]) -> None:
    """Give lanes another side, and the band of their new neighbours unless they have one of their own."""
    lanes = tx.document.lanes
    bands = [(lane.side, lane.band) for lane in lanes]
    for position, lane in enumerate(lanes):
        if lane.id in sides:
            side = sides[lane.id]
            own = lane.band != _usual_band(lane.side) and bands.count((lane.side, lane.band)) == 1
            near = _nearest(lanes, position, side)
            tx.change(lane.id, side=side, band=lane.band if own else near.band if near else _usual_band(side))


def _nearest(lanes: Sequence[Lane], position: int, side: str) -> Lane | None:
    """The lane of a side that is nearest to a position."""
    found = [(abs(place - position), lane) for place, lane in enumerate(lanes) if lane.side == side]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _usual_band(side: str) -> str:
    return next((_(role.band) for role in ROLES.values() if role.side == side), "")
