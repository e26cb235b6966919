"""A step's nodes as cards, with their blueprint parts, moments of truth and the emotion that their score says."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from journeymapper.formats.draft import Draft
from journeymapper.formats.ojf_columns import Column
from journeymapper.formats.ojf_source import Node, Part
from journeymapper.formats.ojf_tables import (
    CHANNELS,
    ICONS,
    KINDS_WITH_ICON,
    KINDS_WITHOUT_SEVERITY,
    OWN_PURPOSES,
    PLACES,
    PURPOSE_KINDS,
    PURPOSE_KINDS_IN_TEXT,
)
from journeymapper.formats.report import Report
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, EmotionPoint
from journeymapper.model.strict_json import plain_problem
from journeymapper.model.tables import ROLES, kind_of_lane

SCALE = "-5..+5"
LARGEST = 5
SCORE_MARK = "source_score"
"""The field of a card's `extra` with the score that its node had: a step's point does not tell whose it was."""

NODE_MARK = "source_node"
"""The field of a card's `extra` with the id of the card of whose node it was a part."""

STRONG = 3
"""From this score on, either way, a sentiment is worth a label at the curve."""

_MOST_LINKS = 1_000


class Home(NamedTuple):
    """The lane of a swimlane. `felt` tells that the swimlane is one of feelings."""

    id: str
    role: str
    felt: bool


class Lanes(NamedTuple):
    """The lanes of the map: by the swimlane's id, and the first of each role."""

    by_key: dict[str, Home]
    by_role: dict[str, str]


class Cell(NamedTuple):
    """Where a part goes: lane, stage and step by id."""

    lane: str
    stage: str
    step: str


def put_column(
    draft: Draft, column: Column, place: tuple[str, str], lanes: Lanes, series: str, report: Report
) -> None:
    """Put the nodes of a column at a place (stage and step, by id), and the point of its score in the series."""
    stage, step = place
    for node in column.nodes:
        home = lanes.by_key[node.lane]
        card = _put_node(draft, node, home, Cell(home.id, stage, step), report)
        if node.moment and card.kind != "moment_of_truth":
            cell = Cell(lanes.by_role["moments"], stage, step)
            draft.card(
                "moment_of_truth",
                **cell._asdict(),
                text=card.text,
                weight="major",
                extra={NODE_MARK: card.id},
            )
            report.placed(
                f"{node.path}.isMomentOfTruth", _("it stands again among the moments of truth, not linked")
            )
        _put_blueprint(draft, node, card, lanes, (stage, step), report)
    label = _label(column, lanes) if series and column.score is not None else None
    for node in column.nodes:
        if node.sentiment and node is not label:
            report.kept("nodes[*].sentiment")
    if series and column.score is not None:
        _put_point(draft, column, (series, step), label, report)


def kind_of(role: str, purpose: str) -> str:
    """The kind of the card for a node in a lane of this role with this purpose."""
    name = re.sub(r"[\s_]+", "-", purpose.strip().casefold())
    if role == "thoughts":
        return kind_of_lane(role)
    if role == "text" and name in PURPOSE_KINDS_IN_TEXT:
        return PURPOSE_KINDS_IN_TEXT[name]
    return PURPOSE_KINDS.get(name) or OWN_PURPOSES.get(name) or kind_of_lane(role)


def _put_node(draft: Draft, node: Node, home: Home, cell: Cell, report: Report) -> Card:
    text, details = node.title, node.description
    if not text.strip():
        text, details = details or _("Untitled"), ""
        report.changed(node.path, _("it has no title: “{text}” is used").format(text=text[:40]))
    kind, icon = kind_of(home.role, node.purpose), ICONS.get(node.icon, "")
    for name in _unseen(node, kind):
        report.kept(f"nodes[*].{name}")
    return draft.card(
        kind,
        **cell._asdict(),
        text=text,
        details=details,
        weight="major" if node.moment else "minor",
        icon=icon,
        severity=node.severity,
        tags=node.tags,
        extra=node.extra | _score_mark(node),
    )


def _score_mark(node: Node) -> dict[str, Any]:
    return {} if node.score is None or plain_problem(node.score) else {SCORE_MARK: node.score}


def _unseen(node: Node, kind: str) -> Iterator[str]:
    """The fields of a node that a card of this kind keeps but does not show."""
    if node.icon and (node.icon not in ICONS or kind not in KINDS_WITH_ICON):
        yield "icon"
    if "iconColor" in node.extra:
        yield "iconColor"
    if node.severity and kind in KINDS_WITHOUT_SEVERITY:
        yield "severity"
    if node.purpose:
        yield "purpose"
    if "source_id" in node.extra:
        yield "id"


# the curve


def _put_point(
    draft: Draft, column: Column, place: tuple[str, str], label: Node | None, report: Report
) -> None:
    """Put the point of a column's score at a place: series and step, by id."""
    series, step = place
    score = column.score or 0
    for node in column.nodes:
        if node.score is not None and abs(score) > LARGEST:
            report.changed(
                f"{node.path}.score",
                _("{score} is beyond the scale of {scale}: its end is used").format(score=score, scale=SCALE),
            )
    draft.put(
        EmotionPoint(
            id=draft.new_id(),
            series=series,
            step=step,
            value=max(-LARGEST, min(LARGEST, score)) * 2 / LARGEST,
            label=label.sentiment if label else "",
            source_value=str(score),
            source_scale=SCALE,
        )
    )


def _label(column: Column, lanes: Lanes) -> Node | None:
    """The node whose sentiment is written at the curve: one of feelings, else one with a strong score."""
    told = [node for node in column.nodes if node.sentiment]
    felt = [node for node in told if lanes.by_key[node.lane].felt]
    strong = [node for node in told if node.score is not None and abs(node.score) >= STRONG]
    return next(iter([*felt, *strong]), None)


# the blueprint


def _put_blueprint(
    draft: Draft, node: Node, card: Card, lanes: Lanes, place: tuple[str, str], report: Report
) -> None:
    def put(role: str, kind: str, part: Part, **fields: Any) -> list[Card]:
        text = part.text or part.other
        if not text:
            report.dropped(part.path, _("it says nothing"))
            return []
        if not part.text:
            report.changed(part.path, _("it has no text of its own: “{text}” is used").format(text=text[:40]))
        cell = Cell(lanes.by_role[role], *place)
        extra = part.extra | {NODE_MARK: card.id}
        return [draft.card(kind, **cell._asdict(), text=text, extra=extra, **fields)]

    parts = node.blueprint
    for part in parts.evidence:
        put("evidence", "touchpoint", part, channel=_channel(part), tags=_one(part.other))
    for part in parts.onstage:
        put("frontstage", "frontstage_action", part, people=_one(part.other))
    behind = [
        card
        for part in parts.backstage
        for card in put("backstage", "backstage_action", part, people=_one(part.other))
    ]
    systems = [card for part in parts.support for card in put("support", "system", part, details=part.other)]
    onstage = [card] if ROLES[lanes.by_key[node.lane].role].side == "onstage" else []
    supported = behind if behind and len(behind) * len(systems) <= _MOST_LINKS else onstage
    for source, targets in [*((each, onstage) for each in behind), *((each, supported) for each in systems)]:
        for target in targets:
            draft.link(source, target, "supports")


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _channel(part: Part) -> str:
    """The channel of a piece of evidence, from its type; a physical one is a place or a thing by its name."""
    words = re.findall(r"\w+", part.other.casefold())
    channel = next((CHANNELS[word] for word in words if word in CHANNELS), "other" if words else "")
    if channel == "thing" and any(
        word.startswith(PLACES) for word in re.findall(r"\w+", part.text.casefold())
    ):
        return "place"
    return channel
