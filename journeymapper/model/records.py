"""The records that a map is made of: frozen, compared by value, linked by id.

Every record has an `id` and an `extra`: fields this version does not know, kept for the version that does.
Ids of other records stand in fields named after what they point at; `""` means "none". `REFERENCES` lists them.
Order keys (`model.order`) sort records among their siblings; ties are broken by id.
"""

from typing import Any

import msgspec

Extra = dict[str, Any]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What all records share."""

    id: str
    extra: Extra = {}


class Placed(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A record that stands in the grid: in a lane and a stage, in one step of it or across all of them.

    `step` "" means the whole width of the stage. `until` names the last step or stage that it spans, "" none.
    """

    lane: str
    stage: str
    order: str
    step: str = ""
    until: str = ""


class JourneyMap(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The map as a whole; a document has exactly one.

    `date` is the ISO date of this version. `direction` is "ltr", "rtl", or "" for that of the language, a BCP 47 tag.
    """

    title: str
    subtitle: str = ""
    state: str = "current"
    scenario: str = ""
    expectation: str = ""
    status: str = "draft"
    sample: str = ""
    version: str = ""
    date: str = ""
    language: str = "en"
    direction: str = ""
    footnote: str = ""


class ChannelUse(msgspec.Struct, frozen=True):
    """How much a persona uses a channel, as a share from 0 to 1."""

    name: str
    share: float


class Persona(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Whose journey it is. `portrait` is the id of an asset; `avatar` names a drawn portrait instead."""

    name: str
    order: str
    age: int | None = None
    role: str = ""
    portrait: str = ""
    avatar: str = ""
    demographics: str = ""
    psychographics: str = ""
    quote: str = ""
    goals: tuple[str, ...] = ()
    pains: tuple[str, ...] = ()
    channels: tuple[ChannelUse, ...] = ()


class Stage(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A phase of the journey. It has at least one step."""

    title: str
    order: str
    duration: str = ""
    goal: str = ""


class Step(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A column of the grid, within a stage."""

    stage: str
    order: str
    title: str = ""


class Lane(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A row of the grid. `role` is what it means, `side` onstage, offstage or none, `title` what people call it."""

    title: str
    order: str
    role: str = "text"
    side: str = "none"
    band: str = ""
    hint: str = ""


class Line(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A separator among the lanes: the line of interaction, of visibility or of internal interaction.

    Its order key is compared with those of the lanes, so a lane stands above or below a line.
    """

    role: str
    order: str


class Card(Placed, frozen=True, kw_only=True, omit_defaults=True):
    """One thing said in a cell.

    `code` is given once and never changes ("P17"). `weight` is major or minor. `severity` 0–4, `impact` and
    `effort` 0–3, where 0 means not rated. `basis` tells what was observed from what is assumed. `evidence` holds
    ids of evidence records, `pieces` the number of findings behind the card. `people` are those who take part.
    `language` is that of its texts, a BCP 47 tag; "" for the map's.
    """

    kind: str
    code: str = ""
    text: str = ""
    details: str = ""
    weight: str = "minor"
    channel: str = ""
    icon: str = ""
    severity: int = 0
    impact: int = 0
    effort: int = 0
    votes: int = 0
    owner: str = ""
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    basis: str = "observed"
    evidence: tuple[str, ...] = ()
    pieces: int = 0
    language: str = ""


class Measure(Placed, frozen=True, kw_only=True, omit_defaults=True):
    """A key figure of a stage. `good` tells whether the change is welcome; `trend` holds its values over time."""

    label: str
    value: str = ""
    change: str = ""
    good: bool | None = None
    trend: tuple[float, ...] = ()
    target: str = ""


class Owner(Placed, frozen=True, kw_only=True, omit_defaults=True):
    """Who answers for a stage, and whom cards may name."""

    name: str
    initials: str = ""
    team: str = ""


class Series(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A run of emotion points through a lane: of a persona, actual or expected, now or in future."""

    lane: str
    order: str
    title: str = ""
    persona: str = ""
    mode: str = "actual"
    horizon: str = "now"


class EmotionPoint(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What is felt at a step, from -2 to +2. An import keeps the source's number and scale beside it."""

    series: str
    step: str
    value: float
    label: str = ""
    source_value: str = ""
    source_scale: str = ""


class Link(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A connection from one card to another. `probability` is a share from 0 to 1, where known."""

    source: str
    target: str
    kind: str = "flow"
    label: str = ""
    probability: float | None = None


class Evidence(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Where something is known from: an interview, a survey, analytics. `consent` tells what was agreed."""

    source: str
    order: str
    kind: str = "interview"
    date: str = ""
    sample: str = ""
    consent: str = ""
    note: str = ""


class Asset(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A picture kept with the map. `sha256` names its bytes; `width` and `height` are in pixels."""

    sha256: str
    media_type: str
    title: str = ""
    width: int = 0
    height: int = 0


RECORD_TYPES: dict[str, type[Record]] = {
    "map": JourneyMap,
    "persona": Persona,
    "stage": Stage,
    "step": Step,
    "lane": Lane,
    "line": Line,
    "card": Card,
    "measure": Measure,
    "owner": Owner,
    "series": Series,
    "point": EmotionPoint,
    "link": Link,
    "evidence": Evidence,
    "asset": Asset,
}
"""The record types by the name that the file format uses."""


class Reference(msgspec.Struct, frozen=True):
    """A field that holds the id of another record, or several. An optional one may be ""."""

    field: str
    targets: tuple[type[Record], ...]
    optional: bool = False
    many: bool = False


_PLACE = (
    Reference("lane", (Lane,)),
    Reference("stage", (Stage,)),
    Reference("step", (Step,), optional=True),
    Reference("until", (Step, Stage), optional=True),
)

REFERENCES: dict[type[Record], tuple[Reference, ...]] = {
    Persona: (Reference("portrait", (Asset,), optional=True),),
    Step: (Reference("stage", (Stage,)),),
    Card: (
        *_PLACE,
        Reference("owner", (Owner,), optional=True),
        Reference("evidence", (Evidence,), optional=True, many=True),
    ),
    Measure: _PLACE,
    Owner: _PLACE,
    Series: (Reference("lane", (Lane,)), Reference("persona", (Persona,), optional=True)),
    EmotionPoint: (Reference("series", (Series,)), Reference("step", (Step,))),
    Link: (Reference("source", (Card,)), Reference("target", (Card,))),
}


def references_of(record: Record) -> tuple[str, ...]:
    """The ids that a record points at, without the empty ones."""
    found: list[str] = []
    for reference in REFERENCES.get(type(record), ()):
        value = getattr(record, reference.field)
        if reference.many:
            found.extend(value)
        elif value:
            found.append(value)
    return tuple(found)
