"""The maps that a new map can begin as: what they are called, where they lie, and a fresh copy of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _
from journeymapper.model.i18n import mark as text
from journeymapper.model.resources import resource

if TYPE_CHECKING:
    from journeymapper.model.document import Document
    from journeymapper.model.ids import IdSource
    from journeymapper.model.records import Record


class Template(NamedTuple):
    """A template by its file's name; `title` and `about` are translated when shown, where they are in English."""

    name: str
    title: str
    about: str
    icon: str


EXAMPLE = "buying-running-shoes"

TEMPLATES: dict[str, Template] = {
    template.name: template
    for template in (
        Template(
            "customer-journey-map",
            text("Customer journey map"),
            text("Six stages from awareness to advocacy, the usual lanes, and questions to start from."),
            "map",
        ),
        Template(
            "five-stages",
            text("Five stages"),
            text("The shortest start: description, touchpoints, emotions and opportunities in five stages."),
            "stage",
        ),
        Template(
            "service-blueprint",
            text("Service blueprint"),
            text(
                "What customers do, what staff do in front of them, and what happens behind the line of visibility."
            ),
            "server",
        ),
        Template(
            "experience-map",
            text("Experience map"),
            text(
                "What people go through whatever product they use: needs, doing, thinking, feeling, barriers."
            ),
            "globe",
        ),
        Template(
            "day-in-the-life",
            text("Day in the life"),
            text("From early morning to night: places, activities, devices, energy and openings."),
            "clock",
        ),
        Template(
            "empathy-map",
            text("Empathy map"),
            text("What several people see, say, do, think and feel in one situation; pains and gains."),
            "thought",
        ),
        Template(
            "user-flow",
            text("User flow"),
            text(
                "One task from entry to outcome: happy path, another way, a loop back, and what goes wrong."
            ),
            "connect",
        ),
        Template(
            "persona-sheet",
            text("Persona sheet"),
            text("One persona, from what is known through what is assumed to what to ask next."),
            "person",
        ),
        Template(
            "empty",
            text("Empty map"),
            text("Three stages and the usual lanes, with nothing in them."),
            "new",
        ),
        Template(
            EXAMPLE,
            text("Buying running shoes"),
            text(
                "A whole example to look at and take apart: a runner, six stages, twelve steps, all of it made up."
            ),
            "shoe",
        ),
        Template(
            f"{EXAMPLE}-ar",
            "شراء حذاء الجري",
            text("The same example in Arabic."),
            "shoe",
        ),
        Template(
            f"{EXAMPLE}-ja",
            "ランニングシューズを買う",
            text("The same example in Japanese."),
            "shoe",
        ),
    )
}
"""The templates in the order in which they are offered; the first is the usual one."""


def template_path(name: str, own: Path | None = None) -> Path:
    """Where one of the program's templates lies. Raises JourneyError for a name that none has."""
    if name not in TEMPLATES:
        from journeymapper.files.own_templates import own_names

        names = ", ".join((*TEMPLATES, *(own_names(own) if own is not None else ())))
        raise JourneyError(
            _("there is no template “{name}”; there are: {names}").format(name=name, names=names)
        )
    return resource("templates") / f"{name}.journey"


def from_template(name: str, new_id: IdSource, own: Path | None = None) -> Document:
    """A new map that begins as a template, with ids of its own; `own` is the folder of the person's templates.

    Raises JourneyError for a name that none has, and where the person's file holds no map.
    """
    return renewed(template_document(name, own), new_id)


def template_document(name: str, own: Path | None = None) -> Document:
    """The map that a template holds, the program's own or one in the folder `own`. Raises JourneyError."""
    # The window lists the templates before its first paint; what reads files is loaded when one is chosen.
    from journeymapper.files.journey import load
    from journeymapper.files.own_templates import own_document, own_names

    if own is not None and name not in TEMPLATES and name in own_names(own):
        return own_document(name, own)
    return load(template_path(name, own)).document


def renewed(document: Document, new_id: IdSource) -> Document:
    """A copy of a document in which every record has another id."""
    from journeymapper.model.document import Document

    ids = {key: new_id() for key in sorted(document.snapshot())}
    return Document((_renewed(record, ids) for record in document), document.media)


def _renewed(record: Record, ids: dict[str, str]) -> Record:
    from msgspec.structs import replace

    from journeymapper.model.records import REFERENCES

    fields: dict[str, Any] = {"id": ids[record.id]}
    for reference in REFERENCES.get(type(record), ()):
        value = getattr(record, reference.field)
        fields[reference.field] = tuple(ids[key] for key in value) if reference.many else ids.get(value, "")
    return replace(record, **fields)
