"""Figures and owners laid out: what stands in a cell without a ground of its own."""

import msgspec

from journeymapper.layout.parts import BadgeAt, Inner, TextAt, TrendAt, WordAt
from journeymapper.layout.shaped import Line, Style
from journeymapper.layout.sheet import Sheet
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.records import Measure, Owner

MM = POINTS_PER_MM
MOST_INITIALS = 3
DISC_PAD = 1.3
"""What initials leave of their disc at each side, in points."""


def lay_measure(engine: TextEngine, theme: Theme, measure: Measure, width: float) -> Inner:
    """A measure at a width: its value, beside or below it what it is, how it changed, and its trend."""
    spark, spark_height = theme.space["sparkline_width"], theme.space["sparkline_height"]
    value = engine.wrap(measure.value, theme.styles["kpi_value"], width)
    beside = value.width + 3.8 * MM
    stacked = len(value.lines) > 1 or width - beside < 22 * MM
    sheet = Sheet(engine, theme, width, 0.0)
    sheet.y = 0.0 if stacked else 0.3 * MM
    sheet.block(0.0, value, "fg", "value")
    lowest = sheet.y
    sheet.left = 0.0 if stacked else beside
    sheet.y = lowest if stacked else 0.4 * MM
    sheet.text(measure.label, "kpi_label", role="fg", key="label")
    # The change leaves the right end of its line to the sparkline.
    room = len(measure.trend) > 1
    change_width = max(sheet.inner_width - (spark + 2 * MM if room and not stacked else 0), 8 * MM)
    sheet.block(
        sheet.left, engine.wrap(measure.change, theme.styles["kpi_change"], change_width), "change", "change"
    )
    height = max(sheet.y, value.height, lowest if value.cut else 0.0)
    if room:
        y = height + 0.6 * MM if stacked else height - spark_height
        sheet.parts.append(TrendAt(0.0 if stacked else width - spark, y, spark, spark_height, measure.trend))
        height = max(height, y + spark_height)
    if measure.target:
        sheet.y = height + 1.0
        sheet.block(0.0, engine.wrap(measure.target, theme.styles["meta"], width), "meta", "target")
        height = sheet.y
    sheet.y = height
    return sheet.done("measure", 7.4 * MM)


def lay_owner(engine: TextEngine, theme: Theme, owner: Owner, width: float) -> Inner:
    """An owner at a width: a disc with initials, name and team."""
    disc = theme.space["owner_disc"]
    sheet = Sheet(engine, theme, width, 0.0, disc + 1.8 * MM)
    name, team = theme.styles["owner_name"], theme.styles["owner_team"]
    block = engine.wrap(owner.team, team, sheet.inner_width)
    first = engine.wrap(owner.name, name, sheet.inner_width)
    x = sheet.left + (first.width + 1.6 * MM if first.lines else 0.0)
    if len(first.lines) <= 1 and len(block.lines) <= 1 and x + block.width <= width:
        sheet.y = (disc - engine.metrics(name).line_height) / 2
        sheet.parts.append(TextAt(x, sheet.y, block, "details", "team"))
        sheet.note(block)
        sheet.text(owner.name, "owner_name", key="name")
    else:
        sheet.text(owner.name, "owner_name", key="name")
        sheet.text(owner.team, "owner_team", role="details", key="team")
    style, word = _fitted(engine, theme.styles["initials"], initials_of(owner), disc - 2 * DISC_PAD)
    badge = BadgeAt(0.0, 0.0, disc, disc, disc / 2)
    word_at = WordAt((disc - word.width) / 2, disc / 2 + style.size * 0.365, word, "on_stage")
    sheet.parts = [badge, word_at, *sheet.parts]
    return sheet.done("owner", disc)


def initials_of(owner: Owner) -> str:
    """What stands in an owner's disc: the initials given, or those of the first words of the name."""
    given = "".join(owner.initials.split())
    return given[:MOST_INITIALS] or "".join(word[0] for word in owner.name.split()[:2]).upper()


def _fitted(engine: TextEngine, style: Style, text: str, room: float) -> tuple[Style, Line]:
    """A word no wider than its room, set smaller where it has to be."""
    line = engine.line(text, style)
    if line.width <= room:
        return style, line
    # Tracking and kerning grow with the size, so the width does; a little is left for rounding.
    smaller = msgspec.structs.replace(style, size=style.size * room / line.width * 0.995)
    return smaller, engine.line(text, smaller)
