"""Dates in words."""

from journeymapper.layout.text import TextEngine
from journeymapper.model.i18n import mark

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


def date_text(iso: str, engine: TextEngine) -> str:
    """An ISO date in the map's words, or the text itself where it is none."""
    parts = iso.split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts) and 1 <= int(parts[1]) <= 12:
        month = engine.say(MONTHS[int(parts[1]) - 1])
        return engine.say("{day} {month} {year}").format(day=int(parts[2]), month=month, year=parts[0])
    return iso
