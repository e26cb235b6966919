"""What can be chosen in a field: entries of a table or records of the map."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from journeymapper.edit.spans import columns_of, start_of
from journeymapper.model.document import Document, letter_of
from journeymapper.model.i18n import _, mark
from journeymapper.model.records import (
    Evidence,
    Lane,
    Owner,
    Persona,
    Placed,
    Record,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import (
    BASES,
    CHANNELS,
    DIRECTIONS,
    EVIDENCE_KINDS,
    HORIZONS,
    KINDS,
    LINES,
    LINK_KINDS,
    MODES,
    ROLES,
    SIDES,
    STATES,
    STATUSES,
    WEIGHTS,
)


class Entry(NamedTuple):
    """An entry of a list. `picture` is "stage:<position>", "kind:<kind>", "icon:<name>" or ""."""

    key: object
    title: str
    picture: str = ""


TABLES: Mapping[tuple[str, str], Mapping[str, object]] = {
    ("Card", "basis"): BASES,
    ("Card", "weight"): WEIGHTS,
    ("JourneyMap", "state"): STATES,
    ("JourneyMap", "status"): STATUSES,
    ("JourneyMap", "direction"): DIRECTIONS,
    ("Lane", "side"): SIDES,
    ("Line", "role"): LINES,
    ("Series", "mode"): MODES,
    ("Series", "horizon"): HORIZONS,
    ("Link", "kind"): LINK_KINDS,
}

CARD_ICONS = (
    *(
        "search",
        "shoe",
        "globe",
        "card",
        "truck",
        "warning",
        "phone",
        "store",
        "mail",
        "chat",
        "cart",
        "home",
    ),
    *(
        "person",
        "people",
        "calendar",
        "clock",
        "gift",
        "key",
        "map",
        "pin",
        "plane",
        "car",
        "receipt",
        "ticket",
    ),
    *(
        "star",
        "heart",
        "bolt",
        "camera",
        "book",
        "briefcase",
        "laptop",
        "tablet",
        "wallet",
        "cash",
        "tool",
        "flag",
    ),
)

AVATARS = {
    "runner": mark("Runner"),
    "commuter": mark("Commuter"),
    "engineer": mark("Engineer"),
    "gardener": mark("Gardener"),
    "planner": mark("Planner"),
    "student": mark("Student"),
}
"""The drawn portraits (`resources/avatars`)."""


def choices(document: Document, records: Sequence[Record], key: str) -> list[Entry]:
    """The entries for a field of these records, in the order in which they are shown."""
    kind = type(records[0]).__name__
    table = TABLES.get((kind, key))
    if table is not None:
        return [Entry(name, _(choice.title)) for name, choice in table.items()]  # type: ignore[attr-defined]
    made = RECORDS.get(key)
    if made is not None:
        return made(document, records)
    return _fixed(kind, key)


def stage_entries(document: Document) -> list[Entry]:
    """The stages from left to right."""
    return [Entry(stage.id, stage.title, f"stage:{index}") for index, stage in enumerate(document.stages)]


def owner_entries(document: Document) -> list[Entry]:
    """The owners by name."""
    owners = sorted(document.all(Owner), key=lambda owner: (owner.name.casefold(), owner.id))
    return [Entry(owner.id, ", ".join(part for part in (owner.name, owner.team) if part)) for owner in owners]


def step_title(document: Document, step: Step) -> str:
    """What a step is called: its title, or its number from left to right."""
    if step.title:
        return step.title
    return _("Step {n}").format(n=[other.id for other in document.steps].index(step.id) + 1)


def stage_letter(document: Document, key: str) -> str:
    """The letter of a stage."""
    return letter_of([stage.id for stage in document.stages].index(key))


def _fixed(kind: str, key: str) -> list[Entry]:
    match kind, key:
        case "Card", "kind":
            return [Entry(each.key, _(each.title), f"kind:{each.key}") for each in KINDS.values()]
        case "Evidence", "kind":
            return [Entry(each.key, _(each.title)) for each in EVIDENCE_KINDS.values()]
        case "Card", "channel":
            channels = [Entry(each.key, _(each.title), f"icon:{each.icon}") for each in CHANNELS.values()]
            return [Entry("", _("None")), *channels]
        case "Card", "icon":
            return [Entry("", _("As usual")), *(Entry(name, name, f"icon:{name}") for name in CARD_ICONS)]
        case "Lane", "role":
            return [Entry(each.key, _(each.title), f"icon:{each.icon}") for each in ROLES.values()]
        case "Persona", "avatar":
            return [Entry("", _("Initials")), *(Entry(name, _(title)) for name, title in AVATARS.items())]
        case "Measure", "good":
            return [Entry(None, _("neither")), Entry(True, _("welcome")), Entry(False, _("unwelcome"))]
    return []


def _lanes(document: Document, records: Sequence[Record]) -> list[Entry]:
    lanes: Iterable[Lane] = document.lanes
    if all(isinstance(record, Series) for record in records):
        lanes = [lane for lane in document.lanes if lane.role == "emotion"]
    return [Entry(lane.id, lane.title) for lane in lanes]


def _stages(document: Document, _records: Sequence[Record]) -> list[Entry]:
    return stage_entries(document)


def _steps(document: Document, records: Sequence[Record]) -> list[Entry]:
    """The steps of the stage that all records stand in; only the whole stage where they stand in several."""
    stages = {record.stage for record in records if isinstance(record, Placed)}
    steps = document.steps_of(stages.pop()) if len(stages) == 1 else ()
    return [Entry("", _("Whole stage")), *(Entry(step.id, step_title(document, step)) for step in steps)]


def _ends(document: Document, records: Sequence[Record]) -> list[Entry]:
    columns = columns_of(document)
    first = max((start_of(record, columns) for record in records if isinstance(record, Placed)), default=0)
    steps = [
        Entry(step.id, step_title(document, step)) for step in document.steps if columns[step.id][0] > first
    ]
    stages = [entry for entry in stage_entries(document) if columns[str(entry.key)][1] > first]
    return [Entry("", _("Own place only")), *steps, *stages]


def _owners(document: Document, _records: Sequence[Record]) -> list[Entry]:
    return [Entry("", _("Nobody")), *owner_entries(document)]


def _personas(document: Document, _records: Sequence[Record]) -> list[Entry]:
    personas = [Entry(persona.id, persona.name, "icon:person") for persona in document.personas]
    return [Entry("", _("Nobody in particular")), *personas]


def _sources(document: Document, _records: Sequence[Record]) -> list[Entry]:
    return [Entry(source.id, source.source, "icon:file") for source in document.evidence]


RECORDS: Mapping[str, Callable[[Document, Sequence[Record]], list[Entry]]] = {
    "lane": _lanes,
    "stage": _stages,
    "step": _steps,
    "until": _ends,
    "owner": _owners,
    "persona": _personas,
    "evidence": _sources,
}
"""Fields in which a record of the map is chosen, by key."""


def title_of_record(document: Document, record: Record) -> str:
    """A short name of a record for people, "" where it has none."""
    match record:
        case Stage(title=title) | Lane(title=title) | Series(title=title):
            return title
        case Step():
            return step_title(document, record)
        case Evidence(source=source):
            return source
        case Persona(name=name) | Owner(name=name):
            return name
    return ""
