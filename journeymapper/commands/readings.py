"""Values as text in a field, and text as values: lists, numbers, shares."""

from collections.abc import Callable
from typing import NamedTuple

from journeymapper.commands.forms import Form
from journeymapper.model.i18n import _
from journeymapper.model.records import ChannelUse


class Reading(NamedTuple):
    """How a value is shown as text, read from it, and stepped with the arrow keys.

    `read` raises ValueError, with a sentence, where the text cannot be read.
    """

    show: Callable[[object], str]
    read: Callable[[str], object]
    step: Callable[[object, int], object] | None = None


def _show_text(value: object) -> str:
    return str(value)


def _read_line(text: str) -> object:
    return " ".join(text.split())


def _show_tags(value: object) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else ""


def _read_tags(text: str) -> object:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _show_lines(value: object) -> str:
    return "\n".join(str(part) for part in value) if isinstance(value, tuple) else ""


def _read_lines(text: str) -> object:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _show_numbers(value: object) -> str:
    return "; ".join(f"{part:g}" for part in value) if isinstance(value, tuple) else ""


def _read_numbers(text: str) -> object:
    return tuple(_number(part) for part in text.split(";") if part.strip())


def _show_shares(value: object) -> str:
    uses = [use for use in value if isinstance(use, ChannelUse)] if isinstance(value, tuple) else []
    return "\n".join(f"{use.name} {use.share * 100:g} %" for use in uses)


def _read_shares(text: str) -> object:
    return tuple(_share(line) for line in text.splitlines() if line.strip())


def _share(line: str) -> ChannelUse:
    words = line.replace("%", " ").split()
    try:
        share = _number(words[-1]) / 100
    except ValueError:
        return ChannelUse(" ".join(words), 0.0)
    return ChannelUse(" ".join(words[:-1]), min(max(share, 0.0), 1.0))


def _show_count(value: object) -> str:
    return "" if value is None else str(value)


def _read_count(text: str) -> object:
    if not text.strip():
        return 0
    number = _number(text)
    if number < 0 or number != int(number):
        raise ValueError(_("A whole number from 0 up is wanted."))
    return int(number)


def _step_count(value: object, by: int) -> object:
    return max(0, (value if isinstance(value, int) else 0) + by)


def _read_age(text: str) -> object:
    return _read_count(text) if text.strip() else None


def _show_decimal(value: object) -> str:
    return f"{value:+.1f}".replace("-", "−") if isinstance(value, int | float) and value else "0"


def _read_decimal(text: str) -> object:
    return min(max(_number(text), -2.0), 2.0)


def _step_decimal(value: object, by: int) -> object:
    now = value if isinstance(value, int | float) else 0.0
    return min(max(round(now + by / 10, 2), -2.0), 2.0)


def _show_percent(value: object) -> str:
    return f"{value * 100:g} %" if isinstance(value, int | float) else ""


def _read_percent(text: str) -> object:
    if not text.strip():
        return None
    return min(max(_number(text.replace("%", "")) / 100, 0.0), 1.0)


def _step_percent(value: object, by: int) -> object:
    now = value if isinstance(value, int | float) else 0.0
    return min(max(round(now + by / 100, 4), 0.0), 1.0)


def _number(text: str) -> float:
    plain = text.strip().replace("−", "-").replace(" ", "").replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        raise ValueError(_("“{text}” is not a number.").format(text=text.strip())) from None


READINGS: dict[Form, Reading] = {
    "line": Reading(_show_text, _read_line),
    "text": Reading(_show_text, str.rstrip),
    "lines": Reading(_show_lines, _read_lines),
    "tags": Reading(_show_tags, _read_tags),
    "numbers": Reading(_show_numbers, _read_numbers),
    "shares": Reading(_show_shares, _read_shares),
    "count": Reading(_show_count, _read_count, _step_count),
    "decimal": Reading(_show_decimal, _read_decimal, _step_decimal),
    "percent": Reading(_show_percent, _read_percent, _step_percent),
}
"""How the forms that are text fields read and show their values."""

AGE = Reading(_show_count, _read_age, _step_count)
"""A count that may be left open."""
