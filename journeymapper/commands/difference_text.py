"""What differs between two states of a map, in sentences: for `journeymapper diff` and for the windows that compare."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, assert_never

from journeymapper.analysis.comparison import (
    Added,
    Changed,
    Comparison,
    Difference,
    FieldChange,
    Group,
    Moved,
    PictureChanged,
    Removed,
    Reordered,
)
from journeymapper.analysis.wording import shortened
from journeymapper.commands.record_names import record_name, title_of
from journeymapper.commands.value_text import field_title, in_sentence, quoted_pair, value_text
from journeymapper.model.document import Document
from journeymapper.model.i18n import _, mark
from journeymapper.model.records import (
    Asset,
    EmotionPoint,
    JourneyMap,
    Lane,
    Line,
    Persona,
    Placed,
    Record,
    Series,
    Stage,
    Step,
)
from journeymapper.model.siblings import place_of, siblings_of

MOST_NAMED = 8
"""Records named in the line about a reordering."""

GROUP_TITLES: Mapping[Group, str] = {
    "map": mark("Map"),
    "personas": mark("Personas"),
    "stages": mark("Stages and steps"),
    "rows": mark("Lanes and lines"),
    "cards": mark("Cards"),
    "emotions": mark("Emotions"),
    "links": mark("Links"),
    "evidence": mark("Sources"),
    "pictures": mark("Pictures"),
}

LISTS = frozenset(("tags", "people", "goals", "pains", "evidence"))
"""Fields of which is told what came and what went."""


class Sentence(NamedTuple):
    """A sentence, and the id of the record that it is about, "" for none."""

    text: str
    record: str = ""


class Section(NamedTuple):
    """What is told of one group of records."""

    title: str
    sentences: tuple[Sentence, ...]


def told(comparison: Comparison, before: Document, after: Document) -> list[Section]:
    """All differences in sentences, in reading order. What nobody can see is one sentence at the end."""
    sections: list[Section] = []
    hidden = 0
    another = _another_map(comparison)
    if another:
        sections.append(Section(_(GROUP_TITLES["map"]), (Sentence(another),)))
    for group, differences in comparison.groups.items():
        if group == "map" and another:
            continue
        shown = [difference for difference in differences if not _folded(difference, comparison)]
        sentences = [sentence for difference in shown for sentence in sentences_of(difference, before, after)]
        hidden += sum(
            isinstance(difference, Reordered) and not difference.moved for difference in differences
        )
        if sentences:
            sections.append(Section(_(GROUP_TITLES[group]), tuple(sentences)))
    if hidden:
        text = _("Order keys were renewed; everything stands where it stood.")
        sections.append(Section(_("Not seen on the map"), (Sentence(text),)))
    return sections


def _another_map(comparison: Comparison) -> str:
    """Where the two are not two states of one map: a sentence that says so, "" else."""
    found = comparison.groups.get("map", ())
    gone = [each.record for each in found if isinstance(each, Removed)]
    come = [each.record for each in found if isinstance(each, Added)]
    match gone, come:
        case [JourneyMap(title=before)], [JourneyMap(title=after)]:
            sentence = _("Two different maps: “{before}” was compared with “{after}”")
            untitled = _("Untitled map")
            return sentence.format(before=shortened(before) or untitled, after=shortened(after) or untitled)
    return ""


def sentences_of(difference: Difference, before: Document, after: Document) -> Iterator[Sentence]:
    """One difference in sentences: one for each field that changed."""
    match difference:
        case Added(record):
            yield Sentence(_added(after, record), record.id)
        case Removed(record):
            yield Sentence(_removed(before, record), record.id)
        case Changed(_old, new, fields):
            for change in fields:
                yield Sentence(_changed(before, after, new, change), new.id)
        case Moved(old, new):
            words = _("{name}: moved from {before} to {after}")
            places = _places(before, old, after, new)
            yield Sentence(
                words.format(name=record_name(after, new), before=places[0], after=places[1]), new.id
            )
        case Reordered():
            yield from _reordered(difference, after)
        case PictureChanged(_sha256, _before, held):
            yield Sentence(_("A picture is missing") if held is None else _("A missing picture is there"))
        case _:
            assert_never(difference)


def _folded(difference: Difference, comparison: Comparison) -> bool:
    """Whether a difference is told with another: bare steps with their stage, pictures with their record."""
    match difference:
        case Added(Step(title="") as step):
            return _is_told(Added, step.stage, comparison)
        case Removed(Step(title="") as step):
            return _is_told(Removed, step.stage, comparison)
        case PictureChanged():
            found = comparison.groups.get("pictures", ())
            return any(
                isinstance(other, Added | Removed) and _holds(other.record, difference.sha256)
                for other in found
            )
    return False


def _is_told(sort: type[Added] | type[Removed], key: str, comparison: Comparison) -> bool:
    return any(
        isinstance(other, sort) and other.record.id == key for other in comparison.groups.get("stages", ())
    )


def _holds(record: Record, sha256: str) -> bool:
    return isinstance(record, Asset) and record.sha256 == sha256


def place_text(document: Document, record: Record) -> str:
    """Where something stands in the grid: lane, stage and step, as far as it has them."""
    keys = [getattr(record, field, "") for field in ("lane", "stage", "step")]
    return ", ".join(filter(None, (title_of(document, key) for key in keys if key)))


def neighbour_text(document: Document, record: Record) -> str:
    """Behind what something stands among its like, "" where they have no order."""
    siblings = [sibling.id for sibling in siblings_of(document, place_of(record))]
    if record.id not in siblings:
        return ""
    position = siblings.index(record.id)
    if position == 0:
        return _("first")
    return _("behind {name}").format(name=_brief(document, siblings[position - 1]))


def _added(document: Document, record: Record) -> str:
    name, place = record_name(document, record), _place(document, record)
    if isinstance(record, EmotionPoint):
        value = value_text(document, record, "value", record.value)
        return _("{name}: {value} added").format(name=name, value=value)
    words = _("{name}: added ({place})") if place else _("{name}: added")
    return words.format(name=name, place=place)


def _removed(document: Document, record: Record) -> str:
    words = _("{name}: removed ({place})") if isinstance(record, Placed) else _("{name}: removed")
    return words.format(name=record_name(document, record), place=_place(document, record))


def _changed(before: Document, after: Document, record: Record, change: FieldChange) -> str:
    name, title = record_name(after, record), in_sentence(field_title(record, change.field))
    if change.field in LISTS:
        return _("{name}: {field}: {what}").format(
            name=name, field=title, what=_parts(before, after, record, change)
        )
    texts = (
        value_text(before, record, change.field, change.before),
        value_text(after, record, change.field, change.after),
    )
    first, second = quoted_pair(record, change.field, *texts)
    return _("{name}: {field} {before} → {after}").format(name=name, field=title, before=first, after=second)


def _parts(before: Document, after: Document, record: Record, change: FieldChange) -> str:
    came = [part for part in change.after if part not in change.before]
    went = [part for part in change.before if part not in change.after]
    quoted = _("“{text}”")
    words = []
    if came:
        texts = [quoted.format(text=value_text(after, record, change.field, (part,))) for part in came]
        words.append(_("added {parts}").format(parts=", ".join(texts)))
    if went:
        texts = [quoted.format(text=value_text(before, record, change.field, (part,))) for part in went]
        words.append(_("removed {parts}").format(parts=", ".join(texts)))
    return "; ".join(words) or _("in another order")


def _place(document: Document, record: Record) -> str:
    """Where a record stands, as far as its name does not say so."""
    match record:
        case Placed(lane=lane, stage=stage):
            return ", ".join(filter(None, (title_of(document, lane), title_of(document, stage))))
        case Series(lane=lane):
            return title_of(document, lane)
        case Stage() | Lane() | Line() | Persona():
            return neighbour_text(document, record)
    return ""


def _places(before: Document, old: Record, after: Document, new: Record) -> tuple[str, str]:
    """The two places of a record that moved, by what differs between them."""
    fields = ("lane", "stage", "step")
    named = [field for field in fields if getattr(old, field, "") != getattr(new, field, "")]
    if named == ["step"] or "step" not in new.__struct_fields__:
        shown = named
    else:
        shown = [field for field in named if field != "step"]
    first, second = (
        ", ".join(_place_part(document, record, field) for field in shown)
        for document, record in ((before, old), (after, new))
    )
    return first, second


def _place_part(document: Document, record: Record, field: str) -> str:
    key = getattr(record, field)
    return title_of(document, key) or (_("the whole stage") if field == "step" else _("one without a name"))


def _reordered(difference: Reordered, after: Document) -> Iterator[Sentence]:
    if len(difference.moved) == 1:
        (key,) = difference.moved
        following = difference.ids[difference.ids.index(key) + 1 :]
        name = record_name(after, after[key])
        if following:
            words = _("{name}: moved before {next}")
            yield Sentence(words.format(name=name, next=_brief(after, following[0])), key)
        else:
            yield Sentence(_("{name}: moved to the end").format(name=name), key)
    elif difference.moved:
        names = [_brief(after, key) for key in difference.ids[:MOST_NAMED]]
        more = ["…"] if len(difference.ids) > MOST_NAMED else []
        first = after[difference.ids[0]]
        place = _place(after, first) if isinstance(first, Placed) else ""
        words = _("{place}: now in the order {names}") if place else _("Now in the order {names}")
        yield Sentence(words.format(place=place, names=", ".join(names + more)), difference.ids[0])


def _brief(document: Document, key: str) -> str:
    record = document[key]
    code = getattr(record, "code", "")
    return str(code) or title_of(document, key) or record_name(document, record)
