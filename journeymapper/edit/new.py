"""New maps, made through the same operations that a person uses."""

from msgspec.structs import replace

from journeymapper.edit.lanes import add_lane, add_line, add_series
from journeymapper.edit.stages import add_stage
from journeymapper.edit.store import Store
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document
from journeymapper.model.i18n import _, mark
from journeymapper.model.ids import IdSource
from journeymapper.model.records import (
    Asset,
    Card,
    EmotionPoint,
    Evidence,
    JourneyMap,
    Link,
    Measure,
    Owner,
    Persona,
    Record,
    Series,
    references_of,
)
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
CONTENT = (Card, Measure, Owner, Link, Evidence, EmotionPoint)
"""What stands in the grid of a map, and what that rests on."""


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


def grid_of(document: Document, *, cards: bool, personas: bool) -> Document:
    """A copy of a map as a beginning for others, with what stands in its grid and with its personas, or without.

    Without cards, nothing is said any more about what the map rests on: its sample, version, date and status.
    """
    kept = [record for record in document if _stays(record, cards=cards, personas=personas)]
    used = {key for record in kept for key in references_of(record)}
    kept = [_alone(record, personas=personas) for record in kept]
    if not cards:
        bare = replace(document.map, sample="", version="", date="", status="draft")
        kept = [bare if record.id == bare.id else record for record in kept]
    return Document(
        (record for record in kept if not isinstance(record, Asset) or record.id in used), document.media
    )


def _stays(record: Record, *, cards: bool, personas: bool) -> bool:
    return (cards or not isinstance(record, CONTENT)) and (personas or not isinstance(record, Persona))


def _alone(record: Record, *, personas: bool) -> Record:
    """A record without the persona whose feelings it tells, where personas are not kept."""
    return replace(record, persona="") if isinstance(record, Series) and not personas else record
