"""Names of lanes as they are seen from afar: as many letters as there is room for."""

import time

import pytest

from journeymapper.layout.text import TextEngine, load_fonts
from journeymapper.ui.canvas.far import LANE_TEXT, fitting

ENGINE = TextEngine(load_fonts())


@pytest.mark.parametrize("room", [20.0, 60.0, 200.0])
def test_a_name_is_cut_as_late_as_can_be(room: float) -> None:
    title = "What staff do where nobody sees it"
    shown = fitting(ENGINE, title, room)
    assert shown.width <= room
    kept = len(shown.text.rstrip("…"))
    assert kept == len(title) or ENGINE.width(title[: kept + 2].rstrip() + "…", LANE_TEXT) > room


def test_a_name_with_room_is_whole() -> None:
    assert fitting(ENGINE, "Thoughts", 200).text == "Thoughts"
    assert fitting(ENGINE, "", -5).text == ""


def test_no_letter_is_parted_from_its_marks() -> None:
    shown = fitting(ENGINE, "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 20, 60)
    assert shown.text.removesuffix("…").endswith("\U0001f467")
    assert shown.width <= 60


def test_a_very_long_name_takes_a_moment_only() -> None:
    started = time.process_time()
    fitting(TextEngine(load_fonts()), "Lorem ipsum dolor " * 1000, 100)
    assert time.process_time() - started < 1.0
