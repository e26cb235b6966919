"""The page's colours: every role in the light and in the dark, and legible in both."""

import re

import pytest

from journeymapper.export.html.style import script, style_sheet
from journeymapper.model.tables import KINDS
from tests.test_resources import contrast

LEGIBLE = 4.5
"""The contrast that WCAG 2.2 asks of text."""

SHEET = style_sheet([1, 2, 3])


def roles(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9A-Fa-f]{6});", block))


LIGHT, DARK = (roles(block) for block in re.findall(r":root \{(.*?)\}", SHEET)[:2])


def test_the_dark_has_every_colour_of_the_light():
    assert len(LIGHT) > 50
    assert DARK.keys() == LIGHT.keys()


def test_every_colour_that_is_used_is_there():
    used = set(re.findall(r"var\(--([a-z0-9-]+)", SHEET))
    declared = set(re.findall(r"--([a-z0-9-]+):", SHEET))
    assert used <= declared


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_legible_on_its_ground(palette):
    pairs = [
        (f"{kind.replace('_', '-')}-ink", f"{kind.replace('_', '-')}-ground")
        for kind in (*KINDS, "measure", "owner")
    ]
    pairs += [(f"on-stage-{place}", f"stage-{place}") for place in range(6)]
    pairs += [
        (ink, ground)
        for ink in ("ink", "ink-2")
        for ground in ("paper", "canvas", "lane-head", "offstage-head")
    ]
    pairs += [(ink, "paper") for ink in ("link", "good", "bad", "even")]
    assert [pair for pair in pairs if contrast(palette[pair[0]], palette[pair[1]]) < LEGIBLE] == []


def test_neither_style_nor_script_can_end_its_element():
    assert "</" not in SHEET
    assert "</" not in script()
    assert "<!--" not in SHEET + script()


def test_a_step_has_its_place_in_cells_of_as_many_columns():
    assert ".of-3 { --columns: 3; }" in SHEET
    assert ".cards > .at-3 { grid-column: 3 / span 1; }" in SHEET
    assert ".at-4" not in SHEET
