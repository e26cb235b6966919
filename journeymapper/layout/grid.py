"""The whole map laid out: columns, rows, cards at their places, curves and links.

`Layouter.grid` is called again after each change and reuses what the change did not touch: cells whose records are
the same objects, rows whose cells are. A row's picture depends on its `Row` alone; where it stands is in `Grid.tops`.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate

import msgspec

from journeymapper.layout.boxes import Box, Slot, level, pack, stretched
from journeymapper.layout.cards import lay_item, pill_width
from journeymapper.layout.columns import Column, Columns, StageBox, lay_columns
from journeymapper.layout.curve import Emotion, lay_emotion
from journeymapper.layout.figures import initials_of
from journeymapper.layout.heads import Band, Head, head_width, lay_bands, lay_head
from journeymapper.layout.parts import Inner
from journeymapper.layout.routes import Piece, Router, RowRoutes, Stub
from journeymapper.layout.stages import StageHeads, lay_screen_heads
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.collector import collector_paused
from journeymapper.model.direction import right_to_left
from journeymapper.model.document import Document, Item
from journeymapper.model.records import Card, Lane, Line, Measure, Owner
from journeymapper.model.tables import KINDS

THIN_LINE = 2.0 * POINTS_PER_MM
BAND_WITH_STUBS = 9.2 * POINTS_PER_MM
SPARE = 1_000
"""Insides of cards that are kept besides four for each card of the map."""
SPARE_CELLS = 100
"""Packed cells that are kept besides four for each cell of the map."""
SPARE_LANES = 20
"""Lanes that are kept besides those of the map: what is deleted often comes back."""


class Row(msgspec.Struct, frozen=True, eq=False):
    """A lane or a line. y inside it counts from its top; boxes are sorted by x, the widest is `widest` wide.

    `shade` alternates from lane to lane.
    """

    record: Lane | Line
    height: float
    boxes: tuple[Box, ...]
    shade: int
    head: Head | None = None
    emotion: Emotion | None = None
    pieces: tuple[Piece, ...] = ()
    stubs: tuple[Stub, ...] = ()
    columns: Columns | None = None
    widest: float = 0.0


class Grid(msgspec.Struct, frozen=True, eq=False):
    """A map laid out. x = 0 is where the first stage begins, y = 0 the top of the first row.

    Lane heads stand at x from `-head_width` to 0, stage heads at y from `-stage_head` to 0. x counts as the map is
    read: `mirrored` tells that it is read from right to left, and is to be shown with x running to the left.
    """

    document: Document
    numbers: Mapping[str, int]
    width: float
    height: float
    head_width: float
    heads: StageHeads
    layout: Columns
    rows: tuple[Row, ...]
    tops: tuple[float, ...]
    bands: tuple[Band, ...]
    mirrored: bool = False

    @property
    def stage_head(self) -> float:
        """The height of the stage heads on a screen."""
        return self.heads.height

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns from left to right."""
        return self.layout.columns

    @property
    def stages(self) -> tuple[StageBox, ...]:
        """The stages from left to right."""
        return self.layout.stages


Key = tuple[object, ...]


class Layouter:
    """Lays out documents with one text engine and one theme, and remembers what it laid out."""

    def __init__(self, engine: TextEngine, theme: Theme) -> None:
        self.engine = engine
        self.theme = theme
        self._inners: dict[tuple[str, float, str, str], tuple[Item, Inner]] = {}
        self._initials: dict[str, str] = {}
        self._packs: dict[tuple[str, str], tuple[Key, tuple[Box, ...]]] = {}
        self._contents: dict[
            str, tuple[Columns, tuple[tuple[Item, ...], ...], tuple[tuple[Box, ...], ...]]
        ] = {}
        self._heads: dict[str, tuple[Lane, Head]] = {}
        self._emotions: dict[str, tuple[Key, Emotion]] = {}
        self._rows: dict[str, tuple[Key, Row]] = {}
        self._columns: tuple[Key, Columns] | None = None
        self._bands: tuple[Key, tuple[Band, ...]] | None = None
        self._stage_heads: tuple[Columns, StageHeads] | None = None
        self._router = Router(engine, theme)

    @collector_paused()
    def grid(self, document: Document, numbers: Mapping[str, int]) -> Grid:
        """Lay out the document; `numbers` gives each step's number on the path (steps without one count on)."""
        columns = self._lay_columns(document, numbers)
        self._learn_owners(document)
        records = document.rows
        contents = {lane.id: self._content(document, lane, columns) for lane in document.lanes}
        emotions = {lane.id: self._emotion(document, lane, columns) for lane in document.lanes}
        routes = self._router.route(document, columns, records, contents)
        bands = self._lay_bands(records)
        least = {band.last: band for band in bands}
        rows: list[Row] = []
        shade = 0
        for index, record in enumerate(records):
            if isinstance(record, Lane):
                shade += 1
                row = self._lane_row(
                    record, contents[record.id], emotions[record.id], routes[index], shade % 2, columns
                )
            else:
                row = self._line_row(record, routes[index], columns)
            band = least.get(index)
            rows.append(row if band is None else self._reaching(row, band, rows))
        self._forget_removed(document)
        tops = tuple(accumulate((row.height for row in rows), initial=0.0))
        return Grid(
            document,
            numbers,
            columns.width,
            tops[-1],
            head_width(self.theme),
            self._lay_heads(document, columns),
            columns,
            tuple(rows),
            tops[:-1],
            bands,
            right_to_left(document.map),
        )

    # columns and bands

    def _lay_columns(self, document: Document, numbers: Mapping[str, int]) -> Columns:
        key: Key = (document.stages, document.steps, dict(numbers))
        if self._columns is None or not _same(self._columns[0], key):
            self._columns = key, lay_columns(document, numbers, head_width(self.theme))
        return self._columns[1]

    def _lay_heads(self, document: Document, columns: Columns) -> StageHeads:
        if self._stage_heads is None or self._stage_heads[0] is not columns:
            self._stage_heads = columns, lay_screen_heads(document, columns, self.engine, self.theme)
        return self._stage_heads[1]

    def _lay_bands(self, records: Sequence[Lane | Line]) -> tuple[Band, ...]:
        key: Key = tuple(records)
        if self._bands is None or not _same(self._bands[0], key):
            self._bands = key, lay_bands(records, self.engine, self.theme)
        return self._bands[1]

    # what stands in a lane

    def _learn_owners(self, document: Document) -> None:
        """Cards show the initials of whom they name: where those change, all cards are looked at again."""
        initials = {owner.id: initials_of(owner) for owner in document.all(Owner)}
        if initials != self._initials:
            self._initials = initials
            self._contents.clear()
            self._packs.clear()

    def _content(self, document: Document, lane: Lane, columns: Columns) -> tuple[tuple[Box, ...], ...]:
        """The boxes of a lane: one tuple a stage, or a single one where cards span stages."""
        cells = tuple([document.cell(lane.id, box.stage.id) for box in columns.stages])
        known = self._contents.get(lane.id)
        # Comparing tuples looks at identity first: cells that did not change cost next to nothing.
        if known is None or known[0] is not columns or known[1] != cells:
            known = columns, cells, self._pack_all(lane, cells, columns)
            self._contents[lane.id] = known
        return known[2]

    def _pack_all(
        self, lane: Lane, cells: Sequence[tuple[Item, ...]], columns: Columns
    ) -> tuple[tuple[Box, ...], ...]:
        if any(item.until for cell in cells for item in cell):
            key: Key = (columns, *cells)
            return (self._packed((lane.id, ""), key, [item for cell in cells for item in cell], columns),)
        return tuple(
            self._packed((lane.id, box.stage.id), (columns, cell), cell, columns) if cell else ()
            for cell, box in zip(cells, columns.stages, strict=True)
        )

    def _packed(
        self, place: tuple[str, str], key: Key, items: Sequence[Item], columns: Columns
    ) -> tuple[Box, ...]:
        known = self._packs.get(place)
        if known is None or not _same(known[0], key):
            slots = [self._slot(item, columns) for item in items]
            known = key, pack(slots, self.theme.space["chip_gap"])
            self._packs[place] = known
        return known[1]

    def _slot(self, item: Item, columns: Columns) -> Slot:
        first, last = reach(item, columns)
        start, end = columns.columns[first], columns.columns[last]
        stage = columns.stages[columns.by_stage[item.stage]]
        number = number_of(item, first, last, columns)
        owner = self._initials.get(item.owner, "") if isinstance(item, Card) else ""

        def inner(width: float) -> Inner:
            return self._inner(item, width, number, owner)

        flow = 0.0
        # A pill that spans on shows its span: it takes the width of its columns.
        if isinstance(item, Card) and KINDS[item.kind].form == "pill" and not item.until:
            flow = pill_width(self.engine, self.theme, item)
        return Slot(item, first, last, start.x, end.x + end.width - start.x, stage.colour, flow, inner)

    def _inner(self, item: Item, width: float, number: str, owner: str) -> Inner:
        key = (item.id, width, number, owner)
        known = self._inners.get(key)
        if known is None or known[0] is not item:
            known = item, lay_item(self.engine, self.theme, item, width, number, owner)
            self._inners[key] = known
        return known[1]

    def _emotion(self, document: Document, lane: Lane, columns: Columns) -> Emotion | None:
        series = document.series_of(lane.id)
        if not series and lane.role != "emotion":
            return None
        points = tuple(document.point(one.id, column.step) for one in series for column in columns.columns)
        key: Key = (columns, *series, *points)
        known = self._emotions.get(lane.id)
        if known is None or not _same(known[0], key):
            known = key, lay_emotion(document, series, columns, self.engine, self.theme)
            self._emotions[lane.id] = known
        return known[1]

    # rows

    def _lane_row(
        self,
        lane: Lane,
        content: tuple[tuple[Box, ...], ...],
        emotion: Emotion | None,
        routes: RowRoutes,
        shade: int,
        columns: Columns,
    ) -> Row:
        key: Key = (lane, content, emotion, routes, shade, columns)
        known = self._rows.get(lane.id)
        if known is None or not _same(known[0], key):
            known = key, self._make_lane_row(lane, content, emotion, routes, shade, columns)
            self._rows[lane.id] = known
        return known[1]

    def _make_lane_row(
        self,
        lane: Lane,
        content: tuple[tuple[Box, ...], ...],
        emotion: Emotion | None,
        routes: RowRoutes,
        shade: int,
        columns: Columns,
    ) -> Row:
        head = self._head(lane)
        boxes = [box for cell in content for box in cell]
        lowest = max((box.y + box.height for box in boxes), default=0.0)
        before, after = self._margins(boxes, emotion, routes)
        height = max(before + lowest + after, head.height, self.theme.space["min_lane"])
        filled = stretched(boxes, level(boxes))
        # A line of pills or figures looks lost at the top of a lane that its head makes high.
        slack = height - before - lowest - after
        if slack > 0 and not emotion and not any(box.alone for box in boxes):
            before += slack / 2
        placed = tuple(
            sorted(
                (msgspec.structs.replace(box, y=box.y + before) for box in filled),
                key=lambda box: (box.x, box.y),
            )
        )
        pieces = routes.pieces(placed, before, lowest, height)
        widest = max((box.width for box in placed), default=0.0)
        return Row(lane, height, placed, shade, head, emotion, pieces, (), columns, widest)

    def _margins(
        self, boxes: Sequence[Box], emotion: Emotion | None, routes: RowRoutes
    ) -> tuple[float, float]:
        """What stands above the cards of a lane and what stands below them, in points."""
        pad = self.theme.space["lane_pad"]
        if emotion is None:
            return max(pad, routes.top), max(pad, routes.bottom)
        if not boxes:
            return emotion.height + routes.top, routes.bottom
        return emotion.height + max(pad, routes.top), max(pad, routes.bottom)

    def _line_row(self, line: Line, routes: RowRoutes, columns: Columns) -> Row:
        key: Key = (line, routes, columns)
        known = self._rows.get(line.id)
        if known is None or not _same(known[0], key):
            height = THIN_LINE
            if line.role == "visibility":
                height = BAND_WITH_STUBS if routes.stubs else self.theme.space["line_of_visibility_band"]
            pieces = routes.pieces((), 0.0, height, height)
            row = Row(line, height, (), 0, None, None, pieces, routes.stubs, columns)
            known = key, row
            self._rows[line.id] = known
        return known[1]

    def _reaching(self, row: Row, band: Band, above: Sequence[Row]) -> Row:
        """The last row of a band, made higher where the band's label needs it."""
        lack = band.length - row.height - sum(other.height for other in above[band.first :])
        if lack <= 0:
            return row
        key: Key = (row, lack)
        known = self._rows.get(row.record.id + "+")
        if known is None or not _same(known[0], key):
            known = key, msgspec.structs.replace(row, height=row.height + lack)
            self._rows[row.record.id + "+"] = known
        return known[1]

    def _head(self, lane: Lane) -> Head:
        known = self._heads.get(lane.id)
        if known is None or known[0] is not lane:
            known = lane, lay_head(lane, self.engine, self.theme)
            self._heads[lane.id] = known
        return known[1]

    def _forget_removed(self, document: Document) -> None:
        """Keep the caches from growing with what was deleted and with widths that are gone."""
        if len(self._contents) > len(document.lanes) + SPARE_LANES:
            here = {row.id for row in document.rows}
            for kept in (self._contents, self._heads, self._emotions, self._rows):
                for name in [name for name in kept if name.removesuffix("+") not in here]:
                    del kept[name]
        if len(self._inners) > 4 * document.item_count() + SPARE:
            self._inners.clear()
        if len(self._packs) > 4 * len(document.lanes) * len(document.stages) + SPARE_CELLS:
            self._packs.clear()


def reach(item: Item, columns: Columns) -> tuple[int, int]:
    """The first and last column (0-based) that an item takes."""
    stage = columns.stages[columns.by_stage[item.stage]]
    first, last = stage.first, stage.last
    if item.step in columns.by_step:
        first = last = columns.by_step[item.step]
    if item.until in columns.by_step:
        last = max(last if item.step else first, columns.by_step[item.until])
    elif item.until in columns.by_stage:
        last = max(last, columns.stages[columns.by_stage[item.until]].last)
    return first, max(first, last)


def number_of(item: Item, first: int, last: int, columns: Columns) -> str:
    """What an action's badge says: the number of its step, or of the first and last step it stands for."""
    match item:
        case Card(kind="customer_action"):
            numbers = [_number(index, columns) for index in (first, last)]
            return str(numbers[0]) if first == last else f"{min(numbers)}–{max(numbers)}"
        case Card() | Measure() | Owner():
            return ""


def _number(index: int, columns: Columns) -> int:
    stage = columns.stages[columns.by_stage[columns.columns[index].stage]]
    return stage.numbers[index - stage.first]


def _same(one: Key, other: Key) -> bool:
    """Whether two keys hold the same objects; tuples inside are compared in the same way."""
    return len(one) == len(other) and all(
        a is b
        or (isinstance(a, tuple) and isinstance(b, tuple) and not hasattr(a, "_fields") and _same(a, b))
        or (isinstance(a, dict | int | float | str) and a == b)
        for a, b in zip(one, other, strict=True)
    )
