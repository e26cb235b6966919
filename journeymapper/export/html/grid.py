"""The map itself as a table: stages head the columns, lanes the rows; lines part groups of rows."""

from collections.abc import Iterator, Sequence

from journeymapper.export.html.curves import curve_html, points_html
from journeymapper.export.html.items import item_html
from journeymapper.export.html.markup import Child, Html, joined, tag
from journeymapper.export.html.shown import Shown, in_columns
from journeymapper.model.i18n import _, mark
from journeymapper.model.records import Lane, Line, Stage, Step
from journeymapper.model.tables import LINES

SIDE_WORDS = {"onstage": mark("Onstage"), "offstage": mark("Offstage")}
MOST_COLUMNS = 60
"""Stages with more steps than that show them one below the other."""
PALETTE = 6


def table_html(shown: Shown) -> Html:
    """The table. Roles are written out, for where narrow screens show its parts as blocks browsers drop them."""
    stages = shown.document.stages
    head = tag(
        "thead",
        tag("tr", _corner(), *(_stage_head(shown, stage) for stage in stages), role="row"),
        role="rowgroup",
    )
    groups = [tag("tbody", *rows, role="rowgroup") for rows in _groups(shown)]
    columns = tag("colgroup", tag("col", class_="heads"), *(_column(shown, stage) for stage in stages))
    caption = tag("caption", _("Stages from left to right, lanes from top to bottom"))
    return tag("table", caption, columns, head, *groups, role="table")


def side_of(lane: Lane) -> str:
    """The side of a lane in a word, "" for none."""
    return _(SIDE_WORDS[lane.side]) if lane.side in SIDE_WORDS else ""


def _corner() -> Html:
    return tag("th", _("Lane"), scope="col", role="columnheader", class_="corner")


def _column(shown: Shown, stage: Stage) -> Html:
    return tag("col", class_=f"w-{_width(shown, stage)}")


def _width(shown: Shown, stage: Stage) -> int:
    return max(len(shown.document.steps_of(stage.id)), 1)


def _stage_head(shown: Shown, stage: Stage) -> Html:
    letter = shown.letters[stage.id]
    place = list(shown.letters).index(stage.id) % PALETTE
    return tag(
        "th",
        tag("span", letter, class_="letter"),
        " ",
        tag("span", stage.title or _("(without a name)"), class_="name"),
        tag("span", stage.duration, class_="duration") if stage.duration else None,
        scope="col",
        role="columnheader",
        class_=f"stage stage-{place}",
        id=f"stage-{letter}",
    )


def _groups(shown: Shown) -> Iterator[list[Html]]:
    """The rows, a new group after each line."""
    group = list(_about_stages(shown))
    for record in shown.document.rows:
        match record:
            case Lane():
                group.extend(_lane_rows(shown, record))
            case Line():
                if group:
                    yield group
                group = [_line_row(shown, record)]
    if group:
        yield group


def _line_row(shown: Shown, line: Line) -> Html:
    title = _(LINES[line.role].title) if line.role in LINES else line.role
    head = tag(
        "th",
        tag("span", title),
        scope="rowgroup",
        role="rowheader",
        colspan=len(shown.document.stages) + 1,
        class_=f"line line-{line.role}" if line.role in LINES else "line",
    )
    return tag("tr", head, role="row", class_="between")


def _about_stages(shown: Shown) -> Iterator[Html]:
    """The rows that say what a customer wants in each stage, and which steps it has."""
    stages = shown.document.stages
    if any(stage.goal for stage in stages):
        yield _row(shown, _row_head(_("Customer goal")), [stage.goal for stage in stages], "goals")
    if any(step.title for step in shown.document.steps):
        yield _row(shown, _row_head(_("Steps")), [_steps(shown, stage) for stage in stages], "steps")


def _steps(shown: Shown, stage: Stage) -> Html:
    steps = shown.document.steps_of(stage.id)
    return tag(
        "ol", *(_step(shown, step, place) for place, step in enumerate(steps, 1)), class_=_cells(steps)
    )


def _step(shown: Shown, step: Step, place: int) -> Html:
    return tag("li", shown.step_name(step) or _("(without a name)"), class_=f"step at-{place}")


def _cells(steps: Sequence[Step]) -> str:
    return f"cards of-{len(steps)}" if 1 < len(steps) <= MOST_COLUMNS else "cards"


def _lane_rows(shown: Shown, lane: Lane) -> Iterator[Html]:
    side = f" {lane.side}" if lane.side in SIDE_WORDS else ""
    curve = curve_html(shown, lane)
    head = _lane_head(lane, rows=2 if curve else 1)
    if curve is not None:
        cell = tag("td", curve, colspan=max(len(shown.document.stages), 1), role="cell", class_="whole")
        yield tag("tr", head, cell, role="row", class_=f"lane{side}")
        head = Html("")
    cells = [_cell(shown, lane, stage) for stage in shown.document.stages]
    yield _row(shown, head, cells, f"lane{side}")


def _row(shown: Shown, head: Html, cells: Sequence[Child], kind: str) -> Html:
    """A row of cells. The stage is named in each for narrow screens, where cells stand one below the other."""
    made = []
    for stage, cell in zip(shown.document.stages, cells, strict=True):
        where = tag("span", shown.stage_name(stage), class_="in-stage", aria_hidden="true")
        made.append(tag("td", where, cell, role="cell") if cell else tag("td", role="cell", class_="empty"))
    return tag("tr", head, *made, role="row", class_=kind)


def _cell(shown: Shown, lane: Lane, stage: Stage) -> Child:
    steps = shown.document.steps_of(stage.id)
    keys = tuple(step.id for step in steps)
    items = [item_html(shown, item, keys) for item in in_columns(shown.document, lane, stage)]
    cards = tag("ul", *items, class_=_cells(steps)) if items else None
    points = points_html(shown, lane, stage)
    return joined((points, cards)) if points or cards else None


def _lane_head(lane: Lane, rows: int) -> Html:
    side = side_of(lane)
    words = (
        tag("span", lane.title or _("(without a name)"), class_="name"),
        tag("span", side, class_="side") if side else None,
        tag("span", lane.hint, class_="hint") if lane.hint else None,
    )
    return _row_head(joined((word for word in words if word), " "), rows)


def _row_head(inside: str, rows: int = 1) -> Html:
    return tag("th", inside, scope="row", role="rowheader", rowspan=rows if rows > 1 else None)
