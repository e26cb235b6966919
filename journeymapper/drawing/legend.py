"""The legend of a printed map: a sample of just what is drawn, with its name, in rows that wrap."""

from collections.abc import Iterator, Sequence

import msgspec

from journeymapper.drawing.ops import Op
from journeymapper.drawing.samples import (
    Draw,
    Sample,
    basis_sample,
    curve_sample,
    goal_sample,
    icon_sample,
    kind_sample,
    line_sample,
    link_sample,
    major_sample,
    measure_sample,
    owner_sample,
    rating_sample,
    stub_sample,
)
from journeymapper.drawing.shapes import block_ops, line_ops
from journeymapper.drawing.writer import whole_block
from journeymapper.layout.grid import Grid
from journeymapper.layout.languages import within
from journeymapper.layout.parts import IconAt, Part, RatingAt
from journeymapper.layout.shaped import TextBlock
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, LinePaint, Theme
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Link, Measure, Owner, Persona, Series
from journeymapper.model.tables import KINDS, LINES, LINK_KINDS, MODES

MM = POINTS_PER_MM
GAP = 3.2 * MM
TITLE = 15 * MM
BEFORE_NAME = 1.2 * MM
WIDEST_NAME = 90 * MM
"""Names that people gave wrap here."""

HEAVIER = frozenset(("card", "edge", "bar", "note", "pill"))
"""The forms in which a major card looks stronger than a minor one."""

EXPLAINED = {"pain_point": "dot", "opportunity": "bar"}
"""The kinds whose entries explain a rating, and the shape of its marks."""

Shown = tuple[Card, tuple[Part, ...]]
"""A card and what stands on it."""

Entry = tuple[Sample, str]
"""A sample and its name."""


class Placed(msgspec.Struct, frozen=True, eq=False):
    """An entry of a row at its x, with its name set."""

    x: float
    size: float
    draw: Draw
    name: TextBlock

    @property
    def width(self) -> float:
        """Of the sample and the name."""
        return self.size + BEFORE_NAME + self.name.width


class Legend:
    """Collects the entries of a map and sets them in rows."""

    def __init__(self, grid: Grid, engine: TextEngine, theme: Theme) -> None:
        self.engine = engine
        self.theme = theme
        shown = tuple(_shown(grid))
        self.entries: list[Entry] = [
            *_kinds(grid, shown, engine, theme),
            *_links(grid.document, engine, theme),
            *_lines(grid.document, engine, theme),
            *_ratings(shown, engine, theme),
            *_marks(shown, engine, theme),
        ]

    def rows(self, width: float) -> list[list[Placed]]:
        """Entries in rows, each with its x; all rows but the last are spread over the width."""
        rows: list[list[Placed]] = [[]]
        x = TITLE
        for (size, draw), text in self.entries:
            room = min(width - TITLE - size - BEFORE_NAME, WIDEST_NAME)
            placed = Placed(x, size, draw, whole_block(text, "legend", room, self.engine, self.theme))
            if rows[-1] and x + placed.width > width:
                rows.append([])
                placed = msgspec.structs.replace(placed, x=TITLE)
            rows[-1].append(placed)
            x = placed.x + placed.width + GAP
        return [*(_justified(row, width) for row in rows[:-1]), rows[-1]]

    def draw(self, y: float, width: float) -> tuple[tuple[Op, ...], float]:
        """The legend's ops with its upper edge at y, and its height."""
        if not self.entries:
            return (), 0.0
        style = self.theme.styles["legend"]
        title = self.engine.line(
            self.engine.capitals(self.engine.say("Legend")), self.theme.styles["overline"]
        )
        ops: list[Op] = []
        top = y
        for index, row in enumerate(self.rows(width)):
            height = max(self.theme.space["legend_row"], *(placed.name.height + 1.0 for placed in row))
            middle = top + height / 2
            top += height
            if index == 0:
                ops.extend(line_ops(title, 0.0, middle + style.size * 0.34, self.theme.legend["overline"]))
            for placed in row:
                ops.extend(self._entry(placed, middle))
        return tuple(ops), top - y

    def _entry(self, placed: Placed, middle: float) -> Iterator[Op]:
        name = placed.name
        yield from placed.draw(placed.x, middle)
        first = middle + self.theme.styles["legend"].size * 0.36 - (name.height - name.line_height) / 2
        x = placed.x + placed.size + BEFORE_NAME
        yield from block_ops(name, x, first - name.ascent, self.theme.legend["text"])


def series_name(series: Series, document: Document, engine: TextEngine) -> str:
    """What a series is called: its title, its persona, or whether it is expected or actual."""
    persona = document.find(Persona, series.persona) if series.persona else None
    mode = _named(MODES[series.mode].title, engine) if series.mode in MODES else series.mode
    return series.title.strip() or (persona.name.strip() if persona else "") or mode


def _named(title: str, engine: TextEngine) -> str:
    """A title from a table as a name among others."""
    return within(engine.say(title), engine.language)


def _shown(grid: Grid) -> Iterator[Shown]:
    for row in grid.rows:
        for box in row.boxes:
            if isinstance(box.item, Card):
                yield box.item, box.inner.parts


def _kinds(grid: Grid, shown: Sequence[Shown], engine: TextEngine, theme: Theme) -> Iterator[Entry]:
    used = {card.kind for card, _parts in shown}
    rated_kinds = _rated(shown)
    for key in KINDS:
        if key in used:
            rated = (key, EXPLAINED.get(key, "")) in rated_kinds
            yield kind_sample(theme, key, rated=rated), _kind_name(key, engine, rated=rated)
        if key == "thought":
            yield from _curves(grid, engine, theme)
    if grid.document.count(Measure):
        yield measure_sample(theme), engine.say("key figure and trend")
    if grid.document.count(Owner):
        yield owner_sample(theme), engine.say("owner")
    if any(stage.stage.goal.strip() for stage in grid.stages):
        yield goal_sample(theme), engine.say("customer goal")


def _kind_name(key: str, engine: TextEngine, *, rated: bool) -> str:
    match key:
        case "pain_point" if rated:
            return engine.say("pain point, severity 1–4")
        case "opportunity" if rated:
            return engine.say("opportunity, impact and effort 1–3")
        case _:
            return _named(KINDS[key].title, engine)


def _rated(shown: Sequence[Shown]) -> set[tuple[str, str]]:
    """The kinds that show a rating, each with the shape of its marks."""
    return {(card.kind, part.shape) for card, parts in shown for part in parts if isinstance(part, RatingAt)}


def _curves(grid: Grid, engine: TextEngine, theme: Theme) -> Iterator[Entry]:
    """One entry for the curve of a map, or one for each where there are several."""
    curves = [
        (index, curve.series)
        for row in grid.rows
        if row.emotion
        for index, curve in enumerate(row.emotion.curves)
        if curve.points
    ]
    for index, series in curves:
        name = engine.say("emotion")
        if len(curves) > 1:
            name = engine.say("emotion: {series}").format(series=series_name(series, grid.document, engine))
        yield curve_sample(theme, index, series), name


def _links(document: Document, engine: TextEngine, theme: Theme) -> Iterator[Entry]:
    used = {link.kind for link in document.all(Link)}
    for key, kind in LINK_KINDS.items():
        if key == "supports" and key in used:
            yield stub_sample(theme, engine), engine.say("supports step n")
        elif key in used:
            yield link_sample(theme, theme.links[key]), _named(kind.title, engine)


def _lines(document: Document, engine: TextEngine, theme: Theme) -> Iterator[Entry]:
    used = {line.role for line in document.lines}
    for role, choice in LINES.items():
        if role in used:
            yield line_sample(theme, LinePaint(**theme.lines[role])), _named(choice.title, engine)


def _ratings(shown: Sequence[Shown], engine: TextEngine, theme: Theme) -> Iterator[Entry]:
    """Ratings that are drawn on cards, where no kind's entry explains them."""
    rated = _rated(shown)
    shapes = {shape for _kind, shape in rated}
    if "dot" in shapes and ("pain_point", "dot") not in rated:
        yield rating_sample(theme, "dot", 4), engine.say("severity 1–4")
    if "bar" in shapes and ("opportunity", "bar") not in rated:
        yield rating_sample(theme, "bar", 3), engine.say("impact, effort 1–3")


def _marks(shown: Sequence[Shown], engine: TextEngine, theme: Theme) -> Iterator[Entry]:
    if any(card.basis == "assumed" for card, _parts in shown):
        yield basis_sample(theme, assumed=False), engine.say("observed")
        yield basis_sample(theme, assumed=True), engine.say("assumed")
    if any(card.weight == "major" and KINDS[card.kind].form in HEAVIER for card, _parts in shown):
        yield major_sample(theme, engine), engine.say("major")
    icons = {
        part.name
        for _card, parts in shown
        for part in parts
        if isinstance(part, IconAt) and part.role == "meta"
    }
    for icon, name in (
        ("file", engine.say("evidence")),
        ("thumb-up", engine.say("votes")),
        ("people", engine.say("who takes part")),
        ("person", engine.say("who owns it")),
    ):
        if icon in icons:
            yield icon_sample(theme, icon), name


def _justified(row: Sequence[Placed], width: float) -> list[Placed]:
    """A full row with its entries spread over the width."""
    extra = max(width - row[-1].x - row[-1].width, 0.0) / max(len(row) - 1, 1)
    return [msgspec.structs.replace(placed, x=placed.x + index * extra) for index, placed in enumerate(row)]
