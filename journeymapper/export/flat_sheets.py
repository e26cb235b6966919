"""Flat sheets of a workbook, one row a thing: cards, opportunities and findings, to sort and to filter."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from journeymapper.export.sheet_sizes import LONGEST_CELL, row_height
from journeymapper.export.sheet_styles import Styles
from journeymapper.formats.tables.laying import one_line
from journeymapper.formats.tables.table import tidy
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Evidence, Lane, Owner, Stage, Step
from journeymapper.model.tables import BASES, CHANNELS, KINDS, WEIGHTS

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_LEVELS = {"error": "Error", "warning": "Warning", "hint": "Hint"}

Value = str | int


class _Column(NamedTuple):
    """A column: its head, its width in characters and what it says of a thing."""

    title: str
    width: float


def add_flat_sheets(book: "Workbook", styles: Styles, document: Document) -> None:
    """Add the sheets of cards, opportunities and findings."""
    _add(book, styles, _("Cards"), _card_columns(), _card_rows(document))
    _add(book, styles, _("Opportunities"), _opportunity_columns(), _opportunity_rows(document))
    _add(book, styles, _("Findings"), _finding_columns(), _finding_rows(document))


def _add(
    book: "Workbook", styles: Styles, name: str, columns: Sequence[_Column], rows: Iterator[Sequence[Value]]
) -> None:
    sheet = book.add_worksheet(name)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title, styles.flat(head=True))
    count = 0
    for count, row in enumerate(rows, 1):
        sheet.set_row(count, row_height([(str(v), c.width) for v, c in zip(row, columns, strict=True)]))
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(count, place, value, styles.flat())
            elif value:
                sheet.write_string(count, place, value[:LONGEST_CELL], styles.flat(value))
            else:
                sheet.write_blank(count, place, None, styles.flat())
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


# cards


def _card_columns() -> list[_Column]:
    return [
        *(_Column(_("Code"), 7), _Column(_("Kind"), 18), _Column(_("Text"), 48), _Column(_("Details"), 48)),
        *(_Column(_("Stage"), 20), _Column(_("Step"), 20), _Column(_("Until"), 20), _Column(_("Lane"), 20)),
        *(
            _Column(_("Weight"), 9),
            _Column(_("Basis"), 10),
            _Column(_("Severity"), 9),
            _Column(_("Impact"), 9),
        ),
        *(_Column(_("Effort"), 9), _Column(_("Votes"), 9), _Column(_("Findings behind it"), 9)),
        *(
            _Column(_("Channel"), 12),
            _Column(_("Owner"), 16),
            _Column(_("People"), 20),
            _Column(_("Tags"), 20),
        ),
        _Column(_("Evidence"), 24),
    ]


def _cards(document: Document, kind: str = "") -> Iterator[Card]:
    """The cards by stage, lane and order."""
    for stage in document.stages:
        for lane in document.lanes:
            for item in document.cell(lane.id, stage.id):
                if isinstance(item, Card) and kind in ("", item.kind):
                    yield item


def _card_rows(document: Document) -> Iterator[Sequence[Value]]:
    for card in _cards(document):
        owner = document.find(Owner, card.owner)
        sources = (document.find(Evidence, key) for key in card.evidence)
        yield (
            *(card.code, _title(KINDS, card.kind), tidy(card.text), tidy(card.details)),
            *(_name(document, card.stage), _step_name(document, card.step), _name(document, card.until)),
            *(_name(document, card.lane), _title(WEIGHTS, card.weight), _title(BASES, card.basis)),
            *map(_rated, (card.severity, card.impact, card.effort, card.votes, card.pieces)),
            *(_title(CHANNELS, card.channel) or tidy(card.channel), one_line(owner.name) if owner else ""),
            *("; ".join(map(one_line, texts)) for texts in (card.people, card.tags)),
            "; ".join(one_line(source.source) for source in sources if source),
        )


def _rated(value: int) -> Value:
    return value or ""


def _title(table: object, key: str) -> str:
    entry = table.get(key) if isinstance(table, dict) else None
    return _(entry.title) if entry else ""


def _name(document: Document, key: str) -> str:
    record = document.get(key)
    match record:
        case Stage() | Lane():
            return one_line(record.title)
        case Step():
            return _step_name(document, key)
        case _:
            return ""


def _step_name(document: Document, key: str) -> str:
    """The title of a step, or its number within the stage; "" for none and for the only one."""
    step = document.find(Step, key)
    if step is None:
        return ""
    steps = document.steps_of(step.stage)
    number = str([other.id for other in steps].index(key) + 1) if len(steps) > 1 else ""
    return one_line(step.title) or number


# opportunities


def _opportunity_columns() -> list[_Column]:
    return [
        *(
            _Column(_("Code"), 7),
            _Column(_("Opportunity"), 52),
            _Column(_("Stage"), 22),
            _Column(_("Impact"), 9),
        ),
        *(_Column(_("Effort"), 9), _Column(_("Impact less effort"), 10), _Column(_("Votes"), 9)),
        *(_Column(_("Owner"), 18), _Column(_("Solves"), 52)),
    ]


def _opportunity_rows(document: Document) -> Iterator[Sequence[Value]]:
    """The opportunities, those first that promise most for the effort."""
    worth: Callable[[Card], tuple[int, int]] = lambda card: (card.effort - card.impact, -card.impact)  # noqa: E731
    for card in sorted(_cards(document, "opportunity"), key=worth):
        owner = document.find(Owner, card.owner)
        rated = card.impact and card.effort
        yield (
            *(
                card.code,
                tidy(card.text),
                _name(document, card.stage),
                _rated(card.impact),
                _rated(card.effort),
            ),
            *(
                card.impact - card.effort if rated else "",
                _rated(card.votes),
                one_line(owner.name) if owner else "",
            ),
            "; ".join(_solved(document, card)),
        )


def _solved(document: Document, card: Card) -> Iterator[str]:
    for link in document.links_of(card.id):
        other = document.find(Card, link.target)
        if link.kind == "solves" and link.source == card.id and other:
            yield f"{other.code} {one_line(other.text)}"


# findings


def _finding_columns() -> list[_Column]:
    return [
        _Column(_("Level"), 10),
        _Column(_("Finding"), 90),
        _Column(_("Cards"), 24),
        _Column(_("Stage"), 24),
    ]


def _finding_rows(document: Document) -> Iterator[Sequence[Value]]:
    from journeymapper.analysis.findings import findings

    for finding in findings(document):
        records = [document.get(key) for key in finding.ids]
        cards = [record for record in records if isinstance(record, Card)]
        stages = dict.fromkeys(_name(document, card.stage) for card in cards)
        codes = ", ".join(card.code for card in cards)
        yield _(_LEVELS[finding.level]), finding.message, codes, "; ".join(stages)
