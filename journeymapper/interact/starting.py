"""Which gesture a press begins."""

from collections.abc import Callable
from typing import Literal, assert_never

from journeymapper.interact.connecting import draw_link
from journeymapper.interact.events import Press
from journeymapper.interact.focus import cell_focus
from journeymapper.interact.looking import pan, rubber_band
from journeymapper.interact.moving_heads import drag_row, drag_stage, drag_step
from journeymapper.interact.moving_items import drag_items
from journeymapper.interact.picking import (
    OnCell,
    OnItem,
    OnLink,
    OnNothing,
    OnPoint,
    OnRecord,
    OnRow,
    OnStage,
    OnStep,
    pick,
)
from journeymapper.interact.pressing import press_on
from journeymapper.interact.preview import Gesture
from journeymapper.interact.pulling_points import drag_point
from journeymapper.interact.surface import Pointer, Surface
from journeymapper.interact.writing import write_at
from journeymapper.model.document import Item
from journeymapper.model.records import Card

Tool = Literal["select", "connect"]


def gesture_for(surface: Surface, press: Press, tool: Tool, *, panning: bool) -> Gesture | None:
    """The gesture that a press begins with a tool; `panning` tells that Space is held. None where it means nothing."""
    if press.button == "middle" or (panning and press.button == "left"):
        return pan(Pointer(surface, press))
    if press.button != "left":
        return None
    if tool == "connect":
        return _connecting(surface, press)
    return _selecting(surface, press)


def _connecting(surface: Surface, press: Press) -> Gesture:
    hit = pick(surface.grid, surface.view, press.x, press.y)
    if isinstance(hit, OnItem) and isinstance(surface.grid.document.get(hit.key), Card):
        return press_on(surface, press, hit.key, lambda pointer: draw_link(pointer, hit.key))
    return _selecting(surface, press)


def _selecting(surface: Surface, press: Press) -> Gesture:
    hit = pick(surface.grid, surface.view, press.x, press.y)
    match hit:
        case OnCell(place):
            if press.clicks > 1:
                return write_at(Pointer(surface, press), place)
            return rubber_band(Pointer(surface, press), cell_focus(place))
        case OnNothing():
            return rubber_band(Pointer(surface, press))
        case _:
            return press_on(surface, press, hit.key, _drag_of(hit))


def _drag_of(hit: OnRecord) -> Callable[[Pointer], Gesture] | None:
    """What dragging does with what was pressed on; None where it does nothing."""
    match hit:
        case OnItem(key, form):
            return lambda pointer: _drag_selected(pointer, key, form)
        case OnStage(key):
            return lambda pointer: drag_stage(pointer, key)
        case OnStep(key):
            return lambda pointer: drag_step(pointer, key)
        case OnRow(key):
            return lambda pointer: drag_row(pointer, key)
        case OnPoint(series, step):
            return lambda pointer: drag_point(pointer, series, step)
        case OnLink():
            return None
        case _:
            assert_never(hit)


def _drag_selected(pointer: Pointer, key: str, form: str) -> Gesture:
    """Drag what is selected with the item that was pressed on."""
    document = pointer.store.document
    items = [other for other in pointer.store.session.selection if isinstance(document.get(other), Item)]
    return drag_items(pointer, items if key in items else (key,), key, form)
