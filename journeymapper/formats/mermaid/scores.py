"""Scores: what a text is as a number of JavaScript, and where that stands on the scale of a map."""

import math
import re

from journeymapper.formats.mermaid.letters import trimmed

SCALE = "1–5"
LOWEST, MIDDLE, HIGHEST = 1, 3, 5

_DECIMAL = re.compile(r"[+-]?(?:Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")
_OTHER_BASES = re.compile(r"0[xX](?P<x>[0-9a-fA-F]+)|0[oO](?P<o>[0-7]+)|0[bB](?P<b>[01]+)")
_BASES = {"x": 16, "o": 8, "b": 2}
_LONGEST = 1_000  # digits; more of them than any number needs


def number_in(text: str) -> float:
    """What JavaScript's `Number(text)` gives: 0 for nothing, NaN for what is no number."""
    word = trimmed(text)
    if not word:
        return 0.0
    if len(word) > _LONGEST:
        return math.nan
    if _DECIMAL.fullmatch(word):
        return float(word)
    other = _OTHER_BASES.fullmatch(word)
    if other is None or other.lastgroup is None:
        return math.nan
    try:
        return float(int(other[other.lastgroup], _BASES[other.lastgroup]))
    except OverflowError:
        return math.inf


def text_of(score: float) -> str:
    """A score as JavaScript writes it: “3”, “4.5”, “Infinity”."""
    if math.isinf(score):
        return "Infinity" if score > 0 else "-Infinity"
    return str(int(score)) if score.is_integer() and abs(score) < 1e15 else repr(score)


def is_on_scale(score: float) -> bool:
    """Whether a score lies on Mermaid's scale."""
    return LOWEST <= score <= HIGHEST


def felt_at(score: float) -> float:
    """The feeling from −2 to +2 that a score says; beyond the scale its end."""
    return round(max(LOWEST, min(HIGHEST, score)) - MIDDLE, 6)


def score_of(felt: float) -> str:
    """The score, from 1 to 5, of a feeling from −2 to +2."""
    return text_of(round(float(felt) + MIDDLE, 6))
