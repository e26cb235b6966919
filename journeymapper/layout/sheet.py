"""A card being laid out: text flows down from a pad, a foot is put at the bottom edge."""

import msgspec

from journeymapper.layout.meta import lay_foot, moved
from journeymapper.layout.parts import IconAt, Inner, Part, TextAt
from journeymapper.layout.shaped import Style, TextBlock
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import Theme
from journeymapper.model.records import Card


class Marks(msgspec.Struct, frozen=True):
    """What a card shows of others: the number of its step, and the initials of its owner; each "" for none."""

    number: str = ""
    owner: str = ""


class Sheet:
    """A card being laid out: text flows down from a pad, a foot is put at the bottom.

    `language` is that of its texts, "" for the map's.
    """

    def __init__(
        self,
        engine: TextEngine,
        theme: Theme,
        width: float,
        pad: float,
        left: float | None = None,
        *,
        language: str = "",
    ) -> None:
        self.engine = engine
        self.language = language
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
        self.y += gap
        block = self.engine.wrap(text, self.theme.styles[style], self.inner_width, language=self.language)
        self.block(self.left, block, role, key)

    def block(self, x: float, block: TextBlock, role: str, key: str) -> None:
        """Set what is wrapped already at an x and go on below it, with a mark where the text goes on unseen."""
        self.parts.append(TextAt(x, self.y, block, role, key))
        self.y += block.height
        self.note(block)
        if block.cut:
            mark = continues(self.engine, self.theme, max(self.width - x - self.pad, 1.0))
            self.parts.append(TextAt(x, self.y, mark, "meta", "continues"))
            self.y += mark.height

    def note(self, block: TextBlock) -> None:
        """Remember what of a block no font has, and whether it was cut."""
        self.missing |= block.missing
        self.cut |= block.cut

    def people(self, card: Card) -> None:
        """Set who takes part, behind an icon."""
        if card.people:
            self._aside("people", ", ".join(card.people), "people")

    def tags(self, card: Card) -> None:
        """Set the card's tags as words behind number signs."""
        if card.tags:
            self.y += 1.4
            block = self.engine.wrap(
                tags_text(card), self.theme.styles["meta"], self.inner_width, language=self.language
            )
            self.block(self.left, block, "meta", "tags")

    def _aside(self, icon: str, text: str, key: str) -> None:
        size = self.theme.space["meta_icon"]
        indent = size + 2.0
        room = max(self.inner_width - indent, 1.0)
        block = self.engine.wrap(text, self.theme.styles["meta"], room, language=self.language)
        self.y += 1.4
        self.parts.append(IconAt(self.left, self.y + (block.line_height - size) / 2, size, icon, "meta"))
        self.block(self.left + indent, block, "meta", key)

    def foot(self, card: Card, marks: Marks) -> None:
        """Set the foot at the bottom edge."""
        parts, height = lay_foot(self.engine, self.theme, card, self.inner_width, marks.owner)
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


def continues(engine: TextEngine, theme: Theme, width: float) -> TextBlock:
    """The mark at the end of a text of which not all is shown."""
    return engine.wrap(engine.say("… continues"), theme.styles["meta_italic"], width)


def tags_text(card: Card) -> str:
    """The tags of a card as they are shown: each behind a number sign, its words kept together."""
    return "\u2002".join("#" + "\u00a0".join(tag.split()) for tag in card.tags if tag.strip())


def whole_text(engine: TextEngine, text: str, style: Style, width: float) -> TextBlock:
    """All of a text in lines, however long it is: nothing of a head is cut."""
    return engine.wrap(text, style, width, limit=max(len(text), 1))
