"""The map that a table holds, once it is said what is what."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from journeymapper.formats.draft import Draft, orders
from journeymapper.formats.lane_names import role_of_name
from journeymapper.formats.report import Imported, Report
from journeymapper.formats.rows import LineRow, Row, moved, planned_rows
from journeymapper.formats.tables.cells import cards_in
from journeymapper.formats.tables.entries import read_measure, read_owner, read_persona
from journeymapper.formats.tables.guessing import ColumnGuess, Grid, Guess, LaneGuess, place_of_lane, turned
from journeymapper.formats.tables.scores import SCALES, feeling_in
from journeymapper.formats.tables.table import Table
from journeymapper.formats.words import folded
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource
from journeymapper.model.order import key_between
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    JourneyMap,
    Lane,
    Line,
    Measure,
    Owner,
    Persona,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import LINES, ROLES, kind_of_lane

MOST_PARTS = 10_000
"""Steps, lanes and cards of one map."""


class Place(NamedTuple):
    """A cell's stage and step, by id, and the column that it has in the table."""

    stage: str
    step: str
    column: int


class _Making(NamedTuple):
    """What the parts of one import share."""

    table: Table
    guess: Guess
    grid: Grid
    draft: Draft
    report: Report


def build(table: Table, guess: Guess, new_id: IdSource) -> Imported:
    """The map of a table, and what is to be told of how it was read.

    Raises FileProblem where no stage or no lane is left, or there is far too much.
    """
    report = Report()
    making = _Making(table, guess, turned(table, across=guess.across), Draft(new_id), report)
    lanes = [lane for lane in guess.lanes if lane.role]
    if not guess.columns or not any(lane.role in ROLES for lane in lanes):
        raise FileProblem(
            _("it has no table whose names are those of stages and lanes; choose another, or add the names")
        )
    _refuse_too_many(len(guess.columns) + len(lanes))
    _tell_guesses(making)
    _put_map(making)
    places = _put_stages(making)
    count = 0
    for lane, key in _put_rows(making, lanes):
        count += _fill(making, lane, key, places)
        _refuse_too_many(count + len(places))
    document = making.draft.document()
    report.placed("", _placed(document))
    return Imported(document, (*table.notes, *report.notes()))


def _placed(document: Document) -> str:
    """How much there is, in the words and numbers in which the map is told of elsewhere."""
    counts = (
        (_("stages {n}"), len(document.stages)),
        (_("lanes {n}"), len(document.lanes)),
        (_("cards {n}"), document.count(Card)),
        (_("lines among the lanes {n}"), len(document.lines)),
        (_("points of curves {n}"), document.count(EmotionPoint)),
        (_("KPIs {n}"), document.count(Measure)),
        (_("owners {n}"), document.count(Owner)),
    )
    return ", ".join(text.format(n=count) for place, (text, count) in enumerate(counts) if count or place < 3)


def _refuse_too_many(count: int) -> None:
    if count > MOST_PARTS:
        raise FileProblem(
            _("it has more than {most} parts; divide it into several maps").format(most=MOST_PARTS)
        )


def _tell_guesses(making: _Making) -> None:
    guess, report = making.guess, making.report
    across, down = _("the stages run across"), _("the stages run down")
    report.guessed("", across if guess.across else down)
    for lane in guess.lanes:
        path = place_of_lane(making.table, guess, lane)
        if not lane.role:
            report.dropped(path, _("the lane “{name}” is left out").format(name=lane.title))
        elif not lane.known and lane.role == "text":
            unknown = _("the name “{name}” tells no role: it is a lane of notes")
            report.changed(path, unknown.format(name=lane.title))
        elif not lane.known or (not guess.by_lines and _is_likely(lane)):
            taken = _("“{name}” is taken for a lane of this role: {role}")
            report.guessed(path, taken.format(name=lane.title, role=_(ROLES[lane.role].title)))


def _is_likely(lane: LaneGuess) -> bool:
    """Whether a lane's name tells its role by a word in it, and is not what the role is called."""
    role = ROLES.get(lane.role)
    if role is None or role_of_name(lane.title) != lane.role:
        return False
    return folded(lane.title) not in (folded(role.title), folded(_(role.title)))


def _put_map(making: _Making) -> None:
    title, about = making.table.title, dict(making.table.about)
    if not title:
        title = _("Imported journey")
        making.report.changed("", _("it has no title: “{title}” is used").format(title=title))
    draft = making.draft
    scenario, expectation = about.get("scenario", ""), about.get("expectation", "")
    draft.put(JourneyMap(id=draft.new_id(), title=title, scenario=scenario, expectation=expectation))
    if about.get("persona"):
        draft.put(Persona(id=draft.new_id(), order=orders(1)[0], **read_persona(about["persona"])))


# stages


def _put_stages(making: _Making) -> list[Place]:
    """Make the stages with their steps; the places of the guess's columns, in its order."""
    draft, columns = making.draft, making.guess.columns
    by_title: dict[str, list[ColumnGuess]] = {}
    for column in columns:
        by_title.setdefault(column.stage, []).append(column)
    if [column for steps in by_title.values() for column in steps] != list(columns):
        making.report.changed("", _("stages of the same name stand together, as steps of one stage"))
    found: dict[int, Place] = {}
    for (title, steps), order in zip(by_title.items(), orders(len(by_title)), strict=True):
        along = [step.place for step in steps]
        duration, goal = _said(making, "duration", along), _said(making, "goal", along)
        stage = draft.put(Stage(id=draft.new_id(), title=title, order=order, duration=duration, goal=goal))
        for column, key in zip(steps, orders(len(steps)), strict=True):
            step = draft.put(Step(id=draft.new_id(), stage=stage, order=key, title=column.step))
            found[column.place] = Place(stage, step, column.place)
    return [found[column.place] for column in columns]


def _said(making: _Making, what: str, columns: Sequence[int]) -> str:
    """What a head says of the stage in these columns."""
    row = next((making.grid.rows[head.place] for head in making.guess.heads if head.what == what), ())
    return next((row[column] for column in columns if row and row[column]), "")


# lanes


def _put_rows(making: _Making, lanes: Sequence[LaneGuess]) -> list[tuple[LaneGuess, str]]:
    """Make the lanes and the lines among them; each lane of the table with its id."""
    draft = making.draft
    if any(lane.role in LINES for lane in lanes):
        rows: list[Row | LineRow] = [
            LineRow(lane.role) if lane.role in LINES else Row(lane.role, place)
            for place, lane in enumerate(lanes)
        ]
    else:
        rows = planned_rows([lane.role for lane in lanes], (), None)
        if moved(rows):
            below = _("the offstage lanes stand below the others, behind the line of visibility")
            making.report.changed("", below)
    found: list[tuple[LaneGuess, str]] = []
    for row, order in zip(rows, orders(len(rows)), strict=True):
        if isinstance(row, LineRow):
            draft.put(Line(id=draft.new_id(), role=row.role, order=order))
        elif row.source is not None:
            found.append((lanes[row.source], draft.put(_lane(draft, lanes[row.source], order))))
    return found


def _lane(draft: Draft, lane: LaneGuess, order: str) -> Lane:
    role = ROLES[lane.role]
    # The translation of an empty text is the catalogue's header.
    band = _(role.band) if role.band else ""
    return Lane(
        id=draft.new_id(),
        title=lane.title or _(role.title),
        order=order,
        role=role.key,
        side=role.side if lane.side is None else lane.side,
        band=band if lane.band is None else lane.band,
        hint=lane.hint,
    )


# cells


def _fill(making: _Making, lane: LaneGuess, key: str, places: Sequence[Place]) -> int:
    """Put what a lane's cells list, and tell how many cards that are."""
    cells = [(place, row, making.grid.rows[row][place.column]) for place in places for row in lane.places]
    listed = [(place, row, cards_in(text, by_lines=making.guess.by_lines)) for place, row, text in cells]
    if lane.role == "emotion":
        listed = _put_points(making, lane, key, places)
    count = sum(len(texts) for _place, _row, texts in listed)
    _refuse_too_many(count)
    last: dict[str, str] = {}
    for place, row, texts in listed:
        where = {"lane": key, "stage": place.stage, **_reach(making, row, place, places)} if texts else {}
        for text in texts:
            if lane.role in ("measures", "owners"):
                order = last[place.stage] = key_between(last.get(place.stage), None)
                _put_entry(making.draft, lane.role, text, {**where, "order": order})
            else:
                making.draft.card(kind_of_lane(lane.role), text=text, **where)
    return count


def _put_entry(draft: Draft, role: str, text: str, where: dict[str, Any]) -> None:
    if role == "measures":
        draft.put(Measure(id=draft.new_id(), **where, **read_measure(text)))
    else:
        draft.put(Owner(id=draft.new_id(), **where, **read_owner(text)))


def _reach(making: _Making, row: int, place: Place, places: Sequence[Place]) -> dict[str, str]:
    """The step of a cell's cards and how far they reach; a cell of all steps of its stage is that of none."""
    for cells in making.grid.merged:
        if cells.left == place.column < cells.right and cells.top == row:
            covered = [other for other in places if place.column <= other.column <= cells.right]
            if {other.step for other in covered} == {
                other.step for other in places if other.stage == place.stage
            }:
                return {"step": ""}
            if len(covered) > 1:
                return {"step": place.step, "until": covered[-1].step}
    return {"step": place.step}


# feelings


def _put_points(
    making: _Making, lane: LaneGuess, key: str, places: Sequence[Place]
) -> list[tuple[Place, int, tuple[str, ...]]]:
    """Put the points of a lane of feelings; for each place what its cells say besides."""
    draft, report, rows = making.draft, making.report, making.grid.rows
    series = draft.put(Series(id=draft.new_id(), lane=key, order=orders(1)[0], title=_("Emotion")))
    path = place_of_lane(making.table, making.guess, lane)
    if lane.scale:
        scale = _("the feelings of “{name}” are read on this scale: {scale}")
        report.guessed(path, scale.format(name=lane.title, scale=_(SCALES[lane.scale])))
    left: list[tuple[Place, int, tuple[str, ...]]] = []
    for place in places:
        text = "\n".join(filter(None, (rows[row][place.column] for row in lane.places)))
        score, rest = feeling_in(text, lane.scale)
        left.append((place, lane.places[0], rest))
        if score is None:
            continue
        if score.beyond:
            beyond = _("{score} is beyond the scale of {scale}: its end is used")
            report.changed(path, beyond.format(score=score.number, scale=score.scale))
        draft.put(
            EmotionPoint(
                id=draft.new_id(),
                series=series,
                step=place.step,
                value=score.value,
                label=score.label,
                source_value=score.number,
                source_scale=score.scale,
            )
        )
    told = sum(len(rest) for _place, _row, rest in left)
    if told:
        notes = _("“{name}”: what says no feeling, or more than one, are notes: {n}")
        report.changed(path, notes.format(name=lane.title, n=told))
    return left
