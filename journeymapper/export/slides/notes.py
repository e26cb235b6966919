"""What is said below a slide: the head of the map, and what its cards hold beyond their text."""

from collections.abc import Iterator

from journeymapper.export.fields_text import field_texts, name_of
from journeymapper.export.slides.parts import Part
from journeymapper.layout.grid import Grid
from journeymapper.model.document import Document, Item
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, JourneyMap

_PLAIN = frozenset(
    ("kind", "code", "text", "details", "lane", "stage", "step", "until", "weight", "basis", "label", "name")
)


def notes_of(grid: Grid, part: Part, *, first: bool) -> str:
    """The notes of a slide."""
    lines = list(_head(grid.document)) if first else []
    for box in grid.stages[part.first : part.last + 1]:
        told = [
            line
            for lane in grid.document.lanes
            for item in grid.document.cell(lane.id, box.stage.id)
            for line in _item(grid.document, item)
        ]
        if told or box.stage.goal:
            lines += ["", f"{box.letter} {box.stage.title}", *filter(None, (box.stage.goal,)), *told]
    return "\n".join(lines).strip()


def _head(document: Document) -> Iterator[str]:
    about: JourneyMap = document.map
    for title, text in ((_("Scenario"), about.scenario), (_("Expectation"), about.expectation)):
        if text:
            yield f"{title}: {text}"
    for persona in document.personas:
        yield _("Persona: {text}").format(
            text=", ".join(filter(None, (persona.name, persona.role, persona.quote)))
        )


def _item(document: Document, item: Item) -> Iterator[str]:
    fields = [f"{name}: {text}" for name, text in field_texts(document, item) if name not in _PLAIN]
    details = item.details if isinstance(item, Card) else ""
    if details or fields:
        said = f"{name_of(item)} {item.text}".strip() if isinstance(item, Card) else name_of(item)
        yield "– " + " | ".join(filter(None, (said, details, *fields)))
