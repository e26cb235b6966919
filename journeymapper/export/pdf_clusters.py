"""The clusters of a run as a PDF shows them: outlines, texts and widths, one code each, from left to right.

Read from right to left, a cluster of n characters becomes n codes of one character: the outline in the leftmost, the
others blank. For readers turn such text over code by code, and a code of several characters would come out backwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import msgspec

from journeymapper.export.subset import Composite, Part
from journeymapper.layout.shaped import GlyphRun

_MOST_PARTS = 12  # glyphs in a composite: its outline has to fit into 16 bits
_UNSAID = "\u2060"
"""What control characters were replaced with."""


class Shown(msgspec.Struct, frozen=True, gc=False):
    """What one code shows at `x` (points in the run). `advance` in font units; None: as wide as its glyphs are."""

    outline: Composite
    text: str
    x: float
    advance: int | None = None


class _Cluster(msgspec.Struct, frozen=True, gc=False):
    """Glyphs `first` to `last` (exclusive) of a run, what they say, and from where to where they reach, in points."""

    first: int
    last: int
    text: str
    left: float
    right: float


def clusters_of(run: GlyphRun, units: int) -> Iterator[Shown]:
    """What the codes of a run show, from left to right; `units` are those of the face's em."""
    scale = units / run.size
    for cluster in _clusters(run):
        if run.level % 2:
            yield from _letter_by_letter(run, cluster, scale)
        elif run.boxed and run.glyphs[cluster.first] == 0:
            yield Shown((), cluster.text, cluster.left, round((cluster.right - cluster.left) * scale))
        else:
            yield from _whole(run, cluster, scale)


def run_start(run: GlyphRun) -> float:
    """The x of the first code of a run, in points."""
    if run.level % 2 == 0:
        return run.xs[0]
    first = run.clusters[0]
    return min(x for x, cluster in zip(run.xs, run.clusters, strict=True) if cluster == first)


def _clusters(run: GlyphRun) -> list[_Cluster]:
    groups = [list(indices) for _, indices in groupby(range(len(run.glyphs)), run.clusters.__getitem__)]
    starts = [run.clusters[indices[0]] for indices in groups]
    if run.level % 2:
        ends = [len(run.text), *starts[:-1]]
        if starts:
            starts[-1] = 0
    else:
        ends = [*starts[1:], len(run.text)]
        if starts:
            starts[0] = 0
    lefts = [min(run.xs[index] for index in indices) for indices in groups]
    rights = [*lefts[1:], run.advance]
    return [
        _Cluster(indices[0], indices[-1] + 1, run.text[start:end], left, right)
        for indices, start, end, left, right in zip(groups, starts, ends, lefts, rights, strict=True)
    ]


def _whole(run: GlyphRun, cluster: _Cluster, scale: float) -> Iterator[Shown]:
    """A cluster as one code, or as a few where it has very many glyphs."""
    text = cluster.text
    for first in range(cluster.first, cluster.last, _MOST_PARTS):
        last = min(first + _MOST_PARTS, cluster.last)
        yield Shown(_outline(run, first, last, run.xs[first], scale), text, run.xs[first])
        text = ""


def _letter_by_letter(run: GlyphRun, cluster: _Cluster, scale: float) -> Iterator[Shown]:
    said = cluster.text.replace(_UNSAID, "") or cluster.text
    width = max((cluster.right - cluster.left) / len(said), 0.0)
    last = min(cluster.last, cluster.first + _MOST_PARTS)
    outline = _outline(run, cluster.first, last, cluster.left, scale)
    for index, char in enumerate(reversed(said)):
        x = cluster.left + index * width
        yield Shown(() if index else outline, char, x, round(width * scale))


def _outline(run: GlyphRun, first: int, last: int, x: float, scale: float) -> Composite:
    parts = (
        Part(run.glyphs[i], round((run.xs[i] - x) * scale), round(-run.ys[i] * scale))
        for i in range(first, last)
    )
    return tuple(part for part in parts if part.glyph)
