"""A map as a grid of texts, with the stages across: what all tables that are written have in common."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from journeymapper.formats.lane_names import role_of_name
from journeymapper.formats.tables.cells import joined
from journeymapper.formats.tables.entries import (
    measure_text,
    owner_text,
)
from journeymapper.formats.tables.scores import score_text
from journeymapper.formats.tables.table import tidy
from journeymapper.model.document import Document, Item, letter_of
from journeymapper.model.i18n import _
from journeymapper.model.records import (
    Card,
    Lane,
    Line,
    Measure,
    Owner,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import LINES, ROLES


class Column(NamedTuple):
    """A step with its stage and what heads it."""

    stage: Stage
    step: Step
    title: str
    step_title: str


class GridRow(NamedTuple):
    """A lane, a further series of one, or a line: its title and for each column the texts that it lists.

    `wide` are ids of the stages at which all that stands in the lane reaches across the whole stage; `is_series`
    tells a further series from the lane itself.
    """

    record: Lane | Line
    title: str
    cells: tuple[tuple[str, ...], ...]
    wide: frozenset[str] = frozenset()
    is_series: bool = False

    def texts(self, *, lines: bool = False) -> list[str]:
        """The texts of its cells."""
        by_lines = lines and not (isinstance(self.record, Lane) and self.record.role == "emotion")
        return [joined(cell, lines=by_lines and not self.is_series) if cell else "" for cell in self.cells]


class HeadRow(NamedTuple):
    """A row that says something of the stages: "stage", "step", "duration" or "goal"."""

    what: str
    title: str
    texts: tuple[str, ...]


class Laid(NamedTuple):
    """A whole map: its columns, the rows that head them, those below."""

    columns: tuple[Column, ...]
    heads: tuple[HeadRow, ...]
    rows: tuple[GridRow, ...]


def laid(document: Document) -> Laid:
    """The grid of a map."""
    columns = tuple(_columns(document))
    rows: list[GridRow] = []
    for record in document.rows:
        if isinstance(record, Line):
            rows.append(GridRow(record, _(LINES[record.role].title), ((),) * len(columns)))
        else:
            rows += _lane_rows(document, record, columns)
    return Laid(columns, tuple(_heads(columns)), tuple(rows))


def one_line(text: str) -> str:
    """A title as the head of a row or column."""
    return " ".join(tidy(text).split())


def _columns(document: Document) -> Iterator[Column]:
    for place, stage in enumerate(document.stages):
        title = one_line(stage.title) or _("Stage {n}").format(n=letter_of(place))
        for step in document.steps_of(stage.id):
            yield Column(stage, step, title, one_line(step.title))


def _heads(columns: Sequence[Column]) -> Iterator[HeadRow]:
    yield HeadRow("stage", _("Lane"), tuple(column.title for column in columns))
    if any(column.step_title for column in columns):
        yield HeadRow("step", _("Step title"), tuple(column.step_title for column in columns))
    for what, title in (("duration", _("Duration")), ("goal", _("Stage goal"))):
        texts = [tidy(getattr(column.stage, what)) for column in columns]
        firsts = [
            not place or columns[place - 1].stage is not column.stage for place, column in enumerate(columns)
        ]
        if any(texts):
            yield HeadRow(what, title, tuple(map(_if, firsts, texts)))


def _if(shown: bool, text: str) -> str:
    return text if shown else ""


# rows


def _lane_rows(document: Document, lane: Lane, columns: Sequence[Column]) -> Iterator[GridRow]:
    """A lane's row, and one for each further series of feelings in it."""
    title = one_line(lane.title) or _(ROLES[lane.role].title if lane.role in ROLES else "Lane")
    series = document.series_of(lane.id)
    first = series[0] if series and lane.role == "emotion" else None
    cells = (_cell(document, lane, column, first) for column in columns)
    yield GridRow(lane, title, tuple(cells), frozenset(wide_stages(document, lane)))
    for other in series[1:] if first else series:
        name = one_line(other.title) or _("Emotion")
        points = tuple(tuple(_scores(document, other, column)) for column in columns)
        full = f"{title} ({name})"
        if role_of_name(full) != "emotion":
            full = f"{_('Emotion')} ({name})"
        yield GridRow(lane, full, points, is_series=True)


def wide_stages(document: Document, lane: Lane) -> Iterator[str]:
    """The ids of the stages at which all that stands in a lane reaches across the whole stage."""
    for stage in document.stages:
        items = document.cell(lane.id, stage.id)
        several = len(document.steps_of(stage.id)) > 1 and lane.role != "emotion"
        if several and items and not any(item.step or item.until for item in items):
            yield stage.id


def _cell(document: Document, lane: Lane, column: Column, series: Series | None) -> tuple[str, ...]:
    items = document.cell(lane.id, column.stage.id)
    texts = [text for item in items if _home(document, item) == column.step.id if (text := text_of(item))]
    scores = list(_scores(document, series, column)) if series else []
    # A lane of feelings says first that a step has none: what its cards say must not be taken for one.
    return (*(scores or (["–"] if texts and lane.role == "emotion" else [])), *texts)


def _home(document: Document, item: Item) -> str:
    """The step in whose column an item stands; one across a whole stage stands in its first."""
    return item.step or document.steps_of(item.stage)[0].id


def _scores(document: Document, series: Series, column: Column) -> Iterator[str]:
    point = document.point(series.id, column.step.id)
    if point:
        yield score_text(point.value, tidy(point.label))


def text_of(item: Item) -> str:
    """What a cell says of an item."""
    match item:
        case Card():
            return tidy(item.text) or tidy(item.details)
        case Measure():
            return tidy(measure_text(item))
        case Owner():
            return tidy(owner_text(item))
