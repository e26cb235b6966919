"""Texts in every script: some of our own, and what people wrote, where it is at hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from journeymapper.model.document import Document
from journeymapper.model.order import keys_between
from journeymapper.model.records import Card, JourneyMap, Lane, Record, Stage, Step

SAMPLES = {
    "Latin": "Zürich, Łódź: “naïve” Trải nghiệm AVATAR ffi",
    "Greek": "Η εμπειρία του πελάτη, ᾄδω",
    "Cyrillic": "Путешествие клиента: їжа, Ђорђе",
    "Arabic": "العميل مُحمّد يختار المنتج ثم يدفع الآن",
    "Hebrew": "הלקוחה קוֹנָה נעליים חדשות",
    "mixed": "Pay (שלם 12) now: ادفع 50% اليوم!",
    "Devanagari": "ग्राहक ऑनलाइन जूते खरीदता है, क्षत्रिय",
    "Bengali": "গ্রাহক অনলাইনে জুতা কিনে, ক্ষুদ্র",
    "Thai": "ลูกค้าซื้อรองเท้าที่ร้านน้ำผึ้ง",
    "Japanese": "お客様がオンラインで靴を購入します。「東京」",
    "Chinese": "顾客在网上买鞋，然后付款（二维码）。",
    "Korean": "고객이 온라인으로 신발을 구매합니다",
    "emoji": "\U0001f44d\U0001f3fd ok \u2714\ufe0f 1\ufe0f\u20e3 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "missing": "no font \ue123 has \U000f0456 these",
}
LANES = ("actions", "thoughts", "touchpoints", "pains", "backstage", "moments")


def labels(corpus: Path) -> list[tuple[str, str]]:
    """(scripts, text) of each label of the corpus."""
    path = corpus / "labels_multiscript.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(row[1], row[3]) for row in rows]


def naughty(corpus: Path) -> list[str]:
    """Strings that break programs."""
    found: list[str] = json.loads((corpus / "blns.json").read_text("utf-8"))
    return found


def map_of(texts: Iterable[str], *, language: str = "en") -> Document:
    """A map whose cards say these texts, spread over eight stages and lanes of different kinds of card."""
    kinds = ("customer_action", "thought", "touchpoint", "pain_point", "backstage_action", "moment_of_truth")
    records: list[Record] = [JourneyMap(id="map", title="Every script", language=language)]
    rows = zip(LANES, keys_between(None, None, len(LANES)), strict=True)
    records += (Lane(id=f"lane-{role}", title=role, order=order, role=role) for role, order in rows)
    for index, order in enumerate(keys_between(None, None, 8)):
        records.append(Stage(id=f"stage{index}", title=f"Stage {index}", order=order))
        records.append(Step(id=f"step{index}", stage=f"stage{index}", order="a0"))
    said = list(texts)
    for index, (text, order) in enumerate(zip(said, keys_between(None, None, len(said)), strict=True)):
        lane, stage = f"lane-{LANES[index % 6]}", f"stage{index // 6 % 8}"
        kind, code = kinds[index % 6], f"C{index}"
        records.append(
            Card(id=f"card{index}", kind=kind, code=code, text=text, order=order, lane=lane, stage=stage)
        )
    return Document(records)
