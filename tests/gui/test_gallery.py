"""What new maps begin with, in pictures; the person's own templates: kept, begun from, renamed, deleted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QWidget

from journeymapper.commands.ports import TemplateWish
from journeymapper.files.own_templates import own_names, own_templates, save_template, templates_folder
from journeymapper.files.templates import EXAMPLE, TEMPLATES, template_document, template_path
from journeymapper.model.records import Card, Persona
from journeymapper.ui.gallery import Gallery
from journeymapper.ui.template_dialogs import NameDialog, StartDialog, TemplateDialog
from tests.gui.driving import Driver, Program

LEFT = Qt.MouseButton.LeftButton


def own_template(name: str = "Ours") -> None:
    """A template of the person's own."""
    save_template(template_document(EXAMPLE), name, templates_folder())


def gallery_of(program: Program, **size: int) -> tuple[Driver, Gallery]:
    """The first page, with the person's own templates looked up."""
    driver = program.window(**size)
    gallery = driver.window.welcome.gallery
    seen: list[bool] = []
    gallery.settled.connect(lambda: seen.append(True))
    driver.wait_until(lambda: bool(seen))
    return driver, gallery


def in_dialog(kind: type[QDialog], act: Callable[[QDialog], None]) -> None:
    """Do something in the next dialog of this kind, as soon as it is open."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def button(dialog: QWidget, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def test_every_template_gets_a_picture_of_its_own_map(program: Program):
    QPixmapCache.clear()
    driver, gallery = gallery_of(program)
    cards = gallery.starts.cards
    driver.wait_until(lambda: all(card.picture is not None for card in cards.values()), 60.0)
    pictures = {name: card.picture.toImage() for name, card in cards.items() if card.picture is not None}
    assert len(pictures) == len(TEMPLATES)
    assert pictures["user-flow"] != pictures["empathy-map"]
    drawn = pictures["service-blueprint"]
    colours = {drawn.pixel(x, y) for x in range(0, drawn.width(), 3) for y in range(0, drawn.height(), 3)}
    assert len(colours) > 12


def test_pictures_that_were_painted_once_are_there_at_once_the_next_time(program: Program):
    driver, gallery = gallery_of(program)
    cards = gallery.starts.cards
    driver.wait_until(lambda: all(card.picture is not None for card in cards.values()), 60.0)
    _other, again = gallery_of(program)
    assert all(card.picture is not None for card in again.starts.cards.values())


def test_nothing_is_painted_before_the_page_is_seen_and_nothing_once_it_is_gone(program: Program):
    QPixmapCache.clear()
    driver = program.window()
    gallery = driver.window.welcome.gallery
    assert all(card.picture is None for card in gallery.starts.cards.values())
    driver.window.file.new_from("empty")
    driver.settle(400)
    assert all(card.picture is None for card in gallery.starts.cards.values())


def test_a_page_that_is_gone_at_once_waits_for_nothing(program: Program):
    page = program.window().window.welcome
    assert any(timer.isActive() for timer in page.gallery.findChildren(QTimer))
    page.hide()
    assert not any(timer.isActive() for timer in page.findChildren(QTimer))


def test_arrow_keys_and_enter_choose_a_template(program: Program):
    own_template()
    driver, gallery = gallery_of(program)
    cards = list(gallery.starts.cards.values())
    columns = gallery.starts.columns
    assert columns > 1
    cards[0].setFocus()
    driver.keys(Qt.Key.Key_Right)
    assert driver.window.focusWidget() is cards[1]
    driver.keys(Qt.Key.Key_Down)
    assert driver.window.focusWidget() is cards[1 + columns]
    driver.keys(Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert driver.window.focusWidget() is cards[0]
    driver.keys(*[Qt.Key.Key_Down] * 20)
    assert driver.window.focusWidget() is gallery.own.cards["Ours"]
    driver.keys(Qt.Key.Key_Return)
    assert driver.document.map.title == template_document(EXAMPLE).map.title


def test_tab_reaches_every_template(program: Program):
    own_template()
    driver, gallery = gallery_of(program)
    reached: list[str] = []
    gallery.reached.connect(lambda card: reached.append(card.start.name))
    next(iter(gallery.starts.cards.values())).setFocus()
    driver.keys(*[Qt.Key.Key_Tab] * (len(TEMPLATES) + 3))
    assert set(reached) == {*TEMPLATES, "Ours"}


def test_what_has_the_focus_is_scrolled_into_sight(program: Program):
    driver, gallery = gallery_of(program, width=900, height=560)
    last = list(gallery.starts.cards.values())[-1]
    last.setFocus()
    driver.settle()
    area = driver.window.welcome.viewport()
    top = last.mapTo(area, QPoint(0, 0)).y()
    assert 0 <= top <= area.height() - last.height()


def test_there_are_as_many_in_a_row_as_there_is_room_for(program: Program):
    wide, gallery = gallery_of(program, width=1600)
    assert gallery.starts.columns == 4
    wide.window.resize(900, 700)
    wide.settle()
    assert gallery.starts.columns == 2
    bar = wide.window.welcome.horizontalScrollBar()
    wide.wait_until(lambda: bar.maximum() == 0)


def test_what_is_no_template_is_told_on_the_page(program: Program):
    own_template()
    (templates_folder() / "torn.journey").write_bytes(template_path(EXAMPLE).read_bytes()[:2000])
    _driver, gallery = gallery_of(program)
    assert list(gallery.own.cards) == ["Ours"]
    assert gallery.problems.isVisible()
    assert "torn.journey" in gallery.problems.text()
    assert not gallery.hint.isVisible()


def test_a_template_that_breaks_after_it_was_listed_is_told_and_opens_nothing(program: Program):
    own_template()
    driver, gallery = gallery_of(program)
    (templates_folder() / "Ours.journey").write_bytes(b"x")
    QTest.mouseClick(gallery.own.cards["Ours"], LEFT, pos=QPoint(60, 150))
    assert driver.window.store is None
    assert any("Ours.journey" in sentence and tone == "problem" for sentence, tone in driver.person.told)


def test_f2_renames_an_own_template(program: Program):
    own_template()
    driver, gallery = gallery_of(program)
    driver.person.answers = ["Theirs"]
    gallery.own.cards["Ours"].setFocus()
    driver.keys(Qt.Key.Key_F2)
    driver.wait_until(lambda: list(gallery.own.cards) == ["Theirs"])
    assert own_names(templates_folder()) == ("Theirs",)


def test_delete_deletes_an_own_template_once_it_is_confirmed(program: Program):
    own_template()
    driver, gallery = gallery_of(program)
    gallery.own.cards["Ours"].setFocus()
    driver.person.answers = ["cancel"]
    driver.keys(Qt.Key.Key_Delete)
    assert own_names(templates_folder()) == ("Ours",)
    driver.person.answers = ["discard"]
    driver.keys(Qt.Key.Key_Delete)
    driver.wait_until(lambda: not gallery.own.cards)
    assert own_names(templates_folder()) == ()
    assert gallery.hint.isVisible()


def test_the_programs_templates_cannot_be_renamed_or_deleted(program: Program):
    driver, gallery = gallery_of(program)
    gallery.starts.cards["empty"].setFocus()
    driver.keys(Qt.Key.Key_F2, Qt.Key.Key_Delete)
    assert driver.person.questions == []
    assert driver.window.store is None


def test_the_menu_of_an_own_template_offers_what_can_be_done(program: Program):
    own_template()
    driver, gallery = gallery_of(program)
    (menu,) = gallery.own.cards["Ours"].findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Begin a map with it", "Rename…", "Delete…"]
    menu.actions()[0].trigger()
    assert driver.window.store is not None


def test_save_as_template_keeps_the_map_under_the_name_that_was_given(program: Program):
    driver = program.example()
    driver.person.wish = TemplateWish("Shoes", cards=True, personas=True)
    driver.give("file.save_template")
    assert driver.person.wishes == [TemplateWish("Buying running shoes")]
    (kept,) = own_templates(templates_folder()).templates
    assert kept.document.snapshot() == driver.document.snapshot()
    assert "“Shoes”" in driver.person.told[-1][0]
    assert not driver.window.file.modified


def test_save_as_template_can_leave_cards_and_personas_out(program: Program):
    driver = program.example()
    driver.person.wish = TemplateWish("Grid", cards=False, personas=False)
    driver.give("file.save_template")
    (kept,) = own_templates(templates_folder()).templates
    assert not kept.document.count(Card)
    assert not kept.document.count(Persona)
    assert driver.document.count(Card)


@pytest.mark.parametrize(
    ("answer", "title"), [("replace", "Buying running shoes"), ("cancel", "New map"), ("", "New map")]
)
def test_a_template_is_replaced_only_once_that_is_agreed_to(program: Program, answer: str, title: str):
    save_template(template_document("empty"), "shoes", templates_folder())
    driver = program.example()
    driver.person.wish = TemplateWish("Shoes")
    driver.person.answers = [answer]
    driver.give("file.save_template")
    (kept,) = own_templates(templates_folder()).templates
    assert (kept.name, kept.document.map.title) == ("shoes", title)


def test_a_template_that_cannot_be_written_is_told(program: Program):
    templates_folder().parent.mkdir(parents=True)
    templates_folder().write_text("in the way")
    driver = program.example()
    driver.person.wish = TemplateWish("Shoes")
    driver.give("file.save_template")
    assert driver.person.told[-1][1] == "problem"
    assert driver.window.store is not None


def test_the_dialog_keeps_what_is_ticked_under_the_name_typed(real_program: Program):
    driver = real_program.example()

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, TemplateDialog)
        dialog.field.selectAll()
        QTest.keyClicks(dialog.field, "Our grid")
        QTest.mouseClick(dialog.cards, LEFT, pos=QPoint(8, dialog.cards.height() // 2))
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    in_dialog(TemplateDialog, act)
    driver.give("file.save_template")
    (kept,) = own_templates(templates_folder()).templates
    assert kept.name == "Our grid"
    assert (kept.document.count(Card), kept.document.count(Persona)) == (0, 1)


def test_the_dialog_says_what_is_wrong_with_a_name_and_keeps_nothing(real_program: Program):
    driver = real_program.example()
    seen: list[tuple[str, bool]] = []

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, TemplateDialog)
        dialog.field.selectAll()
        QTest.keyClicks(dialog.field, "a/b")
        seen.append((dialog.problem.text(), dialog.keep.isEnabled()))
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    in_dialog(TemplateDialog, act)
    driver.give("file.save_template")
    assert not seen[0][1]
    assert "“/”" in seen[0][0]
    assert own_names(templates_folder()) == ()


def test_new_from_template_shows_the_gallery_and_begins_with_what_is_chosen(real_program: Program):
    own_template()
    driver = real_program.window()

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, StartDialog)
        if "Ours" not in dialog.gallery.own.cards:
            QTimer.singleShot(20, lambda: act(dialog))
            return
        first = next(iter(dialog.gallery.starts.cards.values()))
        assert dialog.focusWidget() is first
        QTest.mouseClick(dialog.gallery.own.cards["Ours"], LEFT, pos=QPoint(60, 150))

    in_dialog(StartDialog, act)
    driver.give("file.new")
    assert driver.document.map.title == template_document(EXAMPLE).map.title


def test_a_template_is_renamed_in_a_dialog(real_program: Program):
    own_template()
    driver, gallery = gallery_of(real_program)

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, NameDialog)
        assert dialog.text == "Ours"
        QTest.keyClicks(dialog.field, "Theirs")
        QTest.mouseClick(button(dialog, "Save"), LEFT)

    in_dialog(NameDialog, act)
    gallery.own.cards["Ours"].setFocus()
    driver.keys(Qt.Key.Key_F2)
    driver.wait_until(lambda: list(gallery.own.cards) == ["Theirs"])


def test_a_team_may_share_a_folder(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JOURNEYMAPPER_TEMPLATES", str(tmp_path / "shared"))
    save_template(template_document("empty"), "Team", tmp_path / "shared")
    _driver, gallery = gallery_of(program)
    assert list(gallery.own.cards) == ["Team"]


def test_the_pointer_and_the_keyboard_are_seen_apart_on_a_card(program: Program):
    driver = program.window()
    plain, pointed, focused = list(driver.window.welcome.starts.cards.values())[:3]
    focused.setFocus()
    QApplication.sendEvent(
        pointed, QEnterEvent(QPointF(5, 200), QPointF(5, 200), QPointF(pointed.mapToGlobal(QPoint(5, 200))))
    )
    pointed.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    grounds = [card.grab().toImage().pixelColor(6, 205).name() for card in (plain, pointed, focused)]
    frames = [card.grab().toImage().pixelColor(1, 100).lightness() for card in (plain, pointed, focused)]
    assert grounds[0] == grounds[2] != grounds[1], "the pointer tints"
    assert min(frames[:2]) > 200 > frames[2], "the keyboard frames"
