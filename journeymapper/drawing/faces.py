"""Emotion drawn: vector faces, the curve, its area, its callouts and its scale. No emoji."""

from collections.abc import Iterator, Sequence

from journeymapper.drawing.ops import Gradient, Op, Path, Rect, Segment, Stroke
from journeymapper.drawing.shapes import block_ops, curve_segments, disc, line, line_ops
from journeymapper.layout.callouts import BEFORE_TEXT, PAD, Callout
from journeymapper.layout.curve import Bezier, Curve, Emotion, split_at, y_of
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.records import Series

NEUTRAL = 0.35
"""Values nearer to 0 than this show a neutral face."""


def mood(value: float) -> str:
    """The theme's name for a value: positive, negative or neutral."""
    return "neutral" if abs(value) < NEUTRAL else "positive" if value > 0 else "negative"


def face_ops(theme: Theme, x: float, y: float, value: float, size: float) -> Iterator[Op]:
    """A face about (x, y), `size` high, that smiles, frowns or does neither."""
    colour = theme.emotion[mood(value)]
    pen = Stroke(colour, theme.strokes["face"], round=True)
    radius = size / 2
    yield disc(x, y, radius - theme.strokes["face"] / 2, fill=theme.emotion["face"], stroke=pen)
    for side in (-1, 1):
        yield disc(x + side * radius * 0.34, y - radius * 0.22, radius * 0.11, fill=colour)
    bend = {"positive": 0.34, "neutral": 0.0, "negative": -0.30}[mood(value)]
    level = y + radius * (0.22 if bend >= 0 else 0.48)
    half = radius * 0.42
    mouth: tuple[Segment, ...] = (
        ("M", x - half, level),
        ("C", x - half / 2, level + bend * radius, x + half / 2, level + bend * radius, x + half, level),
    )
    yield Path(mouth, None, Stroke(colour, theme.strokes["face"] * 0.9, round=True))


def emotion_ops(
    emotion: Emotion, width: float, left: float, right: float, theme: Theme, engine: TextEngine
) -> Iterator[Op]:
    """The emotion area of a row between two x, y from the row's top."""
    yield from _scale_lines(emotion, width, theme)
    if emotion.words:
        yield from _words(emotion, theme, engine)
    if emotion.curves:
        yield from _area(emotion.curves[0].solid, emotion.zero, theme)
    # The first series is the one that is told: it stands on top of the others.
    for index, curve in reversed(list(enumerate(emotion.curves))):
        yield from _curve_ops(curve, index, theme)
    for callout in emotion.callouts:
        yield from _leader_ops(callout, theme)
    for curve in reversed(emotion.curves):
        yield from _faces(curve, left, right, theme)
    for callout in emotion.callouts:
        yield from _callout_ops(callout, theme)


def _faces(curve: Curve, left: float, right: float, theme: Theme) -> Iterator[Op]:
    size = theme.space["face"]
    for place in curve.points:
        if left - size <= place.x <= right + size:
            yield from face_ops(theme, place.x, place.y, place.point.value, size)


def scale_ops(emotion: Emotion, right: float, theme: Theme, engine: TextEngine) -> Iterator[Op]:
    """The numbers of the scale, right-aligned at `right`, y from the row's top."""
    style = theme.styles["scale"]
    for value in (2, 1, 0, -1, -2):
        text = f"+{value}" if value > 0 else "0" if value == 0 else f"−{-value}"
        word = engine.line(text, style)
        yield from line_ops(
            word, right - word.width, y_of(value, emotion.zero) + style.size * 0.36, theme.emotion["scale"]
        )


def _scale_lines(emotion: Emotion, width: float, theme: Theme) -> Iterator[Op]:
    thin = theme.strokes["hairline"]
    for value in (2, 1, -1, -2):
        y = y_of(value, emotion.zero)
        yield line(0, y, width, y, Stroke(theme.emotion["grid"], thin, theme.dash("emotion_grid", thin)))
    yield line(0, emotion.zero, width, emotion.zero, Stroke(theme.emotion["zero"], thin * 1.4))


def _words(emotion: Emotion, theme: Theme, engine: TextEngine) -> Iterator[Op]:
    style = theme.styles["mood"]
    for text, value in ((engine.say("delighted"), 1.62), (engine.say("frustrated"), -1.65)):
        word = engine.line(text, style)
        yield from line_ops(
            word, 1.9 * POINTS_PER_MM, y_of(value, emotion.zero) + style.size * 0.36, theme.emotion["words"]
        )


def curve_pen(theme: Theme, index: int, series: Series) -> tuple[str, float, tuple[float, ...]]:
    """Colour, width and dash of the curve of the series at a place in its lane."""
    colours: Sequence[str] = theme.emotion["series"]
    width = theme.strokes["emotion_curve"] * (1.0 if index == 0 else 0.7)
    dash = theme.dash("loop", width) if series.mode == "expected" else ()
    return colours[index % len(colours)], width, dash


def _curve_ops(curve: Curve, index: int, theme: Theme) -> Iterator[Op]:
    colour, width, dash = curve_pen(theme, index, curve.series)
    if curve.solid:
        yield Path(tuple(curve_segments(curve.solid)), None, Stroke(colour, width, dash, round=True))
    if curve.gaps:
        pen = Stroke(colour, width * 0.6, theme.dash("emotion_gap", width * 0.6), round=True)
        yield Path(tuple(curve_segments(curve.gaps)), None, pen)


def _area(beziers: tuple[Bezier, ...], zero: float, theme: Theme) -> Iterator[Op]:
    """The area between curve and zero, one shape for each run above and each below."""
    run: list[Bezier] = []
    for bezier in _cut(beziers, zero):
        if run and (_above(run[0], zero) != _above(bezier, zero) or run[-1][6:] != bezier[:2]):
            yield _filled(run, zero, theme)
            run = []
        run.append(bezier)
    if run:
        yield _filled(run, zero, theme)


def _cut(beziers: tuple[Bezier, ...], zero: float) -> Iterator[Bezier]:
    for bezier in beziers:
        halves = split_at(bezier, zero)
        if halves is None:
            yield bezier
        else:
            yield from halves


def _above(bezier: Bezier, zero: float) -> bool:
    return bezier[1] + bezier[7] < 2 * zero


def _filled(run: list[Bezier], zero: float, theme: Theme) -> Path:
    above = _above(run[0], zero)
    colour = theme.emotion["positive" if above else "negative"]
    ys = [y for bezier in run for y in (bezier[1], bezier[7])]
    extreme = min(ys) if above else max(ys)
    strong, faint = theme.emotion["area_alpha"]
    stops = ((0.0, _alpha(colour, strong)), (1.0, _alpha(colour, faint)))
    fill = Gradient(0, extreme, 0, zero if abs(zero - extreme) > 0.1 else extreme + 0.1, stops)
    start: tuple[Segment, ...] = (("M", run[0][0], zero), ("L", run[0][0], run[0][1]))
    end: tuple[Segment, ...] = (("L", run[-1][6], zero), ("Z",))
    return Path((*start, *(("C", *b[2:]) for b in run), *end), fill)


def _leader_ops(callout: Callout, theme: Theme) -> Iterator[Op]:
    """The line from a face to its callout; faces stand over it, so it begins in the middle of its own."""
    if len(callout.leader) < 2:
        return
    pen = Stroke(theme.emotion[mood(callout.value)], theme.strokes["card_offstage"])
    first, *rest = callout.leader
    yield Path((("M", *first), *(("L", *spot) for spot in rest)), None, pen)


def _callout_ops(callout: Callout, theme: Theme) -> Iterator[Op]:
    colour = theme.emotion[mood(callout.value)]
    pen = Stroke(colour, theme.strokes["card_offstage"])
    radius = min(callout.height, theme.space["callout_height"]) / 2
    yield Rect(callout.x, callout.y, callout.width, callout.height, theme.emotion["callout"], pen, radius)
    text = callout.text
    above = text.line_height if callout.above else 0.0
    x, y = callout.x + PAD, callout.y + (callout.height - text.height - above) / 2
    if callout.title is not None:
        yield from line_ops(callout.title, x, y + text.ascent, colour)
        x += 0.0 if callout.above else callout.title.width + BEFORE_TEXT
    yield from block_ops(text, x, y + above, theme.emotion["callout_text"])


def _alpha(colour: str, alpha: float) -> str:
    return f"{colour}{round(alpha * 255):02X}"
