"""Which way a map is read."""

import pytest

from journeymapper.model.checks import value_problems
from journeymapper.model.direction import right_to_left, written_right_to_left
from journeymapper.model.records import JourneyMap


def a_map(language: str, direction: str = "") -> JourneyMap:
    return JourneyMap(id="m", title="", language=language, direction=direction)


@pytest.mark.parametrize(
    "tag", ["ar", "AR-eg", "he", "iw", "fa_IR", "ur-PK", "ckb", "pa-Arab", "az-Arab-IR", "yi"]
)
def test_these_are_written_from_right_to_left(tag: str) -> None:
    assert written_right_to_left(tag)


@pytest.mark.parametrize(
    "tag", ["", "en", "ja", "pa", "ar-Latn", "he-Latn-IL", "arn", "x-ar", "en-x-arab", "hi", "??"]
)
def test_these_are_not(tag: str) -> None:
    assert not written_right_to_left(tag)


def test_a_map_without_a_direction_is_read_as_its_language_is() -> None:
    assert right_to_left(a_map("he"))
    assert not right_to_left(a_map("en"))


def test_a_direction_that_is_set_decides() -> None:
    assert right_to_left(a_map("en", "rtl"))
    assert not right_to_left(a_map("ar", "ltr"))


def test_another_direction_is_refused() -> None:
    assert not list(value_problems(a_map("en", "rtl")))
    assert "direction" in next(iter(value_problems(a_map("en", "up"))))
