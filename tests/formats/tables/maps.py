"""Random maps of what a table can hold, and what of them must be the same after a table."""

from typing import Any

from hypothesis import strategies as st

from journeymapper.formats.draft import Draft, orders
from journeymapper.formats.tables.entries import measure_text, owner_text, read_measure, read_owner
from journeymapper.formats.tables.laying import one_line
from journeymapper.formats.tables.table import tidy
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    JourneyMap,
    Lane,
    Line,
    Measure,
    Owner,
    Persona,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import LINES, ROLES, SIDES, kind_of_lane

from .samples import LANGUAGES
from .samples import ROLES as SAMPLE_ROLES

texts = st.one_of(
    st.text(max_size=25),
    st.text(alphabet="-;•\n|*_`\\<>&'\"=+@[](){}#~ab 1：；", max_size=12),
).map(tidy)
filled = texts.filter(bool)
titles = texts.map(one_line).filter(bool)
names = st.sampled_from(
    [
        (role, name)
        for lanes, _feelings in LANGUAGES.values()
        for role, name in zip(SAMPLE_ROLES, lanes, strict=True)
    ]
)
measures = st.tuples(filled, texts).filter(
    lambda pair: (
        _fields(read_measure(measure_text(_measure(*pair)))) == _fields({"label": pair[0], "value": pair[1]})
    )
)
owners = st.tuples(filled, texts).filter(
    lambda pair: _fields(read_owner(owner_text(_owner(*pair)))) == _fields({"name": pair[0], "team": pair[1]})
)


def _fields(found: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in found.items() if text}


def _measure(label: str, value: str) -> Measure:
    return Measure(id="m", lane="", stage="", order="", label=label, value=value)


def _owner(name: str, team: str) -> Owner:
    return Owner(id="o", lane="", stage="", order="", name=name, team=team)


@st.composite
def maps(draw: st.DrawFn, *, sheet: bool = False) -> Document:
    """A map; one for a sheet may have any lanes, and cards across whole stages."""
    draft = Draft(id_source(draw(st.integers(0, 99))))
    scenario = draw(texts.map(one_line))
    draft.put(JourneyMap(id=draft.new_id(), title=draw(titles), scenario=scenario))
    if draw(st.booleans()):
        draft.put(
            Persona(id=draft.new_id(), name=draw(st.sampled_from(["Ada", "孫 悟空"])), role="", order="a0")
        )
    places = _put_stages(draw, draft)
    roles = draw(st.lists(names, min_size=1, max_size=5))
    keys = orders(len(roles) + 1)
    # With a line among them, the lanes keep their order when they are read.
    draft.put(Line(id=draft.new_id(), role=draw(st.sampled_from(sorted(LINES))), order=keys.pop()))
    for (role, title), order in zip(roles, keys, strict=True):
        lane = _lane(draw, role, title, sheet=sheet)
        key = draft.put(Lane(id=draft.new_id(), order=order, **lane))
        _fill(draw, draft, key, lane["role"], places, sheet=sheet)
    return draft.document()


def _put_stages(draw: st.DrawFn, draft: Draft) -> list[tuple[str, list[str]]]:
    found = []
    stage_titles = draw(st.lists(titles, min_size=1, max_size=3, unique=True))
    for title, order in zip(stage_titles, orders(len(stage_titles)), strict=True):
        duration, goal = draw(texts), draw(texts)
        stage = draft.put(Stage(id=draft.new_id(), title=title, order=order, duration=duration, goal=goal))
        count = draw(st.integers(1, 3))
        steps = [
            draft.put(Step(id=draft.new_id(), stage=stage, order=key, title=draw(st.just("") | titles)))
            for key in orders(count)
        ]
        found.append((stage, steps))
    return found


def _lane(draw: st.DrawFn, role: str, title: str, *, sheet: bool) -> dict[str, Any]:
    if not sheet:
        return {"title": title, "role": role, "side": ROLES[role].side, "band": ROLES[role].band}
    return {
        "title": draw(titles),
        "role": draw(st.sampled_from(sorted(ROLES))),
        "side": draw(st.sampled_from(sorted(SIDES))),
        "band": draw(st.sampled_from(["", "Band", "Onstage"])),
        "hint": draw(texts.map(one_line)),
    }


def _fill(
    draw: st.DrawFn, draft: Draft, lane: str, role: str, places: list[tuple[str, list[str]]], *, sheet: bool
) -> None:
    series = draft.put(Series(id=draft.new_id(), lane=lane, order="a0")) if role == "emotion" else ""
    for stage, steps in places:
        if sheet and len(steps) > 1 and role not in ("emotion", "measures", "owners") and draw(st.booleans()):
            for text in draw(st.lists(filled, max_size=2)):
                draft.card(kind_of_lane(role), lane=lane, stage=stage, step="", text=text)
            continue
        for step in steps:
            if series and draw(st.booleans()):
                value = draw(st.integers(-20, 20)) / 10
                label = draw(texts)
                draft.put(EmotionPoint(id=draft.new_id(), series=series, step=step, value=value, label=label))
            _fill_cell(draw, draft, role, {"lane": lane, "stage": stage, "step": step})


def _fill_cell(draw: st.DrawFn, draft: Draft, role: str, place: dict[str, Any]) -> None:
    if role == "measures":
        for (label, value), order in zip(draw(st.lists(measures, max_size=2)), orders(2), strict=False):
            draft.put(Measure(id=draft.new_id(), label=label, value=value, order=order, **place))
    elif role == "owners":
        for name, team in draw(st.lists(owners, max_size=1)):
            draft.put(Owner(id=draft.new_id(), name=name, team=team, order="a0", **place))
    else:
        for text in draw(st.lists(filled, max_size=2)):
            draft.card(kind_of_lane(role), text=text, **place)


def held(document: Document, *, head: bool = True) -> dict[str, Any]:
    """What of a map a table holds; `head` tells whether it has a place for the map's title."""
    about = document.map
    found: dict[str, Any] = {
        "stages": [
            (stage.title, stage.duration, stage.goal, [step.title for step in document.steps_of(stage.id)])
            for stage in document.stages
        ],
        "rows": [
            row.role if isinstance(row, Line) else (row.title, row.role, row.side, row.band, row.hint)
            for row in document.rows
        ],
        "cells": [_cell(document, lane, step) for lane in document.lanes for step in document.steps],
    }
    if head:
        found |= {"title": about.title, "scenario": about.scenario}
        found["personas"] = [(persona.name, persona.role) for persona in document.personas]
    return found


def _cell(document: Document, lane: Lane, step: Step) -> list[tuple[str, ...]]:
    points = [document.point(series.id, step.id) for series in document.series_of(lane.id)]
    items = [item for item in document.cell(lane.id, step.stage) if item.step in ("", step.id)]
    return [
        *((str(point.value), point.label) for point in points if point),
        *(_said(item) for item in items),
    ]


def _said(item: Card | Measure | Owner) -> tuple[str, ...]:
    match item:
        case Card():
            return item.kind, item.text, str(bool(item.step))
        case Measure():
            return "measure", item.label, item.value
        case Owner():
            return "owner", item.name, item.team
