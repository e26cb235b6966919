"""Cards drawn: the ground of each form, and the parts that stand on it."""

from collections.abc import Callable, Iterator

from journeymapper.drawing.ops import Group, Icon, Op, Path, Rect, Segment, Stroke
from journeymapper.drawing.shapes import block_ops, disc, line_ops, polygon
from journeymapper.layout.boxes import Box
from journeymapper.layout.cards import FOLD
from journeymapper.layout.meta import rating_pitch
from journeymapper.layout.parts import BadgeAt, IconAt, Inner, Part, RatingAt, TextAt, TrendAt, WordAt
from journeymapper.layout.theme import KindPaint, Theme
from journeymapper.model.records import Card, Measure

OVERHANG = 5.0
"""How far ink may reach beyond a card's rectangle: the tail of a bubble, half a border."""
SPARE = 1_000
"""Cards that were deleted and may still be kept, besides four times those of the map."""


class CardDrawing:
    """Draws boxes, and keeps the ops of each as long as its inside and size stay the same."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._kept: dict[str, tuple[Inner, float, int, tuple[Op, ...]]] = {}

    def forget_removed(self, count: int) -> None:
        """Keep what is kept from growing with cards that were deleted; `count` is how many the map has."""
        if len(self._kept) > 4 * count + SPARE:
            self._kept.clear()

    def group(self, box: Box) -> Group:
        """The box as a group at its place in the row. Its `ops` are the same object until its picture changes."""
        known = self._kept.get(box.item.id)
        if known is None or known[0] is not box.inner or known[1] != box.height or known[2] != box.colour:
            known = box.inner, box.height, box.colour, tuple(self._ops(box))
            self._kept[box.item.id] = known
        low, right, bottom = -OVERHANG, box.width + OVERHANG, box.height + OVERHANG
        tongue = box.item.language if isinstance(box.item, Card) else ""
        return Group(box.x, box.y, known[3], low, low, right, bottom, box.item.id, tongue)

    def _ops(self, box: Box) -> Iterator[Op]:
        paint = kind_paint(self.theme, box)
        ground = GROUNDS.get(box.inner.form)
        if ground is not None and isinstance(box.item, Card):
            yield from ground(self.theme, box.item, paint, box.width, box.height)
        for part in box.inner.parts:
            yield from self._part(part, box, paint)

    def _part(self, part: Part, box: Box, paint: KindPaint) -> Iterator[Op]:
        y = part.y + (box.height if part.bottom else 0.0)
        match part:
            case TextAt():
                yield from block_ops(part.block, part.x, y, self._colour(part.role, box, paint))
            case WordAt():
                yield from line_ops(part.line, part.x, y, self._colour(part.role, box, paint))
            case IconAt():
                yield Icon(part.x, y, part.size, part.name, self._colour(part.role, box, paint))
            case BadgeAt():
                fill = self.theme.stage(box.colour).fill
                yield Rect(part.x, y, part.width, part.height, fill, None, part.radius)
            case RatingAt():
                yield from rating_ops(self.theme, part.x, y, part, paint.bar)
            case TrendAt():
                yield from trend_ops(self.theme, part, y, self._colour("change", box, paint))

    def _colour(self, role: str, box: Box, paint: KindPaint) -> str:
        match role:
            case "fg":
                return paint.fg
            case "mark":
                return paint.mark
            case "on_bar":
                return paint.on_bar
            case "on_stage":
                return self.theme.stage(box.colour).on_fill
            case "stage":
                return self.theme.stage(box.colour).text
            case "change":
                return change_colour(self.theme, box)
            case _:
                return self.theme.map["ink_2"]


def kind_paint(theme: Theme, box: Box) -> KindPaint:
    """The colours of what a box shows."""
    match box.item:
        case Card(kind=kind):
            return theme.kinds[kind]
        case Measure():
            return theme.kinds["measure"]
        case _:
            return theme.kinds["owner"]


def change_colour(theme: Theme, box: Box) -> str:
    """The colour of a measure's change: welcome, unwelcome or neither."""
    good = box.item.good if isinstance(box.item, Measure) else None
    return theme.measures["neutral" if good is None else "good" if good else "bad"]


def rating_ops(theme: Theme, x: float, y: float, rating: RatingAt, colour: str) -> Iterator[Op]:
    """Marks of a rating, filled and empty."""
    mark, gap = rating_pitch(theme, rating.shape)
    pen = Stroke(colour, 0.55)
    for index in range(rating.total):
        left = x + index * (mark + gap)
        full = index < rating.filled
        if rating.shape == "dot":
            yield disc(
                left + mark / 2,
                y,
                mark / 2 - (0 if full else 0.27),
                fill=colour if full else None,
                stroke=None if full else pen,
            )
        else:
            height = theme.space["rating_height"]
            inset = 0 if full else 0.27
            yield Rect(
                left + inset,
                y - height / 2 + inset,
                mark - 2 * inset,
                height - 2 * inset,
                colour if full else None,
                None if full else pen,
                0.9,
            )


def trend_ops(theme: Theme, trend: TrendAt, y: float, colour: str) -> Iterator[Op]:
    """A sparkline with a dot on its last value."""
    low, high = min(trend.values), max(trend.values)
    reach = (high - low) or 1.0
    pad = 2.2
    step = (trend.width - 2 * pad) / max(len(trend.values) - 1, 1)
    height = trend.height - 2 * pad
    spots = [
        (trend.x + pad + index * step, y + pad + height * (high - value) / reach)
        for index, value in enumerate(trend.values)
    ]
    first: Segment = ("M", *spots[0])
    rest: tuple[Segment, ...] = tuple(("L", *spot) for spot in spots[1:])
    yield Path((first, *rest), None, Stroke(colour, theme.strokes["sparkline"], round=True))
    yield disc(*spots[-1], 1.9, fill=colour)


def _border(theme: Theme, card: Card, colour: str | None, width: float) -> Stroke | None:
    """A card's outline: dashed where the card is an assumption."""
    if card.basis == "assumed":
        width = max(width, theme.strokes["card_offstage"])
        return Stroke(colour or theme.kinds[card.kind].bar, width, theme.dash("assumption_border", width))
    return Stroke(colour, width) if colour else None


def _card(theme: Theme, card: Card, paint: KindPaint, width: float, height: float) -> Iterator[Op]:
    offstage = card.kind == "backstage_action"
    pen = theme.strokes["card_offstage" if offstage or card.weight == "major" else "border"]
    radius = theme.space["card_radius_offstage" if offstage else "card_radius"]
    ground = theme.map["canvas"] if offstage and card.basis == "assumed" else paint.bg
    yield Rect(0, 0, width, height, ground, _border(theme, card, paint.border, pen), radius)


def _edge(theme: Theme, card: Card, paint: KindPaint, width: float, height: float) -> Iterator[Op]:
    edge, radius = theme.space["edge_width"], 1.0
    yield Rect(
        0, 0, width, height, paint.bg, _border(theme, card, paint.border, theme.strokes["border"]), radius
    )
    yield Rect(0, 0, edge, height, paint.bar, None, (radius, 0, 0, radius))


def _tab(theme: Theme, card: Card, paint: KindPaint, width: float, height: float) -> Iterator[Op]:
    radius = theme.space["card_radius"]
    border = paint.bar if card.basis == "assumed" else paint.border
    yield Rect(0, 0, width, height, paint.bg, _border(theme, card, border, theme.strokes["border"]), radius)
    yield Rect(0, 0, theme.space["tab_width"], height, paint.bar, None, (radius, 0, 0, radius))


def _bubble(theme: Theme, card: Card, paint: KindPaint, width: float, height: float) -> Iterator[Op]:
    tail = theme.space["bubble_tail"]
    yield polygon(
        (11, height - 2), (20, height - 2), (10, height + tail), fill=paint.bg or theme.map["paper"]
    )
    yield Rect(
        0, 0, width, height, paint.bg, _border(theme, card, paint.border, theme.strokes["border"]), 4.2
    )


def _label(theme: Theme, card: Card, paint: KindPaint, width: float, height: float) -> Iterator[Op]:
    pen = _border(theme, card, paint.border, theme.strokes["moment"])
    yield Rect(0, 0, width, height, paint.bg, pen, theme.space["card_radius"])


def _pill(theme: Theme, card: Card, paint: KindPaint, width: float, height: float) -> Iterator[Op]:
    pen = _border(
        theme, card, paint.bar if card.weight == "major" else paint.border, theme.strokes["card_offstage"]
    )
    yield Rect(0, 0, width, height, paint.bg, pen, theme.space["chip_height"] / 2)


def _bar(theme: Theme, card: Card, paint: KindPaint, width: float, height: float) -> Iterator[Op]:
    edge = theme.space["edge_width"]
    yield Rect(
        0, 0, width, height, paint.bg, _border(theme, card, paint.border, theme.strokes["border"]), 1.0
    )
    yield Rect(0, 0, edge, height, paint.bar, None, (1.0, 0, 0, 1.0))


def _note(theme: Theme, card: Card, paint: KindPaint, width: float, height: float) -> Iterator[Op]:
    outline: tuple[Segment, ...] = (
        ("M", 0.0, 0.0),
        ("L", width, 0.0),
        ("L", width, height - FOLD),
        ("L", width - FOLD, height),
        ("L", 0.0, height),
        ("Z",),
    )
    yield Path(outline, paint.bg, _border(theme, card, paint.border, theme.strokes["border"]))
    yield polygon(
        (width, height - FOLD),
        (width - FOLD, height - FOLD),
        (width - FOLD, height),
        fill=paint.border or paint.bar,
    )


Ground = Callable[[Theme, Card, KindPaint, float, float], Iterator[Op]]

GROUNDS: dict[str, Ground] = {
    "card": _card,
    "edge": _edge,
    "tab": _tab,
    "bubble": _bubble,
    "label": _label,
    "pill": _pill,
    "bar": _bar,
    "note": _note,
}
