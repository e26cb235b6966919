"""Where something goes: a place in the grid, and an order key for a position among siblings."""

from collections.abc import Collection, Sequence
from typing import TypeVar

import msgspec

from journeymapper.edit.transaction import Transaction
from journeymapper.model.errors import BrokenRule
from journeymapper.model.i18n import _
from journeymapper.model.order import keys_between, too_long
from journeymapper.model.records import Evidence, Lane, Line, Persona, Placed, Series, Stage, Step

Ordered = Placed | Stage | Step | Lane | Line | Series | Persona | Evidence
OrderedT = TypeVar("OrderedT", bound=Ordered)


class Place(msgspec.Struct, frozen=True):
    """A place for cards: a lane, a stage, and a step of it or "" for the stage's whole width.

    `index` is the 0-based position among all that stands in this lane and stage, whatever its step, without what
    is being moved there; None is the end.
    """

    lane: str
    stage: str
    step: str = ""
    index: int | None = None


def check_place(tx: Transaction, place: Place) -> None:
    """Raise BrokenRule where the lane, the stage or the step of a place is not there."""
    tx.find(Lane, place.lane)
    tx.find(Stage, place.stage)
    if place.step and tx.find(Step, place.step).stage != place.stage:
        raise BrokenRule(
            _("This cannot be done: the step {id} belongs to another stage.").format(id=place.step)
        )


def make_room(tx: Transaction, siblings: Sequence[Ordered], index: int | None, count: int = 1) -> list[str]:
    """Rising order keys for `count` records that go to `index` among their siblings (None: to the end).

    The siblings keep theirs, unless no key lies between two equal ones or keys have grown too long: then all
    are numbered afresh.
    """
    index = len(siblings) if index is None else max(0, min(index, len(siblings)))
    low = siblings[index - 1].order if index > 0 else None
    high = siblings[index].order if index < len(siblings) else None
    if low is None or high is None or low < high:
        keys = keys_between(low, high, count)
        if not too_long(keys):
            return keys
    fresh = keys_between(None, None, len(siblings) + count)
    for sibling, key in zip(siblings, fresh[:index] + fresh[index + count :], strict=True):
        tx.change(sibling.id, order=key)
    return fresh[index : index + count]


def without(siblings: Sequence[OrderedT], keys: Collection[str]) -> list[OrderedT]:
    """The siblings whose ids are not among the keys."""
    return [sibling for sibling in siblings if sibling.id not in keys]


def moves(siblings: Sequence[Ordered], keys: Sequence[str], index: int | None) -> bool:
    """Whether bringing these records, in this order, to `index` among the others changes the sequence of siblings.

    It does where one of them is none of the siblings yet.
    """
    now = [sibling.id for sibling in siblings]
    others = [sibling.id for sibling in without(siblings, set(keys))]
    index = len(others) if index is None else max(0, min(index, len(others)))
    return now != [*others[:index], *keys, *others[index:]]
