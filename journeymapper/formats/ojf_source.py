"""The OpenJourney Format as files have it: the specification's fields and those that real files add.

Files of version 1.1 gather title, persona and point of view in `metadata` and give nodes ids. Whatever is not of
the expected type is told in the report and left out; only what leaves no map at all ends in an error.
"""

from typing import Any

import msgspec

from journeymapper.formats.fields import Fields
from journeymapper.formats.json_files import json_object
from journeymapper.formats.report import Report
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, JourneyMap, Lane, Record, Stage

MOST_PARTS = 5_000
"""Stages, swimlanes, nodes and blueprint parts of one file: many times the largest map that people draw."""

METADATA_MARK = "source_metadata"
"""The field of a map's `extra` with the names of those that stood in the file's `metadata`."""

_SEVERITIES = {"": 0, "none": 0, "low": 1, "medium": 2, "high": 3, "critical": 4}


class Named(msgspec.Struct, frozen=True):
    """A stage or a swimlane."""

    path: str
    key: str
    name: str
    extra: dict[str, Any]


class Part(msgspec.Struct, frozen=True):
    """A part of a blueprint: what it says, and its other half (the type, the actor or the description)."""

    path: str
    text: str
    other: str
    extra: dict[str, Any]


class Blueprint(msgspec.Struct, frozen=True):
    """What stands behind a node."""

    evidence: tuple[Part, ...] = ()
    onstage: tuple[Part, ...] = ()
    backstage: tuple[Part, ...] = ()
    support: tuple[Part, ...] = ()


class Node(msgspec.Struct, frozen=True):
    """What stands where a stage and a swimlane meet. `severity` is 0 to 4, `score` as in the file, None for none."""

    path: str
    stage: str
    lane: str
    title: str
    description: str
    severity: int
    score: int | float | None
    sentiment: str
    purpose: str
    moment: bool
    icon: str
    tags: tuple[str, ...]
    blueprint: Blueprint
    extra: dict[str, Any]


class Source(msgspec.Struct, frozen=True):
    """A whole file."""

    title: str
    persona: str
    point_of_view: str
    version: str
    stages: tuple[Named, ...]
    lanes: tuple[Named, ...]
    nodes: tuple[Node, ...]
    extra: dict[str, Any]


def looks_like_ojf(data: bytes) -> bool:
    """Whether the bytes are a JSON object with stages, and swimlanes or nodes."""
    try:
        plain = json_object(data)
    except FileProblem:
        return False
    return "stages" in plain and ("swimlanes" in plain or "nodes" in plain)


def read_source(data: bytes, report: Report) -> Source:
    """The file in `data`. Raises FileProblem where it is not JSON or has no stages."""
    plain = json_object(data)
    if not isinstance(plain.get("stages"), list):
        raise FileProblem(
            _("it is no journey of the OpenJourney Format: it has no list “stages”; choose another file")
        )
    _refuse_too_many(plain)
    root = Fields(plain, "", report)
    metadata = root.inner("metadata")
    stages = tuple(_named(fields, Stage, report) for fields in root.objects("stages", "name"))
    if not stages:
        raise FileProblem(_("it has no stages, so there is nothing to make a map of; choose another file"))
    lanes = tuple(_named(fields, Lane, report) for fields in root.objects("swimlanes", "name"))
    nodes = tuple(_node(fields, report) for fields in root.objects("nodes"))
    return Source(
        title=metadata.text("title") or root.text("title"),
        persona=metadata.text("persona") or root.text("persona"),
        point_of_view=metadata.text("pov", "pointOfView") or root.text("pointOfView", "pov"),
        version=metadata.text("version") or root.text("version"),
        stages=stages,
        lanes=lanes,
        nodes=nodes,
        extra=_heads(metadata, root),
    )


def _heads(metadata: Fields, root: Fields) -> dict[str, Any]:
    """The unknown fields of the whole file, with the names of those that stood in `metadata`."""
    inner = metadata.rest(_names(JourneyMap))
    mark = {METADATA_MARK: sorted(inner)} if inner else {}
    return inner | root.rest(_names(JourneyMap)) | mark


def _refuse_too_many(plain: dict[str, Any]) -> None:
    """Refuse a file with far too many parts before any is made: that would take too long."""
    nodes = _listed(plain.get("nodes"))
    lists = [plain.get("stages"), plain.get("swimlanes"), nodes]
    for node in nodes[:MOST_PARTS]:
        blueprint = node.get("blueprint") if isinstance(node, dict) else None
        lists += blueprint.values() if isinstance(blueprint, dict) else ()
    count = sum(len(_listed(part)) for part in lists)
    if count > MOST_PARTS:
        raise FileProblem(
            _("it has {n} parts, more than {most}; divide it into several maps").format(
                n=count, most=MOST_PARTS
            )
        )


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _names(record_type: type[Record]) -> tuple[str, ...]:
    return record_type.__struct_fields__


def _named(fields: Fields, record_type: type[Record], report: Report) -> Named:
    key, name = fields.key("id"), fields.text("name", "title")
    if not name:
        name = key or _("Untitled")
        report.changed(fields.path, _("it has no name: “{name}” is used").format(name=name))
    return Named(fields.path, key, name, fields.rest(_names(record_type)))


def _node(fields: Fields, report: Report) -> Node:
    extra: dict[str, Any] = {}
    node_id = fields.key("id")
    if node_id:
        extra["source_id"] = node_id
    sentiment, purpose, icon = fields.text("sentiment"), fields.text("purpose"), fields.text("icon")
    severity = _severity(fields, report, extra)
    # Colours by hand have no place where colours have meanings; they stay with the card for who wants them.
    texts = {
        "sentiment": sentiment,
        "purpose": purpose,
        "source_icon": icon,
        "iconColor": fields.text("iconColor"),
    }
    extra |= {name: text for name, text in texts.items() if text}
    blueprint, unknown = _blueprint(fields.inner("blueprint"))
    if unknown:
        extra["blueprint"] = unknown
    return Node(
        path=fields.path,
        stage=fields.key("stageId"),
        lane=fields.key("swimlaneId"),
        title=fields.text("title"),
        description=fields.text("description"),
        severity=severity,
        score=fields.number("score"),
        sentiment=sentiment,
        purpose=purpose,
        moment=fields.flag("isMomentOfTruth"),
        icon=icon,
        tags=fields.texts("tags"),
        blueprint=blueprint,
        extra=fields.rest(_names(Card)) | extra,
    )


def _severity(fields: Fields, report: Report, extra: dict[str, Any]) -> int:
    text = fields.text("severity")
    found = _SEVERITIES.get(text.strip().casefold())
    if found is None:
        extra["source_severity"] = text
        report.changed(
            fields.at("severity"), _("“{text}” is no known severity; kept, but not shown").format(text=text)
        )
    return found or 0


def _blueprint(fields: Fields) -> tuple[Blueprint, dict[str, Any]]:
    found = Blueprint(
        evidence=_parts(fields, "evidence", "item", "type"),
        onstage=_parts(fields, "onstage", "action", "actor"),
        backstage=_parts(fields, "backstage", "action", "actor"),
        support=_parts(fields, "support", "system", "description"),
    )
    return found, fields.rest(())


def _parts(fields: Fields, section: str, text: str, other: str) -> tuple[Part, ...]:
    return tuple(
        Part(part.path, part.text(text), part.text(other), part.rest(_names(Card)))
        for part in fields.objects(section, text)
    )
