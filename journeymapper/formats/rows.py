"""The lanes and lines of a map from top to bottom, where a source brings some lanes and its content needs more.

A source's lanes keep their order, save that offstage lanes go below the others: the line of visibility has one
place. Lanes that are added stand where a service blueprint has them.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from journeymapper.model.tables import ROLES


class Row(NamedTuple):
    """A lane to be made: its role and, where the source brings it, its place among the source's lanes."""

    role: str
    source: int | None = None


class LineRow(NamedTuple):
    """A line to be made."""

    role: str


_MET = ("evidence", "actions", "touchpoints", "frontstage")
_IMPROVE = ("opportunities", "measures", "owners")


def planned_rows(roles: Sequence[str], needed: Collection[str], felt: int | None) -> list[Row | LineRow]:
    """The rows of a map whose source has lanes of these roles, from top to bottom.

    `needed` are the roles that its content needs; those the source has are not added. `felt` is the place of the
    source's lane of feelings, below which the curve goes.
    """
    rows = [Row(role, place) for place, role in enumerate(roles)]
    added = [role for role in needed if role not in roles]
    if "evidence" in added:
        rows.insert(_first(rows, "actions"), Row("evidence"))
    if "frontstage" in added:
        rows.insert(_behind(rows, ("evidence", "actions", "touchpoints")), Row("frontstage"))
    if "emotion" in added:
        place = (
            [row.source for row in rows].index(felt) + 1
            if felt is not None
            else _behind(rows, (*_MET, "thoughts"))
        )
        rows.insert(place, Row("emotion"))
    if "moments" in added:
        rows.insert(_behind(rows, ("emotion",)) or _behind(rows, (*_MET, "thoughts")), Row("moments"))
    rows += [Row(role) for role in ("backstage", "support") if role in added]
    return _with_lines(_offstage_last(rows))


def side_of(role: str) -> str:
    """The side of a lane of this role."""
    return ROLES[role].side


def moved(rows: Sequence[Row | LineRow]) -> bool:
    """Whether the source's lanes stand in another order than in the source."""
    places = [row.source for row in rows if isinstance(row, Row) and row.source is not None]
    return places != sorted(places)


def _first(rows: Sequence[Row], role: str) -> int:
    return next((place for place, row in enumerate(rows) if row.role == role), 0)


def _behind(rows: Sequence[Row], roles: Collection[str]) -> int:
    """The place behind the last row of these roles; the top where there is none."""
    return max((place + 1 for place, row in enumerate(rows) if row.role in roles), default=0)


def _offstage_last(rows: list[Row]) -> list[Row]:
    if not any(side_of(row.role) == "offstage" for row in rows):
        return rows
    return sorted(rows, key=lambda row: _depth(row.role))


def _depth(role: str) -> int:
    if role in _IMPROVE:
        return 3
    if role == "support":
        return 2
    return 1 if side_of(role) == "offstage" else 0


def _with_lines(rows: Sequence[Row]) -> list[Row | LineRow]:
    """The rows with the lines that make sense among them."""
    roles = [row.role for row in rows]
    behind_the_scenes = [place for place, role in enumerate(roles) if side_of(role) == "offstage"]
    lines: dict[int, str] = {}
    if "actions" in roles and (behind_the_scenes or "frontstage" in roles):
        lines[roles.index("actions") + 1] = "interaction"
    if behind_the_scenes:
        lines[behind_the_scenes[0]] = "visibility"
    if "support" in roles and roles.index("support") != behind_the_scenes[0]:
        lines[roles.index("support")] = "internal_interaction"
    found: list[Row | LineRow] = []
    for place, row in enumerate(rows):
        if place in lines:
            found.append(LineRow(lines[place]))
        found.append(row)
    return found
