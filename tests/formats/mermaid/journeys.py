"""Journey diagrams for tests: what a map made of one says, and any journey at all."""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st

from journeymapper.formats.draft import Draft, orders
from journeymapper.formats.mermaid.grammar import Diagram, parse
from journeymapper.formats.mermaid.reader import read_mermaid
from journeymapper.formats.report import Imported, Report
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, EmotionPoint, JourneyMap, Lane, Series, Stage, Step

Plain = dict[str, Any]


def imported(source: str, part: int = 0) -> Imported:
    """The import of a diagram."""
    return read_mermaid(source.encode(), id_source("test"), part)


def document_of(source: str) -> Document:
    return imported(source).document


def notes(source: str, path: str) -> list[tuple[str, str]]:
    """Level and sentence of what the report says about a path."""
    return [(note.level, note.text) for note in imported(source).report if note.path == path]


def parsed(source: str) -> Diagram:
    """What the parser finds, without the report."""
    return parse(source, Report())


def plain(diagram: Diagram) -> Plain:
    """A diagram as plain values; a score that is no number is "NaN"."""
    names = [section.name for section in diagram.sections]
    return {
        "title": diagram.title,
        "acc": [diagram.acc_title, diagram.acc_descr],
        "sections": names,
        "tasks": [
            [
                names[task.section] if task.section >= 0 else "",
                task.name,
                "NaN" if math.isnan(task.score) else task.score,
                list(task.people),
            ]
            for task in diagram.tasks
        ],
    }


# maps


class Task(NamedTuple):
    name: str
    score: float | None
    people: tuple[str, ...] = ()


Stages = Sequence[tuple[str, Sequence[Task]]]


def journey(stages: Stages, title: str = "", **fields: Any) -> Document:
    """A map with these stages, an action and a point at each step; scores are from 1 to 5."""
    draft = Draft(id_source("journey"))
    draft.put(JourneyMap(id=draft.new_id(), title=title, **fields))
    above, below = orders(2)
    lane = draft.put(Lane(id=draft.new_id(), title="Doing", role="actions", order=above))
    curve = draft.put(Lane(id=draft.new_id(), title="Feeling", role="emotion", order=below))
    series = draft.put(Series(id=draft.new_id(), lane=curve, order=above))
    for (name, tasks), order in zip(stages, orders(len(stages)), strict=True):
        stage = draft.put(Stage(id=draft.new_id(), title=name, order=order))
        for place, key in enumerate(orders(len(tasks) or 1)):
            step = draft.put(Step(id=draft.new_id(), stage=stage, order=key))
            for task in tasks[place : place + 1]:
                draft.card(
                    "customer_action", lane=lane, stage=stage, step=step, text=task.name, people=task.people
                )
                if task.score is not None:
                    value = round(task.score - 3, 6)
                    draft.put(EmotionPoint(id=draft.new_id(), series=series, step=step, value=value))
    return draft.document()


def stages_of(document: Document) -> list[tuple[str, list[Task]]]:
    """What a map says, as `journey` takes it."""
    return [(stage.title, list(_tasks(document, stage))) for stage in document.stages]


def _tasks(document: Document, stage: Stage) -> Iterator[Task]:
    lanes = [lane for lane in document.lanes if lane.role == "actions"]
    series = document.first_series
    for step in document.steps_of(stage.id):
        point = document.point(series.id, step.id) if series else None
        for lane in lanes:
            for item in document.cell(lane.id, stage.id):
                if isinstance(item, Card) and item.step == step.id:
                    score = None if point is None else round(point.value + 3, 6)
                    yield Task(item.text, score, item.people)


# any journey

WORDS = (
    *(
        "journey",
        "Journey",
        "title ",
        "Section ",
        "accTitle",
        "accDescr {",
        "%%",
        "%%{init: {}}%%",
        "%",
        "{",
        "}",
    ),
    *(
        ":",
        ";",
        "#",
        ",",
        "#35;",
        "&amp;",
        "<br/>",
        '<b a="c">',
        "</b>",
        "---",
        "\n",
        "\r\n",
        " ",
        "\t",
        "\u00a0",
    ),
    *(
        "\u2028",
        "\ufeff",
        "ﬂ°°35¶ß",
        "ﬂ",
        "°",
        "¶ß",
        "style",
        "classDef",
        "10:30",
        "Knee aches",
        "é",
        "旅",
        "שלום",
        "😀",
    ),
)
"""Words that mean something to Mermaid, and some that do not."""

nasty_texts = st.lists(st.sampled_from(WORDS), max_size=5).map("".join)
texts = st.one_of(st.text(max_size=12), nasty_texts)
people = st.lists(texts.filter(lambda name: bool(name.strip("\ufeff"))), max_size=3).map(tuple)
tasks = st.builds(Task, texts, st.integers(10, 50).map(lambda tenths: tenths / 10), people)
journeys = st.lists(st.tuples(texts, st.lists(tasks, max_size=3)), max_size=3)
