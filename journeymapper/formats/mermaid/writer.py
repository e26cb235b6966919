"""Maps written as Mermaid `journey` diagrams: stages are sections, the customer's actions tasks, the curve scores.

What comes out is always valid for Mermaid. Characters that mean something to it are written as its own codes
(`escapes`), so they are drawn as they are and come back as they were; only control characters are left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from journeymapper.formats.mermaid import escapes
from journeymapper.formats.mermaid.losses import tell_losses
from journeymapper.formats.mermaid.scores import MIDDLE, score_of, text_of
from journeymapper.formats.report import Report, Written
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, EmotionPoint, Lane, Stage, Step

DRAWN_BY_DEFAULT = 50_000
"""Characters of a diagram that Mermaid draws unless its `maxTextSize` is raised."""


class Task(NamedTuple):
    """A task to be written: of a card, or of a step without one, at a step."""

    step: Step
    name: str
    people: tuple[str, ...]
    point: EmotionPoint | None
    card: Card | None


def write_mermaid(document: Document) -> Written:
    """The journey diagram of a map, and what it could not hold."""
    report = Report()
    lanes = _task_lanes(document, report)
    columns = [(stage, list(_tasks(document, stage, lanes))) for stage in document.stages]
    tasks = [task for _stage, found in columns for task in found]
    text = "\n".join((*_head(document), *_body(columns), ""))
    _tell_scores(tasks, report)
    _tell_names(tasks, report)
    named = {task.step.id for task in tasks if task.card is None}
    tell_losses(document, [task.card for task in tasks if task.card], named, report)
    if any(escapes.cleaned(each) != each for each in _texts(document, tasks)):
        report.dropped("", _("control characters, which cannot be seen"))
    if len(text) > DRAWN_BY_DEFAULT:
        long = _("it has {n} characters: Mermaid draws more than {most} only where its maxTextSize is raised")
        report.changed("", long.format(n=len(text), most=DRAWN_BY_DEFAULT))
    return Written(text.encode("utf-8", "replace"), report.notes())


# what becomes a task


def _task_lanes(document: Document, report: Report) -> list[Lane]:
    """The lanes whose cards are tasks: those of actions, or else the one that holds most cards."""
    cards = {lane.id: 0 for lane in document.lanes}
    for card in document.all(Card):
        cards[card.lane] = cards.get(card.lane, 0) + 1
    actions = [lane for lane in document.lanes if lane.role == "actions"]
    if any(cards[lane.id] for lane in actions):
        return actions
    fullest = max(document.lanes, key=lambda lane: cards[lane.id], default=None)
    if fullest is None or not cards[fullest.id]:
        return actions
    instead = _("no actions are in the map: the cards of this lane are the tasks")
    report.changed(fullest.title, instead)
    return [fullest]


def _tasks(document: Document, stage: Stage, lanes: Sequence[Lane]) -> Iterator[Task]:
    """The tasks of a stage from left to right; what is as wide as the stage stands at its first step."""
    steps = document.steps_of(stage.id)
    series = document.first_series
    cells = [item for lane in lanes for item in document.cell(lane.id, stage.id)]
    cards = [item for item in cells if isinstance(item, Card)]
    for place, step in enumerate(steps):
        point = document.point(series.id, step.id) if series else None
        here = [card for card in cards if card.step == step.id or (not card.step and place == 0)]
        for card in here:
            yield Task(step, card.text, card.people, point, card)
        if not here and (step.title or point):
            yield Task(step, step.title or _first_text(document, step), (), point, None)


def _first_text(document: Document, step: Step) -> str:
    """The first text that stands at a step, from the top, "" for none."""
    cells = (item for lane in document.lanes for item in document.cell(lane.id, step.stage))
    return next((item.text for item in cells if isinstance(item, Card) and item.step == step.id), "")


# the text


def _head(document: Document) -> Iterator[str]:
    about = document.map
    yield "journey"
    for keyword, text in (
        ("title", about.title),
        ("accTitle:", about.subtitle),
        ("accDescr:", about.scenario),
    ):
        if not escapes.is_blank(escapes.cleaned(text)):
            yield f"    {keyword} {escapes.title(text)}"


def _body(columns: Iterable[tuple[Stage, list[Task]]]) -> Iterator[str]:
    for place, (stage, tasks) in enumerate(columns):
        # Mermaid knows no section without a name, but tasks before all sections.
        if place or not tasks or not escapes.is_blank(stage.title):
            yield f"    section {escapes.section_name(stage.title)}"
        yield from (f"      {_line(task)}" for task in tasks)


def _line(task: Task) -> str:
    score = score_of(task.point.value) if task.point else text_of(float(MIDDLE))
    people = [
        escapes.person_name(name) for name in task.people if not escapes.is_blank(escapes.cleaned(name))
    ]
    line = f"{escapes.task_name(task.name)}: {score}"
    return f"{line}: {', '.join(people)}" if people else line


# what is told


def _texts(document: Document, tasks: Iterable[Task]) -> Iterator[str]:
    about = document.map
    yield from (about.title, about.subtitle, about.scenario)
    yield from (stage.title for stage in document.stages)
    for task in tasks:
        yield from (task.name, *task.people)


def _tell_scores(tasks: Sequence[Task], report: Report) -> None:
    without = sum(task.point is None for task in tasks)
    if without:
        report.changed(
            "",
            _("tasks without an emotion: {n}; {score}, the middle, is written").format(
                n=without, score=MIDDLE
            ),
        )


def _tell_names(tasks: Sequence[Task], report: Report) -> None:
    shared = len(tasks) - len({task.step.id for task in tasks})
    if shared:
        report.changed(
            "",
            _("actions that share a step: {n} more than steps; each is a task of its own").format(n=shared),
        )
    named = sum(task.card is None for task in tasks)
    if named:
        report.changed(
            "", _("steps without an action: {n}; their title or first card is the task").format(n=named)
        )
