"""The licences of everything that is shipped, as scripts/gather_licences.py has put them into resources/licences."""

from typing import NamedTuple

from journeymapper.model.resources import resource


class Licence(NamedTuple):
    """A part of the program that others made: `licence` in SPDX's terms, `texts` by name in resources/licences."""

    name: str
    version: str
    licence: str
    use: str
    texts: tuple[str, ...]


def licences() -> tuple[Licence, ...]:
    """Every part, the program itself first."""
    import json

    found = json.loads(resource("licences", "licences.json").read_text("utf-8"))
    return tuple(Licence(**{**entry, "texts": tuple(entry["texts"])}) for entry in found)


def licence_text(licence: Licence) -> str:
    """All that the licence of a part says."""
    parts = [resource("licences", name).read_text("utf-8").strip() for name in licence.texts]
    return ("\n\n" + "—" * 40 + "\n\n").join(parts) + "\n"
