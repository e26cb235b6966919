"""The journeys in a file, by name, and whether there are any."""

import math
from itertools import islice

from journeymapper.formats.mermaid.fences import (
    LARGEST_FILE,
    Block,
    blocks,
    first_word,
    is_journey,
    journeys,
    text_in,
)
from journeymapper.formats.mermaid.grammar import Diagram, parse, shown
from journeymapper.formats.report import Report
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _


def looks_like_mermaid(data: bytes) -> bool:
    """Whether the bytes are a journey diagram, or a text in which one stands in a Mermaid block."""
    if len(data) > LARGEST_FILE:
        return False
    try:
        text = text_in(data)
        return _is_bare_journey(text) or bool(journeys(text))
    except FileProblem:
        return False


def mermaid_parts(data: bytes) -> tuple[str, ...]:
    """The titles of the journeys in a file, "" for one without. Raises FileProblem."""
    return tuple(name_of(parse(block.text, Report(), block.line)) for block in diagrams_in(data))


def diagrams_in(data: bytes) -> tuple[Block, ...]:
    """The journeys in a file: those in Mermaid blocks, or else the whole file.

    Raises FileProblem where the file is no text, or where its diagrams are all of other sorts.
    """
    text = text_in(data)
    whole = (Block(text, 1),)
    if is_journey(text):
        return whole
    found = journeys(text)
    if found:
        return found
    others = dict.fromkeys(first_word(block.text) for block in islice(blocks(text), 10))
    if others:
        raise FileProblem(
            _("its Mermaid diagrams are no journeys ({words}); choose another file").format(
                words=", ".join(shown(word) for word in others)
            )
        )
    return whole


def name_of(diagram: Diagram) -> str:
    """The title of a diagram, as Mermaid draws it."""
    return diagram.title or diagram.above


def _is_bare_journey(text: str) -> bool:
    """Whether a text that may be of any format is a diagram: “journey” may head a table's column too."""
    start = text.lstrip()
    if not start.startswith(("journey", "---", "%%")) or not is_journey(text):
        return False
    found = parse(text, Report())
    scored = any(not math.isnan(task.score) for task in found.tasks)
    return found.fault is None and (scored or bool(found.sections))
