"""Records and documents for the tests of the model, and what a document's indexes say."""

from journeymapper.model.document import Document
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    Evidence,
    JourneyMap,
    Lane,
    Line,
    Link,
    Measure,
    Owner,
    Persona,
    Record,
    Series,
    Stage,
    Step,
)


def sample_records() -> list[Record]:
    """One record of each type that another can point at, and those that point; ids say what they are."""
    return [
        JourneyMap(id="map", title="Moving house"),
        Persona(id="persona", name="Ada", order="a0"),
        Stage(id="stage-a", title="Look", order="a0"),
        Stage(id="stage-b", title="Move", order="a1"),
        Step(id="step-a1", stage="stage-a", order="a0"),
        Step(id="step-a2", stage="stage-a", order="a1"),
        Step(id="step-b1", stage="stage-b", order="a0"),
        Lane(id="lane-1", title="Actions", order="a0", role="actions", side="onstage"),
        Line(id="line", role="visibility", order="a1"),
        Lane(id="lane-2", title="Backstage", order="a2", role="backstage", side="offstage"),
        Evidence(id="evidence", source="Diary", order="a0"),
        Owner(id="owner", name="Grace", lane="lane-2", stage="stage-b", order="a0"),
        Measure(id="measure", label="Days", lane="lane-2", stage="stage-a", order="a0"),
        Card(
            id="card-1",
            kind="customer_action",
            code="A1",
            lane="lane-1",
            stage="stage-a",
            step="step-a1",
            order="a0",
            owner="owner",
            evidence=("evidence",),
        ),
        Card(
            id="card-2",
            kind="customer_action",
            code="A2",
            lane="lane-1",
            stage="stage-a",
            order="a1",
            until="stage-b",
        ),
        Series(id="series", lane="lane-2", order="a0", persona="persona"),
        EmotionPoint(id="point", series="series", step="step-a1", value=1.5),
        Link(id="link", source="card-1", target="card-2"),
    ]


def sample_document() -> Document:
    """A document of the sample records."""
    return Document(sample_records())


def reading_of(document: Document) -> dict[str, object]:
    """What every reading function of a document answers, by a name; equal for equal documents."""
    keys = sorted(document.snapshot())
    lanes = [lane.id for lane in document.lanes]
    stages = [stage.id for stage in document.stages]
    kinds = {type(record) for record in document}
    return {
        "records": document.snapshot(),
        "count": len(document),
        "types": {kind.__name__: sorted(record.id for record in document.all(kind)) for kind in kinds},
        "map": document.map,
        "ordered": (document.personas, document.stages, document.lanes, document.lines, document.evidence),
        "rows": document.rows,
        "steps": document.steps,
        "steps_of": {stage: document.steps_of(stage) for stage in stages},
        "cells": {(lane, stage): document.cell(lane, stage) for lane in lanes for stage in stages},
        "items": (document.item_count(), sorted(item.id for item in document.items())),
        "series": {lane: document.series_of(lane) for lane in lanes},
        "points": {
            (series.id, step.id): document.points_at(series.id, step.id)
            for series in document.all(Series)
            for step in document.steps
        },
        "links": {key: document.links_of(key) for key in keys},
        "referring": {key: document.referring_ids(key) for key in keys},
    }


def indexes_of(document: Document) -> dict[str, object]:
    """The indexes themselves; nothing but reading types leaves empty entries."""
    return {
        "referring": {key: frozenset(found) for key, found in document._referring.items()},
        "cells": {key: dict(found) for key, found in document._cells.items()},
        "points": {key: dict(found) for key, found in document._points.items()},
        "types": {kind: dict(found) for kind, found in document._by_type.items() if found},
    }


def assert_indexes_are_those_of_a_rebuild(document: Document) -> None:
    """Compare what a document says with what a new one of the same records says."""
    rebuilt = Document(document)
    assert reading_of(document) == reading_of(rebuilt)
    assert indexes_of(document) == indexes_of(rebuilt)
    for kind in ("customer_action", "pain_point", "note"):
        assert document.last_number(kind) >= rebuilt.last_number(kind)
