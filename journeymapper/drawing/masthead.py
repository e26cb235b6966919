"""The head of a printed map: title and status, the persona, the scenario, and a code that a phone can read."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from journeymapper.drawing.avatars import avatar_ops
from journeymapper.drawing.ops import Icon, Op, Path, Picture, Rect, Segment, Stroke
from journeymapper.drawing.shapes import block_ops, disc, line, line_ops
from journeymapper.layout.shaped import TextBlock
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.layout.theme import Chip as Paint
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Asset, JourneyMap, Persona
from journeymapper.model.tables import STATES, STATUSES

MM = POINTS_PER_MM
TITLE_WIDTH = 104 * MM
SIDE_WIDTH = 61 * MM
COLUMN_GAP = 6 * MM
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

Column = tuple[float, Callable[[float, float], Iterator[Op]]]
"""A height, and what draws the column with its top left corner at (x, y)."""


class Masthead(msgspec.Struct, frozen=True, eq=False):
    """The head drawn with its top left corner at (0, 0)."""

    ops: tuple[Op, ...]
    height: float


class Writer:
    """Sets blocks of text one below the other."""

    def __init__(self, engine: TextEngine, theme: Theme, width: float) -> None:
        self.engine = engine
        self.theme = theme
        self.width = width
        self.height = 0.0
        self.blocks: list[tuple[TextBlock, float, float, str]] = []

    def text(self, text: str, style: str, colour: str, *, gap: float = 0.0, indent: float = 0.0) -> None:
        """A block below what is there, `gap` points further down; nothing for an empty text."""
        if not text.strip():
            return
        said = text.upper() if style in self.theme.upper else text
        block = self.engine.wrap(said, self.theme.styles[style], max(self.width - indent, 1.0))
        self.height += gap if self.height else 0.0
        self.blocks.append((block, indent, self.height, colour))
        self.height += block.height

    def space(self, height: float) -> float:
        """Leave room; the y where it begins."""
        top = self.height
        self.height += height
        return top

    def draw(self, x: float, y: float) -> Iterator[Op]:
        """All blocks, with the column's top left corner at (x, y)."""
        for block, indent, top, colour in self.blocks:
            yield from block_ops(block, x + indent, y + top, colour)


def masthead(document: Document, width: float, hash_text: str, engine: TextEngine, theme: Theme) -> Masthead:
    """The head at a width in points. `hash_text` is the short hash that names this state of the map."""
    side = _side(document, hash_text, engine, theme)
    persona = document.personas[0] if document.personas else None
    room = width - SIDE_WIDTH - 6 * MM - TITLE_WIDTH - 5 * MM
    panel_width = min(room, _natural_width(persona, engine, theme)) if persona else 0.0
    title_width = TITLE_WIDTH + room - panel_width
    title = _title(document, title_width, engine, theme)
    panel_left = title_width + 5 * MM
    panel = _panel(document, persona, panel_width, engine, theme) if persona else None
    heights = [title[0], side[0], theme.space["head_height"]]
    height = max([*heights, panel[0]] if panel else heights)
    ops: list[Op] = list(title[1](0.0, 0.0))
    if panel:
        ops.append(
            Rect(
                panel_left,
                0,
                panel_width,
                height,
                theme.head["panel"],
                None,
                theme.space["head_panel_radius"],
            )
        )
        ops.extend(panel[1](panel_left, (height - panel[0]) / 2))
    ops.extend(side[1](width - SIDE_WIDTH, 0.0))
    return Masthead(tuple(ops), height)


def date_text(iso: str) -> str:
    """An ISO date in words, or the text itself where it is none."""
    parts = iso.split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts) and 1 <= int(parts[1]) <= 12:
        return f"{int(parts[2])} {_(MONTHS[int(parts[1]) - 1])} {parts[0]}"
    return iso


def _title(document: Document, width: float, engine: TextEngine, theme: Theme) -> Column:
    about = document.map
    colours = theme.head
    writer = Writer(engine, theme, width)
    state = _(STATES[about.state].title) if about.state in STATES else about.state
    writer.text(f"{_('Customer journey map')}\u2002·\u2002{state}", "overline", colours["overline"])
    writer.text(about.title or _("Untitled map"), "title", colours["title"], gap=1.0)
    writer.text(about.subtitle, "subtitle", colours["subtitle"], gap=2.0)
    chips = list(_chips(about, width, engine, theme))
    top = writer.height + 1.8 * MM

    def draw(x: float, y: float) -> Iterator[Op]:
        yield from writer.draw(x, y)
        for left, down, _size, ops in chips:
            yield from ops(x + left, y + top + down)

    bottom = max((down + size for _left, down, size, _ops in chips), default=-1.8 * MM)
    return top + bottom, draw


Chip = tuple[float, float, float, Callable[[float, float], Iterator[Op]]]


def _chips(about: JourneyMap, room: float, engine: TextEngine, theme: Theme) -> Iterator[Chip]:
    status = _(STATUSES[about.status].title) if about.status in STATUSES else about.status
    said = f"{status}: {about.sample}" if about.sample else status
    version = "\u2002·\u2002".join(
        part for part in (f"v{about.version}" if about.version else "", date_text(about.date)) if part
    )
    x = y = 0.0
    for name, text in ((about.status, said), ("version", version)):
        paint = theme.chips.get(name, theme.chips["draft"])
        if not text:
            continue
        icon, pad = theme.space["pill_icon"], 2.1 * MM
        left = pad + icon + 1.2 * MM
        block = engine.wrap(text, theme.styles["status_chip"], room - left - pad)
        width = left + block.width + pad
        height = max(theme.space["status_chip_height"], block.height + 4.0)
        if x and x + width > room:
            x, y = 0.0, y + height + 1.2 * MM

        yield x, y, height, _chip_sample(paint, block, (width, height), theme)
        x += width + 2 * MM


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


def _panel(document: Document, persona: Persona, width: float, engine: TextEngine, theme: Theme) -> Column:
    portrait = theme.space["portrait"]
    left = portrait + 10 * MM
    columns: list[tuple[float, Column]] = []
    extras: list[Callable[[float], Column]] = []
    if persona.goals:
        extras.append(lambda room: _bullets(_("Goals"), persona.goals, room, engine, theme))
    if persona.channels:
        extras.append(lambda room: _channels(persona, room, engine, theme))
    room = width - left - 5 * MM
    share = min(54 * MM, room * 0.3)
    first = room - len(extras) * (share + COLUMN_GAP)
    columns.append((0.0, _persona(persona, first, engine, theme)))
    for index, extra in enumerate(extras):
        columns.append((first + COLUMN_GAP + index * (share + COLUMN_GAP), extra(share)))
    height = max([portrait, *(column[0] for _x, column in columns)]) + 5 * MM

    def draw(x: float, y: float) -> Iterator[Op]:
        yield from _portrait(
            document, persona, x + 5 * MM + portrait / 2, y + height / 2, portrait, engine, theme
        )
        top = y + (height - max(column[0] for _x, column in columns)) / 2
        for index, (at, column) in enumerate(columns):
            if index:
                rule = x + left + at - COLUMN_GAP / 2
                yield line(
                    rule, y + 5 * MM, rule, y + height - 5 * MM, Stroke(theme.head["panel_separator"], 0.8)
                )
            yield from column[1](x + left + at, top)

    return height, draw


def _natural_width(persona: Persona, engine: TextEngine, theme: Theme) -> float:
    """The width that a persona's panel fills: little is known of some, and then the title may have the room."""
    if persona.goals or persona.channels:
        return float("inf")
    widths = [
        engine.width(persona.name, theme.styles["persona_name"]) + 12 * MM,
        engine.width(persona.role, theme.styles["persona_role"]),
        min(engine.width(persona.quote, theme.styles["quote"]), 95 * MM),
    ]
    return theme.space["portrait"] + 17 * MM + min(max(widths), 110 * MM)


def _persona(persona: Persona, width: float, engine: TextEngine, theme: Theme) -> Column:
    writer = Writer(engine, theme, width)
    writer.text(_("Persona"), "overline", theme.head["overline_soft"])
    name = persona.name if persona.age is None else f"{persona.name}, {persona.age}"
    writer.text(name, "persona_name", theme.head["persona_name"], gap=0.8)
    writer.text(persona.role, "persona_role", theme.head["persona_role"])
    if persona.quote.strip():
        writer.text(f"“{persona.quote.strip(' “”')}”", "quote", theme.head["quote"], gap=3.4)
    return writer.height, writer.draw


def _bullets(title: str, texts: Sequence[str], width: float, engine: TextEngine, theme: Theme) -> Column:
    writer = Writer(engine, theme, width)
    writer.text(title, "overline", theme.head["overline_soft"])
    for text in texts:
        writer.text(text, "section_body", theme.map["ink"], gap=3.2, indent=2.8 * MM)
    first = engine.metrics(theme.styles["section_body"])

    def draw(x: float, y: float) -> Iterator[Op]:
        yield from writer.draw(x, y)
        for _block, indent, top, _colour in writer.blocks:
            if indent:
                yield disc(x + 1.2, y + top + first.line_height / 2, 1.5, fill=theme.head["bullet"])

    return writer.height, draw


def _channels(persona: Persona, width: float, engine: TextEngine, theme: Theme) -> Column:
    names = width * 0.42
    rows = [
        (engine.wrap(use.name, theme.styles["section_body"], names - 2 * MM), use.share)
        for use in persona.channels
    ]
    writer = Writer(engine, theme, width)
    writer.text(_("Channels"), "overline", theme.head["overline_soft"])
    tops = []
    for block, _share in rows:
        tops.append(writer.space(3.2) + 3.2)
        writer.space(block.height)

    def draw(x: float, y: float) -> Iterator[Op]:
        yield from writer.draw(x, y)
        thick = 2.2 * MM
        for (block, share), top in zip(rows, tops, strict=True):
            yield from block_ops(block, x, y + top, theme.map["ink"])
            middle = y + top + block.line_height / 2
            whole = width - names
            full = max(whole * min(max(share, 0.0), 1.0), thick)
            yield Rect(x + names, middle - thick / 2, whole, thick, theme.head["bar_groove"], None, thick / 2)
            yield Rect(x + names, middle - thick / 2, full, thick, theme.head["bar"], None, thick / 2)

    return writer.height, draw


def _portrait(
    document: Document, persona: Persona, x: float, y: float, size: float, engine: TextEngine, theme: Theme
) -> Iterator[Op]:
    ring = Stroke(theme.head["portrait_ring"], theme.strokes["portrait_ring"])
    yield disc(x, y, size / 2, fill=theme.head["portrait_gap"], stroke=ring)
    inner = size / 2 - 0.8 * MM
    asset = document.find(Asset, persona.portrait) if persona.portrait else None
    if asset is not None:
        yield Picture(x - inner, y - inner, 2 * inner, 2 * inner, asset.sha256, inner)
        return
    drawn = tuple(avatar_ops(persona.avatar, x - inner, y - inner, 2 * inner))
    if drawn:
        yield from drawn
        return
    yield disc(x, y, inner, fill=theme.head["initials_disc"])
    word = engine.line("".join(part[0] for part in persona.name.split()[:2]).upper(), theme.styles["title"])
    yield from line_ops(
        word, x - word.width / 2, y + theme.styles["title"].size * 0.36, theme.head["initials"]
    )


def _side(document: Document, hash_text: str, engine: TextEngine, theme: Theme) -> Column:
    about = document.map
    code = theme.space["qr"]
    writer = Writer(engine, theme, SIDE_WIDTH - code - 5 * MM)
    for title, text in ((_("Scenario"), about.scenario), (_("Expectation"), about.expectation)):
        if text.strip():
            writer.text(title, "overline", theme.head["overline_soft"], gap=6.0)
            writer.text(text, "section_body", theme.map["ink"], gap=2.0)
    below = Writer(engine, theme, code)
    if about.version:
        below.text(_("Version {version}").format(version=about.version), "meta_strong", theme.map["ink_2"])
    below.text(_("hash {hash}").format(hash=hash_text), "lane_hint", theme.map["ink_2"])

    def draw(x: float, y: float) -> Iterator[Op]:
        yield from writer.draw(x, y + 2.2 * MM)
        left = x + SIDE_WIDTH - code
        yield _code(_code_text(about, hash_text), left, y, code, theme)
        yield from below.draw(left, y + code + 1.6 * MM)

    return max(writer.height + 2.2 * MM, code + 1.6 * MM + below.height), draw


def _code_text(about: JourneyMap, hash_text: str) -> str:
    parts = (about.title[:80], f"v{about.version}" if about.version else "", about.date, hash_text)
    return " · ".join(part for part in parts if part)


def _code(text: str, x: float, y: float, size: float, theme: Theme) -> Path:
    """A QR code as one filled path."""
    import segno  # A map without paper never needs it.

    rows = segno.make_qr(text, error="m").matrix
    unit = size / len(rows)
    segments: list[Segment] = []
    for row, cells in enumerate(rows):
        start = None
        for column, dark in enumerate([*cells, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                segments.extend(_square(x + start * unit, y + row * unit, (column - start) * unit, unit))
                start = None
    return Path(tuple(segments), theme.head["qr"])


def _square(x: float, y: float, width: float, height: float) -> Iterator[Segment]:
    yield ("M", x, y)
    yield ("L", x + width, y)
    yield ("L", x + width, y + height)
    yield ("L", x, y + height)
    yield ("Z",)
