"""What each tile shows: ops of the map between the tile's edges."""

from PySide6.QtGui import QColor

from journeymapper.drawing.mirror import Mirror
from journeymapper.drawing.ops import DisplayList, Group, Op, Rect
from journeymapper.drawing.screen import MapDrawing
from journeymapper.layout.grid import Grid, Row
from journeymapper.ui.canvas.tiles import SIDE, Layer, Sheet, TileKey

REMEMBERED = 64
_SAME = 0.01  # points


class Sheets:
    """Cuts the map of one grid into sheets; `blocks` shows cards as coloured blocks."""

    def __init__(self, drawing: MapDrawing, grid: Grid, *, blocks: bool = False) -> None:
        self._drawing = drawing
        self._paper = QColor(drawing.theme.map["canvas"])
        self._rows: dict[tuple[str, float, float], tuple[Row, DisplayList]] = {}
        self._mirror = Mirror()
        self.blocks = blocks
        self.show(grid)

    def show(self, grid: Grid) -> None:
        """Cut sheets out of this grid from now on."""
        self._grid = grid
        self._index = {row.record.id: index for index, row in enumerate(grid.rows)}
        self._rows.clear()

    def sheet(self, key: TileKey, scale: float) -> Sheet | None:
        """What a tile shows at a scale in device pixels a point; None where there is no such row."""
        sheet = self._as_read(key, scale)
        if sheet is None or not self._grid.mirrored:
            return sheet
        ops, backdrop = self._mirror.ops(sheet.ops), self._mirror.ops(sheet.backdrop)
        return sheet._replace(ops=ops, backdrop=backdrop, left=-sheet.left - SIDE / scale)

    def _as_read(self, key: TileKey, scale: float) -> Sheet | None:
        """The same for a map that is read from left to right."""
        grid = self._grid
        side = SIDE / scale
        left = key.column * side
        if key.layer is Layer.STAGES:
            top = -grid.stage_head
            ops = self._drawing.stage_head_ops(grid, left, left + side)
            return Sheet(ops, (), left, top + key.part * side, 0.0, self._paper)
        index = self._index.get(key.row)
        if index is None:
            return None
        row = grid.rows[index]
        if key.layer is Layer.HEADS:
            left -= grid.head_width
            ops = self._drawing.lane_head_ops(grid, index)
        else:
            ops = self._row_ops(grid, index, left, left + side)
        top = key.part * side
        seen = ops if row.height <= side else tuple(op for op in ops if _reaches(op, top, top + side))
        backdrop = tuple(op for op in ops if isinstance(op, Rect) and _is_backdrop(op, row.height))
        return Sheet(seen, backdrop, left, top, row.height, self._paper)

    def _row_ops(self, grid: Grid, index: int, left: float, right: float) -> DisplayList:
        """The ops of a piece of a row; a high row is cut into many tiles, whose ops are the same."""
        row = grid.rows[index]
        key = (row.record.id, left, right)
        known = self._rows.get(key)
        if known is None or known[0] is not row:
            if len(self._rows) >= REMEMBERED:
                self._rows.clear()
            make = self._drawing.row_blocks if self.blocks else self._drawing.row_ops
            known = self._rows[key] = row, make(grid, index, left, right)
        return known[1]


def _is_backdrop(op: Rect, height: float) -> bool:
    return op.y <= _SAME and op.y + op.height >= height - _SAME


def _reaches(op: Op, top: float, bottom: float) -> bool:
    """Whether an op may have ink between two y; only cards are left out, which a high row is full of."""
    match op:
        case Group():
            return op.y + op.bottom >= top and op.y + op.top <= bottom
        case Rect():
            return op.y + op.height + 1 >= top and op.y - 1 <= bottom
        case _:
            return True
