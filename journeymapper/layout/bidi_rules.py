"""Weak and neutral characters and implicit levels: rules W1 to I2 of the bidirectional algorithm."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from journeymapper.layout.bidi_classes import CANONICAL, CLOSING, OPENING
from journeymapper.layout.bidi_explicit import RunSequence

MOST_OPEN = 63  # brackets at once (definition BD16)

_ISOLATING = frozenset(("LRI", "RLI", "FSI", "PDI"))
_NEUTRAL = frozenset(("B", "S", "WS", "ON")) | _ISOLATING
_SIDE = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_WEAK = frozenset(("ES", "ET", "CS"))


def resolve_sequence(
    sequence: RunSequence, text: str, classes: Sequence[str], kinds: Sequence[str], found: list[int]
) -> None:
    """Enter the final level of each place of the sequence into `found`."""
    places = sequence.places
    types = [kinds[place] for place in places]
    _resolve_weak(types, sequence.before)
    present = set(types)
    if not _NEUTRAL.isdisjoint(present):
        if "ON" in present:
            _resolve_brackets(sequence, types, text, classes)
        _resolve_neutrals(types, sequence)
    odd = sequence.level % 2
    raised = {"R": 0, "L": 1, "EN": 1, "AN": 1} if odd else {"L": 0, "R": 1, "EN": 2, "AN": 2}
    for place, kind in zip(places, types, strict=True):
        found[place] = sequence.level + raised[kind]


def _resolve_weak(types: list[str], before: str) -> None:
    present = set(types)
    if "NSM" in present:
        _take_marks(types, before)
        present = set(types)
    if "EN" in present or "AL" in present:
        _tell_numbers(types, before)
    if not _WEAK.isdisjoint(present):
        if not present.isdisjoint(("EN", "AN")):
            _join_numbers(types)
        _end_weak(types)
    if "EN" in present:
        _take_latin_numbers(types, before)


def _take_marks(types: list[str], before: str) -> None:
    """W1: a mark goes with what it stands on."""
    last = before
    for index, kind in enumerate(types):
        if kind == "NSM":
            types[index] = "ON" if last in _ISOLATING else last
        last = types[index]


def _tell_numbers(types: list[str], before: str) -> None:
    """W2 and W3: European digits after Arabic letters count as Arabic ones; then Arabic letters are just R."""
    strong = before
    for index, kind in enumerate(types):
        if kind in ("L", "R", "AL"):
            strong = kind
            if kind == "AL":
                types[index] = "R"
        elif kind == "EN" and strong == "AL":
            types[index] = "AN"


def _join_numbers(types: list[str]) -> None:
    """W4 and W5: a single separator between two numbers is one of them, and so are terminators beside European ones."""
    for index in range(1, len(types) - 1):
        kind, left = types[index], types[index - 1]
        if left == types[index + 1] and (
            (kind == "CS" and left in ("EN", "AN")) or (kind == "ES" and left == "EN")
        ):
            types[index] = left
    start = 0
    for kind, group in groupby(list(types)):
        end = start + len(list(group))
        if kind == "ET" and (
            (start and types[start - 1] == "EN") or (end < len(types) and types[end] == "EN")
        ):
            types[start:end] = ["EN"] * (end - start)
        start = end


def _end_weak(types: list[str]) -> None:
    """W6: separators and terminators that are left are neutral."""
    for index, kind in enumerate(types):
        if kind in _WEAK:
            types[index] = "ON"


def _take_latin_numbers(types: list[str], before: str) -> None:
    """W7: European numbers after a Latin letter go with it."""
    strong = before
    for index, kind in enumerate(types):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[index] = "L"


def _resolve_brackets(sequence: RunSequence, types: list[str], text: str, classes: Sequence[str]) -> None:
    """N0: both brackets of a pair take the direction of what they hold, or of what stands before them."""
    own = "LR"[sequence.level % 2]
    for opening, closing in _pairs(sequence.places, types, text):
        inside = {_SIDE.get(kind) for kind in types[opening + 1 : closing]}
        if own in inside:
            side = own
        elif inside & {"L", "R"}:
            earlier = (_SIDE[kind] for kind in reversed(types[:opening]) if kind in _SIDE)
            other = "R" if own == "L" else "L"
            side = other if next(earlier, sequence.before) == other else own
        else:
            continue
        for index in (opening, closing):
            types[index] = side
            _take_marks_of(index, sequence.places, types, classes)


def _take_marks_of(index: int, places: Sequence[int], types: list[str], classes: Sequence[str]) -> None:
    """Marks on a bracket go with it."""
    side = types[index]
    for after in range(index + 1, len(types)):
        if classes[places[after]] != "NSM":
            break
        types[after] = side


def _pairs(places: Sequence[int], types: Sequence[str], text: str) -> list[tuple[int, int]]:
    """The bracket pairs of a sequence by their openings (definition BD16), as indices into it."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for index, kind in enumerate(types):
        if kind != "ON":
            continue
        char = text[places[index]]
        if char in CLOSING:
            if len(opened) == MOST_OPEN:
                return []
            opened.append((_canonical(CLOSING[char]), index))
        elif char in OPENING:
            wanted = _canonical(char)
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == wanted:
                    pairs.append((opened[depth][1], index))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _canonical(bracket: str) -> str:
    return CANONICAL.get(bracket, bracket)


def _resolve_neutrals(types: list[str], sequence: RunSequence) -> None:
    """N1 and N2: neutrals between two of one side go with them, others with the sequence."""
    own = "LR"[sequence.level % 2]
    start, before = 0, sequence.before
    while start < len(types):
        if types[start] not in _NEUTRAL:
            before = _SIDE[types[start]]
            start += 1
            continue
        end = start
        while end < len(types) and types[end] in _NEUTRAL:
            end += 1
        after = _SIDE[types[end]] if end < len(types) else sequence.after
        types[start:end] = [before if before == after else own] * (end - start)
        start = end
