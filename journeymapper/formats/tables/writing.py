"""Maps as tables of text: CSV, TSV and Markdown."""

import csv
import io
from collections.abc import Iterator, Sequence

from journeymapper.formats.report import Written
from journeymapper.formats.tables.cells import quoted
from journeymapper.formats.tables.laying import Laid, laid, one_line
from journeymapper.formats.tables.losing import table_losses
from journeymapper.formats.tables.markdown import marked
from journeymapper.model.document import Document
from journeymapper.model.i18n import _


def write_csv(document: Document, *, across: bool = True) -> Written:
    """The map as CSV with a byte order mark, for spreadsheets to know its letters; `across` says how stages run."""
    grid = laid(document)
    text = _separated(_rows(grid, across=across), ",")
    return Written(text.encode("utf-8-sig"), table_losses(document, grid))


def write_tsv(document: Document, *, across: bool = True) -> Written:
    """The map with tabs between its cells."""
    grid = laid(document)
    text = _separated(_rows(grid, across=across), "\t")
    return Written(text.encode("utf-8-sig"), table_losses(document, grid))


def clipboard_text(document: Document) -> str:
    """The map with tabs between its cells, as spreadsheets paste it."""
    return _separated(_rows(laid(document), across=True), "\t")


def write_markdown(document: Document, *, across: bool = True) -> Written:
    """The map as a Markdown table below its title, persona and scenario."""
    grid = laid(document)
    head, *body = [[marked(cell) for cell in row] for row in _rows(grid, across=across)]
    rows = [head, ["---"] * len(head), *body]
    lines = [*_preamble(document), *(f"| {' | '.join(row)} |" for row in rows)]
    return Written(("\n".join(lines) + "\n").encode(), table_losses(document, grid, has_head=True))


def _rows(grid: Laid, *, across: bool) -> Sequence[Sequence[str]]:
    rows = [[head.title, *head.texts] for head in grid.heads]
    rows += [[row.title, *row.texts()] for row in grid.rows]
    if across:
        return rows
    rows[0][0] = _("Stage")
    return list(zip(*rows, strict=True))


def _separated(rows: Sequence[Sequence[str]], separator: str) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=separator, lineterminator="\r\n")
    writer.writerows([quoted(cell) for cell in row] for row in rows)
    return target.getvalue()


def _preamble(document: Document) -> Iterator[str]:
    about = document.map
    yield f"# {marked(one_line(about.title) or _('Journey'))}"
    yield ""
    persona = next(iter(document.personas), None)
    name = ", ".join(filter(None, (one_line(persona.name), one_line(persona.role)))) if persona else ""
    said = ((_("Persona"), name), (_("Scenario"), about.scenario), (_("Expectation"), about.expectation))
    for label, text in said:
        if text.strip():
            yield f"**{label}:** {marked(one_line(text))}"
            yield ""
