"""Measures, owners and personas as one line."""

import re
from typing import Any

from journeymapper.model.records import Measure, Owner

_VALUE = re.compile(r"(?P<label>.*\S):\s+(?P<value>\S.*)", re.DOTALL)
_TEAM = re.compile(r"(?P<name>.*\S)\s+\((?P<team>[^()]*[^()\s])\)", re.DOTALL)


def read_measure(text: str) -> dict[str, Any]:
    """Label and value of a measure: “Waiting time: 4 min”."""
    match = _VALUE.fullmatch(text)
    return match.groupdict() if match else {"label": text}


def read_owner(text: str) -> dict[str, Any]:
    """Name and team of an owner: “Ada (Support)”."""
    match = _TEAM.fullmatch(text)
    return match.groupdict() if match else {"name": text}


def read_persona(text: str) -> dict[str, Any]:
    """Name and role of a persona: “Ada Lovelace, Engineer”, “Ada (Engineer)”; a template’s “[…]” is a name."""
    if text.startswith("[") and text.endswith("]") and text.strip("[]"):
        return {"name": text.strip("[]")}
    match = _TEAM.fullmatch(text)
    name, comma, role = (match["name"], "", match["team"]) if match else text.partition(", ")
    return {"name": name, "role": role} if match or comma else {"name": text}


def measure_text(measure: Measure) -> str:
    """A measure as `read_measure` reads it."""
    return f"{measure.label}: {measure.value}" if measure.value else measure.label


def owner_text(owner: Owner) -> str:
    """An owner as `read_owner` reads it."""
    return f"{owner.name} ({owner.team})" if owner.team else owner.name
