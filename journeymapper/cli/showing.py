"""`journeymapper show`."""

import argparse
from collections.abc import Iterator
from typing import assert_never

from journeymapper.analysis.numbering import numbering
from journeymapper.cli.json_output import print_json
from journeymapper.cli.reading import read_map
from journeymapper.cli.structure import structure
from journeymapper.commands.choices import step_title
from journeymapper.commands.related import series_title
from journeymapper.commands.value_text import value_text
from journeymapper.model.document import Document, Item, letter_of
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, EmotionPoint, Link, Measure, Owner, Series, Stage, Step


def run_show(arguments: argparse.Namespace) -> int:
    """Print what is in a map."""
    document = read_map(arguments.file)
    if arguments.json:
        print_json(structure(document, numbering(document)))
    else:
        for line in outline(document):
            print(line)
    return 0


def outline(document: Document) -> Iterator[str]:
    """A map as indented text: its stages, each with what stands in it, lane by lane."""
    yield document.map.title or _("(no title)")
    for persona in document.personas:
        yield ", ".join(part for part in (persona.name, persona.role) if part)
    counts = _("Stages: {stages}, steps: {steps}, lanes: {lanes}, cards: {cards}, links: {links}")
    yield counts.format(
        stages=len(document.stages),
        steps=len(document.steps),
        lanes=len(document.lanes),
        cards=document.count(Card),
        links=document.count(Link),
    )
    for position, stage in enumerate(document.stages):
        yield ""
        yield f"{letter_of(position)}  {stage.title}"
        yield from _stage_lines(document, stage)


def _stage_lines(document: Document, stage: Stage) -> Iterator[str]:
    for lane in document.lanes:
        lines = [_item_line(item) for item in document.cell(lane.id, stage.id)]
        lines += [
            _point_line(document, series, step, point)
            for series in document.series_of(lane.id)
            for step in document.steps_of(stage.id)
            for point in document.points_at(series.id, step.id)
        ]
        if lines:
            yield f"   {lane.title}"
            yield from (f"      {line}" for line in lines)


def _point_line(document: Document, series: Series, step: Step, point: EmotionPoint) -> str:
    """What is felt at a step: whose curve, the step, the value and its words."""
    value = value_text(document, point, "value", point.value)
    words = (series_title(document, series), step_title(document, step), value, " ".join(point.label.split()))
    return "  ".join(word for word in words if word)


def _item_line(item: Item) -> str:
    words: tuple[str, ...]
    match item:
        case Card():
            people = _("people: {names}").format(names=", ".join(item.people)) if item.people else ""
            words = (item.code, " ".join(item.text.split()), people)
        case Measure():
            words = (item.value, item.label, item.change)
        case Owner():
            words = (item.name, item.team)
        case _:
            assert_never(item)
    return "  ".join(word for word in words if word)
