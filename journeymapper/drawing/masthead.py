"""The head of a printed map: title and status, the personas, the scenario, and a code that a phone can read."""

from collections.abc import Callable, Iterator

import msgspec

from journeymapper.drawing.months import date_text
from journeymapper.drawing.ops import Group, Icon, Op, Rect
from journeymapper.drawing.persona import natural_width, personas_panel
from journeymapper.drawing.qr import code_path, code_text
from journeymapper.drawing.shapes import block_ops
from journeymapper.drawing.writer import Column, Writer, whole_block
from journeymapper.layout.shaped import TextBlock
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.layout.theme import Chip as Paint
from journeymapper.model.document import Document
from journeymapper.model.records import JourneyMap
from journeymapper.model.tables import STATES, STATUSES

MM = POINTS_PER_MM
TITLE_WIDTH = 104 * MM
SIDE_WIDTH = 61 * MM
CHIP_GAP = 1.2 * MM


class Masthead(msgspec.Struct, frozen=True, eq=False):
    """The head drawn with its top left corner at (0, 0)."""

    ops: tuple[Op, ...]
    height: float


def masthead(document: Document, width: float, hash_text: str, engine: TextEngine, theme: Theme) -> Masthead:
    """The head at a width in points. `hash_text` is the short hash that names this state of the map."""
    side = _side(document, hash_text, engine, theme)
    room = width - SIDE_WIDTH - 6 * MM - TITLE_WIDTH - 5 * MM
    personas = document.personas
    panel_width = min(room, natural_width(personas, engine, theme)) if personas else 0.0
    title_width = TITLE_WIDTH + room - panel_width
    title = _title(document, title_width, engine, theme)
    least = max(title[0], side[0], theme.space["head_height"])
    panel = personas_panel(document, panel_width, least, engine, theme) if personas else None
    height = max(least, panel[0]) if panel else least
    ops: list[Op] = list(title[1](0.0, 0.0))
    if panel:
        left = title_width + 5 * MM
        radius = theme.space["head_panel_radius"]
        ops.append(Rect(left, 0, panel_width, height, theme.head["panel"], None, radius))
        ops.extend(panel[1](left, (height - panel[0]) / 2))
    ops.extend(side[1](width - SIDE_WIDTH, 0.0))
    return Masthead(tuple(ops), height)


def _title(document: Document, width: float, engine: TextEngine, theme: Theme) -> Column:
    about = document.map
    colours = theme.head
    writer = Writer(engine, theme, width)
    state = engine.say(STATES[about.state].title) if about.state in STATES else about.state
    writer.text(f"{_title_of_kind(document, engine)}\u2002·\u2002{state}", "overline", colours["overline"])
    writer.text(about.title or engine.say("Untitled map"), "title", colours["title"], gap=1.0)
    writer.text(about.subtitle, "subtitle", colours["subtitle"], gap=2.0)
    chips = list(_chips(about, width, engine, theme))
    top = writer.height + 1.8 * MM

    def draw(x: float, y: float) -> Iterator[Op]:
        yield from writer.draw(x, y)
        for left, down, _size, ops in chips:
            yield from ops(x + left, y + top + down)

    bottom = max((down + size for _left, down, size, _ops in chips), default=-1.8 * MM)
    return top + bottom, draw


def _title_of_kind(document: Document, engine: TextEngine) -> str:
    """What kind of map it is: with staff before and behind the line of visibility, and no feelings, a blueprint."""
    roles = {lane.role for lane in document.lanes}
    staged = "frontstage" in roles and any(lane.side == "offstage" for lane in document.lanes)
    seen = any(line.role == "visibility" for line in document.lines)
    if staged and seen and not roles & {"thoughts", "emotion"}:
        return engine.say("Service blueprint")
    return engine.say("Customer journey map")


Chip = tuple[float, float, float, Callable[[float, float], Iterator[Op]]]
"""Left, top and height of a chip, and what draws it."""


def _chips(about: JourneyMap, room: float, engine: TextEngine, theme: Theme) -> Iterator[Chip]:
    status = engine.say(STATUSES[about.status].title) if about.status in STATUSES else about.status
    said = f"{status}: {about.sample}" if about.sample else status
    version = engine.say("v{version}").format(version=about.version) if about.version else ""
    issue = "\u2002·\u2002".join(part for part in (version, date_text(about.date, engine)) if part)
    pad = 2.1 * MM
    left = pad + theme.space["pill_icon"] + CHIP_GAP
    x = y = tallest = 0.0
    for name, text in ((about.status, said), ("version", issue)):
        paint = theme.chips.get(name, theme.chips["draft"])
        if not text:
            continue
        block = whole_block(text, "status_chip", room - left - pad, engine, theme)
        width = left + block.width + pad
        height = max(theme.space["status_chip_height"], block.height + 4.0)
        if x and x + width > room:
            x, y, tallest = 0.0, y + tallest + CHIP_GAP, 0.0
        yield x, y, height, _chip_sample(paint, block, (width, height), theme)
        x += width + 2 * MM
        tallest = max(tallest, height)


def _chip_sample(
    paint: Paint, block: TextBlock, size: tuple[float, float], theme: Theme
) -> Callable[[float, float], Iterator[Op]]:
    icon, pad = theme.space["pill_icon"], 2.1 * MM

    def draw(x: float, y: float) -> Iterator[Op]:
        width, height = size
        yield Rect(x, y, width, height, paint.bg, None, min(height, theme.space["status_chip_height"]) / 2)
        if paint.icon:
            yield Icon(x + pad, y + (height - icon) / 2, icon, paint.icon, paint.fg)
        yield from block_ops(block, x + width - pad - block.width, y + (height - block.height) / 2, paint.fg)

    return draw


def _side(document: Document, hash_text: str, engine: TextEngine, theme: Theme) -> Column:
    about = document.map
    code = theme.space["qr"]
    writer = Writer(engine, theme, SIDE_WIDTH - code - 5 * MM)
    for title, text in (
        (engine.say("Scenario"), about.scenario),
        (engine.say("Expectation"), about.expectation),
    ):
        if text.strip():
            writer.text(title, "overline", theme.head["overline_soft"], gap=6.0)
            writer.text(text, "section_body", theme.map["ink"], gap=2.0)
    version = f"v{about.version}" if about.version else ""
    said = code_text(about.title, version, about.date, hash_text)
    path = code_path(said, 0.0, 0.0, code, theme.head["qr"])
    under = code + 1.6 * MM if path else 2.2 * MM
    below = Writer(engine, theme, code)
    if about.version:
        below.text(
            engine.say("Version {version}").format(version=about.version), "meta_strong", theme.map["ink_2"]
        )
    below.text(engine.say("hash {hash}").format(hash=hash_text), "lane_hint", theme.map["ink_2"])

    def draw(x: float, y: float) -> Iterator[Op]:
        yield from writer.draw(x, y + 2.2 * MM)
        left = x + SIDE_WIDTH - code
        if path is not None:
            yield Group(left, y, (path,), 0.0, 0.0, code, code)
        yield from below.draw(left, y + under)

    return max(writer.height + 2.2 * MM, under + below.height), draw
