"""A legend explains what is drawn on its map, and nothing else."""

from typing import Any

import pytest

from journeymapper.drawing.legend import Legend
from journeymapper.drawing.samples import SAMPLE
from journeymapper.layout.grid import Layouter
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.order import keys_between
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    JourneyMap,
    Lane,
    Persona,
    Record,
    Series,
    Stage,
    Step,
)


@pytest.fixture(scope="module")
def layouter() -> Layouter:
    return Layouter(TextEngine(load_fonts()), load_theme())


def map_of(*records: Record) -> Document:
    return Document(
        [
            JourneyMap(id="m", title="Map"),
            Stage(id="a", title="A", order="V"),
            Step(id="s", stage="a", order="V"),
            Lane(id="l", title="Lane", order="V"),
            Lane(id="e", title="Emotion", role="emotion", order="X"),
            *records,
        ]
    )


def cards(*fields: dict[str, Any]) -> list[Card]:
    orders = keys_between(None, None, len(fields))
    return [
        Card(id=f"c{index}", lane="l", stage="a", order=order, **one)
        for index, (one, order) in enumerate(zip(fields, orders, strict=True))
    ]


def names(document: Document, layouter: Layouter) -> list[str]:
    legend = Legend(layouter.grid(document, {}), layouter.engine, layouter.theme)
    return [name for _sample, name in legend.entries]


def test_a_curve_without_points_is_not_explained(layouter: Layouter) -> None:
    series = Series(id="r", lane="e", order="V")
    assert names(map_of(series), layouter) == []
    assert names(map_of(series, EmotionPoint(id="p", series="r", step="s", value=1)), layouter) == ["emotion"]


def test_each_of_several_curves_is_named_by_title_persona_or_mode(layouter: Layouter) -> None:
    found = names(
        map_of(
            Persona(id="maya", name="Maya", order="V"),
            Series(id="r1", lane="e", order="a1", title="In spring"),
            Series(id="r2", lane="e", order="a2", persona="maya"),
            Series(id="r3", lane="e", order="a3", mode="expected"),
            *(EmotionPoint(id=f"p{n}", series=f"r{n}", step="s", value=n / 2) for n in (1, 2, 3)),
        ),
        layouter,
    )
    assert found == ["emotion: In spring", "emotion: Maya", "emotion: expected"]


def test_severity_is_explained_once(layouter: Layouter) -> None:
    by_itself = names(map_of(*cards({"kind": "note", "severity": 2})), layouter)
    assert by_itself == ["note", "severity 1–4"]
    with_pain = names(
        map_of(*cards({"kind": "note", "severity": 2}, {"kind": "pain_point", "severity": 1})), layouter
    )
    assert "pain point, severity 1–4" in with_pain
    assert "severity 1–4" not in with_pain


def test_ratings_that_no_card_has_are_not_explained(layouter: Layouter) -> None:
    found = names(map_of(*cards({"kind": "pain_point"}, {"kind": "opportunity"})), layouter)
    assert found[:2] == ["pain point", "opportunity"]
    assert not any("1–" in name for name in found)


def test_major_cards_and_people_are_explained_where_there_are_any(layouter: Layouter) -> None:
    assert names(map_of(*cards({"kind": "note"})), layouter) == ["note"]
    found = names(map_of(*cards({"kind": "note", "weight": "major", "people": ("Maya",)})), layouter)
    assert found == ["note", "major", "who takes part"]


def test_samples_of_neighbouring_rows_do_not_touch(layouter: Layouter) -> None:
    assert layouter.theme.space["legend_row"] - SAMPLE >= 2


def test_a_long_name_of_a_curve_wraps(layouter: Layouter) -> None:
    long = (
        "Nine hundred runners of the city, asked after each of their races, in the spring and in the autumn "
        * 3
    )
    points = [EmotionPoint(id=f"p{n}", series=f"r{n}", step="s", value=n) for n in (0, 1)]
    series = [Series(id=f"r{n}", lane="e", order=f"a{n}", title=long) for n in (0, 1)]
    legend = Legend(layouter.grid(map_of(*series, *points), {}), layouter.engine, layouter.theme)
    for row in legend.rows(700.0):
        assert row[-1].x + row[-1].width <= 700.0
    assert legend.draw(0.0, 700.0)[1] > 2 * layouter.theme.space["legend_row"]
