"""The panel in a printed map's head that tells whose journey it is."""

from collections.abc import Callable, Iterator, Sequence

from journeymapper.drawing.avatars import avatar_ops
from journeymapper.drawing.ops import Op, Picture, Rect, Stroke
from journeymapper.drawing.shapes import block_ops, disc, line, line_ops
from journeymapper.drawing.writer import Column, Writer, whole_block
from journeymapper.layout.languages import quotation_marks
from journeymapper.layout.shaped import Style
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.document import Document
from journeymapper.model.records import Asset, Persona

MM = POINTS_PER_MM
COLUMN_GAP = 6 * MM
PANEL_PAD = 5 * MM
SMALL_PORTRAIT = 8 * MM
SMALL_HEAD = 48 * MM
"""What a further persona takes in the row below the first, at least."""

Placed = tuple[float, Column]
"""A column and its x."""


def personas_panel(
    document: Document, width: float, height: float, engine: TextEngine, theme: Theme
) -> Column:
    """The first persona in full, the others as small heads below.

    What is known of the first one's life is told only where the panel does not exceed `height` by it.
    """
    first, *others = document.personas
    heads = _small_heads(document, others, width, engine, theme)
    panel = _panel(document, first, width, (engine, theme), about=False)
    if first.demographics.strip():
        telling = _panel(document, first, width, (engine, theme), about=True)
        if telling[0] + heads[0] <= max(height, panel[0] + heads[0]) + 0.01:
            panel = telling

    def draw(x: float, y: float) -> Iterator[Op]:
        yield from panel[1](x, y)
        yield from heads[1](x, y + panel[0])

    return panel[0] + heads[0], draw


def natural_width(personas: Sequence[Persona], engine: TextEngine, theme: Theme) -> float:
    """The width that the panel fills: little is known of some personas, and then the title may have the room."""
    first = personas[0]
    if first.goals or first.channels or first.pains or len(personas) > 1:
        return float("inf")
    widths = [
        engine.width(first.name[:200], theme.styles["persona_name"]) + 12 * MM,
        engine.width(first.role[:200], theme.styles["persona_role"]),
        min(engine.width(first.quote[:200], theme.styles["quote"]), 95 * MM),
    ]
    return theme.space["portrait"] + 17 * MM + min(max(widths), 110 * MM)


def _panel(
    document: Document, persona: Persona, width: float, tools: tuple[TextEngine, Theme], *, about: bool
) -> Column:
    engine, theme = tools
    portrait = theme.space["portrait"]
    left = portrait + 10 * MM
    columns = _columns(persona, width - left - PANEL_PAD, tools, about=about)
    tallest = max(column[0] for _x, column in columns)
    height = max(portrait, tallest) + 5 * MM

    def draw(x: float, y: float) -> Iterator[Op]:
        middle = x + PANEL_PAD + portrait / 2, y + height / 2
        yield from _portrait(document, persona, *middle, portrait, engine, theme, theme.styles["title"])
        top = y + (height - tallest) / 2
        pen = Stroke(theme.head["panel_separator"], 0.8)
        for index, (at, column) in enumerate(columns):
            if index:
                rule = x + left + at - COLUMN_GAP / 2
                yield line(rule, y + 5 * MM, rule, y + height - 5 * MM, pen)
            yield from column[1](x + left + at, top)

    return height, draw


def _columns(persona: Persona, room: float, tools: tuple[TextEngine, Theme], *, about: bool) -> list[Placed]:
    """The persona, and beside it goals, pains and channels: as many as leave it the room that it needs."""
    engine, theme = tools
    extras: list[Callable[[float], Column]] = []
    if persona.goals:
        extras.append(lambda share: _bullets(engine.say("Goals"), persona.goals, share, engine, theme))
    if persona.pains and not (persona.goals and persona.channels):
        extras.append(lambda share: _bullets(engine.say("Pains"), persona.pains, share, engine, theme))
    if persona.channels:
        extras.append(lambda share: _channels(persona, share, engine, theme))
    share = min(54 * MM, room * 0.3)
    first = room - len(extras) * (share + COLUMN_GAP)
    placed: list[Placed] = [(0.0, _persona(persona, first, engine, theme, about=about))]
    for index, extra in enumerate(extras):
        placed.append((first + COLUMN_GAP + index * (share + COLUMN_GAP), extra(share)))
    return placed


def _small_heads(
    document: Document, personas: Sequence[Persona], width: float, engine: TextEngine, theme: Theme
) -> Column:
    """Face, name and role of each further persona, side by side in rows; nothing where there is none."""
    room = width - 2 * PANEL_PAD
    across = max(min(int(room // SMALL_HEAD), len(personas)), 1)
    share = min(room / across, 1.5 * SMALL_HEAD)
    heads: list[tuple[Persona, float, float, Writer]] = []
    top = tallest = 0.0
    for index, persona in enumerate(personas):
        if index % across == 0:
            top, tallest = top + tallest, 0.0
        writer = Writer(engine, theme, share - SMALL_PORTRAIT - 5 * MM)
        writer.text(_named(persona, engine), "owner_name", theme.head["persona_name"])
        writer.text(persona.role, "lane_hint", theme.head["persona_role"])
        heads.append((persona, index % across * share, top, writer))
        tallest = max(tallest, writer.height + 2 * MM, SMALL_PORTRAIT + 2 * MM)

    def draw(x: float, y: float) -> Iterator[Op]:
        size = SMALL_PORTRAIT
        for persona, left, down, writer in heads:
            middle = x + PANEL_PAD + left + size / 2, y + down + size / 2
            yield from _portrait(document, persona, *middle, size, engine, theme, theme.styles["initials"])
            text = x + PANEL_PAD + left + size + 2 * MM
            yield from writer.draw(text, y + down + max(size - writer.height, 0.0) / 2)

    return (top + tallest + 1 * MM if heads else 0.0), draw


def _persona(persona: Persona, width: float, engine: TextEngine, theme: Theme, *, about: bool) -> Column:
    writer = Writer(engine, theme, width)
    writer.text(engine.say("Persona"), "overline", theme.head["overline_soft"])
    writer.text(_named(persona, engine), "persona_name", theme.head["persona_name"], gap=0.8)
    writer.text(persona.role, "persona_role", theme.head["persona_role"])
    if about:
        writer.text(persona.demographics, "lane_hint", theme.head["persona_role"], gap=1.0)
    if persona.quote.strip():
        quote = persona.quote.strip(" “”").join(quotation_marks(engine.language))
        writer.text(quote, "quote", theme.head["quote"], gap=3.4)
    return writer.height, writer.draw


def _named(persona: Persona, engine: TextEngine) -> str:
    if persona.age is None:
        return persona.name
    return engine.say("{name}, {age}").format(name=persona.name, age=persona.age)


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
    style, gap = theme.styles["section_body"], 2 * MM
    longest = max(engine.width(use.name[:200], style) for use in persona.channels)
    names = min(max(width * 0.42, longest + gap + 0.1), width * 0.6)
    rows = [
        (whole_block(use.name, "section_body", names - gap, engine, theme), use.share)
        for use in persona.channels
    ]
    writer = Writer(engine, theme, width)
    writer.text(engine.say("Channels"), "overline", theme.head["overline_soft"])
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
    document: Document,
    persona: Persona,
    x: float,
    y: float,
    size: float,
    engine: TextEngine,
    theme: Theme,
    style: Style,
) -> Iterator[Op]:
    """A persona's picture, drawn face or initials in a disc about (x, y)."""
    ring = Stroke(theme.head["portrait_ring"], theme.strokes["portrait_ring"])
    yield disc(x, y, size / 2, fill=theme.head["portrait_gap"], stroke=ring)
    inner = size / 2 - min(0.8 * MM, size * 0.06)
    asset = document.find(Asset, persona.portrait) if persona.portrait else None
    if asset is not None:
        yield Picture(x - inner, y - inner, 2 * inner, 2 * inner, asset.sha256, inner)
        return
    drawn = tuple(avatar_ops(persona.avatar, x - inner, y - inner, 2 * inner))
    if drawn:
        yield from drawn
        return
    yield disc(x, y, inner, fill=theme.head["initials_disc"])
    word = engine.line("".join(part[0] for part in persona.name.split()[:2]).upper(), style)
    yield from line_ops(word, x - word.width / 2, y + style.size * 0.36, theme.head["initials"])
