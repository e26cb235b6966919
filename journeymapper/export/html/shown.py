"""A map as the page shows it: the document with the anchors and names that its parts refer to each other by."""

from collections.abc import Iterator, Mapping
from typing import assert_never

import msgspec

from journeymapper.model.document import Document, Item, letter_of
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Lane, Link, Measure, Owner, Stage, Step

LONGEST_NAME = 60


class Shown(msgspec.Struct, frozen=True, eq=False):
    """A document, the numbers of its steps, the letters of its stages, an anchor for each item in reading order."""

    document: Document
    numbers: Mapping[str, int]
    letters: Mapping[str, str]
    anchors: Mapping[str, str]

    def stage_name(self, stage: Stage) -> str:
        """The letter and the title."""
        return f"{self.letters[stage.id]} {stage.title}".strip()

    def step_name(self, step: Step) -> str:
        """The number on the path and the title; a step without a title is named by its stage."""
        number = self.numbers.get(step.id)
        title = step.title or (self.stage_title(step.stage) if self.is_only_step(step) else "")
        return " ".join(part for part in (str(number) if number else "", title) if part)

    def stage_title(self, key: str) -> str:
        """The title of a stage by its id."""
        stage = self.document.find(Stage, key)
        return stage.title if stage else ""

    def is_only_step(self, step: Step) -> bool:
        """Whether a step is all of its stage."""
        return len(self.document.steps_of(step.stage)) == 1

    def place_name(self, key: str) -> str:
        """What a stage or a step is called."""
        match self.document.get(key):
            case Stage() as stage:
                return self.stage_name(stage)
            case Step() as step:
                return _("step {name}").format(name=self.step_name(step))
            case _:
                return ""

    def links_from(self, card: Card) -> Iterator[tuple[Link, Card]]:
        """The links that begin at a card, with the cards where they end."""
        for link in self.document.links_of(card.id):
            target = self.document.find(Card, link.target)
            if link.source == card.id and target is not None:
                yield link, target


def shown(document: Document, numbers: Mapping[str, int]) -> Shown:
    """Give every item its anchor; the same map gets the same ones."""
    letters = {stage.id: letter_of(place) for place, stage in enumerate(document.stages)}
    anchors = {item.id: f"c{place}" for place, item in enumerate(_in_order(document), start=1)}
    return Shown(document, numbers, letters, anchors)


def item_name(item: Item) -> str:
    """A few words by which an item is named elsewhere."""
    match item:
        case Card():
            words = " ".join((item.code, *item.text.split()))
        case Measure():
            words = " ".join((*item.label.split(), *item.value.split()))
        case Owner():
            words = item.name
        case _:
            assert_never(item)
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"


def _in_order(document: Document) -> Iterator[Item]:
    for lane in document.lanes:
        for stage in document.stages:
            yield from in_columns(document, lane, stage)


def in_columns(document: Document, lane: Lane, stage: Stage) -> list[Item]:
    """What stands in a cell, step by step; what takes the stage's whole width comes first."""
    places = {step.id: place for place, step in enumerate(document.steps_of(stage.id), start=1)}
    return sorted(document.cell(lane.id, stage.id), key=lambda item: places.get(item.step, 0))
