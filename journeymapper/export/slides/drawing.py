"""The grid on a slide, from the lowest to the topmost: rows, heads, curves, links, cards, lines."""

from collections.abc import Sequence
from typing import Any

import msgspec

from journeymapper.drawing.rows import is_offstage, lane_head_left, line_y
from journeymapper.export.placed import Area, Way, ways
from journeymapper.export.slides.cards import draw_box
from journeymapper.export.slides.curves import draw_emotion
from journeymapper.export.slides.parts import MARGIN, TITLE, Frame
from journeymapper.export.slides.sheet import Look, Pen, Setting, Sheet, Words, put_arrow
from journeymapper.layout.grid import Grid, Row
from journeymapper.layout.pieces import DISC_CENTRE, DISC_RADIUS
from journeymapper.layout.stages import StageHeads
from journeymapper.layout.theme import LinePaint, Theme
from journeymapper.layout.wording import wording
from journeymapper.model.i18n import _
from journeymapper.model.records import Lane, Line, Link
from journeymapper.model.tables import LINES

CENTRED = Setting("centre", "middle", (2.0, 0.0, 2.0, 0.0))
PILL = 98.0
"""The width of a line's name at the lanes' heads."""


class SlideDrawing:
    """Draws one part of a map on one slide."""

    def __init__(self, grid: Grid, heads: StageHeads, frame: Frame, sheet: Sheet, theme: Theme) -> None:
        # The frame mirrors: what the grid gives must count as the map is read.
        self.grid = msgspec.structs.replace(grid, mirrored=False)
        self.heads = heads
        self.frame = frame
        self.sheet = sheet
        self.theme = theme
        self._say = wording(grid.document.map.language)
        self._shapes: dict[str, tuple[Any, Area]] = {}

    def draw(self) -> set[str]:
        """Draw everything; the ids of the links that are drawn: some lead to another slide."""
        self._head()
        self._stages()
        for index in range(len(self.grid.rows)):
            self._ground(index)
        self._bands()
        for index, row in enumerate(self.grid.rows):
            if row.emotion is not None:
                draw_emotion(row.emotion, self.grid.tops[index], self.frame, self.sheet, self.theme)
        for index, row in enumerate(self.grid.rows):
            self._cards(index, row)
        drawn = self._links()
        for index, row in enumerate(self.grid.rows):
            if isinstance(row.record, Line):
                self._line(index, row, row.record.role)
        return drawn

    # head and stages

    def _head(self) -> None:
        about, theme, scale = self.grid.document.map, self.theme, self.frame.scale
        width = self.frame.width - 2 * MARGIN * scale
        title = self.sheet.slide.shapes.title
        place = Area(MARGIN * scale, MARGIN * scale, width, TITLE * scale * 0.6)
        for name, value in zip(("left", "top", "width", "height"), place, strict=True):
            setattr(title, name, round(value * 12_700))
        words = [Words(about.title or _("Untitled"), theme.styles["title"], theme.head["title"])]
        self.sheet.write(title, words, Setting("left", "middle"))
        personas = self.grid.document.personas
        told = [about.subtitle, about.scenario, *(persona.name for persona in personas[:1])]
        below = Area(place.x, place.y + place.height, width, TITLE * scale * 0.3)
        text = " · ".join(filter(None, told))
        self.sheet.box(below, Look(), [Words(text, theme.styles["subtitle"], theme.head["subtitle"])])

    def _stages(self) -> None:
        top, point = -self.heads.height, self.theme.space["stage_point"]
        for index, chevron in enumerate(self.heads.chevrons):
            box, paint = chevron.box, self.theme.stage(chevron.box.colour)
            if not self.frame.part.first <= index <= self.frame.part.last:
                continue
            first = index == self.frame.part.first
            start = box.x if first else box.x - point * 0.7
            place = self.frame.area(box.x, top, box.width, self.heads.chevron)
            grown = (box.x - start) * self.frame.scale
            place = Area(
                place.x - (0 if self.sheet.mirrored else grown), place.y, place.width + grown, place.height
            )
            look = Look("first" if first else "chevron", paint.fill, None, point * self.frame.scale)
            style = self.theme.styles["stage_title"]
            words = [
                Words(f"{box.letter}  {box.stage.title}", style, paint.on_fill),
                Words(box.stage.duration, self.theme.styles["stage_duration"], paint.on_fill),
            ]
            self.sheet.box(
                place, look, words, Setting("centre", "middle", (point, 0, point, 0)), box.stage.title
            )
        self._lower(top)

    def _lower(self, top: float) -> None:
        """The rows of goals and of steps."""
        heads = self.heads
        cells = [
            *(
                (box.x, box.width, box.stage.goal, box.colour, heads.goals_top, heads.goal_row)
                for box, _g in heads.goals
            ),
            *(
                (
                    one.column.left,
                    one.column.right - one.column.left,
                    " ".join(line.text for line in one.title.lines),
                    one.colour,
                    heads.steps_top,
                    heads.step_row,
                )
                for one in heads.steps
            ),
        ]
        for x, width, text, colour, down, height in cells:
            if height and self.frame.shows(x, width):
                paint = self.theme.stage(colour)
                place = self.frame.area(x + 1.4, top + down, width - 2.8, height)
                words = [Words(text, self.theme.styles["goal"], paint.text)]
                self.sheet.box(place, Look("rounded", paint.tint, None, 2.0), words, CENTRED)

    # rows

    def _ground(self, index: int) -> None:
        grid, theme, row = self.grid, self.theme, self.grid.rows[index]
        top, part = grid.tops[index], self.frame.part
        ground = self.frame.area(part.left, top, part.width, row.height)
        if not isinstance(row.record, Lane):
            fill = (
                theme.lines["visibility_band"][1] if row.record.role == "visibility" else theme.map["lane_b"]
            )
            self.sheet.box(ground, Look("rectangle", fill))
            return
        off = is_offstage(grid, index)
        hair = Pen(theme.map["offstage_hair" if off else "hair"], theme.strokes["hairline"])
        tint = ("offstage_b" if row.shade else "offstage_a") if off else ("lane_a" if row.shade else "lane_b")
        self.sheet.box(ground, Look("rectangle", theme.map[tint], hair))
        left = lane_head_left(grid, theme)
        words = [
            Words(row.record.title, theme.styles["lane_title"], theme.map["ink"]),
            Words(row.record.hint, theme.styles["lane_hint"], theme.map["ink_2"]),
        ]
        look = Look("rectangle", theme.map["offstage_head" if off else "lane_head"], hair)
        head = self.frame.area(left, top, -left, row.height)
        self.sheet.box(head, look, words, Setting("left", "middle", (6.0, 1.0, 4.0, 1.0)), row.record.title)
        for box in grid.stages[part.first + 1 : part.last + 1]:
            self.sheet.line(self.frame.point(box.x, top), self.frame.point(box.x, top + row.height), hair)

    def _bands(self) -> None:
        for band in self.grid.bands:
            top = self.grid.tops[band.first]
            height = self.grid.tops[band.last] + self.grid.rows[band.last].height - top
            paint, width = self.theme.bands[band.role], self.theme.space["group_band"]
            place = self.frame.area(-self.grid.head_width, top + 1.1, width, height - 2.2)
            words = [Words(band.label.upper(), self.theme.styles["band"], paint.on_fill)]
            look = Look("rounded", paint.fill, None, self.theme.space["group_radius"])
            self.sheet.box(place, look, words, Setting("centre", "middle", upright=True))

    def _line(self, index: int, row: Row, role: str) -> None:
        """A line between lanes, with its name at the lanes' heads."""
        theme, scale = self.theme, self.frame.scale
        paint = LinePaint(**theme.lines[role])
        y = self.grid.tops[index] + line_y(row)
        left, right = self.frame.point(self.frame.part.left, y), self.frame.point(self.frame.part.right, y)
        heads = self.grid.head_width if role == "visibility" else -lane_head_left(self.grid, theme)
        start = self.frame.area(-heads, y, heads, 0.0)
        begin = (start.x + start.width if self.sheet.mirrored else start.x, left[1])
        width = theme.strokes[paint.stroke] * scale
        self.sheet.line(begin, right, Pen(paint.colour, width, dashed=True)).name = self._say(
            LINES[role].title
        )
        strong = role == "visibility"
        height = theme.space["visibility_pill_height" if strong else "line_pill_height"]
        style = theme.styles["line_label_strong" if strong else "line_label"]
        pill, chip = theme.lines["visibility_pill"], theme.chips["lines"]
        look = (
            Look("rounded", pill["bg"], None, height)
            if strong
            else Look("rounded", chip.bg, Pen(chip.border or chip.fg, theme.strokes["border"]), height)
        )
        place = self.frame.area(lane_head_left(self.grid, theme) + 3.0, y - height / 2, PILL, height)
        words = [Words(self._say(LINES[role].title), style, pill["fg"] if strong else chip.fg)]
        self.sheet.box(place, look, words, CENTRED._replace(wrap=False))
        for stub in row.stubs:
            if self.frame.shows(stub.x, 0.0):
                self._stub(index, stub.x, stub.number, stub.colour)

    def _stub(self, index: int, x: float, number: str, colour: int) -> None:
        middle, radius = self.grid.tops[index] + DISC_CENTRE, DISC_RADIUS
        paint = self.theme.stage(colour)
        look = Look("oval", self.theme.map["paper"], Pen(paint.text, 0.8 * self.frame.scale))
        place = self.frame.area(x - radius, middle - radius, 2 * radius, 2 * radius)
        words = [Words(number, self.theme.styles["initials"], paint.text)]
        self.sheet.box(place, look, words, Setting("centre", "middle", wrap=False))

    # cards and links

    def _cards(self, index: int, row: Row) -> None:
        for box in row.boxes:
            if self.frame.shows(box.x, box.width):
                place = self.frame.area(box.x, self.grid.tops[index] + box.y, box.width, box.height)
                self._shapes[box.item.id] = draw_box(self.sheet, self.grid, box, place, self.theme), place

    def _links(self) -> set[str]:
        drawn: set[str] = set()
        known = ways(self.grid)
        for link in sorted(self.grid.document.all(Link), key=lambda one: one.id):
            ends = [self._shapes.get(end) for end in (link.source, link.target)]
            way = known.get(link.id)
            if way is not None and any(ends) and self._draws(way, link, ends):
                drawn.add(link.id)
        return drawn

    def _draws(self, way: Way, link: Link, ends: Sequence[tuple[Any, Area] | None]) -> bool:
        part = self.frame.part
        if any(not part.left - 1 <= x <= part.right + 1 for run in way.runs for x, _y in run):
            return False
        paint = self.theme.links[way.kind]
        pen = Pen(paint.colour, self.theme.strokes[paint.stroke] * self.frame.scale, dashed=bool(paint.dash))
        if not self._glued(way, pen, ends):
            for run in way.runs:
                self.sheet.path(
                    [self.frame.point(x, y) for x, y in run], pen, arrow=way.arrow, name=link.label
                )
        if way.label is not None and way.label.label is not None:
            block = way.label.label
            width, height = block.width + 8.0, block.height + 3.0
            x, y = way.label_at
            place = self.frame.area(x - width / 2, y - height / 2, width, height)
            look = Look(
                "rounded", self.theme.links["label"].bg, Pen(paint.colour, self.theme.strokes["border"]), 6.0
            )
            self.sheet.box(
                place, look, [Words(link.label, self.theme.styles["link_label"], paint.colour)], CENTRED
            )
        return True

    def _glued(self, way: Way, pen: Pen, ends: Sequence[tuple[Any, Area] | None]) -> bool:
        """A connector that holds on to both cards, where they stand side by side at one height."""
        source, target = ends
        if source is None or target is None or len(way.runs) != 1 or len(way.runs[0]) != 2:
            return False
        one, other = source[1], target[1]
        if abs(one.y + one.height / 2 - other.y - other.height / 2) > 1.0:
            return False
        line = self.sheet.line((0.0, 0.0), (1.0, 1.0), pen)
        forward = one.x < other.x
        line.begin_connect(source[0], 3 if forward else 1)
        line.end_connect(target[0], 1 if forward else 3)
        put_arrow(line)
        return True
