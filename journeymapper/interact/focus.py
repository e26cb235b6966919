"""What the keyboard acts on: a record, by its id, or an empty cell."""

from journeymapper.edit.places import Place

_CELL = "cell"


def cell_focus(place: Place) -> str:
    """The focus that stands for an empty cell, for `Session.focus`."""
    return f"{_CELL}\t{place.lane}\t{place.stage}\t{place.step}"


def focused_cell(focus: str) -> Place | None:
    """The cell that a focus stands for; None where it is a record's id."""
    match focus.split("\t"):
        case [kind, lane, stage, step] if kind == _CELL:
            return Place(lane, stage, step)
        case _:
            return None
