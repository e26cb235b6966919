"""Import and export in the window: menus, drops, the clipboard, and what is told of them."""

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from journeymapper.commands.menus import EXPORTS
from journeymapper.commands.ports import Clip, PictureWish
from journeymapper.export.targets import TARGETS
from journeymapper.formats import endings
from journeymapper.ui.choosing import PartDialog, PictureDialog
from journeymapper.ui.dialogs import ReportDialog
from journeymapper.ui.importing.window import ImportWindow
from journeymapper.ui.window import OPENED
from tests.gui.driving import Driver, Program
from tests.gui.test_window_files import drop

TABLE = "Phase,Search,Choose,Buy\nActions,Looks around,Compares,Pays\nPain points,Too much,No idea,Queues\n"
DIAGRAM = (
    "journey\n  title Shopping\n  section Search\n    Looks around: 4: Ada\n  section Buy\n    Pays: 2: Ada\n"
)
TWO_DIAGRAMS = (
    f"# One\n\n```mermaid\n{DIAGRAM}```\n\n# Two\n\n```mermaid\n{DIAGRAM.replace('Shopping', 'Again')}```\n"
)
HTML = (
    "<p>x</p><table><tr><th></th><th>Search</th><th>Choose</th><th>Buy</th></tr>"
    "<tr><th>Actions</th><td>Looks</td><td>Asks</td><td>Pays</td></tr></table>"
)


def stages(driver: Driver) -> list[str]:
    return [stage.title for stage in driver.document.stages]


def problems(driver: Driver) -> list[str]:
    return [sentence for sentence, tone in driver.person.told if tone == "problem"]


# in


@pytest.mark.parametrize(("name", "content"), [("a.csv", TABLE), ("a.txt", DIAGRAM), ("a.mmd", DIAGRAM)])
def test_a_dropped_file_becomes_a_map_that_has_no_file_yet(program: Program, name: str, content: str):
    path = program.folder / name
    path.write_text(content, "utf-8")
    driver = program.window()
    assert drop(driver, path)
    assert stages(driver)[0] == "Search"
    assert driver.window.file.path is None
    assert driver.window.file.modified


def test_a_file_dropped_on_a_map_opens_in_a_window_of_its_own(program: Program):
    driver = program.example()
    path = program.folder / "a.csv"
    path.write_text(TABLE, "utf-8")
    assert drop(driver, path)
    assert driver.document.map.title == "Buying running shoes"
    assert len(program.windows.open) == 2


def test_every_file_that_can_be_read_can_be_dropped():
    assert set(endings()) <= {*OPENED, ".ojf.json"}


def test_the_menu_brings_in_a_file(program: Program):
    driver = program.window()
    path = program.folder / "a.csv"
    path.write_text(TABLE, "utf-8")
    driver.person.paths = [path]
    driver.give("file.import")
    assert stages(driver) == ["Search", "Choose", "Buy"]
    assert driver.document.map.title == "a"


def test_a_file_on_the_command_line_is_brought_in_too(program: Program):
    path = program.folder / "a.mmd"
    path.write_text(DIAGRAM, "utf-8")
    driver = program.window()
    driver.window.file.open(path)
    assert driver.document.map.title == "Shopping"


def test_a_table_that_is_not_wanted_after_all_makes_nothing(program: Program):
    driver = program.window()
    path = program.folder / "a.csv"
    path.write_text(TABLE, "utf-8")
    driver.person.table = lambda _tables: None
    driver.person.paths = [path]
    driver.give("file.import")
    assert driver.window.store is None
    assert driver.person.told == []


def test_what_became_of_a_file_is_reported(program: Program):
    driver = program.window()
    path = program.folder / "a.mmd"
    path.write_text(DIAGRAM.replace("Pays: 2: Ada", "Pays: lots: Ada\n    nonsense"), "utf-8")
    driver.window.file.open(path)
    assert driver.person.report
    assert any(line.place.startswith("line") for line in driver.person.report)


def test_one_of_several_diagrams_is_chosen(program: Program):
    driver = program.window()
    path = program.folder / "both.md"
    path.write_text(TWO_DIAGRAMS, "utf-8")
    driver.person.part = 1
    driver.window.file.open(path)
    assert driver.document.map.title == "Again"
    assert "several diagrams" in driver.person.questions[0]


@pytest.mark.parametrize(("part", "first"), [(0, "Search"), (1, "Aware")])
def test_a_table_beside_a_diagram_can_be_chosen(program: Program, part: int, first: str):
    driver = program.window()
    path = program.folder / "mixed.md"
    table = "| Stage | Aware | Paying |\n|---|---|---|\n| Actions | Looks | Pays |\n"
    path.write_text(f"```mermaid\n{DIAGRAM}```\n\n{table}", "utf-8")
    driver.person.part = part
    driver.window.file.open(path)
    assert "diagrams and tables" in driver.person.questions[0]
    assert stages(driver)[0] == first


def test_a_file_of_no_format_ends_in_one_sentence(program: Program):
    driver = program.window()
    path = program.folder / "letter.txt"
    path.write_text("Dear diary", "utf-8")
    driver.person.paths = [path]
    driver.give("file.import")
    assert len(problems(driver)) == 1
    assert driver.window.store is None


# the clipboard


@pytest.mark.parametrize(
    ("clip", "first"),
    [
        (Clip(TABLE.replace(",", "\t")), "Search"),
        (Clip(DIAGRAM), "Search"),
        (Clip("", b"", HTML), "Search"),
        (Clip("words\tof\nthe\tsame", b"", HTML), "Search"),
        (Clip(DIAGRAM, b"", HTML.replace("Search", "1")), "Search"),
        (Clip("| Phase | A | B |\n|---|---|---|\n| Actions | x | y |\n| Pains | z | w |\n"), "A"),
    ],
)
def test_what_was_copied_elsewhere_becomes_a_new_map(program: Program, clip: Clip, first: str):
    driver = program.window()
    driver.person.clip = clip
    driver.give("file.new_from_clipboard")
    assert problems(driver) == []
    assert stages(driver)[0] == first


@pytest.mark.parametrize(
    "clip", [Clip(""), Clip("hello"), Clip("  \n"), Clip("\udc80\t\n"), Clip(DIAGRAM, b"cards")]
)
def test_a_clipboard_that_makes_no_map_is_said_in_one_sentence(program: Program, clip: Clip):
    driver = program.window()
    driver.person.clip = clip
    driver.give("file.new_from_clipboard")
    assert len(problems(driver)) == 1
    assert driver.window.store is None


def test_the_real_clipboard_gives_what_a_browser_copied(real_program: Program):
    data = QMimeData()
    data.setHtml(HTML)
    data.setText("Search\tBuy")
    QApplication.clipboard().setMimeData(data)
    driver = real_program.window()
    clip = driver.window.ports.clipboard()
    assert "<table>" in clip.html
    assert clip.text == "Search\tBuy"


# out


@pytest.mark.parametrize("key", [key for key in EXPORTS if key != "pdf"])
def test_every_format_of_the_menu_writes_its_file(program: Program, key: str):
    driver = program.example()
    driver.person.paths = [program.folder / "out"]
    driver.give(f"file.export_{key}")
    assert problems(driver) == []
    (written,) = program.folder.glob("out.*")
    assert written.stat().st_size > 100


def test_the_menu_offers_every_format_there_is():
    assert sorted(EXPORTS) == sorted((*(target.key for target in TARGETS), "png"))


def test_what_a_format_cannot_hold_is_listed(program: Program):
    driver = program.example()
    driver.person.paths = [program.folder / "out.html"]
    driver.give("file.export_html")
    first, *others = driver.person.report
    assert first.level == "changed"
    assert "not drawn" in first.text
    assert {line.level for line in others} == {"dropped"}
    assert any(line.text.startswith("lanes: ") for line in others)


def test_a_picture_is_as_large_as_is_asked_for(program: Program):
    driver = program.example()
    sizes = []
    for scale in (0.5, 1.0):
        driver.person.picture = PictureWish(scale, transparent=True)
        driver.person.paths = [program.folder / "map.png"]
        driver.give("file.export_png")
        with Image.open(program.folder / "map.png") as picture:
            sizes.append(picture.width)
            assert picture.convert("RGBA").getchannel("A").getpixel((0, 0)) == 0
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=1)


def test_a_picture_nobody_wants_after_all_asks_for_no_file(program: Program):
    driver = program.example()
    driver.person.picture = None
    driver.give("file.export_png")
    assert driver.person.questions == []


def test_a_selection_is_exported_alone(program: Program):
    driver = program.example()
    assert not driver.window.actions_by_id["file.export_selection_png"].isEnabled()
    driver.click(driver.card("P4").id)
    driver.settle()
    for kind in ("png", "svg"):
        driver.person.paths = [program.folder / f"part.{kind}"]
        driver.give(f"file.export_selection_{kind}")
    with Image.open(program.folder / "part.png") as picture:
        assert picture.width < 400
    drawn = (program.folder / "part.svg").read_text("utf-8")
    assert "notice" in drawn
    assert "Knee" not in drawn


def test_where_the_disk_refuses_it_is_said_and_nothing_is_reported(program: Program):
    driver = program.example()
    driver.person.paths = [program.folder / "missing" / "out.html"]
    driver.give("file.export_html")
    assert len(problems(driver)) == 1
    assert driver.person.report == []


# the small dialogs


def test_a_part_is_chosen_with_the_keyboard(dressed: QApplication, qtbot):
    dialog = PartDialog("Which?", ["One", "<b>Two</b>", "Three"], None)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.part == 1
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == dialog.DialogCode.Accepted


def test_the_picture_dialog_says_how_large_it_will_be_and_refuses_too_much(dressed: QApplication, qtbot):
    dialog = PictureDialog((1000.0, 500.0), None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.size_label.text() == "2000 × 1000 pixels"
    dialog.scale.setFocus()
    dialog.scale.selectAll()
    QTest.keyClicks(dialog.scale, "20")
    assert dialog.size_label.text() == "20000 × 10000 pixels: too large"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == 0
    dialog.scale.selectAll()
    QTest.keyClicks(dialog.scale, "3")
    assert dialog.wish == PictureWish(3.0, transparent=False)


def test_the_real_program_asks_about_a_table_in_the_import_window(real_program: Program):
    path = real_program.folder / "a.csv"
    path.write_text(TABLE, "utf-8")
    driver = real_program.window()
    seen: list[str] = []

    def answer() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, ImportWindow | ReportDialog)
        seen.append(window.windowTitle())
        if isinstance(window, ImportWindow):
            QTimer.singleShot(100, answer)
            QTest.keyClick(window, Qt.Key.Key_Return)
        else:
            QTest.keyClick(window, Qt.Key.Key_Escape)

    QTimer.singleShot(100, answer)
    driver.window.file.open(path)
    driver.wait_until(lambda: len(seen) == 2)
    assert seen == ["Import a table", "Report"]
    assert stages(driver) == ["Search", "Choose", "Buy"]
