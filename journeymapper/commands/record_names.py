"""What records are called in sentences, as people know them from the map."""

from journeymapper.analysis.wording import card_name, shortened
from journeymapper.commands.choices import step_title
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import (
    Asset,
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
from journeymapper.model.tables import LINES, LINK_KINDS


def record_name(document: Document, record: Record) -> str:
    """The name of a record with the word for what it is; `document` is the map that holds it."""
    match record:
        case JourneyMap():
            return _("Map")
        case Card():
            return _("Card {name}").format(name=card_name(record))
        case Line():
            return _(LINES[record.role].title) if record.role in LINES else record.role
        case Step():
            return _("{step} in the stage “{stage}”").format(
                step=_step(document, record), stage=title_of(document, record.stage)
            )
        case EmotionPoint():
            return _point(document, record)
        case Link():
            return _link(document, record)
    return _named(record)


def title_of(document: Document, key: str) -> str:
    """What a record that others point at is called by itself, on one line; "" for none and for one without a name."""
    record = document.get(key)
    match record:
        case Stage(title=title) | Lane(title=title) | Series(title=title) | Asset(title=title):
            return shortened(title)
        case Persona(name=name) | Owner(name=name):
            return shortened(name)
        case Evidence(source=source):
            return shortened(source)
        case Step():
            return step_title(document, record)
        case Card():
            return card_name(record)
    return ""


def _named(record: Record) -> str:
    match record:
        case Persona(name=name):
            words, text = _("Persona {name}"), name
        case Stage(title=title):
            words, text = _("Stage {name}"), title
        case Lane(title=title):
            words, text = _("Lane {name}"), title
        case Measure(label=label):
            words, text = _("Measure {name}"), label
        case _:
            words, text = _rarely_named(record)
    quoted = _("“{text}”").format(text=shortened(text)) if text.strip() else _("without a name")
    return words.format(name=quoted)


def _rarely_named(record: Record) -> tuple[str, str]:
    match record:
        case Owner(name=name):
            return _("Owner {name}"), name
        case Series(title=title):
            return _("Series {name}"), title
        case Evidence(source=source):
            return _("Source {name}"), source
        case Asset(title=title):
            return _("Picture {name}"), title
    return "{name}", type(record).__name__


def _step(document: Document, step: Step) -> str:
    if step.title.strip():
        return _("Step “{title}”").format(title=shortened(step.title))
    return step_title(document, step) if step.id in document else _("Step")


def _point(document: Document, point: EmotionPoint) -> str:
    step, series = document.find(Step, point.step), title_of(document, point.series)
    where = record_name(document, step) if step else point.step
    place = where[:1].lower() + where[1:]
    if series:
        return _("Emotion “{series}” at {step}").format(series=series, step=place)
    return _("Emotion at {step}").format(step=place)


def _link(document: Document, link: Link) -> str:
    ends = [_end(document, key) for key in (link.source, link.target)]
    kind = _(LINK_KINDS[link.kind].title) if link.kind in LINK_KINDS else link.kind
    return _("Link {source} → {target} ({kind})").format(source=ends[0], target=ends[1], kind=kind)


def _end(document: Document, key: str) -> str:
    card = document.find(Card, key)
    return (card.code or card_name(card)) if card else key
