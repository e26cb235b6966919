"""Links drawn: rounded lines in the gaps, arrowheads, labels on the line, discs in the band."""

from collections.abc import Iterator

from journeymapper.drawing.ops import Op, Path, Rect, Stroke
from journeymapper.drawing.shapes import arrow_head, block_ops, disc, line_ops, rounded
from journeymapper.layout.pieces import DISC_CENTRE, DISC_RADIUS, Piece, Stub
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme

LABEL_PAD_X = 1.6 * POINTS_PER_MM


def meets(piece: Piece, left: float, right: float) -> bool:
    """Whether anything of a piece, its label and arrowhead included, lies between two x."""
    xs = [x for x, _y in piece.points]
    if piece.label is not None:
        reach = piece.label.width / 2 + LABEL_PAD_X
        xs += (piece.label_x - reach, piece.label_x + reach)
    return bool(xs) and min(xs) <= right and max(xs) >= left


def piece_ops(piece: Piece, theme: Theme) -> Iterator[Op]:
    """The part of a link in one row, y from the row's top."""
    paint = theme.links[piece.kind]
    width = theme.strokes[paint.stroke]
    points = piece.points
    if len(points) < 2:
        return
    length = theme.space["arrow_length"]
    tip, before = points[-1], points[-2]
    if piece.arrow:
        points = (*points[:-1], _short_of(tip, before, length * 0.8))
    dash = theme.dash(paint.dash, width) if paint.dash else ()
    yield Path(rounded(points, theme.space["link_radius"]), None, Stroke(paint.colour, width, dash))
    if piece.arrow:
        yield arrow_head(tip, before, length, theme.space["arrow_width"], paint.colour)


def stub_ops(stub: Stub, theme: Theme, engine: TextEngine) -> Iterator[Op]:
    """A disc in the band of the line of visibility with the number of the step that is supported."""
    paint = theme.stage(stub.colour)
    style = theme.styles["meta"]
    word = engine.line(stub.number, theme.styles["initials"])
    yield disc(
        stub.x, DISC_CENTRE, DISC_RADIUS - 0.4, fill=theme.map["paper"], stroke=Stroke(paint.text, 0.8)
    )
    yield from line_ops(word, stub.x - word.width / 2, DISC_CENTRE + style.size * 0.36, paint.text)


def link_label_ops(piece: Piece, theme: Theme) -> Iterator[Op]:
    """The label of a link, in the row that carries it; drawn after all lines."""
    label = piece.label
    if label is None:
        return
    paint = theme.links[piece.kind]
    width = label.width + 2 * LABEL_PAD_X
    height = label.height + 2.0
    x, y = piece.label_x - width / 2, piece.label_y - height / 2
    yield Rect(
        x,
        y,
        width,
        height,
        theme.links["label"].bg,
        Stroke(paint.colour, theme.strokes["card_offstage"]),
        min(height, 12.0) / 2,
    )
    yield from block_ops(label, x + LABEL_PAD_X, y + 1.0, paint.colour, align="centre", width=label.width)


def _short_of(tip: tuple[float, float], before: tuple[float, float], distance: float) -> tuple[float, float]:
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = (dx * dx + dy * dy) ** 0.5
    share = min(distance / length, 1.0) if length else 0.0
    return tip[0] - dx * share, tip[1] - dy * share
