"""A map whose language changes is set in the new one at once."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from journeymapper.layout.parts import TextAt
from journeymapper.layout.text import TextEngine
from journeymapper.ui.canvas.canvas import Canvas
from journeymapper.ui.editor import Editor
from tests.drawing.places import texts_of
from tests.gui.driving import Program
from tests.gui.pictures import settled


def test_the_map_is_set_in_its_new_language_at_once(program: Program) -> None:
    driver = program.example()
    editor: Editor = driver.workspace.editor
    with editor.store.edit("Change the language") as tx:
        tx.change(editor.document.map.id, language="de")
    assert editor.engine.language == "de"
    thought = next(box for row in editor.grid.rows for box in row.boxes if box.inner.form == "bubble")
    line = next(part.block.lines[0] for part in thought.inner.parts if hasattr(part, "block"))
    assert line.text.startswith("„")
    assert editor.store.undo()
    assert editor.engine.language == "en"


def test_what_the_program_writes_on_the_map_changes_with_it(program: Program) -> None:
    driver = program.example()
    canvas = driver.workspace.canvas
    editor: Editor = driver.workspace.editor
    english = seen(canvas)
    with editor.store.edit("Change the language") as tx:
        tx.change(editor.document.map.id, language="ja")
    driver.settle()
    assert said(editor, "Peak", "assumed") == {"ピーク", "仮説"}
    assert all(one != other for one, other in zip(seen(canvas), english, strict=True))
    assert editor.store.undo()
    driver.settle()
    assert said(editor, "Peak", "assumed") == {"Peak", "assumed"}
    assert seen(canvas) == english


def said(editor: Editor, *messages: str) -> set[str]:
    """Those of some words, in any language, that stand in the rows of the map."""
    ops = [
        op for row in range(len(editor.grid.rows)) for op in editor.drawing.row_ops(editor.grid, row, 0, 1e6)
    ]
    there = {text.run.text.strip() for text, _x, _y in texts_of(ops)}
    wanted = {*messages, *(TextEngine(editor.engine.fonts, "ja").say(message) for message in messages)}
    return wanted & there


def seen(canvas: Canvas) -> tuple[QImage, QImage]:
    """The corner where stages and steps are named, and the heads with the names of the lines."""
    picture = settled(canvas)
    view = canvas.view
    gutter, header = int(view.gutter), int(view.header)
    return picture.copy(QRect(0, 0, gutter, header)), picture.copy(QRect(0, header, gutter, 2000))


def test_text_without_letters_turns_round_with_its_map(program: Program) -> None:
    driver = program.example()
    editor: Editor = driver.workspace.editor
    card = driver.card("A1")
    with editor.store.edit("Write a range") as tx:
        tx.change(card.id, text="1 – 3")
    assert runs_of(editor, card.id) == ["1 – 3"]
    with editor.store.edit("Turn round") as tx:
        tx.change(editor.document.map.id, direction="rtl")
    assert runs_of(editor, card.id) == ["1", " – ", "3"]
    assert editor.store.undo()
    assert runs_of(editor, card.id) == ["1 – 3"]


def runs_of(editor: Editor, card: str) -> list[str]:
    """What the runs of a card's text say."""
    box = next(box for row in editor.grid.rows for box in row.boxes if box.item.id == card)
    blocks = [part.block for part in box.inner.parts if isinstance(part, TextAt) and part.key == "text"]
    return [placed.run.text for block in blocks for line in block.lines for placed in line.runs]
