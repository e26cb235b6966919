"""`journeymapper show`."""

import argparse
from collections.abc import Iterator
from typing import assert_never

from journeymapper.analysis.numbering import numbering
from journeymapper.cli.json_output import print_json
from journeymapper.cli.reading import read_map
from journeymapper.cli.structure import structure
from journeymapper.model.document import Document, Item, letter_of
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Link, Measure, Owner, Stage


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
        items = document.cell(lane.id, stage.id)
        if items:
            yield f"   {lane.title}"
            for item in items:
                yield f"      {_item_line(item)}"


def _item_line(item: Item) -> str:
    words: tuple[str, ...]
    match item:
        case Card():
            words = (item.code, " ".join(item.text.split()))
        case Measure():
            words = (item.value, item.label, item.change)
        case Owner():
            words = (item.name, item.team)
        case _:
            assert_never(item)
    return "  ".join(word for word in words if word)
