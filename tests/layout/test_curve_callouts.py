"""Callouts of the emotion curve: however many speak, none stands over another and no leader runs through one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from journeymapper.layout.callouts import Callout, bounds, runs_through
from journeymapper.layout.columns import lay_columns
from journeymapper.layout.curve import Emotion, lay_emotion
from journeymapper.layout.heads import head_width
from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.layout.theme import load_theme
from journeymapper.model.document import Document
from journeymapper.model.order import keys_between
from journeymapper.model.records import EmotionPoint, JourneyMap, Lane, Record, Series, Stage, Step

Spoken = tuple[float, str]
words = st.text("abc de", max_size=200) | st.just("late, and nobody told her") | st.just("")
points = st.lists(
    st.lists(
        st.none() | st.tuples(st.integers(-20, 20).map(lambda n: n / 10), words), min_size=1, max_size=14
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def engine() -> TextEngine:
    return TextEngine(load_fonts())


def felt(series: list[list[Spoken | None]], engine: TextEngine) -> tuple[Emotion, float]:
    """The emotion lane of a map whose series have these values and labels, and the map's width."""
    steps = keys_between(None, None, max(len(one) for one in series))
    records: list[Record] = [
        JourneyMap(id="m", title="Map"),
        Stage(id="a", title="A", order="V"),
        Lane(id="l", title="Emotion", role="emotion", order="V"),
        *(Step(id=f"s{index}", stage="a", order=order) for index, order in enumerate(steps)),
    ]
    for row, order in enumerate(keys_between(None, None, len(series))):
        records.append(Series(id=f"r{row}", lane="l", order=order))
        for index, said in enumerate(series[row]):
            if said is not None:
                point = f"p{row}.{index}"
                records.append(
                    EmotionPoint(id=point, series=f"r{row}", step=f"s{index}", value=said[0], label=said[1])
                )
    document, theme = Document(records), load_theme()
    columns = lay_columns(document, {}, head_width(theme))
    return lay_emotion(document, document.series_of("l"), columns, engine, theme), columns.width


def meet(one: Callout, other: Callout) -> bool:
    a, b = bounds(one), bounds(other)
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


TWO_AT_A_PEAK: list[list[Spoken | None]] = [
    [None, (1.9, "no")],
    [(2.0, "no"), (1.9, "late, and nobody told her")],
]
BESIDE_EACH_OTHER: list[list[Spoken | None]] = [
    [
        (0.7, "x x x x x x x x"),
        (-1.4, "abcd " * 15),
        (-1.2, "late, and nobody told her"),
        (0.6, ""),
        (-0.6, ""),
        (1.0, "late, and nobody told her"),
        (0.5, "abcd abcd abcd "),
    ],
    [
        (1.3, ""),
        (0.0, "no"),
        (0.3, ""),
        (-0.8, "no"),
        (0.5, "abcd " * 7),
        (0.6, "late, and nobody told her"),
        None,
    ],
]


@settings(max_examples=80)
@given(series=points)
@example(series=TWO_AT_A_PEAK)
@example(series=BESIDE_EACH_OTHER)
def test_no_callout_meets_another_or_the_leader_of_another(
    series: list[list[Spoken | None]], engine: TextEngine
) -> None:
    emotion, width = felt(series, engine)
    assert len(emotion.callouts) == sum(bool(one and one[1].strip()) for row in series for one in row)
    for index, callout in enumerate(emotion.callouts):
        left, top, right, bottom = bounds(callout)
        assert left >= 0
        assert right <= width
        assert top >= 0
        assert bottom <= emotion.height
        for number, other in enumerate(emotion.callouts):
            if number != index:
                assert not meet(callout, other)
                assert not runs_through(other.leader, bounds(callout))


@settings(max_examples=40)
@given(series=points)
def test_the_area_grows_by_the_callouts_of_one_step_only(
    series: list[list[Spoken | None]], engine: TextEngine
) -> None:
    emotion, _width = felt(series, engine)
    highest = max((callout.height for callout in emotion.callouts), default=0.0)
    plain = load_theme().space["emotion_lane"]
    assert emotion.height <= plain + len(series) * (highest + 2) + 6


def test_a_callout_at_every_step_makes_no_staircase(engine: TextEngine) -> None:
    said: list[Spoken | None] = [
        (1.0 if step % 2 else -1.0, "says quite a lot about this step") for step in range(40)
    ]
    emotion, _width = felt([said], engine)
    highest = max(callout.height for callout in emotion.callouts)
    assert emotion.height <= load_theme().space["emotion_lane"] + highest + 6


def test_a_leader_ends_at_its_own_callout(engine: TextEngine) -> None:
    said: list[Spoken | None] = [(0.5, "says something") for _step in range(12)]
    emotion, _width = felt([said, said, said], engine)
    for callout in emotion.callouts:
        left, top, right, bottom = bounds(callout, 0.01)
        x, y = callout.leader[-1]
        assert left <= x <= right
        assert top <= y <= bottom
