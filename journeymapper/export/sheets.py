"""A map as a workbook: one sheet that looks like the map and can be read again, and flat ones to sort and filter."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from journeymapper.export.flat_sheets import add_flat_sheets
from journeymapper.export.sheet_sizes import LONGEST_CELL, TALLEST, row_height
from journeymapper.export.sheet_styles import Styles
from journeymapper.formats.report import Note, Written
from journeymapper.formats.tables.laying import Column, GridRow, Laid, laid, one_line
from journeymapper.formats.tables.losing import table_losses
from journeymapper.layout.heads import band_role
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Lane, Line
from journeymapper.model.tables import LINES, ROLES

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_BAND, _LANE, _SIDE, _ROLE, _FIRST = range(5)
_WIDTHS = {_BAND: 4.5, _LANE: 24, _SIDE: 9, _ROLE: 12}
_COLUMN_WIDTH = 19
_LINE_ROW = 15.0
_BAND_LETTER = 7.5
_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the library wants a time without a zone


class _Sheet(NamedTuple):
    """What the parts of the styled sheet share; `notes` gathers what was cut."""

    sheet: "Worksheet"
    styles: Styles
    grid: Laid
    top: int
    notes: list[Note]


def write_sheets(document: Document) -> Written:
    """The workbook of a map (.xlsx); the same bytes for the same map."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(target, options)
    # A date of today would give other bytes each time.
    book.set_properties({"title": one_line(document.map.title)[:255], "created": _EPOCH})
    grid = laid(document)
    sheet = book.add_worksheet(_("Map"))
    notes: list[Note] = []
    styles = Styles(book, load_theme())
    top = _write_head(sheet, styles, document, len(grid.columns))
    styled = _Sheet(sheet, styles, grid, top, notes)
    _write_stages(styled)
    _write_rows(styled)
    _set_up(styled)
    add_flat_sheets(book, styles, document)
    book.close()
    losses = table_losses(document, grid, has_head=True, workbook=True)
    return Written(target.getvalue(), (*losses, *notes))


# what stands above the grid


def _write_head(sheet: "Worksheet", styles: Styles, document: Document, columns: int) -> int:
    """Write the title and what is said of the whole map; the row in which the grid begins."""
    last = _FIRST + max(columns, 1) - 1
    about, persona = document.map, next(iter(document.personas), None)
    who = ", ".join(filter(None, (one_line(persona.name), one_line(persona.role)))) if persona else ""
    said = ((_("Persona"), who), (_("Scenario"), about.scenario), (_("Expectation"), about.expectation))
    lines = [f"{label}: {one_line(text)}" for label, text in said if text.strip()]
    _write_across(sheet, 0, 0, last, one_line(about.title) or _("Journey"), styles.title())
    sheet.set_row(0, 30)
    for row, text in enumerate(lines, 1):
        _write_across(sheet, row, 0, last, text, styles.about())
    return len(lines) + 2


def _write_across(sheet: "Worksheet", row: int, first: int, last: int, text: str, style: object) -> None:
    if last > first:
        sheet.merge_range(row, first, row, last, "", style)
    sheet.write_string(row, first, text[:LONGEST_CELL], style)


def _write_stages(styled: _Sheet) -> None:
    sheet, styles, grid = styled.sheet, styled.styles, styled.grid
    for column, title in ((_BAND, _("Band")), (_LANE, _("Lane")), (_SIDE, _("Side")), (_ROLE, _("Role"))):
        style = styles.band_head() if column == _BAND else styles.corner()
        sheet.write_string(styled.top, column, title, style)
    for number, (low, high) in enumerate(_stage_spans(grid.columns)):
        first = grid.columns[low]
        _write_across(sheet, styled.top, _FIRST + low, _FIRST + high, first.title, styles.stage(number))
        for row, head in enumerate(grid.heads[1:], styled.top + 1):
            style = styles.below_stage(number, strong=head.what == "goal")
            if head.what == "step":
                for place in range(low, high + 1):
                    sheet.write_string(row, _FIRST + place, head.texts[place], style)
            else:
                _write_across(sheet, row, _FIRST + low, _FIRST + high, head.texts[low], style)
    sheet.set_row(styled.top, 26)
    for row, head in enumerate(grid.heads[1:], styled.top + 1):
        for column in (_BAND, _SIDE, _ROLE):
            sheet.write_blank(row, column, None, styles.corner())
        sheet.write_string(row, _LANE, head.title, styles.corner())
        sheet.set_row(row, row_height([(text, _COLUMN_WIDTH) for text in head.texts]))


def _stage_spans(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """The first and last column of each stage."""
    found: list[tuple[int, int]] = []
    for place, column in enumerate(columns):
        if found and columns[found[-1][0]].stage.id == column.stage.id:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


# lanes and lines


def _write_rows(styled: _Sheet) -> None:
    first = styled.top + len(styled.grid.heads)
    bands = list(_bands(styled.grid.rows))
    heights = [_rowrow_height(styled, row) for row in styled.grid.rows]
    for band in bands:
        # A label that is written upright needs its length; the lowest of its rows gives it.
        lacking = len(band.label) * _BAND_LETTER - sum(heights[band.first : band.last + 1])
        heights[band.last] += max(0.0, lacking)
    labelled = {place for band in bands for place in range(band.first, band.last + 1)}
    for number, (row, height) in enumerate(zip(styled.grid.rows, heights, strict=True)):
        styled.sheet.set_row(first + number, min(TALLEST, height))
        if number not in labelled:
            styled.sheet.write_blank(first + number, _BAND, None, styled.styles.corner())
        if isinstance(row.record, Line):
            _write_line(styled, first + number, row, band=number in labelled)
        else:
            _write_lane(styled, first + number, row, row.record, odd=number % 2 == 1)
    for band in bands:
        style = styled.styles.band(band.role)
        if band.last > band.first:
            styled.sheet.merge_range(first + band.first, _BAND, first + band.last, _BAND, "", style)
        styled.sheet.write_string(first + band.first, _BAND, band.label, style)


class _Band(NamedTuple):
    """A label beside neighbouring rows, counted from 0."""

    label: str
    role: str
    first: int
    last: int


def _bands(rows: Sequence[GridRow]) -> Iterator[_Band]:
    """The bands as the map has them: lines do not part them, but for that of visibility."""
    open_band: _Band | None = None
    for place, row in enumerate(rows):
        if isinstance(row.record, Line):
            parts = row.record.role == "visibility"
            if parts and open_band:
                yield open_band
                open_band = None
            continue
        label = one_line(row.record.band)
        if open_band and label == open_band.label:
            open_band = open_band._replace(last=place)
            continue
        if open_band:
            yield open_band
        open_band = _Band(label, band_role(row.record), place, place) if label else None
    if open_band:
        yield open_band


def _rowrow_height(styled: _Sheet, row: GridRow) -> float:
    if isinstance(row.record, Line):
        return _LINE_ROW
    name = f"{row.title}\n{row.record.hint}" if row.record.hint else row.title
    texts = row.texts(lines=True)
    spans = _cell_spans(styled.grid.columns, row.wide)
    cells = ((texts[low], _COLUMN_WIDTH * (high - low + 1)) for low, high in spans)
    return row_height([(name, _WIDTHS[_LANE] * 0.9), *cells])


def _write_line(styled: _Sheet, row: int, line: GridRow, *, band: bool) -> None:
    sheet, record = styled.sheet, line.record
    style = styled.styles.line(record.role)
    for column in range(_LANE if band else _BAND, _FIRST + len(styled.grid.columns)):
        sheet.write_blank(row, column, None, style)
    sheet.write_string(row, _LANE, _(LINES[record.role].title), style)


def _write_lane(styled: _Sheet, row: int, cells: GridRow, lane: Lane, *, odd: bool) -> None:
    sheet, styles = styled.sheet, styled.styles
    off = lane.side == "offstage"
    _write_name(styled, row, cells.title, lane, off=off)
    sides = {"onstage": _("Onstage"), "offstage": _("Offstage")}
    sheet.write_string(row, _SIDE, sides.get(lane.side, "–"), styles.side(off=off))
    role = _role_of(cells, lane)
    sheet.write_string(row, _ROLE, role, styles.side(off=off))
    texts = cells.texts(lines=True)
    for low, high in _cell_spans(styled.grid.columns, cells.wide):
        text = texts[low]
        if len(text) > LONGEST_CELL:
            cut = _("more than {n} characters in one cell; the sheet shows their beginning")
            styled.notes.append(Note(cells.title, "dropped", cut.format(n=LONGEST_CELL)))
        style = styles.cell(role, text, off=off, odd=odd)
        if low == high and not text:
            sheet.write_blank(row, _FIRST + low, None, style)
        else:
            _write_across(sheet, row, _FIRST + low, _FIRST + high, text, style)


def _role_of(row: GridRow, lane: Lane) -> str:
    """The role of a row: one of a further series of feelings is a lane of its own when it is read again."""
    if row.is_series:
        return "emotion"
    return lane.role if lane.role in ROLES else "text"


def _write_name(styled: _Sheet, row: int, title: str, lane: Lane, *, off: bool) -> None:
    styles, hint = styled.styles, one_line(lane.hint)[:1_000]
    style = styles.lane(off=off)
    if hint:
        fragments = (styles.name(), f"{title}\n", styles.hint(), hint)
        styled.sheet.write_rich_string(row, _LANE, *fragments, style)
    else:
        styled.sheet.write_string(row, _LANE, title, style)


def _cell_spans(columns: Sequence[Column], wide: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The first and last column of each cell; one across its whole stage takes all its steps."""
    for low, high in _stage_spans(columns):
        if columns[low].stage.id in wide:
            yield low, high
        else:
            yield from ((place, place) for place in range(low, high + 1))


def _set_up(styled: _Sheet) -> None:
    sheet = styled.sheet
    for column, width in _WIDTHS.items():
        sheet.set_column(column, column, width, None, {"hidden": column == _ROLE})
    sheet.set_column(_FIRST, _FIRST + len(styled.grid.columns) - 1, _COLUMN_WIDTH)
    sheet.freeze_panes(styled.top + len(styled.grid.heads), _FIRST)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(styled.top, styled.top + len(styled.grid.heads) - 1)
    sheet.set_margins(0.4, 0.4, 0.4, 0.4)
