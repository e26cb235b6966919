"""What is being typed is told each second, from whichever editor, and no longer when it has become an edit."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from journeymapper.commands.drafts import keep_found
from journeymapper.files.journal.entries import Draft
from journeymapper.ui.drafts import Drafts
from journeymapper.ui.inspector.text_editors import Sheet
from tests.gui.drive import Hand
from tests.gui.driving import Driver, Program

Key = Qt.Key


class Journal:
    """Remembers what it was told, and when."""

    def __init__(self) -> None:
        self.drafts: list[Draft | None] = []
        self.times: list[float] = []

    def note_draft(self, draft: Draft | None) -> None:
        self.drafts.append(draft)
        self.times.append(time.monotonic())

    def tick(self) -> bool:
        return True


@pytest.fixture
def driver(program: Program) -> Driver:
    return program.example()


@pytest.fixture
def journal(driver: Driver) -> Iterator[Journal]:
    noted = Journal()
    drafts = Drafts(driver.workspace, noted)
    yield noted
    drafts.deleteLater()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def compose(field: QWidget, composed: str) -> None:
    """What an input method says."""
    QApplication.sendEvent(field, QInputMethodEvent(composed, []))


def test_a_text_on_the_canvas_is_told_within_a_second(driver: Driver, journal: Journal):
    card = driver.card("P4")
    driver.canvas.start_edit(card.id)
    began = time.monotonic()
    driver.type("!", focused())
    driver.wait_until(lambda: bool(journal.drafts))
    assert journal.drafts == [Draft(card.id, "text", f"{card.text}!")]
    assert journal.times[0] - began < 1.3


def test_somebody_who_never_stops_typing_is_told_of_each_second(driver: Driver, journal: Journal):
    driver.canvas.start_edit(driver.card("P4").id)
    end = time.monotonic() + 2.5
    while time.monotonic() < end:
        driver.type("x", focused())
        QTest.qWait(30)
    assert len(journal.drafts) == 2


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_a_text_that_was_kept_or_given_up_is_told_at_once(driver: Driver, journal: Journal, key: Key):
    driver.canvas.start_edit(driver.card("P4").id)
    driver.type("!", focused())
    driver.wait_until(lambda: bool(journal.drafts))
    driver.keys(key, widget=focused())
    driver.settle()
    assert journal.drafts[-1] is None


def test_opening_an_editor_alone_tells_nothing(driver: Driver, journal: Journal):
    driver.canvas.start_edit(driver.card("P4").id)
    driver.settle(1100)
    assert journal.drafts == []


def test_what_an_input_method_composes_is_told(driver: Driver, journal: Journal):
    card = driver.card("P4")
    hand = Hand(driver.canvas)
    driver.canvas.start_edit(card.id)
    driver.keys(Key.Key_Home, modifiers=Qt.KeyboardModifier.ControlModifier, widget=hand.field)
    hand.compose("にほん")
    driver.wait_until(lambda: bool(journal.drafts))
    assert journal.drafts == [Draft(card.id, "text", f"にほん{card.text}")]


def test_a_card_that_is_being_made_is_told_with_its_cell(driver: Driver, journal: Journal):
    from journeymapper.edit.places import Place

    lane = next(lane for lane in driver.document.lanes if lane.role == "opportunities")
    place = Place(lane.id, driver.document.stages[0].id)
    driver.canvas.writing.write_draft(place, driver.canvas.view)
    driver.type("New ", focused())
    QApplication.clipboard().setText("😀 idea")
    driver.keys(Key.Key_V, modifiers=Qt.KeyboardModifier.ControlModifier, widget=focused())
    driver.wait_until(lambda: bool(journal.drafts))
    (draft,) = journal.drafts
    assert draft is not None
    assert (draft.key, draft.text) == ("", "New 😀 idea")
    driver.canvas.cancel_edit()
    assert keep_found(driver.store, draft)
    assert driver.store.undo_name == "Add Opportunity"


@pytest.mark.parametrize("field", ["title", "subtitle"])
def test_a_field_of_the_inspector_is_told_and_brought_back(driver: Driver, journal: Journal, field: str):
    driver.workspace.inspect(driver.document.map.id, field)
    target = driver.workspace.inspector.form.editors[field].focus_target()
    assert isinstance(target, QLineEdit | Sheet)
    driver.keys(Key.Key_End, widget=target)
    driver.keys(Key.Key_End, modifiers=Qt.KeyboardModifier.ControlModifier, widget=target)
    driver.type("ab", target)
    compose(target, "ん")
    driver.wait_until(lambda: bool(journal.drafts))
    (draft,) = journal.drafts
    before = getattr(driver.document.map, field)
    assert draft == Draft(driver.document.map.id, field, f"{before}abん")
    assert keep_found(driver.store, draft)
    assert getattr(driver.document.map, field) == f"{before}abん"


def test_tags_of_several_cards_are_told_and_brought_back(driver: Driver, journal: Journal):
    cards = [driver.card("P4"), driver.card("P5")]
    driver.store.session = type(driver.store.session)(selection=tuple(card.id for card in cards))
    line = driver.workspace.inspector.form.editors["tags"].focus_target()
    driver.type("parcel, late", line)
    driver.wait_until(lambda: bool(journal.drafts))
    (draft,) = journal.drafts
    assert draft is not None
    assert keep_found(driver.store, draft)
    assert [driver.card(card.code).tags for card in cards] == [("parcel", "late")] * 2


def test_leaving_a_field_tells_that_nothing_is_typed_any_more(driver: Driver, journal: Journal):
    driver.workspace.inspect(driver.document.map.id, "title")
    line = driver.workspace.inspector.form.editors["title"].focus_target()
    driver.type("x", line)
    driver.wait_until(lambda: bool(journal.drafts))
    driver.keys(Key.Key_Return, widget=line)
    assert journal.drafts[-1] is None


def test_a_name_in_the_outline_is_told(driver: Driver, journal: Journal):
    outline = driver.workspace.outline
    stage = driver.document.stages[0]
    outline.tree.edit(outline.model.index_of(stage.id))
    line = outline.tree.findChild(QLineEdit)
    assert line is not None
    driver.keys(Key.Key_End, widget=line)
    driver.type("!", line)
    driver.wait_until(lambda: bool(journal.drafts))
    assert journal.drafts == [Draft(stage.id, "title", f"{stage.title}!")]
    driver.keys(Key.Key_Escape, widget=line)
    driver.settle()
    assert journal.drafts[-1] is None
