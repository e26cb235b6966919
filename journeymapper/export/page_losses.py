"""What a printed page does not say of its map. Texts of the head are looked for on the page: it has no room for all."""

from collections.abc import Collection, Iterable, Iterator

from journeymapper.drawing.ops import Group, Op, Page, Text
from journeymapper.formats.losses import all_fields, losses
from journeymapper.formats.report import Note
from journeymapper.layout.figures import MOST_INITIALS
from journeymapper.model.document import Document
from journeymapper.model.records import (
    Asset,
    Card,
    ChannelUse,
    EmotionPoint,
    Evidence,
    JourneyMap,
    Lane,
    Owner,
    Persona,
    Record,
    Series,
    Step,
)

_BEGINNING, _LEAST = 12, 4
"""Characters of a text that are looked for: further on, a line may be broken within a word."""

_SEARCHED = 100_000

_SOUGHT: dict[type[Record], tuple[str, ...]] = {
    JourneyMap: ("subtitle", "scenario", "expectation", "sample", "version", "footnote"),
    Persona: ("name", "role", "demographics", "psychographics", "quote", "goals", "pains", "channels"),
    Step: ("title",),
    Series: ("title",),
    Lane: ("band",),
}
_SAID: dict[type[Record], frozenset[str]] = {
    Persona: frozenset(("age", "portrait", "avatar")),
    Series: frozenset(("persona", "mode")),
    EmotionPoint: frozenset(("value", "label")),
    Owner: frozenset(("name", "team")),
}
_CARD = all_fields(Card) - {"extra"}


def page_losses(document: Document, page: Page) -> tuple[Note, ...]:
    """What stands nowhere on the page of a whole map; what it shows in part its own notes tell."""
    drawn = _Drawn(page.ops)
    portraits = {persona.portrait for persona in document.all(Persona)}

    def held(record: Record) -> Collection[str] | None:
        kind = type(record)
        said = (name for name in _SOUGHT.get(kind, ()) if drawn.says(getattr(record, name)))
        match record:
            case Evidence():
                return None
            case Asset():
                return () if record.id in portraits else None
            case Card():
                return _CARD
            case Owner() if 0 < len(record.initials) <= MOST_INITIALS:
                return ("name", "team", "initials")
            case _:
                return {*_SAID.get(kind, all_fields(kind) - {"extra", *_SOUGHT.get(kind, ())}), *said}

    return losses(document, held)


class _Drawn:
    """The texts of a page, without blanks and in small letters."""

    def __init__(self, ops: Iterable[Op]) -> None:
        self._lines = frozenset(map(_squeezed, _texts(ops)))
        self._whole = "".join(map(_squeezed, _texts(ops)))

    def says(self, value: object) -> bool:
        """Whether each of the texts of a field begins somewhere on the page."""
        texts = value if isinstance(value, tuple) else (value,)
        return all(map(self._begins, map(_squeezed, map(_name, texts))))

    def _begins(self, text: str) -> bool:
        least = min(len(text), _LEAST)
        begun = any(text[:length] in self._lines for length in range(least, len(text) + 1))
        # A search of the whole page for each of a thousand steps would take too long.
        return begun or (len(self._whole) < _SEARCHED and text[:_BEGINNING] in self._whole)


def _name(text: object) -> str:
    return text.name if isinstance(text, ChannelUse) else str(text)


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold().strip("“”")


def _texts(ops: Iterable[Op]) -> Iterator[str]:
    for op in ops:
        if isinstance(op, Group):
            yield from _texts(op.ops)
        elif isinstance(op, Text):
            yield op.run.text
