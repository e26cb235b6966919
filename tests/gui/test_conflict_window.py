"""The conflict window: nothing chosen beforehand, everything to be had with the mouse and with the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from journeymapper.edit.cards import add_card, delete_items
from journeymapper.edit.merge import Merged, merge
from journeymapper.edit.stages import delete_step
from journeymapper.edit.store import Store
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card
from journeymapper.ui.conflict_window import ConflictWindow, ask_about_conflicts
from journeymapper.ui.look import Look, load_look
from tests.edit.maps import Map
from tests.edit.people import copied

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def look() -> Look:
    return load_look()


@pytest.fixture
def parent(dressed: QApplication) -> Iterator[QWidget]:
    widget = QWidget()
    yield widget
    widget.close()
    widget.deleteLater()


@pytest.fixture
def merged() -> Merged:
    """Two cards of which both sides changed a field, one with text that looks like markup."""
    journey = Map()
    first = journey.add("Size guide", kind="pain_point", code="P4", severity=2)
    second = journey.add("Returns", kind="pain_point", code="P5")
    ours, theirs = copied(journey.document), copied(journey.document)
    for document, severity, text in ((ours, 3, "<b>Slow</b> returns"), (theirs, 4, "Returns cost money")):
        with Store(document, new_id=id_source(text)).edit("Edit") as tx:
            tx.change(first, severity=severity)
            tx.change(second, text=text)
    return merge(journey.document, ours, theirs)


@pytest.fixture
def window(merged: Merged, look: Look, parent: QWidget) -> ConflictWindow:
    window = ConflictWindow(merged, look, parent)
    window.show()
    QTest.qWaitForWindowExposed(window)
    return window


def row_of(window: ConflictWindow, unit: str):
    return next(row for row in window.rows if row.key[1] == unit)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def at() -> QWidget:
    """What the keyboard is at."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_each_conflict_shows_what_it_is_about_and_three_values(window: ConflictWindow):
    row = row_of(window, "severity")
    assert "Card P4 “Size guide”" in texts(row)
    assert "Severity" in texts(row)
    assert [texts(tile)[-1] for tile in row.tiles.values()] == ["2", "3", "4"]


def test_nothing_is_chosen_and_merging_has_to_wait(window: ConflictWindow):
    assert window.choices == {}
    assert not window.merge.isEnabled()


def test_what_a_map_says_is_shown_as_it_is(window: ConflictWindow):
    assert "<b>Slow</b> returns" in texts(row_of(window, "text"))
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in window.findChildren(QLabel))


def test_a_click_anywhere_on_a_value_chooses_it(window: ConflictWindow):
    tile = row_of(window, "severity").tiles["theirs"]
    QTest.mouseClick(tile, LEFT, pos=QPoint(tile.width() - 6, tile.height() - 6))
    assert list(window.choices.values()) == ["theirs"]
    assert not window.merge.isEnabled()


def test_merge_is_offered_when_every_conflict_is_decided(window: ConflictWindow):
    QTest.mouseClick(window.everywhere["ours"], LEFT)
    assert set(window.choices.values()) == {"ours"}
    assert window.merge.isEnabled()


def test_the_keyboard_alone_decides_and_merges(window: ConflictWindow):
    for row in window.rows:
        while not row.isAncestorOf(at()):
            QTest.keyClick(at(), Qt.Key.Key_Tab)
        QTest.keyClick(at(), Qt.Key.Key_Space)
        QTest.keyClick(at(), Qt.Key.Key_Right)
    assert list(window.choices.values()) == ["ours", "ours"]
    QTest.keyClick(at(), Qt.Key.Key_Return)
    assert window.result() == ConflictWindow.DialogCode.Accepted


def test_names_are_there_for_those_who_listen(window: ConflictWindow):
    button = row_of(window, "severity").tiles["ours"].button
    assert button.accessibleName() == "Card P4 “Size guide”, Severity: Here"
    assert button.accessibleDescription() == "3"


def answer(deed) -> None:
    """Do something in the next conflict window that comes up."""

    def act() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, ConflictWindow)
        deed(window)

    QTimer.singleShot(0, act)


def take(*choices):
    """Choose in the order of the rows, and merge."""

    def deed(window: ConflictWindow) -> None:
        for row, choice in zip(window.rows, choices, strict=True):
            row.choose(choice)
        QTest.mouseClick(window.merge, LEFT)

    return deed


def card(document: Document, code: str) -> Card:
    return next(found for found in document.all(Card) if found.code == code)


def test_what_was_chosen_is_in_the_map(merged: Merged, look: Look, parent: QWidget):
    answer(lambda window: (window.choose_all("theirs"), QTest.mouseClick(window.merge, LEFT)))
    result = ask_about_conflicts(merged, look, parent)
    assert result is not None
    assert result.conflicts == ()
    assert (card(result.document, "P4").severity, card(result.document, "P5").text) == (
        4,
        "Returns cost money",
    )


def test_what_was_left_as_it_was_is_decided_too(merged: Merged, look: Look, parent: QWidget):
    answer(take("base", "base"))
    result = ask_about_conflicts(merged, look, parent)
    assert result is not None
    assert card(result.document, "P4").severity == 2


def test_choices_that_exclude_each_other_are_asked_about_again(look: Look, parent: QWidget):
    """A card is to stay, and the step that it spans up to is to go."""
    result = ask_twice(look, parent)
    assert result is not None
    assert result.conflicts == ()


def ask_twice(look: Look, parent: QWidget) -> Merged | None:
    journey = Map()
    step = journey.step("C2").id
    spanning = journey.add("Spans", until=step)

    def here(tx) -> None:
        tx.change(spanning, severity=2)
        add_card(tx, journey.place("backstage", "C2"), "note", text="new")

    def there(tx) -> None:
        delete_items(tx, [spanning])
        delete_step(tx, step)

    sides = []
    for deed in (here, there):
        document = copied(journey.document)
        with Store(document, new_id=id_source("pair")).edit("Edit") as tx:
            deed(tx)
        sides.append(document)
    merged = merge(journey.document, sides[0], sides[1])

    def first(window: ConflictWindow) -> None:
        for row in window.rows:
            row.choose("ours" if row.key[0] == spanning else "theirs")
        answer(second)
        QTest.mouseClick(window.merge, LEFT)

    def second(window: ConflictWindow) -> None:
        assert "Some of these choices exclude each other" in texts(window)
        assert window.choices == {}
        window.choose_all("theirs")
        QTest.mouseClick(window.merge, LEFT)

    answer(first)
    return ask_about_conflicts(merged, look, parent)


def test_whoever_gives_up_gets_nothing(merged: Merged, look: Look, parent: QWidget):
    answer(lambda window: QTest.keyClick(window, Qt.Key.Key_Escape))
    assert ask_about_conflicts(merged, look, parent) is None
