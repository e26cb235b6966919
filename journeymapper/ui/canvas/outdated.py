"""Which tiles show what is no longer so, after a change."""

from collections.abc import Callable

from journeymapper.layout.grid import Grid
from journeymapper.ui.canvas.tiles import Layer, TileKey, covered

Damage = tuple[int, float, float]
"""What `layout.index.damage` says: a row by its index, and between which two x it looks different."""


def outdated(before: Grid, grid: Grid, damage: list[Damage], scale: float) -> Callable[[TileKey], bool]:
    """Tells of each tile, painted of `before` at a scale in device pixels a point, whether it must be painted again."""
    old = {row.record.id: row for row in before.rows}
    changed = {row.record.id for row in grid.rows if row is not old.get(row.record.id)}
    stages = before.heads is not grid.heads
    dirty: dict[str, list[range]] = {}
    for index, left, right in damage:
        # A pixel more on either side: what is drawn at an edge is smeared over it.
        reach = covered(left * scale - 1, right * scale + 1)
        dirty.setdefault(grid.rows[index].record.id, []).append(reach)

    def stale(key: TileKey) -> bool:
        match key.layer:
            case Layer.STAGES:
                return stages
            case Layer.HEADS:
                return key.row in changed or key.row in dirty
            case Layer.BODY:
                return any(key.column in reach for reach in dirty.get(key.row, ()))

    return stale
