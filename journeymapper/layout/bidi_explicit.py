"""Explicit levels and isolating run sequences: rules X1 to X10 of the bidirectional algorithm."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

DEEPEST = 125

_EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_ISOLATES = frozenset(("LRI", "RLI", "FSI"))
_TAKEN_OUT = frozenset((*_EMBEDDINGS, "PDF", "BN"))
_EXPLICIT = frozenset((*_EMBEDDINGS, *_ISOLATES, "PDI", "PDF", "BN"))

FirstStrong = Callable[[Sequence[str], int], int]
"""The level by the first strong one of some classes, or the number where there is none."""


class RunSequence(msgspec.Struct, frozen=True):
    """An isolating run sequence: places in the text, its level, and the direction ("L" or "R") on either side."""

    places: list[int]
    level: int
    before: str
    after: str


def matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """Where the isolate of each initiator ends, and the other way round (definition BD9)."""
    matching: dict[int, int] = {}
    opened: list[int] = []
    for place, kind in enumerate(classes):
        if kind in _ISOLATES:
            opened.append(place)
        elif kind == "PDI" and opened:
            start = opened.pop()
            matching[start], matching[place] = place, start
    return matching


class _Stack:
    """The directional statuses that are open (rules X1 to X8): (level, override, whether an isolate opened it)."""

    def __init__(self, base: int) -> None:
        self.statuses: list[tuple[int, str, bool]] = [(base, "", False)]
        self.isolates = 0
        self.lost_isolates = 0
        self.lost_embeddings = 0

    def take(self, kind: str) -> None:
        """Go on behind a character of this class, which opens or closes something or does not."""
        if kind in _EMBEDDINGS:
            self.embed(*_EMBEDDINGS[kind])
        elif kind == "PDF":
            self.end_embedding()
        elif kind in ("LRI", "RLI"):
            self.isolate(int(kind == "RLI"))

    def embed(self, odd: int, override: str) -> None:
        level = self._next(odd)
        if level <= DEEPEST and not self.lost_isolates and not self.lost_embeddings:
            self.statuses.append((level, override, False))
        elif not self.lost_isolates:
            self.lost_embeddings += 1

    def isolate(self, odd: int) -> None:
        level = self._next(odd)
        if level <= DEEPEST and not self.lost_isolates and not self.lost_embeddings:
            self.isolates += 1
            self.statuses.append((level, "", True))
        else:
            self.lost_isolates += 1

    def end_isolate(self) -> None:
        if self.lost_isolates:
            self.lost_isolates -= 1
        elif self.isolates:
            self.lost_embeddings = 0
            while not self.statuses[-1][2]:
                self.statuses.pop()
            self.statuses.pop()
            self.isolates -= 1

    def end_embedding(self) -> None:
        if self.lost_isolates:
            return
        if self.lost_embeddings:
            self.lost_embeddings -= 1
        elif not self.statuses[-1][2] and len(self.statuses) > 1:
            self.statuses.pop()

    def _next(self, odd: int) -> int:
        level = self.statuses[-1][0] + 1
        return level if level % 2 == odd else level + 1


def explicit_levels(
    classes: Sequence[str], base: int, first_strong: FirstStrong
) -> tuple[list[int], list[str], dict[int, int]]:
    """The explicit level of each place (-1: removed by rule X9), its class after overrides, and matching isolates."""
    kinds = list(classes)
    if _EXPLICIT.isdisjoint(classes):
        return [base] * len(kinds), kinds, {}
    matching = matching_isolates(classes)
    found: list[int] = []
    stack = _Stack(base)
    for place, kind in enumerate(classes):
        if kind == "PDI":
            stack.end_isolate()
        level, override, _isolate = stack.statuses[-1]
        if kind in _TAKEN_OUT:
            level = -1
        elif kind == "B":
            level = base
        elif override:
            kinds[place] = override
        found.append(level)
        if kind == "FSI":
            stack.isolate(first_strong(classes[place + 1 : matching.get(place)], 0))
        else:
            stack.take(kind)
    return found, kinds, matching


def isolating_sequences(
    kept: Sequence[int],
    found: Sequence[int],
    classes: Sequence[str],
    matching: dict[int, int],
    base: int,
) -> list[RunSequence]:
    """The level runs of what was kept, joined over isolates (definition BD13), with their borders (rule X10)."""
    runs: list[list[int]] = []
    of_end: dict[int, list[int]] = {}
    run: list[int] = []
    for index, place in enumerate(kept):
        if index == 0 or found[place] != found[kept[index - 1]]:
            initiator = matching.get(place, -1) if classes[place] == "PDI" else -1
            run = of_end.get(initiator, [])
            if not run:
                runs.append(run)
        run.append(place)
        of_end[place] = run
    order = {place: index for index, place in enumerate(kept)}
    return [_bordered(run, order, kept, found, classes, matching, base) for run in runs]


def _bordered(
    run: list[int],
    order: dict[int, int],
    kept: Sequence[int],
    found: Sequence[int],
    classes: Sequence[str],
    matching: dict[int, int],
    base: int,
) -> RunSequence:
    level = found[run[0]]
    first, last = order[run[0]], order[run[-1]]
    before = found[kept[first - 1]] if first else base
    open_ended = classes[run[-1]] in _ISOLATES and run[-1] not in matching
    after = base if open_ended or last + 1 == len(kept) else found[kept[last + 1]]
    return RunSequence(run, level, "LR"[max(level, before) % 2], "LR"[max(level, after) % 2])
