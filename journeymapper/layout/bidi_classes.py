"""What the bidirectional algorithm has to know of a character: its class, and the bracket that closes it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯"
    "⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c"
    "〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)

CLOSING = {opening: _BRACKETS[2 * n + 1] for n, opening in enumerate(_BRACKETS[::2])}
"""The closing bracket of each opening one (Bidi_Paired_Bracket of Unicode 15)."""

OPENING = {closing: opening for opening, closing in CLOSING.items()}
"""The opening bracket of each closing one."""

CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
"""The angle brackets that are canonically equivalent to others, and so pair with those too."""

# Of code points that no character has yet, in order: (first, last, class); what stands in none is left to right.
_UNASSIGNED = (
    (0x0590, 0x05FF, "R"),
    (0x0600, 0x07BF, "AL"),
    (0x07C0, 0x085F, "R"),
    (0x0860, 0x08FF, "AL"),
    (0x20A0, 0x20CF, "ET"),
    (0xFB1D, 0xFB4F, "R"),
    (0xFB50, 0xFDCF, "AL"),
    (0xFDD0, 0xFDEF, "BN"),
    (0xFDF0, 0xFDFF, "AL"),
    (0xFE70, 0xFEFF, "AL"),
    (0x10800, 0x10CFF, "R"),
    (0x10D00, 0x10D3F, "AL"),
    (0x10D40, 0x10EBF, "R"),
    (0x10EC0, 0x10EFF, "AL"),
    (0x10F00, 0x10F2F, "R"),
    (0x10F30, 0x10F6F, "AL"),
    (0x10F70, 0x10FFF, "R"),
    (0x1E800, 0x1EC6F, "R"),
    (0x1EC70, 0x1ECBF, "AL"),
    (0x1ECC0, 0x1ECFF, "R"),
    (0x1ED00, 0x1ED4F, "AL"),
    (0x1ED50, 0x1EDFF, "R"),
    (0x1EE00, 0x1EEFF, "AL"),
    (0x1EF00, 0x1EFFF, "R"),
    (0xE0000, 0xE0FFF, "BN"),
)


def bidi_classes(text: str) -> list[str]:
    """The Bidi_Class of each character."""
    return [*map(_class_of, text)]


@lru_cache(maxsize=1 << 16)
def _class_of(char: str) -> str:
    return unicodedata.bidirectional(char) or _unassigned(ord(char))


def _unassigned(code: int) -> str:
    if code & 0xFFFE == 0xFFFE:
        return "BN"
    return next((kind for first, last, kind in _UNASSIGNED if first <= code <= last), "L")
