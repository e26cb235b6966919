"""Emotion curves: a drawing of them, and the same in words beside it."""

from collections.abc import Iterator

from journeymapper.export.html.markup import Html, joined, tag
from journeymapper.export.html.shown import Shown
from journeymapper.export.numbers import number
from journeymapper.layout.curve import monotone
from journeymapper.model.i18n import _
from journeymapper.model.records import EmotionPoint, Lane, Series, Stage, Step
from journeymapper.model.tables import HORIZONS, MODES

COLUMN = 200
HEIGHT = 132
PITCH = 26
"""Pixels of the drawing: a step's width, its height, and a unit of the scale."""
DOT = 5

MINUS = "−"


def curve_html(shown: Shown, lane: Lane) -> Html | None:
    """The drawing of a lane's curves over all steps, with its text alternative; None where it has no points."""
    series = [one for one in shown.document.series_of(lane.id) if any(_points(shown, one))]
    if not series:
        return None
    steps = len(shown.document.steps)
    width = COLUMN * max(steps, 1)
    drawn = [_scale(width), *(_drawn(shown, one, index) for index, one in enumerate(series))]
    told = _("{lane}, from −2 to +2 along the steps.").format(lane=lane.title or _("Emotion"))
    words = " ".join((told, *(_told(shown, one) for one in series)))
    svg = tag("svg", *drawn, viewBox=f"0 0 {width} {HEIGHT}", role="img", aria_label=words)
    keys = tag("ul", *(_key(shown, one, index) for index, one in enumerate(series)), class_="keys")
    return joined((tag("div", svg, class_="curve"), keys if len(series) > 1 else None))


def points_html(shown: Shown, lane: Lane, stage: Stage) -> Html | None:
    """The points of a lane in one stage, as a list in words."""
    found = []
    several = len(shown.document.series_of(lane.id)) > 1
    for step in shown.document.steps_of(stage.id):
        for series in shown.document.series_of(lane.id):
            point = shown.document.point(series.id, step.id)
            if point is not None:
                whose = series_name(shown, series) if several else ""
                found.append(_point_html(shown, step, point, whose))
    return tag("ul", *found, class_="points") if found else None


def value_text(value: float) -> str:
    """A value of the scale with its sign."""
    sign = MINUS if value < 0 else "+" if value > 0 else ""
    return f"{sign}{abs(value):g}"


def series_name(shown: Shown, series: Series) -> str:
    """What a curve is called: its title, or else whose it is and of what."""
    if series.title:
        return series.title
    persona = next((one.name for one in shown.document.personas if one.id == series.persona), "")
    mode, horizon = MODES.get(series.mode), HORIZONS.get(series.horizon)
    words = (persona, _(mode.title) if mode else "", _(horizon.title) if horizon else "")
    return ", ".join(word for word in words if word)


def _point_html(shown: Shown, step: Step, point: EmotionPoint, whose: str) -> Html:
    source = ""
    if point.source_value:
        source = _("in the source: {value}").format(
            value=" ".join(part for part in (point.source_value, point.source_scale) if part)
        )
    where = shown.step_name(step)
    words = (
        tag("span", where, class_="where") if where else None,
        tag("strong", value_text(point.value)),
        tag("q", point.label) if point.label else None,
        tag("span", whose, class_="whose") if whose else None,
        tag("small", source) if source else None,
    )
    return tag("li", joined((word for word in words if word), " "), class_=f"point mood-{_mood(point.value)}")


def _mood(value: float) -> str:
    return "good" if value > 0.25 else "bad" if value < -0.25 else "even"


def _points(shown: Shown, series: Series) -> Iterator[tuple[int, Step, EmotionPoint]]:
    for place, step in enumerate(shown.document.steps):
        point = shown.document.point(series.id, step.id)
        if point is not None:
            yield place, step, point


def _told(shown: Shown, series: Series) -> str:
    said = (
        f"{shown.step_name(step) or place + 1}: {value_text(point.value)}"
        + (f" “{point.label}”" if point.label else "")
        for place, step, point in _points(shown, series)
    )
    return f"{series_name(shown, series)}: {'; '.join(said)}."


def _y(value: float) -> float:
    return HEIGHT / 2 - value * PITCH


def _scale(width: int) -> Html:
    lines = (
        tag(
            "line",
            x1=0,
            x2=width,
            y1=number(_y(value)),
            y2=number(_y(value)),
            class_="zero" if not value else "rule",
        )
        for value in (2, 1, 0, -1, -2)
    )
    words = (
        tag("text", value_text(value), x=4, y=number(_y(value) - 3), class_="tick") for value in (2, 0, -2)
    )
    return joined((*lines, *words))


def _drawn(shown: Shown, series: Series, index: int) -> Html:
    places = [
        (place, COLUMN * (place + 0.5), _y(point.value), point)
        for place, _step, point in _points(shown, series)
    ]
    parts: list[Html] = []
    curves = monotone([(x, y) for _place, x, y, _point in places])
    for curve, before, after in zip(curves, places, places[1:], strict=False):
        x1, y1, *handles = map(number, curve)
        path = f"M{x1} {y1}C{' '.join(handles)}"
        parts.append(tag("path", d=path, class_="gap" if after[0] > before[0] + 1 else "run"))
    parts += [
        tag("circle", cx=number(x), cy=number(y), r=DOT, class_=f"mood-{_mood(point.value)}")
        for _place, x, y, point in places
    ]
    return tag("g", *parts, class_=f"series series-{index % 6}")


def _key(shown: Shown, series: Series, index: int) -> Html:
    return tag("li", series_name(shown, series), class_=f"key series-{index % 6}")
