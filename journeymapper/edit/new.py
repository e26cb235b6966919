"""New maps, made through the same operations that a person uses."""

from journeymapper.edit.lanes import add_lane, add_line, add_series
from journeymapper.edit.stages import add_stage
from journeymapper.edit.store import Store
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document
from journeymapper.model.i18n import _, mark
from journeymapper.model.ids import IdSource
from journeymapper.model.records import JourneyMap
from journeymapper.model.tables import LINES

STAGES = (mark("Before"), mark("During"), mark("After"))
ROWS = (
    "actions",
    "interaction",
    "touchpoints",
    "thoughts",
    "emotion",
    "pains",
    "visibility",
    "backstage",
    "internal_interaction",
    "support",
    "opportunities",
)
"""The lanes, by role, and the lines of a new map from top to bottom."""


def bare_document(new_id: IdSource, *, title: str) -> Document:
    """A document with nothing but its map record: no stage, no lane."""
    return Document([JourneyMap(id=new_id(), title=title)])


def new_document(new_id: IdSource, *, title: str) -> Document:
    """What a person begins with: three stages of one step, the usual lanes and lines, an emotion series, no card."""
    document = bare_document(new_id, title=title)
    with Store(document, new_id=new_id).edit(_("New map")) as tx:
        add_outline(tx)
    return document


def add_outline(tx: Transaction) -> None:
    """Add the stages, lanes and lines that a new map begins with."""
    for title in STAGES:
        add_stage(tx, title=_(title))
    for row in ROWS:
        if row in LINES:
            add_line(tx, row)
        else:
            lane = add_lane(tx, row)
            if row == "emotion":
                add_series(tx, lane.id)
