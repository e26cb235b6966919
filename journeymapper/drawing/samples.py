"""Samples of what a map shows, small enough for a row of its legend. Each is drawn about a middle line (x, y)."""

from collections.abc import Callable, Iterator

from journeymapper.drawing.cards import rating_ops
from journeymapper.drawing.faces import curve_pen, face_ops
from journeymapper.drawing.ops import Icon, Op, Path, Rect, Segment, Stroke
from journeymapper.drawing.shapes import arrow_head, disc, line, line_ops, polygon
from journeymapper.layout.meta import rating_width
from journeymapper.layout.parts import RatingAt
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, LinePaint, Theme
from journeymapper.model.records import Series
from journeymapper.model.tables import KINDS

MM = POINTS_PER_MM
SAMPLE = 3.6 * MM
"""Height of a sample; rows are further apart, so that those of neighbouring rows do not touch."""

CARD = 6.2 * MM
LINE = 9 * MM
ICON = 2.6 * MM
SMALL_ICON = 2.5 * MM

Draw = Callable[[float, float], Iterator[Op]]
Sample = tuple[float, Draw]
"""A width, and what draws the sample with its left edge at x about the line y."""


def kind_sample(theme: Theme, key: str, *, rated: bool) -> Sample:
    """A card of a kind, with a rating where its cards have one."""
    form = KINDS[key].form
    width = {"bar": 8 * MM, "tab": 11 * MM if rated else 4 * MM}.get(form, CARD)

    def draw(x: float, y: float) -> Iterator[Op]:
        match form:
            case "tab":
                yield from _tab(theme, key, x, y, rated=rated)
            case "bubble":
                yield from _bubble(theme, width, x, y)
            case "card" if key == "customer_action":
                paint = theme.kinds[key]
                yield from _plate(theme, key, x, y, width, 3)
                yield Rect(x + 4, y - 1.2 * MM, 3 * MM, 2.4 * MM, paint.bar, None, 1.6)
            case _:
                yield from _plain(theme, key, x, y, width)

    return width, draw


def curve_sample(theme: Theme, index: int, series: Series) -> Sample:
    """A curve of emotion as the series at this place in its lane has it; the first with a face."""
    colour, width, dash = curve_pen(theme, index, series)

    def draw(x: float, y: float) -> Iterator[Op]:
        bend: tuple[Segment, ...] = (
            ("M", x, y + 3),
            ("C", x + 6, y + 3, x + 14, y - 3, x + 8 * MM, y - 3),
        )
        yield Path(bend, None, Stroke(colour, width, dash, round=True))
        if index == 0:
            yield from face_ops(theme, x + 4 * MM, y, 1.0, SAMPLE)

    return 8 * MM, draw


def measure_sample(theme: Theme) -> Sample:
    """A sparkline."""

    def draw(x: float, y: float) -> Iterator[Op]:
        colour = theme.measures["good"]
        points: tuple[Segment, ...] = (
            ("M", x, y + 3.5),
            ("L", x + 7, y + 1.5),
            ("L", x + 13, y + 2),
            ("L", x + 21, y - 3),
        )
        yield Path(points, None, Stroke(colour, theme.strokes["sparkline"], round=True))
        yield disc(x + 21, y - 3, 1.9, fill=colour)

    return 8 * MM, draw


def owner_sample(theme: Theme) -> Sample:
    """An owner's disc."""

    def draw(x: float, y: float) -> Iterator[Op]:
        paint = theme.stage(0)
        yield disc(x + SAMPLE / 2, y, SAMPLE / 2, fill=paint.fill)
        left = x + (SAMPLE - SMALL_ICON) / 2
        yield Icon(left, y - SMALL_ICON / 2, SMALL_ICON, "person", paint.on_fill)

    return SAMPLE, draw


def goal_sample(theme: Theme) -> Sample:
    """The tint of a customer's goal."""

    def draw(x: float, y: float) -> Iterator[Op]:
        paint = theme.stage(0)
        yield Rect(x, y - SAMPLE / 2, 6 * MM, SAMPLE, paint.tint, None, 1.8)
        yield Icon(x + (6 * MM - SMALL_ICON) / 2, y - SMALL_ICON / 2, SMALL_ICON, "flag", paint.text)

    return 6 * MM, draw


def link_sample(theme: Theme, paint: LinePaint) -> Sample:
    """A link with its arrowhead."""

    def draw(x: float, y: float) -> Iterator[Op]:
        width = theme.strokes[paint.stroke]
        dash = theme.dash(paint.dash, width) if paint.dash else ()
        end = x + 8 * MM
        yield line(x, y, end - 3, y, Stroke(paint.colour, width, dash))
        yield _arrow(theme, (end, y), (x, y), paint.colour)

    return 8 * MM, draw


def stub_sample(theme: Theme, engine: TextEngine) -> Sample:
    """The short arrow that leads to the number of the step that is supported."""

    def draw(x: float, y: float) -> Iterator[Op]:
        paint = theme.links["supports"]
        width = theme.strokes[paint.stroke]
        yield line(x + 2, y + 6, x + 2, y - 2, Stroke(paint.colour, width, theme.dash("supports", width)))
        yield _arrow(theme, (x + 2, y - 6), (x + 2, y), paint.colour)
        stage = theme.stage(3)
        yield disc(x + 4.6 * MM, y, 5.0, fill=theme.map["paper"], stroke=Stroke(stage.text, 0.8))
        word = engine.line(engine.say("n"), theme.styles["initials"])
        yield from line_ops(word, x + 4.6 * MM - word.width / 2, y + 2.4, stage.text)

    return 7 * MM, draw


def line_sample(theme: Theme, paint: LinePaint) -> Sample:
    """A line between lanes."""

    def draw(x: float, y: float) -> Iterator[Op]:
        width = theme.strokes[paint.stroke]
        dash = theme.dashes[paint.dash] if paint.dash else None
        pattern = theme.dash(paint.dash, width) if paint.dash else ()
        pen = Stroke(paint.colour, width, pattern, round=bool(dash and dash.round))
        yield line(x, y, x + LINE, y, pen)

    return LINE, draw


def rating_sample(theme: Theme, shape: str, total: int) -> Sample:
    """A rating by itself, all but one of its marks filled."""

    def draw(x: float, y: float) -> Iterator[Op]:
        yield from rating_ops(theme, x, y, RatingAt(0, 0, shape, total - 1, total), theme.map["ink_2"])

    return rating_width(theme, shape, total), draw


def basis_sample(theme: Theme, *, assumed: bool) -> Sample:
    """The outline of what was observed, or the dashed one of what is assumed."""

    def draw(x: float, y: float) -> Iterator[Op]:
        width = theme.strokes["card_offstage"]
        dash = theme.dash("assumption_border", width) if assumed else ()
        pen = Stroke(theme.map["offstage_border"], width, dash)
        yield Rect(x, y - SAMPLE / 2, CARD, SAMPLE, theme.map["paper"], pen, 2.6)

    return CARD, draw


def major_sample(theme: Theme, engine: TextEngine) -> Sample:
    """The stronger outline and the heavier text of a major card."""

    def draw(x: float, y: float) -> Iterator[Op]:
        pen = Stroke(theme.map["border"], theme.strokes["card_offstage"])
        yield Rect(x, y - SAMPLE / 2, CARD, SAMPLE, theme.map["paper"], pen, 2.6)
        style = theme.styles["card_strong"]
        word = engine.line(engine.say("Aa"), style)
        yield from line_ops(word, x + (CARD - word.width) / 2, y + style.size * 0.36, theme.map["ink"])

    return CARD, draw


def icon_sample(theme: Theme, name: str) -> Sample:
    """An icon of a card's foot."""

    def draw(x: float, y: float) -> Iterator[Op]:
        yield Icon(x, y - ICON / 2, ICON, name, theme.map["ink_2"])

    return ICON, draw


def _plate(theme: Theme, key: str, x: float, y: float, width: float, radius: float) -> Iterator[Op]:
    paint = theme.kinds[key]
    pen = Stroke(paint.border, theme.strokes["border"]) if paint.border else None
    yield Rect(x, y - SAMPLE / 2, width, SAMPLE, paint.bg, pen, radius)


def _plain(theme: Theme, key: str, x: float, y: float, width: float) -> Iterator[Op]:
    paint, form = theme.kinds[key], KINDS[key].form
    yield from _plate(theme, key, x, y, width, SAMPLE / 2 if form == "pill" else 1.6)
    if form in ("edge", "bar"):
        edge = theme.space["edge_width"]
        yield Rect(x, y - SAMPLE / 2, edge, SAMPLE, paint.bar, None, (1.6, 0, 0, 1.6))
    yield Icon(x + (width - ICON) / 2, y - ICON / 2, ICON, KINDS[key].icon, paint.mark)


def _tab(theme: Theme, key: str, x: float, y: float, *, rated: bool) -> Iterator[Op]:
    paint = theme.kinds[key]
    yield Rect(x, y - SAMPLE / 2, 4 * MM, SAMPLE, paint.bar, None, 1.8)
    yield Icon(x + 0.7 * MM, y - ICON / 2, ICON, KINDS[key].icon, paint.on_bar)
    if rated:
        shape, total = ("dot", 4) if "severity" in KINDS[key].rated else ("bar", 3)
        yield from rating_ops(theme, x + 4.7 * MM, y, RatingAt(0, 0, shape, total - 1, total), paint.bar)


def _bubble(theme: Theme, width: float, x: float, y: float) -> Iterator[Op]:
    fill = theme.legend["thought"]
    yield Rect(x, y - SAMPLE / 2, width, SAMPLE - 2, fill, None, 3)
    yield polygon((x + 4, y + 1), (x + 9, y + 1), (x + 3, y + 5), fill=fill)


def _arrow(theme: Theme, tip: tuple[float, float], before: tuple[float, float], colour: str) -> Path:
    return arrow_head(tip, before, theme.space["arrow_length"], theme.space["arrow_width"], colour)
