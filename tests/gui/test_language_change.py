"""A map whose language changes is set in the new one at once."""

from journeymapper.ui.editor import Editor
from tests.gui.driving import Program


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
