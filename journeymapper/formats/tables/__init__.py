"""Maps as tables: one engine for Markdown, CSV, TSV, HTML and spreadsheets.

A source gives tables of plain text (`tables_of`). What is what in one is guessed (`guess`), can be changed
(`with_role`, `with_scale`, `guess` again with the other orientation), and is then made into a map (`build`).
"""

from journeymapper.formats.tables.building import build
from journeymapper.formats.tables.cells import cards_in
from journeymapper.formats.tables.guessing import (
    ColumnGuess,
    Guess,
    HeadGuess,
    LaneGuess,
    Mark,
    guess,
    mark_of,
    scores_of,
    with_role,
    with_scale,
)
from journeymapper.formats.tables.readers import parts_of_tables, read_table, tables_of
from journeymapper.formats.tables.scores import SCALES
from journeymapper.formats.tables.table import Table

__all__ = [
    "SCALES",
    "ColumnGuess",
    "Guess",
    "HeadGuess",
    "LaneGuess",
    "Mark",
    "Table",
    "build",
    "cards_in",
    "guess",
    "mark_of",
    "parts_of_tables",
    "read_table",
    "scores_of",
    "tables_of",
    "with_role",
    "with_scale",
]
