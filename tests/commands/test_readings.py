import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymapper.commands.readings import AGE, READINGS
from journeymapper.model.records import ChannelUse

words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
VALUES = {
    "line": words,
    "tags": st.lists(words, unique=True).map(tuple),
    "lines": st.lists(words).map(tuple),
    "numbers": st.lists(st.integers(-9999, 9999).map(float)).map(tuple),
    "count": st.integers(0, 10**6),
    "decimal": st.integers(-20, 20).map(lambda tenths: tenths / 10),
    "percent": st.none() | st.integers(0, 100).map(lambda share: share / 100),
}


@pytest.mark.parametrize("form", VALUES)
@given(data=st.data())
def test_what_is_shown_reads_as_the_same_value(form, data):
    value = data.draw(VALUES[form])
    assert READINGS[form].read(READINGS[form].show(value)) == value


def test_shares_are_read_line_by_line():
    reading = READINGS["shares"]
    value = (ChannelUse("Web, desktop", 0.38), ChannelUse("Store", 0.0))
    assert reading.read("Web, desktop 38 %\nStore\n\n") == value
    assert reading.show(value) == "Web, desktop 38 %\nStore 0 %"


def test_a_share_stays_between_0_and_1():
    assert READINGS["shares"].read("Phone 180 %") == (ChannelUse("Phone", 1.0),)
    assert READINGS["percent"].read("180") == 1.0


@pytest.mark.parametrize(
    ("form", "text"), [("count", "many"), ("count", "-1"), ("count", "1.5"), ("decimal", "x")]
)
def test_what_cannot_be_read_is_refused_with_a_sentence(form, text):
    with pytest.raises(ValueError, match=r"\.$"):
        READINGS[form].read(text)


def test_a_minus_sign_and_a_decimal_comma_are_understood():
    assert READINGS["decimal"].read("−1,5") == -1.5


def test_an_age_may_be_left_open():
    assert AGE.read("") is None
    assert AGE.read("34") == 34


def test_a_value_is_stepped_within_its_range():
    step = READINGS["decimal"].step
    assert step is not None
    assert step(1.95, 1) == 2.0
    assert step(0.3, -5) == -0.2
