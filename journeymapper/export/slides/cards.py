"""Cards, measures and owners as shapes: a ground with the texts in it, and the marks of its form on it."""

from collections.abc import Iterator
from typing import Any

from journeymapper.drawing.cards import change_colour, kind_paint
from journeymapper.export.placed import Area
from journeymapper.export.slides.sheet import Look, Pen, Setting, Sheet, Words
from journeymapper.layout.boxes import Box
from journeymapper.layout.figures import initials_of
from journeymapper.layout.grid import Grid, number_of
from journeymapper.layout.parts import BadgeAt, TextAt
from journeymapper.layout.theme import POINTS_PER_MM, KindPaint, Theme
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Measure, Owner
from journeymapper.model.tables import KINDS

PAD = 3.0
NARROW = 80.0
"""A card narrower than this, in points, has no room for all in one line."""

ONE_LINE = 4.6 * POINTS_PER_MM
"""The height of a pill of one line."""

CENTRED = frozenset(("pill", "label"))
MIDDLE = frozenset(("pill", "bar"))


def draw_box(sheet: Sheet, grid: Grid, box: Box, place: Area, theme: Theme) -> Any:
    """Draw a box at a place; the shape that links hold on to."""
    paint = kind_paint(theme, box)
    shape = sheet.box(
        place,
        _look(box, paint, theme, sheet.scale),
        list(_words(box, paint, theme)),
        _setting(box, sheet, theme),
    )
    shape.name = _name(box)
    bar = _bar_width(box, theme) * sheet.scale
    if bar:
        x = place.x + place.width - bar if sheet.mirrored else place.x
        sheet.box(Area(x, place.y, bar, place.height), Look("rectangle", paint.bar))
    for part in box.inner.parts:
        if isinstance(part, BadgeAt):
            _draw_badge(sheet, grid, box, part, place, theme)
    return shape


def _look(box: Box, paint: KindPaint, theme: Theme, scale: float) -> Look:
    item = box.item
    if not isinstance(item, Card):
        return Look()
    form = KINDS[item.kind].form
    pen = None if paint.border is None else Pen(paint.border, theme.strokes["border"] * scale)
    if item.weight == "major":
        pen = Pen(paint.bar, theme.strokes["card_offstage"] * 2 * scale)
    if item.basis == "assumed":
        pen = Pen(paint.border or paint.bar, theme.strokes["card_offstage"] * scale, dashed=True)
    radius = theme.space["chip_height"] / 2 if form == "pill" else theme.space["card_radius"]
    return Look("note" if form == "note" else "rounded", paint.bg, pen, radius * scale)


def _bar_width(box: Box, theme: Theme) -> float:
    """The width of the saturated edge of a form, in points."""
    match box.inner.form:
        case "tab":
            return theme.space["tab_width"] / 2
        case "edge" | "bar":
            return theme.space["edge_width"]
        case _:
            return 0.0


def _setting(box: Box, sheet: Sheet, theme: Theme) -> Setting:
    """Texts stand where the layout has put them, so that they clear badges and edges."""
    form = box.inner.form
    if form in CENTRED:
        # What is one line high on the map is one line here, though fonts differ.
        wrap = box.height > 1.3 * ONE_LINE
        return Setting("centre", "middle" if form == "pill" else "top", (PAD, 1.0, PAD, 1.0), wrap=wrap)
    texts = [part for part in box.inner.parts if isinstance(part, TextAt) and not part.bottom]
    if isinstance(box.item, Measure):
        return Setting("left", "middle")
    left = min((part.x for part in texts), default=PAD)
    # The tab is half as wide as on the map: it holds no icon.
    left = (left - theme.space["tab_width"] / 2 if form == "tab" else left) * sheet.scale
    top = min((part.y for part in texts), default=PAD) * sheet.scale
    down = "middle" if form in MIDDLE or isinstance(box.item, Owner) else "top"
    return Setting(
        "left", down, (max(left - 0.5, 0.0), 0.0 if down == "middle" else max(top - 0.5, 0.0), 1.5, 0.0)
    )


def _words(box: Box, paint: KindPaint, theme: Theme) -> Iterator[Words]:
    styles = theme.styles
    match box.item:
        case Card() as card:
            style = styles["thought" if box.inner.form == "bubble" else "card"]
            strong = card.weight == "major" or box.inner.form == "label"
            yield Words(card.text, style, paint.fg, strong)
            yield Words(card.details, styles["card_detail"], theme.map["ink_2"])
            yield Words(", ".join(card.people), styles["meta_italic"], theme.map["ink_2"])
            yield Words(foot_of(card, narrow=box.width < NARROW), styles["meta"], paint.mark)
        case Measure() as measure:
            label = Words(f"  {measure.label}", styles["kpi_label"], theme.measures["label"])
            yield Words(measure.value, styles["kpi_value"], theme.measures["value"], after=label)
            yield Words(measure.change, styles["kpi_change"], change_colour(theme, box))
        case Owner() as owner:
            yield Words(owner.name, styles["owner_name"], paint.fg)
            yield Words(owner.team, styles["owner_team"], theme.map["ink_2"])


def foot_of(card: Card, *, narrow: bool) -> str:
    """A card's ratings as text, "" for one without; a narrow one leaves its code out."""
    rated = KINDS[card.kind].rated
    parts = []
    if "severity" in rated and card.severity:
        parts.append("●" * card.severity + "○" * (4 - card.severity))
    if "impact" in rated and card.impact:
        parts.append(_("impact {n}").format(n=card.impact))
    if "effort" in rated and card.effort:
        parts.append(_("effort {n}").format(n=card.effort))
    if card.votes and rated:
        parts.append(_("votes {n}").format(n=card.votes))
    return " · ".join([*([card.code] if rated and card.code and not narrow else []), *parts])


def _draw_badge(sheet: Sheet, grid: Grid, box: Box, part: BadgeAt, place: Area, theme: Theme) -> None:
    """The number of a step on its action, or the initials of an owner."""
    scale, paint = sheet.scale, theme.stage(box.colour)
    width, height = part.width * scale, part.height * scale
    x = place.width - part.x * scale - width if sheet.mirrored else part.x * scale
    y = part.y * scale + (place.height if part.bottom else 0.0)
    if isinstance(box.item, Owner):
        text, style = initials_of(box.item), theme.styles["initials"]
        y = (place.height - height) / 2
    else:
        text, style = number_of(box.item, box.first, box.last, grid.layout), theme.styles["number"]
    at = Area(place.x + x, place.y + y, width, height)
    look = Look("rounded", paint.fill, None, part.radius * scale)
    sheet.box(at, look, [Words(text, style, paint.on_fill)], Setting("centre", "middle", wrap=False))


def _name(box: Box) -> str:
    match box.item:
        case Card() as card:
            return " ".join(filter(None, (_(KINDS[card.kind].title), card.code)))
        case Measure():
            return _("Measure")
        case Owner():
            return _("Owner")
