"""A map as a grid of texts, with the stages across: what all tables that are written have in common."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from journeymapper.formats.lane_names import role_of_name
from journeymapper.formats.report import Note
from journeymapper.formats.tables.cells import joined
from journeymapper.formats.tables.entries import (
    measure_text,
    owner_text,
    read_measure,
    read_owner,
)
from journeymapper.formats.tables.scores import score_text
from journeymapper.formats.tables.table import tidy
from journeymapper.model.document import Document, Item, letter_of
from journeymapper.model.i18n import _
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    Evidence,
    Lane,
    Line,
    Link,
    Measure,
    Owner,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import LINES, ROLES, kind_of_lane


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
        return [joined(cell, lines=lines) if cell else "" for cell in self.cells]


class HeadRow(NamedTuple):
    """A row that says something of the stages: "stage", "step", "duration" or "goal"."""

    what: str
    title: str
    texts: tuple[str, ...]


class Laid(NamedTuple):
    """A whole map: its columns, the rows that head them, those below, and what found no place."""

    columns: tuple[Column, ...]
    heads: tuple[HeadRow, ...]
    rows: tuple[GridRow, ...]
    losses: tuple[Note, ...]


def laid(document: Document, *, workbook: bool = False) -> Laid:
    """The grid of a map; a workbook can have cells across a whole stage, and all of the cards in a sheet besides."""
    columns = tuple(_columns(document))
    rows: list[GridRow] = []
    for record in document.rows:
        if isinstance(record, Line):
            rows.append(GridRow(record, _(LINES[record.role].title), ((),) * len(columns)))
        else:
            rows += _lane_rows(document, record, columns)
    return Laid(
        columns, tuple(_heads(columns)), tuple(rows), tuple(_losses(document, columns, workbook=workbook))
    )


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
    yield GridRow(lane, title, tuple(cells), frozenset(_wide_stages(document, lane)))
    for other in series[1:] if first else series:
        name = one_line(other.title) or _("Emotion")
        points = tuple(tuple(_scores(document, other, column)) for column in columns)
        full = f"{title} ({name})"
        if role_of_name(full) != "emotion":
            full = f"{_('Emotion')} ({name})"
        yield GridRow(lane, full, points, is_series=True)


def _wide_stages(document: Document, lane: Lane) -> Iterator[str]:
    for stage in document.stages:
        items = document.cell(lane.id, stage.id)
        several = len(document.steps_of(stage.id)) > 1 and lane.role != "emotion"
        if several and items and not any(item.step or item.until for item in items):
            yield stage.id


def _cell(document: Document, lane: Lane, column: Column, series: Series | None) -> tuple[str, ...]:
    items = document.cell(lane.id, column.stage.id)
    texts = [text for item in items if _home(document, item) == column.step.id if (text := _text_of(item))]
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


def _text_of(item: Item) -> str:
    match item:
        case Card():
            return tidy(item.text) or tidy(item.details)
        case Measure():
            return tidy(measure_text(item))
        case Owner():
            return tidy(owner_text(item))


# what a grid of texts cannot hold


def _losses(document: Document, columns: Sequence[Column], *, workbook: bool) -> Iterator[Note]:
    counts = Counter(_lost_of_items(document, workbook=workbook))
    counts[_("links")] = document.count(Link)
    counts[_("sources of evidence")] = 0 if workbook else document.count(Evidence)
    counts[_("feelings as another format gave them")] = sum(
        bool(point.source_value) for point in document.all(EmotionPoint)
    )
    for what, count in counts.items():
        if count:
            yield Note("", "dropped", f"{what}: {count}")
    titles = [column.title for column in {column.stage.id: column for column in columns}.values()]
    twins = sorted({title for title in titles if titles.count(title) > 1})
    if twins:
        one = _("stages of the same name are read again as one: {names}")
        yield Note("", "changed", one.format(names=", ".join(twins)))


def _lost_of_items(document: Document, *, workbook: bool) -> Iterator[str]:
    roles = {lane.id: lane.role for lane in document.lanes}
    yield from _lost_reaches(document, workbook=workbook)
    for item in document.items():
        role = roles.get(item.lane, "text")
        match item:
            case Card():
                yield from () if workbook else _lost_of_card(item, role)
            case Measure():
                yield from _lost_of_measure(item, role)
            case Owner():
                if role != "owners" or read_owner(_text_of(item)) != _said(name=item.name, team=item.team):
                    yield _("owners that are read again as something else")


def _lost_reaches(document: Document, *, workbook: bool) -> Iterator[str]:
    kept = {(lane.id, stage) for lane in document.lanes for stage in _wide_stages(document, lane) if workbook}
    for item in document.items():
        if item.until:
            yield _("cards that reach over several steps, now in the first")
        elif not item.step and len(document.steps_of(item.stage)) > 1 and (item.lane, item.stage) not in kept:
            yield _("cards across a whole stage, now in its first step")


def _lost_of_measure(measure: Measure, role: str) -> Iterator[str]:
    if measure.change or measure.trend or measure.target or measure.good is not None:
        yield _("changes, targets and trends of measures")
    said = _said(label=measure.label, value=measure.value)
    if role != "measures" or read_measure(_text_of(measure)) != said:
        yield _("measures that are read again as something else")


def _said(**fields: str) -> dict[str, str]:
    return {name: text for name, text in fields.items() if text}


def _lost_of_card(card: Card, role: str) -> Iterator[str]:
    if not tidy(card.text):
        yield _("cards without a text")
    elif card.details.strip():
        yield _("details of cards")
    if card.kind != kind_of_lane(role) or role in ("measures", "owners"):
        yield _("cards of another kind than their lane’s")
    if card.severity or card.impact or card.effort or card.votes or card.pieces:
        yield _("ratings and votes")
    if card.channel or card.icon or card.tags or card.people or card.owner:
        yield _("channels, icons, tags, people and owners of cards")
