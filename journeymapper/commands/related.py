"""What the inspector says of what it shows: its heading, and the records that belong to it but not to the grid."""

from collections.abc import Sequence
from typing import NamedTuple

from journeymapper.commands.choices import stage_letter, step_title
from journeymapper.model.document import Document, Item
from journeymapper.model.i18n import _, mark
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    Evidence,
    JourneyMap,
    Lane,
    Line,
    Link,
    Measure,
    Owner,
    Persona,
    Record,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import KINDS, LINES, LINK_KINDS, ROLES


class Heading(NamedTuple):
    """A title and its picture: "kind:…", "stage:…" or "icon:…" as in `choices.Entry`."""

    title: str
    picture: str


class Row(NamedTuple):
    """A record to go to. `key` is its id; `step` is set for a point that a series does not have yet."""

    key: str
    title: str
    picture: str = ""
    step: str = ""


class Group(NamedTuple):
    """Rows under a title; `command`, shown as `adds`, adds one more."""

    title: str
    rows: tuple[Row, ...]
    command: str = ""
    adds: str = ""
    first: bool = False
    """Whether it stands above the fields."""


def heading(document: Document, records: Sequence[Record]) -> Heading:
    """What is shown, for people."""
    first = records[0]
    if len(records) == 1:
        return _one(document, first)
    kinds = {record.kind for record in records if isinstance(record, Card)}
    if len(kinds) == 1 and all(isinstance(record, Card) for record in records):
        kind = KINDS[kinds.pop()]
        title = _("{kind} · {n} selected").format(kind=_(kind.title), n=len(records))
        return Heading(title, f"kind:{kind.key}")
    if all(isinstance(record, Item) for record in records):
        return Heading(_("{n} cards selected").format(n=len(records)), "icon:duplicate")
    return Heading(_("{n} things selected").format(n=len(records)), "icon:duplicate")


def related(document: Document, records: Sequence[Record]) -> list[Group]:
    """The records that belong to a single record shown and have no place in the grid of their own."""
    if len(records) != 1:
        return []
    record = records[0]
    match record:
        case JourneyMap():
            return [_personas(document), _sources(document)]
        case Persona():
            return [_other_personas(document, record)] if document.count(Persona) > 1 else []
        case Lane(role="emotion"):
            rows = tuple(
                Row(series.id, series_title(document, series)) for series in document.series_of(record.id)
            )
            return [Group(_("Curves"), rows, "insert.series", _("Add curve"))]
        case Series():
            return [_points(document, record)]
        case Card():
            return _links(document, record)
    return []


def series_title(document: Document, series: Series) -> str:
    """What a curve is called: its title, or its persona, or its place."""
    if series.title:
        return series.title
    persona = document.find(Persona, series.persona)
    if persona is not None:
        return persona.name
    place = [other.id for other in document.series_of(series.lane)].index(series.id) + 1
    return _("Curve {n}").format(n=place)


def card_title(card: Record | None) -> str:
    """The code of a card and the beginning of its text."""
    if not isinstance(card, Card):
        return ""
    text = " ".join(card.text.split())
    short = text if len(text) <= 40 else text[:39] + "…"
    return f"{card.code} {short}".strip()


def _one(document: Document, record: Record) -> Heading:
    match record:
        case Card():
            title = " · ".join(part for part in (_(KINDS[record.kind].title), record.code) if part)
            return Heading(title, f"kind:{record.kind}")
        case Stage():
            letter = stage_letter(document, record.id)
            position = [stage.id for stage in document.stages].index(record.id)
            return Heading(_("Stage {letter}").format(letter=letter), f"stage:{position}")
        case Step():
            return Heading(step_title(document, record), "icon:step")
        case Lane():
            role = ROLES.get(record.role)
            return Heading(_("Lane"), f"icon:{role.icon if role else 'lane'}")
        case Line():
            return Heading(
                _(LINES[record.role].title), "icon:eye" if record.role == "visibility" else "icon:minus"
            )
        case Link():
            return Heading(_(LINK_KINDS[record.kind].title), "icon:connect")
        case EmotionPoint():
            step = document.find(Step, record.step)
            return Heading(
                _("Emotion at {step}").format(step=step_title(document, step) if step else ""), "icon:heart"
            )
    title, picture = TITLES.get(type(record), (mark("Record"), "icon:file"))
    return Heading(_(title), picture)


TITLES: dict[type[Record], tuple[str, str]] = {
    JourneyMap: (mark("Map"), "icon:map"),
    Persona: (mark("Persona"), "icon:person"),
    Measure: (mark("KPI"), "kind:measure"),
    Owner: (mark("Owner"), "kind:owner"),
    Series: (mark("Emotion curve"), "icon:heart"),
    Evidence: (mark("Source"), "icon:file"),
}


def _personas(document: Document) -> Group:
    rows = tuple(Row(persona.id, persona.name, "icon:person") for persona in document.personas)
    return Group(_("Personas"), rows, "map.new_persona", _("Add persona"))


def _other_personas(document: Document, shown: Persona) -> Group:
    others = (persona for persona in document.personas if persona.id != shown.id)
    return Group(
        _("Other personas"),
        tuple(Row(persona.id, persona.name, "icon:person") for persona in others),
        first=True,
    )


def _sources(document: Document) -> Group:
    rows = tuple(Row(source.id, source.source, "icon:file") for source in document.evidence)
    return Group(_("Sources"), rows, "map.new_source", _("Add source"))


def _points(document: Document, series: Series) -> Group:
    rows = []
    for step in document.steps:
        point = document.point(series.id, step.id)
        value = f"{point.value:+.1f}".replace("-", "−") if point else _("no value")
        title = f"{step_title(document, step)}: {value}"
        rows.append(Row(point.id if point else series.id, title, "", "" if point else step.id))
    return Group(_("Points"), tuple(rows))


def _links(document: Document, card: Card) -> list[Group]:
    rows = []
    for link in document.links_of(card.id):
        outward = link.source == card.id
        other = document.get(link.target if outward else link.source)
        rows.append(Row(link.id, card_title(other), "icon:arrow-right" if outward else "icon:arrow-left"))
    return [Group(_("Links"), tuple(rows))] if rows else []
