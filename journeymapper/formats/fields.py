"""Objects of a JSON file, read field by field: what is not of the expected type is told, never raised."""

import math
from collections.abc import Collection, Iterator
from typing import Any

from journeymapper.formats.report import Report
from journeymapper.model.i18n import _
from journeymapper.model.strict_json import plain_problem

_ABSENT: tuple[object, ...] = (None, "", [], {})


class Fields:
    """The fields of one object; each is taken once, and `rest` gives those that nobody took.

    `path` is where the object stands in the file, "" for the file itself.
    """

    def __init__(self, plain: dict[str, Any], path: str, report: Report) -> None:
        self._left = dict(plain)
        self._report = report
        self.path = path

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def text(self, *names: str) -> str:
        """The text of the first of these fields that has one, "" for none; a number is taken as text."""
        found = ""
        for name in names:
            value = self._left.pop(name, None)
            if isinstance(value, int | float) and not isinstance(value, bool):
                self._report.changed(
                    self.at(name), _("the number {value} is taken as text").format(value=value)
                )
                value = str(value)
            if value is None or value == "":
                continue
            if not isinstance(value, str):
                self._report.dropped(self.at(name), _("it is not a text"))
            elif found:
                self._report.dropped(
                    self.at(name), _("another field says the same: “{text}” is used").format(text=found)
                )
            else:
                found = value
        return found

    def key(self, name: str) -> str:
        """An id, as a text or a whole number, "" for none."""
        value = self._left.pop(name, None)
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            return str(value)
        if value is not None:
            self._report.dropped(self.at(name), _("it is not an id"))
        return ""

    def number(self, name: str) -> int | float | None:
        """A number, also where it stands as text, None for none."""
        value = self._left.pop(name, None)
        if isinstance(value, str):
            value = _number_in(value)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return value
        self._report.dropped(self.at(name), _("it is not a number"))
        return None

    def flag(self, name: str) -> bool:
        """A yes or no; no where there is none."""
        value = self._left.pop(name, None)
        if value is not None and not isinstance(value, bool):
            self._report.dropped(self.at(name), _("it is neither true nor false"))
        return value is True

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        value = self._left.pop(name, None)
        if isinstance(value, str):
            return (value,) if value else ()
        found: list[str] = []
        for number, part in enumerate(self._list(name, value)):
            if isinstance(part, str):
                found.append(part)
            elif isinstance(part, int | float) and not isinstance(part, bool):
                found.append(str(part))
            else:
                self._report.dropped(f"{self.at(name)}[{number}]", _("it is not a text"))
        return tuple(found)

    def objects(self, name: str, single: str = "") -> Iterator["Fields"]:
        """The objects of a list; where `single` names a field, a plain text in the list is an object with it alone."""
        value = self._left.pop(name, None)
        for number, part in enumerate(self._list(name, value)):
            path = f"{self.at(name)}[{number}]"
            if isinstance(part, dict):
                yield Fields(part, path, self._report)
            elif isinstance(part, str) and single:
                yield Fields({single: part}, path, self._report)
            else:
                self._report.dropped(path, _("it is not an object with fields"))

    def inner(self, name: str) -> "Fields":
        """The object in a field; an empty one where there is none."""
        value = self._left.pop(name, None)
        if value is not None and not isinstance(value, dict):
            self._report.dropped(self.at(name), _("it is not an object with fields"))
        return Fields(value if isinstance(value, dict) else {}, self.at(name), self._report)

    def taken(self, name: str) -> object:
        """The value of a field, whatever it is, None for none."""
        return self._left.pop(name, None)

    def rest(self, taken: Collection[str]) -> dict[str, Any]:
        """The fields that nobody took, to be kept beside a record that has fields of the names `taken`.

        Each is told; a name that is taken gets "ojf_" before it.
        """
        found: dict[str, Any] = {}
        for name, value in self._left.items():
            if value in _ABSENT:
                continue
            problem = plain_problem({name: value})
            if problem:
                self._report.dropped(self.at(name), problem)
                continue
            found[f"ojf_{name}" if name in taken else name] = value
            self._report.kept(self.at(name))
        self._left.clear()
        return found

    def _list(self, name: str, value: object) -> list[Any]:
        if value is None or isinstance(value, list):
            return value or []
        self._report.dropped(self.at(name), _("it is not a list"))
        return []


def _number_in(text: str) -> int | float | str | None:
    """The number that a text says, None for an empty one, the text itself where it says none."""
    try:
        number = float(text) if text.strip() else None
    except ValueError:
        return text
    if number is None or not math.isfinite(number):
        return text if number is not None else None
    return int(number) if number.is_integer() else number
