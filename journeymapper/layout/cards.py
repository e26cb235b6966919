"""Cards laid out by their form: how high they must be at a width, and where their text and marks stand."""

from collections.abc import Callable

from journeymapper.layout.figures import lay_measure, lay_owner
from journeymapper.layout.languages import quotation_marks
from journeymapper.layout.meta import moved
from journeymapper.layout.parts import BadgeAt, IconAt, Inner, TextAt, WordAt
from journeymapper.layout.sheet import Marks, Sheet, tags_text
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.document import Item
from journeymapper.model.records import Card, Measure, Owner
from journeymapper.model.tables import CHANNELS, KINDS

MM = POINTS_PER_MM
DETAILED_PILL = 46 * MM
"""How wide the details of a pill run before they wrap."""

LONGEST_PILL = 600
"""A pill with more characters than this is as wide as its cell anyway: no need to measure them."""

FOLD = 6.0
"""The side of a note's folded corner, in points; nothing stands on it."""

QUOTES = '"“”„«»‚‘’‹›「『'


def lay_item(
    engine: TextEngine, theme: Theme, item: Item, width: float, number: str, owner: str = ""
) -> Inner:
    """The inside of a card, measure or owner at a width.

    `number` is what its badge says, `owner` the initials of who answers for it ("" for none).
    """
    match item:
        case Card():
            return FORMS[KINDS[item.kind].form](engine, theme, item, width, Marks(number, owner))
        case Measure():
            return lay_measure(engine, theme, item, width)
        case Owner():
            return lay_owner(engine, theme, item, width)


def pill_width(engine: TextEngine, theme: Theme, card: Card) -> float:
    """The width that a pill takes where it is not wider than its cell."""
    tongue = card.language
    text = engine.line(card.text[:LONGEST_PILL], theme.styles[_pill_style(card)], language=tongue).width
    for more, style in ((card.details, "card_detail"), (tags_text(card), "meta")):
        if more.strip():
            text = max(
                text,
                min(
                    engine.line(more[:LONGEST_PILL], theme.styles[style], language=tongue).width,
                    DETAILED_PILL,
                ),
            )
    return theme.space["chip_pad"] * 2 + theme.space["pill_icon"] + 2.4 + text + 1.0


def icon_of(card: Card) -> str:
    """The icon that tells a touchpoint's channel, or the one that a card was given."""
    if card.icon:
        return card.icon
    channel = CHANNELS.get(card.channel)
    return channel.icon if channel else KINDS[card.kind].icon


def _card(engine: TextEngine, theme: Theme, card: Card, width: float, marks: Marks) -> Inner:
    sheet = Sheet(engine, theme, width, theme.space["card_pad"], language=card.language)
    if card.kind == "customer_action":
        _card_head(sheet, card, marks.number)
    sheet.text(card.text, _strong("card", card))
    sheet.text(card.details, "card_detail", role="details", key="details", gap=0.8)
    sheet.people(card)
    sheet.tags(card)
    sheet.foot(card, marks)
    return sheet.done("card", 9 * MM)


def _card_head(sheet: Sheet, card: Card, number: str) -> None:
    space, theme = sheet.theme.space, sheet.theme
    top = sheet.y
    line = sheet.engine.line(number, theme.styles["number"])
    width = max(space["number_badge_width"], line.width + 5.0)
    height = space["number_badge_height"]
    sheet.parts.append(BadgeAt(sheet.left, top, width, height, space["number_badge_radius"]))
    baseline = top + height / 2 + theme.styles["number"].size * 0.365
    sheet.parts.append(WordAt(sheet.left + (width - line.width) / 2, baseline, line, "on_stage"))
    if card.icon:
        size = space["card_icon"]
        x = sheet.width - sheet.pad - size + 0.6
        if x > sheet.left + width:
            sheet.parts.append(IconAt(x, top + (height - size) / 2, size, card.icon, "stage"))
    sheet.y = top + height + 0.45 * MM


def _edge(engine: TextEngine, theme: Theme, card: Card, width: float, marks: Marks) -> Inner:
    sheet = Sheet(
        engine,
        theme,
        width,
        theme.space["card_pad"],
        theme.space["edge_width"] + 1.4 * MM,
        language=card.language,
    )
    sheet.text(card.text, _strong("card", card))
    sheet.text(card.details, "card_detail", role="details", key="details", gap=0.8)
    sheet.people(card)
    sheet.tags(card)
    sheet.foot(card, marks)
    return sheet.done("edge", 9 * MM)


def _tab(engine: TextEngine, theme: Theme, card: Card, width: float, marks: Marks) -> Inner:
    space = theme.space
    sheet = Sheet(engine, theme, width, 1.25 * MM, space["tab_width"] + 1.15 * MM, language=card.language)
    icon = (space["tab_width"] - space["tab_icon"]) / 2
    sheet.parts.append(IconAt(icon, 1.5 * MM, space["tab_icon"], KINDS[card.kind].icon, "on_bar"))
    sheet.text(card.text, _strong("card_strong", card))
    sheet.text(card.details, "card_detail", role="details", key="details", gap=0.8)
    sheet.people(card)
    sheet.tags(card)
    sheet.foot(card, marks)
    return sheet.done("tab", 9 * MM)


def _bubble(engine: TextEngine, theme: Theme, card: Card, width: float, marks: Marks) -> Inner:
    sheet = Sheet(engine, theme, width, 1.2 * MM, 2.3 * MM, language=card.language)
    sheet.text(quoted(card.text, card.language or engine.language), _strong("thought", card))
    sheet.text(card.details, "card_detail", role="details", key="details", gap=0.8)
    sheet.people(card)
    sheet.tags(card)
    sheet.foot(card, marks)
    return sheet.done("bubble", 7 * MM)


def _label(engine: TextEngine, theme: Theme, card: Card, width: float, marks: Marks) -> Inner:
    size = theme.space["meta_icon"]
    sheet = Sheet(engine, theme, width, 0.75 * MM, 0.9 * MM + size + 0.6 * MM, language=card.language)
    sheet.parts.append(IconAt(0.9 * MM, sheet.y + 0.7, size, card.icon or KINDS[card.kind].icon, "mark"))
    sheet.text(card.text, "card_title")
    sheet.text(card.details, "card_detail", key="details")
    sheet.people(card)
    sheet.tags(card)
    sheet.foot(card, marks)
    return sheet.done("label", 6.6 * MM)


def _pill(engine: TextEngine, theme: Theme, card: Card, width: float, marks: Marks) -> Inner:
    del marks
    space = theme.space
    size = space["pill_icon"]
    sheet = Sheet(
        engine, theme, width, space["chip_pad"], space["chip_pad"] + size + 2.4, language=card.language
    )
    sheet.y = 0.0
    sheet.text(card.text, _pill_style(card))
    sheet.text(card.details, "card_detail", role="details", key="details")
    if card.tags:
        sheet.text(tags_text(card), "meta", role="meta", key="tags")
    tall = sheet.y
    height = max(space["chip_height"], tall + 3.2)
    top = (height - tall) / 2
    first = sheet.parts[0] if card.text.strip() else None
    line = first.block.line_height if isinstance(first, TextAt) else tall
    icon = IconAt(space["chip_pad"], top + (line - size) / 2, size, icon_of(card), "mark")
    texts = (moved(part, 0.0, top) for part in sheet.parts)
    return Inner("pill", width, height, (icon, *texts), sheet.missing, sheet.cut)


def _bar(engine: TextEngine, theme: Theme, card: Card, width: float, marks: Marks) -> Inner:
    space = theme.space
    size = space["pill_icon"]
    left = space["edge_width"] + 1.5 * MM
    sheet = Sheet(engine, theme, width, 0.62 * MM, left + size + 1.0 * MM, language=card.language)
    sheet.parts.append(IconAt(left, (space["bar_height"] - size) / 2, size, icon_of(card), "mark"))
    sheet.text(card.text, _strong("card", card))
    sheet.text(card.details, "card_detail", role="details", key="details")
    sheet.people(card)
    sheet.tags(card)
    if card.basis == "assumed" or card.severity or card.votes or card.pieces or marks.owner:
        sheet.foot(card, marks)
    return sheet.done("bar", space["bar_height"])


def _note(engine: TextEngine, theme: Theme, card: Card, width: float, marks: Marks) -> Inner:
    sheet = Sheet(engine, theme, width, FOLD + 0.1, language=card.language)
    sheet.text(card.text, _strong("card", card))
    sheet.text(card.details, "card_detail", role="details", key="details", gap=0.8)
    sheet.people(card)
    sheet.tags(card)
    sheet.foot(card, marks)
    return sheet.done("note", 8 * MM)


def quoted(text: str, language: str) -> str:
    """A thought in the quotation marks of a language, unless it brings its own."""
    stripped = text.strip()
    if not stripped or stripped[0] in QUOTES:
        return text
    return stripped.join(quotation_marks(language))


def _strong(style: str, card: Card) -> str:
    """Major cards are set a weight heavier where the style has one."""
    return "card_strong" if card.weight == "major" and style == "card" else style


def _pill_style(card: Card) -> str:
    return "status_chip" if card.weight == "major" else "chip"


FORMS: dict[str, Callable[[TextEngine, Theme, Card, float, Marks], Inner]] = {
    "card": _card,
    "edge": _edge,
    "tab": _tab,
    "bubble": _bubble,
    "label": _label,
    "pill": _pill,
    "bar": _bar,
    "note": _note,
}
