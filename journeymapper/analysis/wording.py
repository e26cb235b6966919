"""How findings name things, so that a person finds them on the map."""

from collections.abc import Mapping

from journeymapper.analysis.columns import side_of
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Stage, Step
from journeymapper.model.tables import KINDS

LONGEST = 60


def card_name(card: Card) -> str:
    """A card's code and text: B3 “All half sizes kept in stock”."""
    text = shortened(card.text)
    code = card.code or _(KINDS[card.kind].title if card.kind in KINDS else card.kind)
    return _("{code} “{text}”").format(code=code, text=text) if text else code


def step_name(document: Document, key: str, numbers: Mapping[str, int]) -> str:
    """A step's number with its title, or else the text of its first onstage card, or else its stage."""
    number = numbers.get(key, 0)
    step = document.find(Step, key)
    text = step and (step.title or _first_text(document, step))
    if text:
        return _("step {number} “{text}”").format(number=number, text=shortened(text))
    stage = document.find(Stage, step.stage) if step else None
    return _("step {number} in the stage “{stage}”").format(number=number, stage=stage.title if stage else "")


def shortened(text: str) -> str:
    """The text on one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + " …"


def sentence(text: str) -> str:
    """The text with a capital letter in front."""
    return text[:1].upper() + text[1:]


def _first_text(document: Document, step: Step) -> str:
    for lane in document.lanes:
        for item in document.cell(lane.id, step.stage):
            if (
                isinstance(item, Card)
                and item.step == step.id
                and item.text
                and side_of(document, item) == "onstage"
            ):
                return item.text
    return ""
