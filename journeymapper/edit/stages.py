"""Operations on stages and on the steps that they are divided into."""

from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from journeymapper.edit.cards import delete_items
from journeymapper.edit.places import make_room, moves, without
from journeymapper.edit.spans import shorten_removed, spans_kept
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document, Item
from journeymapper.model.errors import BrokenRule
from journeymapper.model.i18n import _
from journeymapper.model.order import keys_between
from journeymapper.model.records import EmotionPoint, Link, Placed, Stage, Step


class StageContent(msgspec.Struct, frozen=True):
    """How much goes with a stage: steps, cards (with measures and owners), emotion points and links."""

    steps: int
    cards: int
    points: int
    links: int

    def __bool__(self) -> bool:
        return bool(self.cards or self.points)


def add_stage(
    tx: Transaction, *, title: str, index: int | None = None, steps: int = 1, **fields: Any
) -> Stage:
    """Add a stage at a 0-based position (None: at the end), with this many steps, one at least."""
    (order,) = make_room(tx, tx.document.stages, index)
    stage = tx.put(Stage(id=tx.new_id(), title=title, order=order, **fields))
    for key in keys_between(None, None, max(1, steps)):
        tx.put(Step(id=tx.new_id(), stage=stage.id, order=key))
    return stage


def move_stage(tx: Transaction, key: str, index: int | None) -> None:
    """Move a stage, with all that stands in it, to a 0-based position among the others (None: the end)."""
    tx.find(Stage, key)
    if not moves(tx.document.stages, [key], index):
        return
    with spans_kept(tx, {key, *(step.id for step in tx.document.steps_of(key))}):
        (order,) = make_room(tx, without(tx.document.stages, {key}), index)
        tx.change(key, order=order)


def delete_stage(tx: Transaction, key: str) -> None:
    """Delete a stage with its steps and all that stands in them; spans up to it are shortened."""
    tx.find(Stage, key)
    steps = [step.id for step in tx.document.steps_of(key)]
    delete_items(tx, [item.id for item in tx.document.referring(Placed, key) if item.stage == key])
    shorten_removed(tx, {key, *steps})
    for step in steps:
        _delete_points(tx, step)
        tx.remove(step)
    tx.remove(key)


def stage_content(document: Document, key: str) -> StageContent:
    """What deleting a stage would take with it."""
    steps = document.steps_of(key)
    items = {item.id for item in document.referring(Placed, key) if item.stage == key}
    points = sum(1 for step in steps for _point in document.referring(EmotionPoint, step.id))
    return StageContent(len(steps), len(items), points, len(links_among(document, items)))


def links_among(document: Document, items: AbstractSet[str]) -> set[str]:
    """The ids of the links that begin or end at one of these items."""
    return {link.id for item in items for link in document.referring(Link, item)}


def add_step(tx: Transaction, stage: str, *, index: int | None = None, title: str = "") -> Step:
    """Add a step to a stage at a 0-based position in it (None: at its end)."""
    tx.find(Stage, stage)
    (order,) = make_room(tx, tx.document.steps_of(stage), index)
    return tx.put(Step(id=tx.new_id(), stage=stage, order=order, title=title))


def move_step(tx: Transaction, key: str, stage: str, index: int | None) -> None:
    """Move a step, with its cards and points, to a 0-based position among the other steps of a stage.

    Cards that come to another stage stand below those already there. A stage that would lose its last step gets
    a fresh one.
    """
    step = tx.find(Step, key)
    tx.find(Stage, stage)
    siblings = tx.document.steps_of(stage)
    if not moves(siblings, [key], index):
        return
    with spans_kept(tx, {key}):
        (order,) = make_room(tx, without(siblings, {key}), index)
        tx.change(key, stage=stage, order=order)
        if step.stage != stage:
            _take_along(tx, key, stage)
            if not tx.document.steps_of(step.stage):
                add_step(tx, step.stage)


def delete_step(tx: Transaction, key: str) -> None:
    """Delete a step with its points; its cards go to the step before it in the stage, or after where none is.

    Raises BrokenRule for the only step of a stage.
    """
    step = tx.find(Step, key)
    siblings = [sibling.id for sibling in tx.document.steps_of(step.stage)]
    position = siblings.index(key)
    siblings.remove(key)
    if not siblings:
        title = tx.find(Stage, step.stage).title
        raise BrokenRule(
            _("A stage keeps at least one step: delete the stage “{title}” instead.").format(title=title)
        )
    shorten_removed(tx, {key})
    for item in _standing_in(tx.document, key):
        tx.change(item.id, step=siblings[max(0, position - 1)])
    _delete_points(tx, key)
    tx.remove(key)


def _take_along(tx: Transaction, step: str, stage: str) -> None:
    """Bring what stands in a step to the stage that the step now belongs to."""
    lanes: dict[str, list[Item]] = {}
    for item in _standing_in(tx.document, step):
        lanes.setdefault(item.lane, []).append(item)
    for lane, items in lanes.items():
        orders = make_room(tx, tx.document.cell(lane, stage), None, len(items))
        for item, order in zip(items, orders, strict=True):
            tx.change(item.id, stage=stage, order=order)


def _standing_in(document: Document, step: str) -> list[Item]:
    found = [
        item for item in document.referring(Placed, step) if item.step == step and isinstance(item, Item)
    ]
    return sorted(found, key=lambda item: (item.order, item.id))


def _delete_points(tx: Transaction, step: str) -> None:
    for point in list(tx.document.referring(EmotionPoint, step)):
        tx.remove(point.id)
