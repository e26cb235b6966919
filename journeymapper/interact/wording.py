"""What gestures say about places, in the user's language."""

from collections.abc import Sequence

from journeymapper.interact.preview import Hint
from journeymapper.layout.grid import Grid
from journeymapper.model.document import Document, letter_of
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Lane, Line, Measure, Owner, Record, Stage, Step
from journeymapper.model.tables import LINES

LONGEST_NAME = 40


def cancels() -> Hint:
    """What Esc does in every gesture."""
    return Hint(_("Esc"), _("cancels"))


def stage_name(document: Document, key: str) -> str:
    """A stage by its letter and title: "C Decision"."""
    stages = [stage.id for stage in document.stages]
    stage = document.find(Stage, key)
    if stage is None or key not in stages:
        return ""
    return f"{letter_of(stages.index(key))} {short(stage.title)}".strip()


def step_name(grid: Grid, key: str) -> str:
    """A step by its title, or by its number on the path."""
    step = grid.document.find(Step, key)
    if step is not None and step.title.strip():
        return short(step.title)
    number = grid.numbers.get(key)
    return _("Step {n}").format(n=number) if number else _("Step")


def place_name(document: Document, lane: str, stage: str) -> str:
    """A cell by its stage and lane: "C Decision, Pain points"."""
    found = document.find(Lane, lane)
    return _("{stage}, {lane}").format(
        stage=stage_name(document, stage), lane=short(found.title) if found else ""
    )


def name_of(document: Document, key: str) -> str:
    """A few words that tell a record from others."""
    return _named(document.get(key))


def names_of(document: Document, keys: Sequence[str]) -> str:
    """One card by its code or text, several by their number."""
    if len(keys) == 1:
        return name_of(document, keys[0])
    return _("{n} cards").format(n=len(keys))


def short(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rstrip() + "…"


def _named(record: Record | None) -> str:
    match record:
        case Card():
            return record.code or short(record.text)
        case Measure():
            return short(record.label)
        case Owner():
            return short(record.name)
        case Stage() | Step() | Lane():
            return short(record.title)
        case Line():
            return _(LINES[record.role].title)
        case _:
            return ""
