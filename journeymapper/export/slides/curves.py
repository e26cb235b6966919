"""The emotion of a lane on a slide: its scale, its curves with a face at each point, and what is said there."""

from collections.abc import Iterator, Sequence

from journeymapper.drawing.faces import mood
from journeymapper.export.slides.parts import Frame
from journeymapper.export.slides.sheet import Look, Pen, Setting, Sheet, Words
from journeymapper.layout.callouts import Callout
from journeymapper.layout.curve import Bezier, Curve, Emotion, y_of
from journeymapper.layout.pieces import Point
from journeymapper.layout.theme import Theme
from journeymapper.model.i18n import _

SMILE = 0.04653
"""The largest bend of a face's mouth, as the file format reckons it."""

_MIDDLE = Setting("centre", "middle", (2.0, 0.0, 2.0, 0.0))


def draw_emotion(emotion: Emotion, top: float, frame: Frame, sheet: Sheet, theme: Theme) -> None:
    """Draw what of a lane's emotion stands in the part of a slide; `top` is the y of the lane in the grid."""
    for value in (2, 1, 0, -1, -2):
        y = top + y_of(value, emotion.zero)
        colour = theme.emotion["grid" if value else "zero"]
        pen = Pen(colour, theme.strokes["hairline"], dashed=bool(value))
        sheet.line(frame.point(frame.part.left, y), frame.point(frame.part.right, y), pen)
    colours: list[str] = theme.emotion["series"]
    # The first series is the one that is told: it stands on top of the others.
    for number, curve in reversed(list(enumerate(emotion.curves))):
        pen = Pen(colours[number % len(colours)], theme.strokes["emotion_curve"] * frame.scale)
        _draw_curve(curve, top, pen, frame, sheet, theme)
    for callout in emotion.callouts:
        if frame.shows(callout.x + callout.width / 2, 0.0):
            _draw_callout(callout, top, frame, sheet, theme)


def _draw_curve(curve: Curve, top: float, pen: Pen, frame: Frame, sheet: Sheet, theme: Theme) -> None:
    name = curve.series.title or _("Emotion")
    for run in _runs(curve.solid, top, frame):
        sheet.path(run, pen, name=name)
    for run in _runs(curve.gaps, top, frame):
        sheet.path(run, pen._replace(dashed=True), name=name)
    for spot in curve.points:
        if frame.shows(spot.x, 0.0):
            _draw_face(spot.x, top + spot.y, spot.point.value, frame, sheet, theme)


def _draw_face(x: float, y: float, value: float, frame: Frame, sheet: Sheet, theme: Theme) -> None:
    size = theme.space["face"]
    pen = Pen(theme.emotion[mood(value)], theme.strokes["face"] * frame.scale)
    place = frame.area(x - size / 2, y - size / 2, size, size)
    shape = sheet.box(place, Look("face", theme.emotion["face"], pen), name=f"{value:+g}")
    shape.adjustments[0] = {"positive": SMILE, "neutral": 0.0, "negative": -SMILE}[mood(value)]


def _draw_callout(callout: Callout, top: float, frame: Frame, sheet: Sheet, theme: Theme) -> None:
    colour = theme.emotion[mood(callout.value)]
    pen = Pen(colour, theme.strokes["card_offstage"] * frame.scale)
    place = frame.area(callout.x, top + callout.y, callout.width, callout.height)
    said = " ".join(line.text.strip() for line in callout.text.lines)
    words = [Words(said, theme.styles["callout"], theme.emotion["callout_text"])]
    if callout.title is not None:
        title = Words(callout.title.text, theme.styles["callout_strong"], colour)
        beside = title._replace(text=f"{title.text}  ", after=words[0])
        words = [title, *words] if callout.above else [beside]
    radius = theme.space["callout_height"] / 2 * frame.scale
    sheet.box(place, Look("rounded", theme.emotion["callout"], pen, radius), words, _MIDDLE)


def _runs(beziers: Sequence[Bezier], top: float, frame: Frame) -> Iterator[list[Point]]:
    """Cubics as polylines on the slide, those that follow each other as one."""
    run: list[Point] = []
    end: tuple[float, float] | None = None
    for bezier in beziers:
        if bezier[0] < frame.part.left - 0.5 or bezier[6] > frame.part.right + 0.5:
            continue
        if end != bezier[:2] and run:
            yield run
            run = []
        run += [frame.point(x, top + y) for x, y in _samples(bezier)[1 if run else 0 :]]
        end = bezier[6], bezier[7]
    if run:
        yield run


def _samples(b: Bezier, count: int = 12) -> list[Point]:
    found = []
    for number in range(count + 1):
        t = number / count
        one = 1 - t
        weights = (one**3, 3 * one * one * t, 3 * one * t * t, t**3)
        x = sum(weight * b[2 * place] for place, weight in enumerate(weights))
        y = sum(weight * b[2 * place + 1] for place, weight in enumerate(weights))
        found.append((x, y))
    return found
