"""The foot of a card: code, ratings, counts and basis, in as many rows as they need."""

from msgspec.structs import replace

from journeymapper.layout.parts import IconAt, Part, RatingAt, WordAt
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import Theme
from journeymapper.model.records import Card
from journeymapper.model.tables import KINDS

GAP = 6.5
"""Between two groups of a foot, in points; `TIGHT` where room is scarce."""

TIGHT = 2.4
ROW_HEIGHT = 8.8


class Group:
    """Things of a foot that stay together: parts with x from 0, and their width. `right` likes the right end."""

    def __init__(self, *, right: bool = False) -> None:
        self.parts: list[Part] = []
        self.width = 0.0
        self.right = right


class Foot:
    """Collects groups and sets them in rows."""

    def __init__(self, engine: TextEngine, theme: Theme) -> None:
        self._engine = engine
        self._theme = theme
        self._baseline = (ROW_HEIGHT + theme.styles["meta"].size * 0.72) / 2
        self.groups: list[Group] = []

    def word(
        self, group: Group, text: str, *, style: str = "meta", role: str = "meta", after: float = 0.0
    ) -> None:
        """Add a word to a group."""
        line = self._engine.line(text, self._theme.styles[style])
        group.parts.append(WordAt(group.width, self._baseline, line, role))
        group.width += line.width + after

    def icon(self, group: Group, name: str, *, role: str = "meta", after: float = 0.9) -> None:
        """Add an icon to a group."""
        size = self._theme.space["meta_icon"]
        group.parts.append(IconAt(group.width, (ROW_HEIGHT - size) / 2, size, name, role))
        group.width += size + after

    def rating(self, group: Group, shape: str, filled: int, total: int) -> None:
        """Add a rating to a group."""
        group.parts.append(RatingAt(group.width, ROW_HEIGHT / 2, shape, filled, total))
        group.width += rating_width(self._theme, shape, total)

    def rows(self, width: float) -> list[list[tuple[float, Group]]]:
        """The groups in rows no wider than `width`, each with its x. One row sends its right groups to the right."""
        for gap in (GAP, TIGHT):
            total = sum(group.width for group in self.groups) + gap * (len(self.groups) - 1)
            if total <= width:
                return [self._spread(width, gap)]
        rows: list[list[tuple[float, Group]]] = [[]]
        x = 0.0
        for group in self.groups:
            if rows[-1] and x + group.width > width:
                rows.append([])
                x = 0.0
            rows[-1].append((x, group))
            x += group.width + TIGHT
        return rows

    def _spread(self, width: float, gap: float) -> list[tuple[float, Group]]:
        placed: list[tuple[float, Group]] = []
        x = 0.0
        rest = sum(group.width + gap for group in self.groups if group.right) - gap
        for group in self.groups:
            if group.right and rest >= 0:
                x = max(x, width - rest)
                rest = -1.0
            placed.append((x, group))
            x += group.width + gap
        return placed


def rating_width(theme: Theme, shape: str, total: int) -> float:
    """The width of a rating of `total` marks, in points."""
    mark, gap = rating_pitch(theme, shape)
    return total * mark + (total - 1) * gap


def rating_pitch(theme: Theme, shape: str) -> tuple[float, float]:
    """The width of one mark of a rating and the gap after it, in points."""
    if shape == "dot":
        return theme.space["severity_dot"], theme.space["severity_gap"]
    return theme.space["rating_width"], theme.space["rating_gap"]


def lay_foot(
    engine: TextEngine, theme: Theme, card: Card, width: float, owner: str = ""
) -> tuple[list[Part], float]:
    """The parts of a card's foot, with y from its top, and its height; nothing where there is nothing to say.

    `owner` is the initials of who answers for the card, "" for nobody.
    """
    foot = _foot(engine, theme, card, owner, short=False)
    if "impact" in KINDS[card.kind].rated and len(foot.rows(width)) > 1:
        foot = _foot(engine, theme, card, owner, short=True)
    if not foot.groups:
        return [], 0.0
    parts: list[Part] = []
    rows = foot.rows(width)
    for index, row in enumerate(rows):
        for x, group in row:
            parts.extend(moved(part, x, index * ROW_HEIGHT) for part in group.parts)
    return parts, len(rows) * ROW_HEIGHT


def moved(part: Part, dx: float, dy: float, *, bottom: bool = False) -> Part:
    """The part shifted by (dx, dy); with `bottom`, its y then counts from the card's bottom edge."""
    return replace(part, x=part.x + dx, y=part.y + dy, bottom=bottom or part.bottom)


def _foot(engine: TextEngine, theme: Theme, card: Card, owner: str, *, short: bool) -> Foot:
    foot = Foot(engine, theme)
    kind = KINDS[card.kind]
    if kind.form in ("card", "edge", "tab") and kind.key != "customer_action" and card.code:
        group = Group()
        if kind.form != "tab":
            foot.icon(group, kind.icon, role="mark", after=2.0)
        foot.word(group, card.code)
        foot.groups.append(group)
    _add_ratings(foot, card, engine, short=short)
    if card.basis == "assumed":
        group = Group(right=True)
        foot.word(group, engine.say("assumed"), style="meta_italic")
        foot.groups.append(group)
    _add_counts(foot, card)
    if owner:
        group = Group(right=True)
        foot.icon(group, "person")
        foot.word(group, owner)
        foot.groups.append(group)
    return foot


def _add_ratings(foot: Foot, card: Card, engine: TextEngine, *, short: bool) -> None:
    if card.severity:
        group = Group()
        foot.rating(group, "dot", card.severity, 4)
        foot.groups.append(group)
    impact = engine.say("I") if short else engine.say("Impact")
    effort = engine.say("E") if short else engine.say("Effort")
    for name, value in ((impact, card.impact), (effort, card.effort)):
        if value:
            group = Group()
            foot.word(group, name, after=2.0)
            foot.rating(group, "bar", value, 3)
            foot.groups.append(group)


def _add_counts(foot: Foot, card: Card) -> None:
    always = card.kind == "pain_point"
    pieces = card.pieces or len(card.evidence)
    for icon, count in (("file", pieces), ("thumb-up", card.votes)):
        if count or always:
            group = Group(right=True)
            foot.icon(group, icon)
            foot.word(group, str(count))
            foot.groups.append(group)
