"""Make resources/templates/*.journey through the operations that a person uses, from scripts/templates/*.json.

A file of `translations` says every text of another source in a language of its own.

    python scripts/make_templates.py [--out FOLDER]

The ids come from a source seeded with the template's name, so the same sources give the same files.
In a source, `at` and `until` name a stage by its letter or a step by its number; links name cards by their codes,
which are given in the order in which the cards stand there. Cards stand under their lane's role, or under its `key`
where several lanes have one role. A stage says how many steps it has, or what they are called.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from journeymapper.edit.cards import add_card, add_measure, add_owner
from journeymapper.edit.evidence import add_evidence
from journeymapper.edit.lanes import add_lane, add_line, add_series, set_point
from journeymapper.edit.links import connect
from journeymapper.edit.new import bare_document, new_document
from journeymapper.edit.personas import add_persona
from journeymapper.edit.places import Place
from journeymapper.edit.stages import add_stage
from journeymapper.edit.store import Store
from journeymapper.edit.transaction import Transaction
from journeymapper.files.journey import save
from journeymapper.model.document import Document, letter_of
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, ChannelUse, Lane
from journeymapper.model.tables import ROLES, kind_of_lane

SOURCES = Path(__file__).resolve().parent / "templates"
TRANSLATIONS = SOURCES / "translations"
TEMPLATES = SOURCES.parent.parent / "resources" / "templates"
EMPTY = "empty"
SAID_BY_NOBODY = frozenset(
    (
        *("at", "until", "from", "to", "key", "line", "lane", "side", "evidence"),
        *("kind", "icon", "channel", "avatar", "initials", "basis"),
        *("state", "status", "version", "date"),
    )
)
"""Fields of a source that name something."""

Source = dict[str, Any]


def make(name: str) -> Document:
    """The document of a template."""
    new_id = id_source(f"template {name}")
    if name == EMPTY:
        return new_document(new_id, title="New map")
    source = read_source(name)
    document = bare_document(new_id, title=source["map"]["title"])
    store = Store(document, new_id=new_id)
    with store.edit("Make the template") as tx:
        tx.change(document.map.id, **source["map"])
        add_people(tx, source)
        lanes = add_grid(tx, source)
        add_content(tx, source, lanes)
        add_curve(tx, source, lanes)
        add_links(tx, source)
    return document


def read_source(name: str) -> Source:
    """A source, or another one with its texts translated."""
    path = SOURCES / f"{name}.json"
    if path.is_file():
        source: Source = json.loads(path.read_text("utf-8"))
        return source
    said: Source = json.loads((TRANSLATIONS / f"{name}.json").read_text("utf-8"))
    source = read_source(said["of"])
    for row in source["rows"]:
        if "lane" in row:
            role = ROLES[row["lane"]]
            row.setdefault("title", role.title)
            row.setdefault("band", role.band)
            row.setdefault("hint", role.hint)
    translated: Source = translate(source, said["texts"])
    translated["map"]["language"] = said["language"]
    return translated


def translate(value: Any, texts: dict[str, str], field: str = "") -> Any:
    """A part of a source with its texts in another language. KeyError for a text that is not translated."""
    match value:
        case dict():
            return {
                key: part if key in SAID_BY_NOBODY else translate(part, texts, key)
                for key, part in value.items()
            }
        case list():
            return [translate(part, texts, field) for part in value]
        case str() if value:
            return texts[value]
        case _:
            return value


def add_people(tx: Transaction, source: Source) -> None:
    """Add the personas."""
    for persona in source["personas"]:
        fields = {key: value for key, value in persona.items() if key not in ("name", "channels")}
        channels = tuple(ChannelUse(*use) for use in persona.get("channels", ()))
        add_persona(tx, persona["name"], channels=channels, **fields)


def add_grid(tx: Transaction, source: Source) -> dict[str, str]:
    """Add stages, steps, lanes and lines; returned are the lanes' ids by role or key."""
    for stage in source["stages"]:
        steps = stage.get("steps", 1)
        titles = steps if isinstance(steps, list) else []
        made = add_stage(tx, **_without(stage, "steps"), steps=len(titles) or steps)
        for step, title in zip(tx.document.steps_of(made.id), titles, strict=False):
            tx.change(step.id, title=title)
    lanes: dict[str, str] = {}
    for row in source["rows"]:
        if "line" in row:
            add_line(tx, row["line"])
        else:
            lane = add_lane(tx, row["lane"], **_without(row, "lane", "key"))
            lanes[row.get("key", row["lane"])] = lane.id
    return lanes


def add_content(tx: Transaction, source: Source, lanes: dict[str, str]) -> None:
    """Add evidence, owners, measures and cards."""
    evidence = {
        piece["key"]: add_evidence(tx, **_without(piece, "key")).id for piece in source.get("evidence", ())
    }
    for owner in source.get("owners", ()):
        add_owner(tx, place(tx.document, lanes["owners"], owner["at"]), **_without(owner, "at"))
    for measure in source.get("measures", ()):
        add_measure(tx, place(tx.document, lanes["measures"], measure["at"]), **_without(measure, "at"))
    for key, cards in source["cards"].items():
        kind = kind_of_lane(tx.find(Lane, lanes[key]).role)
        for card in cards:
            fields = _without(card, "at", "until", "evidence")
            fields["evidence"] = tuple(evidence[key] for key in card.get("evidence", ()))
            fields["until"] = spot(tx.document, card["until"]) if "until" in card else ""
            add_card(tx, place(tx.document, lanes[key], card["at"]), kind, **fields)


def add_curve(tx: Transaction, source: Source, lanes: dict[str, str]) -> None:
    """Add the emotion series with its points."""
    if "emotion" not in lanes:
        return
    series = add_series(tx, lanes["emotion"], persona=tx.document.personas[0].id)
    points = source.get("points", {"values": [], "labels": {}})
    for number, value in enumerate(points["values"], start=1):
        step = spot(tx.document, number)
        set_point(tx, series.id, step, value, label=points["labels"].get(str(number), ""))


def add_links(tx: Transaction, source: Source) -> None:
    """Add the links, which name cards by code."""
    cards = {card.code: card.id for card in tx.document.all(Card)}
    for link in source.get("links", ()):
        connect(tx, cards[link["from"]], cards[link["to"]], **_without(link, "from", "to"))


def place(document: Document, lane: str, at: str | int) -> Place:
    """The end of the cell in a lane at a stage's letter, for its whole width, or at a step's number."""
    if isinstance(at, str):
        return Place(lane, spot(document, at))
    step = document.steps[at - 1]
    return Place(lane, step.stage, step.id)


def spot(document: Document, at: str | int) -> str:
    """The id of the stage with this letter or of the step with this number."""
    if isinstance(at, int):
        return document.steps[at - 1].id
    letters = {letter_of(position): stage.id for position, stage in enumerate(document.stages)}
    return letters[at]


def names() -> list[str]:
    """The names of all templates."""
    return sorted([EMPTY, *(path.stem for path in SOURCES.rglob("*.json"))])


def main() -> None:
    """Write every template."""
    parser = argparse.ArgumentParser(description="Make the templates.")
    parser.add_argument("--out", type=Path, default=TEMPLATES)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name in names():
        save(make(name), out / f"{name}.journey")


def _without(fields: Source, *keys: str) -> Source:
    return {key: value for key, value in fields.items() if key not in keys}


if __name__ == "__main__":
    main()
