"""An emotion curve while one of its points is dragged."""

from itertools import pairwise

import msgspec

from journeymapper.interact.preview import DraggedPoint
from journeymapper.layout.curve import Bezier, Curve, CurvePoint, Emotion, monotone, y_of


def with_dragged(emotion: Emotion, dragged: DraggedPoint) -> Emotion:
    """The curves of a lane as they would be with a point at its new value, without their callouts."""
    curves = tuple(
        _bent(curve, dragged, emotion.zero) if curve.series.id == dragged.series else curve
        for curve in emotion.curves
    )
    return msgspec.structs.replace(emotion, curves=curves, callouts=())


def _bent(curve: Curve, dragged: DraggedPoint, zero: float) -> Curve:
    points = tuple(
        _moved(place, dragged.value, zero) if place.point.step == dragged.step else place
        for place in curve.points
    )
    beziers = monotone([(place.x, place.y) for place in points])
    # A stretch without values stays one: gaps begin where they began before.
    gaps = {(bezier[0], bezier[6]) for bezier in curve.gaps}
    whole: list[Bezier] = []
    open_: list[Bezier] = []
    for bezier, (one, other) in zip(beziers, pairwise(points), strict=True):
        (open_ if (one.x, other.x) in gaps else whole).append(bezier)
    return msgspec.structs.replace(curve, points=points, solid=tuple(whole), gaps=tuple(open_))


def _moved(place: CurvePoint, value: float, zero: float) -> CurvePoint:
    return CurvePoint(place.x, y_of(value, zero), msgspec.structs.replace(place.point, value=value))
