"""A map that says something different in every field of every type, and all that a file says in words."""

import io
import zipfile
from collections.abc import Collection, Iterator
from html import unescape
from typing import Any
from zlib import crc32

import msgspec

from journeymapper.model.document import Document
from journeymapper.model.records import (
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
    references_of,
)
from tests.files.maps import PICTURE, PICTURE_SHA

PLACE: dict[str, Any] = {"lane": "lane", "stage": "stage", "step": "step"}


def full(prefix: str = "zq") -> Document:
    """A map with two records of most types; each text is a word that stands nowhere else."""
    records: list[Record] = []
    for n in (1, 2):
        records += [
            Persona(
                id=f"persona{n}",
                name="",
                order=f"a{n}",
                age=70 + n,
                avatar="gardener",
                portrait="asset" if n == 1 else "",
                channels=(ChannelUse(f"{prefix}channel{n}q", 0.87),),
            ),
            Owner(id=f"owner{n}", name="", order=f"b{n}", **{**PLACE, "lane": "owners"}),
            Measure(
                id=f"measure{n}",
                label="",
                order=f"b{n}",
                trend=(731.5, 732.5),
                good=False,
                **{**PLACE, "lane": "measures"},
            ),
            Evidence(id=f"evidence{n}", source="", order=f"a{n}", kind="survey"),
            Series(
                id=f"series{n}",
                lane="mood",
                order=f"a{n}",
                persona="persona1",
                mode="expected",
                horizon="future",
            ),
            EmotionPoint(id=f"point{n}", series=f"series{n}", step="step", value=-1.5),
        ]
    records += [
        JourneyMap(
            id="map",
            title="",
            state="future",
            status="review",
            date="2031-07-19",
            language="de",
            direction="ltr",
        ),
        Stage(id="stage", title="", order="a1"),
        Step(id="step", stage="stage", order="a1"),
        Step(id="step2", stage="stage", order="a2"),
        Lane(id="lane", title="", order="a1", role="actions", side="offstage"),
        Lane(id="pains", title="Pain points", order="a2", role="pains"),
        Lane(id="mood", title="Emotion", order="a3", role="emotion"),
        Lane(id="measures", title="Measures", order="a4", role="measures"),
        Lane(id="owners", title="Owners", order="a5", role="owners"),
        Line(id="line", role="visibility", order="a2"),
        *_cards(),
        Link(id="link", source="card1", target="card2", kind="causes", probability=0.8625),
        Asset(id="asset", sha256=PICTURE_SHA, media_type="image/png", width=3, height=2),
    ]
    return Document(
        [_worded(record, prefix) for record in records],
        {PICTURE_SHA: PICTURE},
    )


def _cards() -> Iterator[Card]:
    for n, lane in ((1, "lane"), (2, "pains")):
        yield Card(
            id=f"card{n}",
            kind="pain_point" if n == 2 else "customer_action",
            order=f"a{n}",
            code=f"P{9170 + n}",
            weight="major",
            channel="phone",
            icon="home",
            severity=3,
            impact=2,
            effort=3,
            votes=81_730 + n,
            pieces=71_630 + n,
            owner="owner1",
            basis="assumed",
            evidence=("evidence1",),
            until="step2",
            language="fr",
            **{**PLACE, "lane": lane},
        )


def _worded(record: Record, prefix: str) -> Record:
    """The record with a word of its own in each text that is still empty, and in those that list texts."""
    words: dict[str, Any] = {}
    for field in msgspec.structs.fields(type(record)):
        # Pages are searched for the beginnings of texts: no two of these are alike.
        word = f"{crc32(f'{record.id}.{field.name}'.encode()):08x}{prefix}q"
        value = getattr(record, field.name)
        if field.name in ("portrait", "until", "step", "language"):
            continue
        if value == "" and field.type is str:
            words[field.name] = word
        elif value == () and field.type == tuple[str, ...]:
            words[field.name] = (word,)
        elif field.name == "extra":
            words["extra"] = {"zqunknown": word}
    return msgspec.structs.replace(record, **words)


SPARE = frozenset(
    ("persona2", "measure2", "owner2", "evidence2", "series2", "point2", "point1", "link", "line", "card2")
)
"""The ids of records that nothing else needs."""


def emptied(document: Document, gone: Collection[str], empty: Collection[str]) -> Document:
    """The map without some records, and with what is usual in the fields of these names."""
    left = [record for record in document if record.id not in gone]
    ids = {record.id for record in left}
    lonely = {record.id for record in left if not set(references_of(record)) <= ids}
    return Document([_cleared(record, empty) for record in left if record.id not in lonely], document.media)


def _cleared(record: Record, empty: Collection[str]) -> Record:
    usual = {
        field.name: field.default
        for field in msgspec.structs.fields(type(record))
        if field.name in empty and field.default is not msgspec.NODEFAULT and field.name not in KEPT
    }
    return msgspec.structs.replace(record, **usual)


KEPT = frozenset(("role", "until"))


def canaries(record: Record) -> Iterator[tuple[str, str]]:
    """The fields of a record whose words stand nowhere else, with a word of each."""
    for field in msgspec.structs.fields(type(record)):
        value = getattr(record, field.name)
        if field.name in ("id", "order", *PLACE, "series", "icon", "weight"):
            continue
        if field.name == "channels":
            yield from ((field.name, use.name) for use in value)
        elif field.name == "extra":
            yield from ((field.name, str(word)) for word in value.values())
        elif isinstance(value, tuple) and value and str(value[0]).endswith("q"):
            yield field.name, value[0]
        elif isinstance(value, str) and value.endswith("q"):
            yield field.name, value
        elif field.name in ("code", "votes", "pieces"):
            yield field.name, str(value)


def words_of(suffix: str, data: bytes) -> str:
    """All that a file says: the texts of its parts where it is an archive, the text of its pages where it has some."""
    if suffix == ".pdf":
        import pypdfium2

        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return unescape("\n".join(part.decode() for part in parts))
    return unescape(data.decode("utf-8-sig"))
