"""Lists merged part by part: what one person added and another took away, where that leaves no doubt.

Every function gives the same whichever side comes first, and None where a person has to choose.
"""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from journeymapper.model.records import ChannelUse

Parts = tuple[Any, ...]


def merged_set(base: Parts, ours: Parts, theirs: Parts) -> Parts | None:
    """Merge lists in which each part stands for itself: tags, people, sources."""
    if _doubled(base, ours, theirs):
        return None
    return _woven(base, ours, theirs)


def merged_list(base: Parts, ours: Parts, theirs: Parts) -> Parts | None:
    """Merge lists of sentences. Where both took one away and one wrote a new one, it was perhaps reworded."""
    if _doubled(base, ours, theirs):
        return None
    gone = [part for part in base if part not in ours and part not in theirs]
    new = [[part for part in side if part not in base] for side in (ours, theirs)]
    if gone and new[0] != new[1]:
        return None
    return _woven(base, ours, theirs)


def merged_entries(
    base: tuple[ChannelUse, ...], ours: tuple[ChannelUse, ...], theirs: tuple[ChannelUse, ...]
) -> tuple[ChannelUse, ...] | None:
    """Merge channels by name: a share that both changed, or that one changed and the other took away, is in doubt."""
    shares = [{use.name: use.share for use in side} for side in (base, ours, theirs)]
    if any(len(found) != len(side) for found, side in zip(shares, (base, ours, theirs), strict=True)):
        return None
    names = _woven(*(tuple(found) for found in shares))
    if names is None:
        return None
    merged: dict[str, float] = {}
    for name in {**shares[0], **shares[1], **shares[2]}:
        was, first, second = (found.get(name) for found in shares)
        if was not in (first, second) and first != second:
            return None
        share = second if first == was else first
        if share is not None:
            merged[name] = share
    every = {use.name: use for side in (base, ours, theirs) for use in side}
    return tuple(replace(every[name], share=merged[name]) for name in names)


def _doubled(*lists: Parts) -> bool:
    return any(len(set(parts)) != len(parts) for parts in lists)


def _woven(base: Parts, ours: Parts, theirs: Parts) -> Parts | None:
    """What stayed on both sides, in the order of the side that changed it, with what either added put in behind.

    What is added stands behind the part that it was put behind, or behind the last one before it that stayed.
    """
    staying = [part for part in base if part in ours and part in theirs]
    orders = [[part for part in side if part in staying] for side in (ours, theirs)]
    changed = [order for order in orders if order != staying]
    if len(changed) > 1 and changed[0] != changed[1]:
        return None
    behind: dict[Any, list[list[Any]]] = {}
    for side in (ours, theirs):
        for anchor, run in _runs(side, base, set(staying)).items():
            behind.setdefault(anchor, []).append(run)
    woven: list[Any] = []
    for anchor in (None, *(changed[0] if changed else staying)):
        if anchor is not None:
            woven.append(anchor)
        for run in _in_order(behind.get(anchor, [])):
            woven.extend(part for part in run if part not in woven)
    return tuple(woven)


def _runs(side: Parts, base: Parts, staying: set[Any]) -> dict[Any, list[Any]]:
    """What a side added, by the part that stays in front of it, None for the start."""
    runs: dict[Any, list[Any]] = {}
    anchor = None
    for part in side:
        if part in staying:
            anchor = part
        elif part not in base:
            runs.setdefault(anchor, []).append(part)
    return runs


def _in_order(runs: Sequence[list[Any]]) -> list[list[Any]]:
    """In an order that does not depend on whose is whose."""
    key: Callable[[list[Any]], list[str]] = lambda run: [str(part) for part in run]  # noqa: E731
    return sorted(runs, key=key)
