"""Dates in words."""

from journeymapper.model.i18n import _, mark

MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)


def date_text(iso: str) -> str:
    """An ISO date in words, or the text itself where it is none."""
    parts = iso.split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts) and 1 <= int(parts[1]) <= 12:
        return f"{int(parts[2])} {_(MONTHS[int(parts[1]) - 1])} {parts[0]}"
    return iso
