"""Characters that no font has are found, with the records they stand in."""

from __future__ import annotations

from journeymapper.analysis.findings import findings
from journeymapper.layout.fonts import load_fonts
from tests.analysis.maps import Sketch

FONTS = load_fonts()


def test_a_character_that_no_font_has_is_a_warning_that_names_it() -> None:
    sketch = Sketch(2)
    sketch.card("odd", "1", text="a box for \ue123 and \U000f0000", people=("Zoë \ue123",))
    sketch.card("fine", "2", text="Ωmega, שלום, नमस्ते, 地図, \U0001f600\x07\n")
    (found,) = [one for one in findings(sketch.document, FONTS.lacking) if one.code == "missing_character"]
    assert found.level == "warning"
    assert found.ids == ("odd",)
    assert "U+E123" in found.message
    assert "U+F0000" in found.message


def test_of_many_characters_only_some_are_named() -> None:
    sketch = Sketch(1)
    sketch.card("odd", "1", text="".join(map(chr, range(0xE100, 0xE180))))
    (found,) = [one for one in findings(sketch.document, FONTS.lacking) if one.code == "missing_character"]
    assert "116 more" in found.message


def test_without_fonts_characters_are_not_looked_for() -> None:
    sketch = Sketch(1)
    sketch.card("odd", "1", text="\ue123")
    assert "missing_character" not in {one.code for one in findings(sketch.document)}
