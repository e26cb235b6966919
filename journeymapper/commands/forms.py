"""What the inspector shows of each type of record: its fields, in order, and how each is filled in. Data only."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from journeymapper.model.i18n import mark as _
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
from journeymapper.model.tables import KINDS

Form = Literal[
    "line",  # one line of text
    "text",  # several lines of text
    "lines",  # a list, an entry a line
    "tags",  # a list between commas
    "numbers",  # numbers between semicolons
    "shares",  # names with a percentage each, a line each
    "choice",  # one of a list
    "several",  # any of a list
    "count",  # a whole number, 0 and up
    "decimal",  # a number in a range, in steps
    "percent",  # a share from 0 to 1, or nothing
    "dots",  # how grave, in dots
    "bars",  # how much, in bars
    "fact",  # text that cannot be changed here
]


class Field(NamedTuple):
    """A field of a record. `half` ones share a row with the half one that follows or precedes."""

    key: str
    title: str
    form: Form
    half: bool = False
    hint: str = ""


PLACE = (
    Field("lane", _("Lane"), "choice"),
    Field("stage", _("Stage"), "choice"),
)
SPAN = (
    Field("step", _("Step"), "choice", half=True),
    Field("until", _("Spans up to"), "choice", half=True),
)

CARD_FIELDS = (
    Field("text", _("Text"), "text"),
    *PLACE,
    Field("step", _("Step"), "choice", half=True),
    Field("basis", _("Evidence state"), "choice", half=True),
    Field("severity", _("Severity"), "dots"),
    Field("impact", _("Impact"), "bars", half=True),
    Field("effort", _("Effort"), "bars", half=True),
    Field("pieces", _("Pieces of evidence"), "count", half=True),
    Field("votes", _("Votes"), "count", half=True),
    Field("owner", _("Owner"), "choice"),
    Field("tags", _("Tags"), "tags", hint=_("separated by commas")),
    Field("kind", _("Kind"), "choice"),
    Field("channel", _("Channel"), "choice", half=True),
    Field("icon", _("Icon"), "choice", half=True),
    Field("weight", _("Weight"), "choice", half=True),
    Field("until", _("Spans up to"), "choice", half=True),
    Field("people", _("People"), "tags", hint=_("separated by commas")),
    Field("details", _("Details"), "text"),
    Field("evidence", _("Sources"), "several"),
    Field("language", _("Language"), "line", half=True, hint=_("that of the map")),
)

FIELDS: Mapping[type[Record], tuple[Field, ...]] = {
    Card: CARD_FIELDS,
    Measure: (
        Field("label", _("Label"), "line"),
        Field("value", _("Value"), "line", half=True),
        Field("target", _("Target"), "line", half=True),
        Field("change", _("Change"), "line", half=True),
        Field("good", _("The change is"), "choice", half=True),
        Field("trend", _("Values over time"), "numbers", hint=_("separated by semicolons")),
        *PLACE,
        *SPAN,
    ),
    Owner: (
        Field("name", _("Name"), "line"),
        Field("initials", _("Initials"), "line", half=True),
        Field("team", _("Team"), "line", half=True),
        *PLACE,
        *SPAN,
    ),
    JourneyMap: (
        Field("title", _("Title"), "line"),
        Field("subtitle", _("Subtitle"), "text"),
        Field("state", _("State"), "choice", half=True),
        Field("status", _("Status"), "choice", half=True),
        Field("scenario", _("Scenario"), "text"),
        Field("expectation", _("Expectation"), "text"),
        Field("sample", _("Sample"), "line"),
        Field("version", _("Version"), "line", half=True),
        Field("date", _("Date"), "line", half=True, hint=_("2026-01-31")),
        Field("language", _("Language"), "line", half=True),
        Field("direction", _("Direction"), "choice", half=True),
        Field("footnote", _("Footnote"), "text"),
    ),
    Persona: (
        Field("name", _("Name"), "line"),
        Field("role", _("Role"), "line"),
        Field("age", _("Age"), "count", half=True),
        Field("avatar", _("Portrait"), "choice", half=True),
        Field("quote", _("Quote"), "text"),
        Field("goals", _("Goals"), "lines", hint=_("a goal a line")),
        Field("pains", _("Pains"), "lines", hint=_("a pain a line")),
        Field("channels", _("Channels"), "shares", hint=_("a channel a line: Phone 92 %")),
        Field("demographics", _("Demographics"), "text"),
        Field("psychographics", _("Psychographics"), "text"),
    ),
    Stage: (
        Field("title", _("Title"), "line"),
        Field("duration", _("Duration"), "line"),
        Field("goal", _("Goal"), "text"),
    ),
    Step: (
        Field("title", _("Title"), "line"),
        Field("stage", _("Stage"), "choice"),
    ),
    Lane: (
        Field("title", _("Title"), "line"),
        Field("hint", _("Explanation"), "line"),
        Field("role", _("Meaning"), "choice"),
        Field("side", _("Side"), "choice"),
        Field("band", _("Band"), "line"),
    ),
    Line: (Field("role", _("Line"), "choice"),),
    Series: (
        Field("title", _("Title"), "line"),
        Field("persona", _("Persona"), "choice"),
        Field("mode", _("Shows"), "choice", half=True),
        Field("horizon", _("Time"), "choice", half=True),
        Field("lane", _("Lane"), "choice"),
    ),
    EmotionPoint: (
        Field("value", _("Value, −2 to +2"), "decimal"),
        Field("label", _("Words"), "line"),
        Field("source_value", _("Value in the source"), "fact", half=True),
        Field("source_scale", _("Scale of the source"), "fact", half=True),
    ),
    Link: (
        Field("source", _("From"), "fact"),
        Field("target", _("To"), "fact"),
        Field("kind", _("Kind"), "choice"),
        Field("label", _("Label"), "line"),
        Field("probability", _("Share of people"), "percent"),
    ),
    Evidence: (
        Field("source", _("Source"), "line"),
        Field("kind", _("Kind"), "choice", half=True),
        Field("date", _("Date"), "line", half=True, hint=_("2026-01-31")),
        Field("sample", _("Sample"), "line"),
        Field("consent", _("Consent"), "line"),
        Field("note", _("Note"), "text"),
    ),
}

RATINGS = ("severity", "impact", "effort")
"""Fields that only some kinds of card have (`model.tables.Kind.rated`)."""


def fields_of(records: Sequence[Record]) -> tuple[Field, ...]:
    """The fields that all of these records have, in the order of the first one's type.

    A rating is among them where the kind of one of the cards is rated so, or a value has been set.
    """
    if not records:
        return ()
    first, *others = {type(record) for record in records}
    if len(others) == 0:
        shared = FIELDS.get(first, ())
    else:
        shared = FIELDS.get(type(records[0]), ())
        for kind in (first, *others):
            keys = {field.key for field in FIELDS.get(kind, ())}
            shared = tuple(field for field in shared if field.key in keys)
    return tuple(field for field in shared if field.key not in RATINGS or _rated(records, field.key))


def _rated(records: Sequence[Record], key: str) -> bool:
    return any(
        isinstance(record, Card) and (key in KINDS[record.kind].rated or getattr(record, key))
        for record in records
    )
