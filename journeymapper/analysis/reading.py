"""Where a record comes when a map is read from its head to its sources."""

from typing import Any

from journeymapper.model.document import Document
from journeymapper.model.records import (
    EmotionPoint,
    Evidence,
    Lane,
    Line,
    Link,
    Persona,
    Placed,
    Record,
    Series,
    Stage,
    Step,
)

Rank = tuple[Any, ...]


def reading_rank(document: Document, record: Record) -> Rank:
    """Sorts records of one group as they are read; comparable between two states of a map. Order and id end it."""
    match record:
        case Persona() | Stage() | Lane() | Line() | Evidence():
            return (record.order, record.id, "", "")
        case Step():
            return (*_rank(document, record.stage), record.order, record.id)
        case Placed():
            column = _rank(document, record.step) if record.step else ("", "")
            cell = (*_rank(document, record.lane), *_rank(document, record.stage))
            return (*cell, *column, record.order, record.id)
        case Series():
            return (*_rank(document, record.lane), record.order, record.id, "", "")
        case EmotionPoint():
            return _point_rank(document, record)
        case Link():
            return (*_end_rank(document, record.source), *_end_rank(document, record.target), record.id)
    return ("", record.id)


def _rank(document: Document, key: str) -> Rank:
    record = document.get(key)
    return (getattr(record, "order", ""), key)


def _point_rank(document: Document, point: EmotionPoint) -> Rank:
    step = document.find(Step, point.step)
    stage = _rank(document, step.stage) if step else ("", "")
    series = document.find(Series, point.series)
    lane = _rank(document, series.lane) if series else ("", "")
    return (*lane, *_rank(document, point.series), *stage, *_rank(document, point.step), point.id)


def _end_rank(document: Document, key: str) -> Rank:
    card = document.find(Placed, key)
    return reading_rank(document, card) if card else ("",) * 8
