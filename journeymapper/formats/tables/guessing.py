"""What is what in a table: guessed from its names and cells, shown in the import window, changed there, then built.

A guess speaks of the table as if the stages ran across: where they run down, rows and columns are exchanged
(`turned`), so that a lane always has places along one axis and a stage along the other.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from journeymapper.formats.lane_names import role_of_name
from journeymapper.formats.tables.preamble import stands_above, widest_of
from journeymapper.formats.tables.scores import feeling_in, guessed_scale, is_figure, read_score
from journeymapper.formats.tables.table import Merged, Table, place_of
from journeymapper.formats.words import is_head
from journeymapper.model.i18n import _
from journeymapper.model.tables import LINES, ROLES

_NUMBERED = re.compile(r"\s*(?:\d+|[A-Z])[.):]\s*\S")
_COUNTED = re.compile(r"[^\W\d_]{0,3}[-. ]?\d+[.):]?")
OWN_SHEET = frozenset(("lane", "band", "side", "role"))
"""What the sheets that this program writes say beside their cells."""

_HEADS = ("step", "step_title", "duration", "goal")


class HeadGuess(msgspec.Struct, frozen=True):
    """A row that says something of the stages: `what` is "stage", "step", "duration" or "goal"."""

    place: int
    what: str


class ColumnGuess(msgspec.Struct, frozen=True):
    """A step: its column, the title of its stage and its own. All columns of one title are one stage."""

    place: int
    stage: str
    step: str = ""


class LaneGuess(msgspec.Struct, frozen=True):
    """A lane, which may have several rows.

    `role` is a key of ROLES, one of LINES for a line among the lanes, or "" for a lane that is to be left out.
    `known` tells whether the name said the role. `scale` is, for the role "emotion", a key of SCALES, or "" where its
    cells hold no feelings. `band` and `side` are None where the role's own are meant.
    """

    places: tuple[int, ...]
    title: str
    role: str
    known: bool = True
    scale: str = ""
    hint: str = ""
    band: str | None = None
    side: str | None = None


class Guess(msgspec.Struct, frozen=True):
    """What is what in a table; `across` tells whether the stages run across. `names` is the column of lanes' names.

    `by_lines` tells that only lines part the cards of a cell, as in the sheets that this program writes.
    """

    across: bool
    heads: tuple[HeadGuess, ...]
    names: int
    columns: tuple[ColumnGuess, ...]
    lanes: tuple[LaneGuess, ...]
    by_lines: bool = False


class Mark(NamedTuple):
    """What a cell is: "stage", "step", "duration", "goal", "lane", "cell" or "", and of which lane and column."""

    what: str
    lane: int | None = None
    column: int | None = None


class Grid(NamedTuple):
    """A table with the stages across."""

    rows: Sequence[Sequence[str]]
    merged: tuple[Merged, ...]


def turned(table: Table, *, across: bool) -> Grid:
    """The table's cells with the stages across."""
    if across:
        return Grid(table.rows, table.merged)
    cells = tuple(Merged(left, top, right, bottom) for top, left, bottom, right in table.merged)
    return Grid(tuple(zip(*table.rows, strict=True)), cells)


def guess(table: Table, across: bool | None = None) -> Guess:
    """What is most likely what; `across` says how the stages run where that is known."""
    top, left = _corner(table.rows)
    if across is None:
        across = _runs_across(table.rows, top, left)
    grid = turned(table, across=across)
    head, first = (top, left) if across else (left, top)
    rows = grid.rows
    if not rows or not rows[0]:
        return Guess(across, (), 0, (), ())
    beside = _beside(rows[head])
    names = beside.get("lane", first)
    heads = _heads(rows, head, names)
    columns = _columns(grid, heads, max(names, *beside.values()) if beside else names)
    lanes = _lanes(grid, head, heads, names, columns, beside)
    return Guess(across, heads, names, columns, lanes, by_lines=beside.keys() >= OWN_SHEET)


def with_role(table: Table, guess: Guess, number: int, role: str) -> Guess:
    """The guess with another role for a lane; one that becomes a lane of feelings gets the scale of its cells."""
    lane = guess.lanes[number]
    scale = (
        guessed_scale(f"{lane.title} {lane.hint}", _texts(table, guess, lane)) if role == "emotion" else ""
    )
    return _with_lane(guess, number, msgspec.structs.replace(lane, role=role, scale=scale))


def with_scale(guess: Guess, number: int, scale: str) -> Guess:
    """The guess with another scale for a lane of feelings."""
    return _with_lane(guess, number, msgspec.structs.replace(guess.lanes[number], scale=scale))


def scores_of(table: Table, guess: Guess, number: int) -> tuple[float | None, ...]:
    """What a lane says of feelings at each column, from -2 to +2; None where it says none."""
    lane = guess.lanes[number]
    if lane.role != "emotion" or not lane.scale:
        return (None,) * len(guess.columns)
    found = [feeling_in(text, lane.scale)[0] for text in _texts(table, guess, lane)]
    return tuple(score and score.value for score in found)


def mark_of(guess: Guess, row: int, column: int) -> Mark:
    """What the cell in this row and column of the table is."""
    down, along = (row, column) if guess.across else (column, row)
    at = next((number for number, found in enumerate(guess.columns) if found.place == along), None)
    head = next((found.what for found in guess.heads if found.place == down), "")
    if head:
        return Mark(head if at is not None else "", None, at)
    lane = next((number for number, found in enumerate(guess.lanes) if down in found.places), None)
    if lane is None:
        return Mark("")
    if along == guess.names:
        return Mark("lane", lane)
    return Mark("cell", lane, at) if at is not None else Mark("")


def place_of_lane(table: Table, guess: Guess, lane: LaneGuess) -> str:
    """How reports name the place of a lane: its line, or its column."""
    if guess.across:
        return place_of(table.unit, table.lines[lane.places[0]])
    return _("column {n}").format(n=lane.places[0] + 1)


def _with_lane(guess: Guess, number: int, lane: LaneGuess) -> Guess:
    return msgspec.structs.replace(guess, lanes=(*guess.lanes[:number], lane, *guess.lanes[number + 1 :]))


def _texts(table: Table, guess: Guess, lane: LaneGuess) -> list[str]:
    rows = turned(table, across=guess.across).rows
    return ["\n".join(rows[place][column.place] for place in lane.places) for column in guess.columns]


# where the table begins, and how it runs


def _corner(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Row and column of the names."""
    widest = widest_of(rows)
    top = next((place for place, row in enumerate(rows) if not stands_above(row, widest)), 0)
    columns = range(len(rows[0]) if rows else 0)
    left = next((place for place in columns if any(row[place] for row in rows[top:])), 0)
    return top, left


def _runs_across(rows: Sequence[Sequence[str]], top: int, left: int) -> bool:
    """Whether the stages run across: the lanes' names tell, else what is repeated or numbered, as stages are."""
    if not rows:
        return True
    across = [cell for cell in rows[top][left + 1 :] if cell]
    down = [row[left] for row in rows[top + 1 :] if row[left]]
    if any(is_head(cell, "lane") for cell in rows[top]):
        return True
    if not is_head(rows[top][left], "stage"):
        named = _names_stages(across), _names_stages(down)
        if named[0] != named[1]:
            return named[1]
    shares = _share(across, _tells_role), _share(down, _tells_role)
    if shares[0] != shares[1]:
        return shares[1] > shares[0]
    repeated = len(across) - len(set(across)), len(down) - len(set(down))
    if repeated[0] != repeated[1]:
        return repeated[0] > repeated[1]
    return _share(across, _NUMBERED.match) >= _share(down, _NUMBERED.match)


def _names_stages(names: Sequence[str]) -> bool:
    return any(is_head(name, "stage") for name in names)


def _share(names: Sequence[str], test: object) -> float:
    return sum(bool(test(name)) for name in names) / len(names) if names and callable(test) else 0.0


def _tells_role(name: str) -> bool:
    return role_of_name(name) is not None or any(is_head(name, line) for line in LINES)


# heads


def _beside(head: Sequence[str]) -> dict[str, int]:
    """The columns that say more of the lanes, as our own sheets have them: name, band, side and role."""
    found: dict[str, int] = {}
    for place, name in enumerate(head):
        for what in ("lane", "band", "side", "role"):
            if is_head(name, what):
                found.setdefault(what, place)
    return found if {"lane", "role"} <= found.keys() else {}


def _heads(rows: Sequence[Sequence[str]], head: int, names: int) -> tuple[HeadGuess, ...]:
    stages = _row_of_stages(rows, head, names)
    found = {stages: "stage"}
    for place, row in enumerate(rows[head:], head):
        if place == stages:
            continue
        what = next((what for what in _HEADS if is_head(row[names], what)), "")
        if what == "step" and not _has_steps(rows, stages, names, place):
            continue
        what = what.removesuffix("_title")
        if what and what not in found.values():
            found[place] = what
    return tuple(HeadGuess(place, what) for place, what in found.items())


def _row_of_stages(rows: Sequence[Sequence[str]], head: int, names: int) -> int:
    """The row that names the stages: the one that says so, where numbers or other things stand before it."""
    if is_head(rows[head][names], "stage"):
        return head
    below = range(head + 1, len(rows))
    return next((place for place in below if is_head(rows[place][names], "stage")), head)


def _has_steps(rows: Sequence[Sequence[str]], head: int, names: int, step: int) -> bool:
    """Whether a lane called “Step” names the steps: stages come several times, or other lanes say what is done."""
    stages = [cell for cell in rows[head][names + 1 :] if cell]
    others = [row[names] for place, row in enumerate(rows) if place not in (head, step)]
    return len(set(stages)) < len(stages) or any(role_of_name(name) == "actions" for name in others)


def _columns(grid: Grid, heads: Sequence[HeadGuess], last: int) -> tuple[ColumnGuess, ...]:
    """The steps right of column `last`. A stage without a name goes on with the one before it."""
    row_of = {head.what: head.place for head in heads}
    head, rows = row_of["stage"], grid.rows
    stages, steps = rows[head], rows[row_of.get("step", head)]
    reached = {
        place
        for cells in grid.merged
        if cells.top <= head <= cells.bottom
        for place in range(cells.left, min(cells.right + 1, len(stages)))
    }
    found: list[ColumnGuess] = []
    for place in range(last + 1, len(stages)):
        stage = " ".join(stages[place].split())
        if not stage and place not in reached and not any(row[place] for row in rows[head + 1 :]):
            continue
        if not stage:
            stage = found[-1].stage if found else _("Stage {n}").format(n=1)
        step = " ".join(steps[place].split()) if "step" in row_of else ""
        found.append(ColumnGuess(place, stage, step))
    return tuple(found)


# lanes


def _lanes(
    grid: Grid,
    head: int,
    heads: Sequence[HeadGuess],
    names: int,
    columns: Sequence[ColumnGuess],
    beside: dict[str, int],
) -> tuple[LaneGuess, ...]:
    found: list[LaneGuess] = []
    taken = {each.place for each in heads}
    for place, row in enumerate(grid.rows[head:], head):
        if place in taken:
            continue
        texts = [row[column.place] for column in columns]
        if row[names] or (any(texts) and not found):
            lane = _lane(place, row, names, texts, _beside_of(grid, place, beside))
            counts = place == head and _counts(texts)
            found.append(msgspec.structs.replace(lane, role="") if counts else lane)
        elif any(texts):
            found[-1] = msgspec.structs.replace(found[-1], places=(*found[-1].places, place))
    return tuple(_rid_of_twins(found))


def _counts(texts: Sequence[str]) -> bool:
    """Whether cells do nothing but count the stages or steps that they stand beside."""
    filled = [text for text in texts if text]
    return bool(filled) and len(set(filled)) == len(filled) and all(map(_COUNTED.fullmatch, filled))


def _lane(
    place: int, row: Sequence[str], names: int, texts: Sequence[str], beside: dict[str, str]
) -> LaneGuess:
    title, _break, hint = row[names].partition("\n")
    line = next((line for line in LINES if is_head(title, line)), None)
    if line and not any(texts):
        return LaneGuess((place,), title, line)
    role, known = _role(title, texts, beside.get("role", ""))
    scale = guessed_scale(f"{title} {hint}", texts) if role == "emotion" else ""
    band = beside.get("band")
    return LaneGuess((place,), title, role, known, scale, hint, band, _side(beside.get("side")))


def _role(title: str, texts: Sequence[str], key: str) -> tuple[str, bool]:
    """The role of a lane and whether its name, or a column beside it, says it."""
    if key in ROLES:
        return key, True
    role = role_of_name(title)
    if role is not None:
        return role, True
    filled = [text for text in texts if text]
    if len(filled) > 1 and all(_is_feeling(text) for text in filled):
        return "emotion", False
    return "text", False


def _is_feeling(text: str) -> bool:
    """Whether a cell says a feeling and nothing else that it could be."""
    score = read_score(text, "")
    return is_figure(text) or (score is not None and score.scale == "faces" and len(text) <= 60)


def _side(text: str | None) -> str | None:
    if text is None:
        return None
    return next((side for side in ("onstage", "offstage") if is_head(text, side)), "none")


def _beside_of(grid: Grid, place: int, beside: dict[str, int]) -> dict[str, str]:
    """What stands beside a lane's name, also where it stands once for several lanes."""
    found: dict[str, str] = {}
    for what, column in beside.items():
        cells = next(
            (
                one
                for one in grid.merged
                if one.left <= column <= one.right and one.top <= place <= one.bottom
            ),
            None,
        )
        found[what] = grid.rows[cells.top][cells.left] if cells else grid.rows[place][column]
    return found


def _rid_of_twins(lanes: Sequence[LaneGuess]) -> Iterator[LaneGuess]:
    """The lanes; a line that stands twice is left out the second time."""
    seen: set[str] = set()
    for lane in lanes:
        if lane.role in seen and lane.role in LINES:
            yield msgspec.structs.replace(lane, role="")
        else:
            seen.add(lane.role)
            yield lane
