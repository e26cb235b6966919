"""The legend of a printed map: a sample of just what is used, with its name, in rows that wrap."""

from collections.abc import Callable, Iterator

from journeymapper.drawing.cards import rating_ops
from journeymapper.drawing.faces import face_ops
from journeymapper.drawing.ops import Icon, Op, Path, Rect, Stroke
from journeymapper.drawing.shapes import arrow_head, disc, line, line_ops, polygon
from journeymapper.layout.grid import Grid
from journeymapper.layout.parts import RatingAt
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, LinePaint, Theme
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Link, Measure, Owner
from journeymapper.model.tables import KINDS, LINES, LINK_KINDS

MM = POINTS_PER_MM
SAMPLE = 4.2 * MM
"""Height of a sample."""

GAP = 3.2 * MM
TITLE = 15 * MM

Sample = Callable[[float, float], Iterator[Op]]
Entry = tuple[float, Sample, str]
"""The sample's width, what draws it about a middle line (x, y), and its name."""


class Legend:
    """Collects the entries of a map and sets them in rows."""

    def __init__(self, grid: Grid, engine: TextEngine, theme: Theme) -> None:
        self.engine = engine
        self.theme = theme
        self.entries = [
            *self._kinds(grid),
            *self._links(grid.document),
            *self._lines(grid),
            *self._marks(grid.document),
        ]

    def rows(self, width: float) -> list[list[tuple[float, Entry]]]:
        """Entries in rows, each with its x."""
        style = self.theme.styles["legend"]
        rows: list[list[tuple[float, Entry]]] = [[]]
        x = TITLE
        for entry in self.entries:
            size = entry[0] + 1.2 * MM + self.engine.width(entry[2], style)
            if rows[-1] and x + size > width:
                rows.append([])
                x = TITLE
            rows[-1].append((x, entry))
            x += size + GAP
        return [
            _justified(row, width, self.engine, self.theme)
            if len(rows) > 1 and index < len(rows) - 1
            else row
            for index, row in enumerate(rows)
        ]

    def draw(self, y: float, width: float) -> tuple[tuple[Op, ...], float]:
        """The legend's ops with its upper edge at y, and its height."""
        if not self.entries:
            return (), 0.0
        pitch = self.theme.space["legend_row"]
        style = self.theme.styles["legend"]
        title = self.engine.line(_("Legend").upper(), self.theme.styles["overline"])
        ops: list[Op] = []
        rows = self.rows(width)
        for index, row in enumerate(rows):
            middle = y + (index + 0.5) * pitch
            if index == 0:
                ops.extend(line_ops(title, 0.0, middle + style.size * 0.34, self.theme.legend["overline"]))
            for x, (size, sample, name) in row:
                ops.extend(sample(x, middle))
                word = self.engine.line(name, style)
                ops.extend(
                    line_ops(word, x + size + 1.2 * MM, middle + style.size * 0.36, self.theme.legend["text"])
                )
        return tuple(ops), len(rows) * pitch

    def _kinds(self, grid: Grid) -> Iterator[Entry]:
        used = {card.kind for card in grid.document.all(Card)}
        names = {
            "pain_point": _("pain point, severity 1–4"),
            "opportunity": _("opportunity, impact and effort 1–3"),
            "system": _("system"),
        }
        for key, kind in KINDS.items():
            if key in used:
                yield *self._kind_sample(key), names.get(key, _(kind.title).lower())
            if key == "thought" and any(row.emotion and row.emotion.curves for row in grid.rows):
                yield 8 * MM, self._emotion, _("emotion")
        if grid.document.count(Measure):
            yield 8 * MM, self._measure, _("key figure and trend")
        if grid.document.count(Owner):
            yield SAMPLE, self._owner, _("owner")
        if any(stage.stage.goal.strip() for stage in grid.stages):
            yield 6 * MM, self._goal, _("customer goal")

    def _kind_sample(self, key: str) -> tuple[float, Sample]:
        paint, form, theme = self.theme.kinds[key], KINDS[key].form, self.theme
        width = {"bar": 8 * MM, "tab": 4 * MM if not KINDS[key].rated else 11 * MM}.get(form, 6.2 * MM)

        def draw(x: float, y: float) -> Iterator[Op]:
            top, icon = y - SAMPLE / 2, 2.6 * MM
            pen = Stroke(paint.border or paint.bar, theme.strokes["border"]) if paint.border else None
            match form:
                case "tab":
                    yield Rect(x, top, 4 * MM, SAMPLE, paint.bar, None, 1.8)
                    yield Icon(x + 0.7 * MM, y - icon / 2, icon, KINDS[key].icon, paint.on_bar)
                    shape, total = ("dot", 4) if "severity" in KINDS[key].rated else ("bar", 3)
                    if KINDS[key].rated:
                        yield from rating_ops(
                            theme, x + 4.7 * MM, y, RatingAt(0, 0, shape, total - 1, total), paint.bar
                        )
                case "bubble":
                    yield Rect(x, top, width, SAMPLE - 2, theme.legend["thought"], None, 3)
                    yield polygon(
                        (x + 4, y + 2), (x + 9, y + 2), (x + 3, y + 7), fill=theme.legend["thought"]
                    )
                case "card" if key == "customer_action":
                    yield Rect(x, top, width, SAMPLE, paint.bg, pen, 3)
                    yield Rect(x + 4, y - 1.2 * MM, 3 * MM, 2.4 * MM, paint.bar, None, 1.6)
                case _:
                    radius = SAMPLE / 2 if form == "pill" else 1.6
                    yield Rect(x, top, width, SAMPLE, paint.bg, pen, radius)
                    if form in ("edge", "bar"):
                        yield Rect(
                            x, top, theme.space["edge_width"], SAMPLE, paint.bar, None, (1.6, 0, 0, 1.6)
                        )
                    yield Icon(x + (width - icon) / 2, y - icon / 2, icon, KINDS[key].icon, paint.mark)

        return width, draw

    def _emotion(self, x: float, y: float) -> Iterator[Op]:
        theme = self.theme
        pen = Stroke(theme.emotion["curve"], theme.strokes["emotion_curve"], round=True)
        yield Path((("M", x, y + 3), ("C", x + 6, y + 3, x + 14, y - 3, x + 8 * MM, y - 3)), None, pen)
        yield from face_ops(theme, x + 4 * MM, y, 1.0, 3.8 * MM)

    def _measure(self, x: float, y: float) -> Iterator[Op]:
        colour = self.theme.measures["good"]
        points = (("M", x, y + 3.5), ("L", x + 7, y + 1.5), ("L", x + 13, y + 2), ("L", x + 21, y - 3))
        yield Path(points, None, Stroke(colour, self.theme.strokes["sparkline"], round=True))  # type: ignore[arg-type]
        yield disc(x + 21, y - 3, 1.9, fill=colour)

    def _owner(self, x: float, y: float) -> Iterator[Op]:
        yield disc(x + SAMPLE / 2, y, SAMPLE / 2, fill=self.theme.stage(0).fill)
        icon = 2.5 * MM
        yield Icon(x + (SAMPLE - icon) / 2, y - icon / 2, icon, "person", self.theme.stage(0).on_fill)

    def _goal(self, x: float, y: float) -> Iterator[Op]:
        paint, icon = self.theme.stage(0), 2.5 * MM
        yield Rect(x, y - SAMPLE / 2, 6 * MM, SAMPLE, paint.tint, None, 1.8)
        yield Icon(x + (6 * MM - icon) / 2, y - icon / 2, icon, "flag", paint.text)

    def _links(self, document: Document) -> Iterator[Entry]:
        used = {link.kind for link in document.all(Link)}
        for key, kind in LINK_KINDS.items():
            if key == "supports" and key in used:
                yield 7 * MM, self._stub, _("supports step n")
            elif key in used:
                yield 8 * MM, self._link_sample(self.theme.links[key]), _(kind.title).lower()

    def _link_sample(self, paint: LinePaint) -> Sample:
        theme = self.theme

        def draw(x: float, y: float) -> Iterator[Op]:
            width = theme.strokes[paint.stroke]
            dash = theme.dash(paint.dash, width) if paint.dash else ()
            end = x + 8 * MM
            yield line(x, y, end - 3, y, Stroke(paint.colour, width, dash))
            yield arrow_head(
                (end, y), (x, y), theme.space["arrow_length"], theme.space["arrow_width"], paint.colour
            )

        return draw

    def _stub(self, x: float, y: float) -> Iterator[Op]:
        theme, paint = self.theme, self.theme.links["supports"]
        width = theme.strokes[paint.stroke]
        yield line(x + 2, y + 6, x + 2, y - 2, Stroke(paint.colour, width, theme.dash("supports", width)))
        yield arrow_head(
            (x + 2, y - 6), (x + 2, y), theme.space["arrow_length"], theme.space["arrow_width"], paint.colour
        )
        stage = theme.stage(3)
        yield disc(x + 4.6 * MM, y, 5.2, fill=theme.map["paper"], stroke=Stroke(stage.text, 0.8))
        word = self.engine.line("n", theme.styles["initials"])
        yield from line_ops(word, x + 4.6 * MM - word.width / 2, y + 2.4, stage.text)

    def _lines(self, grid: Grid) -> Iterator[Entry]:
        for role in LINES:
            if any(one.role == role for one in grid.document.lines):
                yield (
                    9 * MM,
                    self._line_sample(LinePaint(**self.theme.lines[role])),
                    _(LINES[role].title).lower(),
                )

    def _line_sample(self, paint: LinePaint) -> Sample:
        theme = self.theme

        def draw(x: float, y: float) -> Iterator[Op]:
            width = theme.strokes[paint.stroke]
            dash = theme.dashes[paint.dash] if paint.dash else None
            pattern = theme.dash(paint.dash, width) if paint.dash else ()
            yield line(
                x, y, x + 9 * MM, y, Stroke(paint.colour, width, pattern, round=bool(dash and dash.round))
            )

        return draw

    def _marks(self, document: Document) -> Iterator[Entry]:
        cards = list(document.all(Card))
        if any(card.basis == "assumed" for card in cards):
            yield 6.2 * MM, self._basis_sample(dashed=False), _("observed")
            yield 6.2 * MM, self._basis_sample(dashed=True), _("assumed")
        if any(card.pieces or card.evidence or card.kind == "pain_point" for card in cards):
            yield 2.6 * MM, self._icon_sample("file"), _("evidence")
        if any(card.votes or card.kind == "pain_point" for card in cards):
            yield 2.6 * MM, self._icon_sample("thumb-up"), _("votes")

    def _basis_sample(self, *, dashed: bool) -> Sample:
        theme = self.theme

        def draw(x: float, y: float) -> Iterator[Op]:
            width = theme.strokes["card_offstage"]
            dash = theme.dash("assumption_border", width) if dashed else ()
            yield Rect(
                x,
                y - SAMPLE / 2,
                6.2 * MM,
                SAMPLE,
                theme.map["paper"],
                Stroke(theme.map["offstage_border"], width, dash),
                2.6,
            )

        return draw

    def _icon_sample(self, name: str) -> Sample:
        def draw(x: float, y: float) -> Iterator[Op]:
            yield Icon(x, y - 1.3 * MM, 2.6 * MM, name, self.theme.map["ink_2"])

        return draw


def _justified(
    row: list[tuple[float, Entry]], width: float, engine: TextEngine, theme: Theme
) -> list[tuple[float, Entry]]:
    """A full row with its entries spread over the width."""
    x, entry = row[-1]
    end = x + entry[0] + 1.2 * MM + engine.width(entry[2], theme.styles["legend"])
    extra = max(width - end, 0.0) / max(len(row) - 1, 1)
    return [(at + index * extra, each) for index, (at, each) in enumerate(row)]
