"""Maps to write and to read: one with every record type, any map at all, and tools to take files apart."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from hypothesis import strategies as st

from journeymapper.files.codec import Loaded, decode
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.order import keys_between
from journeymapper.model.records import (
    RECORD_TYPES,
    Asset,
    Card,
    ChannelUse,
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

PICTURE = b"\x89PNG not really, but bytes\x00\xff"
PICTURE_SHA = hashlib.sha256(PICTURE).hexdigest()


def every_type() -> Document:
    """A map with a record of every type and one picture; ids say what they are."""
    place: dict[str, Any] = {"lane": "lane", "stage": "stage"}
    records: list[Record] = [
        JourneyMap(id="map", title="Café ☕", language="fr"),
        Persona(
            id="persona",
            name="Ada",
            order="a0",
            age=34,
            portrait="asset",
            goals=("run", "rest"),
            channels=(ChannelUse("Phone", 0.9),),
        ),
        Stage(id="stage", title="Look", order="a0"),
        Step(id="step", stage="stage", order="a0"),
        Lane(id="lane", title="Actions", order="a0", role="actions", side="onstage"),
        Line(id="line", role="visibility", order="a1"),
        Evidence(id="evidence", source="Diary", order="a0"),
        Owner(id="owner", name="Grace", order="a0", **place),
        Measure(id="measure", label="Days", order="a1", trend=(1.5, 2.0), good=True, **place),
        Card(
            id="card",
            kind="pain_point",
            code="P1",
            order="a2",
            step="step",
            text="Too slow",
            severity=3,
            owner="owner",
            evidence=("evidence",),
            tags=("a", "b"),
            **place,
        ),
        Card(
            id="card-2",
            kind="opportunity",
            code="O1",
            order="a3",
            extra={"mood": {"deep": [1, None]}},
            **place,
        ),
        Series(id="series", lane="lane", order="a0", persona="persona"),
        EmotionPoint(
            id="point", series="series", step="step", value=-1.5, source_value="2", source_scale="1..5"
        ),
        Link(id="link", source="card", target="card-2", kind="causes", probability=0.25),
        Asset(id="asset", sha256=PICTURE_SHA, media_type="image/png", width=3, height=2),
    ]
    return Document(records, {PICTURE_SHA: PICTURE})


def large(cards: int, *, seed: int = 1) -> Document:
    """A map with so many cards, in one stage and lane."""
    new_id = id_source(seed)
    order = keys_between(None, None, cards)
    stage, step, lane = new_id(), new_id(), new_id()
    records: list[Record] = [
        JourneyMap(id=new_id(), title="Large"),
        Stage(id=stage, title="Stage", order="a0"),
        Step(id=step, stage=stage, order="a0"),
        Lane(id=lane, title="Lane", order="a0"),
    ]
    for number, key in enumerate(order, 1):
        records.append(
            Card(
                id=new_id(),
                kind="note",
                code=f"N{number}",
                lane=lane,
                stage=stage,
                order=key,
                text=f"Text {number}",
            )
        )
    return Document(records)


def entries_of(data: bytes) -> dict[str, bytes]:
    """The entries of a file, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(entries: Mapping[str, bytes], *, manifest: Callable[[Any], object] | None = None) -> bytes:
    """A file of these entries, with sizes and hashes made anew; `manifest` may change the manifest last."""
    content = json.loads(entries["manifest.json"])
    content["entries"] = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for name, data in entries.items()
        if name != "manifest.json"
    }
    if manifest is not None:
        manifest(content)
    return zipped({**entries, "manifest.json": json.dumps(content).encode()})


def zipped(entries: Mapping[str, bytes]) -> bytes:
    """A ZIP archive as other programs make them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


def with_line(data: bytes, entry: str, line: bytes | str) -> bytes:
    """The file with one more line at the end of an entry, and a manifest that agrees."""
    entries = entries_of(data)
    added = line if isinstance(line, bytes) else line.encode()
    return repacked({**entries, entry: entries.get(entry, b"") + added + b"\n"})


def same(loaded: Loaded, document: Document) -> bool:
    """Whether a loaded map holds the same records and pictures."""
    return loaded.document.snapshot() == document.snapshot() and loaded.document.media == document.media


def reread(data: bytes) -> Document:
    """The document in a file."""
    return decode(data).document


# any map at all

texts = st.text(max_size=30)
ids = st.one_of(
    st.text("0123456789abcdefghijklmnopqrstuv", min_size=20, max_size=20), st.text(min_size=1, max_size=8)
)
plain_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), texts, st.integers(-(10**6), 10**6), st.floats(-1e6, 1e6, allow_nan=False)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)


def extras(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Unknown fields for a record type: whatever JSON can say, under names that the type does not have."""
    known = set(RECORD_TYPES[kind].__struct_fields__) - {"extra"}
    names = st.one_of(texts, st.sampled_from(["extra", "type", "colour"])).filter(
        lambda name: name not in known
    )
    return st.one_of(st.just({}), st.dictionaries(names, plain_values, max_size=3))


@st.composite
def documents(draw: st.DrawFn, most_cards: int = 8) -> Document:
    """Any map that keeps to the rules, odd texts, odd ids and unknown fields included."""
    records: list[Record] = []
    taken: set[str] = set()

    def add(kind: str, /, **fields: Any) -> str:
        key = draw(ids.filter(lambda key: key not in taken))
        taken.add(key)
        records.append(RECORD_TYPES[kind](id=key, extra=draw(extras(kind)), **fields))
        return key

    add("map", title=draw(texts), state=draw(st.sampled_from(["current", "future"])))
    stages, steps = [], {}
    for order in keys_between(None, None, draw(st.integers(1, 3))):
        stage = add("stage", title=draw(texts), order=order)
        stages.append(stage)
        steps[stage] = [
            add("step", stage=stage, order=key) for key in keys_between(None, None, draw(st.integers(1, 2)))
        ]
    lanes = [
        add("lane", title=draw(texts), order=order)
        for order in keys_between(None, None, draw(st.integers(1, 3)))
    ]
    cards = []
    for order in keys_between(None, None, draw(st.integers(0, most_cards))):
        stage = draw(st.sampled_from(stages))
        cards.append(
            add(
                "card",
                kind=draw(st.sampled_from(sorted(KINDS))),
                lane=draw(st.sampled_from(lanes)),
                stage=stage,
                step=draw(st.sampled_from(["", *steps[stage]])),
                order=order,
                text=draw(texts),
                severity=draw(st.integers(0, 4)),
                tags=tuple(draw(st.lists(texts, max_size=2))),
            )
        )
    if len(cards) > 1:
        add("link", source=cards[0], target=cards[1], probability=draw(st.none() | st.floats(0, 1)))
    if draw(st.booleans()):
        series = add("series", lane=lanes[0], order="a0")
        add("point", series=series, step=steps[stages[0]][0], value=draw(st.floats(-2, 2)))
    media: dict[str, bytes] = {}
    if draw(st.booleans()):
        picture = draw(st.binary(max_size=40))
        media = {hashlib.sha256(picture).hexdigest(): picture}
        add(
            "asset",
            sha256=next(iter(media)),
            media_type=draw(st.sampled_from(["image/png", "image/svg+xml", "?"])),
        )
    return Document(records, media)


def line_of(record: Record, **changes: Any) -> str:
    """A record's line with some fields changed, even to what no record may hold."""
    plain = msgspec.to_builtins(record)
    return json.dumps(plain | changes)
