"""Bringing something new into the map from the palette, by dragging it or by clicking where it should go."""

from collections.abc import Callable
from typing import Literal

import msgspec

from journeymapper.edit.cards import add_card, add_measure, add_owner
from journeymapper.edit.lanes import add_lane, add_series
from journeymapper.edit.places import Place
from journeymapper.edit.stages import add_stage, add_step
from journeymapper.edit.transaction import Transaction
from journeymapper.interact.moving_items import place_of
from journeymapper.interact.preview import UNDONE, Area, Gesture, Outcome, Preview, Segment
from journeymapper.interact.selecting import select
from journeymapper.interact.surface import Pointer
from journeymapper.interact.wording import cancels, name_of, place_name, stage_name
from journeymapper.layout.grid import Grid
from journeymapper.layout.index import drop_at, row_gap, stage_gap, step_gap
from journeymapper.model.i18n import _
from journeymapper.model.records import Record
from journeymapper.model.tables import KINDS, ROLES

MIME_TYPE = "application/x-journeymapper-new"
"""Of what is dragged out of the palette; its bytes are those that `parse_new` reads."""

EMPTY_STAGE, EMPTY_LANE = 300.0, 60.0  # points: what the first stage and the first lane are shown to take


class New(msgspec.Struct, frozen=True):
    """What is to be made: a stage, a step, a lane of a role, a card of a kind, a measure or an owner."""

    what: Literal["stage", "step", "lane", "kind", "measure", "owner"]
    key: str = ""


class Spot(msgspec.Struct, frozen=True):
    """Where it would go: how that is shown and said, and how it is made there."""

    make: Callable[[Transaction], Record]
    says: str
    tint: Area | None = None
    line: Segment | None = None


def parse_new(payload: bytes) -> New | None:
    """What bytes of the type `MIME_TYPE` mean; None where they mean nothing."""
    what, _colon, key = payload.decode("utf-8", "replace").partition(":")
    match what:
        case "stage" | "step" | "measure" | "owner" if not key:
            return New(what)
        case "lane" if key in ROLES:
            return New("lane", key)
        case "kind" if key in KINDS:
            return New("kind", key)
        case _:
            return None


def title_of(new: New) -> str:
    """What it is called, in the user's language."""
    match new.what:
        case "kind":
            return _(KINDS[new.key].title)
        case "lane":
            return _("Lane “{title}”").format(title=_(ROLES[new.key].title))
        case "stage":
            return _("Stage")
        case "step":
            return _("Step")
        case "measure":
            return _("KPI")
        case "owner":
            return _("Owner")


def place_new(pointer: Pointer, new: New, *, dragged: bool = True) -> Gesture:
    """Follow the pointer until it is released over a place where the new thing can go.

    Only what is dragged scrolls the map at its edges; a pointer that is about to click does not.
    """
    phase = "moving"
    while phase == "moving":
        spot = _spot(pointer, new)
        preview = Preview(
            tint=spot.tint if spot else None,
            line=spot.line if spot else None,
            cursor="copy" if spot else "refused",
            scroll=pointer.scroll,
            says=spot.says if spot else _lacking(pointer.grid, new),
            hints=(cancels(),),
            taken=spot is not None,
        )
        phase = pointer.follow((yield preview), scrolls="xy" if dragged else "")
    spot = _spot(pointer, new)
    if phase == "cancelled" or spot is None:
        return UNDONE
    with pointer.store.edit(_("Add {what}").format(what=title_of(new))) as tx:
        made = spot.make(tx)
        select(pointer.store, (made.id,))
    says = _("Added {what}").format(what=name_of(pointer.store.document, made.id) or title_of(new))
    return Outcome((made.id,), says, edit=made.id)


def _spot(pointer: Pointer, new: New) -> Spot | None:
    match new.what:
        case "stage":
            return _stage_spot(pointer)
        case "step":
            return _step_spot(pointer)
        case "lane":
            return _lane_spot(pointer, new.key)
        case "kind" | "measure" | "owner":
            return _item_spot(pointer, new)


def _stage_spot(pointer: Pointer) -> Spot:
    grid = pointer.grid

    def make(tx: Transaction, index: int | None = None) -> Record:
        return add_stage(tx, title=_("New stage"), index=index)

    if not grid.stages:
        area = (0.0, -grid.stage_head, EMPTY_STAGE, max(grid.height, EMPTY_LANE))
        return Spot(make, _("First stage"), tint=area)
    index, x = stage_gap(grid, pointer.map_x)
    return Spot(
        lambda tx: make(tx, index),
        _("Stage to position {n}").format(n=index + 1),
        line=(x, -grid.stage_head, x, grid.height),
    )


def _step_spot(pointer: Pointer) -> Spot | None:
    grid = pointer.grid
    gap = step_gap(grid, pointer.map_x)
    if gap is None:
        return None
    stage, index, x = gap
    return Spot(
        lambda tx: add_step(tx, stage, index=index),
        _("Step to {stage}, position {n}").format(stage=stage_name(grid.document, stage), n=index + 1),
        line=(x, -grid.stage_head, x, grid.height),
    )


def _lane_spot(pointer: Pointer, role: str) -> Spot:
    grid = pointer.grid

    def make(tx: Transaction, index: int | None = None) -> Record:
        lane = add_lane(tx, role, index=index)
        if role == "emotion":
            # A curve needs a series before anything can be set on it.
            add_series(tx, lane.id)
        return lane

    if not grid.rows:
        return Spot(make, _("First lane"), tint=(-grid.head_width, 0.0, max(grid.width, 1.0), EMPTY_LANE))
    index, y = row_gap(grid, pointer.map_y)
    return Spot(
        lambda tx: make(tx, index),
        _("Lane to row {n}").format(n=index + 1),
        line=(-grid.head_width, y, grid.width, y),
    )


def _item_spot(pointer: Pointer, new: New) -> Spot | None:
    if pointer.view.part(pointer.x, pointer.y) != "body":
        return None
    grid = pointer.grid
    form = KINDS[new.key].form if new.what == "kind" else new.what
    drop = drop_at(grid, pointer.map_x, pointer.map_y, frozenset(), form)
    if drop is None:
        return None
    place = place_of(drop)
    says = _("{what} to {place}, position {n}").format(
        what=title_of(new), place=place_name(grid.document, drop.lane, drop.stage), n=drop.index + 1
    )
    return Spot(lambda tx: make_item(tx, new, place), says, drop.target, drop.line)


def make_item(tx: Transaction, new: New, place: Place, text: str = "") -> Record:
    """Make a card, measure or owner that says this."""
    match new.what:
        case "measure":
            return add_measure(tx, place, label=text)
        case "owner":
            return add_owner(tx, place, name=text)
        case _:
            return add_card(tx, place, new.key or "note", text=text)


def _lacking(grid: Grid, new: New) -> str:
    """Why nothing can be dropped here."""
    what = title_of(new)
    if not grid.stages:
        return _("{what}: drag a stage in first").format(what=what)
    if not grid.rows and new.what != "step":
        return _("{what}: drag a lane in first").format(what=what)
    return _("{what}: drop it into a cell").format(what=what)
