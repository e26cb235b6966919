"""Laying out a map whose cards are written in many scripts, and one card of very much text that runs both ways."""

import random
from collections.abc import Iterator

from msgspec.structs import replace

from benchmarks.layouts import shape
from benchmarks.maps import LENGTHS, WORDS
from benchmarks.table import Row, Target
from benchmarks.timing import Effort, by_turns
from journeymapper.analysis.numbering import numbering
from journeymapper.layout.fonts import load_fonts
from journeymapper.layout.grid import Layouter
from journeymapper.layout.shaped import Style
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.records import Card

COLD = "layout cold, mixed scripts"
WARM = "layout warm, mixed scripts"
LONG = "a card of 100,000 characters"
REFERENCE = "bare shaping of the texts"
LONG_TEXT = 100_000

# What each letter of an alphabet is drawn from, and how long words are: (first, last), letters a word.
ALPHABETS = (
    ((0x0430, 0x044F), (2, 9)),  # Cyrillic
    ((0x0628, 0x063A), (2, 7)),  # Arabic
    ((0x05D0, 0x05EA), (2, 7)),  # Hebrew
    ((0x0915, 0x0928), (2, 6)),  # Devanagari
    ((0x0995, 0x09A8), (2, 6)),  # Bengali
    ((0x0E01, 0x0E2A), (2, 8)),  # Thai
    ((0x3042, 0x3093), (2, 8)),  # Japanese
    ((0x4E00, 0x4E40), (1, 4)),  # Chinese
    ((0xAC00, 0xAE00), (1, 4)),  # Korean
)
WORDS_OF_EACH = 180
OF_LATIN = 0.15
"""The share of words that are Latin whatever the card is written in: names of things and firms."""


def measure_scripts(size: str, document: Document, effort: Effort, *, targeted: bool) -> Iterator[Row]:
    """The map with other texts, laid out with and without words that are known; then one long card."""
    chance = random.Random(7)
    mixed = in_many_scripts(document, chance)
    fonts, theme, numbers = load_fonts(), load_theme(), numbering(mixed)
    known = TextEngine(fonts)
    Layouter(known, theme).grid(mixed, numbers)

    def cold() -> None:
        Layouter(TextEngine(fonts), theme).grid(mixed, numbers)

    def warm() -> None:
        Layouter(known, theme).grid(mixed, numbers)

    texts = [card.text for card in mixed.all(Card)]
    for measure, work, most in ((COLD, cold, 1_500), (WARM, warm, 300)):
        pair = by_turns(work, lambda: shape(fonts, texts), effort.runs)
        yield Row(size, measure, pair, REFERENCE, Target("ms", most) if targeted else None)
    long = "".join(f"{text} " for text in _long(chance))[:LONG_TEXT]
    pair = by_turns(
        lambda: TextEngine(fonts).wrap(long, Style(8.0), 110),
        lambda: shape(fonts, [long[:2000]]),
        effort.runs,
    )
    yield Row(size, LONG, pair, REFERENCE, Target("ms", 100) if targeted else None)


def in_many_scripts(document: Document, chance: random.Random) -> Document:
    """The map with each card's text written in one of many scripts, of the same length."""
    words = _vocabularies(chance)
    return Document(
        replace(record, text=_text(chance, words)) if isinstance(record, Card) else record
        for record in document
    )


def _vocabularies(chance: random.Random) -> list[list[str]]:
    return [
        [
            "".join(chr(chance.randint(*letters)) for _each in range(chance.randint(*lengths)))
            for _word in range(WORDS_OF_EACH)
        ]
        for letters, lengths in ALPHABETS
    ]


def _text(chance: random.Random, vocabularies: list[list[str]]) -> str:
    own = chance.choice(vocabularies)
    length = chance.choice(LENGTHS)
    text = chance.choice(own)
    while len(text) < length:
        text += " " + chance.choice(WORDS if chance.random() < OF_LATIN else own)
    return text


def _long(chance: random.Random) -> Iterator[str]:
    words = _vocabularies(chance)
    for _each in range(LONG_TEXT // 25):
        yield _text(chance, words[:3])
