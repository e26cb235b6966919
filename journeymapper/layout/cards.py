"""Cards laid out by their form: how high they must be at a width, and where their text and marks stand."""

from collections.abc import Callable

from journeymapper.layout.meta import lay_foot, moved
from journeymapper.layout.parts import BadgeAt, IconAt, Inner, Part, TextAt, TrendAt, WordAt
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import POINTS_PER_MM, Theme
from journeymapper.model.document import Item
from journeymapper.model.records import Card, Measure, Owner
from journeymapper.model.tables import CHANNELS, KINDS

MM = POINTS_PER_MM
DETAILED_PILL = 46 * MM
"""How wide the details of a pill run before they wrap."""

OPENING, CLOSING = "“", "”"
QUOTES = '"“”„«»‚‘’‹›'


class Sheet:
    """A card being laid out: text flows down from a pad, a foot is put at the bottom."""

    def __init__(
        self, engine: TextEngine, theme: Theme, width: float, pad: float, left: float | None = None
    ) -> None:
        self.engine = engine
        self.theme = theme
        self.width = width
        self.pad = pad
        self.left = pad if left is None else left
        self.y = pad
        self.parts: list[Part] = []
        self.foot_height = 0.0
        self.missing: frozenset[str] = frozenset()
        self.cut = False

    @property
    def inner_width(self) -> float:
        """The width that text has."""
        return max(self.width - self.left - self.pad, 1.0)

    def text(self, text: str, style: str, *, role: str = "fg", key: str = "text", gap: float = 0.0) -> None:
        """Set a block of text and go on below it; nothing for an empty one."""
        if not text.strip():
            return
        block = self.engine.wrap(text, self.theme.styles[style], self.inner_width)
        self.y += gap
        self.parts.append(TextAt(self.left, self.y, block, role, key))
        self.y += block.height
        self.missing |= block.missing
        self.cut |= block.cut

    def people(self, card: Card) -> None:
        """Set who takes part, behind an icon."""
        if not card.people:
            return
        size = self.theme.space["meta_icon"]
        indent = size + 2.0
        block = self.engine.wrap(
            ", ".join(card.people), self.theme.styles["meta"], max(self.inner_width - indent, 1.0)
        )
        self.y += 1.4
        self.parts.append(IconAt(self.left, self.y + (block.line_height - size) / 2, size, "person", "meta"))
        self.parts.append(TextAt(self.left + indent, self.y, block, "meta", "people"))
        self.y += block.height

    def foot(self, card: Card) -> None:
        """Set the foot at the bottom edge."""
        parts, height = lay_foot(self.engine, self.theme, card, self.inner_width)
        if parts:
            self.foot_height = height + 1.0
            self.parts.extend(
                moved(part, self.left, -height - self.pad * 0.65, bottom=True) for part in parts
            )

    def done(self, form: str, least: float = 0.0) -> Inner:
        """The finished inside."""
        foot_pad = self.pad * 0.65 if self.foot_height else self.pad
        height = max(self.y + self.foot_height + foot_pad, least)
        return Inner(form, self.width, height, tuple(self.parts), self.missing, self.cut)


def lay_item(engine: TextEngine, theme: Theme, item: Item, width: float, number: str) -> Inner:
    """The inside of a card, measure or owner at a width; `number` is what its badge says ("" for none)."""
    match item:
        case Card():
            return FORMS[KINDS[item.kind].form](engine, theme, item, width, number)
        case Measure():
            return _measure(engine, theme, item, width)
        case Owner():
            return _owner(engine, theme, item, width)


def pill_width(engine: TextEngine, theme: Theme, card: Card) -> float:
    """The width that a pill takes where it is not wider than its cell."""
    text = engine.width(card.text, theme.styles[_pill_style(card)])
    if card.details.strip():
        text = max(text, min(engine.width(card.details, theme.styles["card_detail"]), DETAILED_PILL))
    return theme.space["chip_pad"] * 2 + theme.space["pill_icon"] + 2.4 + text + 1.0


def icon_of(card: Card) -> str:
    """The icon that tells a touchpoint's channel, or the one that a card was given."""
    if card.icon:
        return card.icon
    channel = CHANNELS.get(card.channel)
    return channel.icon if channel else KINDS[card.kind].icon


def _card(engine: TextEngine, theme: Theme, card: Card, width: float, number: str) -> Inner:
    sheet = Sheet(engine, theme, width, theme.space["card_pad"])
    if card.kind == "customer_action":
        _card_head(sheet, card, number)
    sheet.text(card.text, _strong("card", card))
    sheet.text(card.details, "card_detail", role="details", key="details", gap=0.8)
    sheet.people(card)
    sheet.foot(card)
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


def _edge(engine: TextEngine, theme: Theme, card: Card, width: float, number: str) -> Inner:
    del number
    sheet = Sheet(engine, theme, width, theme.space["card_pad"], theme.space["edge_width"] + 1.4 * MM)
    sheet.text(card.text, _strong("card", card))
    sheet.text(card.details, "card_detail", role="details", key="details", gap=0.8)
    sheet.people(card)
    sheet.foot(card)
    return sheet.done("edge", 9 * MM)


def _tab(engine: TextEngine, theme: Theme, card: Card, width: float, number: str) -> Inner:
    del number
    space = theme.space
    sheet = Sheet(engine, theme, width, 1.25 * MM, space["tab_width"] + 1.15 * MM)
    icon = (space["tab_width"] - space["tab_icon"]) / 2
    sheet.parts.append(IconAt(icon, 1.5 * MM, space["tab_icon"], KINDS[card.kind].icon, "on_bar"))
    sheet.text(card.text, _strong("card_strong", card))
    sheet.text(card.details, "card_detail", role="details", key="details", gap=0.8)
    sheet.people(card)
    sheet.foot(card)
    return sheet.done("tab", 9 * MM)


def _bubble(engine: TextEngine, theme: Theme, card: Card, width: float, number: str) -> Inner:
    del number
    sheet = Sheet(engine, theme, width, 1.2 * MM, 2.3 * MM)
    sheet.text(quoted(card.text), _strong("thought", card))
    sheet.text(card.details, "card_detail", role="details", key="details", gap=0.8)
    sheet.people(card)
    sheet.foot(card)
    return sheet.done("bubble", 7 * MM)


def _label(engine: TextEngine, theme: Theme, card: Card, width: float, number: str) -> Inner:
    del number
    size = theme.space["meta_icon"]
    sheet = Sheet(engine, theme, width, 0.75 * MM, 0.9 * MM + size + 0.6 * MM)
    sheet.parts.append(IconAt(0.9 * MM, sheet.y + 0.7, size, card.icon or KINDS[card.kind].icon, "mark"))
    sheet.text(card.text, "card_title")
    sheet.text(card.details, "card_detail", key="details")
    sheet.people(card)
    sheet.foot(card)
    return sheet.done("label", 6.6 * MM)


def _pill(engine: TextEngine, theme: Theme, card: Card, width: float, number: str) -> Inner:
    del number
    space = theme.space
    size = space["pill_icon"]
    style = _pill_style(card)
    left = space["chip_pad"] + size + 2.4
    block = engine.wrap(card.text, theme.styles[style], max(width - left - space["chip_pad"], 1.0))
    details = engine.wrap(
        card.details, theme.styles["card_detail"], max(width - left - space["chip_pad"], 1.0)
    )
    if not card.details.strip():
        details = engine.wrap("", theme.styles["card_detail"], width)
    tall = block.height + details.height
    height = max(space["chip_height"], tall + 3.2)
    top = (height - tall) / 2
    line = block.line_height if block.lines else tall
    icon = IconAt(space["chip_pad"], top + (line - size) / 2, size, icon_of(card), "mark")
    texts = (
        TextAt(left, top, block, "fg", "text"),
        TextAt(left, top + block.height, details, "details", "details"),
    )
    return Inner(
        "pill", width, height, (icon, *texts), block.missing | details.missing, block.cut or details.cut
    )


def _bar(engine: TextEngine, theme: Theme, card: Card, width: float, number: str) -> Inner:
    del number
    space = theme.space
    size = space["pill_icon"]
    left = space["edge_width"] + 1.5 * MM
    sheet = Sheet(engine, theme, width, 0.62 * MM, left + size + 1.0 * MM)
    sheet.parts.append(IconAt(left, (space["bar_height"] - size) / 2, size, icon_of(card), "mark"))
    sheet.text(card.text, _strong("card", card))
    sheet.text(card.details, "card_detail", role="details", key="details")
    sheet.people(card)
    if card.basis == "assumed" or card.severity or card.votes or card.pieces:
        sheet.foot(card)
    return sheet.done("bar", space["bar_height"])


def _note(engine: TextEngine, theme: Theme, card: Card, width: float, number: str) -> Inner:
    del number
    sheet = Sheet(engine, theme, width, 1.6 * MM)
    sheet.text(card.text, _strong("card", card))
    sheet.text(card.details, "card_detail", role="details", key="details", gap=0.8)
    sheet.people(card)
    sheet.foot(card)
    return sheet.done("note", 8 * MM)


def _measure(engine: TextEngine, theme: Theme, measure: Measure, width: float) -> Inner:
    spark, spark_height = theme.space["sparkline_width"], theme.space["sparkline_height"]
    value = engine.wrap(measure.value, theme.styles["kpi_value"], width)
    beside = value.width + 3.8 * MM
    stacked = len(value.lines) > 1 or width - beside < 22 * MM
    sheet = Sheet(engine, theme, width, 0.0, 0.0 if stacked else beside)
    sheet.y = value.height if stacked else 0.4 * MM
    sheet.parts.append(TextAt(0.0, 0.0 if stacked else 0.3 * MM, value, "fg", "value"))
    sheet.text(measure.label, "kpi_label", role="fg", key="label")
    top = sheet.y
    # The change leaves the right end of its line to the sparkline.
    room = len(measure.trend) > 1
    change_width = max(sheet.inner_width - (spark + 2 * MM if room and not stacked else 0), 8 * MM)
    block = engine.wrap(measure.change, theme.styles["kpi_change"], change_width)
    sheet.parts.append(TextAt(sheet.left, top, block, "change", "change"))
    height = max(top + block.height, value.height)
    if room:
        y = height + 0.6 * MM if stacked else height - spark_height
        sheet.parts.append(TrendAt(0.0 if stacked else width - spark, y, spark, spark_height, measure.trend))
        height = max(height, y + spark_height)
    if measure.target:
        target = engine.wrap(measure.target, theme.styles["meta"], width)
        sheet.parts.append(TextAt(0.0, height + 1.0, target, "meta", "target"))
        height += 1.0 + target.height
    missing = frozenset().union(*(part.block.missing for part in sheet.parts if isinstance(part, TextAt)))
    return Inner("measure", width, max(height, 7.4 * MM), tuple(sheet.parts), missing, sheet.cut)


def _owner(engine: TextEngine, theme: Theme, owner: Owner, width: float) -> Inner:
    disc = theme.space["owner_disc"]
    sheet = Sheet(engine, theme, width, 0.0, disc + 1.8 * MM)
    initials = engine.line(owner.initials[:3], theme.styles["initials"])
    name, team = theme.styles["owner_name"], theme.styles["owner_team"]
    block = engine.wrap(owner.team, team, sheet.inner_width)
    first = engine.wrap(owner.name, name, sheet.inner_width)
    x = sheet.left + (first.width + 1.6 * MM if first.lines else 0.0)
    if len(first.lines) <= 1 and len(block.lines) <= 1 and x + block.width <= width:
        sheet.y = (disc - engine.metrics(name).line_height) / 2
        sheet.parts.append(TextAt(x, sheet.y, block, "details", "team"))
        sheet.text(owner.name, "owner_name", key="name")
    else:
        sheet.text(owner.name, "owner_name", key="name")
        sheet.text(owner.team, "owner_team", role="details", key="team")
    height = max(sheet.y, disc)
    y = 0.0
    badge = BadgeAt(0.0, y, disc, disc, disc / 2)
    word = WordAt(
        (disc - initials.width) / 2,
        y + disc / 2 + theme.styles["initials"].size * 0.365,
        initials,
        "on_stage",
    )
    return Inner("owner", width, height, (badge, word, *sheet.parts), sheet.missing, sheet.cut)


def quoted(text: str) -> str:
    """A thought in quotation marks, unless it brings its own."""
    stripped = text.strip()
    if not stripped or stripped[0] in QUOTES:
        return text
    return OPENING + stripped + CLOSING


def _strong(style: str, card: Card) -> str:
    """Major cards are set a weight heavier where the style has one."""
    return "card_strong" if card.weight == "major" and style == "card" else style


def _pill_style(card: Card) -> str:
    return "status_chip" if card.weight == "major" else "chip"


FORMS: dict[str, Callable[[TextEngine, Theme, Card, float, str], Inner]] = {
    "card": _card,
    "edge": _edge,
    "tab": _tab,
    "bubble": _bubble,
    "label": _label,
    "pill": _pill,
    "bar": _bar,
    "note": _note,
}
