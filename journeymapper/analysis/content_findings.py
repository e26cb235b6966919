"""Findings about what stands in the grid: empty places, cards on the wrong side, the line of visibility."""

from collections.abc import Iterator, Sequence

from journeymapper.analysis.finding import Finding
from journeymapper.analysis.support_findings import at_work, reading_order
from journeymapper.analysis.wording import card_name
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, EmotionPoint, Lane, Line, Placed, Stage
from journeymapper.model.tables import KINDS, ROLES


def content_findings(document: Document) -> Iterator[Finding]:
    """Findings about content, each kind in reading order."""
    yield from _side_findings(document)
    if not document.stages:
        yield Finding(
            "hint", "no_stage", _("The map has no stage. Add one: a journey takes place in stages.")
        )
    elif not document.item_count() and not document.count(EmotionPoint):
        yield Finding(
            "hint", "empty_map", _("The map is empty. Begin with what the customer does in each stage.")
        )
    else:
        yield from _empty_stages(document)
        yield from _empty_lanes(document)
        yield from _empty_cards(document)


def _side_findings(document: Document) -> Iterator[Finding]:
    yield from _lanes_beyond_the_line(document)
    for card in reading_order(document):
        lane = document.find(Lane, card.lane)
        home = ROLES[KINDS[card.kind].role].side if at_work(card) else "none"
        if lane is not None and {home, lane.side} == {"onstage", "offstage"}:
            yield _on_wrong_side(card, lane)


def _on_wrong_side(card: Card, lane: Lane) -> Finding:
    if lane.side == "onstage":
        advice = _(
            "{card} is work that the customer never sees, but stands in the onstage lane “{lane}”. Move it offstage."
        )
    else:
        advice = _(
            "{card} is something that the customer meets, but stands in the offstage lane “{lane}”. Move it onstage."
        )
    return Finding("hint", "wrong_side", advice.format(card=card_name(card), lane=lane.title), (card.id,))


def _lanes_beyond_the_line(document: Document) -> Iterator[Finding]:
    below = False
    for row in document.rows:
        match row:
            case Line(role="visibility"):
                below = True
            case Lane(side="onstage") if below:
                advice = _(
                    "The onstage lane “{lane}” stands below the line of visibility. Move it above the line."
                )
                yield Finding("hint", "lane_beyond_line", advice.format(lane=row.title), (row.id,))
            case Lane(side="offstage") if not below and _has_line_of_visibility(document):
                advice = _(
                    "The offstage lane “{lane}” stands above the line of visibility. Move it below the line."
                )
                yield Finding("hint", "lane_beyond_line", advice.format(lane=row.title), (row.id,))
    sides = {lane.side for lane in document.lanes}
    if not below and {"onstage", "offstage"} <= sides:
        advice = _(
            "The line of visibility between onstage and offstage lanes is missing. Add it between them."
        )
        yield Finding("hint", "no_line_of_visibility", advice)


def _has_line_of_visibility(document: Document) -> bool:
    return any(line.role == "visibility" for line in document.lines)


def _empty_stages(document: Document) -> Iterator[Finding]:
    felt = {point.step for point in document.all(EmotionPoint)}
    empty = [
        stage
        for stage in document.stages
        if not _holds_items(document, stage)
        and not any(step.id in felt for step in document.steps_of(stage.id))
    ]
    if len(empty) == 1:
        advice = _("The stage {titles} is empty. Say what happens in it, or delete it.")
        yield _about_places(empty, "empty_stage", advice)
    elif empty:
        advice = _("The stages {titles} are empty. Say what happens in them, or delete them.")
        yield _about_places(empty, "empty_stage", advice)


def _empty_lanes(document: Document) -> Iterator[Finding]:
    drawn = {point.series for point in document.all(EmotionPoint)}
    empty = [
        lane
        for lane in document.lanes
        if not _holds_items(document, lane)
        and not any(series.id in drawn for series in document.series_of(lane.id))
    ]
    if len(empty) == 1:
        yield _about_places(empty, "empty_lane", _("The lane {titles} is empty. Fill it, or delete it."))
    elif empty:
        yield _about_places(
            empty, "empty_lane", _("The lanes {titles} are empty. Fill them, or delete them.")
        )


def _about_places(places: Sequence[Stage | Lane], code: str, advice: str) -> Finding:
    titles = ", ".join(_("“{title}”").format(title=place.title) for place in places)
    return Finding("hint", code, advice.format(titles=titles), tuple(place.id for place in places))


def _empty_cards(document: Document) -> Iterator[Finding]:
    for card in reading_order(document):
        if not card.text.strip():
            lane, stage = document.find(Lane, card.lane), document.find(Stage, card.stage)
            advice = _("{card} in “{lane}” at “{stage}” is empty. Write in it, or delete it.")
            place = {"lane": lane.title if lane else "", "stage": stage.title if stage else ""}
            yield Finding("hint", "empty_card", advice.format(card=card_name(card), **place), (card.id,))


def _holds_items(document: Document, place: Stage | Lane) -> bool:
    return any(True for _each in document.referring(Placed, place.id))
